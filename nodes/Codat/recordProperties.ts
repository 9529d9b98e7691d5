import { dataTypeOf } from './dataTypes';
import type { Kind, Queryable } from './fields/filters';

/** The properties of a data type's records that Codat can be asked for, in dotted names, by kind. */
interface Properties {
	/** What Simplify leaves: ten at most, what tells a record from others first. */
	simple: string;
	text?: string;
	number?: string;
	date?: string;
	boolean?: string;
	/** Those of few values, and which. */
	choices?: Record<string, string>;
}

/**
 * From the specs of Codat's data APIs, and for the accounting API's own types from the models of
 * @codat/accounting. Lists within records are left out, since Codat can't query them (docs/codat.md,
 * Query language).
 */
const PROPERTIES: Record<string, Properties> = {
	accountTransactions: {
		simple:
			'id transactionId date status totalAmount currency note bankAccountRef.name modifiedDate',
		text: 'id transactionId note bankAccountRef.id bankAccountRef.name currency',
		number: 'currencyRate totalAmount',
		date: 'date modifiedDate sourceModifiedDate',
		boolean: 'metadata.isDeleted',
		choices: { status: 'Unknown Unreconciled Reconciled Void' },
	},
	bankAccounts: {
		simple:
			'id accountName accountType nominalCode accountNumber sortCode currency balance institution status',
		text: 'id accountName nominalCode sortCode accountNumber iBan currency institution',
		number: 'balance availableBalance overdraftLimit',
		date: 'modifiedDate sourceModifiedDate',
		boolean: 'metadata.isDeleted',
		choices: { accountType: 'Unknown Credit Debit', status: 'Unknown Active Archived Pending' },
	},
	bankTransactions: {
		simple:
			'id accountId clearedOnDate description amount balance reconciled transactionType modifiedDate',
		text: 'id description',
		number: 'amount balance',
		date: 'clearedOnDate modifiedDate sourceModifiedDate',
		boolean: 'reconciled',
		choices: {
			transactionType:
				'Unknown Credit Debit Int Div Fee SerChg Dep Atm Pos Xfer Check Payment Cash DirectDep DirectDebit RepeatPmt Other',
		},
	},
	'banking-accountBalances': {
		simple: 'accountId date balance.available balance.current balance.limit modifiedDate',
		text: 'accountId',
		number: 'balance.available balance.current balance.limit',
		date: 'date modifiedDate sourceModifiedDate',
	},
	'banking-accounts': {
		simple:
			'id name holder type currency balance.available balance.current institution.name modifiedDate',
		text: 'id name informalName holder identifiers.subtype identifiers.number identifiers.bankCode identifiers.iban identifiers.bic identifiers.maskedAccountNumber currency institution.id institution.name',
		number: 'balance.available balance.current balance.limit',
		date: 'modifiedDate sourceModifiedDate',
		choices: {
			type: 'Unknown Credit Debit',
			'identifiers.type': 'Account Card Credit Depository Investment Loan Other',
		},
	},
	'banking-transactionCategories': {
		simple: 'id name parentId hasChildren status modifiedDate',
		text: 'id name parentId',
		date: 'modifiedDate sourceModifiedDate',
		boolean: 'hasChildren',
		choices: { status: 'Unknown Active Archived' },
	},
	'banking-transactions': {
		simple:
			'id accountId postedDate description amount currency merchantName code transactionCategoryRef.name modifiedDate',
		text: 'id accountId description currency merchantName transactionCategoryRef.id transactionCategoryRef.name',
		number: 'amount',
		date: 'postedDate authorizedDate modifiedDate sourceModifiedDate',
		choices: {
			code: 'Unknown Fee Payment Cash Transfer Interest Cashback Cheque DirectDebit Purchase StandingOrder Adjustment Credit Other NotSupported',
		},
	},
	billCreditNotes: {
		simple:
			'id billCreditNoteNumber supplierRef.supplierName issueDate currency totalAmount remainingCredit status note modifiedDate',
		text: 'id billCreditNoteNumber supplierRef.id supplierRef.supplierName currency note',
		number:
			'totalAmount totalDiscount subTotal totalTaxAmount discountPercentage remainingCredit currencyRate',
		date: 'issueDate allocatedOnDate modifiedDate sourceModifiedDate',
		boolean: 'metadata.isDeleted',
		choices: { status: 'Unknown Draft Submitted Paid Void PartiallyPaid' },
	},
	billPayments: {
		simple:
			'id reference supplierRef.supplierName date currency totalAmount accountRef.name note modifiedDate',
		text: 'id supplierRef.id supplierRef.supplierName accountRef.id accountRef.name currency note paymentMethodRef.id paymentMethodRef.name reference',
		number: 'totalAmount currencyRate',
		date: 'date modifiedDate sourceModifiedDate',
		boolean: 'metadata.isDeleted',
	},
	bills: {
		simple:
			'id reference supplierRef.supplierName issueDate dueDate currency totalAmount amountDue status modifiedDate',
		text: 'id reference supplierRef.id supplierRef.supplierName currency note',
		number: 'currencyRate subTotal taxAmount totalAmount amountDue',
		date: 'issueDate dueDate modifiedDate sourceModifiedDate',
		boolean: 'metadata.isDeleted',
		choices: { status: 'Unknown Open PartiallyPaid Paid Void Draft' },
	},
	chartOfAccounts: {
		simple:
			'id nominalCode name type status currency currentBalance isBankAccount fullyQualifiedName modifiedDate',
		text: 'id nominalCode name description fullyQualifiedCategory fullyQualifiedName currency',
		number: 'currentBalance',
		date: 'modifiedDate sourceModifiedDate',
		boolean: 'isBankAccount metadata.isDeleted',
		choices: {
			type: 'Unknown Asset Expense Income Liability Equity',
			status: 'Unknown Active Archived Pending',
		},
	},
	'commerce-companyInfo': {
		simple:
			'companyName companyLegalName commercePlatformRef registrationNumber baseCurrency createdDate modifiedDate',
		text: 'companyName commercePlatformRef companyLegalName registrationNumber baseCurrency',
		date: 'createdDate modifiedDate sourceModifiedDate',
	},
	'commerce-customers': {
		simple: 'id customerName emailAddress phone defaultCurrency note createdDate modifiedDate',
		text: 'id customerName emailAddress phone defaultCurrency note',
		date: 'createdDate modifiedDate sourceModifiedDate',
	},
	'commerce-disputes': {
		simple: 'id status reason totalAmount currency dueDate createdDate modifiedDate',
		text: 'id currency reason',
		number: 'totalAmount',
		date: 'dueDate createdDate modifiedDate sourceModifiedDate',
		choices: {
			status:
				'Won Lost Accepted Processing ChargeRefunded EvidenceRequired InquiryEvidenceRequired InquiryProcessing InquiryClosed WaitingThirdParty Unknown',
		},
	},
	'commerce-locations': {
		simple: 'id name address.city address.region address.country address.postalCode modifiedDate',
		text: 'id name address.line1 address.line2 address.city address.region address.country address.postalCode',
		date: 'modifiedDate sourceModifiedDate',
		choices: { 'address.type': 'Billing Delivery Order Inventory Unknown' },
	},
	'commerce-orders': {
		simple:
			'id orderNumber customerRef.name createdDate closedDate currency totalAmount totalTaxAmount totalRefund modifiedDate',
		text: 'id orderNumber country currency locationRef.id locationRef.name customerRef.id customerRef.name',
		number: 'totalAmount totalRefund totalTaxAmount totalDiscount totalGratuity',
		date: 'closedDate createdDate modifiedDate sourceModifiedDate',
	},
	'commerce-paymentMethods': {
		simple: 'id name status modifiedDate',
		text: 'id name',
		date: 'modifiedDate sourceModifiedDate',
		choices: { status: 'Unknown Active Archived' },
	},
	'commerce-payments': {
		simple:
			'id amount currency status paymentMethodRef.name paymentProvider dueDate createdDate modifiedDate',
		text: 'id currency paymentMethodRef.id paymentMethodRef.name paymentProvider',
		number: 'amount',
		date: 'dueDate createdDate modifiedDate sourceModifiedDate',
		choices: { status: 'Pending Authorized Paid Failed Cancelled Unknown' },
	},
	'commerce-productCategories': {
		simple: 'id name hasChildren modifiedDate',
		text: 'id name',
		date: 'modifiedDate sourceModifiedDate',
		boolean: 'hasChildren',
	},
	'commerce-products': {
		simple: 'id name description categorization isGiftCard variants',
		text: 'id name description categorization',
		boolean: 'isGiftCard',
	},
	'commerce-taxComponents': {
		simple: 'id name rate isCompound modifiedDate',
		text: 'id name',
		number: 'rate',
		date: 'modifiedDate sourceModifiedDate',
		boolean: 'isCompound',
	},
	'commerce-transactions': {
		simple: 'id type subType totalAmount currency transactionSourceRef.id createdDate modifiedDate',
		text: 'id currency subType transactionSourceRef.id',
		number: 'totalAmount',
		date: 'createdDate sourceCreatedDate modifiedDate sourceModifiedDate',
		choices: {
			type: 'Payment Refund Payout FailedPayout Transfer PaymentFee PaymentFeeRefund Unknown',
			'transactionSourceRef.type': 'Fee Order Payment ServiceCharge Unknown',
		},
	},
	creditNotes: {
		simple:
			'id creditNoteNumber customerRef.companyName issueDate currency totalAmount remainingCredit status note modifiedDate',
		text: 'id creditNoteNumber customerRef.id customerRef.companyName currency note',
		number:
			'totalAmount totalDiscount subTotal totalTaxAmount discountPercentage remainingCredit currencyRate',
		date: 'issueDate allocatedOnDate modifiedDate sourceModifiedDate',
		boolean: 'metadata.isDeleted',
		choices: { status: 'Unknown Draft Submitted Paid Void PartiallyPaid' },
	},
	customers: {
		simple: 'id customerName contactName emailAddress phone defaultCurrency status modifiedDate',
		text: 'id customerName contactName emailAddress defaultCurrency phone registrationNumber taxNumber',
		date: 'modifiedDate sourceModifiedDate',
		boolean: 'metadata.isDeleted',
		choices: { status: 'Unknown Active Archived' },
	},
	directCosts: {
		simple: 'id reference contactRef.id issueDate currency totalAmount taxAmount note modifiedDate',
		text: 'id reference note contactRef.id currency',
		number: 'currencyRate subTotal taxAmount totalAmount',
		date: 'issueDate modifiedDate sourceModifiedDate',
		boolean: 'metadata.isDeleted',
	},
	directIncomes: {
		simple: 'id reference contactRef.id issueDate currency totalAmount taxAmount note modifiedDate',
		text: 'id reference note contactRef.id currency',
		number: 'currencyRate subTotal taxAmount totalAmount',
		date: 'issueDate modifiedDate sourceModifiedDate',
		boolean: 'metadata.isDeleted',
	},
	invoices: {
		simple:
			'id invoiceNumber customerRef.companyName issueDate dueDate currency totalAmount amountDue status modifiedDate',
		text: 'id invoiceNumber customerRef.id customerRef.companyName currency note',
		number:
			'currencyRate totalDiscount subTotal totalTaxAmount totalAmount amountDue discountPercentage',
		date: 'issueDate dueDate paidOnDate modifiedDate sourceModifiedDate',
		boolean: 'metadata.isDeleted',
		choices: { status: 'Unknown Draft Submitted PartiallyPaid Paid Void' },
	},
	items: {
		simple:
			'id name code type itemStatus billItem.unitPrice invoiceItem.unitPrice isBillItem isInvoiceItem modifiedDate',
		text: 'billItem.description code id invoiceItem.description name',
		number: 'billItem.unitPrice invoiceItem.unitPrice',
		date: 'modifiedDate sourceModifiedDate',
		boolean: 'isBillItem isInvoiceItem metadata.isDeleted',
		choices: {
			itemStatus: 'Unknown Active Archived',
			type: 'Unknown Inventory NonInventory Service',
		},
	},
	journalEntries: {
		simple:
			'id description postedOn createdOn updatedOn journalRef.name recordRef.id recordRef.dataType modifiedDate',
		text: 'id description journalRef.id journalRef.name recordRef.id',
		date: 'postedOn createdOn updatedOn modifiedDate sourceModifiedDate',
		boolean: 'metadata.isDeleted',
		choices: {
			'recordRef.dataType':
				'bankTransactions billCreditNotes billPayments bills creditNotes directCosts directIncomes invoices journalEntries payments transfers',
		},
	},
	journals: {
		simple: 'id journalCode name type status createdOn modifiedDate',
		text: 'id journalCode name type parentId',
		date: 'createdOn modifiedDate sourceModifiedDate',
		boolean: 'hasChildren metadata.isDeleted',
		choices: { status: 'Unknown Active Archived' },
	},
	paymentMethods: {
		simple: 'id name type status modifiedDate',
		text: 'id name',
		date: 'modifiedDate sourceModifiedDate',
		boolean: 'metadata.isDeleted',
		choices: {
			status: 'Unknown Active Archived',
			type: 'Unknown Cash Check CreditCard DebitCard BankTransfer Other',
		},
	},
	payments: {
		simple:
			'id reference customerRef.companyName date currency totalAmount accountRef.name note modifiedDate',
		text: 'id customerRef.id customerRef.companyName accountRef.id accountRef.name paymentMethodRef.id paymentMethodRef.name currency note reference',
		number: 'totalAmount currencyRate',
		date: 'date modifiedDate sourceModifiedDate',
		boolean: 'metadata.isDeleted',
	},
	purchaseOrders: {
		simple:
			'id purchaseOrderNumber supplierRef.supplierName issueDate expectedDeliveryDate currency totalAmount status note modifiedDate',
		text: 'currency id note purchaseOrderNumber supplierRef.id supplierRef.supplierName',
		number: 'currencyRate subTotal totalAmount totalDiscount totalTaxAmount',
		date: 'deliveryDate expectedDeliveryDate issueDate modifiedDate paymentDueDate sourceModifiedDate',
		boolean: 'metadata.isDeleted',
		choices: { status: 'Unknown Draft Open Closed Void' },
	},
	salesOrders: {
		simple:
			'id salesOrderNumber customerRef.companyName issueDate expectedDeliveryDate currency totalAmount status invoicingStatus modifiedDate',
		text: 'currency customerPurchaseOrderNumber customerRef.companyName customerRef.id id note salesOrderNumber',
		number: 'currencyRate subTotal totalAmount totalDiscount totalTaxAmount',
		date: 'expectedDeliveryDate issueDate modifiedDate sourceModifiedDate',
		boolean: 'metadata.isDeleted',
		choices: {
			invoicingStatus: 'Unknown PartiallyInvoiced Invoiced NotInvoiced',
			status: 'Unknown Draft Open Closed Void',
		},
	},
	suppliers: {
		simple: 'id supplierName contactName emailAddress phone defaultCurrency status modifiedDate',
		text: 'id supplierName contactName emailAddress phone registrationNumber taxNumber defaultCurrency',
		date: 'modifiedDate sourceModifiedDate',
		boolean: 'metadata.isDeleted',
		choices: { status: 'Unknown Active Archived' },
	},
	taxRates: {
		simple: 'id name code effectiveTaxRate totalTaxRate status modifiedDate',
		text: 'code id name',
		number: 'effectiveTaxRate totalTaxRate',
		date: 'modifiedDate sourceModifiedDate',
		boolean: 'metadata.isDeleted',
		choices: { status: 'Unknown Active Archived' },
	},
	trackingCategories: {
		simple: 'id name parentId hasChildren status modifiedDate',
		text: 'id name parentId',
		date: 'modifiedDate sourceModifiedDate',
		boolean: 'hasChildren',
		choices: { status: 'Unknown Active Archived' },
	},
	transfers: {
		simple:
			'id description date from.accountRef.id from.amount from.currency to.accountRef.id to.amount to.currency status',
		text: 'id description from.accountRef.id from.currency to.accountRef.id to.currency',
		number: 'from.amount to.amount',
		date: 'date modifiedDate sourceModifiedDate',
		boolean: 'metadata.isDeleted',
		choices: {
			status: 'Unknown Unreconciled Reconciled Void',
		},
	},
};

