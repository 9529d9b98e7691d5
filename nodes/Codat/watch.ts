import type { IDataObject } from 'n8n-workflow';
import { NodeApiError } from 'n8n-workflow';

import type { Client } from './transport/client';
import { mapInOrder } from './transport/concurrency';
import { fillEndpoint } from './transport/endpoint';
import { isEmptyList } from './transport/errors';
import { fetchAll } from './transport/pagination';
import { IMPATIENT_RETRIES } from './transport/retry';
import { findChanges } from './trigger/changes';
import { asItems, newestAsItem, type Finding } from './trigger/items';
import type { Seen, Sighting } from './trigger/seen';
import type { WatchSettings } from './trigger/settings';
import { sources, sourcesOf } from './trigger/sources';
import type { Look } from './trigger/source';
import type { TriggerState } from './trigger/state';
import { capacityFor, companiesToPoll, seenOf, sourcesToAsk, stateFor } from './trigger/state';

/** A company that could not be looked at. */
export interface Skipped {
	companyId: string;
	error: Error;
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
): Promise<{ state: TriggerState; items: IDataObject[]; skipped: Skipped[] }> {
	const began = new Date(Date.now()).toISOString();
	const watched = sourcesOf(settings.events);
	const companies = await companiesOf(client, settings);
	const ids = companies.map(({ id }) => String(id));
	const scope = JSON.stringify([settings.product, settings.companyId ?? 'all']);
	const state = stateFor(scope, watched, before, ids);
	const due = companiesToPoll(companies, state, watched);
	const capacity = capacityFor(companies.length);
	const findings: Finding[] = [];
	let requests = 0;
	const isOver = () => requests >= MOST_REQUESTS || Date.now() > deadline;

	const { skipped, last } = await visitEach(due, isOver, async (company, companyId) => {
		const memory: Record<string, Seen> = {};
		const found: Finding[] = [];
		for (const source of sourcesToAsk(company, state, watched)) {
			const sightings = await lookAt(source, {
				company,
				seen: state.companies[companyId]?.[source],
				ask: (...parts) => {
					requests++;
					return askAbout(client, settings, companyId)(...parts);
				},
			});
			const seen = seenOf(state, company, source, sightings, capacity);
			const result = findChanges(seen, sightings, capacity);
			memory[source] = result.seen;
			for (const change of result.changes) found.push({ ...change, source, companyId });
		}
		// All or nothing: a company whose second source fails is looked at again as if it had not been.
		state.companies[companyId] = memory;
		for (const finding of found) findings.push(finding);
	});

	const since = Object.fromEntries(watched.map((source) => [source, state.since[source] ?? began]));
	return {
		state: { ...state, since, lastCompany: last ?? state.lastCompany },
		items: asItems(findings, settings.events),
		skipped,
	};
}

/**
 * The newest record that fits one of the chosen events, or the newest of any kind, as an item.
 * Of many companies, those whose data were synced last are looked at.
 *
 * @returns undefined when there is none
 */
export async function lookForSample(
	client: Client,
	settings: WatchSettings,
): Promise<IDataObject | undefined> {
	const watched = sourcesOf(settings.events);
	const nothing = { scope: '', since: {}, companies: {} };
	const lastSync = ({ lastSync }: IDataObject) => String(lastSync ?? '');
	const sampled = companiesToPoll(await companiesOf(client, settings), nothing, watched)
		.sort((a, b) => lastSync(b).localeCompare(lastSync(a)))
		.slice(0, SAMPLED_COMPANIES);
	const findings: Finding[] = [];
	await visitEach(
		sampled,
		() => false,
		async (company, companyId) => {
			const ask = askAbout(client, settings, companyId);
			for (const source of sourcesToAsk(company, nothing, watched)) {
				const sightings = await lookAt(source, { company, isSample: true, ask });
				for (const sighting of sightings) findings.push({ ...sighting, source, companyId });
			}
		},
	);
	return newestAsItem(findings, settings.events);
}

/**
 * The companies in scope, each once: pages shift while they are read. A record without an ID is
 * none that could be looked at.
 */
async function companiesOf(client: Client, { companyId }: WatchSettings): Promise<IDataObject[]> {
	if (companyId !== undefined) return [{ id: companyId }];
	const companies = await fetchAll(async (page, pageSize) => {
		const request = { method: 'GET' as const, path: '/companies', query: { page, pageSize } };
		return await client.send(request, { retries: IMPATIENT_RETRIES });
	});
	const usable = companies.filter((company) => Boolean(company?.id));
	return [...new Map(usable.map((company) => [company.id, company])).values()];
}

/**
 * Visits companies, several at a time. One that fails doesn't stop the others, unless what stands
 * in its way stands in the way of all.
 *
 * @returns the last company that was begun with
 * @throws the first failure when all failed
 */
async function visitEach(
	companies: IDataObject[],
	isOver: () => boolean,
	visit: (company: IDataObject, companyId: string) => Promise<void>,
): Promise<{ skipped: Skipped[]; last?: string }> {
	const skipped: Skipped[] = [];
	let visited = 0;
	let last: string | undefined;
	let isBarred = false;
	await mapInOrder(companies.length, async (index) => {
		if (isBarred || isOver()) return;
		const companyId = String(companies[index].id);
		last = companyId;
		try {
			await visit(companies[index], companyId);
			visited++;
		} catch (error) {
			skipped.push({ companyId, error: error as Error });
			isBarred ||= error instanceof NodeApiError && ['401', '429'].includes(error.httpCode ?? '');
		}
	});
	if (visited === 0 && skipped.length > 0) throw skipped[0].error;
	return { skipped, last };
}

/** What is there now in a company's source. */
async function lookAt(source: string, look: Look): Promise<Sighting[]> {
	const { list, sight } = sources[source];
	const records = (await list(look)).filter((record) => typeof record === 'object' && record);
	return records.map(sight).filter((sighting) => sighting !== undefined);
}

/** Asks Codat about a company, without much patience: the next poll asks again. */
function askAbout(client: Client, { product }: WatchSettings, companyId: string): Look['ask'] {
	return async (endpoint, query, values) =>
		await client.send(
			{ ...fillEndpoint(endpoint, { companyId, product, ...values }), query },
			{
				retries: IMPATIENT_RETRIES,
				accept: (answer) =>
					isEmptyList(answer) || (answer.status === 400 && query?.orderBy !== undefined),
			},
		);
}
