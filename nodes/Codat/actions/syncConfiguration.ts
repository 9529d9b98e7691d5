import type { INodeProperties } from 'n8n-workflow';

import { updateFields } from '../fields/collection';
import { businessDate } from '../fields/dates';
import type { Field, Values } from '../fields/field';
import { company, reference } from '../fields/locators';
import { productOf } from '../fields/product';
import { isPlainObject, optional, optionalText, own, wholeNumber } from '../fields/read';
import type { Endpoint } from '../transport/endpoint';
import { isRecordGone } from '../transport/notFound';
import { listOf } from '../transport/pagination';
import { UserFacingError } from '../transport/userFacingError';
import { inTurn } from './inTurn';
import type { Call, Resource } from './operation';

const product = productOf('The Codat product that the configuration belongs to');

/** Where a product's configuration of a company is. */
const pathOf = ({ product }: Values) =>
	product === 'expenses'
		? '/companies/{companyId}/sync/expenses/config'
		: '/config/companies/{companyId}/sync/commerce';

const read = (values: Values): Endpoint => `GET ${pathOf(values)}`;
const write = (values: Values): Endpoint => `POST ${pathOf(values)}`;

/** A field of one product's configuration. */
const of = (only: 'commerce' | 'expenses', field: Field): Field => ({
	...field,
	property: { ...field.property, displayOptions: { show: { '/product': [only] } } },
});

const EXPENSES = [
	reference({
		displayName: 'Bank Account',
		name: 'bankAccount',
		description: 'The account that purchases are made from, unless a transaction says otherwise',
		searchListMethod: 'searchBankAccounts',
		example: '89',
	}),
	reference({
		displayName: 'Customer',
		name: 'customer',
		description: 'The customer that income such as rewards comes from',
		searchListMethod: 'searchCustomers',
		example: '140',
	}),
	reference({
		displayName: 'Supplier',
		name: 'supplier',
		description: 'The supplier that purchases are made from, unless a transaction says otherwise',
		searchListMethod: 'searchSuppliers',
		example: '124',
	}),
];

function yesOrNo(displayName: string, name: string, description: string): Field {
	return { property: { displayName, name, type: 'boolean', default: true, description } };
}

const FREQUENCIES: INodeProperties['options'] = [
	{ name: 'Daily', value: 'Daily' },
	{ name: 'Monthly', value: 'Monthly' },
];

/** The main switches of a merchant's configuration (Commerce spec: `Configuration`). */
const COMMERCE: Field[] = [
	yesOrNo('Enable', 'enable', 'Whether to sync this company'),
	{
		property: {
			displayName: 'Frequency',
			name: 'selectedFrequency',
			type: 'options',
			options: FREQUENCIES,
			default: 'Daily',
			description: 'How often to sync',
		},
	},
	{
		property: {
			displayName: 'Start Date',
			name: 'startDate',
			type: 'dateTime',
			default: '',
			description: 'The date from which to sync, in UTC',
		},
		read: optional(businessDate),
	},
	yesOrNo('Sync Fees', 'syncFees', 'Whether to sync what the commerce platform charges'),
	{
		property: {
			displayName: 'Sync Hour',
			name: 'syncHour',
			type: 'number',
			typeOptions: { minValue: 0, maxValue: 23 },
			default: 0,
			description: 'The hour of the day at which to sync, 0 to 23',
		},
		read: wholeNumber(0, 23),
	},
	yesOrNo('Sync Payments', 'syncPayments', 'Whether to sync payments'),
	yesOrNo('Sync Sales', 'syncSales', 'Whether to sync sales'),
	{
		property: {
			displayName: 'Time Zone',
			name: 'timeZone',
			type: 'string',
			default: '',
			placeholder: 'e.g. Europe/London',
			description: 'The time zone of the company',
		},
		read: optionalText,
	},
	{
		property: {
			displayName: 'Other Settings (JSON)',
			name: 'otherSettings',
			type: 'json',
			default: '{}',
			description:
				'Any other part of the configuration, structured as Get returns it, such as { "configuration": { "sales": { … } } }. What it doesn’t name stays; a list is replaced as a whole.',
		},
	},
];

