import { randomUUID } from 'node:crypto';
import { attachment, filesOf } from '../data/files';
import { accountingRecords } from '../data/mappingOptions';
import { seedPayables } from '../data/payables';
import { hasTexts } from '../documents';
import { CodatError, invalidRequest } from '../errors';
import { parseQuery } from '../query';
import {
	bodyOf,
	companyOf,
	connectionOf,
	isObject,
	ok,
	routes,
	type Answer,
	type Call,
	type JsonObject,
} from '../route';
import type { LedgerKind, Payables } from '../state';

const BASE = '/companies/:companyId/connections/:connectionId/payables';
const PAGE_SIZE = 100;

/** The books of the connection, which must be linked: Bill Pay asks the platform itself. */
function booksOf(call: Call): Payables {
	const { payables } = companyOf(call);
	const { id, status, sourceType } = connectionOf(call);
	if (sourceType !== 'Accounting' || status !== 'Linked') {
		throw new CodatError(400, `Data connection ${id} is not linked to accounting software.`);
	}
	let books = payables.get(id);
	if (!books) payables.set(id, (books = seedPayables(call.clock)));
	return books;
}

/** The page that a token stands for: what page it is, in Base64, as in the spec's example. */
function pageIn({ continuationToken }: Call['query']): number {
	if (continuationToken === undefined) return 1;
	try {
		const { page } = JSON.parse(Buffer.from(continuationToken, 'base64').toString()) as JsonObject;
		if (Number.isInteger(page) && Number(page) > 1) return Number(page);
	} catch {
		// Answered below.
	}
	throw invalidRequest();
}

/** A page of several lists, and the token of the next page while one of them goes on. */
function pageOf(call: Call, lists: Record<string, JsonObject[]>): Answer {
	const page = pageIn(call.query);
	const pageCount = Math.ceil(
		Math.max(...Object.values(lists).map(({ length }) => length)) / PAGE_SIZE,
	);
	const next = { page: page + 1, pageSize: PAGE_SIZE, pageCount };
	const continuationToken = Buffer.from(JSON.stringify(next)).toString('base64');
	const cut = (list: JsonObject[]) => list.slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE);
	return ok({
		...Object.fromEntries(Object.entries(lists).map(([name, list]) => [name, cut(list)])),
		pagination: page < pageCount ? { continuationToken } : {},
	});
}

const QUERYABLE = ['status', 'sourceModifiedDate'];

/** What a query leaves of a list; bills that are settled are listed only when it says so. */
function queried(call: Call, list: JsonObject[], unless?: string[]): JsonObject[] {
	const { query } = call.query;
	const isFitting = query ? parseQuery(query, QUERYABLE, 'record') : () => true;
	const isAsked = unless === undefined || query?.includes('status') === true;
	return list.filter(
		(record) => isFitting(record) && (isAsked || unless.includes(String(record.status))),
	);
}

function optionsOf(call: Call, lists: Record<string, JsonObject[]>): Answer {
	const { statusQuery = 'status=Active' } = call.query;
	const isFitting = parseQuery(statusQuery, ['status'], 'MappingOption');
	return pageOf(
		call,
		Object.fromEntries(Object.entries(lists).map(([name, list]) => [name, list.filter(isFitting)])),
	);
}

function billOptions(call: Call): Answer {
	booksOf(call);
	const company = companyOf(call);
	const only = (dataType: string, ...names: string[]) =>
		accountingRecords(company, dataType, call.clock).map((record) =>
			Object.fromEntries(names.map((name) => [name, record[name]])),
		);
	return optionsOf(call, {
		accounts: only('chartOfAccounts', 'id', 'nominalCode', 'name', 'type', 'currency', 'status'),
		taxRates: only('taxRates', 'id', 'name', 'code', 'effectiveTaxRate', 'totalTaxRate', 'status'),
	});
}

function found(list: JsonObject[], id: string, model: string): JsonObject {
	const record = list.find((each) => each.id === id);
	if (!record) throw new CodatError(404, `${model} ${id} not found`);
	return record;
}

const isDate = (value: unknown) => typeof value === 'string' && !Number.isNaN(Date.parse(value));

function billIn(call: Call, isNew: boolean): JsonObject {
	const { suppliers } = booksOf(call);
	const body = bodyOf(call, 'Bill');
	const { supplierRef, issueDate, dueDate, lineItems = [], status } = body;
	const isWhole =
		isObject(supplierRef) &&
		hasTexts(supplierRef, 'id') &&
		hasTexts(body, 'currency', 'status') &&
		isDate(issueDate) &&
		isDate(dueDate) &&
		Array.isArray(lineItems) &&
		(!isNew || status === 'Open');
	if (!isWhole) throw invalidRequest();
	const { supplierName } = found(suppliers, String(supplierRef.id), 'Supplier');
	const amounts = lineItems.map((line: JsonObject) =>
		Number(line.totalAmount ?? Number(line.unitAmount ?? 0) * Number(line.quantity ?? 1)),
	);
	const totalAmount = amounts.reduce((sum, amount) => sum + amount, 0);
	return {
		...body,
		supplierRef: { id: supplierRef.id, supplierName },
		totalAmount,
		amountDue: totalAmount,
		sourceModifiedDate: call.clock.stamp(),
	};
}

