import type { Field } from './field';
import { codatId } from './read';

/** What Codat calls a sync by. */
export const syncId: Field = {
	property: {
		displayName: 'Sync ID',
		name: 'syncId',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. 730dcf2e-3afc-4d83-bb90-9f4b95dddf68',
		description: 'The ID of the sync, as Get Many or a trigger gives it',
	},
	read: codatId,
};
