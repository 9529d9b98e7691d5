import type { IDataObject } from 'n8n-workflow';

import { asText, json } from '../../../fields/read';
import { UserFacingError } from '../../../transport/userFacingError';
import type { PushOption } from './model';
import { fieldsOf, fromId, labelOf, own, within } from './model';

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
		if (path !== undefined && !isEmpty(value)) put(record, path, value);
	}
	return model === undefined ? record : ((convert(model, record, '') ?? {}) as IDataObject);
}

function isKnown(option: PushOption, [key, ...rest]: string[]): boolean {
	const child = own(option.properties ?? {}, key);
	return child !== undefined && (rest.length === 0 || isKnown(child, rest));
}

function put(record: IDataObject, [key, ...rest]: string[], value: unknown): void {
	const there = own(record, key);
	if (rest.length > 0) {
		const child = isObject(there) ? there : {};
		put(child as IDataObject, rest, value);
		record[key] = child as IDataObject;
	} else {
		// What is set on its own counts more than the same in an object that is given whole.
		record[key] = (
			isObject(value) && isObject(there) ? { ...value, ...there } : value
		) as IDataObject;
	}
}

/** A value as the model wants it, or undefined when it is empty. */
function convert(option: PushOption, value: unknown, label: string): unknown {
	if (isEmpty(value)) return undefined;
	switch (option.type) {
		case 'Object':
			return convertObject(option, value, label);
		case 'Array':
			return convertArray(option, value, label);
		case 'Number':
			return toNumber(value, label);
		case 'Boolean':
			return toBoolean(value, label);
		case 'DateTime':
			return toDate(value, label);
		default:
			return toText(value, label);
	}
}

function convertObject(option: PushOption, given: unknown, label: string): unknown {
	const value = typeof given === 'string' ? json(given, label) : given;
	if (!isObject(value)) throw mustBe(label, 'a JSON object', given);
	const model = option.properties ?? {};
	const entries = Object.entries(value).map(([key, each]) => {
		const field = own(model, key);
		if (field === undefined) return [key, isEmpty(each) ? undefined : each];
		return [key, convert(field, each, within(label, labelOf(key, field)))];
	});
	const set = entries.filter(([, each]) => each !== undefined);
	return set.length > 0 ? Object.fromEntries(set) : undefined;
}

function convertArray(option: PushOption, given: unknown, label: string): unknown {
	const value = typeof given === 'string' ? json(given, label) : given;
	const items = isObject(value) ? [value] : value;
	if (!Array.isArray(items)) throw mustBe(label, 'a JSON list, such as [{ … }]', given);
	const converted = items
		.map((item, index) =>
			fieldsOf(option).length > 0 && !isEmpty(item)
				? convertObject(option, item, `${label} #${index + 1}`)
				: item,
		)
		.filter((item) => !isEmpty(item));
	// Items that are all empty are a list that was not filled in; no items are what was asked for.
	return converted.length > 0 || items.length === 0 ? converted : undefined;
}

function toNumber(value: unknown, label: string): number {
	const number = typeof value === 'string' ? Number(value.trim()) : value;
	if (typeof number !== 'number' || !Number.isFinite(number)) {
		throw mustBe(label, 'a number, such as 1234.5', value);
	}
	return number;
}

function toBoolean(value: unknown, label: string): boolean {
	const text = String(value).trim().toLowerCase();
	if (['true', '1', 'yes'].includes(text)) return true;
	if (['false', '0', 'no'].includes(text)) return false;
	throw mustBe(label, 'true or false', value);
}

/**
 * A date as the user sees it. A time zone's offset, which n8n's own dates such as $today have, is
 * dropped: Codat takes a time without one as that of the business (contract §9), and turned into UTC
 * it could move an invoice to another day.
 */
function toDate(value: unknown, label: string): string {
	const text = asText(value)
		.replace(/^(\d{4}-\d\d-\d\d) (?=\d)/, '$1T')
		.replace(/(T.*)[+-]\d\d:?\d\d$/, '$1');
	const [day] = text.split('T');
	const isDay = /^\d{4}-\d\d-\d\d$/.test(day) && isSame(new Date(`${day}T00:00:00Z`), day);
	if (!isDay || Number.isNaN(Date.parse(text))) {
		throw mustBe(label, 'a date, such as 2026-01-31 or 2026-01-31T00:00:00Z', value);
	}
	return text;
}

function isSame(date: Date, day: string): boolean {
	return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(day);
}

function toText(value: unknown, label: string): string {
	const text = isObject(value) ? asText(value) : value;
	if (Array.isArray(text) || text === '') throw mustBe(label, 'a text', value);
	return String(text);
}

function mustBe(label: string, what: string, value: unknown): UserFacingError {
	const shown = JSON.stringify(value) ?? String(value);
	const clipped = shown.length > 100 ? `${shown.slice(0, 100)}…` : shown;
	return new UserFacingError(`'${label}' must be ${what}`, `It is ${clipped}.`);
}

/** Whether a value was not filled in: a hint of the form counts as none. */
function isEmpty(value: unknown): boolean {
	if (typeof value !== 'string') return value === undefined || value === null;
	const text = value.trim();
	return text === '' || (text.startsWith('‹') && text.endsWith('›'));
}

function isObject(value: unknown): value is Record<string, unknown> {
	return value !== null && typeof value === 'object' && !Array.isArray(value);
}
