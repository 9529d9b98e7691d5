import type { INodeProperties } from 'n8n-workflow';

import { UserFacingError } from '../transport/userFacingError';
import type { Field, Values } from './field';
import { anyText, isPlainObject } from './read';
import { isShown, readField } from './readField';

type Description = Pick<INodeProperties, 'displayName' | 'name' | 'description'> & {
	/** One of them, in Title Case: the editor offers to add one. */
	item: string;
	/** There must be one at least. */
	required?: boolean;
};

/**
 * Rows of fields that the user adds one by one, as a list of objects. An expression may give the
 * list itself, with all that is needed: what it leaves out has no default.
 *
 * Where some fields are shown `showEvenWhenOptional`, the user adds the others to a row.
 */
export function rows({ item, ...property }: Description, fields: Field[]): Field {
	const isLong = fields.some((field) => field.property.typeOptions?.showEvenWhenOptional);
	return {
		property: {
			...property,
			type: 'fixedCollection',
			typeOptions: {
				multipleValues: true,
				sortable: true,
				...(isLong && { hideOptionalFields: true, addOptionalFieldButtonText: 'Add Field' }),
			},
			placeholder: `Add ${item}`,
			default: {},
			options: [{ displayName: item, name: 'rows', values: fields.map((field) => field.property) }],
		},
		read: (value, label, timezone) => {
			const found = rowsIn(value, label);
			if (property.required && found.length === 0) throw isEmptyList(label);
			const isForm = isPlainObject(value) && 'rows' in value;
			return found.map((row, index) => {
				const given = Object.fromEntries(
					fields.map(({ property: { name, default: fallback } }) => [
						name,
						Object.hasOwn(row, name) ? row[name] : isForm ? fallback : undefined,
					]),
				);
				const entries = fields
					.filter(({ property }) => isShown(property.displayOptions?.show, given))
					.map((field) => {
						const { name, displayName } = field.property;
						const rowLabel = `${label} #${index + 1}: ${displayName}`;
						return [name, readField(field, given[name], timezone, rowLabel)];
					});
				return Object.fromEntries(entries.filter(([, each]) => each !== undefined && each !== ''));
			});
		},
	};
}

/** What the user has added, or the list that an expression gave in its place. */
function rowsIn(value: unknown, label: string): Values[] {
	const given = isPlainObject(value) && 'rows' in value ? value.rows : value;
	if (given === undefined || given === null || given === '') return [];
	const list = Array.isArray(given) ? given : [given];
	const found = list.filter((row) => row !== null && row !== undefined);
	if (found.every(isPlainObject)) return found.filter((row) => Object.keys(row).length > 0);
	throw new UserFacingError(
		`'${label}' must be a list of objects`,
		'Add its rows in the form, or use an expression that gives such a list.',
	);
}

/**
 * Texts that the user adds one by one. An expression may give a list, or a text with commas.
 *
 * @throws UserFacingError when it holds anything but texts
 */
export function textList(property: Description & Pick<INodeProperties, 'placeholder'>): Field {
	const { item, required, ...rest } = property;
	return {
		property: {
			...rest,
			type: 'string',
			typeOptions: { multipleValues: true, multipleValueButtonText: `Add ${item}` },
			default: [],
			...(required && { required }),
		},
		read: (value, label) => {
			const list = Array.isArray(value) ? Array.from(value) : anyText(value, label).split(',');
			const texts = list.map((each) => anyText(each, label)).filter((text) => text !== '');
			if (required && texts.length === 0) throw isEmptyList(label);
			return texts.length > 0 ? texts : undefined;
		},
	};
}

function isEmptyList(label: string): UserFacingError {
	return new UserFacingError(`'${label}' is empty`, 'Add at least one, and try again.');
}
