import type { IDataObject } from 'n8n-workflow';

import type { Values } from '../../fields/field';
import { toNodeError } from '../../transport/nodeError';
import { describe } from '../../transport/words';
import { UserFacingError } from '../../transport/userFacingError';
import { chunksOf } from '../chunks';
import type { Call, Share, Together } from '../operation';
import { pushAndWait } from '../pushData/pushAndWait';
import { itemsText, type StartedFacts } from '../started';
import type { Transaction } from './transactions';

/** How many Codat takes in a request (Bank Feeds spec: `CreateBankTransactions`). */
const MOST_IN_REQUEST = 1000;

interface Given {
	transaction: Transaction;
	itemIndex: number;
}

/**
 * Sends the transactions of all items of an account: oldest first, a thousand at a time, one request
 * after the other. Platforms refuse what is older than what they have (docs/codat.md, Bank Feeds),
 * so what comes after a failure is not sent.
 */
export const sendTogether: Together = {
	by: (values: Values) => JSON.stringify({ ...values, transactions: undefined }),
	async execute(calls) {
		const given = calls.flatMap(({ values, itemIndex }) =>
			(values.transactions as Transaction[]).map((transaction) => ({ transaction, itemIndex })),
		);
		const twice = sameId(given);
		if (twice) return [{ itemIndexes: itemsOf(given), error: twice }];
		return await sendInTurn(calls[0], chunksOf(oldestFirst(given), MOST_IN_REQUEST));
	},
};

/** The first call stands for all: their idempotency keys go by its item and the request's place. */
async function sendInTurn(call: Call, chunks: Given[][]): Promise<Share[]> {
	const shares: Share[] = [];
	for (const [index, chunk] of chunks.entries()) {
		const itemIndexes = itemsOf(chunk);
		try {
			call.signal?.throwIfAborted();
			const result = await send(call, chunk);
			shares.push({ itemIndexes, result, started: startedBy(result, chunk) });
		} catch (error) {
			shares.push({ itemIndexes, error: placed(call, error, chunks, index) });
			const rest = chunks.slice(index + 1).flat();
			if (rest.length > 0) shares.push({ itemIndexes: itemsOf(rest), error: notSent(rest) });
			break;
		}
	}
	return shares;
}

async function send(call: Call, chunk: Given[]): Promise<IDataObject> {
	const accountId = call.values.sourceAccountId as string;
	const transactions = chunk.map(({ transaction }) => transaction);
	const push = await pushAndWait(call, { accountId, transactions } as IDataObject);
	return { ...(push as IDataObject | undefined), transactionCount: chunk.length };
}

function startedBy({ pushOperationKey }: IDataObject, chunk: Given[]): StartedFacts {
	const key = typeof pushOperationKey === 'string' ? ` ${pushOperationKey}` : '';
	const ids: Record<string, string> = key ? { pushOperationKey: key.trim() } : {};
	return { name: `${counted(chunk)} in push operation${key}`, ids };
}

/** The error, with what of the account was sent and what was not. */
function placed(call: Call, error: unknown, chunks: Given[][], index: number): unknown {
	if (chunks.length === 1) return error;
	const { context, redact } = call;
	const chunk = chunks[index];
	const nodeError = toNodeError(context.getNode(), error, redact, chunk[0].itemIndex);
	nodeError.context.itemIndex = chunk[0].itemIndex;
	const older = chunks.slice(0, index).flat().length;
	const newer = chunks.slice(index + 1).flat().length;
	const facts = `This is about ${counted(chunk)} of the account (${itemsText(itemsOf(chunk))}), from ${chunk[0].transaction.date} to ${chunk.at(-1)!.transaction.date}. Sent before: ${older.toLocaleString('en')} older. Not sent: ${newer.toLocaleString('en')} newer`;
	nodeError.description = describe([
		...(nodeError.description ? [nodeError.description] : []),
		facts,
	]);
	return nodeError;
}

function notSent(rest: Given[]): UserFacingError {
	return new UserFacingError(
		`Not sent: ${counted(rest)}, because older ones of the account failed`,
		'Fix those first, then send these. Platforms take transactions in the order of their dates.',
	);
}

function sameId(given: Given[]): UserFacingError | undefined {
	const known = new Map<string, number>();
	for (const { transaction, itemIndex } of given) {
		const { id } = transaction;
		const first = known.get(id);
		if (first !== undefined) {
			const items = first === itemIndex ? `item ${first}` : `items ${first} and ${itemIndex}`;
			return new UserFacingError(
				`The account has two transactions with the ID "${id}" (${items}), so nothing was sent to it`,
				"Give each its own 'Transaction ID', or remove one of them.",
			);
		}
		known.set(id, itemIndex);
	}
	return undefined;
}

/**
 * By date. Those of one date stay as they were given; where the newest came first, as in many
 * statements, they are turned round.
 */
export function oldestFirst(given: Given[]): Given[] {
	const date = ({ transaction }: Given) => transaction.date.replace(/Z$/, '');
	const descends = given.every(
		(each, index) => index === 0 || date(each) <= date(given[index - 1]),
	);
	const isTurned = descends && given.length > 0 && date(given[0]) > date(given.at(-1)!);
	const list = isTurned ? [...given].reverse() : [...given];
	return list.sort((a, b) => (date(a) < date(b) ? -1 : Number(date(a) > date(b))));
}

const itemsOf = (given: Given[]) => [...new Set(given.map(({ itemIndex }) => itemIndex))];

const counted = ({ length }: Given[]) =>
	length === 1 ? '1 transaction' : `${length.toLocaleString('en')} transactions`;
