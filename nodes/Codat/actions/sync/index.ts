import { additionalFields } from '../../fields/collection';
import { optionalDate, periodDate, type PeriodDate } from '../../fields/dates';
import type { Field, Values } from '../../fields/field';
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
		description:
			'The moment up to which to sync, in the workflow’s time zone unless it has an offset. When not set, everything up to now is synced.',
	},
	read: optionalDate,
};

/** One end of a period of days. */
function dayField(displayName: string, name: string, which: 'first' | 'last'): Field {
	return {
		property: {
			displayName,
			name,
			type: 'dateTime',
			typeOptions: { dateOnly: true },
			required: true,
			default: '',
			description: `The ${which} day to sync, ${which === 'first' ? 'from its beginning' : 'to its end'}, in the workflow’s time zone. A date with a time or an offset, as an expression may give, is sent as it is.`,
		},
		read: periodDate(which),
	};
}

/** @throws UserFacingError when the period ends before it begins */
function checkPeriod({ start, finish }: Values): void {
	const [first, last] = [start, finish] as PeriodDate[];
	if (Date.parse(last.sent) >= Date.parse(first.sent)) return;
	throw new UserFacingError(
		`'End Date' (${last.entered}) is before 'Start Date' (${first.entered})`,
		'Swap the two dates or correct one of them.',
	);
}

/** Syncs of the products Sync for Commerce and Expenses. */
export const sync: Resource = {
	name: 'Sync',
	first: 'start',
	operations: {
		start: {
			name: 'Start',
			action: 'Start sync',
			description:
				'Sync everything since the last successful sync, in Sync for Commerce. In Expenses, each operation that writes an Expense starts a sync of its own.',
			describe: describeSync,
			endpoint: 'POST /companies/{companyId}/sync/commerce/latest',
			fields: [company, ...waitFields, additionalFields(syncTo)],
			execute: startAndWait,
		},
		startForDateRange: {
			name: 'Start for Date Range',
			action: 'Start sync for date range',
			description:
				'Sync the transactions of a period of days again, in Sync for Commerce. To continue from the last successful sync, use Start.',
			describe: describeSync,
			endpoint: 'POST /meta/companies/{companyId}/sync/commerce/historic',
			fields: [
				company,
				dayField('Start Date', 'start', 'first'),
				dayField('End Date', 'finish', 'last'),
				...waitFields,
			],
			check: checkPeriod,
			body: ({ start, finish }) => ({
				dateRange: { start: (start as PeriodDate).sent, finish: (finish as PeriodDate).sent },
			}),
			execute: startAndWait,
		},
		get: {
			name: 'Get',
			action: 'Get sync',
			description: 'Get the status of one sync by its Sync ID. For the newest one, use Get Latest.',
			describe: describeSync,
			endpoint: ({ product }) => `GET /companies/{companyId}/sync/${product}/syncs/{syncId}/status`,
			fields: [company, product, syncId],
		},
		getAll: {
			name: 'Get Many',
			action: 'Get many syncs',
			description: 'List the syncs of a company with their statuses',
			describe: describeSync,
			endpoint: ({ product }) => `GET /companies/{companyId}/sync/${product}/syncs/list/status`,
			fields: [company, product, returnAll, limit],
			returns: 'array',
		},
		getLastSuccessful: {
			name: 'Get Last Successful',
			action: 'Get last successful sync',
			description: 'Get the status of the newest sync that succeeded, whatever came after it',
			describe: describeSync,
			endpoint: ({ product }) =>
				`GET /companies/{companyId}/sync/${product}/syncs/lastSuccessful/status`,
			fields: [company, product],
		},
		getLatest: {
			name: 'Get Latest',
			action: 'Get latest sync',
			description: 'Get the status of the newest sync, whether it is running, succeeded or failed',
			describe: describeSync,
			endpoint: ({ product }) => `GET /companies/{companyId}/sync/${product}/syncs/latest/status`,
			fields: [company, product],
		},
		getStatus: {
			name: 'Get Status',
			action: 'Get sync status',
			description:
				'Get the status of syncs of Sync for Commerce, with both IDs of a sync: the Sync ID and the commerceSyncId that Start returns. If you don’t need both, use Get Latest.',
			describe: describeSync,
			endpoint: 'GET /meta/companies/{companyId}/sync/commerce/status',
			fields: [company],
			// Codat's spec promises one status, its text a list: either will do.
			returns: 'array',
		},
	},
};
