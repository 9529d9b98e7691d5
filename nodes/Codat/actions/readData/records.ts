import type { IDataObject } from 'n8n-workflow';

import { dataTypeOf, readPath } from '../../dataTypes';
import { options } from '../../fields/collection';
import type { Values } from '../../fields/field';
import { filters, queryOf } from '../../fields/filters';
import { limit, returnAll } from '../../fields/lists';
import { company } from '../../fields/locators';
import { listOrder, query } from '../../fields/query';
import { simplify, simplifyNotice } from '../../fields/simplify';
import { isDated, keepsDeleted, queryableOf, simpleRecord } from '../../recordProperties';
import { fetchByDate } from '../../transport/byDate';
import type { Endpoint } from '../../transport/endpoint';
import { isEmptyList } from '../../transport/notFound';
import { fetchAll, MAX_PAGE_SIZE, recordsOf } from '../../transport/pagination';
import type { Answer } from '../../transport/request';
import type { Call, Operation } from '../operation';
import { accountId } from '../pushData/fields';
import {
	checkModifiedSince,
	connectionOfType,
	includeDeleted,
	listedType,
	modifiedSince,
	recordId,
	singleType,
} from './fields';

const endpointOf = ({ dataType }: Values) => readPath(dataType) as Endpoint;
const simple = ({ dataType }: Values) => simpleRecord(dataType);

/** Records that Codat has fetched from platforms. */
export const records: Record<string, Operation> = {
	getAll: {
		name: 'Get Many Records',
		action: 'Get many records',
		description: 'List the records of a company that Codat has fetched, such as its invoices',
		endpoint: endpointOf,
		fields: [
			company,
			listedType,
			connectionOfType,
			accountId,
			returnAll,
			limit,
			simplify,
			simplifyNotice,
			includeDeleted,
			...filters,
			options(modifiedSince, query('totalAmount>100'), listOrder),
		],
		queryable: ({ dataType }) => queryableOf(dataType),
		simplify: simple,
		check: ({ dataType, options: set }) =>
			checkModifiedSince(dataType, (set as Values).modifiedSince),
		execute: async (call) =>
			dataTypeOf(call.values.dataType)?.read?.single
				? recordsOf(await call.request({ query: {}, accept: isEmptyList }))
				: await readList(call),
	},
	get: {
		name: 'Get Record',
		action: 'Get record',
		description: 'Get one record that Codat has fetched, by its ID',
		endpoint: (values) => `${endpointOf(values)}/{recordId}` as Endpoint,
		fields: [company, singleType, connectionOfType, recordId, simplify],
		simplify: simple,
	},
};

async function readList({ values, context, request }: Call): Promise<IDataObject[]> {
	const { dataType, includeDeleted: withDeleted } = values;
	const { modifiedSince: since, orderBy } = values.options as IDataObject;
	const wanted = values.returnAll ? undefined : (values.limit as number);
	// Not asked of Codat: its query may leave out records that don't say whether they are deleted.
	const isWanted =
		keepsDeleted(dataType) && !withDeleted
			? ({ metadata }: IDataObject) => (metadata as IDataObject | null)?.isDeleted !== true
			: undefined;

	const ask = async (from: unknown, paging: IDataObject, accept = isEmptyList): Promise<Answer> => {
		const more = from === undefined ? [] : [`modifiedDate>=${String(from)}`];
		const own = queryOf(values, queryableOf(dataType), context.getTimezone(), more);
		return await request({
			query: { query: own, modifiedSince: undefined, ...paging },
			accept,
		});
	};
	const isOfManyPages = wanted === undefined || wanted > MAX_PAGE_SIZE;
	if (isOfManyPages && isDated(dataType) && orderBy === undefined) {
		const found = await fetchByDate(
			async (from, page, pageSize) =>
				await ask(
					from ?? since,
					{ page, pageSize, orderBy: 'modifiedDate' },
					(answer) => isEmptyList(answer) || answer.status === 400,
				),
			wanted,
			isWanted,
		);
		if (found) return found;
	}
	const found = await fetchAll(
		async (page, pageSize) => await ask(since, { page, pageSize }),
		wanted,
		isWanted,
	);
	return [...new Map(found.map((record, index) => [record.id ?? index, record])).values()];
}
