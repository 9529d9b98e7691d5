import type { IDataObject } from 'n8n-workflow';

import { hasTransactionEnded, syncOutcome, transactionOutcome } from '../../outcomes';
import { describe } from '../../transport/words';
import { isRecordGone } from '../../transport/notFound';
import { listOf, recordsOf } from '../../transport/pagination';
import { UserFacingError } from '../../transport/userFacingError';
import type { Call } from '../operation';
import { waitForEnd, type Started } from '../started';
import { waitFieldsFor } from '../waitForCompletion';

/** The fields of an operation that sends a transaction and can wait for it. */
export const waitFields = waitFieldsFor(
	'Return Failed Transaction',
	'returnFailedTransaction',
	'Whether to return a failed transaction. When off, it stops the workflow with Codat’s message.',
);

/**
 * Sends a transaction, for which Codat starts a sync; when asked to, waits for how it ends.
 *
 * @returns the IDs of the sync and the transaction; the transaction's status as well, when ended
 * @throws UserFacingError when it failed (unless such are wanted), and what `waitForEnd` throws
 */
export async function sendAndWait(call: Call): Promise<unknown> {
	const { body } = await call.request();
	const { transactionId } = call.values;
	const answer = { ...listOf(body)[0], transactionId } as IDataObject;
	if (!call.values.waitForCompletion) return answer;

	return await waitForEnd(call, startedTransaction(call, answer), (ended) => {
		const { returnFailedTransaction } = call.values;
		if (transactionOutcome(ended) !== 'failure' || returnFailedTransaction) return ended;
		throw failure(ended);
	});
}

function startedTransaction(call: Call, answer: IDataObject): Started {
	const transactionId = call.values.transactionId as string;
	const { syncId } = answer;
	const ids: Started['ids'] = {};
	if (typeof syncId === 'string' && syncId !== '') {
		call.values.syncId = syncId;
		Object.assign(ids, { transactionId, syncId });
	}
	const SYNC = '/companies/{companyId}/sync/expenses/syncs/{syncId}';
	const isOurs = (each: IDataObject) =>
		String(each.transactionId).toLowerCase() === transactionId.toLowerCase();
	let failedSync: IDataObject | undefined;
	return {
		fact: 'The transaction was sent to Codat',
		kind: 'sync',
		ids,
		answer,
		hasEnded: hasTransactionEnded,
		async look(deadline) {
			const parts = { accept: isRecordGone, deadline };
			const found = recordsOf(await call.send(`GET ${SYNC}/transactions/{transactionId}`, parts));
			const transaction = found.find(isOurs);
			const state = { ...answer, ...transaction };
			if (hasTransactionEnded(state)) return state;
			// Only now: what the transaction says counts more, and it may have said so meanwhile.
			if (failedSync) return { ...state, ...failedSync };
			const [sync] = recordsOf(await call.send(`GET ${SYNC}/status`, parts));
			if (sync && syncOutcome(sync.syncStatusCode) === 'failure') failedSync = reasonOf(sync);
			return transaction && state;
		},
		lookUp: () => (ids.syncId ? "'Get Transaction Status' of 'Expense'" : "'Get Latest' of 'Sync'"),
		again: 'send it again',
		slow: `Offline platforms such as QuickBooks Desktop write it once your customer's computer is on and connected, which can take days. `,
	};
}

function reasonOf({ syncStatusCode, syncStatus, errorMessage, syncExceptionMessage }: IDataObject) {
	const message = errorMessage || syncExceptionMessage || undefined;
	return { syncStatusCode, syncStatus, ...(message !== undefined && { message }) };
}

function failure(transaction: IDataObject): UserFacingError {
	const { status, message, syncId, transactionId, syncStatusCode } = transaction;
	const said = String(message || 'Codat gave no reason').trim();
	const what = {
		ValidationError: 'The transaction is not valid',
		PushError: 'The accounting software did not accept the transaction',
	}[String(status)];
	return new UserFacingError(
		`${what ?? (syncStatusCode === undefined ? 'The transaction failed' : 'The sync of the transaction failed')}: ${said}`,
		describe([
			'Correct what Codat names and send it again',
			"Turn on 'Return Failed Transaction' to handle this in the workflow",
			`Transaction ${String(transactionId)}, sync ${String(syncId)}`,
		]),
	);
}
