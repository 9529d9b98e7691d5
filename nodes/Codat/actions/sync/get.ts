import { company } from '../../fields/locators';
import { product } from '../../fields/product';
import { codatId } from '../../fields/read';
import type { Operation } from '../operation';

export const get: Operation = {
	name: 'Get',
	action: 'Get sync',
	description: 'Get the status of one sync',
	endpoint: ({ product }) => `GET /companies/{companyId}/sync/${product}/syncs/{syncId}/status`,
	fields: [
		product,
		company,
		{
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
		},
	],
};
