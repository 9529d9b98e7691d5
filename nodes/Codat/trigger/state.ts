import type { IDataObject } from 'n8n-workflow';

import type { Seen } from './changes';
import { timeKey } from './changes';

/** What the trigger keeps between polls, in n8n's static data. */
export interface TriggerState {
	/** What is watched; when it is another, all begins anew. */
	scope: string;
	/** When watching began, as an ISO date. */
	since: string;
	/** By company ID, what was seen of each source; null until the company's first look. */
	companies: Record<string, Record<string, Seen> | null>;
	/** The last company that was looked at: the next poll begins after it. */
	lastCompany?: string;
}

/** Nothing was there before: everything is news. */
const NOTHING: Seen = { byId: {} };

/** How many records are remembered in all, so that the state stays within a few megabytes. */
const TOTAL_CAPACITY = 20_000;

/** How many records of a source to remember for each of so many companies. */
export function capacityFor(companies: number): number {
	return Math.min(500, Math.max(20, Math.floor(TOTAL_CAPACITY / Math.max(1, companies))));
}

/**
 * What was seen of a company's source: undefined makes this the first look, when nothing is news.
 * For a company that was created after watching began, everything is.
 */
export function seenOf(
	state: TriggerState,
	company: IDataObject,
	source: string,
): Seen | undefined {
	const seen = state.companies[String(company.id)];
	if (seen) return seen[source];
	const isNew = (timeKey(company.created) ?? '') > (timeKey(state.since) ?? '');
	return seen === undefined && isNew ? NOTHING : undefined;
}

/**
 * Which companies to look at in this poll, beginning after the last one of the poll before, so
 * that none starves when a poll can't get through all. Left out is one that has never had a linked connection, for it can't
 * have synced, unless it was looked at before.
 *
 * @param most how many looks a poll may make
 */
export function companiesToPoll(
	companies: IDataObject[],
	state: TriggerState,
	most: number,
): IDataObject[] {
	const candidates = companies
		.filter((company) => canHaveNews(company) || state.companies[String(company.id)])
		.sort((a, b) => (String(a.id) < String(b.id) ? -1 : 1));
	const after = candidates.findIndex(({ id }) => String(id) > (state.lastCompany ?? ''));
	const start = Math.max(0, after);
	return [...candidates.slice(start), ...candidates.slice(0, start)].slice(0, most);
}

function canHaveNews({ dataConnections }: IDataObject): boolean {
	if (!Array.isArray(dataConnections)) return true;
	return dataConnections.some(
		(connection) =>
			String((connection as IDataObject | null)?.status).toLowerCase() !== 'pendingauth',
	);
}
