import { company, connection } from '../../fields/locators';
import type { Operation } from '../operation';

export const deleteConnection: Operation = {
	name: 'Delete',
	action: 'Delete connection',
	description:
		'Revoke and remove a connection from a company. This can’t be undone: your customer would have to authorize a new one.',
	endpoint: 'DELETE /companies/{companyId}/connections/{connectionId}',
	fields: [company, connection],
};
