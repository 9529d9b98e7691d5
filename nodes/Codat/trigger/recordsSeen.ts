import { createHash } from 'node:crypto';
import type { IDataObject } from 'n8n-workflow';

import { HOUR, isTimeKey, timeKey } from '../time';
import { isRecord } from './records';

/** What is remembered of one list of a data type's records, the company's or a connection's. */
export interface PlaceSeen {
	/** Up to when, by Codat's own dates, records have been read; `timeKey`, or empty for never. */
	cursor: string;
	/** What was modified up to then is old: from before watching began, or told and forgotten. */
	floor: string;
	/** Records that were told, by `keyOf`, with their `timeKey`: those that are asked for again. */
	told: Record<string, string>;
}

/** What is remembered of a data type of a company between polls: plain data. */
export interface TypeSeen {
	/** The successful sync after which the records were last read whole; empty for none. */
	sync: string;
	/** What was old when watching began, as `timeKey`, for lists that come later; empty for nothing. */
	since: string;
	/** The filter that was in force. */
	filter: string;
	/** When the records are to be read once more, in epoch milliseconds of n8n's clock. */
	againAt?: number;
	/** By connection ID, or in one where all connections come together. */
	places: Record<string, PlaceSeen>;
}

/**
 * How far back records are asked for again, in milliseconds: Codat may show one later than its date
 * says (docs/codat.md, Modified dates). A company is seldom fetched more often than hourly, so that
 * more than one fetch's records are seldom asked for.
 */
const OVERLAP = HOUR;

/** Lists of connections that are gone are remembered, in case they come back; so many in all. */
const MOST_PLACES = 50;

/** Nothing of what was modified up to then is news. */
export function placeFrom(floor: string): PlaceSeen {
	return { cursor: floor, floor, told: {} };
}

/** What a record is told from others by: where it comes from, what it is, and its version. */
export function keyOf({ connectionId, id, ...rest }: IDataObject, time: string): string {
	const parts = [connectionId ?? '', id ?? JSON.stringify(rest), time];
	return createHash('sha256').update(JSON.stringify(parts)).digest('base64url').slice(0, 11);
}

/** From when on records are asked for, as `timeKey`; empty for all. */
export function readFrom({ cursor, floor }: PlaceSeen): string {
	const from = before(cursor, OVERLAP);
	return from > floor ? from : floor;
}

/** Whether a record is news that has not been told. */
export function isNews(place: PlaceSeen, key: string, time: string): boolean {
	return time > place.floor && time >= readFrom(place) && !Object.hasOwn(place.told, key);
}

/**
 * What is remembered after a reading.
 *
 * @param told the records that were told of, by `keyOf`, with their times
 * @param readTo up to when they have been read, as far as is known
 * @param now n8n's clock in epoch milliseconds: a date that is still to come is no cursor, since it
 * would hide all until then
 */
export function afterReading(
	place: PlaceSeen,
	told: Map<string, string>,
	readTo: Array<string | undefined>,
	now: number,
): PlaceSeen {
	const latest = timeKey(new Date(now).toISOString())!;
	const known = readTo
		.filter((time) => time !== undefined)
		.filter((time) => isOnCalendar(time) && time > place.cursor)
		.map((time) => (time < latest ? time : latest));
	const moved = { ...place, cursor: [place.cursor, ...known].sort().at(-1)! };
	const from = readFrom(moved);
	const all = [...Object.entries(place.told), ...told];
	const kept = all.filter(([, time]) => time >= from && time > place.floor);
	return { ...moved, told: Object.fromEntries(kept) };
}

/** As much of a memory as there is room for: the oldest are forgotten, and counted as old. */
export function within(place: PlaceSeen, capacity: number): PlaceSeen {
	const entries = Object.entries(place.told);
	if (entries.length <= capacity) return place;
	entries.sort(([, a], [, b]) => (a < b ? -1 : Number(a > b)));
	const surplus = entries.length - capacity;
	const [, floor] = entries[surplus - 1];
	return { ...place, floor, told: Object.fromEntries(entries.slice(surplus)) };
}

/** Another filter has been set: what it lets through was there before, and is old. */
export function withFilter(seen: TypeSeen, filter: string): TypeSeen {
	if (seen.filter === filter) return seen;
	const places = Object.entries(seen.places).map(([id, place]) => [
		id,
		{ ...place, floor: place.cursor },
	]);
	return { ...seen, filter, places: Object.fromEntries(places) as TypeSeen['places'] };
}

/** The places of now, and of those that are gone as many as there is room for. */
export function placesWith(
	before: TypeSeen['places'],
	now: Array<[id: string, place: PlaceSeen]>,
): TypeSeen['places'] {
	const present = new Set(now.map(([id]) => id));
	const gone = Object.entries(before).filter(([id]) => !present.has(id));
	return Object.fromEntries([...gone.slice(-MOST_PLACES), ...now]);
}

/** Whether a value that n8n has kept is a memory of a data type. */
export function isTypeSeen(value: unknown): value is TypeSeen {
	if (!isRecord(value) || !isRecord(value.places)) return false;
	const { sync, since, filter, againAt, places } = value;
	return (
		typeof sync === 'string' &&
		typeof filter === 'string' &&
		isTimeOrNone(since) &&
		(againAt === undefined || Number.isFinite(againAt)) &&
		Object.values(places).every(isPlaceSeen)
	);
}

function isPlaceSeen(value: unknown): boolean {
	if (!isRecord(value) || !isRecord(value.told)) return false;
	const { cursor, floor, told } = value;
	return isTimeOrNone(cursor) && isTimeOrNone(floor) && Object.values(told).every(isTimeKey);
}

const isTimeOrNone = (value: unknown) => value === '' || isTimeKey(value);

/** Some dates of Codat's are on no calendar (docs/codat.md, Dates). */
const isOnCalendar = (time: string) => !Number.isNaN(dateOf(time));

function before(time: string, ms: number): string {
	const date = dateOf(time);
	// What is earlier than any date sorts before all.
	return Number.isNaN(date) ? '' : (timeKey(new Date(Math.max(0, date - ms)).toISOString()) ?? '');
}

/** In epoch milliseconds; NaN for no time. */
const dateOf = (time: string) => Date.parse(`${time.slice(0, 23)}Z`);
