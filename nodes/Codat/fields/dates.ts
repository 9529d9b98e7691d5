import { UserFacingError } from '../transport/userFacingError';
import { asText, requiredText } from './read';

/**
 * Reads a date as ISO 8601 in UTC: Codat takes other forms too, but as times "local to the
 * business" (contract §9). A time without a zone, which n8n's date picker gives, is meant in the
 * workflow's time zone; a day alone begins at 00:00 UTC.
 *
 * @throws UserFacingError when it is empty or no date
 */
export function isoDate(value: unknown, label: string, timezone: string): string {
	const text = requiredText(value, label);
	const isLocal = /\d[T ]\d/.test(text) && !/(z|[+-]\d\d:?\d\d)$/i.test(text);
	const date = isLocal ? fromLocal(text, timezone) : new Date(text);
	if (!/^[+-]?\d{4,6}-\d\d-\d\d/.test(text) || Number.isNaN(date.getTime())) {
		throw new UserFacingError(
			`'${label}' is not a date: "${text.slice(0, 60)}"`,
			'Pick a date, or use an expression that gives one such as 2026-01-31T00:00:00Z.',
		);
	}
	return date.toISOString();
}

/** Reads a date that may be left out. @throws UserFacingError when it is set and no date */
export function optionalDate(value: unknown, label: string, timezone: string): string | undefined {
	return asText(value) === '' ? undefined : isoDate(value, label, timezone);
}

/** The moment at which clocks in the zone show the text's date and time. */
function fromLocal(text: string, timezone: string): Date {
	const asIfUtc = new Date(`${text}Z`).getTime();
	if (Number.isNaN(asIfUtc)) return new Date(NaN);
	// Twice, because the offset at the first guess may be that of the other side of a clock change.
	const guess = asIfUtc - offsetAt(asIfUtc, timezone);
	return new Date(asIfUtc - offsetAt(guess, timezone));
}

/** Milliseconds that the zone is ahead of UTC at a moment; 0 for a zone that isn't known. */
function offsetAt(time: number, timezone: string): number {
	try {
		const parts = new Intl.DateTimeFormat('en-US', {
			timeZone: timezone,
			hourCycle: 'h23',
			year: 'numeric',
			month: 'numeric',
			day: 'numeric',
			hour: 'numeric',
			minute: 'numeric',
			second: 'numeric',
		}).formatToParts(time);
		const part = (type: string) => Number(parts.find((each) => each.type === type)?.value);
		const shown = Date.UTC(
			part('year'),
			part('month') - 1,
			part('day'),
			part('hour'),
			part('minute'),
			part('second'),
		);
		return shown - Math.floor(time / 1000) * 1000;
	} catch {
		return 0;
	}
}
