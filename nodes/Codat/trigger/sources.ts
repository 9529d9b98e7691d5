import type { IDataObject } from 'n8n-workflow';

import type { Endpoint } from '../transport/endpoint';
import type { Change } from './changes';
import { outcomeOf, statusCode } from './outcome';
import type { Sighting } from './seen';
import { timeKey } from './time';

/** A kind of record that the trigger watches, and what its changes mean. */
export interface Source {
	/** The events that come from it. */
	events: string[];
	/** The list to look at, of one company. */
	endpoint: Endpoint;
	/** A record as a sighting; undefined for what has nothing to know it by. */
	sight: (record: IDataObject) => Sighting | undefined;
	/** The events that a change is. */
	eventsOf: (change: Change) => string[];
	/** What an item tells beside the record. */
	describe: (record: IDataObject) => IDataObject;
}

const syncs: Source = {
	events: ['syncCompleted', 'syncFailed', 'syncStarted', 'syncStatusChanged'],
	endpoint: 'GET /companies/{companyId}/sync/{product}/syncs/list/status',
	sight(record) {
		const { syncId, commerceSyncId, syncUtc, syncStatusCode } = record;
		const id = [syncId, commerceSyncId, syncUtc].find(isId);
		if (id === undefined) return undefined;
		const status = statusCode(syncStatusCode);
		const isOpen = !['success', 'failure'].includes(outcomeOf(status));
		return { id: String(id), status, time: timeKey(syncUtc), isOpen, record };
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
	describe: ({ syncStatusCode }) => ({ outcome: outcomeOf(syncStatusCode) }),
};

/** Everything that is watched, by the name under which it is remembered. */
export const sources: Record<string, Source> = { syncs };

/** The names of the sources that the chosen events come from. */
export function sourcesOf(events: string[]): string[] {
	return Object.keys(sources).filter((name) =>
		sources[name].events.some((event) => events.includes(event)),
	);
}

function isId(value: unknown): boolean {
	return (typeof value === 'string' && value.trim() !== '') || typeof value === 'number';
}
