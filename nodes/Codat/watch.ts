import type { IDataObject } from 'n8n-workflow';
import { NodeApiError } from 'n8n-workflow';

import type { Client } from './transport/client';
import { mapInOrder } from './transport/concurrency';
import { isEmptyList } from './transport/errors';
import { fetchAll, recordsOf } from './transport/pagination';
import { IMPATIENT_RETRIES } from './transport/retry';
import type { Change, Seen, Sighting } from './trigger/changes';
import { findChanges } from './trigger/changes';
import { sources, sourcesOf } from './trigger/sources';
import type { TriggerState } from './trigger/state';
import { capacityFor, companiesToPoll, seenOf } from './trigger/state';

/** What the user has chosen to watch. */
export interface WatchSettings {
	events: string[];
	product: string;
	/** Undefined for all companies. */
	companyId?: string;
}

/** Codat takes 1,000 requests a minute (docs: rate-limits.md), and a poll may come every minute. */
const MOST_REQUESTS = 900;
/** Enough companies for a sample that someone waits for. */
const SAMPLED_COMPANIES = 20;

/**
 * Looks at all that is watched.
 *
 * @param before undefined when watching begins, which emits nothing
 * @param deadline epoch milliseconds after which no further company is looked at in this poll
 * @returns the events as items, oldest first; the state to keep; companies that could not be
 * looked at, which the next polls try again
 * @throws NodeApiError when not one company could be looked at
 */
export async function lookForNews(
	client: Client,
	settings: WatchSettings,
	before: TriggerState | undefined,
	deadline: number,
): Promise<{
	state: TriggerState;
	events: IDataObject[];
	skipped: Array<{ companyId: string; reason: string }>;
}> {
	const companies = await companiesOf(client, settings);
	const state = stateFor(settings, before, companies);
	const watched = sourcesOf(settings.events);
	const due = companiesToPoll(companies, state, Math.floor(MOST_REQUESTS / watched.length));
	const capacity = capacityFor(companies.length);

	const changes: Array<Change & { source: string; companyId: string }> = [];
	const failures: Array<{ companyId: string; error: Error }> = [];
	let looks = 0;
	let { lastCompany } = state;
	let isOver = false;
	await mapInOrder(due.length, async (index) => {
		const company = due[index];
		const companyId = String(company.id);
		if (isOver || Date.now() > deadline) return;
		lastCompany = companyId;
		try {
			const seen: Record<string, Seen> = {};
			const found = [];
			for (const source of watched) {
				const sightings = await look(client, source, companyId, settings.product);
				const result = findChanges(seenOf(state, company, source), sightings, capacity);
				seen[source] = result.seen;
				found.push(...result.changes.map((change) => ({ ...change, source, companyId })));
			}
			state.companies[companyId] = { ...state.companies[companyId], ...seen };
			changes.push(...found);
			looks++;
		} catch (error) {
			failures.push({ companyId, error: error as Error });
			// What stands in the way of this one stands in the way of all.
			isOver ||= error instanceof NodeApiError && ['401', '429'].includes(error.httpCode ?? '');
		}
	});
	if (looks === 0 && failures.length > 0) throw failures[0].error;

	return {
		state: { ...state, lastCompany },
		events: asEvents(changes, settings.events),
		skipped: failures.map(({ companyId, error }) => ({ companyId, reason: error.message })),
	};
}

/**
 * The newest record that fits one of the chosen events, or the newest of any kind, as an item.
 *
 * @returns undefined when there is none
 */
export async function lookForSample(
	client: Client,
	settings: WatchSettings,
): Promise<IDataObject | undefined> {
	const companies = await companiesOf(client, settings);
	const state = stateFor(settings, undefined, companies);
	const sampled = companiesToPoll(companies, state, SAMPLED_COMPANIES);
	const found = await mapInOrder(sampled.length, async (index) => {
		const companyId = String(sampled[index].id);
		const perSource = sourcesOf(settings.events).map(async (source) => {
			const sightings = await look(client, source, companyId, settings.product);
			return sightings.map((sighting) => ({ ...sighting, source, companyId }));
		});
		return (await Promise.all(perSource)).flat();
	});
	const newestFirst = found.flat().sort((a, b) => ((a.time ?? '') > (b.time ?? '') ? -1 : 1));
	const newestOf = (chosen: (source: string) => string[]) =>
		newestFirst.flatMap((change) => asEvents([change], chosen(change.source))).at(0);
	return newestOf(() => settings.events) ?? newestOf((source) => sources[source].events);
}

async function companiesOf(client: Client, { companyId }: WatchSettings): Promise<IDataObject[]> {
	if (companyId !== undefined) return [{ id: companyId }];
	return await fetchAll(async (page, pageSize) => {
		const request = { method: 'GET' as const, path: '/companies', query: { page, pageSize } };
		return await client.send(request, { retries: IMPATIENT_RETRIES });
	});
}

function stateFor(
	{ product, companyId }: WatchSettings,
	before: TriggerState | undefined,
	companies: IDataObject[],
): TriggerState {
	const scope = JSON.stringify([product, companyId ?? 'all']);
	const ids = companies.map(({ id }) => String(id));
	if (before?.scope !== scope) {
		const unseen = Object.fromEntries(ids.map((id) => [id, null]));
		return { scope, since: new Date().toISOString(), companies: unseen };
	}
	const known = ids.filter((id) => id in before.companies);
	const kept = Object.fromEntries(known.map((id) => [id, before.companies[id]]));
	return { ...before, companies: kept };
}

async function look(
	client: Client,
	source: string,
	companyId: string,
	product: string,
): Promise<Sighting[]> {
	const { path, sight } = sources[source];
	const answer = await client.send(
		{ method: 'GET', path: path(encodeURIComponent(companyId), product) },
		{ retries: IMPATIENT_RETRIES, accept: isEmptyList },
	);
	return recordsOf(answer)
		.map(sight)
		.filter((sighting) => sighting !== undefined);
}

/** One item for every chosen event that a change is, oldest first. */
function asEvents(
	changes: Array<Change & { source: string; companyId: string }>,
	chosen: string[],
): IDataObject[] {
	const key = ({ time, id }: Change) => `${time ?? ''}|${id}`;
	return changes
		.sort((a, b) => (key(a) < key(b) ? -1 : 1))
		.flatMap((change) => {
			const { eventsOf, describe } = sources[change.source];
			const events = eventsOf(change).filter((event) => chosen.includes(event));
			return events.map((event) => ({
				...change.record,
				companyId: change.record.companyId ?? change.companyId,
				event,
				...describe(change.record),
			}));
		});
}
