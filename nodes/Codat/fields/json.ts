import { UserFacingError } from '../transport/userFacingError';
import { changedNumber, tooManyDigits } from './numbers';
import { isEmpty, isPlainObject, mustBe, requiredText } from './read';

/**
 * Reads a JSON object that the user typed or an expression gave.
 *
 * @throws UserFacingError when it is no JSON or no object, or can't be sent as it is
 */
export function jsonObject(value: unknown, label: string): Record<string, unknown> {
	if (isEmpty(value)) requiredText(value, label);
	const parsed = typeof value === 'string' ? json(value, label) : sendable(value, label);
	if (!isPlainObject(parsed)) {
		throw new UserFacingError(
			`'${label}' must be a JSON object`,
			'Start it with { and end it with }.',
		);
	}
	return parsed;
}

/**
 * Reads JSON that the user typed.
 *
 * @throws UserFacingError when it is none, or a number in it would change
 */
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
	const changed = changedNumber(text);
	if (changed !== undefined) throw tooManyDigits(label, changed);
	return parsed;
}

/** What a text is as JSON; undefined when it is none. */
export function parsed(text: string): unknown {
	const value = parseJson(text);
	return value instanceof SyntaxError ? undefined : value;
}

function parseJson(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch (error) {
		return error;
	}
}

/**
 * Passes on a value that JSON can hold as it is.
 *
 * @throws UserFacingError when it holds what JSON lacks: an infinite number, or itself
 */
export function sendable<Value>(value: Value, label: string): Value {
	const fault = jsonFault(value, label);
	if (fault) throw fault;
	return value;
}

function jsonFault(value: unknown, label: string): UserFacingError | undefined {
	const lost: number[] = [];
	try {
		JSON.stringify(value, (_, each: unknown) => {
			if (typeof each === 'number' && !Number.isFinite(each)) lost.push(each);
			return each;
		});
	} catch {
		return new UserFacingError(
			`'${label}' can't be written as JSON`,
			'It must contain only texts, numbers, true, false, null, lists and objects.',
		);
	}
	return lost.length > 0 ? mustBe(label, 'JSON, whose numbers are all finite', lost[0]) : undefined;
}
