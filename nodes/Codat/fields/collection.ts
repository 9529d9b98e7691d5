import type { INodeProperties } from 'n8n-workflow';

import type { Field, Values } from './field';

/** Optional fields that the user adds one by one; only those that were added have a value. */
function collection(
	name: string,
	displayName: string,
	placeholder: string,
	place: Field['in'],
	fields: Field[],
): Field {
	return {
		in: place,
		property: {
			displayName,
			name,
			type: 'collection',
			placeholder,
			default: {},
			options: fields
				.map(({ property }) => property)
				.sort((a, b) => a.displayName.localeCompare(b.displayName)) as INodeProperties[],
		},
		read: (value, _, timezone) => {
			const set = (value ?? {}) as Values;
			const entries = fields
				.filter(({ property }) => property.name in set)
				.map(({ property, read }) => {
					const raw = set[property.name];
					return [property.name, read ? read(raw, property.displayName, timezone) : raw];
				});
			return Object.fromEntries(entries.filter(([, each]) => each !== undefined && each !== ''));
		},
	};
}

/** The optional fields of a body that creates or starts something. */
export const additionalFields = (...fields: Field[]): Field =>
	collection('additionalFields', 'Additional Fields', 'Add Field', 'body', fields);

/** The optional fields of a body that changes something. */
export const updateFields = (...fields: Field[]): Field =>
	collection('updateFields', 'Update Fields', 'Add Field', 'body', fields);

/** The optional query parameters of a request. */
export const options = (...fields: Field[]): Field =>
	collection('options', 'Options', 'Add Option', 'query', fields);
