import type { IDataObject } from 'n8n-workflow';

import { timeKey } from '../time';
import { hasNext, MAX_PAGE_SIZE, recordsOf, totalOf } from './pagination';
import type { Answer } from './request';

/** What a page is asked for by. */
export interface Page {
	page: number;
	pageSize: number;
	/** Oldest change first: `orderBy` is `modifiedDate`. Else the order is the user's, or Codat's own. */
	byDate?: boolean;
	/** A term of the query: a comparison with a `modifiedDate`. */
	term?: string;
}

export interface ChangingList<Kept> {
	/** A refusal as invalid, and a 404 for none, are answers too. */
	fetchPage: (page: Page) => Promise<Answer>;
	/** Whether the records can be asked for by `modifiedDate`. */
	isDated: boolean;
	/** Whether the user wants an order. */
	isSorted: boolean;
	limit?: number;
	/** What is kept of a record; undefined leaves it out, and another is read in its place. */
	keep: (record: IDataObject) => Kept | undefined;
	/** What a record is told from others by: its ID, unless given. */
	keyOf?: (record: IDataObject) => unknown;
	/**
	 * Asked where reading goes on from a date, as `timeKey`: whether to stop there, with all that was
	 * modified before it, and at it where they have all come; never before the first date is whole.
	 */
	stopsAt?: (time: string) => boolean;
}

interface Found<Kept> {
	/** When this version was made, as `timeKey`. */
	time?: string;
	kept?: Kept;
}

/** Codat's own page size, which costs no more than smaller ones, where records may be left out. */
const LEAST_PAGE_SIZE = 100;

/** A list may be read over when records slipped away; once more, since it may never hold still. */
const MOST_READINGS = 2;

/** Only records that change faster than they are read need more steps than this. */
const MOST_STEPS = 10_000;

/**
 * All records of a list that others change while it is read, or the first `limit` of them, each once
 * and in its newest version.
 *
 * With page numbers, a record that is modified meanwhile moves to the end of the list and pulls
 * another over the edge of a page, where it is missed. So pages go on from the `modifiedDate` of the
 * last record instead (docs/codat.md, Modified dates). Page numbers are left for records without
 * dates and for orders that Codat doesn't know; then the list is read again if fewer came than were
 * promised. None of it is needed where one page holds enough.
 *
 * @returns whether they are in the order that was asked for; where reading was stopped, the date up to
 * which all have come, and of what is later none
 */
