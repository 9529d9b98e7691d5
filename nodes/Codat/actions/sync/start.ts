import { additionalFields } from '../../fields/collection';
import { optionalDate } from '../../fields/dates';
import type { Field } from '../../fields/field';
import { company } from '../../fields/locators';
import type { Operation } from '../operation';
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

export const start: Operation = {
	name: 'Start',
	action: 'Start sync',
	description: 'Sync everything since the last successful sync',
	endpoint: 'POST /companies/{companyId}/sync/commerce/latest',
	fields: [company, ...waitFields, additionalFields(syncTo)],
	body: ({ additionalFields }) =>
		Object.keys(additionalFields as object).length > 0 ? additionalFields : undefined,
	execute: startAndWait,
};
