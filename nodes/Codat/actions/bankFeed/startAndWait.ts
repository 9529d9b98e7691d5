import type { IDataObject } from 'n8n-workflow';

import { feedSyncOutcome, hasFeedSyncEnded } from '../../outcomes';
import { isRecordGone } from '../../transport/notFound';
import { listOf, recordsOf } from '../../transport/pagination';
import { UserFacingError } from '../../transport/userFacingError';
import type { Call } from '../operation';
import { waitForEnd, type Started } from '../started';

/** The syncs of a source account of a managed bank feed. */
export const SYNCS =
	'/companies/{companyId}/connections/{connectionId}/bankFeedAccounts/{sourceAccountId}/managedBankFeeds/syncs';

/**
 * Starts a sync of a managed bank feed; when asked to, waits for its end.
 *
 * @returns the sync's ID, or how it ended
 * @throws UserFacingError when it failed in whole or in part (unless such are wanted), and what
 * `waitForEnd` throws
 */
export async function startAndWait(call: Call): Promise<unknown> {
	const { body } = await call.request();
	if (!call.values.waitForCompletion) return body;

	return await waitForEnd(call, startedSync(call, listOf(body)[0] ?? {}), (ended) => {
		if (feedSyncOutcome(ended) === 'success' || call.values.returnFailedSync) return ended;
		const { status, errorMessage, errorCode, syncId } = ended;
		const reason = String(errorMessage || errorCode || 'Codat gave no reason').trim();
		const isPart = feedSyncOutcome(ended) === 'partialSuccess';
		throw new UserFacingError(
			isPart ? `Only part of the sync succeeded: ${reason}` : `The sync failed: ${reason}`,
			`Codat’s status is ${String(status)}, sync ${String(syncId)}. Turn on 'Return Failed Sync' to handle this in the workflow.`,
		);
	});
}

function startedSync(call: Call, answer: IDataObject): Started {
	const { syncId } = answer;
	const ids: Started['ids'] = {};
	if (typeof syncId === 'string' && syncId !== '') call.values.syncId = ids.syncId = syncId;
	return {
		fact: 'The sync was started',
		kind: 'sync',
		ids,
		answer,
		hasEnded: hasFeedSyncEnded,
		async look(deadline) {
			return recordsOf(
				await call.send(`GET ${SYNCS}/{syncId}`, { accept: isRecordGone, deadline }),
			)[0];
		},
		lookUp: () => (ids.syncId ? "'Get Sync' of 'Bank Feed'" : "'Get Latest Sync' of 'Bank Feed'"),
		again: 'start another sync',
		slow: '',
	};
}
