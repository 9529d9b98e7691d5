import type { INodeProperties } from 'n8n-workflow';

import { inAlphabet } from './alphabet';
import type { Field, Values } from './field';
import { isEmpty, isPlainObject, mustBe } from './read';
import { readField } from './readField';

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
				.sort((a, b) => inAlphabet(a.displayName, b.displayName)) as INodeProperties[],
		},
		read: (value, label, timezone) => readMembers(fields, value, label, timezone),
	};
}

/**
 * Reads those of a collection's fields that were added; a text that is empty counts as not added.
 *
 * @throws UserFacingError naming the first field that can't be used, or the collection
 */
export function readMembers(
	fields: Field[],
	value: unknown,
	label: string,
	timezone: string,
): Values {
	if (isEmpty(value)) return {};
	if (!isPlainObject(value)) throw mustBe(label, 'an object of its fields', value);
	const entries = fields
		.filter(({ property }) => Object.hasOwn(value, property.name))
		.map((field) => [field.property.name, readField(field, value[field.property.name], timezone)]);
	return Object.fromEntries(entries.filter(([, each]) => each !== undefined && each !== ''));
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
