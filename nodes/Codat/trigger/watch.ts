import type { IDataObject } from 'n8n-workflow';

import type { Client } from '../transport/client';
import { askAbout, companiesOf, pollClient } from './asking';
import { findChanges } from './changes';
import { asItems, newestAsItem, type Finding } from './items';
import { isRecord } from './records';
import { readState } from './saved';
import type { Seen, Sighting } from './seen';
import type { WatchSettings } from './settings';
import type { Look } from './source';
import { sources, sourcesOf } from './sources';
import {
	capacityFor,
	companiesToPoll,
	scopeOf,
	seenOf,
	sourcesToAsk,
	stateFor,
	type TriggerState,
} from './state';
import { visitEach, type Skipped } from './visits';

/** Enough companies for a sample that someone waits for. */
const SAMPLED_COMPANIES = 20;

/**
 * Looks at all that is watched.
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
	const began = new Date(Date.now()).toISOString();
	const poll = pollClient(client);
	const watched = sourcesOf(settings.events);
	const companies = await companiesOf(poll, settings);
	const ids = companies.map(({ id }) => String(id));
	const { state: before, unreadable } = readState(saved);
	const state = stateFor(scopesOf(settings, watched), before, ids);
	const capacity = capacityFor(companies.length);
	const memories = new Map(Object.entries(state.companies));
	const findings: Finding[] = [];
	let leftOut = 0;

	const { skipped, last } = await visitEach(
		companiesToPoll(companies, state, watched),
		() => poll.isFull() || Date.now() > deadline,
		async (company, companyId) => {
			const memory: Record<string, Seen> = {};
			const found: Finding[] = [];
			const at = placeOf(company);
			const ask = askAbout(poll, settings, companyId);
			for (const source of sourcesToAsk(company, state, watched)) {
				const known = state.companies[companyId]?.[source];
				const look = await lookAt(source, { company, seen: known, ask });
				const { sightings, seen = seenOf(state, company, source, sightings, capacity) } = look;
				const result = findChanges(seen, sightings, capacity);
				memory[source] = result.seen;
				for (const change of result.changes) found.push({ ...change, ...at, source });
				leftOut += look.leftOut;
			}
			// All or nothing: a company whose second source fails is looked at again as if it had not been.
			memories.set(companyId, memory);
			for (const finding of found) findings.push(finding);
		},
	);

	const since = Object.fromEntries(watched.map((source) => [source, state.since[source] ?? began]));
	return {
		state: {
			...state,
			since,
			companies: Object.fromEntries(memories),
			lastCompany: last ?? state.lastCompany,
		},
		items: asItems(findings, settings.events),
		notes: notesOn(
			unreadable.filter((source) => watched.includes(source)),
			skipped,
			leftOut,
		),
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
	const poll = pollClient(client);
	const watched = sourcesOf(settings.events);
	const nothing = stateFor({}, undefined, []);
	const lastSync = ({ lastSync }: IDataObject) => String(lastSync ?? '');
	const sampled = companiesToPoll(await companiesOf(poll, settings), nothing, watched)
		.sort((a, b) => lastSync(b).localeCompare(lastSync(a)))
		.slice(0, SAMPLED_COMPANIES);
	const findings: Finding[] = [];
	await visitEach(sampled, poll.isFull, async (company, companyId) => {
		const ask = askAbout(poll, settings, companyId);
		for (const source of sourcesToAsk(company, nothing, watched)) {
			const { sightings } = await lookAt(source, { company, isSample: true, ask });
			for (const sighting of sightings) findings.push({ ...sighting, ...placeOf(company), source });
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

/** What is there now in a company's source, and how much of it is no record or has no ID. */
async function lookAt(
	source: string,
	look: Look,
): Promise<{ sightings: Sighting[]; seen?: Seen; leftOut: number }> {
	const { list, sight } = sources[source];
	const { records, seen } = await list(look);
	const sightings = records
		.map((record) => (isRecord(record) ? sight(record) : undefined))
		.filter((sighting) => sighting !== undefined);
	return { sightings, seen, leftOut: records.length - sightings.length };
}

function notesOn(unreadable: string[], skipped: Skipped[], leftOut: number): string[] {
	const notes: string[] = [];
	if (unreadable.length > 0) {
		notes.push(
			`Codat Trigger could not read what it remembered of ${unreadable.join(', ')}. Watching them begins anew: what happened since the last poll is not reported.`,
		);
	}
	if (skipped.length > 0) {
		const reasons = skipped.map(({ companyId, error }) => `${companyId}: ${error.message}`);
		notes.push(
			`Codat Trigger could not look at ${skipped.length} of the companies. The next poll tries again. ${reasons.slice(0, 5).join('; ')}`,
		);
	}
	if (leftOut > 0) {
		notes.push(
			`Codat Trigger left out ${leftOut} of the records that Codat sent: they are empty or have no ID.`,
		);
	}
	return notes;
}
