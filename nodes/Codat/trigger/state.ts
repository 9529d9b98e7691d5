import type { IDataObject } from 'n8n-workflow';

import { CLOCK_DIFFERENCE, timeKey } from '../time';
import type { Pace } from './pacing';
import { pick } from './records';
import type { Memory } from './source';
import { sources } from './sources';
import type { Visit } from './urgency';

/** What the trigger keeps between polls, in n8n's static data: plain data, bounded. */
export interface TriggerState {
	/** What is watched, by source, see `scopeOf`; when it is another, that source begins anew. */
	scopes: Record<string, string>;
	/** When watching began, as an ISO date of n8n's clock, by source. */
	since: Record<string, string>;
	/** What was seen, by company ID and source; a company that was never looked at is not in it. */
	companies: Record<string, Record<string, Memory>>;
	/** How companies were last looked at, by ID. */
	visits: Record<string, Visit>;
	/** What is known of the day's quota; undefined where Codat doesn't say. */
	pace?: Pace;
}

/** How many records are remembered in all, so that the state stays within a few megabytes. */
const TOTAL_CAPACITY = 20_000;

/** How many companies are remembered that are not in Codat's list: it may have left them out once. */
const ABSENT_CAPACITY = 1_000;

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
	if (before === undefined) return { scopes, since: {}, companies: {}, visits: {} };
	const same = Object.keys(scopes).filter((source) => before.scopes[source] === scopes[source]);
	const since = pick(before.since, same);
	const present = new Set(companyIds);
	const known = Object.keys(before.companies);
	const absent = known.filter((id) => !present.has(id)).slice(-ABSENT_CAPACITY);
	const kept = [...absent, ...known.filter((id) => present.has(id))];
	const companies = kept.map((id) => [id, pick(before.companies[id], same)]);
	const visits = Object.fromEntries(
		Object.entries(before.visits).filter(([id]) => present.has(id) || id in before.companies),
	);
	return { ...before, scopes, since, companies: Object.fromEntries(companies), visits };
}

/**
 * What is old of a company's source at its first look, as `timeKey`: undefined when watching begins,
 * for everything; later what is dated before, and nothing (an empty text) if the company was created
 * after.
 */
export function oldUntil(
	{ since }: TriggerState,
	company: IDataObject,
	source: string,
): string | undefined {
	const began = since[source];
	if (began === undefined) return undefined;
	return isNew(company, began) ? '' : timeKey(began);
}

/** Whether a company was created after a date of n8n's clock, or may have been. */
function isNew({ created }: IDataObject, since: string): boolean {
	const earliest = new Date(Date.parse(since) - CLOCK_DIFFERENCE).toISOString();
	return (timeKey(created) ?? '') > timeKey(earliest)!;
}
