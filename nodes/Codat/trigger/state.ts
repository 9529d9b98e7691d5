import type { IDataObject } from 'n8n-workflow';

import { firstSeen } from './changes';
import { NOTHING_SEEN, type Seen, type Sighting } from './seen';
import { sources } from './sources';
import { timeKey } from './time';

/** What the trigger keeps between polls, in n8n's static data: plain data, bounded. */
export interface TriggerState {
	/** What is watched; when it is another, all begins anew. */
	scope: string;
	/** When watching began, as an ISO date, by source. */
	since: Record<string, string>;
	/** What was seen, by company ID and source; a company that was never looked at is not in it. */
	companies: Record<string, Record<string, Seen>>;
	/** The last company that was looked at: the next poll begins after it. */
	lastCompany?: string;
}

/** How many records are remembered in all, so that the state stays within a few megabytes. */
const TOTAL_CAPACITY = 20_000;

/** How many companies are remembered that are not in Codat's list: it may have left them out once. */
const ABSENT_CAPACITY = 1_000;

/** How many records of a source to remember for each of so many companies. */
export function capacityFor(companies: number): number {
	return Math.min(2_000, Math.max(10, Math.floor(TOTAL_CAPACITY / Math.max(1, companies))));
}

/**
 * The state that a poll begins with: a copy, without what isn't watched any more.
 *
 * @param before the state that was kept; undefined when watching begins
 */
export function stateFor(
	scope: string,
	watched: string[],
	before: TriggerState | undefined,
	companyIds: string[],
): TriggerState {
	if (before?.scope !== scope) return { scope, since: {}, companies: {} };
	const since = pick(before.since, watched);
	const present = new Set(companyIds);
	const known = Object.keys(before.companies);
	const absent = known.filter((id) => !present.has(id)).slice(-ABSENT_CAPACITY);
	const kept = [...absent, ...known.filter((id) => present.has(id))];
	const companies = kept.map((id) => [id, pick(before.companies[id], Object.keys(since))]);
	return { ...before, since, companies: Object.fromEntries(companies) };
}

/**
 * What counts as seen of a company's source. When watching begins, that is everything; at a
 * later first look it is what is dated before, and nothing if the company was created after.
 */
export function seenOf(
	state: TriggerState,
	company: IDataObject,
	source: string,
	sightings: Sighting[],
	capacity: number,
): Seen {
	const seen = state.companies[String(company.id)]?.[source];
	if (seen) return seen;
	const since = timeKey(state.since[source]);
	const isNewCompany = since !== undefined && (timeKey(company.created) ?? '') > since;
	return isNewCompany ? NOTHING_SEEN : firstSeen(sightings, since, capacity);
}

/**
 * The companies to look at, in their order: beginning after the last one of the poll before, so
 * that none starves when a poll can't get through all. Left out is one that can't have news.
 */
export function companiesToPoll(
	companies: IDataObject[],
	state: TriggerState,
	watched: string[],
): IDataObject[] {
	const candidates = companies
		.filter((company) => sourcesToAsk(company, state, watched).length > 0)
		.sort((a, b) => (String(a.id) < String(b.id) ? -1 : 1));
	const start = Math.max(
		0,
		candidates.findIndex(({ id }) => String(id) > (state.lastCompany ?? '')),
	);
	return [...candidates.slice(start), ...candidates.slice(0, start)];
}

/**
 * The sources of a company that may have news: a company that never had a linked connection can't
 * have synced or been written to, unless it was looked at before.
 */
export function sourcesToAsk(
	company: IDataObject,
	{ companies: known }: TriggerState,
	watched: string[],
): string[] {
	return watched.filter(
		(source) =>
			sources[source].comesWith?.(company) ||
			wasLinked(company) ||
			known[String(company.id)]?.[source] !== undefined,
	);
}

function wasLinked({ dataConnections }: IDataObject): boolean {
	if (!Array.isArray(dataConnections)) return true;
	return dataConnections.some(
		(connection) =>
			String((connection as IDataObject | null)?.status).toLowerCase() !== 'pendingauth',
	);
}

function pick<Value>(values: Record<string, Value>, names: string[]): Record<string, Value> {
	return Object.fromEntries(
		names.filter((name) => name in values).map((name) => [name, values[name]]),
	);
}
