import { company, connection } from '../../fields/locators';
import { UserFacingError } from '../../transport/userFacingError';
import type { Operation } from '../operation';

const ADVICE = 'Write it as { "key": "value" }, with the keys that Codat names for this platform.';

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

/** Reads the JSON object, which is secret: unlike `jsonObject`, it quotes nothing in messages. */
function authorizationObject(value: unknown, label: string): object {
	const parsed = typeof value === 'string' ? parse(value.trim() || '{}') : (value ?? {});
	const refuse = (what: string) => new UserFacingError(`'${label}' ${what}`, ADVICE);
	if (parsed === undefined) throw refuse('is not valid JSON');
	if (parsed === null || typeof parsed !== 'object' || Array.isArray(parsed)) {
		throw refuse('must be a JSON object');
	}
	if (Object.keys(parsed).length === 0) throw refuse('is empty');
	return parsed;
}

function parse(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}
