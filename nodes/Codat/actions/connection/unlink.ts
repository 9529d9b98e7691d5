import { company, connection } from '../../fields/locators';
import type { Operation } from '../operation';

export const unlink: Operation = {
	name: 'Unlink',
	action: 'Unlink connection',
	description:
		'Deauthorize a connection without deleting it. Data pulled before stay in Codat, and your customer can authorize it again.',
	endpoint: 'PATCH /companies/{companyId}/connections/{connectionId}',
	fields: [company, connection],
	body: () => ({ status: 'Unlinked' }),
};
