import type { INodePropertyOptions } from 'n8n-workflow';

import { UserFacingError } from '../transport/userFacingError';
import { asNumber, keepsDigits, tooManyDigits } from './numbers';

type Read<Result> = (value: unknown, label: string, timezone: string) => Result;

/** Reads what may be left out as another reader does. @throws what that one throws */
export function optional<Result>(read: Read<Result>): Read<Result | undefined> {
	return (value, label, timezone) => (isEmpty(value) ? undefined : read(value, label, timezone));
}

/** Reads a required text. @throws UserFacingError when it is empty or no text */
export function requiredText(value: unknown, label: string): string {
	const text = anyText(value, label);
	if (text !== '') return text;
	// What stands in a form is a text, were it an empty one.
	throw value === undefined || value === null
		? gaveNothing(label)
		: new UserFacingError(`'${label}' is empty`, `Set '${label}' and try again.`);
}

/** A field that is to have a value, and whose expression gave none. */
export function gaveNothing(label: string): UserFacingError {
	return new UserFacingError(
		`'${label}' is empty: the ${NOTHING_GIVEN}`,
		'Check what the node before this one returns for this item: the value may have another name there, or be missing.',
	);
}

const NOTHING_GIVEN = 'expression gave nothing for it';

/** Reads a text that may be left out. @throws UserFacingError when it is no text */
export function optionalText(value: unknown, label: string): string | undefined {
	return anyText(value, label) || undefined;
}

/** Reads a text, which may be empty. @throws UserFacingError when it is a list or an object */
export function anyText(value: unknown, label: string): string {
	const text = asText(value);
	if (text === '' && !isEmpty(value)) throw mustBe(label, 'a text', value);
	return text;
}

/** Reads yes or no, also as an expression may give it. @throws UserFacingError when it is neither */
export function yesNo(value: unknown, label: string): boolean {
	if (typeof value === 'boolean') return value;
	if (typeof value === 'string' || typeof value === 'number') {
		const text = String(value).trim().toLowerCase();
		if (['true', 'yes', '1'].includes(text)) return true;
		if (['false', 'no', '0'].includes(text)) return false;
	}
	throw mustBe(label, 'true or false', value);
}

type Option = INodePropertyOptions['value'];

/** Reads one of the values that a dropdown offers. @throws UserFacingError when it is none of them */
export function choice(values: Option[]) {
	return (value: unknown, label: string): Option => {
		const text = typeof value === 'string' ? value.trim() : value;
		const chosen = values.find((each) => each === text || isInText(each, text));
		if (chosen === undefined) throw mustBe(label, oneOf(values), value);
		return chosen;
	};
}

/** Whether a text is a number, yes or no that a dropdown offers, as from a sheet. */
function isInText(option: Option, text: unknown): boolean {
	const isOther = typeof text === 'string' && typeof option !== 'string';
	return isOther && String(option) === text.toLowerCase();
}

/**
 * Reads a list of values that a dropdown offers.
 *
 * @throws UserFacingError when it is no list, or holds something else
 */
export function choices(values: Option[]) {
	const read = choice(values);
	return (value: unknown, label: string): Option[] => {
		if (!Array.isArray(value)) throw mustBe(label, `a list of ${oneOf(values)}`, value);
		return Array.from(value, (each) => read(each, label));
	};
}

const MAX_NAMED = 20;

function oneOf(values: Option[]): string {
	const named = values.filter((value) => value !== '');
	const more = named.length > MAX_NAMED ? ' …' : '';
	return `one of ${named.slice(0, MAX_NAMED).join(', ')}${more}`;
}

/** Reads a URL that may be left out. @throws UserFacingError when it is set and not a whole URL */
export function optionalUrl(value: unknown, label: string): string | undefined {
	const text = optionalText(value, label);
	if (text !== undefined && !(URL.canParse(text) && /^https?:\/\/[^\s]+$/i.test(text))) {
		throw new UserFacingError(`'${label}' is not a whole URL: "${text}"`, 'Start it with https://');
	}
	return text;
}

/** Reads a required URL. @throws UserFacingError when it is empty or not a whole URL */
export function requiredUrl(value: unknown, label: string): string {
	return optionalUrl(requiredText(value, label), label)!;
}

/**
 * Reads a record's ID. Only its characters are checked: Codat's IDs are GUIDs, but those of the
 * platforms behind it are anything.
 *
 * @throws UserFacingError when it is empty or can't be an ID
 */
export function recordId(value: unknown, label: string): string {
	const id = requiredText(value, label);
	if (id.length > 200 || hasControlCharacter(id)) {
		throw new UserFacingError(`'${label}' is not an ID`, `Copy the ID of the ${label} from Codat.`);
	}
	return id;
}

