import type { IDataObject } from 'n8n-workflow';

import { dataTypeOf, dataTypes, readPath } from '../dataTypes';
import { pullOutcome } from '../outcomes';
import { isDated } from '../recordProperties';
import { CLOCK_DIFFERENCE, timeKey } from '../time';
import { fetchChanging, type Page } from '../transport/changingList';
import { absenceIn } from '../transport/notFound';
import { recordsOf } from '../transport/pagination';
import type { Answer } from '../transport/request';
import type { Change } from './changes';
import { placesOf, type Place } from './places';
import { isRecord, recordsAmong } from './records';
import {
	afterReading,
	isNews,
	isTypeSeen,
	keyOf,
	placeFrom,
	placesWith,
	readFrom,
	withFilter,
	type PlaceSeen,
	type TypeSeen,
} from './recordsSeen';
import type { Look, Source } from './source';

/** The events of records, for which data types are chosen. */
export const RECORD_EVENTS = ['recordCreatedOrUpdated', 'recordDeleted'];

/**
 * The data types whose changes can be asked for: their records say when they were modified, and are
 * listed in pages for a company or a connection.
 */
export const watchableTypes = Object.keys(dataTypes).filter(
	(dataType) =>
		isDated(dataType) &&
		dataTypeOf(dataType)?.read?.unpaged !== true &&
		!readPath(dataType).includes('{accountId}'),
);

/** How long after its date Codat may first show a record, in milliseconds (our rule). */
const LATENESS = 600_000;

const SAMPLE_SIZE = 100;

/** The changed records of a data type: Codat tells when it has fetched them, and they when they changed. */
export function changedRecords(dataType: string): Source {
	return {
		events: RECORD_EVENTS,
		dataType,
		isMemory: isTypeSeen,
		async look(look) {
			const status = await statusOf(dataType, look);
			const isBeginning = look.seen === undefined && look.oldUntil === undefined;
			const result = isBeginning
				? { seen: await begin(dataType, look, status), changes: [], leftOut: 0 }
				: await goOn(dataType, look, status);
			return { ...result, isOpen: status.isOpen || result.seen.sync !== status.sync };
		},
		async sample(look) {
			const { sync } = await statusOf(dataType, look);
			if (sync === '') return [];
			const changes: Change[] = [];
			for (const place of await placesOf(dataType, look)) {
				const query = { pageSize: SAMPLE_SIZE, query: look.settings.queryFor(dataType, []) };
				for (const record of await newestOfPlace(place, look, query)) {
					const change = asChange(place, record);
					if (change) changes.push(change);
				}
			}
			return changes;
		},
		eventsOf: ({ record: { metadata } }) => {
			const isDeleted = isRecord(metadata) && metadata.isDeleted === true;
			return [isDeleted ? 'recordDeleted' : 'recordCreatedOrUpdated'];
		},
		describe: ({ about }) => about ?? {},
	};
}

interface Status {
	/** Names the latest successful fetch of the data type; empty for none. */
	sync: string;
	/** When it was, as `timeKey`. */
	syncedAt?: string;
	/** One is under way. */
	isOpen: boolean;
}

async function statusOf(dataType: string, look: Look): Promise<Status> {
	const all = await look.dataStatus();
	const status = isRecord(all[dataType]) ? all[dataType] : {};
	const { latestSuccessfulSyncId: id, lastSuccessfulSync: time, currentStatus } = status;
	// Its date too: of two connections that are fetched at once, the one named may not be the last.
	const sync = id || time ? JSON.stringify([id ?? null, time ?? null]) : '';
	const isOpen = pullOutcome({ status: currentStatus }) === 'inProgress';
	return { sync, syncedAt: timeKey(time), isOpen };
}

/** Watching begins: whatever Codat has by now is old. */
async function begin(dataType: string, look: Look, status: Status): Promise<TypeSeen> {
	const { sync, syncedAt = '' } = status;
	const now = Date.now();
	// A date that is still to come would make all old until then.
	const latest = new Date(now + CLOCK_DIFFERENCE).toISOString();
	const newestOf = (...times: string[]) =>
		times
			.filter((time) => time <= timeKey(latest)!)
			.sort()
			.at(-1) ?? '';
	const filter = look.settings.queryFor(dataType, []) ?? '';
	const seen = { sync, since: newestOf(syncedAt), filter };
	if (sync === '') return { ...seen, places: {} };
	const places: Array<[string, PlaceSeen]> = [];
	for (const place of await placesOf(dataType, look)) {
		const query = { pageSize: 1, query: `modifiedDate<=${latest}` };
		const newest = await newestOfPlace(place, look, query, (answer) => answer.status === 400);
		const dates = newest.map(({ modifiedDate }) => timeKey(modifiedDate) ?? '');
		places.push([place.id, placeFrom(newestOf(syncedAt, ...dates))]);
	}
	return { ...seen, againAt: now + LATENESS, places: placesWith({}, places) };
}

