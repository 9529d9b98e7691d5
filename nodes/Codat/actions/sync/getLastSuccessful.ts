import { company } from '../../fields/locators';
import { product } from '../../fields/product';
import type { Operation } from '../operation';

export const getLastSuccessful: Operation = {
	name: 'Get Last Successful',
	action: 'Get last successful sync',
	description: 'Get the status of the last sync that succeeded',
	endpoint: ({ product }) =>
		`GET /companies/{companyId}/sync/${product}/syncs/lastSuccessful/status`,
	fields: [product, company],
};
