import type { IDataObject } from 'n8n-workflow';

import { dataTypeOf, readPath, sourceTypeOf } from '../dataTypes';
import type { Endpoint } from '../transport/endpoint';
import { recordsAmong } from './records';
import type { Look } from './source';

/** A list in which Codat has records of a data type. */
export interface Place {
	id: string;
	endpoint: Endpoint;
	values: IDataObject;
	/** What an item tells of where the record is from. */
	about: IDataObject;
}

/**
 * The lists that hold a company's records of a data type: one, or one for each of its connections
 * (docs/codat.md, Reading data).
 */
export async function placesOf(dataType: string, look: Look): Promise<Place[]> {
	const endpoint = readPath(dataType) as Endpoint;
	const companyId = String(look.company.id);
	const connections = recordsAmong(await look.connections())
		.filter(({ id }) => typeof id === 'string' && id !== '')
		.filter(({ sourceType, status }) => isOf(dataType, sourceType) && wasLinked(status));
	if (dataTypeOf(dataType)?.read?.from === 'connection') {
		return connections.map(({ id: connectionId }) => ({
			id: String(connectionId),
			endpoint,
			values: { connectionId },
			about: { dataType, companyId, connectionId },
		}));
	}
	const linked = connections.filter(({ status }) => is(status, 'linked'));
	const [only, another] = connections.length === 1 ? connections : linked;
	// A list of several connections doesn't say which of them a record is from.
	const connectionId = another === undefined ? (only?.id ?? null) : null;
	return [{ id: 'company', endpoint, values: {}, about: { dataType, companyId, connectionId } }];
}

const is = (text: unknown, expected: string) => String(text).toLowerCase() === expected;
const wasLinked = (status: unknown) => !is(status, 'pendingauth');

/** Whether a connection can have a data type, as far as it says. */
function isOf(dataType: string, sourceType: unknown): boolean {
	const type = String(sourceType || 'unknown').toLowerCase();
	return ['unknown', sourceTypeOf(dataType).toLowerCase()].includes(type);
}
