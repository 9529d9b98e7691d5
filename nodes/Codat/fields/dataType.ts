import type { INodePropertyOptions } from 'n8n-workflow';

import { UserFacingError } from '../transport/userFacingError';
import type { Field } from './field';
import { requiredText } from './read';

/**
 * A choice of data types.
 *
 * @param refusal says that a value is none of them
 */
export function dataTypeField(
	options: INodePropertyOptions[],
	description: string,
	refusal: (value: string) => string,
	first = 'invoices',
): Field {
	return {
		property: {
			displayName: 'Data Type',
			name: 'dataType',
			type: 'options',
			options,
			required: true,
			default: first,
			description,
		},
		read: (given, label) => {
			const value = requiredText(given, label);
			if (options.some((option) => option.value === value)) return value;
			const values = options.map((option) => option.value).join(', ');
			throw new UserFacingError(refusal(value), `Set '${label}' to one of ${values}.`);
		},
	};
}
