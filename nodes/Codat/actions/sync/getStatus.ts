import { company } from '../../fields/locators';
import type { Operation } from '../operation';

export const getStatus: Operation = {
	name: 'Get Status',
	action: 'Get sync status',
	description: 'Get the status of syncs',
	endpoint: 'GET /meta/companies/{companyId}/sync/commerce/status',
	fields: [company],
	// The specs promise one status, their text a list (contract §1.3): either will do.
	returns: 'array',
};
