import type { IDataObject } from 'n8n-workflow';

import { hasSyncEnded, syncOutcome } from '../../outcomes';
import type { Endpoint } from '../../transport/endpoint';
import { isRecordGone } from '../../transport/notFound';
import { listOf, recordsOf } from '../../transport/pagination';
import { kindOf } from '../../transport/refusals';
import { UserFacingError } from '../../transport/userFacingError';
import { naming } from '../../transport/words';
import type { Call } from '../operation';
import { waitForEnd, type Started } from '../started';
import { waitFieldsFor } from '../waitForCompletion';

/** The fields of an operation that starts a sync and can wait for it. */
export const waitFields = waitFieldsFor(
	'Return Failed Sync',
	'returnFailedSync',
	'Whether to return a failed sync. When off, a failed sync stops the workflow with Codat’s message.',
);

/**
 * Starts a sync; when asked to, waits for its end.
 *
 * @returns the sync as Codat gave it: its summary when started, or its status when ended
 * @throws UserFacingError when the sync failed (unless failed ones are wanted), and what `waitForEnd`
 * throws
 */
export async function startAndWait(call: Call): Promise<unknown> {
	const { body } = await call.request();
	if (!call.values.waitForCompletion) return body;

	const started = startedSync(call, listOf(body)[0] ?? {});
	return await waitForEnd(call, started, (ended) => {
		if (syncOutcome(ended.syncStatusCode) === 'failure' && !call.values.returnFailedSync) {
			const why = reason(ended);
			const hint = kindOf('sync', [why])?.hint;
			const id = ended.syncId ?? ended.commerceSyncId ?? Object.values(started.ids).at(-1);
			throw new UserFacingError(
				`The sync failed: ${why}`,
				`${hint ? `${naming(hint, call.companyName())} ` : ''}Codat’s status is ${ended.syncStatus ?? 'not given'} (${ended.syncStatusCode}), sync ${id ?? 'without an ID'}. Turn on 'Return Failed Sync' to handle this in the workflow.`,
			);
		}
		return ended;
	});
}

/**
 * The sync that was started. What starting returns has a `commerceSyncId`, while the status endpoint
 * takes a `syncId`; only Get Status pairs the two (Commerce spec). Where it shows another sync, or is
 * gone, the list of syncs may know the ID.
 */
function startedSync(call: Call, answer: IDataObject): Started {
	const ids: Record<string, string> = {};
	learn(answer);

	function learn(sync: IDataObject) {
		if (isId(sync.commerceSyncId)) ids.commerceSyncId = sync.commerceSyncId;
		if (isId(sync.syncId)) call.values.syncId = ids.syncId = sync.syncId;
	}
	const isOurs = (sync: IDataObject | null) =>
		[sync?.syncId, sync?.commerceSyncId].some((id) => isId(id) && Object.values(ids).includes(id));

	return {
		fact: 'The sync was started',
		kind: 'sync',
		ids,
		answer,
		hasEnded: hasSyncEnded,
		async look(deadline) {
			const find = async (endpoint: Endpoint) =>
				recordsOf(await call.send(endpoint, { accept: isRecordGone, deadline })).find(isOurs);
			const byId = 'GET /companies/{companyId}/sync/commerce/syncs/{syncId}/status';
			const sync =
				(ids.syncId ? await find(byId) : undefined) ??
				(await find('GET /meta/companies/{companyId}/sync/commerce/status')) ??
				(await find('GET /companies/{companyId}/sync/commerce/syncs/list/status'));
			if (sync) learn(sync);
			return sync;
		},
		lookUp: () => (ids.syncId ? "'Get' of 'Sync'" : "'Get Latest' of 'Sync'"),
		again: 'start another sync',
		slow: '',
	};
}

function isId(value: unknown): value is string {
	return typeof value === 'string' && value !== '';
}

function reason(sync: IDataObject): string {
	return String(sync.errorMessage || sync.syncExceptionMessage || 'Codat gave no reason').trim();
}
