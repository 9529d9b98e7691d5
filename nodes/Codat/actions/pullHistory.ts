import type { IDataObject } from 'n8n-workflow';

import { isPlainObject } from '../fields/read';
import { hasPullEnded } from '../outcomes';
import { MINUTE } from '../time';
import { isEmptyList } from '../transport/notFound';
import { recordsOf } from '../transport/pagination';
import type { Call } from './operation';

const PAGE_SIZE = 200;
const MOST_PAGES = 10;

/** Codat queues what one request starts within this time (our assumption: it is not documented). */
const QUEUED_WITHIN_MS = MINUTE;

/** How far apart the clocks of Codat's machines may be (our assumption). */
const CLOCKS_MS = MINUTE;

/** What a refresh may fetch; nothing is left out of what isn't given. */
export interface Scope {
	dataTypes?: string[];
}

/** What a company's history of pull operations held before a refresh. */
export interface Before {
	ids: Set<unknown>;
	/** When the newest was requested; -Infinity where there was none. */
	newest: number;
	/** The IDs of those that were under way. */
	running: Set<unknown>;
}

const requestedAt = ({ requested }: IDataObject) => Date.parse(String(requested));

/** What the history holds now. n8n's own clock, which may be wrong, plays no part. */
export async function historyBefore(call: Call): Promise<Before> {
	const pulls = await historyPage(call, 1);
	const times = pulls.map(requestedAt).filter((time) => !Number.isNaN(time));
	return {
		ids: new Set(pulls.map(({ id }) => id)),
		newest: Math.max(...times, -Infinity),
		running: new Set(pulls.filter((pull) => !hasPullEnded(pull)).map(({ id }) => id)),
	};
}

/**
 * The pull operations that a refresh has started, and those that were under way before it, which
 * Codat does not start twice; of each data type and connection the newest, newest first. They can't
 * be told from those that a schedule or someone else starts within the same minute.
 */
export async function pullsSince(
	call: Call,
	before: Before,
	{ dataTypes }: Scope,
	deadline: number,
): Promise<IDataObject[]> {
	const isOlder = (pull: IDataObject) =>
		before.ids.has(pull.id) || requestedAt(pull) < before.newest - CLOCKS_MS;
	const found = new Map<unknown, IDataObject>();
	for (let page = 1; page <= MOST_PAGES; page++) {
		const pulls = await historyPage(call, page, deadline);
		for (const pull of pulls) found.set(pull.id, pull);
		const isEnough = pulls.some(isOlder) && [...before.running].every((id) => found.has(id));
		if (pulls.length === 0 || isEnough) break;
	}

	const concerned = [...found.values()].filter(
		({ dataType }) => dataTypes?.includes(String(dataType)) ?? true,
	);
	const fresh = concerned.filter((pull) => !isOlder(pull));
	const first = Math.min(...fresh.map(requestedAt));
	const own = fresh.filter((pull) => !(requestedAt(pull) > first + QUEUED_WITHIN_MS));
	const running = concerned.filter(({ id }) => before.running.has(id));
	return newestOfEach([...own, ...running]);
}

function newestOfEach(pulls: IDataObject[]): IDataObject[] {
	const newest = new Map<string, IDataObject>();
	for (const pull of pulls) {
		const { id, connectionId, dataType } = pull;
		const isComplete = typeof connectionId === 'string' && typeof dataType === 'string';
		const key = JSON.stringify(isComplete ? [connectionId, dataType] : [id]);
		if (!newest.has(key)) newest.set(key, pull);
	}
	return [...newest.values()];
}

/** Newest first, so that what is queued while pages are read moves others to later pages, and hides none. */
async function historyPage(call: Call, page: number, deadline?: number): Promise<IDataObject[]> {
	const answer = await call.send('GET /companies/{companyId}/data/history', {
		query: { page, pageSize: PAGE_SIZE, orderBy: '-requested' },
		accept: isEmptyList,
		deadline,
	});
	return recordsOf(answer).filter(isPlainObject) as IDataObject[];
}
