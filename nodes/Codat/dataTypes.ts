import { own } from './fields/read';

/** What can be done with a record on a platform, as the operations that do it are called. */
export type WriteAction = 'create' | 'update' | 'delete' | 'uploadAttachment';

/** One of Codat's data types: a kind of record. */
export interface DataType {
	/** In dropdowns. */
	name: string;
	/** In messages, after "the" or "a". */
	singular: string;
	/** How its records are read; without it, they are no list. */
	read?: {
		/** What they are read for: the company as a whole, or one connection of it. */
		from: 'company' | 'connection';
		/** Where its path below `data/` is not its own name. */
		path?: string;
		/** All of them come in one answer, of which nothing can be asked. */
		unpaged?: true;
		/** Its records can't be read one by one. */
		listOnly?: true;
		/** Its records can have files. */
		attachments?: true;
	};
	/** How it is written; without it, Codat can only read it. */
	write?: {
		can: WriteAction[];
		/** Where its path below `push/` is not its own name. */
		path?: string;
		/** The end of the path of attachments, where it is not `attachment`. */
		attachments?: 'attachments';
	};
}

/**
 * All of Codat's data types by their name in the API (Platform spec: `DataType`), and what can be
 * done with each (docs/codat.md, Writing, upload-attachments.md; the specs of its products for
 * the paths). A platform may be able to do less.
 */
export const dataTypes: Record<string, DataType> = {
	accountTransactions: {
		name: 'Account Transactions',
		singular: 'account transaction',
		read: { from: 'connection' },
	},
	balanceSheet: { name: 'Balance Sheet', singular: 'balance sheet' },
	bankAccounts: {
		name: 'Bank Accounts',
		singular: 'bank account',
		write: { can: ['create', 'update'] },
		read: { from: 'connection' },
	},
	'banking-accountBalances': {
		name: 'Banking: Account Balances',
		singular: 'account balance',
		read: { from: 'connection', listOnly: true },
	},
	'banking-accounts': {
		name: 'Banking: Accounts',
		singular: 'bank account',
		read: { from: 'connection' },
	},
	'banking-transactionCategories': {
		name: 'Banking: Transaction Categories',
		singular: 'transaction category',
		read: { from: 'connection' },
	},
	'banking-transactions': {
		name: 'Banking: Transactions',
		singular: 'bank transaction',
		read: { from: 'connection' },
	},
	bankTransactions: {
		name: 'Bank Transactions',
		singular: 'bank transaction',
		write: { path: 'bankAccounts/{accountId}/bankTransactions', can: ['create'] },
		read: { from: 'connection', path: 'bankAccounts/{accountId}/bankTransactions', listOnly: true },
	},
	billCreditNotes: {
		name: 'Bill Credit Notes',
		singular: 'bill credit note',
		write: { can: ['create', 'update', 'uploadAttachment'] },
		read: { from: 'company' },
	},
	billPayments: {
		name: 'Bill Payments',
		singular: 'bill payment',
		write: { can: ['create', 'delete'] },
		read: { from: 'company' },
	},
	bills: {
		name: 'Bills',
		singular: 'bill',
		write: { can: ['create', 'update', 'delete', 'uploadAttachment'], attachments: 'attachments' },
		read: { from: 'company', attachments: true },
	},
	cashFlowStatement: { name: 'Cash Flow Statement', singular: 'cash flow statement' },
	chartOfAccounts: {
		name: 'Chart of Accounts',
		singular: 'account',
		write: { path: 'accounts', can: ['create'] },
		read: { from: 'company', path: 'accounts' },
	},
	'commerce-companyInfo': {
		name: 'Commerce: Company Info',
		singular: 'company info',
		read: { from: 'connection', path: 'commerce-info', listOnly: true, unpaged: true },
	},
	'commerce-customers': {
		name: 'Commerce: Customers',
		singular: 'customer',
		read: { from: 'connection' },
	},
	'commerce-disputes': {
		name: 'Commerce: Disputes',
		singular: 'dispute',
		read: { from: 'connection' },
	},
	'commerce-locations': {
		name: 'Commerce: Locations',
		singular: 'location',
		read: { from: 'connection', unpaged: true },
	},
	'commerce-orders': { name: 'Commerce: Orders', singular: 'order', read: { from: 'connection' } },
	'commerce-paymentMethods': {
		name: 'Commerce: Payment Methods',
		singular: 'payment method',
		read: { from: 'connection' },
	},
	'commerce-payments': {
		name: 'Commerce: Payments',
		singular: 'payment',
		read: { from: 'connection' },
	},
	'commerce-productCategories': {
		name: 'Commerce: Product Categories',
		singular: 'product category',
		read: { from: 'connection' },
	},
	'commerce-products': {
		name: 'Commerce: Products',
		singular: 'product',
		read: { from: 'connection' },
	},
	'commerce-taxComponents': {
		name: 'Commerce: Tax Components',
		singular: 'tax component',
		read: { from: 'connection' },
	},
	'commerce-transactions': {
		name: 'Commerce: Transactions',
		singular: 'transaction',
		read: { from: 'connection' },
	},
	company: { name: 'Company', singular: 'company' },
	creditNotes: {
		name: 'Credit Notes',
		singular: 'credit note',
		write: { can: ['create', 'update'] },
		read: { from: 'company' },
	},
	customers: {
		name: 'Customers',
		singular: 'customer',
		write: { can: ['create', 'update'] },
		read: { from: 'company', attachments: true },
	},
	directCosts: {
		name: 'Direct Costs',
		singular: 'direct cost',
		write: { can: ['create', 'delete', 'uploadAttachment'] },
		read: { from: 'connection', attachments: true },
	},
	directIncomes: {
		name: 'Direct Incomes',
		singular: 'direct income',
		write: { can: ['create', 'uploadAttachment'] },
		read: { from: 'connection', attachments: true },
	},
	invoices: {
		name: 'Invoices',
		singular: 'invoice',
		write: { can: ['create', 'update', 'delete', 'uploadAttachment'] },
		read: { from: 'company', attachments: true },
	},
	itemReceipts: { name: 'Item Receipts', singular: 'item receipt' },
	items: { name: 'Items', singular: 'item', write: { can: ['create'] }, read: { from: 'company' } },
	journalEntries: {
		name: 'Journal Entries',
		singular: 'journal entry',
		write: { can: ['create', 'delete'] },
		read: { from: 'company' },
	},
	journals: {
		name: 'Journals',
		singular: 'journal',
		write: { can: ['create'] },
		read: { from: 'company' },
	},
	paymentMethods: {
		name: 'Payment Methods',
		singular: 'payment method',
		read: { from: 'company' },
	},
	payments: {
		name: 'Payments',
		singular: 'payment',
		write: { can: ['create'] },
		read: { from: 'company' },
	},
	profitAndLoss: { name: 'Profit and Loss', singular: 'profit and loss statement' },
	purchaseOrders: {
		name: 'Purchase Orders',
		singular: 'purchase order',
		write: { can: ['create', 'update'] },
		read: { from: 'company' },
	},
	salesOrders: { name: 'Sales Orders', singular: 'sales order', read: { from: 'company' } },
	suppliers: {
		name: 'Suppliers',
		singular: 'supplier',
		write: { can: ['create', 'update'] },
		read: { from: 'company', attachments: true },
	},
	taxRates: { name: 'Tax Rates', singular: 'tax rate', read: { from: 'company' } },
	trackingCategories: {
		name: 'Tracking Categories',
		singular: 'tracking category',
		read: { from: 'company' },
	},
	transfers: {
		name: 'Transfers',
		singular: 'transfer',
		write: { can: ['create', 'uploadAttachment'] },
		read: { from: 'connection' },
	},
};

