import { company } from '../../fields/locators';
import { product } from '../../fields/product';
import type { Operation } from '../operation';

export const getLatest: Operation = {
	name: 'Get Latest',
	action: 'Get latest sync',
	description: 'Get the status of the latest sync',
	endpoint: ({ product }) => `GET /companies/{companyId}/sync/${product}/syncs/latest/status`,
	fields: [product, company],
};
