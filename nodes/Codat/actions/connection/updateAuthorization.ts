import { company, connection } from '../../fields/locators';
import { jsonObject } from '../../fields/read';
import { UserFacingError } from '../../transport/userFacingError';
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
				default: '{}',
				hint: 'For example { "shop": "my-shop", "accessToken": "…" }',
				description:
					'What the platform needs to grant access, as a JSON object of texts. Each platform has its own keys: ask Codat which.',
			},
			read: authorizationObject,
		},
	],
	body: ({ authorization }) => authorization,
};

function authorizationObject(value: unknown, label: string): object {
	const authorization = jsonObject(value, label);
	if (Object.keys(authorization).length > 0) return authorization;
	throw new UserFacingError(
		`'${label}' is empty`,
		'Write it as { "key": "value" }, with the keys that Codat names for this platform.',
	);
}
