import { DATA_TYPES, type DataType } from '../data/dataTypes';
import { readableConnection, recordsOf } from '../data/reading';
import { noteRead, queryable, recordBody } from '../data/records';
import { CodatError } from '../errors';
import { page } from '../paging';
import { companyOf, ok, routes, type Answer, type Call, type Route } from '../route';
import type { RecordSet } from '../state';

const COMPANY = '/companies/:companyId/data';
const CONNECTION = '/companies/:companyId/connections/:connectionId/data';

function recordNotFound(dataType: string, id: string): CodatError {
	return new CodatError(404, `${DATA_TYPES[dataType].model} ${id} not found`, 'PullApi');
}

/** The records that a request is about; those of one account, where it names one. */
function recordsIn(call: Call, dataType: string): RecordSet {
	const company = companyOf(call);
	const connection = readableConnection(call, dataType, DATA_TYPES[dataType].source);
	const { accountId } = call.params;
	if (accountId) {
		const accounts = recordsOf(company, connection, 'bankAccounts', call.clock).records;
		if (!accounts.some(({ id }) => id === accountId))
			throw recordNotFound('bankAccounts', accountId);
	}
	return recordsOf(company, connection, dataType, call.clock, accountId);
}

/** The record that a request names, as it is answered, or Codat's 404. */
export function recordIn(call: Call, dataType: string): Record<string, unknown> {
	const { recordId } = call.params;
	const record = recordsIn(call, dataType).records.find(({ id }) => id === recordId);
	if (!record) throw recordNotFound(dataType, recordId);
	return recordBody(dataType, record);
}

function list(call: Call, dataType: string, { model }: DataType): Answer {
	const { accountId } = call.params;
	const set = recordsIn(call, dataType);
	const listing = { name: model, properties: queryable(dataType) };
	const answer = page(call, set.records, listing, (record) => {
		const body = recordBody(dataType, record);
		return accountId ? { ...body, accountId } : body;
	});
	noteRead(set, call.clock);
	return answer;
}

function readRoutes([dataType, type]: [string, DataType]): Route[] {
	const base = `${type.scope === 'company' ? COMPANY : CONNECTION}/${type.path}`;
	const many = routes({ [`GET ${base}`]: (call) => list(call, dataType, type) });
	if (type.listOnly) return many;
	return [
		...many,
		...routes({ [`GET ${base}/:recordId`]: (call) => ok(recordIn(call, dataType)) }),
	];
}

/** The records of every data type (Lending, Banking and Commerce specs, and @codat/accounting). */
export const dataRoutes = Object.entries(DATA_TYPES).flatMap(readRoutes);
