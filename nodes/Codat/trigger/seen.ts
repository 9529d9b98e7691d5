import type { IDataObject } from 'n8n-workflow';

import { isTimeKey } from '../time';
import { isRecord } from './records';

/** A record as one poll sees it. */
export interface Sighting {
	id: string;
	/** The status that is compared from poll to poll; empty when it can't be read. */
	status: string;
	/** Sortable time of the record, see `timeKey`; undefined when it has none. */
	time?: string;
	/** It has not ended. */
	isOpen: boolean;
	record: IDataObject;
}

/** What is remembered of a list of records between polls: plain data, bounded. */
export interface Seen {
	/** By ID: the status and, of what may be forgotten, the time. Open records have none. */
	byId: Record<string, [status: string, time?: string]>;
	/** The time of the newest record that was forgotten. */
	floor?: string;
	/** The last of the records that are asked for one by one, in turn: the next poll begins after it. */
	lastAsked?: string;
}

export const NOTHING_SEEN: Seen = { byId: {} };

/** Whether a value that n8n has kept is such a memory. */
export function isSeen(value: unknown): value is Seen {
	if (!isRecord(value) || !isRecord(value.byId)) return false;
	const { byId, floor, lastAsked } = value;
	return (
		(floor === undefined || isTimeKey(floor)) &&
		(lastAsked === undefined || typeof lastAsked === 'string') &&
		Object.values(byId).every(
			(entry) =>
				Array.isArray(entry) &&
				typeof entry[0] === 'string' &&
				(entry.length === 1 || (entry.length === 2 && isTimeKey(entry[1]))),
		)
	);
}

/** How a record is remembered. */
export function memoryOf({ status, time, isOpen }: Sighting): [status: string, time?: string] {
	return isOpen || time === undefined ? [status] : [status, time];
}

/**
 * Forgets what exceeds the capacity: the oldest records that have ended, since their time says
 * later that they are old. Open ones and those without a time would come back as news: they stay
 * as long as they are in the list, and are forgotten last.
 *
 * @param present the IDs in the list
 */
export function forgetOldest(seen: Seen, capacity: number, present: Set<string>): Seen {
	const entries = Object.entries(seen.byId);
	const surplus = entries.length - capacity;
	if (surplus <= 0) return seen;
	const ended = entries
		.filter(([, [, time]]) => time !== undefined)
		.sort(([, [, a]], [, [, b]]) => (a! < b! ? -1 : Number(a! > b!)));
	const strays = entries.filter(([id, [, time]]) => time === undefined && !present.has(id));
	const forgotten = [...ended, ...strays].slice(0, surplus);

	const forgottenIds = new Set(forgotten.map(([id]) => id));
	const floor = [seen.floor, ...forgotten.map(([, [, time]]) => time)]
		.filter((time) => time !== undefined)
		.sort()
		.at(-1);
	const kept = entries.filter(([id]) => !forgottenIds.has(id));
	return { ...seen, byId: Object.fromEntries(kept), floor };
}
