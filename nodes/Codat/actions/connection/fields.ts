import type { Field } from '../../fields/field';
import type { Queryable } from '../../fields/filters';
import { jsonObject } from '../../fields/json';
import { optionalText, optionalUrl } from '../../fields/read';
import { UserFacingError } from '../../transport/userFacingError';

const STATUSES = [
	{ name: 'Deauthorized', value: 'Deauthorized' },
	{ name: 'Linked', value: 'Linked' },
	{ name: 'Pending Authorization', value: 'PendingAuth' },
	{ name: 'Unlinked', value: 'Unlinked' },
];

/** What connections can be filtered and sorted by (Platform spec: `Connection`). */
export const queryable: Queryable = {
	status: STATUSES.map(({ value }) => value),
	platformName: 'text',
	sourceType: ['Accounting', 'Banking', 'BankFeed', 'Commerce', 'Expense', 'Other', 'Unknown'],
	integrationKey: 'text',
	created: 'date',
	lastSync: 'date',
};

/** What Simplify leaves of a connection. */
export const simpleConnection = [
	'id',
	'platformName',
	'integrationKey',
	'sourceType',
	'status',
	'linkUrl',
	'created',
	'lastSync',
	'dataConnectionErrors',
] as const;

/** The authorization status to give a connection. */
export const status: Field = {
	property: {
		displayName: 'Status',
		name: 'status',
		type: 'options',
		options: STATUSES,
		default: 'Unlinked',
		description:
			'The authorization status to set. Codat documents only the change from Linked to Unlinked.',
	},
};

/** What grants access to a platform, as Codat takes it. */
export const authorization: Field = {
	property: {
		displayName: 'Authorization',
		name: 'authorization',
		type: 'json',
		required: true,
		default: '{}',
		hint: 'For example { "shop": "my-shop", "accessToken": "…" }',
		description:
			'What the platform needs to grant access, as a JSON object of text values. Each platform has its own keys: ask Codat which.',
	},
	read: (value, label) => {
		const given = jsonObject(value, label);
		if (Object.keys(given).length > 0) return given;
		throw new UserFacingError(
			`'${label}' is empty`,
			'Write it as { "key": "value" }, with the keys that Codat names for this platform.',
		);
	},
};

/** Whom a link to Sync Flow is for. */
export const merchantIdentifier: Field = {
	property: {
		displayName: 'Merchant Identifier',
		name: 'merchantIdentifier',
		type: 'string',
		default: '',
		placeholder: 'e.g. Harbour Lane Bakery',
		description:
			'The merchant’s name, which becomes the new company’s, or the ID of a company that is already in Codat',
	},
	read: optionalText,
};

/** Where Sync Flow ends. */
export const redirectUrl: Field = {
	property: {
		displayName: 'Redirect URL',
		name: 'redirectUrl',
		type: 'string',
		default: '',
		placeholder: 'e.g. https://example.com/done',
		description: 'Where the merchant is sent at the end of Sync Flow',
	},
	read: optionalUrl,
};
