import type { IDataObject } from 'n8n-workflow';

import { findChanges, firstSeen, type Change } from './changes';
import { isRecord } from './records';
import { isSeen, NOTHING_SEEN, type Seen, type Sighting } from './seen';
import type { Look, Source } from './source';

/** A look at a list whose records are remembered by their status. */
export interface ListLook extends Look {
	seen?: Seen;
	/** Only the newest records are wanted, for a sample. */
	isSample?: boolean;
}

/** What a look at one company's list found. */
export interface Listing {
	/** As Codat sent them: there may be some among them that are none. */
	records: unknown[];
	/** What was seen before, where this look changes it. */
	seen?: Seen;
}

/** A source that is a list of records, whose statuses are compared from poll to poll. */
export interface ListSource extends Omit<Source, 'look' | 'sample' | 'isMemory'> {
	/** All of a company's records that may be news. */
	list: (look: ListLook) => Promise<Listing>;
	/** A record as a sighting; undefined for what has nothing to know it by. */
	sight: (record: IDataObject) => Sighting | undefined;
	/** Records that have not ended are likely to be news soon. */
	hasEnds?: boolean;
}

/** Makes a source of a list. */
export function listed<List extends ListSource>(source: List): List & Source {
	const sightingsOf = (records: unknown[]) =>
		records
			.map((record) => (isRecord(record) ? source.sight(record) : undefined))
			.filter((sighting) => sighting !== undefined);
	return {
		...source,
		isMemory: isSeen,
		async look(look) {
			const known = look.seen as Seen | undefined;
			const { records, seen: changed = known } = await source.list({ ...look, seen: known });
			const sightings = sightingsOf(records);
			const before = changed ?? seenAtFirst(look, sightings);
			const { seen, changes } = findChanges(before, sightings, look.capacity);
			return {
				changes,
				seen,
				leftOut: records.length - sightings.length,
				isOpen: source.hasEnds === true && sightings.some(({ isOpen }) => isOpen),
			};
		},
		async sample(look): Promise<Change[]> {
			const { records } = await source.list({ ...look, seen: undefined, isSample: true });
			return sightingsOf(records);
		},
	};
}

/**
 * What counts as seen at the first look at a list. When watching begins, that is everything; later
 * it is what is dated before, and nothing of a company that is new.
 */
export function seenAtFirst(
	{ oldUntil, capacity }: Pick<Look, 'oldUntil' | 'capacity'>,
	sightings: Sighting[],
): Seen {
	return oldUntil === '' ? NOTHING_SEEN : firstSeen(sightings, oldUntil, capacity);
}
