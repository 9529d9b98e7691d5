import { randomUUID } from 'node:crypto';
import { accountingRecords } from '../data/mappingOptions';
import { hasTexts, readDocument } from '../documents';
import { CodatError, invalidRequest } from '../errors';
import { putTransaction, transactionStatus } from '../expenses';
import { page } from '../paging';
import { companyOf, isObject, ok, routes, type Answer, type Call, type JsonObject } from '../route';
import type { ExpenseTransaction, SyncEnd } from '../state';
import { putSync } from '../syncs';
import { EXPENSES_CONFIGURATION } from './syncConfiguration';

type Kind = ExpenseTransaction['kind'];

const isDate = (value: unknown) => typeof value === 'string' && !Number.isNaN(Date.parse(value));

function areLines(value: unknown, amount: string): boolean {
	return Array.isArray(value) && value.every((line) => typeof Object(line)[amount] === 'number');
}

const isSide = (side: unknown) =>
	isObject(side) && isObject(side.accountRef) && typeof side.amount === 'number';

const TYPES = ['Payment', 'Refund', 'Reward', 'Chargeback'];

/** What each kind of transaction must say (Expenses spec: required fields). */
const ACCEPTS: Record<Kind, (body: JsonObject) => boolean> = {
	expense: ({ type, issueDate, lines = [], ...body }) =>
		hasTexts(body, 'currency') &&
		TYPES.some((known) => known === type) &&
		isDate(issueDate) &&
		areLines(lines, 'netAmount'),
	reimbursement: ({ contactRef, issueDate, dueDate, lines = [], ...body }) =>
		hasTexts(body, 'currency') &&
		isObject(contactRef) &&
		hasTexts(contactRef, 'id') &&
		isDate(issueDate) &&
		isDate(dueDate) &&
		areLines(lines, 'netAmount'),
	adjustment: ({ date, lines, ...body }) =>
		hasTexts(body, 'currency') && isDate(date) && areLines(lines, 'amount'),
	transfer: ({ date, from, to }) => isDate(date) && isSide(from) && isSide(to),
};

/** The IDs of the accounts that a transaction names. */
function accountsIn({ lines, from, to }: JsonObject): unknown[] {
	const parts: unknown[] = [...(Array.isArray(lines) ? lines : []), from, to];
	return parts.flatMap((part) => {
		const ref = isObject(part) ? part.accountRef : undefined;
		return isObject(ref) && ref.id !== undefined ? [ref.id] : [];
	});
}

/** Why a transaction will not be written: an account that is not there, or a text that says FAIL. */
function refusal(call: Call, body: JsonObject): ExpenseTransaction['refused'] {
	const { clock } = call;
	const known = accountingRecords(companyOf(call), 'chartOfAccounts', clock).map(({ id }) => id);
	const missing = accountsIn(body).find((id) => !known.includes(id));
	if (missing !== undefined) {
		return { status: 'ValidationError', message: `Account ${String(missing)} does not exist.` };
	}
	if (!JSON.stringify(body).includes('FAIL')) return undefined;
	return { status: 'PushError', message: 'The record was refused, since it says FAIL.' };
}

/** A sync with one failed transaction has failed as a whole (Codat docs: Syncing expenses). */
function endOf(call: Call, refused: ExpenseTransaction['refused']): SyncEnd {
	if (!readDocument(EXPENSES_CONFIGURATION, call)) return { code: 4000 };
	return refused ? { code: 5130, errorMessage: refused.message } : companyOf(call).nextSync;
}

/** Sends transactions, which starts a sync. */
function send(call: Call, kind: Kind, bodies: Array<[id: string, body: JsonObject]>): JsonObject {
	const company = companyOf(call);
	if (!bodies.every(([, body]) => ACCEPTS[kind](body))) throw invalidRequest();
	const checked = bodies.map(([id, body]) => ({ id, refused: refusal(call, body) }));
	const end = endOf(call, checked.find(({ refused }) => refused)?.refused);
	const endsInMs = call.state.syncDurationMs;
	const { syncId } = putSync(company, { product: 'expenses', ...end, endsInMs }, call.clock);
	for (const { id, refused } of checked) {
		putTransaction(company, { transactionId: id, syncId, kind, refused });
	}
	return { syncId };
}

