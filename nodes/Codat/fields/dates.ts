import { DAY } from '../time';
import { UserFacingError } from '../transport/userFacingError';
import { asText, isEmpty, mustBe, optional, requiredText } from './read';

/** A date as it is written. */
export interface WrittenDate {
	/** `2026-01-31` */
	day: string;
	/** `10:00`, `10:00:00` or with a fraction; undefined for a day alone. */
	time?: string;
	/** `Z` or an offset such as `+02:00`; undefined for a time without a zone. */
	zone?: string;
}

const DATE =
	/^(\d{4}-\d\d-\d\d)(?:[T ]((?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d+)?)?)(Z|[+-]\d\d(?::?\d\d)?)?)?$/i;

/**
 * The date that a text, a date or a DateTime of Luxon's stands for, or undefined where there is no
 * such date. All forms that Codat's specs name for a `DateTime` are known.
 */
export function writtenDate(value: unknown): WrittenDate | undefined {
	if (typeof value !== 'string' && typeof value !== 'object') return undefined;
	const parts = DATE.exec(asText(value));
	if (!parts) return undefined;
	const [, day, time, zone] = parts;
	const offset = zone === undefined ? undefined : zoneOf(zone);
	const isZone = zone === undefined || offset !== undefined;
	return isDay(day) && isZone ? { day, time, zone: offset } : undefined;
}

/**
 * Reads a date as the user sees it. A time zone's offset, which n8n's own dates such as $today have,
 * is dropped: Codat takes a time without one as that of the business (specs: `DateTime`), and turned
 * into UTC it could move an invoice to another day.
 *
 * @throws UserFacingError when it is no date
 */
export function businessDate(value: unknown, label: string): string {
	const date = writtenDate(value);
	if (!date) throw mustBe(label, 'a date, such as 2026-01-31 or 2026-01-31T00:00:00Z', value);
	const { day, time, zone } = date;
	return time === undefined ? day : `${day}T${time}${zone === 'Z' ? zone : ''}`;
}

/** Whether a day is in the calendar, from year 1 on: JavaScript takes 2026-02-30 for 2026-03-02. */
function isDay(day: string): boolean {
	const time = Date.parse(`${day}T00:00:00Z`);
	return /^(?!0000)\d{4}-/.test(day) && !Number.isNaN(time) && toDay(time) === day;
}

function toDay(time: number): string {
	return new Date(time).toISOString().split('T')[0];
}

/** A zone in full, or undefined where it is further from UTC than any on earth. */
function zoneOf(text: string): string | undefined {
	if (/^z$/i.test(text)) return 'Z';
	const [hours, minutes] = [text.slice(1, 3), text.slice(3).replace(':', '') || '00'];
	const isZone = minutes < '60' && hours + minutes <= '1400';
	return isZone ? `${text[0]}${hours}:${minutes}` : undefined;
}

/**
 * Reads a date as ISO 8601 in UTC: Codat takes other forms too, but as times local to the business.
 * A time without a zone, which n8n's date picker gives, is meant in the workflow's time zone; a day
 * alone begins at 00:00 UTC.
 *
 * @throws UserFacingError when it is empty or no date
 */
export function isoDate(value: unknown, label: string, timezone: string): string {
	const written = writtenDate(value);
	return isoOf(written && momentOf(written, timezone)) ?? refuse(value, label);
}

/** Reads a date that may be left out. @throws UserFacingError when it is set and no date */
export const optionalDate = optional(isoDate);

/** A date that bounds a period of days. */
export interface PeriodDate {
	/** As the user wrote or picked it, for messages. */
	entered: string;
	/** As ISO 8601. */
	sent: string;
}

/**
 * Reads the first or the last day of a period, which is the whole of that day in the workflow's time
 * zone. A time of its own counts, in the same zone; one with an offset is sent as it is given, and so
 * are n8n's own dates such as $now.
 *
 * @throws UserFacingError when it is empty or no date
 */
export const periodDate =
	(end: 'first' | 'last') =>
	(value: unknown, label: string, timezone: string): PeriodDate => {
		const written = writtenDate(value);
		const sent = written && (asGiven(written) ?? isoOf(boundOf(written, end, timezone)));
		if (!written || sent === undefined) return refuse(value, label);
		return { entered: isWholeDay(written) ? written.day : asText(value), sent };
	};

