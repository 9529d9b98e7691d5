import type { IDataObject } from 'n8n-workflow';

import { fetchAll, recordsOf } from '../transport/pagination';
import type { Seen } from './seen';
import type { Look, Source } from './source';
import { timeKey } from './time';

const LIST = 'GET /companies/{companyId}/push';
const PAGE_SIZE = 100;
/** Of a company's history, no more than this is read at once. */
const MOST_RECORDS = 20_000;
/** Of the pushes that stay pending, such as those of offline platforms, so many are asked for in a poll. */
const MOST_PENDING = 20;

/** Push operations: Codat's name for writes, which it queues (contract §5.2). */
export const pushes: Source = {
	events: ['pushOperationCompleted', 'pushOperationFailed'],
	async list(look) {
		const records = await newest(look);
		return [...records, ...(await leftBehind(look, records))];
	},
	sight(record) {
		const { pushOperationKey: id, status, requestedOnUtc } = record;
		if (typeof id !== 'string' || id === '') return undefined;
		const isOpen = !['Success', 'Failed', 'TimedOut'].includes(String(status));
		return { id, status: String(status ?? ''), time: timeKey(requestedOnUtc), isOpen, record };
	},
	eventsOf({ status, before }) {
		const outcome = outcomeOf(status);
		return outcome === undefined || outcome === outcomeOf(before) ? [] : [outcome];
	},
};

function outcomeOf(status: string | undefined): string | undefined {
	if (status === 'Success') return 'pushOperationCompleted';
	return status === 'Failed' || status === 'TimedOut' ? 'pushOperationFailed' : undefined;
}

/**
 * The newest part of the history, as far back as there are records not seen before. Codat doesn't
 * say whether it orders this list as asked: where it does not, all of it is read.
 */
async function newest({ ask, seen, isSample }: Look): Promise<IDataObject[]> {
	const records: IDataObject[] = [];
	for (let page = 1; (seen || isSample) && records.length < MOST_RECORDS; page++) {
		const query = { page, pageSize: PAGE_SIZE, orderBy: '-requestedOnUtc' };
		const answer = await ask(LIST, query);
		const found = answer.status === 400 ? [] : recordsOf(answer);
		for (const record of found) records.push(record);
		if (answer.status === 400 || !isNewestFirst(records)) break;
		const isAll = isSample || found.length < PAGE_SIZE;
		if (isAll || !found.some((record) => isUnseen(record, seen))) return records;
	}
	return await fetchAll(
		async (page, pageSize) => await ask(LIST, { page, pageSize }),
		MOST_RECORDS,
	);
}

function isNewestFirst(records: IDataObject[]): boolean {
	const times = records.map(({ requestedOnUtc }) => timeKey(requestedOnUtc) ?? '');
	return times.every((time, index) => index === 0 || time <= times[index - 1]);
}

function isUnseen({ pushOperationKey, requestedOnUtc }: IDataObject, seen?: Seen): boolean {
	const isOld = (timeKey(requestedOnUtc) ?? '') <= (seen?.floor ?? '');
	return !isOld && !Object.hasOwn(seen?.byId ?? {}, String(pushOperationKey));
}

/** Pushes that were pending when last seen, and are too old by now for the newest part. */
async function leftBehind({ ask, seen }: Look, records: IDataObject[]): Promise<IDataObject[]> {
	const listed = new Set(records.map(({ pushOperationKey }) => pushOperationKey));
	const pending = Object.entries(seen?.byId ?? {})
		.filter(([id, [status, time]]) => time === undefined && status === 'Pending' && !listed.has(id))
		.slice(0, MOST_PENDING);
	const found: IDataObject[] = [];
	for (const [pushOperationKey] of pending) {
		found.push(...recordsOf(await ask(`${LIST}/{pushOperationKey}`, {}, { pushOperationKey })));
	}
	return found;
}
