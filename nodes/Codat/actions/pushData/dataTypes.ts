import type { Field } from '../../fields/field';
import { recordId as readRecordId, requiredText } from '../../fields/read';
import { UserFacingError } from '../../transport/userFacingError';

/** What can be done with a record on a platform, as the operations that do it are called. */
export type WriteAction = 'create' | 'update' | 'delete' | 'uploadAttachment';

interface WritableType {
	/** In dropdowns. */
	name: string;
	/** In messages, after "the" or "a". */
	singular: string;
	/** Where its path below `push/` is not its own name. */
	path?: string;
	can: WriteAction[];
	/** The end of the path of attachments, where it is not `attachment`. */
	attachments?: 'attachments';
}

/**
 * What Codat can write, and how (docs: using-the-api/push.md, upload-attachments.md; the specs of
 * its products for the paths). A platform may be able to do less.
 */
const WRITABLE: Record<string, WritableType> = {
	bankAccounts: { name: 'Bank Accounts', singular: 'bank account', can: ['create', 'update'] },
	bankTransactions: {
		name: 'Bank Transactions',
		singular: 'bank transaction',
		path: 'bankAccounts/{accountId}/bankTransactions',
		can: ['create'],
	},
	billCreditNotes: {
		name: 'Bill Credit Notes',
		singular: 'bill credit note',
		can: ['create', 'update', 'uploadAttachment'],
	},
	billPayments: { name: 'Bill Payments', singular: 'bill payment', can: ['create', 'delete'] },
	bills: {
		name: 'Bills',
		singular: 'bill',
		can: ['create', 'update', 'delete', 'uploadAttachment'],
		attachments: 'attachments',
	},
	chartOfAccounts: {
		name: 'Chart of Accounts',
		singular: 'account',
		path: 'accounts',
		can: ['create'],
	},
	creditNotes: { name: 'Credit Notes', singular: 'credit note', can: ['create', 'update'] },
	customers: { name: 'Customers', singular: 'customer', can: ['create', 'update'] },
	directCosts: {
		name: 'Direct Costs',
		singular: 'direct cost',
		can: ['create', 'delete', 'uploadAttachment'],
	},
	directIncomes: {
		name: 'Direct Incomes',
		singular: 'direct income',
		can: ['create', 'uploadAttachment'],
	},
	invoices: {
		name: 'Invoices',
		singular: 'invoice',
		can: ['create', 'update', 'delete', 'uploadAttachment'],
	},
	items: { name: 'Items', singular: 'item', can: ['create'] },
	journalEntries: { name: 'Journal Entries', singular: 'journal entry', can: ['create', 'delete'] },
	journals: { name: 'Journals', singular: 'journal', can: ['create'] },
	payments: { name: 'Payments', singular: 'payment', can: ['create'] },
	purchaseOrders: {
		name: 'Purchase Orders',
		singular: 'purchase order',
		can: ['create', 'update'],
	},
	suppliers: { name: 'Suppliers', singular: 'supplier', can: ['create', 'update'] },
	transfers: { name: 'Transfers', singular: 'transfer', can: ['create', 'uploadAttachment'] },
};

/** The data types that Codat can only read. It has options for some of them all the same. */
const READ_ONLY: Record<string, string> = {
	accountTransactions: 'Account Transactions',
	balanceSheet: 'Balance Sheet',
	'banking-accountBalances': 'Banking: Account Balances',
	'banking-accounts': 'Banking: Accounts',
	'banking-transactionCategories': 'Banking: Transaction Categories',
	'banking-transactions': 'Banking: Transactions',
	cashFlowStatement: 'Cash Flow Statement',
	'commerce-companyInfo': 'Commerce: Company Info',
	'commerce-customers': 'Commerce: Customers',
	'commerce-disputes': 'Commerce: Disputes',
	'commerce-locations': 'Commerce: Locations',
	'commerce-orders': 'Commerce: Orders',
	'commerce-paymentMethods': 'Commerce: Payment Methods',
	'commerce-payments': 'Commerce: Payments',
	'commerce-productCategories': 'Commerce: Product Categories',
	'commerce-products': 'Commerce: Products',
	'commerce-taxComponents': 'Commerce: Tax Components',
	'commerce-transactions': 'Commerce: Transactions',
	company: 'Company',
	itemReceipts: 'Item Receipts',
	paymentMethods: 'Payment Methods',
	profitAndLoss: 'Profit and Loss',
	salesOrders: 'Sales Orders',
	taxRates: 'Tax Rates',
	trackingCategories: 'Tracking Categories',
};

