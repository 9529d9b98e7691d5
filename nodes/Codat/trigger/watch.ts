import type { IDataObject } from 'n8n-workflow';

import type { Client } from '../transport/client';
import { askAbout, companiesOf, pollClient, type PollClient } from './asking';
import { withinCapacity } from './capacity';
import { companiesToPoll, costOf, lastSyncOf, sourcesToAsk } from './companies';
import { asItems, newestAsItem, type Finding } from './items';
import { notesOn, paceNote } from './notes';
import { mayLook } from './pacing';
import { readState } from './saved';
import type { WatchSettings } from './settings';
import type { Look, Looked } from './source';
import { sources, sourcesOf } from './sources';
import { capacityFor, oldUntil, scopeOf, stateFor, type TriggerState } from './state';
import { visitEach } from './visits';

/** Enough companies for a sample that someone waits for. */
const SAMPLED_COMPANIES = 20;

/** Of changed records, a poll looks for no more when it has found so many: n8n must hold them all. */
const MANY_RECORDS = 10_000;

/**
 * Looks at all that is watched, as far as the day's quota allows.
 *
 * @param saved the state that was kept, as n8n gives it; undefined when watching begins, which
 * emits nothing
 * @param deadline epoch milliseconds after which no further company is looked at in this poll
 * @returns the events as items, oldest first; the state to keep; what the log should say, such as
 * companies that could not be looked at, which the next polls try again
 * @throws NodeApiError when not one company could be looked at
 */
export async function lookForNews(
	client: Client,
	settings: WatchSettings,
	saved: unknown,
	deadline: number,
): Promise<{ state: TriggerState; items: IDataObject[]; notes: string[] }> {
	const began = Date.now();
	const { state: before, unreadable } = readState(saved);
	const poll = pollClient(client, { pace: before?.pace, share: settings.share, deadline });
	const watched = sourcesOf(settings.events, settings.dataTypes);
	const listed = poll.mayBegin() ? await companiesOf(poll, settings) : undefined;
	const isDue = listed !== undefined;
	const companies = listed ?? [];
	const listCost = poll.count();
	const ids = isDue
		? companies.map(({ id }) => String(id))
		: Object.keys({ ...before?.companies, ...before?.visits });
	const state = stateFor(scopesOf(settings, watched), before, ids);
	const candidates = companiesToPoll(companies, state, watched, began);

	const { memories, visits, findings, leftOut, skipped, isComplete } = await lookAtEach(
		candidates,
		poll,
		{ settings, watched, state, capacity: capacityFor(companies.length) },
	);

	const since = Object.fromEntries(
		watched.map((source) => [source, state.since[source] ?? new Date(began).toISOString()]),
	);
	const costs = candidates.map((company) => costOf(company, watched));
	const round = isDue ? costs.reduce((sum, cost) => sum + cost, listCost) : before?.pace?.round;
	const known = poll.pace();
	const isSlow = !isDue || (!isComplete && !mayLook(known));
	const slow = paceNote(known && { ...known, round: round ?? 1 }, settings, isSlow);
	return {
		state: {
			...state,
			since,
			companies: withinCapacity(Object.fromEntries(memories)),
			visits: Object.fromEntries(visits),
			pace: slow.pace,
		},
		items: asItems(findings, settings.events),
		notes: [
			...notesOn(
				unreadable.filter((source) => watched.includes(source)),
				skipped,
				leftOut,
			),
			...slow.notes,
		],
	};
}

interface Watch {
	settings: WatchSettings;
	watched: string[];
	state: TriggerState;
	capacity: number;
}

/** Looks at one company after the other, and at as many as there is room for. */
async function lookAtEach(
	companies: IDataObject[],
	poll: PollClient,
	{ settings, watched, state, capacity }: Watch,
) {
	const memories = new Map(Object.entries(state.companies));
	const visits = new Map(Object.entries(state.visits));
	const findings: Finding[] = [];
	let leftOut = 0;
	let records = 0;

	const { skipped, isComplete } = await visitEach(
		companies,
		() => !poll.mayLook(),
		async (company, companyId) => {
			const look: Omit<Look, 'seen' | 'oldUntil'> = {
				...askAbout(poll, settings, company),
				company,
				settings,
				capacity,
				found: () => records++,
				hasEnough: () => records >= MANY_RECORDS || poll.isOver(),
			};
			const looked: Array<Looked & { source: string }> = [];
			for (const source of sourcesToAsk(company, state, watched)) {
				const seen = state.companies[companyId]?.[source];
				const its = { ...look, seen, oldUntil: oldUntil(state, company, source) };
				looked.push({ source, ...(await sources[source].look(its)) });
			}
			// All or nothing: a company whose second source fails is looked at again as if it had not been.
			memories.set(companyId, Object.fromEntries(looked.map(({ source, seen }) => [source, seen])));
			const found = looked.flatMap(({ source, changes }) =>
				changes.map((change) => ({ ...change, ...placeOf(company), source })),
			);
			for (const finding of found) findings.push(finding);
			for (const its of looked) leftOut += its.leftOut;
			const at = Date.now();
			visits.set(companyId, {
				at,
				newsAt: found.length > 0 ? at : visits.get(companyId)?.newsAt,
				isOpen: looked.some(({ isOpen }) => isOpen),
				lastSync: lastSyncOf(company),
			});
		},
	);
	// It had its turn, so that what always fails doesn't keep others from theirs.
	for (const { companyId } of skipped) {
		visits.set(companyId, { ...visits.get(companyId), at: Date.now() });
	}
	return { memories, visits, findings, leftOut, skipped, isComplete };
}

/**
 * The newest record that fits one of the chosen events, or the newest of any kind, as an item.
 * Of many companies, those whose data were synced last are looked at.
 *
 * @param deadline by when it has ended, in epoch milliseconds
 * @returns undefined when there is none
 */
export async function lookForSample(
	client: Client,
	settings: WatchSettings,
	deadline: number,
): Promise<IDataObject | undefined> {
	const poll = pollClient(client, { share: 1, deadline });
	const watched = sourcesOf(settings.events, settings.dataTypes);
	const nothing = stateFor({}, undefined, []);
	const listed = (await companiesOf(poll, settings)) ?? [];
	const lastSync = (company: IDataObject) => lastSyncOf(company) ?? '';
	const sampled = companiesToPoll(listed, nothing, watched, Date.now())
		.sort((a, b) => lastSync(b).localeCompare(lastSync(a)))
		.slice(0, SAMPLED_COMPANIES);
	const findings: Finding[] = [];
	await visitEach(sampled, poll.isOver, async (company) => {
		const look: Look = {
			...askAbout(poll, settings, company),
			company,
			settings,
			capacity: Infinity,
			found: () => {},
			hasEnough: poll.isOver,
		};
		for (const source of sourcesToAsk(company, nothing, watched)) {
			for (const change of await sources[source].sample(look)) {
				findings.push({ ...change, ...placeOf(company), source });
			}
		}
	});
	return newestAsItem(findings, settings.events);
}

function placeOf({ id, name }: IDataObject): Pick<Finding, 'companyId' | 'companyName'> {
	return { companyId: String(id), companyName: typeof name === 'string' ? name : undefined };
}

function scopesOf(
	{ product, companyId }: WatchSettings,
	watched: string[],
): Record<string, string> {
	return Object.fromEntries(watched.map((source) => [source, scopeOf(source, product, companyId)]));
}