/**
 * Reads an ID of Codat's own: a GUID, loosely, since Codat's examples hold some that are not of
 * any known version.
 *
 * @param hint where such IDs are found
 * @throws UserFacingError when it is empty or can't be a GUID
 */
export function codatId(value: unknown, label: string, hint?: string): string {
	const id = requiredText(value, label);
	if (!/^[0-9a-z]+(-[0-9a-z]+)*$/i.test(id) || id.length < 8 || id.length > 64) {
		throw new UserFacingError(
			`'${label}' is not an ID: "${id}"`,
			`Codat’s IDs look like 8a210b68-6988-11ed-a1eb-0242ac120002.${hint ? ` ${hint}` : ''}`,
		);
	}
	return id;
}

/**
 * Reads a whole number.
 *
 * @throws UserFacingError when it is none or out of range
 */
export function wholeNumber(min: number, max: number) {
	return (value: unknown, label: string): number => {
		const number = asNumber(value);
		const isWhole = Number.isInteger(number) && (typeof value !== 'string' || keepsDigits(value));
		if (number === undefined || !isWhole || number < min || number > max) {
			throw mustBe(label, `a whole number${range(min, max)}`, value);
		}
		return number;
	};
}

/**
 * Reads a number that is a number or a text in decimal digits.
 *
 * @throws UserFacingError when it is none, is out of range, or has more digits than can be kept
 */
export function anyNumber(min = -Infinity, max = Infinity) {
	return (value: unknown, label: string): number => {
		const number = asNumber(value);
		if (number === undefined || number < min || number > max) {
			throw mustBe(label, `a number${range(min, max) || ', such as 1234.5'}`, value);
		}
		if (typeof value === 'string' && !keepsDigits(value)) throw tooManyDigits(label, value.trim());
		return number;
	};
}

/**
 * Reads an amount that as 0 would mean nothing: a number field holds 0 until someone fills it in.
 *
 * @throws UserFacingError when it is 0, no number, or has more digits than can be kept
 */
export function nonZero(value: unknown, label: string): number {
	const number = anyNumber()(value, label);
	if (number !== 0) return number;
	throw new UserFacingError(`'${label}' is 0`, `Set '${label}', and run it again.`);
}

function range(min: number, max: number): string {
	if (min === -Infinity && max === Infinity) return '';
	if (max === Infinity) return ` of at least ${min.toLocaleString('en')}`;
	if (min === -Infinity) return ` of at most ${max.toLocaleString('en')}`;
	return ` from ${min.toLocaleString('en')} to ${max.toLocaleString('en')}`;
}

/** The text of a value, trimmed; empty for what has none. */
export function asText(value: unknown): string {
	if (value instanceof Date) return Number.isNaN(value.getTime()) ? '' : value.toISOString();
	if (value !== null && typeof value === 'object') {
		// Luxon's DateTime, which n8n's expressions give for $now and the like.
		const { toISO } = value as { toISO?: () => unknown };
		const iso = typeof toISO === 'function' ? toISO.call(value) : '';
		return typeof iso === 'string' ? iso : '';
	}
	return ['string', 'number', 'boolean', 'bigint'].includes(typeof value)
		? String(value).trim()
		: '';
}

/** Whether a value is one that an expression or a field gives when there is nothing. */
export function isEmpty(value: unknown): boolean {
	return value === undefined || value === null || (typeof value === 'string' && !value.trim());
}

/** What an object has under a name, and not what all objects have. */
export function own<Value>(object: Record<string, Value>, key: unknown): Value | undefined {
	return typeof key === 'string' && Object.hasOwn(object, key) ? object[key] : undefined;
}

/** Whether a value is an object of JSON's, and no list, date or the like. */
export function isPlainObject(value: unknown): value is Record<string, unknown> {
	return (
		Object.prototype.toString.call(value) === '[object Object]' &&
		typeof (value as { toJSON?: unknown }).toJSON !== 'function'
	);
}

/** What a field's value is, and what it must be. */
export function mustBe(label: string, what: string, value: unknown): UserFacingError {
	return new UserFacingError(`'${label}' must be ${what}`, `It is ${shown(value)}.`);
}

function shown(value: unknown): string {
	if (value === undefined || value === null) return `not set: the ${NOTHING_GIVEN}`;
	if (value === '') return 'empty';
	if (typeof value === 'number') return String(value);
	try {
		return JSON.stringify(value) ?? typeof value;
	} catch {
		return `of type ${typeof value}`;
	}
}

function hasControlCharacter(text: string): boolean {
	return [...text].some((character) => character < ' ' || character === '\u007f');
}