/** A payment, which the bill's status follows. */
function pay(call: Call): Answer {
	const books = booksOf(call);
	const bill = found(books.bills, call.params.billId, 'Bill');
	const body = bodyOf(call, 'BillPayment');
	const { amount, date, accountRef } = body;
	const isWhole = typeof amount === 'number' && isDate(date) && isObject(accountRef);
	if (!isWhole) throw invalidRequest();
	found(books.bankAccounts, String(accountRef.id), 'Account');
	const due = Math.round((Number(bill.amountDue) - amount) * 100) / 100;
	if (due < 0) throw new CodatError(400, `Only ${String(bill.amountDue)} is due on the bill.`);
	Object.assign(bill, { amountDue: due, status: due === 0 ? 'Paid' : 'PartiallyPaid' });
	const payment = { id: randomUUID(), ...body };
	books.payments.push(payment);
	return entered(call, 'bill.paid', 201, payment);
}

function entered(call: Call, kind: LedgerKind, status: number, body: JsonObject): Answer {
	call.enter({ kind });
	return { status, body };
}

function add(call: Call, list: JsonObject[], kind: LedgerKind, fields: JsonObject): Answer {
	const record = { id: randomUUID(), ...fields };
	list.push(record);
	return entered(call, kind, 201, record);
}

/** Puts the new fields in the place of all that there were. */
function replace(call: Call, record: JsonObject, kind: LedgerKind, fields: JsonObject): Answer {
	const { id } = record;
	for (const name of Object.keys(record)) delete record[name];
	Object.assign(record, { id, ...fields });
	return entered(call, kind, 200, record);
}

function supplierIn(call: Call): JsonObject {
	const body = bodyOf(call, 'Supplier');
	if (!hasTexts(body, 'supplierName', 'status')) throw invalidRequest();
	return { balance: 0, ...body, sourceModifiedDate: call.clock.stamp() };
}

function bankAccountIn(call: Call): JsonObject {
	const body = bodyOf(call, 'BankAccount');
	if (!hasTexts(body, 'name', 'accountType', 'accountNumber', 'currency')) throw invalidRequest();
	return { ...body, status: 'Active' };
}

/** The files of a bill: those of the same number in the books, and what was attached to it. */
function attachmentsOf(call: Call): JsonObject[] {
	const { bills, attachments } = booksOf(call);
	const { billId } = call.params;
	const number = bills.indexOf(found(bills, billId, 'Bill')) + 1;
	const own = attachments.filter((each) => each.billId === billId).map(({ file }) => file);
	return [
		...filesOf({ number }).map((file) => attachment(file, { day: call.clock.now() })),
		...(own as JsonObject[]),
	];
}

function attach(call: Call): Answer {
	const { bills, attachments } = booksOf(call);
	const { billId } = call.params;
	found(bills, billId, 'Bill');
	if (!isObject(call.body) || !isObject(call.body.file)) {
		throw new CodatError(400, 'A file must be provided');
	}
	const { fileName, contentType, size } = call.body.file;
	const dateCreated = call.clock.stamp();
	const file = { id: randomUUID(), name: fileName, contentType, dateCreated, fileSize: size };
	attachments.push({ billId, file });
	return entered(call, 'bill.attachmentUploaded', 201, file);
}

function download(call: Call): Answer {
	const { attachmentId } = call.params;
	const file = found(attachmentsOf(call), attachmentId, 'Attachment');
	const bytes = filesOf({ number: 1 }).find(({ id }) => id === file.id)?.bytes;
	const headers = { 'content-type': 'application/octet-stream' };
	return { status: 200, headers, body: bytes ?? Buffer.from('what was attached') };
}

/** Bill Pay spec: all of it but companies and connections. */
export const payablesRoutes = routes({
	[`GET ${BASE}/info`](call) {
		booksOf(call);
		return ok({ companyName: companyOf(call).name, baseCurrency: 'GBP' });
	},
	[`GET ${BASE}/mappingOptions/bills`]: billOptions,
	[`GET ${BASE}/mappingOptions/payments`]: (call) =>
		optionsOf(call, { bankAccounts: booksOf(call).bankAccounts }),
	[`GET ${BASE}/bills`]: (call) =>
		pageOf(call, { results: queried(call, booksOf(call).bills, ['Open', 'PartiallyPaid']) }),
	[`POST ${BASE}/bills`]: (call) =>
		add(call, booksOf(call).bills, 'bill.created', billIn(call, true)),
	[`PUT ${BASE}/bills/:billId`](call) {
		const bill = found(booksOf(call).bills, call.params.billId, 'Bill');
		return replace(call, bill, 'bill.updated', billIn(call, false));
	},
	[`POST ${BASE}/bills/:billId/payment`]: pay,
	[`GET ${BASE}/bills/:billId/attachments`]: (call) => ok(attachmentsOf(call)),
	[`POST ${BASE}/bills/:billId/attachments`]: attach,
	[`GET ${BASE}/bills/:billId/attachments/:attachmentId/download`]: download,
	[`GET ${BASE}/suppliers`]: (call) =>
		pageOf(call, { results: queried(call, booksOf(call).suppliers) }),
	[`POST ${BASE}/suppliers`]: (call) =>
		add(call, booksOf(call).suppliers, 'supplier.created', supplierIn(call)),
	[`PUT ${BASE}/suppliers/:supplierId`](call) {
		const supplier = found(booksOf(call).suppliers, call.params.supplierId, 'Supplier');
		return replace(call, supplier, 'supplier.updated', supplierIn(call));
	},
	[`POST ${BASE}/bankAccounts`]: (call) =>
		add(call, booksOf(call).bankAccounts, 'bankAccount.created', bankAccountIn(call)),
});