async function goOn(
	dataType: string,
	look: Look,
	{ sync, syncedAt }: Status,
): Promise<{ changes: Change[]; seen: TypeSeen; leftOut: number }> {
	const filter = look.settings.queryFor(dataType, []) ?? '';
	const first = { sync: '', since: look.oldUntil ?? '', filter, places: {} };
	const seen = withFilter((look.seen as TypeSeen | undefined) ?? first, filter);
	const isNew = sync !== '' && sync !== seen.sync;
	if (!isNew && !(Date.now() >= (seen.againAt ?? Infinity))) {
		return { changes: [], seen, leftOut: 0 };
	}

	const changes: Change[] = [];
	const read: Array<[string, PlaceSeen]> = [];
	let isWhole = true;
	let leftOut = 0;
	for (const place of await placesOf(dataType, look)) {
		const before = seen.places[place.id] ?? placeFrom(seen.since);
		const result = await readPlace(dataType, place, before, look, syncedAt);
		for (const change of result.changes) changes.push(change);
		read.push([place.id, result.seen]);
		isWhole &&= result.isWhole;
		leftOut += result.leftOut;
	}
	const places = placesWith(seen.places, read);
	if (!isWhole) return { changes, seen: { ...seen, places }, leftOut };
	// Once more, for what Codat shows late, and for a connection whose fetch ends after the other's.
	const againAt = isNew ? Date.now() + LATENESS : undefined;
	return { changes, seen: { ...seen, sync, againAt, places }, leftOut };
}

/** The records of a list that were modified since they were last read, and have not been told. */
async function readPlace(
	dataType: string,
	place: Place,
	before: PlaceSeen,
	look: Look,
	syncedAt: string | undefined,
): Promise<{ changes: Change[]; seen: PlaceSeen; isWhole: boolean; leftOut: number }> {
	const from = readFrom(before);
	const since = from === '' ? [] : [`modifiedDate>=${asDate(from)}`];
	const news = new Set<string>();
	let isThere = true;
	let newest: string | undefined;
	let leftOut = 0;

	const { records, stoppedAt } = await fetchChanging({
		isDated: true,
		isSorted: false,
		stopsAt: look.hasEnough,
		keyOf: (record) => keyOf(record, String(record.modifiedDate)),
		async fetchPage({ page, pageSize, byDate, term }: Page): Promise<Answer> {
			const terms = term === undefined ? since : [term];
			const query = look.settings.queryFor(dataType, terms);
			const orderBy = byDate ? 'modifiedDate' : undefined;
			const asked = { page, pageSize, query, orderBy };
			const answer = await look.ask(place.endpoint, asked, place.values, (refusal) => {
				return isNothing(refusal) || (byDate === true && refusal.status === 400);
			});
			isThere &&= !isNothing(answer);
			// To what reads lists, a conflict is an empty one too.
			return isNothing(answer) ? { ...answer, status: 404 } : answer;
		},
		keep(record) {
			const change = asChange(place, record);
			if (change === undefined) {
				leftOut++;
				return undefined;
			}
			const { time } = change;
			const key = keyOf(record, time);
			if (newest === undefined || time > newest) newest = time;
			if (!isNews(before, key, time)) return undefined;
			if (!news.has(key)) look.found();
			news.add(key);
			return { key, change };
		},
	});
	if (!isThere) return { changes: [], seen: before, isWhole: true, leftOut };
	const told = new Map(records.map(({ key, change }) => [key, change.time]));
	const isWhole = stoppedAt === undefined;
	const readTo = isWhole ? [newest, syncedAt] : [stoppedAt];
	return {
		changes: records.map(({ change }) => change),
		seen: afterReading(before, told, readTo, Date.now()),
		isWhole,
		leftOut,
	};
}

/** Codat has nothing here to read: the platform has no such data, or has never given any. */
function isNothing(answer: Answer): boolean {
	const absence = absenceIn(answer);
	return answer.status === 409 || ['records', 'connection', 'other'].includes(absence ?? '');
}

/** @param mayBe refusals that stand for none as well */
async function newestOfPlace(
	{ endpoint, values }: Place,
	look: Look,
	query: IDataObject,
	mayBe: (answer: Answer) => boolean = () => false,
): Promise<IDataObject[]> {
	const asked = { page: 1, orderBy: '-modifiedDate', ...query };
	const isNone = (answer: Answer) => isNothing(answer) || mayBe(answer);
	const answer = await look.ask(endpoint, asked, values, isNone);
	return isNone(answer) ? [] : recordsAmong(recordsOf(answer));
}

/** A record as a change; undefined for what can't be told from others. */
function asChange({ about }: Place, record: IDataObject): (Change & { time: string }) | undefined {
	const time = timeKey(record.modifiedDate);
	if (time === undefined) return undefined;
	const id = String(record.id ?? '');
	return { id, status: time, time, isOpen: false, record, about };
}

/** As Codat writes dates: with seven fractional digits at most. */
const asDate = (time: string) => `${time.slice(0, 27)}Z`;
