import type { Field, Values } from '../../fields/field';
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

const updateFields: Field = {
	property: {
		displayName: 'Update Fields',
		name: 'updateFields',
		type: 'collection',
		placeholder: 'Add Field',
		default: {},
		options: [
			{
				displayName: 'Status',
				name: 'status',
				type: 'options',
				options: STATUSES,
				default: 'Unlinked',
				description:
					'The authorization status to set. Codat documents only the change from Linked to Unlinked.',
			},
		],
	},
	read: (value) => {
		const status = optionalText((value as Values | undefined)?.status);
		if (status === undefined) return {};
		const known = STATUSES.map((each) => each.value);
		if (!known.includes(status)) {
			throw new UserFacingError(
				`'Status' can't be "${status.slice(0, 60)}"`,
				`It is one of ${known.join(', ')}.`,
			);
		}
		return { status };
	},
};

export const update: Operation = {
	name: 'Update',
	action: 'Update connection',
	description: 'Update a data connection’s status',
	endpoint: 'PATCH /companies/{companyId}/connections/{connectionId}',
	fields: [company, connection, updateFields],
	body: ({ updateFields }) => updateFields,
};
