import { DAY, HOUR, type Clock } from '../clock';
import { CodatError } from '../errors';
import type { JsonObject } from '../route';
import type { RecordChange, RecordSet, StoredRecord } from '../state';
import { BANKING } from './banking';
import { BOOKS } from './books';
import { COMMERCE } from './commerce';
import { DATA_TYPES } from './dataTypes';
import { PURCHASES } from './purchases';
import { SALES } from './sales';
import { make, SEEDED_RECORDS, type Template } from './template';

const TEMPLATES: Record<string, Record<string, Template>> = {
	...SALES,
	...PURCHASES,
	...BOOKS,
	...BANKING,
	...COMMERCE,
};

/** A type that a client made itself has what its configuration asks for. */
const CUSTOM: Record<string, Template> = { id: 'custom-#' };

const templateOf = (dataType: string) => TEMPLATES[dataType] ?? CUSTOM;

/** As Codat writes it: up to seven fractional digits (Codat docs: Modified dates). */
const trimmed = (date: string) => date.replace(/\.?0+Z$/, 'Z');

/** Accounting records stay when they are deleted, and say so (Codat docs: Modified dates). */
function keepsDeleted(dataType: string): boolean {
	const type = DATA_TYPES[dataType];
	return type?.source === 'Accounting' && !type.listOnly;
}

function newRecord(
	dataType: string,
	number: number,
	at: number,
	modifiedDate: string,
): StoredRecord {
	const day = Math.floor(at / DAY) * DAY;
	const { id, accountId } = templateOf(dataType);
	return {
		id: String(make(id ?? accountId, { number, day })),
		number,
		day,
		modifiedDate,
		sourceModifiedDate: new Date(at - HOUR).toISOString(),
		isDeleted: false,
		changes: {},
	};
}

/** The records that a data type has from the start, one a day up to `last`. A sixth is deleted. */
export function seedRecords(dataType: string, last: number, clock: Clock): RecordSet {
	const records = Array.from({ length: SEEDED_RECORDS }, (_, index): StoredRecord => {
		const at = last - (SEEDED_RECORDS - 1 - index) * DAY;
		const record = newRecord(dataType, index + 1, at, clock.stamp(at));
		const isDeleted = keepsDeleted(dataType) && index % 6 === 5;
		return isDeleted ? { ...record, isDeleted, sourceModifiedDate: null } : record;
	});
	return { dataType, records, lastNumber: SEEDED_RECORDS, reads: 0, later: [] };
}

/** A record, as it is answered. */
export function recordBody(dataType: string, record: StoredRecord): JsonObject {
	record.body ??= {
		...(make(templateOf(dataType), record) as JsonObject),
		...record.changes,
		...(keepsDeleted(dataType) && { metadata: { isDeleted: record.isDeleted } }),
		...(!DATA_TYPES[dataType]?.undated && {
			modifiedDate: trimmed(record.modifiedDate),
			sourceModifiedDate: record.sourceModifiedDate,
		}),
	};
	return record.body;
}

/** The fields that a data type can be queried by: lists are left out (Codat docs: Querying). */
export function queryable(dataType: string): string[] {
	const sample = newRecord(dataType, 1, 0, '');
	const fields = Object.entries(recordBody(dataType, sample));
	return fields.filter(([, value]) => !Array.isArray(value)).map(([field]) => field);
}

function add(set: RecordSet, change: RecordChange, clock: Clock): void {
	const { count = 1, sameDate = 1, fields = {} } = change;
	const now = clock.now();
	let modifiedDate = '';
	for (let index = 0; index < count; index++) {
		const at = now - (count - 1 - index);
		if (index % sameDate === 0) modifiedDate = clock.stamp(at);
		const record = newRecord(set.dataType, ++set.lastNumber, at, modifiedDate);
		set.records.push({ ...record, changes: fields });
	}
}

function alter(set: RecordSet, { action, id, fields }: RecordChange, clock: Clock): void {
	const index = id === undefined ? 0 : set.records.findIndex((record) => record.id === id);
	const record = set.records[index];
	if (!record) throw new CodatError(404, `There is no record ${id ?? ''} to ${action}.`, 'Sandbox');
	set.records.splice(index, 1);
	if (action === 'remove' || (action === 'delete' && !keepsDeleted(set.dataType))) return;
	set.records.push({
		...record,
		modifiedDate: clock.stamp(),
		sourceModifiedDate: new Date(clock.now()).toISOString(),
		isDeleted: record.isDeleted || action === 'delete',
		changes: { ...record.changes, ...fields },
		body: undefined,
	});
}

/**
 * Changes records, now or after some reads. Codat does not say in which order it lists; here it is
 * that of the modified dates, so that a record moves to the end when it is changed.
 */
export function changeRecords(set: RecordSet, change: RecordChange, clock: Clock): void {
	if (change.afterReads) {
		set.later.push({ ...change, afterReads: set.reads + change.afterReads });
	} else if (change.action === 'add') {
		add(set, change, clock);
	} else {
		alter(set, change, clock);
	}
}

/** Counts a list that is answered, and makes the changes that waited for it. */
export function noteRead(set: RecordSet, clock: Clock): void {
	set.reads++;
	const due = set.later.filter(({ afterReads = 0 }) => afterReads <= set.reads);
	set.later = set.later.filter((change) => !due.includes(change));
	for (const change of due) changeRecords(set, { ...change, afterReads: undefined }, clock);
}
