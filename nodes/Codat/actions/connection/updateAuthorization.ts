import { company, connection } from '../../fields/locators';
import { jsonObject } from '../../fields/read';
import type { Operation } from '../operation';

export const updateAuthorization: Operation = {
	name: 'Update Authorization',
	action: 'Update connection authorization',
	description: 'Update a data connection’s authorization',
	endpoint: 'PUT /companies/{companyId}/connections/{connectionId}/authorization',
	fields: [
		company,
		connection,
		{
			property: {
				displayName: 'Authorization',
				name: 'authorization',
				type: 'json',
				required: true,
				default: '',
				placeholder: 'e.g. { "shop": "my-shop", "accessToken": "…" }',
				description:
					'What the platform needs to grant access, as a JSON object of texts. Each platform has its own keys: ask Codat which.',
			},
			read: jsonObject,
		},
	],
	body: ({ authorization }) => authorization,
};
