import type { IDataObject } from 'n8n-workflow';

import { timeKey } from '../time';
import { hasNext, MAX_PAGE_SIZE, recordsOf } from './pagination';
import type { Answer } from './request';

/** How many requests one list takes at most; only records that change faster than they are read need more. */
const MOST_REQUESTS = 10_000;

/**
 * All records of a list, or the first `limit` of them, in the order in which they were modified, each
 * once and in its newest version.
 *
 * With page numbers, a record that is modified while the list is read moves to its end, and pulls
 * another over the edge of a page, which is then missed. So each page goes on from the date of the
 * last record instead (docs/codat.md, Modified dates).
 *
 * @param fetchPage asks for the records modified at or after a date, oldest first; page numbers count
 * within those
 * @param isWanted leaves out records, in whose place others are read up to the limit
 * @returns undefined when the list has no such order, so that it must be read in another way
 */
export async function fetchByDate(
	fetchPage: (since: string | undefined, page: number, pageSize: number) => Promise<Answer>,
	limit = Infinity,
	isWanted: (record: IDataObject) => boolean = () => true,
): Promise<IDataObject[] | undefined> {
	const found = new Map<unknown, IDataObject>();
	let since: string | undefined;
	let page = 1;
	for (let requests = 0; requests < MOST_REQUESTS; requests++) {
		const answer = await fetchPage(since, page, MAX_PAGE_SIZE);
		if (answer.status === 400) return undefined;
		const records = recordsOf(answer);
		if (!isInOrder(records)) return undefined;
		for (const record of records) {
			const key = record.id ?? JSON.stringify(record);
			if (isWanted(record)) found.set(key, record);
			else found.delete(key);
		}
		const read = (page - 1) * MAX_PAGE_SIZE + records.length;
		const isLast = !hasNext(answer.body ?? {}, records.length >= MAX_PAGE_SIZE, read);
		if (records.length === 0 || isLast || found.size >= limit) break;
		const last = String(records.at(-1)!.modifiedDate);
		const isStuck = since !== undefined && timeKey(last) === timeKey(since);
		page = isStuck ? page + 1 : 1;
		since = last;
	}
	return [...found.values()].slice(0, limit);
}

function isInOrder(records: IDataObject[]): boolean {
	const times = records.map(({ modifiedDate }) => timeKey(modifiedDate));
	return times.every(
		(time, index) => time !== undefined && (index === 0 || time >= times[index - 1]!),
	);
}
