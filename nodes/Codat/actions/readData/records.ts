import { readPath } from '../../dataTypes';
import { options } from '../../fields/collection';
import type { Values } from '../../fields/field';
import { filters } from '../../fields/filters';
import { limit, returnAll } from '../../fields/lists';
import { company } from '../../fields/locators';
import { listOrder, query } from '../../fields/query';
import { simplify, simplifyNotice } from '../../fields/simplify';
import { queryableOf, simpleRecord } from '../../recordProperties';
import type { Endpoint } from '../../transport/endpoint';
import type { Operation } from '../operation';
import { accountId } from '../pushData/fields';
import {
	connectionOfType,
	includeDeleted,
	listedType,
	modifiedSince,
	recordId,
	singleType,
} from './fields';
import { checkList, listRecords } from './list';

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
		check: checkList,
		execute: listRecords,
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
