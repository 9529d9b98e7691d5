import type { IBinaryKeyData, IDataObject } from 'n8n-workflow';

import type { Kind, Queryable } from '../../nodes/Codat/fields/filters';
import { feedsOf } from '../../sandbox/data/bankFeeds';
import { CLIENT_ID } from '../../sandbox/routes/settings';
import { SEED } from '../../sandbox/seed';
import type { State } from '../../sandbox/state';
import { byId } from './harness';

/**
 * What test/engine/everyOperation.test.ts fills forms with. A new operation needs a value here for
 * each of its fields that neither its type nor its placeholder says enough of.
 */
const { bakery, florist, surveyors } = SEED.companies;
const byKey = (value: string) => ({ __rl: true, mode: 'key', value });

/** A webhook consumer, to be deleted. */
const WEBHOOK = {
	id: '5b0f3c52-9d1e-4a57-8f0c-2f6f0f1f7a11',
	url: 'https://example.com/codat',
	disabled: false,
	eventTypes: ['read.completed'],
	companyTags: [],
};

/** A custom data type that is configured for the bakery's books, and what of it was fetched. */
const CUSTOM_TYPE = 'purchase-requests';
const customType = {
	configuration: { dataSource: '/requests', requiredData: { number: '$.Number' }, keyBy: ['$.ID'] },
	pull: {
		id: '0d9c3f66-6b1a-4c55-9d3e-7f0a1b2c3d4e',
		connectionId: bakery.connections.accounting,
		dataType: CUSTOM_TYPE,
		requestedAt: 0,
		endsAt: 1,
		end: { status: 'Complete' },
	},
};

/** A sync of the florist's bank feed. */
const FEED_SYNC = {
	syncId: '3c2a8d5e-1f64-4c0b-8e7d-5a9b0c1d2e3f',
	sourceAccountId: 'source-0001',
	startedAt: 0,
	endsAt: 1,
	status: 'SuccessDataPushed',
};

const GENERATED_REPORTS = [
	'categorizedBankStatement',
	'creditModel',
	'spendAnalysis',
	'excel:audit',
	'excel:enhancedFinancials',
	'excel:enhancedInvoices',
];

/** A session in which the bakery uploads transactions. */
const UPLOAD = {
	id: 'c0da7008-7d3a-4c1e-9b52-000000000001',
	connectionId: bakery.connections.accounting,
	dataType: 'banking-transactions',
	requestedAt: 0,
};

/** What the bakery gave to Codat. */
const UPLOADED = {
	fileName: 'lease.pdf',
	displayName: 'lease.pdf',
	sourceType: 'Accounting',
	uploaded: '2026-09-30T09:30:00.000Z',
};

/** Puts in what operations look up, change or delete, and the sandbox doesn't begin with. */
export function putIn({ companies, documents, webhooks }: State): void {
	webhooks.push({ ...WEBHOOK });
	documents.set(
		`/integrations/gbol/dataTypes/custom/${CUSTOM_TYPE}`,
		structuredClone(customType.configuration),
	);
	companies.get(bakery.id)?.pulls.push({ ...customType.pull });
	feedsOf(companies.get(florist.id)!, florist.connections.accounting).syncs.push({ ...FEED_SYNC });
	const company = companies.get(bakery.id)!;
	company.files.push({ ...UPLOADED });
	for (const type of GENERATED_REPORTS) {
		company.reports.push({ id: `report ${type}`, type, requestedAt: 0, endsAt: 1 });
	}
	company.uploads.push({ ...UPLOAD, parts: [] });
	documents.set(
		`/companies/${bakery.id}/connections/${bakery.connections.accounting}/bankStatements/upload/configuration`,
		{ source: 'codat', accountId: 'acc-7' },
	);
}

