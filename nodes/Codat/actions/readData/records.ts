import type { IDataObject } from 'n8n-workflow';

import { dataTypeOf, nameOf, readPath } from '../../dataTypes';
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
import { UserFacingError } from '../../transport/userFacingError';
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
			dataTypeOf(call.values.dataType)?.read?.unpaged
				? await readAtOnce(call)
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

function limitOf({ returnAll: all, limit: most }: Values): number | undefined {
	return all ? undefined : (most as number);
}

/** @throws UserFacingError when something is set that Codat can't be asked for */
async function readAtOnce({ values, send }: Call): Promise<IDataObject[]> {
	const { filters: rows, options: set } = values;
	const asked = [...(rows as unknown[]), ...Object.values(set as IDataObject)];
	if (asked.length > 0) {
		throw new UserFacingError(
			`${nameOf(values.dataType)} can't be filtered or sorted by Codat`,
			"Remove the filters and options, and use n8n's own nodes Filter and Sort after this one.",
		);
	}
	const found = recordsOf(await send(endpointOf(values), { accept: isEmptyList }));
	return found.slice(0, limitOf(values));
}

async function readList({ values, context, request }: Call): Promise<IDataObject[]> {
	const { dataType, includeDeleted: withDeleted } = values;
	const { modifiedSince: since, orderBy } = values.options as IDataObject;
	const wanted = limitOf(values);
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
