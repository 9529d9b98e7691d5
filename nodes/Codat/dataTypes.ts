/** What can be done with a record on a platform, as the operations that do it are called. */
export type WriteAction = 'create' | 'update' | 'delete' | 'uploadAttachment';

/** One of Codat's data types: a kind of record. */
export interface DataType {
	/** In dropdowns. */
	name: string;
	/** In messages, after "the" or "a". */
	singular: string;
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
 * done with each (docs: using-the-api/push.md, upload-attachments.md; the specs of its products for
 * the paths). A platform may be able to do less.
 */
export const dataTypes: Record<string, DataType> = {
	accountTransactions: { name: 'Account Transactions', singular: 'account transaction' },
	balanceSheet: { name: 'Balance Sheet', singular: 'balance sheet' },
	bankAccounts: {
		name: 'Bank Accounts',
		singular: 'bank account',
		write: { can: ['create', 'update'] },
	},
	'banking-accountBalances': { name: 'Banking: Account Balances', singular: 'account balance' },
	'banking-accounts': { name: 'Banking: Accounts', singular: 'bank account' },
	'banking-transactionCategories': {
		name: 'Banking: Transaction Categories',
		singular: 'transaction category',
	},
	'banking-transactions': { name: 'Banking: Transactions', singular: 'bank transaction' },
	bankTransactions: {
		name: 'Bank Transactions',
		singular: 'bank transaction',
		write: { path: 'bankAccounts/{accountId}/bankTransactions', can: ['create'] },
	},
	billCreditNotes: {
		name: 'Bill Credit Notes',
		singular: 'bill credit note',
		write: { can: ['create', 'update', 'uploadAttachment'] },
	},
	billPayments: {
		name: 'Bill Payments',
		singular: 'bill payment',
		write: { can: ['create', 'delete'] },
	},
	bills: {
		name: 'Bills',
		singular: 'bill',
		write: { can: ['create', 'update', 'delete', 'uploadAttachment'], attachments: 'attachments' },
	},
	cashFlowStatement: { name: 'Cash Flow Statement', singular: 'cash flow statement' },
	chartOfAccounts: {
		name: 'Chart of Accounts',
		singular: 'account',
		write: { path: 'accounts', can: ['create'] },
	},
	'commerce-companyInfo': { name: 'Commerce: Company Info', singular: 'company info' },
	'commerce-customers': { name: 'Commerce: Customers', singular: 'customer' },
	'commerce-disputes': { name: 'Commerce: Disputes', singular: 'dispute' },
	'commerce-locations': { name: 'Commerce: Locations', singular: 'location' },
	'commerce-orders': { name: 'Commerce: Orders', singular: 'order' },
	'commerce-paymentMethods': { name: 'Commerce: Payment Methods', singular: 'payment method' },
	'commerce-payments': { name: 'Commerce: Payments', singular: 'payment' },
	'commerce-productCategories': {
		name: 'Commerce: Product Categories',
		singular: 'product category',
	},
	'commerce-products': { name: 'Commerce: Products', singular: 'product' },
	'commerce-taxComponents': { name: 'Commerce: Tax Components', singular: 'tax component' },
	'commerce-transactions': { name: 'Commerce: Transactions', singular: 'transaction' },
	company: { name: 'Company', singular: 'company' },
	creditNotes: {
		name: 'Credit Notes',
		singular: 'credit note',
		write: { can: ['create', 'update'] },
	},
	customers: { name: 'Customers', singular: 'customer', write: { can: ['create', 'update'] } },
	directCosts: {
		name: 'Direct Costs',
		singular: 'direct cost',
		write: { can: ['create', 'delete', 'uploadAttachment'] },
	},
	directIncomes: {
		name: 'Direct Incomes',
		singular: 'direct income',
		write: { can: ['create', 'uploadAttachment'] },
	},
	invoices: {
		name: 'Invoices',
		singular: 'invoice',
		write: { can: ['create', 'update', 'delete', 'uploadAttachment'] },
	},
	itemReceipts: { name: 'Item Receipts', singular: 'item receipt' },
	items: { name: 'Items', singular: 'item', write: { can: ['create'] } },
	journalEntries: {
		name: 'Journal Entries',
		singular: 'journal entry',
		write: { can: ['create', 'delete'] },
	},
	journals: { name: 'Journals', singular: 'journal', write: { can: ['create'] } },
	paymentMethods: { name: 'Payment Methods', singular: 'payment method' },
	payments: { name: 'Payments', singular: 'payment', write: { can: ['create'] } },
	profitAndLoss: { name: 'Profit and Loss', singular: 'profit and loss statement' },
	purchaseOrders: {
		name: 'Purchase Orders',
		singular: 'purchase order',
		write: { can: ['create', 'update'] },
	},
	salesOrders: { name: 'Sales Orders', singular: 'sales order' },
	suppliers: { name: 'Suppliers', singular: 'supplier', write: { can: ['create', 'update'] } },
	taxRates: { name: 'Tax Rates', singular: 'tax rate' },
	trackingCategories: { name: 'Tracking Categories', singular: 'tracking category' },
	transfers: {
		name: 'Transfers',
		singular: 'transfer',
		write: { can: ['create', 'uploadAttachment'] },
	},
};

/** The data type under a name of Codat's, and not what all objects have. */
export function dataTypeOf(dataType: unknown): DataType | undefined {
	const key = String(dataType);
	return Object.hasOwn(dataTypes, key) ? dataTypes[key] : undefined;
}

/** Such as `invoice`. */
export function singularOf(dataType: unknown): string {
	return dataTypeOf(dataType)?.singular ?? 'record';
}

/** Such as `Invoices`. */
export function nameOf(dataType: unknown): string {
	return dataTypeOf(dataType)?.name ?? String(dataType);
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
