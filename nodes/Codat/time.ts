/** In milliseconds. */
export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** How far n8n's clock and Codat's may differ, in milliseconds. */
export const CLOCK_DIFFERENCE = 5 * MINUTE;

const DATE_TIME = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d:\d\d)(?:\.(\d+))?)?Z?$/i;

/**
 * A date-time of Codat's as a text that sorts by time, or undefined. Codat's have up to seven
 * fractional digits, which a JavaScript date would cut, and some are impossible (docs/codat.md,
 * Dates).
 */
export function timeKey(value: unknown): string | undefined {
	if (typeof value !== 'string') return undefined;
	const parts = DATE_TIME.exec(value.trim());
	if (!parts) return timeKeyOfDate(new Date(value));
	const [, date, time = '00:00:00', fraction = ''] = parts;
	return `${date}T${time}.${fraction.slice(0, 9).padEnd(9, '0')}`;
}

/** For what has an offset. Years of more than four digits would not sort, and are no dates of Codat's. */
function timeKeyOfDate(date: Date): string | undefined {
	const isUsable = !Number.isNaN(date.getTime()) && /^\d{4}-/.test(date.toISOString());
	return isUsable ? timeKey(date.toISOString()) : undefined;
}

/** Whether a value is what `timeKey` gives. */
export function isTimeKey(value: unknown): value is string {
	return typeof value === 'string' && timeKey(value) === value;
}
