import { resources } from '../../nodes/Codat/actions';
import { rows, type Row } from './endpoints';

/** What operations offer that is several endpoints in one, by the first of them. */
export const combined: Row[] = [
	{
		endpoint:
			'POST /companies/{companyId}/connections/{connectionId}/bankStatements/upload/startSession',
		resource: 'bankStatement',
		operation: 'uploadStatement',
		products: ['lending'],
	},
];

/** The rows of the resources that are built. */
export const built = [...rows, ...combined].filter(({ resource }) => resource in resources);
