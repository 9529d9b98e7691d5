import { nameOf } from '../dataTypes';
import type { Field } from '../fields/field';
import { inBody } from '../fields/field';
import { platform } from '../fields/locators';
import { rowsByName, textsByName } from '../fields/pairs';
import { text } from '../fields/plain';
import { requiredText } from '../fields/read';
import { UserFacingError } from '../transport/userFacingError';
import type { Resource } from './operation';

/** Those that Codat can add to (Platform spec: `configure-supplemental-data`). */
const DATA_TYPES = [
	'bills',
	'chartOfAccounts',
	'commerce-companyInfo',
	'commerce-customers',
	'commerce-disputes',
	'commerce-locations',
	'commerce-orders',
	'commerce-paymentMethods',
	'commerce-payments',
	'commerce-productCategories',
	'commerce-products',
	'commerce-taxComponents',
	'commerce-transactions',
	'company',
	'creditNotes',
	'customers',
	'invoices',
	'items',
	'journalEntries',
	'suppliers',
	'taxRates',
];

const dataType: Field = {
	property: {
		displayName: 'Data Type',
		name: 'dataType',
		type: 'options',
		options: DATA_TYPES.map((value) => ({ name: nameOf(value), value })),
		default: 'invoices',
		description: 'The kind of record that the data is added to',
	},
};

const ofPlatform: Field = {
	...platform,
	property: { ...platform.property, description: 'The software that the data comes from' },
};

const ofRow = (...given: Parameters<typeof text>): Field => ({
	...text(...given),
	read: requiredText,
});

const properties = (displayName: string, name: string, description: string): Field =>
	textsByName(
		{ displayName, name, item: 'Property', description },
		ofRow('Name', 'name', 'expectedPaymentDate', 'Your name for the property'),
		ofRow(
			'Property of the Platform',
			'property',
			'ExpectedPaymentDate',
			'The platform’s name for the property',
		),
	);

const sources = rowsByName(
	{
		displayName: 'Sources',
		name: 'supplementalDataConfig',
		item: 'Source',
		required: true,
		description:
			'Where the additional data is on the platform, and what it is. These sources replace the previous ones.',
	},
	ofRow('Name', 'name', 'invoice-extras', 'Your name for the source'),
	[
		ofRow(
			'Data Source',
			'dataSource',
			'/Invoices',
			'The endpoint of the platform that has the data',
		),
		properties(
			'Properties to Read',
			'pullData',
			'What to add to records that Codat fetches: your own names, and the platform’s',
		),
		properties(
			'Properties to Write',
			'pushData',
			'What can be added to records that you write: your own names, and the platform’s',
		),
	],
	({ name, dataSource, pullData, pushData }) => {
		if (pullData === undefined && pushData === undefined) {
			throw new UserFacingError(
				`The source "${String(name)}" has no properties`,
				"Add at least one to 'Properties to Read' or 'Properties to Write'.",
			);
		}
		return { dataSource, pullData, pushData };
	},
);

const supplementalDataConfig: Field = inBody(sources);

/** What is added to Codat's own data types. */
export const supplementalData: Resource = {
	name: 'Supplemental Data',
	first: 'getConfiguration',
	operations: {
		getConfiguration: {
			name: 'Get Configuration',
			action: 'Get supplemental data configuration',
			description: 'Get what Codat adds to a data type from a platform',
			endpoint: 'GET /integrations/{platformKey}/dataTypes/{dataType}/supplementalDataConfig',
			fields: [ofPlatform, dataType],
		},
		configure: {
			name: 'Configure',
			action: 'Configure supplemental data',
			description:
				'Set what Codat adds to a data type from a platform. This replaces everything that was set before.',
			endpoint: 'PUT /integrations/{platformKey}/dataTypes/{dataType}/supplementalDataConfig',
			fields: [ofPlatform, dataType, supplementalDataConfig],
		},
	},
};
