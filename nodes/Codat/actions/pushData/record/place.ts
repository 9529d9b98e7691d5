import type { IDataObject } from 'n8n-workflow';

import type { Values } from '../../../fields/field';
import { isEmpty, isPlainObject, own } from '../../../fields/read';
import { UserFacingError } from '../../../transport/userFacingError';
import { fieldsOf, type PushOption } from './model';
import type { Part } from './parts';

/** References that say what they refer to, where a platform doesn't tell (Codat's specs). */
const SAY_THEIR_TYPE = ['contactRef', 'invoiceTo', 'recordRefs'];

/**
 * What the model has at the end of a way. Where it doesn't say what is in something, as without a
 * model, anything may be.
 *
 * @returns undefined when the platform doesn't take it
 */
export function optionAt(option: PushOption, [key, ...rest]: string[]): PushOption | undefined {
	if (key === undefined) return option;
	if (fieldsOf(option).length === 0) return {};
	const child = own(option.properties ?? {}, key);
	return child && optionAt(child, rest);
}

/** The names on a way, of lists too. */
export function keysOf(way: string): string[] {
	return way.split('.').map((key) => key.replace('[]', ''));
}

/** The first of a part's ways that the platform takes. */
export function wayOf({ at }: Part, model: PushOption): string | undefined {
	return at.find((way) => optionAt(model, keysOf(way)) !== undefined);
}

/**
 * A row of the form as Codat's API takes it: each value where this platform has it.
 *
 * @param model of the record or item that the parts belong to; an empty one takes everything
 * @param within the name of what the row is an item of
 * @throws UserFacingError naming what the platform doesn't take
 */
export function placeRow(
	row: Values,
	parts: Part[],
	model: PushOption,
	label: string,
	within = '',
): IDataObject {
	const record: IDataObject = {};
	for (const part of parts) {
		const { name, displayName } = part.field.property;
		const value = row[name];
		if (!isEmpty(value) && !isEmptyList(value)) {
			place(record, part, value, model, `${label}: ${displayName}`, within);
		}
	}
	return record;
}

/** Puts a part's value into a record. @throws UserFacingError when the platform doesn't take it */
export function place(
	record: IDataObject,
	part: Part,
	value: unknown,
	model: PushOption,
	label: string,
	within = '',
): void {
	const [first, ...others] = part.at.filter((way) => optionAt(model, keysOf(way)) !== undefined);
	if (first === undefined) throw notTaken(label);
	// Where a platform has a list twice and requires both, it is the same list.
	const again = part.parts ? others.filter((way) => optionAt(model, keysOf(way))?.required) : [];
	for (const way of [first, ...again]) {
		placeAt(record, { ...part, way, isFirst: way === first }, value, model, { label, within });
	}
}

function placeAt(
	record: IDataObject,
	{ way, isFirst, ...part }: Part & { way: string; isFirst: boolean },
	value: unknown,
	model: PushOption,
	{ label, within }: { label: string; within: string },
): void {
	const steps = way.split('.');
	if (part.of !== undefined) {
		const holder = steps.slice(0, -1);
		const option = optionAt(model, keysOf(way).slice(0, -1)) ?? {};
		const name = keysOf(way).at(-2) ?? within;
		put(record, holder, { id: value, ...typeIn(option, part.of, name) });
	} else if (part.parts && Array.isArray(value)) {
		const option = optionAt(model, keysOf(way)) ?? {};
		const parts = isFirst ? part.parts : part.parts.filter((each) => wayOf(each, option));
		put(record, steps, placeRows(value as Values[], parts, option, label, steps.at(-1)));
	} else {
		put(record, steps, value);
	}
}

/** All rows of a list; a single object where that is what the platform takes. */
function placeRows(
	rows: Values[],
	parts: Part[],
	model: PushOption,
	label: string,
	within?: string,
): unknown {
	const items = rows
		.map((row, index) => placeRow(row, parts, model, `${label} #${index + 1}`, within))
		.filter((item) => Object.keys(item).length > 0);
	if (model.type !== 'Object') return items;
	if (items.length <= 1) return items[0];
	throw new UserFacingError(
		`'${label}' has ${items.length} rows`,
		'The company’s platform takes only one there.',
	);
}

function put(record: IDataObject, [step, ...rest]: string[], value: unknown): void {
	if (step === undefined) {
		Object.assign(record, value);
		return;
	}
	const key = step.replace('[]', '');
	const there = record[key];
	if (step !== key) {
		const item: IDataObject = {};
		put(item, rest, value);
		record[key] = [...((there as IDataObject[] | undefined) ?? []), item];
	} else if (rest.length > 0 || isPlainObject(value)) {
		const child = (there ?? {}) as IDataObject;
		put(child, rest, value);
		record[key] = child;
	} else {
		record[key] = (
			Array.isArray(there) && Array.isArray(value) ? [...there, ...(value as unknown[])] : value
		) as IDataObject;
	}
}

/** Codat's name of what a reference is to, where it says so: as the platform spells it. */
function typeIn(option: PushOption, dataType: string, name: string): { dataType?: string } {
	if (fieldsOf(option).length === 0) return SAY_THEIR_TYPE.includes(name) ? { dataType } : {};
	const field = own(option.properties ?? {}, 'dataType');
	if (field === undefined) return {};
	const spelled = field.options?.find(
		({ value }) => String(value).toLowerCase() === dataType.toLowerCase(),
	);
	return { dataType: spelled === undefined ? dataType : String(spelled.value) };
}

/** What this platform has no place for. */
export function notTaken(label: string): UserFacingError {
	return new UserFacingError(
		`The company’s platform doesn’t take '${label}'`,
		'Leave it empty, or remove it. Get Options shows what the platform takes.',
	);
}

function isEmptyList(value: unknown): boolean {
	return Array.isArray(value) && value.length === 0;
}
