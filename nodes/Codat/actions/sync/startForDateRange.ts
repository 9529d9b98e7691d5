import { isoDate } from '../../fields/dates';
import type { Field } from '../../fields/field';
import { company } from '../../fields/locators';
import { UserFacingError } from '../../transport/userFacingError';
import type { Operation } from '../operation';
import { startAndWait, waitFields } from './startAndWait';

export const startForDateRange: Operation = {
	name: 'Start for Date Range',
	action: 'Start sync for date range',
	description: 'Sync the transactions between two dates',
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
};

function dateField(displayName: string, name: string, description: string): Field {
	return {
		property: { displayName, name, description, type: 'dateTime', required: true, default: '' },
		read: isoDate,
	};
}
