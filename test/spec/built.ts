import { resources } from '../../nodes/Codat/actions';
import { rows, type Row } from './endpoints';

/** What operations offer beside the endpoints' own: several in one, by the first, or one once more. */
export const combined: Row[] = [
	{
		endpoint:
			'POST /companies/{companyId}/connections/{connectionId}/bankStatements/upload/startSession',
		resource: 'bankStatement',
		operation: 'uploadStatement',
		products: ['lending'],
	},
	// Push Data writes a record for each item; this one takes what many items hold.
	{
		endpoint:
			'POST /companies/{companyId}/connections/{connectionId}/push/bankAccounts/{accountId}/bankTransactions',
		resource: 'bankFeed',
		operation: 'createTransactions',
		products: ['bankFeeds'],
	},
];

/** The rows of the resources that are built. */
export const built = [...rows, ...combined].filter(({ resource }) => resource in resources);
