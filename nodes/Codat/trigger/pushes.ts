import type { IDataObject } from 'n8n-workflow';

import { describePush, hasPushEnded, pushOutcome } from '../outcomes';
import { fetchAll, recordsOf } from '../transport/pagination';
import { listed, type Listing, type ListLook } from './listed';
import { recordsAmong } from './records';
import type { Seen } from './seen';
import { timeKey } from '../time';
import { rotated } from './turns';

const LIST = 'GET /companies/{companyId}/push';
const NEWEST_FIRST = '-requestedOnUtc';
const PAGE_SIZE = 100;
/** Beyond so many pages of the newest, the largest pages are asked for. */
const MOST_PAGES = 5;
/** Of a company's history, no more than this is read at once. */
const MOST_RECORDS = 20_000;
/**
 * Of the pushes that stay pending while the history moves on, such as those of offline platforms,
 * so many are asked for in a poll.
 */
const MOST_PENDING = 10;

const EVENTS: Record<string, string> = {
	success: 'pushOperationCompleted',
	failure: 'pushOperationFailed',
};

/** Push operations: Codat's name for writes, which it queues. */
export const pushes = listed({
	events: Object.values(EVENTS),
	hasEnds: true,
	async list(look) {
		const records = await newest(look);
		if (!look.seen) return { records };
		const behind = await leftBehind(look, look.seen, records);
		return { ...behind, records: [...records, ...behind.records] };
	},
	sight(record) {
		const { pushOperationKey: id, status, requestedOnUtc } = record;
		if (typeof id !== 'string' || id === '') return undefined;
		const isOpen = !hasPushEnded(record);
		return { id, status: String(status ?? ''), time: timeKey(requestedOnUtc), isOpen, record };
	},
	eventsOf({ status, before }) {
		const event = EVENTS[pushOutcome(status)];
		return event === undefined || event === EVENTS[pushOutcome(before)] ? [] : [event];
	},
	describe: ({ record }) => describePush(record),
});

/**
 * The newest part of the history, as far back as there are records not seen before. Codat doesn't
 * say whether it orders this list as asked: where it does not, all of it is read.
 */
async function newest({ ask, seen, isSample }: ListLook): Promise<unknown[]> {
	const records: unknown[] = [];
	let isOrdered = true;
	for (let page = 1; isOrdered && page <= (seen ? MOST_PAGES : 1); page++) {
		const answer = await ask(LIST, { page, pageSize: PAGE_SIZE, orderBy: NEWEST_FIRST });
		const found = answer.status === 400 ? [] : recordsOf(answer);
		for (const record of found) records.push(record);
		isOrdered = answer.status !== 400 && isNewestFirst(recordsAmong(records));
		const isAll = isSample || found.length < PAGE_SIZE;
		const isKnown = seen && !recordsAmong(found).some((record) => isUnseen(record, seen));
		if (isOrdered && (isAll || isKnown)) return records;
	}
	const order = isOrdered ? { orderBy: NEWEST_FIRST } : {};
	return await fetchAll(
		async (page, pageSize) => await ask(LIST, { page, pageSize, ...order }),
		MOST_RECORDS,
	);
}

function isNewestFirst(records: IDataObject[]): boolean {
	const times = records.map(({ requestedOnUtc }) => timeKey(requestedOnUtc) ?? '');
	return times.every((time, index) => index === 0 || time <= times[index - 1]);
}

function isUnseen({ pushOperationKey, requestedOnUtc }: IDataObject, seen: Seen): boolean {
	const isOld = (timeKey(requestedOnUtc) ?? '') <= (seen.floor ?? '');
	return !isOld && !Object.hasOwn(seen.byId, String(pushOperationKey));
}

/**
 * Pushes that were pending when last seen, and are too old by now for the newest part: some of them
 * in each poll, in turn. What is gone from Codat is forgotten.
 */
async function leftBehind(
	{ ask }: ListLook,
	seen: Seen,
	records: unknown[],
): Promise<Required<Listing>> {
	const listed = new Set(recordsAmong(records).map(({ pushOperationKey }) => pushOperationKey));
	const pending = Object.entries(seen.byId)
		.filter(
			([id, [status, time]]) => time === undefined && !hasPushEnded({ status }) && !listed.has(id),
		)
		.map(([id]) => id);
	const asked = rotated(pending, (id) => id, seen.lastAsked).slice(0, MOST_PENDING);
	const found: unknown[] = [];
	const gone = new Set<string>();
	for (const pushOperationKey of asked) {
		const answer = await ask(`${LIST}/{pushOperationKey}`, {}, { pushOperationKey });
		if (answer.status === 404) gone.add(pushOperationKey);
		else found.push(recordsOf(answer)[0]);
	}
	const byId = Object.fromEntries(Object.entries(seen.byId).filter(([id]) => !gone.has(id)));
	return { records: found, seen: { ...seen, byId, lastAsked: asked.at(-1) ?? seen.lastAsked } };
}
