import type { IDataObject } from 'n8n-workflow';

import type { Field } from '../../fields/field';
import { hasPushEnded } from '../../outcomes';
import { describe, isNotFound, quote, validationTexts } from '../../transport/errors';
import { UserFacingError } from '../../transport/userFacingError';
import type { Call } from '../operation';
import { maxWaitMinutes, pollUntil, waitForCompletion } from '../waitForCompletion';

/** The fields of an operation that starts a push operation and can wait for it. */
export const waitFields: Field[] = [
	waitForCompletion,
	maxWaitMinutes,
	{
		property: {
			displayName: 'Return Failed Push',
			name: 'returnFailedPush',
			type: 'boolean',
			default: false,
			description:
				'Whether to return a push operation that failed or timed out as a result. When off, it stops the workflow with Codat’s message.',
			displayOptions: { show: { waitForCompletion: [true] } },
		},
	},
];

/**
 * Sends a write, which Codat queues as a push operation; when asked to, waits for its end.
 *
 * @returns the push operation as Codat gave it
 * @throws UserFacingError when it failed or timed out (unless such are wanted), or did not end in time
 */
export async function pushAndWait(call: Call, record?: IDataObject): Promise<unknown> {
	const { body: started } = await call.request({ body: record });
	if (!call.values.waitForCompletion) return started;

	const ended = await waitForEnd(call, (started ?? {}) as IDataObject);
	if (ended.status !== 'Success' && !call.values.returnFailedPush) throw failure(ended);
	return ended;
}

async function waitForEnd(call: Call, started: IDataObject): Promise<IDataObject> {
	if (hasPushEnded(started)) return started;
	const { pushOperationKey } = started;
	if (typeof pushOperationKey !== 'string') {
		throw new UserFacingError(
			'Codat took the record, but did not say how to follow it',
			"Its answer has no push operation key. Look with 'Get Many Operations' before you run this again.",
		);
	}
	call.values.pushOperationKey = pushOperationKey;
	const ask = async () => {
		const endpoint = 'GET /companies/{companyId}/push/{pushOperationKey}';
		const answer = await call.send(endpoint, { accept: isNotFound });
		return isNotFound(answer) ? undefined : (answer.body as IDataObject | undefined);
	};
	const minutes = call.values.maxWaitMinutes as number;
	const ended = await pollUntil(ask, hasPushEnded, minutes, call.signal);
	if (ended !== undefined) return ended;
	throw new UserFacingError(
		`The push operation was still pending after ${minutes} ${minutes === 1 ? 'minute' : 'minutes'}`,
		`It goes on in Codat (${pushOperationKey}), so don’t send it again. Offline platforms such as QuickBooks Desktop and Sage 50 carry it out once your customer's computer is on and connected, which can take days. Raise 'Max Wait (Minutes)', look later with 'Get Operation', or let a Codat Trigger tell you when it ends.`,
	);
}

function failure({
	status,
	errorMessage,
	validation,
	pushOperationKey,
}: IDataObject): UserFacingError {
	const said = typeof errorMessage === 'string' ? quote(errorMessage) : '';
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
		"Turn on 'Return Failed Push' to handle this in the workflow.",
		`Push operation ${String(pushOperationKey)}`,
	];
	const reason = firstError?.replace(/^• /, '') || said || 'Codat gave no reason';
	return new UserFacingError(
		status === 'TimedOut'
			? `The push operation timed out${said ? `: ${said}` : ''}`
			: `The push operation failed: ${reason}`,
		describe(details),
	);
}
