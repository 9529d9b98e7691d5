import type { IDataObject } from 'n8n-workflow';

import type { Values } from '../../fields/field';
import { toNodeError } from '../../transport/errors';
import { listOf } from '../../transport/pagination';
import { UserFacingError } from '../../transport/userFacingError';
import { chunksOf } from '../chunks';
import type { Call } from '../operation';

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
 * Uploads records in a session of their own: starts it, sends all parts, and has Codat process them.
 * Whatever goes wrong on the way, the session is cancelled, since one that stays open keeps others
 * from starting.
 *
 * @returns the session, as starting it returned it, and what was uploaded
 * @throws n8n's error, which says that nothing was processed, or which session is still open
 */
export async function uploadInSession(call: Call): Promise<unknown> {
	const { values, send } = call;
	const parts = partsOf(values);
	const { body } = await send(`POST ${UPLOAD}/startSession`, {
		body: { dataType: values.dataType },
	});
	const [session = {}] = listOf(body);
	if (typeof session.id !== 'string' || session.id === '') {
		throw new UserFacingError(
			'The upload session was started, but Codat gave no ID of it',
			'It ends by itself after 90 minutes. Try again then.',
		);
	}
	values.datasetId = session.id;
	try {
		for (const part of parts) await send(`POST ${DATASET}/upload`, { body: part });
		await end(call, 'Process');
	} catch (error) {
		throw await cancelled(call, error);
	}
	return { ...session, uploaded: recordsIn(values).length } as IDataObject;
}

const end = async ({ send }: Call, status: 'Process' | 'Cancel') =>
	await send(`POST ${DATASET}/endSession`, { body: { status } });

function recordsIn({ dataType, accounts, transactions }: Values): unknown[] {
	return (dataType === 'banking-accounts' ? accounts : transactions) as unknown[];
}

/** The error, preceded by what has become of the session. */
async function cancelled(call: Call, error: unknown) {
	const nodeError = toNodeError(call.context.getNode(), error, call.redact, call.itemIndex);
	const isOver = await end(call, 'Cancel').then(
		() => true,
		() => false,
	);
	const session = `session ${String(call.values.datasetId)}`;
	const fact = isOver
		? 'Nothing was processed: the upload was cancelled'
		: `The upload did not come to its end, and its ${session} may still be open`;
	const advice = isOver
		? 'Mend the cause, then run this again.'
		: "End it with 'End Upload Session', or wait 90 minutes, before you run this again.";
	nodeError.message = `${fact}. ${nodeError.message}`;
	nodeError.description = [advice, nodeError.description].filter(Boolean).join('\n');
	return nodeError;
}
