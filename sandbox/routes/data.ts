import { DATA_TYPES, type DataType } from '../data/dataTypes';
import { recordIn, recordsIn } from '../data/reading';
import { noteRead, queryable, recordBody } from '../data/records';
import { page } from '../paging';
import { ok, routes, type Answer, type Call, type Route } from '../route';

const COMPANY = '/companies/:companyId/data';
const CONNECTION = '/companies/:companyId/connections/:connectionId/data';

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
		...routes({
			[`GET ${base}/:recordId`]: (call) => ok(recordBody(dataType, recordIn(call, dataType))),
		}),
	];
}

/** The records of every data type (Lending, Banking and Commerce specs, and @codat/accounting). */
export const dataRoutes = Object.entries(DATA_TYPES).flatMap(readRoutes);
