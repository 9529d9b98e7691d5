import { recordsOf } from '../transport/pagination';
import { outcomeOf, statusCode } from './outcome';
import type { Source } from './source';
import { timeKey } from './time';

/** Syncs, which Codat lists whole (contract §5.1). */
export const syncs: Source = {
	events: ['syncCompleted', 'syncFailed', 'syncStarted', 'syncStatusChanged'],
	list: async ({ ask }) =>
		recordsOf(await ask('GET /companies/{companyId}/sync/{product}/syncs/list/status')),
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
	describe: ({ record }) => ({ outcome: outcomeOf(record.syncStatusCode) }),
};

function isId(value: unknown): boolean {
	return (typeof value === 'string' && value.trim() !== '') || typeof value === 'number';
}
