import type { INodeProperties, INodePropertyCollection } from 'n8n-workflow';

import { UserFacingError } from '../transport/userFacingError';
import type { Field, Values } from './field';
import { json } from './json';
import { anyText, isEmpty, isPlainObject } from './read';
import { isShown, readField } from './readField';

type Description = Pick<INodeProperties, 'displayName' | 'name' | 'description'> & {
	/** One of them, in Title Case: the editor offers to add one. */
	item: string;
	/** There must be one at least. */
	required?: boolean;
	/**
	 * What the editor offers to add beside one of them: a list, as an expression gives it. n8n takes no
	 * expression for the rows as a whole, and another item may have another number of them.
	 */
	list?: string;
};

/**
 * Rows of fields that the user adds one by one, as a list of objects. What an expression gives as a
 * list has all that is needed: what it leaves out has no default.
 *
 * Where some fields are shown `showEvenWhenOptional`, the user adds the others to a row.
 */
export function rows({ item, list, ...property }: Description, fields: Field[]): Field {
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
			options: [
				{ displayName: item, name: 'rows', values: fields.map((field) => field.property) },
				...(list === undefined ? [] : [listGroup(list)]),
			],
		},
		read: (value, label, timezone) => {
			const found = isForm(value)
				? [...rowsOf(value.rows, label, true), ...listsIn(value.lists, label)]
				: rowsOf(value, label, false);
			if (property.required && found.length === 0) throw emptyList(label);
			return found.map(({ row, isFilledIn }, index) => {
				const given = Object.fromEntries(
					fields.map(({ property: { name, default: fallback } }) => [
						name,
						Object.hasOwn(row, name) ? row[name] : isFilledIn ? fallback : undefined,
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

/** Rows of which each, once it is read, becomes what Codat takes. */
export function shaped<Row extends Values>(list: Field, shape: (row: Row) => Values): Field {
	return { ...list, read: (...given) => (list.read!(...given) as Row[]).map(shape) };
}

function listGroup(displayName: string): INodePropertyCollection {
	return {
		displayName,
		name: 'lists',
		values: [
			{
				displayName: 'List',
				name: 'list',
				type: 'json',
				default: '[]',
				placeholder: 'e.g. {{ $json.list }}',
				description:
					'A list of objects, as an expression or JSON, each named as in Codat’s records',
			},
		],
	};
}

interface Row {
	row: Values;
	/** By the user in the form, where fields have defaults. */
	isFilledIn: boolean;
}

type Form = Partial<Record<'rows' | 'lists', unknown>>;

function isForm(value: unknown): value is Form {
	return isPlainObject(value) && ('rows' in value || Array.isArray(value.lists));
}

/** The rows in the lists that the user has added. */
function listsIn(lists: unknown, label: string): Row[] {
	const given = Array.isArray(lists) ? lists : [];
	return given.flatMap((each: unknown) => {
		const list = isPlainObject(each) ? each.list : undefined;
		return rowsOf(typeof list === 'string' && list.trim() ? json(list, label) : list, label, false);
	});
}

/** What the user has added, or the list that an expression gave. */
function rowsOf(given: unknown, label: string, isFilledIn: boolean): Row[] {
	if (isEmpty(given)) return [];
	const list = Array.isArray(given) ? given : [given];
	const found = list.filter((row) => row !== null && row !== undefined);
	if (found.every(isPlainObject)) {
		return found.filter((row) => Object.keys(row).length > 0).map((row) => ({ row, isFilledIn }));
	}
	throw new UserFacingError(
		`'${label}' must be a list of objects`,
		'Add its rows in the form, or use an expression that returns such a list.',
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
			if (required && texts.length === 0) throw emptyList(label);
			return texts.length > 0 ? texts : undefined;
		},
	};
}

function emptyList(label: string): UserFacingError {
	return new UserFacingError(`'${label}' is empty`, 'Add at least one, and try again.');
}
