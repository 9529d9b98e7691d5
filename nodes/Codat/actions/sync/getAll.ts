import { limit, returnAll } from '../../fields/lists';
import { company } from '../../fields/locators';
import { product } from '../../fields/product';
import type { Operation } from '../operation';

export const getAll: Operation = {
	name: 'Get Many',
	action: 'Get many syncs',
	description: 'Get the statuses of many syncs',
	endpoint: ({ product }) => `GET /companies/{companyId}/sync/${product}/syncs/list/status`,
	fields: [product, company, returnAll, limit],
	returns: 'array',
};