export async function fetchChanging<Kept>({
	fetchPage,
	isDated,
	isSorted,
	limit = Infinity,
	keep,
	keyOf = idOf,
	stopsAt = () => false,
}: ChangingList<Kept>): Promise<{ records: Kept[]; isInOrder: boolean; stoppedAt?: string }> {
	const found = new Map<unknown, Found<Kept>>();
	let count = 0;
	let promised = 0;
	let stoppedAt: string | undefined;
	/** Where it was stopped, all of that date have come. */
	let isDateWhole = false;

	async function read(page: Page): Promise<Answer> {
		const answer = await fetchPage(page);
		if (answer.status < 300) {
			if (page.term === undefined) promised = totalOf(answer.body) ?? promised;
			for (const record of objectsOf(answer)) take(record);
		}
		return answer;
	}

	function take(record: IDataObject): void {
		const key = keyOf(record);
		const time = timeKey(record.modifiedDate);
		const known = found.get(key);
		if (known?.time !== undefined && (time === undefined || time < known.time)) return;
		const kept = keep(record);
		count += Number(kept !== undefined) - Number(known?.kept !== undefined);
		found.set(key, { time, kept });
	}

	const isEnough = () => count >= limit;

	async function readByNumber(): Promise<void> {
		for (let reading = 1; reading <= MOST_READINGS; reading++) {
			let before = 0;
			let previous = '';
			for (let page = 1; ; page++) {
				const answer = await read({ page, pageSize: MAX_PAGE_SIZE });
				const records = recordsOf(answer);
				const first = JSON.stringify(records[0] ?? null);
				before += records.length;
				// A page that comes again is one of a list without pages.
				if (isEnough() || first === previous || !follows(answer, before)) break;
				previous = first;
			}
			if (isEnough() || found.size >= promised) return;
		}
	}

	/** @returns false when the list is not in that order, or not told apart by it */
	async function readByDate(): Promise<boolean> {
		let since = '';
		/** Reading stops at no date before this one is whole. */
		let earliest = '';
		let term: string | undefined;
		for (let step = 1; step <= MOST_STEPS; step++) {
			if ((isDateWhole || since > earliest) && stopsAt(since)) {
				stoppedAt = since;
				return true;
			}
			const first = await read({ page: 1, pageSize: MAX_PAGE_SIZE, byDate: true, term });
			let last = lastTime(first, since);
			if (last === undefined) return false;
			if (step === 1) earliest = timeKey(objectsOf(first)[0]?.modifiedDate) ?? '';
			let page = 1;
			let before = recordsOf(first).length;
			let more = follows(first, before);
			while (more && last.time === since && !isEnough()) {
				const next = await read({ page: ++page, pageSize: MAX_PAGE_SIZE, byDate: true, term });
				const after = lastTime(next, since);
				if (after === undefined) return false;
				last = after;
				before += recordsOf(next).length;
				more = follows(next, before);
			}
			// What has left these pages meanwhile has moved others to pages before: read backwards, those
			// come up again, and none can slip by.
			for (let back = page - 1; back >= 1 && !isEnough(); back--) {
				await read({ page: back, pageSize: MAX_PAGE_SIZE, byDate: true, term });
			}
			if (isEnough() || (!more && page === 1)) return true;
			// All of the date are read; a list that brings them again can't be told apart by it.
			const isRead = last.time === since;
			isDateWhole = isRead;
			if (isRead && term?.includes('>=') === false) return false;
			since = last.time;
			term = `modifiedDate${isRead ? '>' : '>='}${last.date}`;
		}
		return false;
	}

	let isInOrder = true;
	const fitsOnePage = limit <= MAX_PAGE_SIZE;
	const isComplete = async () => {
		if (!fitsOnePage && !isSorted) return false;
		const pageSize = fitsOnePage ? Math.max(limit, LEAST_PAGE_SIZE) : MAX_PAGE_SIZE;
		const answer = await read({ page: 1, pageSize });
		return isEnough() || !follows(answer, recordsOf(answer).length, pageSize);
	};
	if (!(await isComplete())) {
		const goesByDate = isDated && (!isSorted || limit === Infinity);
		isInOrder = !(goesByDate && isSorted);
		const isRead = goesByDate && (await readByDate());
		// Those without a date, which Codat's query leaves out.
		const isShort = stoppedAt === undefined && !isEnough() && found.size < promised;
		if (!isRead || isShort) await readByNumber();
	}
	const isWhole = (time: string | undefined) =>
		stoppedAt === undefined ||
		(time !== undefined && (isDateWhole ? time <= stoppedAt : time < stoppedAt));
	const records: Kept[] = [];
	for (const { time, kept } of found.values()) {
		if (isWhole(time) && kept !== undefined && records.length < limit) records.push(kept);
	}
	return { records, isInOrder, stoppedAt };
}

const idOf = (record: IDataObject): unknown => record.id ?? JSON.stringify(record);

/** The records of an answer, without what is none. */
function objectsOf(answer: Answer): IDataObject[] {
	return recordsOf(answer).filter((record) => typeof record === 'object' && record !== null);
}

function follows(answer: Answer, read: number, pageSize = MAX_PAGE_SIZE): boolean {
	const { length } = recordsOf(answer);
	return length > 0 && hasNext(answer.body, length >= pageSize, read);
}

/**
 * When the last record was modified, if all are in that order and none before `since`; `since`
 * itself for no records.
 */
function lastTime(answer: Answer, since: string): { time: string; date: string } | undefined {
	if (answer.status >= 400 && answer.status !== 404) return undefined;
	let last = { time: since, date: '' };
	for (const { modifiedDate } of objectsOf(answer)) {
		const time = timeKey(modifiedDate);
		if (time === undefined || time < last.time) return undefined;
		last = { time, date: String(modifiedDate) };
	}
	return last;
}
