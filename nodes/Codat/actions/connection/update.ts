import { updateFields } from '../../fields/collection';
import type { Field } from '../../fields/field';
import { company, connection } from '../../fields/locators';
import type { Operation } from '../operation';

const status: Field = {
	property: {
		displayName: 'Status',
		name: 'status',
		type: 'options',
		options: [
			{ name: 'Deauthorized', value: 'Deauthorized' },
			{ name: 'Linked', value: 'Linked' },
			{ name: 'Pending Authorization', value: 'PendingAuth' },
			{ name: 'Unlinked', value: 'Unlinked' },
		],
		default: 'Unlinked',
		description:
			'The authorization status to set. Codat documents only the change from Linked to Unlinked.',
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
