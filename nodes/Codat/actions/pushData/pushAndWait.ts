import type { IDataObject } from 'n8n-workflow';

import { hasPushEnded } from '../../outcomes';
import { describe, validationTexts } from '../../transport/words';
import { isRecordGone } from '../../transport/notFound';
import { listOf, recordsOf } from '../../transport/pagination';
import { UserFacingError } from '../../transport/userFacingError';
import type { Call } from '../operation';
import { waitForEnd, type Started } from '../started';
import { waitFieldsFor } from '../waitForCompletion';

/** The fields of an operation that starts a push operation and can wait for it. */
export const waitFields = waitFieldsFor(
	'Return Failed Push',
	'returnFailedPush',
	'Whether to return a push operation that failed or timed out. When off, it stops the workflow with Codat’s message.',
);

/**
 * Sends a write, which Codat queues as a push operation; when asked to, waits for its end.
 *
 * @returns the push operation as Codat gave it
 * @throws UserFacingError when it failed or timed out (unless such are wanted), and what `waitForEnd`
 * throws
 */
export async function pushAndWait(call: Call, record?: IDataObject): Promise<unknown> {
	const { body } = await call.request({ body: record });
	if (!call.values.waitForCompletion) return body;

	const { returnFailedPush } = call.values;
	return await waitForEnd(call, startedPush(call, listOf(body)[0] ?? {}), (ended) => {
		if (ended.status === 'Success' || returnFailedPush) return ended;
		throw failure(ended, returnFailedPush !== undefined);
	});
}

function startedPush(call: Call, answer: IDataObject): Started {
	const { pushOperationKey } = answer;
	const ids: Started['ids'] = {};
	if (typeof pushOperationKey === 'string' && pushOperationKey !== '') {
		call.values.pushOperationKey = ids.pushOperationKey = pushOperationKey;
	}
	return {
		fact: 'The write was sent to Codat',
		kind: 'push operation',
		ids,
		answer,
		hasEnded: hasPushEnded,
		async look(deadline) {
			const endpoint = 'GET /companies/{companyId}/push/{pushOperationKey}';
			return recordsOf(await call.send(endpoint, { accept: isRecordGone, deadline }))[0];
		},
		lookUp: () =>
			ids.pushOperationKey
				? "'Get Operation' of 'Push Data'"
				: "'Get Many Operations' of 'Push Data'",
		again: 'write again',
		slow: `Offline platforms such as QuickBooks Desktop and Sage 50 carry it out once your customer's computer is on and connected, which can take days. `,
	};
}

function failure(
	{ status, errorMessage, validation, pushOperationKey }: IDataObject,
	mayBeReturned: boolean,
): UserFacingError {
	const said = typeof errorMessage === 'string' ? errorMessage.trim() : '';
	const found = (validation ?? {}) as { errors?: unknown; warnings?: unknown };
	const [firstError] = validationTexts({ validation: { errors: found.errors } });
	const advice =
		status === 'TimedOut'
			? `Codat no longer waits for the platform, but the platform may still carry it out: look there before you send it again.`
			: `Nothing was written. Correct the record and send it again.`;
	const details = [
		// Codat's message often says no more than to look at the validation.
		...(firstError && said ? [`Codat says: ${said}`] : []),
		...validationTexts({ validation: found }),
		advice,
		...(mayBeReturned ? ["Turn on 'Return Failed Push' to handle this in the workflow."] : []),
		`Push operation ${String(pushOperationKey)}`,
	];
	const reason = firstError?.replace(/^\u2022 /, '') || said || 'Codat gave no reason';
	return new UserFacingError(
		status === 'TimedOut'
			? `The push operation timed out${said ? `: ${said}` : ''}`
			: `The push operation failed: ${reason}`,
		describe(details),
	);
}
