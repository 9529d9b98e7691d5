import type { IDataObject } from 'n8n-workflow';

import { forgetOldest, memoryOf, NOTHING_SEEN, type Seen, type Sighting } from './seen';

/** A record that is new, or whose status is another than the one last seen. */
export interface Change extends Sighting {
	/** Undefined when the record is new; empty when what was seen of it is not known any more. */
	before?: string;
	/** What an item tells of where the record is from. */
	about?: IDataObject;
}

/**
 * What is news in a list. Its order does not matter, nor whether it is all there is: what is
 * absent is neither news nor forgotten for that.
 *
 * @param capacity how many records to remember; beyond it the oldest that have ended are
 * forgotten, and what is as old as they are is not new
 */
export function findChanges(
	seen: Seen,
	sightings: Sighting[],
	capacity: number,
): { seen: Seen; changes: Change[] } {
	const byId = new Map(Object.entries(seen.byId));
	const changes: Change[] = [];
	for (const sighting of oneOfEach(sightings)) {
		const { id, status, time, isOpen } = sighting;
		const known = byId.get(id);
		const isForgotten = !known && time !== undefined && time <= (seen.floor ?? '');
		if (isForgotten && !isOpen) continue;
		// A status that can't be read says nothing about the one that could.
		if (known && status === '') continue;
		const before = isForgotten ? '' : known?.[0];
		byId.set(id, memoryOf(sighting));
		if (before !== status) changes.push({ ...sighting, before });
	}
	const present = new Set(sightings.map(({ id }) => id));
	const all = { ...seen, byId: Object.fromEntries(byId) };
	return { seen: forgetOldest(all, capacity, present), changes };
}

/**
 * What counts as seen at the first look at a list: the records that were there before watching
 * began.
 *
 * @param since sortable time; undefined when watching begins with this look
 */
export function firstSeen(
	sightings: Sighting[],
	since: string | undefined,
	capacity: number,
): Seen {
	const old = sightings.filter(
		({ time }) => since === undefined || time === undefined || time <= since,
	);
	return findChanges(NOTHING_SEEN, old, capacity).seen;
}

/**
 * One sighting an ID. Of several, one whose status can be read counts, of those the latest, then
 * one that has ended, then the highest status.
 */
function oneOfEach(sightings: Sighting[]): Iterable<Sighting> {
	const rank = ({ status, time = '', isOpen }: Sighting) =>
		[status === '' ? 0 : 1, time, isOpen ? 0 : 1, status].join(' ');
	const best = new Map<string, Sighting>();
	for (const sighting of sightings) {
		const other = best.get(sighting.id);
		if (!other || rank(sighting) > rank(other)) best.set(sighting.id, sighting);
	}
	return best.values();
}
