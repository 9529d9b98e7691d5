import type { IDataObject } from 'n8n-workflow';

import { options } from '../../fields/collection';
import { filters, type Queryable } from '../../fields/filters';
import { limit, returnAll } from '../../fields/lists';
import { company } from '../../fields/locators';
import { orderBy, query } from '../../fields/query';
import { simplify, simplifyNotice } from '../../fields/simplify';
import { describePull } from '../../outcomes';
import type { Operation } from '../operation';
import { datasetId } from './fields';

/** What pull operations can be filtered and sorted by (Platform spec: `PullOperation`). */
const queryable: Queryable = {
	dataType: 'text',
	status: 'text',
	connectionId: 'text',
	requested: 'date',
	completed: 'date',
	progress: 'number',
};

const simplePull = [
	'id',
	'dataType',
	'connectionId',
	'status',
	'statusDescription',
	'errorMessage',
	'requested',
	'completed',
	'progress',
] as const;

/** How fresh a company's data are: Codat fetches them by pull operations. */
export const pulls: Record<string, Operation> = {
	getStatus: {
		name: 'Get Status',
		action: 'Get data status',
		description: 'Get when each kind of a company’s data was last fetched, and its status',
		endpoint: 'GET /companies/{companyId}/dataStatus',
		fields: [company],
		execute: async ({ request }) => {
			const { body } = await request();
			const statuses = Object.entries((body ?? {}) as IDataObject);
			return statuses.map(([dataType, status]) => ({ dataType, ...(status as IDataObject) }));
		},
	},
	getAllPullOperations: {
		name: 'Get Many Pull Operations',
		action: 'Get many pull operations',
		description: 'List when a company’s data was fetched, and with what result',
		endpoint: 'GET /companies/{companyId}/data/history',
		describe: describePull,
		fields: [
			company,
			returnAll,
			limit,
			simplify,
			simplifyNotice,
			...filters,
			options(query('status!=Complete'), orderBy(queryable)),
		],
		returns: 'pages',
		queryable,
		simplify: simplePull,
	},
	getPullOperation: {
		name: 'Get Pull Operation',
		action: 'Get pull operation',
		description: 'Get the status of one fetch of a company’s data',
		endpoint: 'GET /companies/{companyId}/data/history/{datasetId}',
		describe: describePull,
		fields: [company, datasetId, simplify],
		simplify: simplePull,
	},
	getValidationResults: {
		name: 'Get Validation Results',
		action: 'Get validation results',
		description: 'Get the problems that Codat found in the data that a pull operation fetched',
		endpoint: 'GET /companies/{companyId}/sync/{datasetId}/validation',
		fields: [company, datasetId],
	},
};