/**
 * Changes parts of a configuration, which Codat takes as a whole: what is not set is sent back as it
 * was read.
 *
 * @throws UserFacingError when it can't be read
 */
async function update({ values, request, send }: Call): Promise<unknown> {
	const answer = await send(read(values), { accept: isRecordGone });
	const current = answer.status === 404 ? {} : listOf(answer.body)[0];
	if (!isPlainObject(current)) {
		throw new UserFacingError(
			'Codat gave no configuration to change',
			'Nothing was changed, because existing settings could have been lost. Try again.',
		);
	}
	const changes = values.updateFields as Values;
	const isExpenses = values.product === 'expenses';
	const changed = (isExpenses ? expensesWith : commerceWith)(current, changes);
	return (await request({ body: changed })).body;
}

/** All three are to be there (Expenses spec: `CompanyConfiguration`). */
function expensesWith(current: Values, changes: Values): Values {
	const all = EXPENSES.map(({ property: { name } }): [string, unknown] => [
		name,
		changes[name] ?? current[name] ?? {},
	]);
	return { ...current, ...Object.fromEntries(all) };
}

function commerceWith(current: Values, changes: Values): Values {
	const { enable, syncSales, syncPayments, syncFees, otherSettings = {} } = changes;
	const { selectedFrequency, startDate, syncHour, timeZone } = changes;
	// A merchant may have the older section for payments, the newer one, or both.
	const known = isPlainObject(current.configuration) ? current.configuration : {};
	const sections = ['payments', 'newPayments'].filter((name) => isPlainObject(known[name]));
	const payments = (sections.length > 0 ? sections : ['newPayments']).map((name) => [
		name,
		{ syncPayments },
	]);
	const switches = {
		enable,
		schedule: { selectedFrequency, startDate, syncHour, timeZone },
		configuration: {
			sales: { syncSales },
			...(Object.fromEntries(payments) as Values),
			fees: { syncFees },
		},
	};
	return changedBy(changedBy(current, otherSettings as Values), switches);
}

/** An object with the changes made in it; those without a value change nothing. */
function changedBy(current: Values, changes: Values): Values {
	const result = { ...current };
	for (const [name, change] of Object.entries(changes)) {
		const known = own(result, name);
		if (!isPlainObject(change)) {
			if (change !== undefined) result[name] = change;
			continue;
		}
		const inner = changedBy(isPlainObject(known) ? known : {}, change);
		if (isPlainObject(known) || Object.keys(inner).length > 0) result[name] = inner;
	}
	return result;
}

/** How a company's data are synced: its accounts, its schedule. */
export const syncConfiguration: Resource = {
	name: 'Sync Configuration',
	first: 'get',
	operations: {
		get: {
			name: 'Get',
			action: 'Get sync configuration',
			description: 'Get how a company’s data is synced',
			endpoint: read,
			fields: [company, product],
		},
		getMappingOptions: {
			name: 'Get Mapping Options',
			action: 'Get mapping options',
			description:
				'Get the accounts, tax rates and tracking categories of a company that its expenses can be booked to',
			endpoint: 'GET /companies/{companyId}/sync/expenses/mappingOptions',
			fields: [company],
		},
		update: {
			name: 'Update',
			action: 'Update sync configuration',
			description: 'Change how a company’s data is synced; what is not set stays',
			endpoint: write,
			fields: [
				company,
				product,
				updateFields(
					...EXPENSES.map((field) => of('expenses', field)),
					...COMMERCE.map((field) => of('commerce', field)),
				),
			],
			// Between reading and writing, another item's change would be lost.
			together: inTurn(['companyId', 'product'], async (call) => ({ result: await update(call) })),
		},
	},
};
