import { updateFields } from '../../fields/collection';
import type { Field } from '../../fields/field';
import { company, connection } from '../../fields/locators';
import { optionalText } from '../../fields/read';
import { UserFacingError } from '../../transport/userFacingError';
import type { Operation } from '../operation';

const STATUSES = [
	{ name: 'Deauthorized', value: 'Deauthorized' },
	{ name: 'Linked', value: 'Linked' },
	{ name: 'Pending Authorization', value: 'PendingAuth' },
	{ name: 'Unlinked', value: 'Unlinked' },
];

const status: Field = {
	property: {
		displayName: 'Status',
		name: 'status',
		type: 'options',
		options: STATUSES,
		default: 'Unlinked',
		description:
			'The authorization status to set. Codat documents only the change from Linked to Unlinked.',
	},
	read: (value, label) => {
		const known = STATUSES.map((each) => each.value);
		const status = optionalText(value);
		if (status === undefined || known.includes(status)) return status;
		throw new UserFacingError(
			`'${label}' can't be "${status.slice(0, 60)}"`,
			`It is one of ${known.join(', ')}.`,
		);
	},
};

export const update: Operation = {
	name: 'Update',
	action: 'Update connection',
	description: 'Update a data connection’s status',
	endpoint: 'PATCH /companies/{companyId}/connections/{connectionId}',
	fields: [company, connection, updateFields(status)],
	body: ({ updateFields }) => updateFields,
};
