import type { Values } from '../../fields/field';
import { isOutcomeUnknown } from '../../transport/errors';
import { listOf } from '../../transport/pagination';
import { isCancel } from '../../transport/request';
import { UserFacingError } from '../../transport/userFacingError';
import { chunksOf } from '../chunks';
import type { Call, Share } from '../operation';
import { nodeErrorOf } from '../started';

export const UPLOAD = '/companies/{companyId}/connections/{connectionId}/bankStatements/upload';
export const DATASET = `${UPLOAD}/dataset/{datasetId}` as const;

/** Of transactions, this many go into one request (our choice; Codat names no limit). */
const PART = 1_000;

/**
 * The bodies that records are uploaded in: an account each, or a page of transactions (Lending spec:
 * upload-bank-statement-data).
 */
export function partsOf(values: Values): unknown[] {
	const all = recordsIn(values);
	if (values.dataType === 'banking-accounts') return all;
	return chunksOf(all, PART).map((results, index) => {
		const link = { href: `/transactions?page=${index + 1}&pageSize=${PART}` };
		return {
			results,
			pageNumber: index + 1,
			pageSize: PART,
			totalResults: all.length,
			_links: { self: link, current: link },
		};
	});
}

/**
 * Uploads records in a session: starts it, sends all parts, and has Codat process them. Whatever goes
 * wrong on the way, or stops the run, the session is cancelled, since one that stays open keeps others
 * from starting.
 *
 * @returns the session, as starting it returned it, and what was uploaded
 * @throws n8n's error, which says that nothing was processed, or which session is still open
 */
export async function uploadInSession(call: Call): Promise<Pick<Share, 'result' | 'started'>> {
	const { values, send } = call;
	const parts = partsOf(values);
	const { body } = await send(`POST ${UPLOAD}/startSession`, {
		body: { dataType: values.dataType },
	});
	const [session = {}] = listOf(body);
	if (typeof session.id !== 'string' || session.id === '') {
		throw new UserFacingError(
			'The upload session was started, but Codat returned no ID for it',
			'It ends by itself after 90 minutes. Try again then.',
		);
	}
	values.datasetId = session.id;
	try {
		for (const part of parts) await send(`POST ${DATASET}/upload`, { body: part });
	} catch (error) {
		throw await cancelled(call, error);
	}
	try {
		await send(`POST ${DATASET}/endSession`, { body: { status: 'Process' } });
	} catch (error) {
		throw isRefused(error) ? await cancelled(call, error) : maybeProcessed(call, error);
	}
	const result = { ...session, uploaded: recordsIn(values).length };
	return { result, started: { name: `upload session ${session.id}`, ids: {} } };
}

function recordsIn({ dataType, accounts, transactions }: Values): unknown[] {
	return (dataType === 'banking-accounts' ? accounts : transactions) as unknown[];
}

/** Whether a request has had no effect: Codat refused it, or it was not sent. */
function isRefused(error: unknown): boolean {
	const { httpCode } = error as { httpCode?: unknown };
	return !isOutcomeUnknown(error) && (isCancel(error) || /^4/.test(String(httpCode)));
}

/** How long cancelling may take where the run is to end, in milliseconds. */
const CLEARING_MS = 30_000;

/** The error, preceded by what has become of the session. */
async function cancelled(call: Call, error: unknown) {
	const { send, signal, values, undo } = call;
	const body = { status: 'Cancel' };
	const deadline = signal?.aborted ? Date.now() + CLEARING_MS : undefined;
	const isOver = await send(`POST ${DATASET}/endSession`, { body, isLast: true, deadline }).then(
		() => true,
		() => false,
	);
	if (!isOver) {
		return preceded(
			call,
			error,
			`The upload did not finish, and its session ${String(values.datasetId)} may still be open`,
			"End it with 'End Upload Session', or wait 90 minutes, before you run this again.",
		);
	}
	undo();
	return preceded(
		call,
		error,
		'Nothing was processed: the upload was cancelled',
		'Fix the cause, then run this again.',
		isOutcomeUnknown(error),
	);
}

/** The error of a session that has all of the records: cancelled, what Codat has begun would stop half-way. */
const maybeProcessed = (call: Call, error: unknown) =>
	preceded(
		call,
		error,
		`Everything was uploaded, but it isn’t known whether Codat is processing it (session ${String(call.values.datasetId)})`,
		"Check with 'Get Many Pull Operations' of 'Read Data' before you run this again, which would upload it again.",
	);

/** @param isSettled whether the fact leaves nothing of what the error advises */
function preceded(call: Call, error: unknown, fact: string, advice: string, isSettled = false) {
	const nodeError = nodeErrorOf(call, error, 'The run was stopped');
	nodeError.message = `${fact}. ${nodeError.message}`;
	const cause = isSettled ? undefined : nodeError.description;
	nodeError.description = [advice, cause].filter(Boolean).join('\n');
	return nodeError;
}
