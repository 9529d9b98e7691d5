import type { IDataObject, INodeListSearchResult } from 'n8n-workflow';

import { SPECIAL } from '../fields/filters';
import { codatText } from '../transport/words';
import { absenceIn, isEmptyList } from '../transport/notFound';
import { fetchAll, hasNext, recordsOf } from '../transport/pagination';
import type { Answer } from '../transport/request';
import { UserFacingError } from '../transport/userFacingError';
import { entries, matcher, objectsIn, type ListClient, type Results, type Show } from './lists';

/** A list of Codat's that comes in pages. */
export interface PagedList {
	path: string;
	/** The properties that Codat can search for what is shown. */
	properties: string[];
	/** Codat's `orderBy`. */
	orderBy?: string;
	show: Show;
	/** Leaves out records. */
	fits?: (record: IDataObject) => boolean;
	/** What the records are, for messages, where Codat may have none of them yet. */
	shown?: string;
	/** How there come to be some, beginning a sentence. */
	remedy?: string;
}

/** A list that is read whole, and shown so. */
export type WholeList = Pick<PagedList, 'path' | 'shown' | 'remedy'> & {
	/** It has no pages. */
	unpaged?: boolean;
};

/**
 * The editor asks for more when the user scrolls to the end of a list, which takes one that is
 * long enough to scroll.
 */
const FILLS_THE_LIST = 20;

/** How many pages one look takes at most: enough to search 50,000 companies that Codat doesn't. */
const MOST_PAGES = 100;

/** How many of them where Codat found nothing, since more is shown than it can search: dates, say. */
const MOST_UNSEARCHED = 4;

/**
 * Those of a list's records that match the filter, as many as fill what the editor shows. Codat
 * searches where it does; what it answers may hold others too.
 *
 * @param paginationToken where the list goes on, as this has given it
 * @throws UserFacingError where Codat has none of the records yet
 */
export async function searchPages(
	client: ListClient,
	list: PagedList,
	filter: string | undefined,
	paginationToken = '0 1',
): Promise<INodeListSearchResult> {
	const ways = waysToAsk(list, filter);
	const pageSize = 'query' in ways[0] ? 500 : 100;
	const matches = matcher(filter);
	const results: Results = [];
	let [way, page] = paginationToken.split(' ').map(Number);
	let left = MOST_PAGES;
	let hasMore = true;
	while (hasMore && results.length < FILLS_THE_LIST && left-- > 0 && Date.now() < client.deadline) {
		const isRefusable = way < ways.length - 1;
		const answer = await client.send(
			{ method: 'GET', path: list.path, query: { page, pageSize, ...ways[way] } },
			{ accept: (each) => (isRefusable && each.status === 400) || isNone(each, list) },
		);
		if (answer.status === 400) {
			way++;
			continue;
		}
		const records = answer.status === 200 ? objectsIn(recordsOf(answer)) : [];
		if (records.length === 0 && page === 1 && list.shown !== undefined) {
			if (answer.status !== 200 || !('query' in ways[way])) throw lacking(answer, list);
			way = ways.findIndex((each) => !('query' in each));
			left = MOST_UNSEARCHED;
			continue;
		}
		const fitting = list.fits ? records.filter(list.fits) : records;
		results.push(...entries(fitting, list.show).filter(matches));
		hasMore =
			records.length > 0 && hasNext(answer.body, records.length >= pageSize, page * pageSize);
		page++;
	}
	return {
		results,
		paginationToken: hasMore ? `${way} ${page}` : undefined,
	};
}

/**
 * The same for lists whose pages name the next one, and that Codat can't search.
 *
 * @param read gives the first page, or the one that a token stands for, and the next one's token
 */
export async function searchTokenPages(
	client: ListClient,
	read: (token?: string) => Promise<{ records: IDataObject[]; next?: string }>,
	show: Show,
	filter: string | undefined,
	paginationToken: string | undefined,
): Promise<INodeListSearchResult> {
	const matches = matcher(filter);
	const results: Results = [];
	let token = paginationToken;
	for (let pages = 0; pages < MOST_PAGES && Date.now() < client.deadline; pages++) {
		const { records, next } = await read(token);
		results.push(...entries(records, show).filter(matches));
		token = next;
		if (token === undefined || results.length >= FILLS_THE_LIST) break;
	}
	return { results, paginationToken: token };
}

/**
 * All records of a list, where what is shown of one takes the others.
 *
 * @throws UserFacingError where Codat has none of the records yet
 */
export async function fetchRecords(client: ListClient, list: WholeList): Promise<IDataObject[]> {
	const records = await fetchAll(async (page, pageSize) => {
		const answer = await client.send(
			{ method: 'GET', path: list.path, query: list.unpaged ? {} : { page, pageSize } },
			{ accept: (each) => page === 1 && isNone(each, list) },
		);
		if (answer.status >= 300) throw lacking(answer, list);
		return answer;
	});
	if (records.length === 0) throw lacking(undefined, list);
	return objectsIn(records);
}

/** What to ask for, from the best to what Codat can't refuse as a 400. */
function waysToAsk({ properties, orderBy }: PagedList, filter: string | undefined): IDataObject[] {
	const query = searchQuery(properties, filter);
	const orders = orderBy === undefined ? [{}] : [{ orderBy }, {}];
	return (query === undefined ? [{}] : [{ query }, {}]).flatMap((search) =>
		orders.map((order) => ({ ...search, ...order })),
	);
}

/**
 * Codat's query for a property that holds the text (docs/codat.md, Query language). Its language
 * can't quote the characters that it gives a meaning: the longest part without any is asked for, and
 * of several properties the longest word, since the others may be in another.
 */
function searchQuery(properties: string[], filter: string | undefined): string | undefined {
	const parts = (filter ?? '').split(SPECIAL);
	const words = properties.length > 1 ? parts.flatMap((part) => part.split(/\s/)) : parts;
	const [longest] = words.map((part) => part.trim()).sort((a, b) => b.length - a.length);
	if (longest === '') return undefined;
	return properties.map((property) => `${property}~${longest.slice(0, 200)}`).join('||');
}

/** Whether an answer means that Codat has none of a company's records, for whatever reason. */
function isNone(answer: Answer, { shown }: Pick<PagedList, 'shown'>): boolean {
	return shown === undefined
		? isEmptyList(answer)
		: answer.status === 409 || ['records', 'other'].includes(absenceIn(answer) ?? '');
}

const FETCH = 'Have it fetch them (Read Data > Refresh Data Type)';

function lacking(
	answer: Answer | undefined,
	{ shown = 'records', remedy = FETCH }: Pick<PagedList, 'shown' | 'remedy'>,
): UserFacingError {
	const said = answer && absenceIn(answer) === 'other' ? codatText(answer) : undefined;
	return new UserFacingError(
		said
			? `Codat can't list the company's ${shown}. It says: ${said.replace(/\.$/, '')}. Choose 'By ID' instead.`
			: `Codat has no ${shown} of this company yet. ${remedy}, or choose 'By ID'.`,
		'',
	);
}