/** By parameter name. */
export const SAMPLES: IDataObject = {
	companyId: byId(bakery.id),
	connectionId: byId(bakery.connections.accounting),
	platformKey: byKey('gbol'),
	commerceKey: byKey('aiwb'),
	accountingKey: byKey('mqjo'),
	webhookId: WEBHOOK.id,
	customDataIdentifier: CUSTOM_TYPE,
	syncId: bakery.syncs.written,
	pushOperationKey: bakery.pushes.success,
	recordId: 'rec-7/1',
	accountId: 'acc-7',
	transactionId: surveyors.transactions.written,
	currency: 'GBP',
	accountRef: byId('account-0003'),
	apAccountRef: byId('account-0002'),
	fromAccountRef: byId('account-0003'),
	toAccountRef: byId('account-0001'),
	bankAccountRef: byId('account-0003'),
	bankAccount: byId('account-0003'),
	contactRef: byId('supplier-0001'),
	supplier: byId('supplier-0001'),
	customer: byId('customer-0001'),
	invoiceTo: byId('customer-0001'),
	taxRateRef: byId('tax-0001'),
	id: byId('tracking-0001'),
	// With an account, Codat takes no item.
	itemRef: '',
	clientId: CLIENT_ID,
	otherSettings: '{ "configuration": { "sales": { "grouping": { "groupingPeriod": null } } } }',
	authorization: '{ "shop": "harbour-lane", "token": "t-1" }',
	reportDate: '2026-09-30',
	reportId: byId('latest'),
	start: '2026-01-01',
	finish: '2026-01-31',
	binaryPropertyName: 'data',
	// Beside the rows that are filled in.
	list: '[]',
};

/** Bank data to upload. */
const BANK_ROWS = {
	accounts: {
		rows: [
			{
				id: 'acc-7',
				name: 'Business Account',
				type: 'Debit',
				currency: 'GBP',
				current: 120.5,
				identifierType: 'Depository',
				number: '12345678',
				institutionId: 'quay',
				institutionName: 'Quay Bank',
			},
		],
	},
	transactions: {
		rows: [{ id: 't-1', accountId: 'acc-7', amount: -4.5, currency: 'GBP', code: 'Fee' }],
	},
};

/** The file that every item has. */
export const FILE: IBinaryKeyData = {
	data: {
		data: Buffer.from('a receipt').toString('base64'),
		mimeType: 'application/pdf',
		fileName: 'receipt.pdf',
	},
};

const issued = { issueDate: '2026-01-31', currency: 'GBP' };
const totals = { subTotal: 10, taxAmount: 2, totalAmount: 12 };
const line = { quantity: 1, unitAmount: 10 };
const creditNote = {
	...issued,
	status: 'Submitted',
	discountPercentage: 0,
	subTotal: 10,
	totalAmount: 12,
	totalDiscount: 0,
	totalTaxAmount: 2,
};
const paid = {
	...issued,
	...totals,
	lineItems: [line],
	paymentAllocations: [{ payment: { id: 'pay-1' }, allocation: { totalAmount: 12 } }],
};

/** A record of each data type that can be read one by one. */
const RECORD_IDS: Record<string, string> = Object.fromEntries(
	Object.entries({
		accountTransactions: 'account-transaction',
		bankAccounts: 'bank',
		'banking-accounts': 'bank-account',
		'banking-transactionCategories': 'category',
		'banking-transactions': 'bank-line',
		billCreditNotes: 'bill-credit',
		billPayments: 'bill-payment',
		bills: 'bill',
		chartOfAccounts: 'account',
		'commerce-customers': 'buyer',
		'commerce-disputes': 'dispute',
		'commerce-locations': 'location',
		'commerce-orders': 'order',
		'commerce-paymentMethods': 'till-method',
		'commerce-payments': 'sale-payment',
		'commerce-productCategories': 'product-category',
		'commerce-products': 'product',
		'commerce-taxComponents': 'component',
		'commerce-transactions': 'till-transaction',
		creditNotes: 'credit',
		customers: 'customer',
		directCosts: 'direct-cost',
		directIncomes: 'direct-income',
		invoices: 'invoice',
		items: 'item',
		journalEntries: 'journal-entry',
		journals: 'journal',
		paymentMethods: 'method',
		payments: 'payment',
		purchaseOrders: 'purchase-order',
		salesOrders: 'sales-order',
		suppliers: 'supplier',
		taxRates: 'tax',
		trackingCategories: 'tracking',
		transfers: 'transfer',
	}).map(([dataType, name]) => [dataType, `${name}-0001`]),
);

