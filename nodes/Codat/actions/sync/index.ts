import { additionalFields } from '../../fields/collection';
import { isoDate, optionalDate } from '../../fields/dates';
import type { Field } from '../../fields/field';
import { limit, returnAll } from '../../fields/lists';
import { company } from '../../fields/locators';
import { product } from '../../fields/product';
import { syncId } from '../../fields/syncId';
import { describeSync } from '../../outcomes';
import { UserFacingError } from '../../transport/userFacingError';
import type { Resource } from '../operation';
import { startAndWait, waitFields } from './startAndWait';

const syncTo: Field = {
	property: {
		displayName: 'Sync To',
		name: 'syncTo',
		type: 'dateTime',
		default: '',
		description: 'Date up to which to sync. When not set, everything up to now is synced.',
	},
	read: optionalDate,
};

function dateField(displayName: string, name: string, description: string): Field {
	return {
		property: { displayName, name, description, type: 'dateTime', required: true, default: '' },
		read: isoDate,
	};
}

/** Syncs of the products Sync for Commerce and Expenses. */
export const sync: Resource = {
	name: 'Sync',
	first: 'start',
	operations: {
		start: {
			name: 'Start',
			action: 'Start sync',
			description: 'Sync everything since the last successful sync',
			describe: describeSync,
			endpoint: 'POST /companies/{companyId}/sync/commerce/latest',
			fields: [company, ...waitFields, additionalFields(syncTo)],
			execute: startAndWait,
		},
		startForDateRange: {
			name: 'Start for Date Range',
			action: 'Start sync for date range',
			description: 'Sync the transactions between two dates',
			describe: describeSync,
			endpoint: 'POST /meta/companies/{companyId}/sync/commerce/historic',
			fields: [
				company,
				dateField('Start', 'start', 'First date to sync'),
				dateField('Finish', 'finish', 'Last date to sync'),
				...waitFields,
			],
			check: ({ start, finish }) => {
				if (String(finish) < String(start)) {
					throw new UserFacingError(
						`'Finish' (${finish}) is before 'Start' (${start})`,
						'Swap the two dates or correct one of them.',
					);
				}
			},
			body: ({ start, finish }) => ({ dateRange: { start, finish } }),
			execute: startAndWait,
		},
		get: {
			name: 'Get',
			action: 'Get sync',
			description: 'Get the status of one sync',
			describe: describeSync,
			endpoint: ({ product }) => `GET /companies/{companyId}/sync/${product}/syncs/{syncId}/status`,
			fields: [product, company, syncId],
		},
		getAll: {
			name: 'Get Many',
			action: 'Get many syncs',
			description: 'Get the statuses of many syncs',
			describe: describeSync,
			endpoint: ({ product }) => `GET /companies/{companyId}/sync/${product}/syncs/list/status`,
			fields: [product, company, returnAll, limit],
			returns: 'array',
		},
		getLastSuccessful: {
			name: 'Get Last Successful',
			action: 'Get last successful sync',
			description: 'Get the status of the last sync that succeeded',
			describe: describeSync,
			endpoint: ({ product }) =>
				`GET /companies/{companyId}/sync/${product}/syncs/lastSuccessful/status`,
			fields: [product, company],
		},
		getLatest: {
			name: 'Get Latest',
			action: 'Get latest sync',
			description: 'Get the status of the latest sync',
			describe: describeSync,
			endpoint: ({ product }) => `GET /companies/{companyId}/sync/${product}/syncs/latest/status`,
			fields: [product, company],
		},
		getStatus: {
			name: 'Get Status',
			action: 'Get sync status',
			description: 'Get the status of syncs',
			describe: describeSync,
			endpoint: 'GET /meta/companies/{companyId}/sync/commerce/status',
			fields: [company],
			// Codat's spec promises one status, its text a list: either will do.
			returns: 'array',
		},
	},
};
