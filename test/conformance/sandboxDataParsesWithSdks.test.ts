import { CodatAccounting } from '@codat/accounting';
import { CodatCommerce } from '@codat/commerce';
import { CodatLending } from '@codat/lending';
import { authorizationFor } from '../../sandbox/auth';
import { DATA_TYPES } from '../../sandbox/data/dataTypes';
import { SEED } from '../../sandbox/seed';
import { startSandbox, type Sandbox } from '../../sandbox/server';

/**
 * The SDKs of the data APIs read an answer into their models, and drop what these do not have: so
 * each field that the sandbox answers must come out of them again.
 */
const { bakery, florist } = SEED.companies;

let sandbox: Sandbox;
let accounting: CodatAccounting;
let commerce: CodatCommerce;
let lending: CodatLending;

beforeAll(async () => {
	sandbox = await startSandbox();
	const security = { authHeader: authorizationFor(sandbox.apiKey) };
	const options = { serverURL: sandbox.url, security };
	accounting = new CodatAccounting(options);
	commerce = new CodatCommerce(options);
	lending = new CodatLending(options);
});

afterAll(async () => await sandbox.close());

type Json = Record<string, unknown>;
/** A group of an SDK's operations, which differ only in the names of what they take and give. */
interface Reads {
	list(request: unknown): Promise<object>;
	get?(request: unknown): Promise<object>;
}
type Pick = () => unknown;

const GROUPS: Record<string, Pick> = {
	accountTransactions: () => accounting.accountTransactions,
	bankAccounts: () => accounting.bankAccounts,
	bankTransactions: () => accounting.bankAccountTransactions,
	billCreditNotes: () => accounting.billCreditNotes,
	billPayments: () => accounting.billPayments,
	bills: () => accounting.bills,
	chartOfAccounts: () => accounting.accounts,
	creditNotes: () => accounting.creditNotes,
	customers: () => accounting.customers,
	directCosts: () => accounting.directCosts,
	directIncomes: () => accounting.directIncomes,
	invoices: () => accounting.invoices,
	items: () => accounting.items,
	journalEntries: () => accounting.journalEntries,
	journals: () => accounting.journals,
	paymentMethods: () => accounting.paymentMethods,
	payments: () => accounting.payments,
	purchaseOrders: () => accounting.purchaseOrders,
	salesOrders: () => accounting.salesOrders,
	suppliers: () => accounting.suppliers,
	taxRates: () => accounting.taxRates,
	trackingCategories: () => accounting.trackingCategories,
	transfers: () => accounting.transfers,
	'banking-accountBalances': () => lending.banking.accountBalances,
	'banking-accounts': () => lending.banking.accounts,
	'banking-transactionCategories': () => lending.banking.transactionCategories,
	'banking-transactions': () => lending.banking.transactions,
	'commerce-customers': () => commerce.customers,
	'commerce-disputes': () => commerce.disputes,
	'commerce-locations': () => commerce.locations,
	'commerce-orders': () => commerce.orders,
	'commerce-paymentMethods': () => lending.sales.paymentMethods,
	'commerce-payments': () => commerce.payments,
	'commerce-productCategories': () => lending.sales.productCategories,
	'commerce-products': () => commerce.products,
	'commerce-taxComponents': () => commerce.taxComponents,
	'commerce-transactions': () => commerce.transactions,
};

/** What each SDK calls the record that it gets. */
const ID_NAMES = [
	...['account', 'accountTransaction', 'billCreditNote', 'billPayment', 'bill', 'creditNote'],
	...['customer', 'directCost', 'directIncome', 'dispute', 'invoice', 'item', 'journal'],
	...['journalEntry', 'location', 'order', 'payment', 'paymentMethod', 'product'],
	...['purchaseOrder', 'salesOrder', 'supplier', 'tax', 'taxRate', 'trackingCategory'],
	...['transaction', 'transactionCategory', 'transfer'],
].map((name) => `${name}Id`);

function whereOf(dataType: string) {
	const { source } = DATA_TYPES[dataType];
	if (source === 'Commerce') {
		return { companyId: bakery.id, connectionId: bakery.connections.commerce };
	}
	const { accounting: books, banking } = florist.connections;
	return { companyId: florist.id, connectionId: source === 'Banking' ? banking : books };
}

const plain = (value: unknown) => JSON.parse(JSON.stringify(value)) as unknown;

