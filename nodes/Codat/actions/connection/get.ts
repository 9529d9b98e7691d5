import { company, connection } from '../../fields/locators';
import type { Operation } from '../operation';

export const get: Operation = {
	name: 'Get',
	action: 'Get connection',
	description: 'Get a specific connection of a company',
	endpoint: 'GET /companies/{companyId}/connections/{connectionId}',
	fields: [company, connection],
};
