import type { IDataObject } from 'n8n-workflow';

import type { Endpoint } from '../transport/endpoint';
import type { Answer } from '../transport/request';
import type { Change } from './changes';
import type { Seen, Sighting } from './seen';

/** A kind of record that the trigger watches, and what its changes mean. */
export interface Source {
	/** The events that come from it. */
	events: string[];
	/** Each of Codat's products has a list of its own. */
	isByProduct?: boolean;
	/** All of a company's records that may be news. */
	list: (look: Look) => Promise<Listing>;
	/** The records are in Codat's list of companies already, and cost no request of their own. */
	comesWith?: (company: IDataObject) => boolean;
	/** A record as a sighting; undefined for what has nothing to know it by. */
	sight: (record: IDataObject) => Sighting | undefined;
	/** The events that a change is. */
	eventsOf: (change: Change) => string[];
	/** What an item tells beside the record. */
	describe?: (change: Change) => IDataObject;
}

/** What a look at one company's records found. */
export interface Listing {
	/** As Codat sent them: there may be some among them that are none. */
	records: unknown[];
	/** What was seen before, where this look changes it. */
	seen?: Seen;
}

/** A look at one company's records. */
export interface Look {
	company: IDataObject;
	/** What was seen before; undefined at the first look. */
	seen?: Seen;
	/** Only the newest records are wanted, for a sample. */
	isSample?: boolean;
	/**
	 * Asks Codat. Path parameters are filled from the company, the product and `values`; the answer
	 * may be a 404 that stands for an empty list, or with `values` for a record that is gone, and a
	 * 400 when an order is asked for.
	 */
	ask: (endpoint: Endpoint, query?: IDataObject, values?: IDataObject) => Promise<Answer>;
}
