import type { IDataObject } from 'n8n-workflow';

import { firstSeen } from './changes';
import { pick, recordsAmong } from './records';
import { NOTHING_SEEN, type Seen, type Sighting } from './seen';
import { sources } from './sources';
import { timeKey } from '../time';
import { inTurn } from './turns';

/** What the trigger keeps between polls, in n8n's static data: plain data, bounded. */
export interface TriggerState {
	/** What is watched, by source, see `scopeOf`; when it is another, that source begins anew. */
	scopes: Record<string, string>;
	/** When watching began, as an ISO date of n8n's clock, by source. */
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

/** How far n8n's clock and Codat's may differ, in milliseconds. */
const CLOCK_DIFFERENCE = 300_000;

/** How many records of a source to remember for each of so many companies. */
export function capacityFor(companies: number): number {
	return Math.min(2_000, Math.max(10, Math.floor(TOTAL_CAPACITY / Math.max(1, companies))));
}

/** What decides which records a source has: nothing that it doesn't need, so that nothing else ends its memory. */
export function scopeOf(source: string, product: unknown, companyId: unknown): string {
	return JSON.stringify([...(sources[source].isByProduct ? [product] : []), companyId ?? 'all']);
}

/**
 * The state that a poll begins with: a copy, without what isn't watched any more.
 *
 * @param scopes what is watched now, by source
 * @param before the state that was kept; undefined when watching begins
 */
export function stateFor(
	scopes: Record<string, string>,
	before: TriggerState | undefined,
	companyIds: string[],
): TriggerState {
	if (before === undefined) return { scopes, since: {}, companies: {} };
	const same = Object.keys(scopes).filter((source) => before.scopes[source] === scopes[source]);
	const since = pick(before.since, same);
	const present = new Set(companyIds);
	const known = Object.keys(before.companies);
	const absent = known.filter((id) => !present.has(id)).slice(-ABSENT_CAPACITY);
	const kept = [...absent, ...known.filter((id) => present.has(id))];
	const companies = kept.map((id) => [id, pick(before.companies[id], same)]);
	return { ...before, scopes, since, companies: Object.fromEntries(companies) };
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
	const since = state.since[source];
	if (since === undefined) return firstSeen(sightings, undefined, capacity);
	return isNew(company, since) ? NOTHING_SEEN : firstSeen(sightings, timeKey(since), capacity);
}

/** Whether a company was created after a date of n8n's clock, or may have been. */
function isNew({ created }: IDataObject, since: string): boolean {
	const earliest = new Date(Date.parse(since) - CLOCK_DIFFERENCE).toISOString();
	return (timeKey(created) ?? '') > timeKey(earliest)!;
}

/**
 * The companies to look at, in turn, so that none starves when a poll can't get through all. Left
 * out is one that can't have news.
 */
export function companiesToPoll(
	companies: IDataObject[],
	state: TriggerState,
	watched: string[],
): IDataObject[] {
	const candidates = companies.filter(
		(company) => sourcesToAsk(company, state, watched).length > 0,
	);
	return inTurn(candidates, ({ id }) => String(id), state.lastCompany);
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
	const known = recordsAmong(dataConnections);
	return (
		known.length < dataConnections.length ||
		known.some(({ status }) => String(status).toLowerCase() !== 'pendingauth')
	);
}