/** A record of each data type that can be written. */
const RECORDS: Record<string, object> = {
	bankAccounts: { accountName: 'Till', accountNumber: '12345678', currency: 'GBP' },
	bankTransactions: {
		accountId: 'acc-7',
		transactions: [{ id: 't-1', amount: -4.5, date: '2026-01-31' }],
	},
	billCreditNotes: creditNote,
	billPayments: { date: '2026-01-31', totalAmount: 12 },
	bills: { ...issued, ...totals, status: 'Open', lineItems: [line] },
	chartOfAccounts: { name: 'Flour', type: 'Expense', status: 'Active' },
	creditNotes: { ...creditNote, remainingCredit: 12 },
	customers: { customerName: 'Tide & Loaf', status: 'Active' },
	directCosts: paid,
	directIncomes: paid,
	invoices: {
		...issued,
		status: 'Submitted',
		amountDue: 12,
		totalAmount: 12,
		totalTaxAmount: 2,
		lineItems: [line],
	},
	items: {
		name: 'Rye loaf',
		type: 'Inventory',
		itemStatus: 'Active',
		isBillItem: false,
		isInvoiceItem: true,
	},
	journalEntries: { postedOn: '2026-01-31', journalLines: [{ netAmount: 5 }, { netAmount: -5 }] },
	journals: { name: 'Flour', journalCode: 'FL' },
	payments: { date: '2026-01-31', totalAmount: 12, currency: 'GBP' },
	purchaseOrders: { ...issued, purchaseOrderNumber: 'PO-1', lineItems: [line] },
	suppliers: { supplierName: 'Nail & Plane', status: 'Active' },
	transfers: { date: '2026-01-31', description: 'To the savings' },
};

/**
 * Where a row needs other values than those above, by `nameOf` of the row; all that match count,
 * the later ones first.
 */
