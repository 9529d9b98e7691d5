import { company } from '../../fields/locators';
import { codatId } from '../../fields/read';
import type { Operation } from '../operation';

export const get: Operation = {
	name: 'Get Operation',
	action: 'Get push operation',
	description: 'Get how a write stands',
	endpoint: 'GET /companies/{companyId}/push/{pushOperationKey}',
	fields: [
		company,
		{
			property: {
				displayName: 'Push Operation Key',
				name: 'pushOperationKey',
				type: 'string',
				required: true,
				default: '',
				placeholder: 'e.g. 4e0f467c-c879-46ed-951a-05dfc2ddf7cc',
				description: 'The key of the push operation, as writing a record returns it',
			},
			read: codatId,
		},
	],
};
