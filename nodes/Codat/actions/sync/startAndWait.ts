import type { IDataObject } from 'n8n-workflow';

import type { Field } from '../../fields/field';
import { hasSyncEnded, syncOutcome } from '../../outcomes';
import { UserFacingError } from '../../transport/userFacingError';
import { isNotFound, quote } from '../../transport/errors';
import { listOf, recordsOf } from '../../transport/pagination';
import type { Call } from '../operation';
import { maxWaitMinutes, pollUntil, waitForCompletion } from '../waitForCompletion';

/** The fields of an operation that starts a sync and can wait for it. */
export const waitFields: Field[] = [
	waitForCompletion,
	maxWaitMinutes,
	{
		property: {
			displayName: 'Return Failed Sync',
			name: 'returnFailedSync',
			type: 'boolean',
			default: false,
			description:
				'Whether to return a sync that failed as a result. When off, a failed sync stops the workflow with Codat’s message.',
			displayOptions: { show: { waitForCompletion: [true] } },
		},
	},
];

/**
 * Starts a sync; when asked to, waits for its end.
 *
 * @returns the sync as Codat gave it: its summary when started, or its status when ended
 * @throws UserFacingError when the sync failed (unless failed ones are wanted), or did not end in time
 */
export async function startAndWait(call: Call): Promise<unknown> {
	const { body } = await call.request();
	if (!call.values.waitForCompletion) return body;

	const started = listOf(body)[0] ?? {};
	const minutes = call.values.maxWaitMinutes as number;
	const ended = await pollUntil(followSync(call, started), hasSyncEnded, minutes, call.signal);
	if (ended === undefined) {
		throw new UserFacingError(
			`The sync did not end within ${minutes} ${minutes === 1 ? 'minute' : 'minutes'}`,
			`It goes on in Codat (${describeId(started)}). Raise 'Max Wait (Minutes)', or let a Codat Trigger tell you when it ends.`,
		);
	}
	if (syncOutcome(ended.syncStatusCode) === 'failure' && !call.values.returnFailedSync) {
		throw new UserFacingError(
			`The sync failed: ${reason(ended)}`,
			`Codat’s status is ${ended.syncStatus ?? 'not given'} (${ended.syncStatusCode}), ${describeId(ended)}. Turn on 'Return Failed Sync' to handle this in the workflow.`,
		);
	}
	return ended;
}

/**
 * Finds the sync that was started, each time it is called. What starting returns has a
 * `commerceSyncId`, while the status endpoint takes a `syncId`; only Get Status pairs the two
 * (contract §1.3). Where it shows another sync, or is gone, the list of syncs may know the ID.
 */
function followSync(call: Call, started: IDataObject) {
	const ids = new Set([started.commerceSyncId, started.syncId].filter((id) => id));
	const isOurs = (sync: IDataObject) => ids.has(sync.commerceSyncId) || ids.has(sync.syncId);
	const find = async (endpoint: Parameters<Call['send']>[0]) =>
		recordsOf(await call.send(endpoint, { accept: isNotFound })).find(isOurs);

	return async (): Promise<IDataObject | undefined> => {
		if (typeof call.values.syncId === 'string') {
			return await find('GET /companies/{companyId}/sync/commerce/syncs/{syncId}/status');
		}
		const sync =
			(await find('GET /meta/companies/{companyId}/sync/commerce/status')) ??
			(await find('GET /companies/{companyId}/sync/commerce/syncs/list/status'));
		if (typeof sync?.syncId === 'string') {
			ids.add(sync.syncId);
			call.values.syncId = sync.syncId;
		}
		return sync;
	};
}

function reason(sync: IDataObject): string {
	return quote(sync.errorMessage || sync.syncExceptionMessage || 'Codat gave no reason');
}

function describeId({ syncId, commerceSyncId }: IDataObject): string {
	return `sync ${syncId ?? commerceSyncId ?? 'without an ID'}`;
}
