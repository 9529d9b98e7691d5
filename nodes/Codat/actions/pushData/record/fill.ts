import type { IDataObject } from 'n8n-workflow';

import { businessDate } from '../../../fields/dates';
import { json, sendable } from '../../../fields/json';
import {
	anyNumber,
	anyText,
	isEmpty,
	isPlainObject,
	mustBe,
	own,
	yesNo,
} from '../../../fields/read';
import type { PushOption } from './model';
import { fieldsOf, fromId, labelOf, within } from './model';

/**
 * Puts a record together from the values of a form, or from input data whose names are those of
 * the record's fields. Values become what the model says, empty ones are left out, and so are those
 * that the model doesn't know. Without a model, all are passed on.
 *
 * @param values by field ID; a nested object may also be given whole
 * @throws UserFacingError naming the field whose value can't be used
 */
export function fillRecord(model: PushOption | undefined, values: IDataObject): IDataObject {
	const record: IDataObject = {};
	for (const [id, value] of Object.entries(values)) {
		// The names of input data may hold what has a meaning in IDs.
		const path = [fromId(id), [id]].find((each) => model === undefined || isKnown(model, each));
		if (path !== undefined && !isUnfilled(value)) put(record, path, value);
	}
	if (model === undefined) return sendable(record, 'Record');
	return sendable((convertObject(model, record, '') ?? {}) as IDataObject, 'Record');
}

function isKnown(option: PushOption, [key, ...rest]: string[]): boolean {
	const child = own(option.properties ?? {}, key);
	return child !== undefined && (rest.length === 0 || isKnown(child, rest));
}

function put(record: IDataObject, [key, ...rest]: string[], value: unknown): void {
	const there = own(record, key);
	if (rest.length > 0) {
		const child = isPlainObject(there) ? there : {};
		put(child as IDataObject, rest, value);
		record[key] = child as IDataObject;
	} else {
		// What is set on its own counts more than the same in an object that is given whole.
		record[key] = (
			isPlainObject(value) && isPlainObject(there) ? { ...value, ...there } : value
		) as IDataObject;
	}
}

const readNumber = anyNumber();

/** A value as the model wants it, or undefined when it is empty. */
function convert(option: PushOption, value: unknown, label: string): unknown {
	if (isUnfilled(value)) return undefined;
	switch (option.type) {
		case 'Object':
			return convertObject(option, value, label);
		case 'Array':
			return convertArray(option, value, label);
		case 'Number':
			return readNumber(value, label);
		case 'Boolean':
			return yesNo(value, label);
		case 'DateTime':
			return businessDate(value, label);
		default:
			return toText(value, label);
	}
}

function convertObject(option: PushOption, given: unknown, label: string): unknown {
	const value = typeof given === 'string' ? json(given, label) : given;
	if (!isPlainObject(value)) throw mustBe(label, 'a JSON object', given);
	const model = option.properties ?? {};
	const entries = Object.entries(value).map(([key, each]) => {
		const field = own(model, key);
		if (field === undefined) return [key, isUnfilled(each) ? undefined : each];
		return [key, convert(field, each, within(label, labelOf(key, field)))];
	});
	const set = entries.filter(([, each]) => each !== undefined);
	return set.length > 0 ? Object.fromEntries(set) : undefined;
}

function convertArray(option: PushOption, given: unknown, label: string): unknown {
	const value = typeof given === 'string' ? json(given, label) : given;
	const items = isPlainObject(value) ? [value] : value;
	if (!Array.isArray(items)) throw mustBe(label, 'a JSON list, such as [{ … }]', given);
	const converted = items
		.map((item, index) =>
			fieldsOf(option).length > 0 && !isUnfilled(item)
				? convertObject(option, item, `${label} #${index + 1}`)
				: item,
		)
		.filter((item) => !isUnfilled(item));
	// Items that are all empty are a list that was not filled in; no items are what was asked for.
	return converted.length > 0 || items.length === 0 ? converted : undefined;
}

function toText(value: unknown, label: string): string {
	return typeof value === 'string' ? value : anyText(value, label);
}

/** Whether a value was not filled in: a hint of the form counts as none. */
function isUnfilled(value: unknown): boolean {
	return isEmpty(value) || (typeof value === 'string' && /^\s*\u2039[^]*\u203a\s*$/.test(value));
}