/** The data type under a name of Codat's, and not what all objects have. */
export function dataTypeOf(dataType: unknown): DataType | undefined {
	return own(dataTypes, dataType);
}

/** Such as `invoice`. */
export function singularOf(dataType: unknown): string {
	return dataTypeOf(dataType)?.singular ?? 'record';
}

/** Such as `Invoices`. */
export function nameOf(dataType: unknown): string {
	return dataTypeOf(dataType)?.name ?? String(dataType);
}

/** Where records of a data type are read: its path below `data/`. */
export function readPath(dataType: unknown): string {
	const { read } = dataTypeOf(dataType) ?? {};
	const company = 'GET /companies/{companyId}';
	const base = read?.from === 'connection' ? `${company}/connections/{connectionId}` : company;
	return `${base}/data/${read?.path ?? String(dataType)}`;
}

/** Where records of a data type are written, below `push/`. */
export function pushPath(dataType: unknown): string {
	return dataTypeOf(dataType)?.write?.path ?? String(dataType);
}

/** Where a data type's options stand, below `options/`. */
export function optionsPath(dataType: unknown): string {
	return dataType === 'bankTransactions' ? pushPath(dataType) : String(dataType);
}

/** Where a record's attachments are written, below `push/`. */
export function attachmentPath(dataType: unknown): string {
	const end = dataTypeOf(dataType)?.write?.attachments ?? 'attachment';
	return `${pushPath(dataType)}/{recordId}/${end}`;
}

/** The type of the connections that have a data type (docs/codat.md, Reading data). */
export function sourceTypeOf(dataType: unknown): string {
	const [product] = /^(banking|commerce)(?=-)/.exec(String(dataType)) ?? ['accounting'];
	return product.charAt(0).toUpperCase() + product.slice(1);
}
