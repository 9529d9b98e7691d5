import type { IDataObject } from 'n8n-workflow';

import { timeKey } from '../time';
import { recordsAmong } from './records';
import { sources } from './sources';
import type { TriggerState } from './state';
import { urgencyOf } from './urgency';

/**
 * The companies to look at, the most urgent first. Left out is one that can't have news.
 *
 * @param now epoch milliseconds
 */
export function companiesToPoll(
	companies: IDataObject[],
	state: TriggerState,
	watched: string[],
	now: number,
): IDataObject[] {
	return companies
		.filter((company) => sourcesToAsk(company, state, watched).length > 0)
		.map((company) => ({
			company,
			id: String(company.id),
			urgency: urgencyOf(state.visits[String(company.id)], lastSyncOf(company), now),
		}))
		.sort((a, b) => (a.urgency === b.urgency ? (a.id < b.id ? -1 : 1) : b.urgency - a.urgency))
		.map(({ company }) => company);
}

/** When a company's data were last fetched, as a text that is another after each time. */
export function lastSyncOf({ dataConnections, lastSync }: IDataObject): string | undefined {
	const connections = Array.isArray(dataConnections) ? recordsAmong(dataConnections) : [];
	const said = [lastSync, ...connections.map((connection) => connection.lastSync)];
	const times = said.map((time) => timeKey(time) ?? '');
	return times.sort().at(-1) || undefined;
}

/** How many requests a look takes at the least: data types share one. */
export function costOf(company: IDataObject, watched: string[]): number {
	const asked = watched.filter((source) => !sources[source].comesWith?.(company));
	return new Set(asked.map((source) => (sources[source].dataType ? 'dataStatus' : source))).size;
}

/**
 * The sources of a company that may have news: a company that never had a linked connection can't
 * have synced or been written to, unless it was looked at before.
 */
export function sourcesToAsk(
	company: IDataObject,
	{ companies: known }: Pick<TriggerState, 'companies'>,
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