/**
 * Reads a day that stands for its month: as it is written, since in another zone it could be in
 * another month. One with an offset is sent as it is given.
 *
 * @throws UserFacingError when it is set and no date
 */
export function monthDate(value: unknown, label: string): string | undefined {
	if (isEmpty(value)) return undefined;
	const written = writtenDate(value);
	if (!written) return refuse(value, label);
	return asGiven(written) ?? `${written.day}T00:00:00.000Z`;
}

/** Without a time, or at the midnight that a picker of days and times gives for a day. */
function isWholeDay({ time = '00:00', zone }: WrittenDate): boolean {
	return zone === undefined && /^[0:.]+$/.test(time);
}

/** A date with an offset, as it is but for seconds that it may lack. */
function asGiven(written: WrittenDate): string | undefined {
	const { day, time = '', zone } = written;
	const isReal = zone !== undefined && isoOf(momentOf(written, '')) !== undefined;
	return isReal ? `${day}T${time.length === 5 ? `${time}:00` : time}${zone}` : undefined;
}

/** The first moment of a day, or the last millisecond before the next; a time of its own as it is. */
function boundOf(written: WrittenDate, end: 'first' | 'last', timezone: string): Date {
	if (!isWholeDay(written)) return momentOf(written, timezone);
	const midnight = Date.parse(`${written.day}T00:00:00Z`);
	if (end === 'first') return fromLocal(midnight, timezone);
	return new Date(fromLocal(midnight + DAY, timezone).getTime() - 1);
}

/** A moment as ISO 8601; undefined where its zone moves it out of the years that have four digits. */
function isoOf(date: Date | undefined): string | undefined {
	const iso = date?.toISOString();
	return iso !== undefined && isDay(iso.split('T')[0]) ? iso : undefined;
}

/** Of Excel, whose days are numbers: those from 1901 on. */
const EXCEL_DAYS = /^[1-9]\d{2,6}(\.\d+)?$/;

function refuse(value: unknown, label: string): never {
	const text = isEmpty(value) ? requiredText(value, label) : asText(value);
	throw new UserFacingError(
		`'${label}' is not a date${text && `: "${text}"`}`,
		EXCEL_DAYS.test(text)
			? `If this is Excel's number of a day, use the expression {{ DateTime.fromISO('1899-12-30').plus({ days: ${text} }).toISODate() }}, with your field in place of the number.`
			: 'Pick a date, or use an expression that returns one, such as 2026-01-31T00:00:00Z.',
	);
}

function momentOf({ day, time, zone }: WrittenDate, timezone: string): Date {
	if (time === undefined) return new Date(`${day}T00:00:00Z`);
	if (zone !== undefined) return new Date(`${day}T${time}${zone}`);
	return fromLocal(Date.parse(`${day}T${time}Z`), timezone);
}

/**
 * The moment at which clocks in the zone show a date and time. One that they show twice is the
 * first; one that they leap over is as far behind the leap as it stood in it (RFC 5545 §3.3.5).
 *
 * @param shown the date and time, as milliseconds of UTC
 */
function fromLocal(shown: number, timezone: string): Date {
	const [before, after] = [shown - DAY, shown + DAY].map(
		(near) => shown - offsetAt(near, timezone),
	);
	const found = [before, after].filter((time) => time + offsetAt(time, timezone) === shown);
	return new Date(found.length > 0 ? Math.min(...found) : before);
}

/** Milliseconds that the zone is ahead of UTC at a moment; 0 for a zone that isn't known. */
function offsetAt(time: number, timezone: string): number {
	try {
		const parts = new Intl.DateTimeFormat('en-US', {
			timeZone: timezone,
			hourCycle: 'h23',
			era: 'short',
			year: 'numeric',
			month: 'numeric',
			day: 'numeric',
			hour: 'numeric',
			minute: 'numeric',
			second: 'numeric',
		}).formatToParts(time);
		const text = (type: string) => parts.find((each) => each.type === type)?.value;
		const part = (type: string) => Number(text(type));
		const year = text('era')?.startsWith('B') ? 1 - part('year') : part('year');
		// Not Date.UTC, which takes the year 26 for 1926.
		const shown = new Date(0);
		shown.setUTCFullYear(year, part('month') - 1, part('day'));
		shown.setUTCHours(part('hour'), part('minute'), part('second'));
		return shown.getTime() - Math.floor(time / 1000) * 1000;
	} catch {
		return 0;
	}
}
