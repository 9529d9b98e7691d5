import type { INodePropertyOptions } from 'n8n-workflow';

import { companyRecord, RECORD_KINDS, type RecordKind } from '../../../fields/companyRecords';
import { businessDate } from '../../../fields/dates';
import type { Field } from '../../../fields/field';
import { anyNumber, choice, isEmpty, optionalText } from '../../../fields/read';
import { rows } from '../../../fields/rows';

/** A field beside a record's form, and where its value stands in the record. */
export interface Part {
	field: Field;
	/**
	 * The ways to its value, as names joined by dots, with `[]` after a list that it is one more item
	 * of. The first that the platform takes: platforms have the same in different places.
	 */
	at: string[];
	/** What its value is the ID of, by Codat's name of the data type: some references say so. */
	of?: string;
	/** The fields of each of its rows. */
	parts?: Part[];
}

export type List = Part & Required<Pick<Part, 'parts'>>;

/** What may be said of a field: an example, and where it stands if not under its own name. */
interface More {
	placeholder?: string;
	at?: string[];
}

/** A text that may be left out. */
export function text(
	displayName: string,
	name: string,
	description: string,
	{ placeholder, at = [name] }: More = {},
): Part {
	const property = { displayName, name, placeholder, description, type: 'string', default: '' };
	return { at, field: { property: { ...property, type: 'string' }, read: optionalText } };
}

/**
 * A number, typed as a text: so it may be left empty, where n8n's numbers are 0, and none of its
 * digits is rounded.
 */
export function amount(
	displayName: string,
	name: string,
	description: string,
	{ placeholder = 'e.g. 12.50', at }: More = {},
): Part {
	const part = text(displayName, name, description, { placeholder, at });
	return { ...part, field: { ...part.field, read: optional(anyNumber()) } };
}

/** A date of the business, which no time zone moves to another day. */
export function date(
	displayName: string,
	name: string,
	description: string,
	{ at = [name] }: More = {},
): Part {
	const property = { displayName, name, description, default: '' };
	return {
		at,
		field: { property: { ...property, type: 'dateTime' }, read: optional(businessDate) },
	};
}

/** One of a few values, of which the first, if it is empty, stands for none. */
export function select(
	displayName: string,
	name: string,
	description: string,
	options: Array<{ name: string; value: string | boolean }>,
	{ at = [name] }: More = {},
): Part {
	const values: Array<INodePropertyOptions['value']> = options.map(({ value }) => value);
	const property = { displayName, name, description, options, default: values[0] };
	return {
		at,
		field: { property: { ...property, type: 'options' }, read: optional(choice(values)) },
	};
}

/** A record of the company, by name. Its ID goes to `id` within each place. */
export function reference(
	kind: RecordKind,
	displayName: string,
	name: string,
	description: string,
	{ at = [name] }: More = {},
): Part {
	return {
		at: at.map((each) => (each === '' ? 'id' : `${each}.id`)),
		of: RECORD_KINDS[kind],
		field: companyRecord(kind, { displayName, name, description }),
	};
}

/** Rows that the user adds one by one. */
export function list(
	displayName: string,
	name: string,
	item: string,
	description: string,
	parts: Part[],
	{ at = [name] }: More = {},
): List {
	const fields = parts.map(({ field }) => field);
	return { at, parts, field: rows({ displayName, name, item, description }, fields) };
}

/** The same parts, which stand in a row from the start; others are added one by one. */
export function always(...parts: Part[]): Part[] {
	return parts.map(({ field, ...part }) => {
		const typeOptions = { ...field.property.typeOptions, showEvenWhenOptional: true };
		return { ...part, field: { ...field, property: { ...field.property, typeOptions } } };
	});
}

/** The same part, for some of the values that a field above it may have. */
export function onlyFor(values: string[], name: string, { field, ...part }: Part): Part {
	const displayOptions = { show: { ...field.property.displayOptions?.show, [name]: values } };
	return { ...part, field: { ...field, property: { ...field.property, displayOptions } } };
}

function optional(read: (value: unknown, label: string) => unknown): Field['read'] {
	return (value, label) => (isEmpty(value) ? undefined : read(value, label));
}