/** What the SDK made of an answer, and the answer itself. */
function readBy(response: object): { parsed: Json; raw: Json } {
	const entries = Object.entries(response);
	const { statusCode, rawResponse } = response as {
		statusCode: number;
		rawResponse: { data: ArrayBuffer };
	};
	expect(statusCode).toBe(200);
	const found = entries.find(
		([name, value]) => name !== 'rawResponse' && typeof value === 'object' && value !== null,
	);
	const raw = JSON.parse(Buffer.from(rawResponse.data).toString()) as Json;
	return { parsed: plain(found?.[1]) as Json, raw };
}

/** Paths of the fields of an answer that are not in what was made of it. */
function lost(raw: unknown, parsed: unknown, path = ''): string[] {
	if (Array.isArray(raw)) {
		return raw.flatMap((one, index) => lost(one, (parsed as unknown[])?.[index], path));
	}
	if (typeof raw !== 'object' || raw === null) return [];
	return Object.entries(raw).flatMap(([name, value]) => {
		const at = path ? `${path}.${name}` : name;
		if (value === null) return [];
		const there = (parsed as Json | undefined)?.[name];
		return there === undefined ? [at] : lost(value, there, at);
	});
}

/** Fields that are newer than these SDKs (Lending spec has them). */
const NEWER: Record<string, string[]> = {
	bankAccounts: ['status'],
	trackingCategories: ['metadata'],
	transfers: ['status', 'from.accountRef.dataType', 'to.accountRef.dataType'],
};

/** What an SDK read, when it lost nothing but the links, which it calls otherwise. */
function expectRead(response: object, dataType = ''): Json {
	const { parsed, raw } = readBy(response);
	const missing = new Set(lost(raw, parsed).map((path) => path.replace('results.', '')));
	const known = ['_links', ...(NEWER[dataType] ?? [])];
	expect([...missing].filter((path) => !known.includes(path))).toEqual([]);
	return parsed;
}

test('every data type has an SDK to read it', () => {
	expect(Object.keys(GROUPS).sort()).toEqual(Object.keys(DATA_TYPES).sort());
});

test.each(Object.keys(DATA_TYPES))('%s', async (dataType) => {
	const group = GROUPS[dataType]() as Reads;
	const where = whereOf(dataType);
	const account = dataType === 'bankTransactions' && { accountId: 'bank-0001' };
	const query = { page: 1, pageSize: 100 };
	const list = expectRead(await group.list({ ...where, ...account, ...query }), dataType);
	expect(list.results).toHaveLength(12);
	if (!group.get) return;
	const [first] = list.results as Array<{ id: string }>;
	const ids = Object.fromEntries(ID_NAMES.map((name) => [name, first.id]));
	const one = expectRead(await group.get({ ...where, ...ids }), dataType);
	expect(one.id).toBe(first.id);
});

const { companyId, connectionId } = whereOf('invoices');

test.each(['getBalanceSheet', 'getProfitAndLoss', 'getCashFlowStatement'] as const)(
	'reports.%s',
	async (name) => {
		const period = { companyId, periodLength: 1, periodsToCompare: 3 };
		const statement = expectRead(await accounting.reports[name](period));
		expect(statement.reports).toHaveLength(3);
	},
);

test('attachments and the PDF of an invoice', async () => {
	const one = { companyId, connectionId, invoiceId: 'invoice-0001' };
	const { attachments } = expectRead(await accounting.invoices.listAttachments(one));
	expect(attachments).toHaveLength(2);
	const file = { ...one, attachmentId: 'c0da7006-7d3a-4c1e-9b52-000000000002' };
	expect(expectRead(await accounting.invoices.getAttachment(file))).toMatchObject({
		contentType: 'image/png',
	});
	const downloaded = await accounting.invoices.downloadAttachment(file);
	expect(downloaded.data?.slice(1, 4)).toEqual(new Uint8Array(Buffer.from('PNG')));
	const printed = await lending.accountsReceivable.invoices.downloadPdf(one);
	expect(printed.data?.slice(1, 4)).toEqual(new Uint8Array(Buffer.from('PDF')));
});

test('what platforms say of a company', async () => {
	expectRead(await accounting.companyInfo.get({ companyId }));
	expectRead(await commerce.companyInfo.get(whereOf('commerce-orders')));
	const refreshed = await accounting.companyInfo.refresh({ companyId });
	expect(refreshed.dataset).toMatchObject({ dataType: 'company', status: 'Queued' });
});