/** Where a data type's options or records stand, below `options/` or `push/`. */
export function optionsPath(dataType: unknown): string {
	return dataType === 'bankTransactions' ? pushPath(dataType) : String(dataType);
}

export function pushPath(dataType: unknown): string {
	return WRITABLE[String(dataType)]?.path ?? String(dataType);
}

export function attachmentPath(dataType: unknown): string {
	const end = WRITABLE[String(dataType)]?.attachments ?? 'attachment';
	return `${pushPath(dataType)}/{recordId}/${end}`;
}

/** Such as `invoice`. */
export function singularOf(dataType: unknown): string {
	return WRITABLE[String(dataType)]?.singular ?? 'record';
}

/** Such as `Invoices`. */
export function nameOf(dataType: unknown): string {
	return WRITABLE[String(dataType)]?.name ?? READ_ONLY[String(dataType)] ?? String(dataType);
}

const verbs: Record<WriteAction, string> = {
	create: 'create',
	update: 'update',
	delete: 'delete',
	uploadAttachment: 'upload attachments to',
};

/** Which data type an operation is about, of those that Codat can do this with. */
export function writableDataType(action: WriteAction): Field {
	const offered = Object.entries(WRITABLE).filter(([, { can }]) => can.includes(action));
	return dataTypeField(
		offered.map(([value, { name }]) => ({ name, value })),
		`The kind of record to ${verbs[action]}. A platform may not support all of them.`,
		(value) => `Codat can’t ${verbs[action]} ${nameOf(value).toLowerCase()}`,
	);
}

/** Any of Codat's data types, those that it can write first. */
export const anyDataType: Field = dataTypeField(
	[
		...Object.entries(WRITABLE).map(([value, { name }]) => ({ name, value })),
		...Object.entries(READ_ONLY).map(([value, name]) => ({
			name: `${name} (Read Only)`,
			value,
			description: 'Codat can read these, but not write them',
		})),
	],
	'The kind of record to get the fields of. Those that Codat can write come first.',
	(value) => `Codat has no data type "${value.slice(0, 60)}"`,
);

function dataTypeField(
	options: Array<{ name: string; value: string; description?: string }>,
	description: string,
	refusal: (value: string) => string,
): Field {
	return {
		property: {
			displayName: 'Data Type',
			name: 'dataType',
			type: 'options',
			options,
			required: true,
			default: 'invoices',
			description,
		},
		read: (given, label) => {
			const value = requiredText(given, label);
			if (options.some((option) => option.value === value)) return value;
			const values = options.map((option) => option.value).join(', ');
			throw new UserFacingError(refusal(value), `Set 'Data Type' to one of ${values}.`);
		},
	};
}

/**
 * The account that bank transactions stand in: a part of their paths. Not marked as required, since
 * n8n would then ask for it whenever the data type is an expression.
 */
export const accountId: Field = {
	property: {
		displayName: 'Bank Account ID',
		name: 'accountId',
		type: 'string',
		default: '',
		placeholder: 'e.g. 7110701885',
		description: 'The ID of the bank account in Codat that the transactions are in',
		displayOptions: { show: { dataType: ['bankTransactions'] } },
	},
	read: readRecordId,
};

export function recordId(description: string): Field {
	return {
		property: {
			displayName: 'Record ID',
			name: 'recordId',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. 7110701885',
			description,
		},
		read: readRecordId,
	};
}
