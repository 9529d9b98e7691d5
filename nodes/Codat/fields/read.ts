import { UserFacingError } from '../transport/userFacingError';

/** Reads a required text. @throws UserFacingError when it is empty */
export function requiredText(value: unknown, label: string): string {
	const text = asText(value);
	if (text === '')
		throw new UserFacingError(`'${label}' is empty`, `Set '${label}' and try again.`);
	return text;
}

/** Reads a text that may be left out. */
export function optionalText(value: unknown): string | undefined {
	return asText(value) || undefined;
}

/** Reads a URL that may be left out. @throws UserFacingError when it is set and not a whole URL */
export function optionalUrl(value: unknown, label: string): string | undefined {
	const text = optionalText(value);
	if (text !== undefined && !URL.canParse(text)) {
		throw new UserFacingError(
			`'${label}' is not a whole URL: "${text.slice(0, 60)}"`,
			'Begin it with https://',
		);
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
 * @throws UserFacingError when it is empty or can't be a GUID
 */
export function codatId(value: unknown, label: string): string {
	const id = requiredText(value, label);
	if (!/^[0-9a-z]+(-[0-9a-z]+)*$/i.test(id) || id.length < 8 || id.length > 64) {
		throw new UserFacingError(
			`'${label}' is not an ID: "${id.slice(0, 60)}"`,
			'Codat’s IDs look like 8a210b68-6988-11ed-a1eb-0242ac120002.',
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
		const number = typeof value === 'string' && value.trim() === '' ? NaN : Number(value);
		if (!Number.isInteger(number) || number < min || number > max) {
			throw new UserFacingError(
				`'${label}' must be a whole number from ${min} to ${max.toLocaleString('en')}`,
				`It is ${JSON.stringify(value) ?? 'not set'}.`,
			);
		}
		return number;
	};
}

/**
 * Reads a JSON object that the user typed or an expression gave.
 *
 * @throws UserFacingError when it is no JSON or no object
 */
export function jsonObject(value: unknown, label: string): Record<string, unknown> {
	const parsed = typeof value === 'string' ? json(value, label) : value;
	if (parsed === null || typeof parsed !== 'object' || Array.isArray(parsed)) {
		throw new UserFacingError(
			`'${label}' must be a JSON object`,
			'Begin it with { and end it with }.',
		);
	}
	return parsed as Record<string, unknown>;
}

/** Reads JSON that the user typed. @throws UserFacingError when it is none */
export function json(text: string, label: string): unknown {
	const parsed = parseJson(text);
	if (parsed instanceof SyntaxError) {
		// Not the whole message: it quotes the text, which may be secret.
		const where = /position \d+( \(.*\))?/.exec(parsed.message)?.[0] ?? 'its end';
		throw new UserFacingError(
			`'${label}' is not valid JSON`,
			`Look at its brackets, quotes and commas, at or before ${where}.`,
		);
	}
	return parsed;
}

function parseJson(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch (error) {
		return error;
	}
}

/** The text of a value, trimmed; empty for what has none. */
export function asText(value: unknown): string {
	// Luxon's DateTime, which n8n's expressions give for $now and the like.
	if (value !== null && typeof value === 'object') {
		const { toISO } = value as { toISO?: () => string };
		if (typeof toISO === 'function') return toISO.call(value);
		if (value instanceof Date && !Number.isNaN(value.getTime())) return value.toISOString();
		return '';
	}
	return value === undefined || value === null ? '' : String(value).trim();
}

function hasControlCharacter(text: string): boolean {
	return [...text].some((character) => character < ' ' || character === '\u007f');
}