function create(kind: Kind) {
	return (call: Call): Answer => {
		const { body } = call;
		companyOf(call);
		const isList = Array.isArray(body) && body.length > 0;
		if (!isList || !body.every((one) => isObject(one) && hasTexts(one, 'id'))) {
			throw invalidRequest();
		}
		const sent = send(
			call,
			kind,
			body.map((one: JsonObject) => [String(one.id), one]),
		);
		call.enter({ kind: 'expense.created' });
		return ok(sent);
	};
}

function transactionIn(call: Call, kind?: Kind): ExpenseTransaction {
	const { transactionId, syncId } = call.params;
	const found = companyOf(call).transactions.find(
		(one) =>
			one.transactionId === transactionId &&
			(kind === undefined || one.kind === kind) &&
			(syncId === undefined || one.syncId === syncId),
	);
	if (!found) throw new CodatError(404, `Transaction ${transactionId} not found`);
	return found;
}

function update(kind: Kind, status: number) {
	return (call: Call): Answer => {
		const { transactionId } = transactionIn(call, kind);
		if (!isObject(call.body)) throw invalidRequest();
		const body = send(call, kind, [[transactionId, call.body]]);
		call.enter({ kind: 'expense.updated' });
		return { status, body };
	};
}

/** One request makes a transfer and updates it (Expenses spec: create-transfer-transaction). */
function putTransfer(call: Call): Answer {
	const { transactionId } = call.params;
	const known = companyOf(call).transactions.some((one) => one.transactionId === transactionId);
	if (!isObject(call.body)) throw invalidRequest();
	const body = send(call, 'transfer', [[transactionId, call.body]]);
	call.enter({ kind: known ? 'expense.updated' : 'expense.created' });
	return ok(body);
}

function list(call: Call): Answer {
	const company = companyOf(call);
	const { syncId } = call.params;
	if (!company.syncs.some((sync) => sync.syncId === syncId)) {
		throw new CodatError(404, `Sync ${syncId} not found`);
	}
	const sent = company.transactions.filter((one) => one.syncId === syncId);
	const now = call.clock.now();
	const { page: number, pageSize } = call.query;
	const paged = { ...call, query: { page: number, pageSize } };
	return page(paged, sent, { name: 'Transaction', properties: [] }, (transaction) =>
		transactionStatus(company, transaction, now),
	);
}

/** The file is in the form field `file` (Expenses spec: upload-expense-attachment). */
function attach(call: Call): Answer {
	const { id: companyId } = companyOf(call);
	const { transactionId } = transactionIn(call);
	if (!isObject(call.body) || !isObject(call.body.file)) {
		throw new CodatError(400, 'A file must be provided');
	}
	call.enter({ kind: 'expense.attachmentUploaded' });
	return ok({ companyId, id: randomUUID(), transactionId });
}

const ALL = '/companies/:companyId/sync/expenses';
const SENT = `${ALL}/syncs/:syncId/transactions`;

/** Expenses spec: expenses, reimbursements, adjustments, transfers, and how they stand. */
export const expenseRoutes = routes({
	[`POST ${ALL}/expense-transactions`]: create('expense'),
	[`PUT ${ALL}/expense-transactions/:transactionId`]: update('expense', 202),
	[`POST ${ALL}/reimbursable-expense-transactions`]: create('reimbursement'),
	[`PUT ${ALL}/reimbursable-expense-transactions/:transactionId`]: update('reimbursement', 200),
	[`POST ${ALL}/adjustment-transactions`]: create('adjustment'),
	[`PUT ${ALL}/transfer-transactions/:transactionId`]: putTransfer,
	[`GET ${SENT}`]: list,
	[`GET ${SENT}/:transactionId`]: (call) =>
		ok([transactionStatus(companyOf(call), transactionIn(call), call.clock.now())]),
	[`POST ${SENT}/:transactionId/attachments`]: attach,
});
