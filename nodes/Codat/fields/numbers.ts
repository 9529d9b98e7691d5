import { UserFacingError } from '../transport/userFacingError';

const DECIMAL = /^([+-]?)(\d*)\.?(\d*)(?:e([+-]?\d+))?$/i;

/** The number that a number or a text in decimal digits stands for, or undefined. */
export function asNumber(value: unknown): number | undefined {
	const text = typeof value === 'string' ? value.trim() : '';
	const isWritten = DECIMAL.test(text) && /^[+-]?\.?\d/.test(text);
	const number = isWritten ? Number(text) : value;
	return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
}

/**
 * Whether a number in decimal digits is still the same once read: a number of JavaScript's holds
 * 15 digits for certain, and seldom more than 17.
 */
export function keepsDigits(digits: string): boolean {
	return canonical(digits) === canonical(String(Number(digits)));
}

/**
 * The first number in a JSON text that would change by being read and written again.
 *
 * @param text that is JSON
 */
export function changedNumber(text: string): string | undefined {
	// Texts as well, so that the digits in them are passed over.
	const tokens = text.match(/"(?:[^"\\]|\\.)*"|-?\d[\d.]*(?:e[+-]?\d+)?/gi) ?? [];
	return tokens.find((token) => !token.startsWith('"') && !keepsDigits(token));
}

/** One spelling for all spellings of the same number, such as `12e-1` for 1.20; else the text. */
function canonical(text: string): string {
	const parts = DECIMAL.exec(text.trim());
	if (!parts) return text;
	const [, sign, whole, fraction, exponent = '0'] = parts;
	const digits = (whole + fraction).replace(/^0+/, '');
	const significant = digits.replace(/0+$/, '');
	if (significant === '') return '0';
	const power = Number(exponent) - fraction.length + digits.length - significant.length;
	return `${sign === '-' ? '-' : ''}${significant}e${power}`;
}

/** What to tell of a number that would be sent as another. */
export function tooManyDigits(label: string, digits: string): UserFacingError {
	return new UserFacingError(
		`'${label}' has a number that would change: ${digits} would be sent as ${Number(digits)}`,
		'Write it with 15 digits or fewer. If it is an ID, write it as text: in JSON, put it in quotes.',
	);
}
