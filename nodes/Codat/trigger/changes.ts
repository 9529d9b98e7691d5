import type { IDataObject } from 'n8n-workflow';

/** A record as one poll sees it. */
export interface Sighting {
	id: string;
	/** The status that is compared from poll to poll. */
	status: string;
	/** Sortable time of the record, see `timeKey`; undefined when it has none. */
	time?: string;
	/** It may still change: it is remembered however old it is. */
	isOpen: boolean;
	record: IDataObject;
}

/** What is remembered of a list of records between polls: plain data, bounded. */
export interface Seen {
	/** Status and time by ID. */
	byId: Record<string, [status: string, time: string | undefined | null, isOpen?: 1]>;
	/** Closed records up to this time were seen, and may be forgotten. */
	floor?: string;
}

/** A record that is new, or whose status is another than the one last seen. */
export interface Change extends Sighting {
	/** Undefined when the record is new. */
	before?: string;
}

/**
 * What is news in a list. Its order does not matter, nor whether it is all there is: what is
 * absent is neither news nor forgotten for that.
 *
 * @param seen undefined on the first look, when nothing is news
 * @param capacity how many records to remember; beyond it the oldest closed ones are forgotten,
 * and what is as old as they are is never news again
 */
export function findChanges(
	seen: Seen | undefined,
	sightings: Sighting[],
	capacity: number,
): { seen: Seen; changes: Change[] } {
	const known = seen?.byId ?? {};
	const byId = { ...known };
	const changes: Change[] = [];
	for (const sighting of latestOfEach(sightings)) {
		const { id, status, time, isOpen } = sighting;
		const before = Object.hasOwn(known, id) ? known[id][0] : undefined;
		if (before === undefined && isOld(sighting, seen?.floor)) continue;
		// A record whose status can't be read says nothing of what was known.
		if (status === '' && before !== undefined) continue;
		byId[id] = isOpen ? [status, time, 1] : [status, time];
		if (seen !== undefined && before !== status) changes.push({ ...sighting, before });
	}
	return { seen: forgetOldest(byId, seen?.floor, capacity, sightings), changes: inOrder(changes) };
}

/**
 * A date-time of Codat's as a text that sorts by time, or undefined. Codat's have up to seven
 * fractional digits, which a JavaScript date would cut, and some are impossible (contract §9).
 */
export function timeKey(value: unknown): string | undefined {
	if (typeof value !== 'string') return undefined;
	const parts = /^(\d{4}-\d\d-\d\d)(?:T(\d\d:\d\d:\d\d)(?:\.(\d{1,9}))?)?Z?$/i.exec(value.trim());
	if (parts) return `${parts[1]}T${parts[2] ?? '00:00:00'}.${(parts[3] ?? '').padEnd(9, '0')}`;
	const date = new Date(value);
	return Number.isNaN(date.getTime()) ? undefined : timeKey(date.toISOString());
}

function isOld({ time, isOpen }: Sighting, floor: string | undefined): boolean {
	return !isOpen && floor !== undefined && time !== undefined && time <= floor;
}

/** One sighting an ID. Of several the latest counts, then the closed one, then the higher status. */
function latestOfEach(sightings: Sighting[]): Iterable<Sighting> {
	const latest = new Map<string, Sighting>();
	for (const sighting of sightings) {
		const other = latest.get(sighting.id);
		if (other === undefined || rank(sighting) > rank(other)) latest.set(sighting.id, sighting);
	}
	return latest.values();
}

function rank({ time, isOpen, status }: Sighting): string {
	return `${time ?? ''}|${isOpen ? 0 : 1}|${status}`;
}

function inOrder(changes: Change[]): Change[] {
	const key = ({ time, id }: Change) => `${time ?? ''}|${id}`;
	return changes.sort((a, b) => (key(a) < key(b) ? -1 : 1));
}

function forgetOldest(
	byId: Seen['byId'],
	floor: string | undefined,
	capacity: number,
	sightings: Sighting[],
): Seen {
	const surplus = Object.keys(byId).length - capacity;
	if (surplus <= 0) return floor === undefined ? { byId } : { byId, floor };
	const present = new Set(sightings.map(({ id }) => id));
	// What is open or has no time would come back as news: it goes last, and once it has left the list.
	const mustStay = (time: unknown, isOpen: unknown) => Boolean(isOpen) || typeof time !== 'string';
	const forgettable = Object.entries(byId)
		.filter(([id, [, time, isOpen]]) => !mustStay(time, isOpen) || !present.has(id))
		.sort(
			([, [, a, openA = 0]], [, [, b, openB = 0]]) =>
				openA - openB || ((a ?? '') < (b ?? '') ? -1 : 1),
		)
		.slice(0, surplus);
	const kept = { ...byId };
	for (const [id] of forgettable) delete kept[id];
	const newFloor = [floor, ...forgettable.map(([, [, time]]) => time)]
		.filter((time) => typeof time === 'string')
		.sort()
		.at(-1);
	return newFloor === undefined ? { byId: kept } : { byId: kept, floor: newFloor };
}
