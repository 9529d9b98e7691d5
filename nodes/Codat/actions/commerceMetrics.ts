import type { Field } from '../fields/field';
import { inQuery } from '../fields/field';
import { company, connection } from '../fields/locators';
import { neededCount } from '../fields/plain';
import type { Resource } from './operation';
import { reportMonth } from './report/fields';

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
				description: 'What a customer is worth on average',
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

const periodUnit: Field = inQuery({
	property: {
		displayName: 'Period Unit',
		name: 'periodUnit',
		type: 'options',
		options: ['Day', 'Week', 'Month', 'Year'].map((value) => ({ name: value, value })),
		default: 'Month',
		description: 'The unit of the period length',
	},
});

const periodLength = inQuery(
	neededCount(
		'Period Length',
		'periodLength',
		'How many days, weeks, months or years each period has',
		1,
	),
);

const numberOfPeriods = inQuery(
	neededCount('Periods', 'numberOfPeriods', 'How many periods to return, the latest first', 12),
);

const includeDisplayNames: Field = inQuery({
	property: {
		displayName: 'Include Names',
		name: 'includeDisplayNames',
		type: 'boolean',
		default: true,
		description:
			'Whether to return figures with the names of what they measure, not only with numbers',
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
			description: 'Get how the orders, revenue or customers of a company’s shop change over time',
			endpoint: ({ metric }) =>
				`GET /data/companies/{companyId}/connections/{connectionId}/assess/commerceMetrics/${String(metric)}`,
			fields: [
				company,
				connection,
				metric,
				reportMonth,
				periodUnit,
				periodLength,
				numberOfPeriods,
				includeDisplayNames,
			],
		},
	},
};
