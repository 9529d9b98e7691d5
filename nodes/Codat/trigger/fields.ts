import { nameOf } from '../dataTypes';
import { byName } from '../fields/alphabet';
import { options } from '../fields/collection';
import type { Field } from '../fields/field';
import { filtersBy } from '../fields/filters';
import { company } from '../fields/locators';
import { product } from '../fields/product';
import { wholeNumber } from '../fields/read';
import { RECORD_EVENTS, watchableTypes } from './changedRecords';

const triggerOn: Field = {
	property: {
		displayName: 'Trigger On',
		name: 'triggerOn',
		type: 'multiOptions',
		required: true,
		options: [
			{
				name: 'Connection Status Changed',
				value: 'connectionStatusChanged',
				description: 'A connection was created, linked, unlinked or lost its authorization',
			},
			{
				name: 'Push Operation Completed',
				value: 'pushOperationCompleted',
				description: 'A record was written to a platform',
			},
			{
				name: 'Push Operation Failed',
				value: 'pushOperationFailed',
				description: 'A record could not be written to a platform, or the write timed out',
			},
			{
				name: 'Record Created or Updated',
				value: 'recordCreatedOrUpdated',
				description: 'Codat has fetched a record, such as an invoice, that is new or has changed',
			},
			{
				name: 'Record Deleted',
				value: 'recordDeleted',
				description: 'Codat has found that an accounting record was deleted on its platform',
			},
			{
				name: 'Sync Completed',
				value: 'syncCompleted',
				description: 'A sync succeeded, with or without data to write',
			},
			{
				name: 'Sync Failed',
				value: 'syncFailed',
				description: 'A sync failed, also after a retry',
			},
			{
				name: 'Sync Started',
				value: 'syncStarted',
				description: 'A sync appeared, whether it is still running or has already ended',
			},
			{
				name: 'Sync Status Changed',
				value: 'syncStatusChanged',
				description: 'A sync’s status code has changed',
			},
		],
		default: ['syncCompleted'],
	},
};

const SYNC_EVENTS = ['syncCompleted', 'syncFailed', 'syncStarted', 'syncStatusChanged'];

const forRecords = ({ property, ...field }: Field): Field => ({
	...field,
	property: { ...property, displayOptions: { show: { triggerOn: RECORD_EVENTS } } },
});

const dataTypes: Field = forRecords({
	property: {
		displayName: 'Data Types',
		name: 'dataTypes',
		type: 'multiOptions',
		required: true,
		options: watchableTypes.map((value) => ({ name: nameOf(value), value })).sort(byName),
		default: ['invoices'],
		description:
			'The kinds of records to watch. Codat shows changes when it has fetched the data again, as often as the company’s sync settings say, and deletions only for accounting.',
	},
});

const companyScope: Field = {
	property: {
		displayName: 'Companies',
		name: 'companyScope',
		type: 'options',
		options: [
			{
				name: 'One Company',
				value: 'one',
				description:
					'Watch one customer. Each poll takes one request for each of: syncs, push operations, connections, records.',
			},
			{
				name: 'All Companies',
				value: 'all',
				description:
					'Watch every company that has been connected, including new ones. Each poll takes one request per company for each of: syncs, push operations, records; and one for the list of companies with their connections.',
			},
		],
		default: 'one',
		description: 'Which companies to watch. Every poll uses some of your daily quota of requests.',
	},
};

/** n8n's own default, under which all companies cost the most. */
const quotaNotice: Field = {
	property: {
		displayName:
			'With many companies, polling every minute takes more than your daily quota. This trigger then looks at each less often, as n8n’s log says, and leaves half of the remaining requests for other work (Options > Share of Daily Quota).',
		name: 'quotaNotice',
		type: 'notice',
		default: '',
		displayOptions: {
			show: { companyScope: ['all'], '/pollTimes.item[0].mode': ['everyMinute'] },
		},
	},
};

/** Per cent. */
export const DEFAULT_SHARE = 50;

const quotaShare: Field = {
	property: {
		displayName: 'Share of Daily Quota (%)',
		name: 'quotaShare',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: 100 },
		default: DEFAULT_SHARE,
		description:
			'The largest share of the day’s remaining requests to Codat that this trigger uses. If that is not enough for every poll, it looks at companies less often, first where news is likely, and says in n8n’s log how often.',
	},
	read: wholeNumber(1, 100),
};

/** What the user sets in the Codat Trigger. */
export const watchFields: Field[] = [
	triggerOn,
	dataTypes,
	companyScope,
	quotaNotice,
	{
		...company,
		property: { ...company.property, displayOptions: { show: { companyScope: ['one'] } } },
	},
	{
		...product,
		property: { ...product.property, displayOptions: { show: { triggerOn: SYNC_EVENTS } } },
	},
	...filtersBy('dataTypes').map(forRecords),
	options(quotaShare),
];
