import type { IDataObject, ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';

import { locatedId } from '../fields/locators';
import { codatId } from '../fields/read';
import type { Client } from '../transport/client';
import { createClient } from '../transport/client';
import { toNodeError } from '../transport/errors';
import { isEmptyList } from '../transport/notFound';
import { fetchAll, recordsOf } from '../transport/pagination';
import { IMPATIENT_RETRIES } from '../transport/retry';
import { redactorFor } from '../transport/redact';
import { UserFacingError } from '../transport/userFacingError';

export type Results = INodeListSearchResult['results'];

const retries = IMPATIENT_RETRIES;

/** The companies whose name holds the filter, by name, a page at a time. */
export async function searchCompanies(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	const companies = { path: '/companies', property: 'name', orderBy: 'name', show: showCompany };
	return await withClient(
		this,
		async (client) => await searchPages(client, companies, filter, paginationToken),
	);
}

/** A paged list, of which Codat can search one property. */
interface PagedList {
	path: string;
	property: string;
	orderBy?: string;
	show: (record: IDataObject) => Results[number];
	/** What is said where Codat has nothing of the kind; an empty list otherwise. */
	lacking?: string;
}

/** Those of a list's records that match the filter, as many as fill what the editor shows. */
export async function searchPages(
	client: Client,
	list: PagedList,
	filter: string | undefined,
	paginationToken: string | undefined,
): Promise<INodeListSearchResult> {
	const read = async (token = '1') => {
		const page = Number(token);
		const { records, follows } = await fetchPage(client, list, page, filter);
		return { records, next: follows ? String(page + 1) : undefined };
	};
	return await fillList(read, list.show, filter, paginationToken);
}

/**
 * The same for any paging.
 *
 * @param read gives the first page, or the one that a token stands for, and the next one's token
 */
export async function fillList(
	read: (token?: string) => Promise<{ records: IDataObject[]; next?: string }>,
	show: PagedList['show'],
	filter: string | undefined,
	paginationToken: string | undefined,
): Promise<INodeListSearchResult> {
	const matches = matcher(filter);
	const results: Results = [];
	let token = paginationToken;
	for (let pages = 0; pages < MOST_PAGES; pages++) {
		const { records, next } = await read(token);
		results.push(...records.map(show).filter(matches));
		token = next;
		if (token === undefined || results.length >= FILLS_THE_LIST) break;
	}
	return { results, paginationToken: token };
}

/** The connections of the chosen company, those in use first, of those the accounting ones. */
export async function searchConnections(
	this: ILoadOptionsFunctions,
	filter?: string,
): Promise<INodeListSearchResult> {
	return await withClient(this, async (client) => {
		const path = `/companies/${chosenCompany(this, 'connections')}/connections`;
		const connections = await fetchList(client, path);
		const rank = (each: IDataObject) =>
			Number(isLinked(each)) * 2 + Number(isSame(each.sourceType, 'Accounting'));
		connections.sort((a, b) => rank(b) - rank(a) || byName(a, b));
		return { results: tellApart(connections.map(showConnection)).filter(matcher(filter)) };
	});
}

/** All platforms that Codat integrates, or those of one source type, the enabled ones first. */
function platformSearch(sourceType?: string) {
	return async function (
		this: ILoadOptionsFunctions,
		filter?: string,
	): Promise<INodeListSearchResult> {
		return await withClient(this, async (client) => {
			const integrations = (await fetchList(client, '/integrations')).filter(
				(integration) => sourceType === undefined || isSame(integration.sourceType, sourceType),
			);
			integrations.sort((a, b) => Number(isEnabled(b)) - Number(isEnabled(a)) || byName(a, b));
			const show = (each: IDataObject) => showIntegration(each, sourceType === undefined);
			return { results: integrations.map(show).filter(matcher(filter)) };
		});
	};
}

export const searchPlatforms = platformSearch();
export const searchCommercePlatforms = platformSearch('Commerce');
export const searchAccountingPlatforms = platformSearch('Accounting');

/** @throws NodeApiError or NodeOperationError, whatever went wrong */
export async function withClient(
	context: ILoadOptionsFunctions,
	search: (client: Client) => Promise<INodeListSearchResult>,
): Promise<INodeListSearchResult> {
	try {
		return await search(await createClient(context));
	} catch (error) {
		throw toNodeError(context.getNode(), error, await redactorFor(context));
	}
}

/**
 * A whole list, in one request as a rule. Codat's docs say that such lists can't be queried,
 * its specs that they can (docs/codat.md, Query language): whoever needs a part of it picks that
 * out himself.
 */
async function fetchList(client: Client, path: string): Promise<IDataObject[]> {
	return await fetchAll(
		async (page, pageSize) =>
			await client.send({ method: 'GET', path, query: { page, pageSize } }, { retries }),
	);
}

/**
 * The editor asks for more when the user scrolls to the end of a list, which takes one that is
 * long enough to scroll.
 */
const FILLS_THE_LIST = 20;

/** How many pages one look takes at most: enough to search 50,000 companies that Codat doesn't. */
const MOST_PAGES = 100;

interface Page {
	totalResults?: unknown;
	_links?: { next?: unknown };
}

/** One page. Codat searches where it does; its answer may hold others too. */
async function fetchPage(
	client: Client,
	{ path, property, orderBy, lacking }: PagedList,
	page: number,
	filter: string | undefined,
) {
	const query = searchQuery(property, filter);
	const pageSize = query === undefined ? 100 : 500;
	const paging = { page, pageSize };
	const ask = async (parts: IDataObject) =>
		await client.send(
			{ method: 'GET', path, query: { ...paging, ...parts } },
			{
				retries,
				accept: (each) =>
					(each.status === 400 && Object.keys(parts).length > 0) || isEmptyList(each),
			},
		);
	let answer = await ask({
		...(query !== undefined && { query }),
		...(orderBy !== undefined && { orderBy }),
	});
	if (answer.status === 400) answer = await ask({});
	const { totalResults, _links } = (answer.body ?? {}) as Page;
	const follows = _links ? Boolean(_links.next) : page * pageSize < Number(totalResults);
	const records = recordsOf(answer);
	if (lacking !== undefined && records.length === 0 && page === 1 && query === undefined) {
		throw new UserFacingError(lacking, '');
	}
	return { records, follows: records.length > 0 && follows };
}

/**
 * Codat's query for a property that holds the text (docs/codat.md, Query language). Its language
 * can't quote the characters that it gives a meaning: the longest part without any is asked for.
 */
function searchQuery(property: string, filter: string | undefined): string | undefined {
	const parts = (filter ?? '').split(/[&|{}=!<>~]/).map((part) => part.trim());
	const [longest] = parts.sort((a, b) => b.length - a.length);
	return longest === '' ? undefined : `${property}~${longest.slice(0, 200)}`;
}

/**
 * The chosen company's ID, encoded as a part of a path.
 *
 * @param shown what the list shows of the company
 * @throws UserFacingError when no company is chosen, or an expression gives none yet
 */
export function chosenCompany(context: ILoadOptionsFunctions, shown: string): string {
	return chosen(context, 'company', shown);
}

/** The same for the chosen connection. */
export function chosenConnection(context: ILoadOptionsFunctions, shown: string): string {
	return chosen(context, 'connection', shown);
}

const CHOICES = {
	company: { kind: 'companies', label: 'Company' },
	connection: { kind: 'connections', label: 'Connection' },
} as const;

function chosen(context: ILoadOptionsFunctions, what: keyof typeof CHOICES, shown: string): string {
	const { kind, label } = CHOICES[what];
	const value = context.getCurrentNodeParameter(`${what}Id`, { extractValue: true });
	const id = locatedId(value, kind);
	if (id === '' || id.startsWith('=')) {
		throw new UserFacingError(
			value === ''
				? `Choose a ${what} first. This list shows its ${shown}.`
				: `The expression in '${label}' has no value yet. Run the nodes before this one, and this list shows the ${what}'s ${shown}.`,
			'',
		);
	}
	return encodeURIComponent(codatId(id, label));
}

/** Whether all words of the filter are in what is shown, or in the ID or key behind it. */
export function matcher(filter: string | undefined): (result: Results[number]) => boolean {
	const words = withoutAccents(filter ?? '').split(/\s+/);
	return ({ name, value }) => {
		const text = withoutAccents(`${name} ${String(value)}`);
		return words.every((word) => text.includes(word));
	};
}

/** A text to compare without regard to case and accents. */
function withoutAccents(text: string): string {
	return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}

function showCompany({ id, name }: IDataObject): Results[number] {
	return {
		name: String(name ?? id),
		value: String(id),
		url: `https://app.codat.io/companies/${encodeURIComponent(String(id))}/summary`,
	};
}

function showConnection({ id, platformName, sourceType, status }: IDataObject): Results[number] {
	const shown = status === 'PendingAuth' ? 'Pending Authorization' : status;
	return { name: label(platformName ?? id, sourceType, shown), value: String(id) };
}

function showIntegration(integration: IDataObject, withType: boolean): Results[number] {
	const { key, name, sourceType } = integration;
	const type = withType ? sourceType : undefined;
	const mark = isEnabled(integration) ? undefined : 'Not Enabled';
	return { name: label(name ?? key, type, mark), value: String(key) };
}

/** Such as `Xero (Accounting, Linked)`. */
export function label(name: unknown, ...details: unknown[]): string {
	const known = details.filter((detail) => detail !== undefined && detail !== null);
	return known.length > 0 ? `${String(name)} (${known.join(', ')})` : String(name);
}

/** Adds the start of the ID to those that look the same, such as two shops of one platform. */
function tellApart(results: Results): Results {
	return results.map((result) => {
		const isAlone = results.every(
			({ name, value }) => name !== result.name || value === result.value,
		);
		const start = String(result.value).slice(0, 8);
		return isAlone ? result : { ...result, name: `${result.name} ${start}…` };
	});
}

function isLinked({ status }: IDataObject): boolean {
	return isSame(status, 'Linked');
}

function isEnabled({ enabled }: IDataObject): boolean {
	return enabled !== false;
}

/** Codat's texts don't keep to one spelling (docs/codat.md, Connections). */
function isSame(value: unknown, expected: string): boolean {
	return String(value).toLowerCase() === expected.toLowerCase();
}

function byName(a: IDataObject, b: IDataObject): number {
	return String(a.platformName ?? a.name).localeCompare(String(b.platformName ?? b.name));
}
