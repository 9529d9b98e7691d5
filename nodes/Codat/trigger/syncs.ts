import { describeSync, hasSyncEnded, statusCode, syncOutcome } from '../outcomes';
import { recordsOf } from '../transport/pagination';
import { listed } from './listed';
import { timeKey } from '../time';

/** Syncs, which Codat lists whole, in a list for each product. */
export const syncs = listed({
	events: ['syncCompleted', 'syncFailed', 'syncStarted', 'syncStatusChanged'],
	isByProduct: true,
	hasEnds: true,
	async list({ ask }) {
		const endpoint = 'GET /companies/{companyId}/sync/{product}/syncs/list/status';
		return { records: recordsOf(await ask(endpoint)) };
	},
	sight(record) {
		const { syncId, commerceSyncId, syncUtc, syncStatusCode } = record;
		const id = [syncId, commerceSyncId, syncUtc].find(isId);
		if (id === undefined) return undefined;
		const status = statusCode(syncStatusCode);
		const isOpen = !hasSyncEnded(record);
		return { id: String(id), status, time: timeKey(syncUtc), isOpen, record };
	},
	eventsOf({ status, before }) {
		const outcome = syncOutcome(status);
		const isNewOutcome = before === undefined || syncOutcome(before) !== outcome;
		const events: string[] = [];
		if (before === undefined) events.push('syncStarted');
		if (isNewOutcome && outcome === 'success') events.push('syncCompleted');
		if (isNewOutcome && outcome === 'failure') events.push('syncFailed');
		if (status !== '') events.push('syncStatusChanged');
		return events;
	},
	describe: ({ record }) => describeSync(record),
});

function isId(value: unknown): boolean {
	return (typeof value === 'string' && value.trim() !== '') || typeof value === 'number';
}
