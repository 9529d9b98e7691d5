import type { IDataObject } from 'n8n-workflow';

import type { Answer } from './request';

/**
 * The largest page that is safe to ask for: Codat's parameter allows 5,000, but the schema of
 * its answer no more than 2,000 (docs/codat.md, Paging).
 */
export const MAX_PAGE_SIZE = 2000;

/** One page of a Codat list; nothing in it can be counted on. */
interface Page {
	results?: unknown;
	totalResults?: unknown;
	_links?: { next?: unknown };
}

/**
 * All records of a paged list, or the first `limit` of them, with no request more than needed.
 *
 * Ends when Codat says there is no next page, when a page is short or empty, when all that were
 * promised have come, or when a page repeats the one before it: paging can't loop.
 *
 * @param fetchPage asks Codat for a page, counted from 1
 * @param limit undefined for all
 */
export async function fetchAll(
	fetchPage: (page: number, pageSize: number) => Promise<Answer>,
	limit?: number,
): Promise<IDataObject[]> {
	const pageSize = pageSizeFor(limit);
	const records: IDataObject[] = [];
	let previous = '';
	for (let page = 1; ; page++) {
		const answer = await fetchPage(page, pageSize);
		const results = recordsOf(answer);
		const fingerprint = JSON.stringify(results[0] ?? null);
		if (results.length === 0 || fingerprint === previous) break;
		previous = fingerprint;
		for (const record of results) records.push(record);
		if (records.length >= (limit ?? Infinity)) break;
		if (!hasNext(answer.body, results.length >= pageSize, records.length)) break;
	}
	return limit === undefined ? records : records.slice(0, limit);
}

/** More than a million records, at the hundred that Codat gives a page: paging can't go on for ever. */
const MOST_PAGES = 10_000;

/**
 * The answers of a list that is paged by token, one after the other (docs/codat.md, Paging).
 *
 * Ends when Codat gives no token, or one that has been used.
 *
 * @param fetchPage asks Codat for the first page, or for the one that a token stands for
 */
export async function* pagesByToken(
	fetchPage: (token?: string) => Promise<Answer>,
): AsyncGenerator<Answer, void> {
	const used = new Set<string>();
	let token: string | undefined;
	for (let page = 1; page <= MOST_PAGES; page++) {
		const answer = await fetchPage(token);
		yield answer;
		token = tokenIn(answer.body);
		if (token === undefined || used.has(token)) return;
		used.add(token);
	}
}

/** By what the next page is asked for, or undefined after the last. */
export function tokenIn(body: unknown): string | undefined {
	const { pagination } = (body ?? {}) as { pagination?: { continuationToken?: unknown } | null };
	const token = pagination?.continuationToken;
	return typeof token === 'string' && token !== '' ? token : undefined;
}

/**
 * All records of a list that is paged by token, or the first `limit` of them. One that comes again,
 * since the list has moved on meanwhile, is left out: its ID tells.
 *
 * @param fetchPage see `pagesByToken`
 * @param limit undefined for all
 */
export async function fetchByToken(
	fetchPage: (token?: string) => Promise<Answer>,
	limit = Infinity,
): Promise<IDataObject[]> {
	const records: IDataObject[] = [];
	const isNew = unseen();
	for await (const answer of pagesByToken(fetchPage)) {
		for (const record of tokenRecords(answer)) if (isNew(record)) records.push(record);
		if (records.length >= limit) break;
	}
	return records.slice(0, limit);
}

/**
 * The records of a page of such a list: none where it lacks `results`, which the spec doesn't require,
 * and has nothing but its token.
 */
export function tokenRecords({ body }: Answer): IDataObject[] {
	const { results = body } = (body ?? {}) as Page;
	return Array.isArray(results) ? (results as IDataObject[]) : [];
}

/** Tells records that it was asked of before by their IDs; those without are new. */
export function unseen(): (record: IDataObject | null) => boolean {
	const known = new Set<unknown>();
	return (record) => {
		const id = record?.id;
		if (id === undefined || id === null) return true;
		return known.size < known.add(id).size;
	};
}

/** The records of an answer; a 404 that the caller has accepted holds none. */
export function recordsOf({ status, body }: Answer): IDataObject[] {
	return status === 404 ? [] : listOf(body);
}

/**
 * The records in a body: `results` of a list, the answer itself when it is an array, or a
 * single object where a list was promised. Empty answers hold none.
 */
export function listOf(body: unknown): IDataObject[] {
	if (body === null || typeof body !== 'object') return [];
	if (Array.isArray(body)) return body as IDataObject[];
	const { results } = body as Page;
	if (Array.isArray(results)) return results as IDataObject[];
	return 'results' in (body as object) ? [] : [body as IDataObject];
}

/** An answer whose records stand under another name, with them where lists have theirs. */
export function withResults(answer: Answer, list = 'results'): Answer {
	const { body } = answer;
	if (list === 'results' || body === null || typeof body !== 'object') return answer;
	return { ...answer, body: { ...body, results: (body as IDataObject)[list] ?? [] } };
}

/** The fewest pages, and among those the smallest that together hold `limit`. */
export function pageSizeFor(limit: number | undefined): number {
	if (limit === undefined) return MAX_PAGE_SIZE;
	return Math.ceil(limit / Math.ceil(limit / MAX_PAGE_SIZE));
}

/**
 * Whether another page follows (docs/codat.md, Paging). The page size isn't asked where
 * links or a total say it better: Codat may hand out smaller pages than were asked for.
 */
export function hasNext(body: unknown, isFull: boolean, recordsSoFar: number): boolean {
	if (Array.isArray(body)) return false;
	const { _links } = body as Page;
	const total = totalOf(body);
	if (total !== undefined && recordsSoFar >= total) return false;
	if (_links !== undefined && _links !== null) return Boolean(_links.next);
	return total !== undefined || isFull;
}

/** How many records a list has in all, if it says so: some of Codat's examples have 0. */
export function totalOf(body: unknown): number | undefined {
	const { totalResults } = (body ?? {}) as Page;
	return typeof totalResults === 'number' && totalResults > 0 ? totalResults : undefined;
}
