import { isoDate } from '../fields/dates';
import type { Field } from '../fields/field';
import { inQuery } from '../fields/field';
import { company, connection } from '../fields/locators';
import { wholeNumber } from '../fields/read';
import type { Resource } from './operation';

const metric: Field = {
	property: {
		displayName: 'Metric',
		name: 'metric',
		type: 'options',
		options: [
			{
				name: 'Customer Retention',
				value: 'customerRetention',
				description: 'New, existing and repeat customers',
			},
			{
				name: 'Lifetime Value',
				value: 'lifetimeValue',
				description: 'What a customer brings on average',
			},
			{
				name: 'Orders',
				value: 'orders',
				description: 'Their number, total and average value',
			},
			{ name: 'Refunds', value: 'refunds', description: 'Their number, value and rate' },
			{ name: 'Revenue', value: 'revenue', description: 'Revenue and its growth' },
		],
		default: 'revenue',
		description: 'What to measure',
	},
};

const reportDate: Field = inQuery({
	property: {
		displayName: 'Report Date',
		name: 'reportDate',
		type: 'dateTime',
		required: true,
		default: '',
		description: 'A day in the month that the latest period ends with; it is reported whole',
	},
	read: isoDate,
});

const periodUnit: Field = inQuery({
	property: {
		displayName: 'Period Unit',
		name: 'periodUnit',
		type: 'options',
		options: ['Day', 'Week', 'Month', 'Year'].map((value) => ({ name: value, value })),
		default: 'Month',
		description: 'What the length of a period is counted in',
	},
});

const periodLength: Field = inQuery({
	property: {
		displayName: 'Period Length',
		name: 'periodLength',
		type: 'number',
		typeOptions: { minValue: 1 },
		required: true,
		default: 1,
		description: 'How many days, weeks, months or years each period has',
	},
	read: wholeNumber(1, 1_000),
});

const numberOfPeriods: Field = inQuery({
	property: {
		displayName: 'Periods',
		name: 'numberOfPeriods',
		type: 'number',
		typeOptions: { minValue: 1 },
		required: true,
		default: 12,
		description: 'How many periods to return, the latest first',
	},
	read: wholeNumber(1, 1_000),
});

const includeDisplayNames: Field = inQuery({
	property: {
		displayName: 'Include Names',
		name: 'includeDisplayNames',
		type: 'boolean',
		default: true,
		description: 'Whether figures come with the names of what they measure, and not numbered alone',
	},
});

/** How a company’s shop does (Lending spec: Sales). */
export const commerceMetrics: Resource = {
	name: 'Commerce Metric',
	first: 'get',
	operations: {
		get: {
			name: 'Get',
			action: 'Get commerce metrics',
			description: 'Get how the orders, revenue or customers of a company’s shop develop',
			endpoint: ({ metric }) =>
				`GET /data/companies/{companyId}/connections/{connectionId}/assess/commerceMetrics/${String(metric)}`,
			fields: [
				company,
				connection,
				metric,
				reportDate,
				periodUnit,
				periodLength,
				numberOfPeriods,
				includeDisplayNames,
			],
		},
	},
};
