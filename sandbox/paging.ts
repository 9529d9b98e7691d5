import { invalidRequest } from './errors';
import { assertProperty, comparable, compare, parseQuery, valuesAt } from './query';
import { ok, type Answer, type Call } from './route';

/** What a list can be queried and ordered by. */
export interface Listing {
	/** The name of its records in a 400. */
	name: string;
	properties: readonly string[];
}

const DEFAULT_PAGE_SIZE = 100;
const MAX_PAGE_SIZE = 5000;

function positive(text: string | undefined, fallback: number, max: number): number {
	if (text === undefined) return fallback;
	const value = Number(text);
	if (!Number.isInteger(value) || value < 1 || value > max) {
		throw invalidRequest();
	}
	return value;
}

function ordered(records: unknown[], orderBy: string, { name, properties }: Listing): unknown[] {
	const descending = orderBy.startsWith('-');
	const path = descending ? orderBy.slice(1) : orderBy;
	assertProperty(path, properties, name);
	const keys = path.split('.');
	const sorted = records
		.map((record) => ({ record, by: comparable(valuesAt(record, keys)[0]) }))
		.sort((a, b) => compare(a.by, b.by))
		.map(({ record }) => record);
	return descending ? sorted.reverse() : sorted;
}

/** What `query` leaves of a list. */
export function select<T>(
	{ query }: Pick<Call, 'query'>,
	records: T[],
	{ name, properties }: Listing,
): T[] {
	return query.query ? records.filter(parseQuery(query.query, properties, name)) : records;
}

/**
 * One page of a list in Codat's envelope (Codat docs: Paging): filtered by `query`, ordered by
 * `orderBy`, counted after the filter, with relative links. `body` makes a record's answer of it.
 */
export function page<T>(
	{ query, path }: Call,
	records: T[],
	listing: Listing,
	body: (record: T) => unknown = (record) => record,
): Answer {
	const number = positive(query.page, 1, Number.MAX_SAFE_INTEGER);
	const size = positive(query.pageSize, DEFAULT_PAGE_SIZE, MAX_PAGE_SIZE);

	let found: unknown[] = records;
	let answered = body as (record: unknown) => unknown;
	if (query.query || query.orderBy) {
		found = select({ query }, records.map(body), listing);
		answered = (record) => record;
	}
	if (query.orderBy) found = ordered(found, query.orderBy, listing);

	const kept = [query.query && `query=${encodeURIComponent(query.query)}`];
	kept.push(query.orderBy && `orderBy=${encodeURIComponent(query.orderBy)}`);
	const link = (to: number) => ({
		href: `${path}?${[`page=${to}`, `pageSize=${size}`, ...kept].filter(Boolean).join('&')}`,
	});
	return ok({
		results: found.slice((number - 1) * size, number * size).map(answered),
		pageNumber: number,
		pageSize: size,
		totalResults: found.length,
		_links: {
			self: { href: path },
			current: link(number),
			...(number * size < found.length && { next: link(number + 1) }),
			...(number > 1 && { previous: link(number - 1) }),
		},
	});
}
