import { randomUUID } from 'node:crypto';
import { MINUTE, type Clock } from './clock';
import type { Company, Product, Sync, SyncEnd } from './state';

/** A sync at one moment, in the fields that all its representations share. */
interface SyncView {
	companyId: string;
	syncStatusCode: number;
	syncStatus: string;
	errorMessage: string;
	syncExceptionMessage: string;
	syncUtc: string;
	dataPushed: boolean;
}

const IN_PROGRESS = 1000;
const LONG_RUNNING = 1010;
const DATA_WRITTEN = 2000;

/** Codat's status codes, and a text for each (Codat docs: Commerce error documentation). */
export const SYNC_CODES: Record<number, { status: string; error: string }> = {
	1000: { status: 'Started', error: '' },
	1010: { status: 'Pushing', error: '' },
	2000: { status: 'Complete', error: '' },
	2040: { status: 'Complete', error: '' },
	4000: { status: 'ValidateError, Pending', error: 'The sync is not fully configured.' },
	4040: { status: 'Error', error: 'The company was deleted.' },
	4200: { status: 'MapCoreError', error: 'A tax rate is not mapped to an account.' },
	4220: { status: 'Error', error: 'The connection was deauthorised.' },
	4260: { status: 'Error', error: 'The accounting subscription has expired.' },
	5000: { status: 'Error', error: 'Something went wrong on the server.' },
	5080: { status: 'Error', error: 'Date overlaps with a previous sync date range.' },
	5120: { status: 'ProcessError', error: 'The data could not be processed.' },
	5130: { status: 'PushError', error: 'The data could not be written.' },
};

/** The code that a sync has now: it moves with the clock alone. */
export function codeOf(sync: Sync, now: number): number {
	if (now >= sync.endsAt) return sync.end.code;
	return now - sync.startedAt > 10 * MINUTE ? LONG_RUNNING : IN_PROGRESS;
}

function view(companyId: string, sync: Sync, now: number): SyncView {
	const code = codeOf(sync, now);
	const text = SYNC_CODES[code] ?? { status: 'Unknown', error: '' };
	const error = now >= sync.endsAt ? (sync.end.errorMessage ?? text.error) : '';
	return {
		companyId,
		syncStatusCode: code,
		syncStatus: text.status,
		errorMessage: error,
		syncExceptionMessage: error,
		syncUtc: sync.syncUtc,
		dataPushed: code === DATA_WRITTEN,
	};
}

/** Commerce and Expenses spec: `CompanySyncStatus`, with the `syncId` alone. */
export function companySyncStatus(company: Company, sync: Sync, now: number) {
	return { syncId: sync.syncId, ...view(company.id, sync, now) };
}

/** Commerce spec: `SyncStatus`, with both IDs. */
export function syncStatus(company: Company, sync: Sync, now: number) {
	return {
		...view(company.id, sync, now),
		commerceSyncId: sync.commerceSyncId,
		syncId: sync.syncId,
		dataConnections: company.connections,
	};
}

/** Commerce spec: `SyncSummary`, with the `commerceSyncId` alone. */
export function syncSummary(company: Company, sync: Sync, now: number) {
	return {
		...view(company.id, sync, now),
		syncDateRangeUtc: sync.range,
		commerceSyncId: sync.commerceSyncId,
		dataConnections: company.connections,
	};
}

/** The syncs of one product, newest first. */
export function syncsOf(company: Company, product: Product): Sync[] {
	return company.syncs.filter((sync) => sync.product === product).reverse();
}

export function succeeded(sync: Sync, now: number): boolean {
	const code = codeOf(sync, now);
	return code >= 2000 && code < 3000;
}

/** What a sync is put in with; what is left out keeps its value, or takes a plain one. */
export interface SyncInput extends Partial<SyncEnd> {
	product?: Product;
	syncId?: string;
	syncUtc?: string;
	/** In progress until then; forever for an in-progress code, and already over for any other. */
	endsInMs?: number;
	range?: { start: string; finish: string };
}

/** Adds a sync, or alters the one with this ID. */
export function putSync(company: Company, input: SyncInput, clock: Clock): Sync {
	const now = clock.now();
	const known = company.syncs.find(({ syncId }) => syncId === input.syncId);
	const code = input.code ?? known?.end.code ?? company.nextSync.code;
	const running = code === IN_PROGRESS || code === LONG_RUNNING;
	const changes = {
		product: input.product ?? known?.product ?? 'commerce',
		syncUtc: input.syncUtc ?? known?.syncUtc ?? clock.stamp(),
		endsAt: now + (input.endsInMs ?? (running ? Infinity : 0)),
		end: { code, errorMessage: input.errorMessage },
		range: input.range ?? known?.range,
	};
	if (known) return Object.assign(known, changes);

	const sync: Sync = {
		syncId: input.syncId ?? randomUUID(),
		commerceSyncId: randomUUID(),
		startedAt: code === LONG_RUNNING ? now - 11 * MINUTE : now,
		...changes,
	};
	company.syncs.push(sync);
	return sync;
}
