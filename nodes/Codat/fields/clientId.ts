import type { Field } from './field';
import { codatId } from './read';

/** What Codat calls the account that the API key is of. */
export const clientId: Field = {
	property: {
		displayName: 'Client ID',
		name: 'clientId',
		type: 'string',
		default: '',
		placeholder: 'e.g. 367f7975-267b-439b-90c6-a6040ee680f3',
		description: 'The ID of your Codat client, which Get Sync Settings returns',
		required: true,
	},
	read: codatId,
};
