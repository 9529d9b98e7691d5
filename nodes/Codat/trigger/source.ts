import type { IDataObject } from 'n8n-workflow';

import type { Endpoint } from '../transport/endpoint';
import type { Answer } from '../transport/request';
import type { Change } from './changes';
import type { TypeSeen } from './recordsSeen';
import type { Seen } from './seen';
import type { WatchSettings } from './settings';

/** What is remembered of a company's source between polls: plain data, bounded. */
export type Memory = Seen | TypeSeen;

/** A kind of record that the trigger watches, and what its changes mean. */
export interface Source {
	/** The events that come from it. */
	events: string[];
	/** Each of Codat's products has a list of its own. */
	isByProduct?: boolean;
	/** The data type whose records it has; Codat tells of all types together when they were fetched. */
	dataType?: string;
	/** The records are in Codat's list of companies already, and cost no request of their own. */
	comesWith?: (company: IDataObject) => boolean;
	/** What is new at a company since the last look. */
	look: (look: Look) => Promise<Looked>;
	/** The newest records of a company, for a sample. */
	sample: (look: Look) => Promise<Change[]>;
	/** Whether a value that n8n has kept can be a memory of this source. */
	isMemory: (value: unknown) => boolean;
	/** The events that a change is. */
	eventsOf: (change: Change) => string[];
	/** What an item tells beside the record. */
	describe?: (change: Change) => IDataObject;
}

/** What a look at one company's source found. */
export interface Looked {
	changes: Change[];
	/** What to remember. */
	seen: Memory;
	/** How many of Codat's records are none, or have nothing to know them by. */
	leftOut: number;
	/** Something is under way, and news likely. */
	isOpen: boolean;
}

/** A look at one company's records. */
export interface Look {
	company: IDataObject;
	settings: WatchSettings;
	/** What was seen before; undefined at the first look. */
	seen?: Memory;
	/**
	 * What is old at the first look, as `timeKey`: what is dated up to then; nothing where it is empty,
	 * and all that is there where it is undefined.
	 */
	oldUntil?: string;
	/** How many records to remember. */
	capacity: number;
	/**
	 * Asks Codat. Path parameters are filled from the company, the product and `values`.
	 *
	 * @param accept refusals that are answers too: unless given, a 404 that stands for an empty list, or
	 * with `values` for a record that is gone, and a 400 when an order is asked for
	 */
	ask: (
		endpoint: Endpoint,
		query?: IDataObject,
		values?: IDataObject,
		accept?: (answer: Answer) => boolean,
	) => Promise<Answer>;
	/** The company's connections as Codat sent them, asked for once a look. */
	connections: () => Promise<unknown[]>;
	/** How the company's data types stand, by their names, asked for once a look. */
	dataStatus: () => Promise<IDataObject>;
	/** Counts a record as news. */
	found: () => void;
	/** Whether to find no more in this poll: there is much already, or no time or requests are left. */
	hasEnough: () => boolean;
}
