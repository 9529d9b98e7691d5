import type { SourceType } from '../state';

/** How Codat reads one data type. */
export interface DataType {
	/** The type of the connections that have it. */
	source: SourceType;
	/** What Codat calls one of its records, which is also its name in a 400. */
	model: string;
	/** Whether its records are read for a whole company, or for one connection of it. */
	scope: 'company' | 'connection';
	/** Where its records are read, below `/data/`. */
	path: string;
	/** Its records can't be read one by one. */
	listOnly?: true;
	attachments?: true;
	/** Its records do not say when they were modified. */
	undated?: true;
}

type Differences = Partial<
	Pick<DataType, 'scope' | 'path' | 'listOnly' | 'attachments' | 'undated'>
>;

function typesOf(
	source: SourceType,
	defaultScope: DataType['scope'],
	rows: Record<string, [model: string, differences?: Differences]>,
): Record<string, DataType> {
	return Object.fromEntries(
		Object.entries(rows).map(([key, [model, differences]]) => [
			key,
			{ source, model, scope: defaultScope, path: key, ...differences },
		]),
	);
}

/** The data types whose records are read in pages (the specs of the data APIs, and @codat/accounting). */
export const DATA_TYPES: Record<string, DataType> = {
	...typesOf('Accounting', 'company', {
		accountTransactions: ['AccountTransaction', { scope: 'connection' }],
		bankAccounts: ['BankAccount', { scope: 'connection' }],
		bankTransactions: [
			'BankTransaction',
			{
				scope: 'connection',
				path: 'bankAccounts/:accountId/bankTransactions',
				listOnly: true,
			},
		],
		billCreditNotes: ['BillCreditNote'],
		billPayments: ['BillPayment'],
		bills: ['Bill', { attachments: true }],
		chartOfAccounts: ['Account', { path: 'accounts' }],
		creditNotes: ['CreditNote'],
		customers: ['Customer', { attachments: true }],
		directCosts: ['DirectCost', { scope: 'connection', attachments: true }],
		directIncomes: ['DirectIncome', { scope: 'connection', attachments: true }],
		invoices: ['Invoice', { attachments: true }],
		items: ['Item'],
		journalEntries: ['JournalEntry'],
		journals: ['Journal'],
		paymentMethods: ['PaymentMethod'],
		payments: ['Payment'],
		purchaseOrders: ['PurchaseOrder'],
		salesOrders: ['SalesOrder'],
		suppliers: ['Supplier', { attachments: true }],
		taxRates: ['TaxRate'],
		trackingCategories: ['TrackingCategory'],
		transfers: ['Transfer', { scope: 'connection' }],
	}),
	...typesOf('Banking', 'connection', {
		'banking-accountBalances': ['AccountBalance', { listOnly: true }],
		'banking-accounts': ['Account'],
		'banking-transactionCategories': ['TransactionCategory'],
		'banking-transactions': ['Transaction'],
	}),
	...typesOf('Commerce', 'connection', {
		'commerce-customers': ['Customer'],
		'commerce-disputes': ['Dispute'],
		'commerce-locations': ['Location'],
		'commerce-orders': ['Order'],
		'commerce-paymentMethods': ['PaymentMethod'],
		'commerce-payments': ['Payment'],
		'commerce-productCategories': ['ProductCategory'],
		'commerce-products': ['Product', { undated: true }],
		'commerce-taxComponents': ['TaxComponent'],
		'commerce-transactions': ['Transaction'],
	}),
};

export const STATEMENTS = ['balanceSheet', 'profitAndLoss', 'cashFlowStatement'] as const;
export type Statement = (typeof STATEMENTS)[number];

/** The data types that are not read in pages, and what they are read from. */
const OTHERS: Record<string, SourceType> = {
	...Object.fromEntries(STATEMENTS.map((statement) => [statement, 'Accounting'] as const)),
	company: 'Accounting',
	itemReceipts: 'Accounting',
	'commerce-companyInfo': 'Commerce',
};

const SOURCES: Record<string, SourceType> = {
	...Object.fromEntries(Object.entries(DATA_TYPES).map(([key, { source }]) => [key, source])),
	...OTHERS,
};

/** Every data type that Codat knows (Platform spec: `DataType`). */
export const ALL_DATA_TYPES = Object.keys(SOURCES).sort();

export function isDataType(value: unknown): value is string {
	return typeof value === 'string' && value in SOURCES;
}

/** The data types that connections of a type can have. */
export function dataTypesOf(sourceType: SourceType): string[] {
	return ALL_DATA_TYPES.filter((dataType) => SOURCES[dataType] === sourceType);
}

/** The type of the connections that have a data type. */
export function sourceOf(dataType: string): SourceType {
	return SOURCES[dataType];
}
