import { optionalDate } from './dates';
import type { Field } from './field';
import { inBody } from './field';
import { isEmpty, wholeNumber } from './read';
import { rows } from './rows';
import { dataTypes } from '../dataTypes';

/** How often, and how far back, Codat fetches each data type (Platform spec: `SyncSetting`). */
export const syncSettings: Field = inBody(
	rows(
		{
			displayName: 'Settings',
			name: 'settings',
			item: 'Data Type',
			required: true,
			description: 'How often and how far back Codat fetches each of these data types',
		},
		[
			{
				property: {
					displayName: 'Data Type',
					name: 'dataType',
					type: 'options',
					options: Object.entries(dataTypes).map(([value, { name }]) => ({ name, value })),
					default: 'invoices',
					description: 'The kind of data that the settings apply to',
				},
			},
			{
				property: {
					displayName: 'Fetch on First Link',
					name: 'fetchOnFirstLink',
					type: 'boolean',
					default: true,
					description: 'Whether to fetch it as soon as a company has authorized a connection',
				},
			},
			numberField(
				'Refresh Every (Hours)',
				'syncSchedule',
				24,
				'Hours after which to fetch it again; 0 to never fetch it automatically',
			),
			numberField(
				'Order',
				'syncOrder',
				0,
				'Its place among the data types that are fetched together; 0 comes first',
			),
			optionalNumber(
				'History (Months)',
				'syncFromWindow',
				'Months of data to fetch. Set this or History From.',
			),
			{
				property: {
					displayName: 'History From',
					name: 'syncFromUtc',
					type: 'dateTime',
					default: '',
					description: 'Date from which to fetch data. Set this or History (Months).',
				},
				read: optionalDate,
			},
			optionalNumber(
				'Report History (Months)',
				'monthsToSync',
				'Months to fetch of balance sheets and of profit and loss statements',
			),
		],
	),
);

/** Whether the settings count in place of those that they would inherit. */
export const overridesDefaults: Field = inBody({
	property: {
		displayName: 'Override Defaults',
		name: 'overridesDefaults',
		type: 'boolean',
		default: true,
		description: 'Whether these settings replace the default ones',
	},
});

function numberField(displayName: string, name: string, value: number, description: string): Field {
	return {
		property: {
			displayName,
			name,
			type: 'number',
			typeOptions: { minValue: 0 },
			default: value,
			description,
		},
		read: wholeNumber(0, 1_000_000),
	};
}

/** A number of which none means that it is left out: the form can't be without one. */
function optionalNumber(displayName: string, name: string, description: string): Field {
	const read = wholeNumber(0, 1_000_000);
	return {
		...numberField(displayName, name, 0, `${description} 0 leaves it out.`),
		read: (value, label) => read(isEmpty(value) ? 0 : value, label) || undefined,
	};
}
