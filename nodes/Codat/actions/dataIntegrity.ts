import { options } from '../fields/collection';
import { dataTypeField } from '../fields/dataType';
import { filters, type Queryable } from '../fields/filters';
import { limit, returnAll } from '../fields/lists';
import { company } from '../fields/locators';
import { orderBy, query } from '../fields/query';
import type { Resource } from './operation';

/** What Codat matches with one another: the books’ side and the bank’s (Lending spec). */
const matchedType = dataTypeField(
	[
		{
			name: 'Account Transactions',
			value: 'accountTransactions',
			description: 'From the accounting software',
		},
		{ name: 'Bank Accounts', value: 'bankAccounts', description: 'From the accounting software' },
		{ name: 'Banking Accounts', value: 'banking-accounts', description: 'From the bank' },
		{ name: 'Banking Transactions', value: 'banking-transactions', description: 'From the bank' },
	],
	'The kind of records to match: those of the accounting software with those of the bank, or the other way round',
	(value) => `Codat does not match "${value}"`,
	'accountTransactions',
);

/** What matches can be filtered and sorted by (Lending spec: `DataIntegrityDetail`). */
const queryable: Queryable = {
	id: 'text',
	type: 'text',
	connectionId: 'text',
	date: 'date',
	description: 'text',
	amount: 'number',
	currency: 'text',
};

const BASE = '/data/companies/{companyId}/assess/dataTypes/{dataType}/dataIntegrity';
const example = query('date>2026-01-31');

/** How far a company’s books and its bank accounts agree. */
export const dataIntegrity: Resource = {
	name: 'Data Integrity',
	first: 'getSummaries',
	operations: {
		getStatus: {
			name: 'Get Status',
			action: 'Get data integrity status',
			description:
				'Get whether a company’s records were matched, with their connections, dates and amounts',
			endpoint: `GET ${BASE}/status`,
			fields: [company, matchedType],
			returns: 'array',
			list: 'metadata',
		},
		getSummaries: {
			name: 'Get Summaries',
			action: 'Get data integrity summaries',
			description: 'Get how many of a company’s records have a match, and their amounts',
			endpoint: `GET ${BASE}/summaries`,
			fields: [company, matchedType, ...filters, options(example)],
			queryable,
			returns: 'array',
			list: 'summaries',
		},
		getDetails: {
			name: 'Get Many Details',
			action: 'Get many data integrity details',
			description: 'List a company’s records, each with what it was matched with',
			endpoint: `GET ${BASE}/details`,
			fields: [
				company,
				matchedType,
				returnAll,
				limit,
				...filters,
				options(example, orderBy(queryable)),
			],
			returns: 'pages',
			queryable,
		},
	},
};