const KINDS = ['text', 'number', 'date', 'boolean'] as const;

/** What the records of a data type can be filtered and sorted by; nothing for what is no list. */
export function queryableOf(dataType: unknown): Queryable {
	const properties = dataTypeOf(dataType)?.read?.unpaged ? undefined : propertiesOf(dataType);
	const scalars = KINDS.flatMap((kind) =>
		names(properties?.[kind]).map((name): [string, Kind] => [name, kind]),
	);
	const choices = Object.entries(properties?.choices ?? {}).map(
		([name, values]): [string, Kind] => [name, names(values)],
	);
	return Object.fromEntries([...scalars, ...choices].sort(([a], [b]) => a.localeCompare(b)));
}

/** What the records of all of these data types can be filtered by. */
export function sharedQueryable(dataTypes: unknown[]): Queryable {
	const [first = {}, ...others] = dataTypes.map(queryableOf);
	const shared = Object.entries(first).flatMap(([name, kind]): Array<[string, Kind]> => {
		const kinds = [kind, ...others.map((other) => other[name])];
		if (typeof kind !== 'string') {
			const values = kind.filter((value) => kinds.every((each) => each?.includes(value)));
			return values.length > 0 ? [[name, values]] : [];
		}
		return kinds.every((each) => each === kind) ? [[name, kind]] : [];
	});
	return Object.fromEntries(shared);
}

/** What Simplify leaves of a record. */
export function simpleRecord(dataType: unknown): readonly string[] {
	return names(propertiesOf(dataType)?.simple);
}

/** Whether the records say when they were last modified. */
export function isDated(dataType: unknown): boolean {
	return names(propertiesOf(dataType)?.date).includes('modifiedDate');
}

/** Whether records that were deleted on the platform stay, marked as such. */
export function keepsDeleted(dataType: unknown): boolean {
	return names(propertiesOf(dataType)?.boolean).includes('metadata.isDeleted');
}

function propertiesOf(dataType: unknown): Properties | undefined {
	const key = String(dataType);
	return Object.hasOwn(PROPERTIES, key) ? PROPERTIES[key] : undefined;
}

const names = (text = ''): string[] => text.split(' ').filter((name) => name !== '');
