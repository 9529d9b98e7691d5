import type { IDataObject } from 'n8n-workflow';

import type { Change, Sighting } from './changes';
import { timeKey } from './changes';
import { outcomeOf, statusCode } from './outcome';

/** A kind of record that the trigger watches, and what its changes mean. */
export interface Source {
	/** The events that come from it. */
	events: string[];
	/** The list to look at, of one company. */
	path: (companyId: string, product: string) => string;
	/** A record as a sighting; undefined for what has nothing to know it by. */
	sight: (record: IDataObject) => Sighting | undefined;
	/** The events that a change is. */
	eventsOf: (change: Change) => string[];
	/** What an item tells beside the record. */
	describe: (record: IDataObject) => IDataObject;
}

const syncs: Source = {
	events: ['syncCompleted', 'syncFailed', 'syncStarted', 'syncStatusChanged'],
	path: (companyId, product) => `/companies/${companyId}/sync/${product}/syncs/list/status`,
	sight(record) {
		const id = record.syncId ?? record.commerceSyncId ?? record.syncUtc;
		if (id === undefined || id === null || id === '') return undefined;
		const status = statusCode(record.syncStatusCode);
		const isOpen = !['success', 'failure'].includes(outcomeOf(status));
		return { id: String(id), status, time: timeKey(record.syncUtc), isOpen, record };
	},
	eventsOf({ status, before }) {
		const outcome = outcomeOf(status);
		const isNewOutcome = before === undefined || outcomeOf(before) !== outcome;
		const events: string[] = [];
		if (before === undefined) events.push('syncStarted');
		if (isNewOutcome && outcome === 'success') events.push('syncCompleted');
		if (isNewOutcome && outcome === 'failure') events.push('syncFailed');
		if (status !== '') events.push('syncStatusChanged');
		return events;
	},
	describe: (record) => ({ outcome: outcomeOf(record.syncStatusCode) }),
};

/** Everything that is watched, by the name under which it is remembered. */
export const sources: Record<string, Source> = { syncs };

/** The names of the sources that the chosen events come from. */
export function sourcesOf(events: string[]): string[] {
	return Object.keys(sources).filter((name) =>
		sources[name].events.some((event) => events.includes(event)),
	);
}