const OVERRIDES: Array<[rows: RegExp, values: IDataObject]> = [
	[
		/ expenses$|^expense\.|^syncConfiguration\.getMappingOptions$/,
		{ companyId: byId(surveyors.id), syncId: surveyors.syncs.written },
	],
	[/^expense\.updateReimbursement$/, { transactionId: surveyors.transactions.reimbursement }],
	// Codat's own sandbox takes all data types.
	[
		/^pushData\.(create|update|delete|uploadAttachment|getOptions)\b/,
		{ companyId: byId(florist.id), connectionId: byId(florist.connections.accounting) },
	],
	// The one endpoint for all data types is that of those that can only be read.
	[/^pushData\.getOptions$/, { dataType: 'taxRates' }],
	// Codat's own sandbox has all that is read of books and banks, the bakery's shop all of commerce.
	[
		/^readData\./,
		{
			companyId: byId(florist.id),
			connectionId: byId(florist.connections.accounting),
			accountId: 'bank-0001',
			recordId: 'invoice-0001',
			attachmentId: 'c0da7006-7d3a-4c1e-9b52-000000000001',
			orderBy: 'id',
			query: 'id!=nothing',
		},
	],
	[/^readData\.getAll banking-accountBalances$/, { orderBy: 'date', query: 'accountId!=nothing' }],
	// Codat doesn't say when these were modified.
	[/^readData\.getAll commerce-products$/, { modifiedSince: '' }],
	[/^readData\.getAll commerce-(companyInfo|locations)$/, { filters: {}, options: {} }],
	[
		/^readData\.get(PullOperation|ValidationResults)$/,
		{ companyId: byId(bakery.id), datasetId: 'c0da7005-7d3a-4c1e-9b52-000000000100' },
	],
	[/^readData\.getAllPullOperations$/, { orderBy: '-requested' }],
	[/^readData\.\w+ banking-/, { connectionId: byId(florist.connections.banking) }],
	[
		/^readData\.\w+ commerce-/,
		{ companyId: byId(bakery.id), connectionId: byId(bakery.connections.commerce) },
	],
	[
		/^billPay\./,
		{
			supplierRef: byId('payee-0001'),
			accountRef: byId('account-0003'),
			billId: byId('payable-0001'),
			supplierId: byId('payee-0002'),
			attachmentId: 'c0da7006-7d3a-4c1e-9b52-000000000001',
			query: 'sourceModifiedDate>2020-01-31',
		},
	],
	[/^billPay\.payBill$/, { accountRef: byId('payables-bank-0001'), amount: 22 }],
	[
		/^bankFeed\./,
		{
			companyId: byId(florist.id),
			connectionId: byId(florist.connections.accounting),
			sourceAccountId: byId('source-0001'),
			targetAccountId: byId('bank-0002'),
			id: 'source-new',
		},
	],
	// Codat takes a balance while the account is not connected.
	[/^bankFeed\.updateAccount$/, { sourceAccountId: byId('source-0002') }],
	[/^bankFeed\.getSync$/, { syncId: FEED_SYNC.syncId }],
	[/^(dataIntegrity|commerceMetrics)\./, { companyId: byId(florist.id) }],
	[/^commerceMetrics\./, { connectionId: byId(florist.connections.commerce) }],
	[/^bankStatement\./, { ...BANK_ROWS, dataType: 'banking-transactions' }],
	[/^bankStatement\.(upload|endSession)$/, { datasetId: UPLOAD.id }],
	[/^bankStatement\.(startSession|uploadStatement)$/, { dataType: 'banking-accounts' }],
	// The bakery's is set, and can be set once.
	[
		/^bankStatement\.setConfiguration$/,
		{ companyId: byId(florist.id), connectionId: byId(florist.connections.banking) },
	],
	[/^file\.download$/, { date: UPLOADED.uploaded }],
	[/^company\.refreshProduct$/, { productIdentifier: 'commerce' }],
];

/** The values of fields that a row has of its own, by parameter name. */
export function overridesOf(name: string): IDataObject {
	const found = OVERRIDES.filter(([rows]) => rows.test(name)).map(([, values]) => values);
	const [, read] = /^readData\.(?:get|\w*Attachments?) (\S+)$/.exec(name) ?? [];
	if (read) found.push({ recordId: RECORD_IDS[read] });
	const [, dataType] = /^pushData\.(?:create|update) (\S+)$/.exec(name) ?? [];
	const record = dataType && {
		recordMode: 'json',
		recordJson: JSON.stringify(RECORDS[dataType]),
	};
	return Object.assign({}, ...found, record) as IDataObject;
}

/** Rows that the sandbox, as Codat, answers with an error, and the message then. */
export const REFUSED: Record<string, RegExp> = {
	'pushData.getOptions': /can’t take tax rates from Codat/,
};

/** A filter on each property of a list. */
export function filtersFor(queryable: Queryable): IDataObject {
	const filters = Object.entries(queryable).map(([field, kind]) => ({ field, ...testOf(kind) }));
	return { conditions: filters };
}

function testOf(kind: Kind): { condition: string; value: string } {
	switch (kind) {
		case 'boolean':
			return { condition: 'isFalse', value: '' };
		case 'date':
			return { condition: 'greaterThanOrEqual', value: '2020-01-31' };
		case 'number':
			return { condition: 'lessThan', value: '1234.5' };
		case 'text':
			return { condition: 'contains', value: 'o' };
		default:
			return { condition: 'notEquals', value: kind[0] };
	}
}
