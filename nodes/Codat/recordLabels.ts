import type { IDataObject } from 'n8n-workflow';

import { queryableOf } from './recordProperties';

/**
 * What people tell the records of a data type apart by, in lists to choose from: the name or number,
 * then what stands beside it. Named as in `recordProperties.ts`, which says their kinds.
 */
const LABELS: Record<string, string> = {
	accountTransactions: 'note bankAccountRef.name date totalAmount status',
	bankAccounts: 'accountName accountNumber currency status',
	'banking-accounts': 'name identifiers.maskedAccountNumber currency',
	'banking-transactionCategories': 'name status',
	'banking-transactions': 'description postedDate amount',
	billCreditNotes: 'billCreditNoteNumber supplierRef.supplierName issueDate totalAmount status',
	billPayments: 'reference supplierRef.supplierName date totalAmount',
	bills: 'reference supplierRef.supplierName issueDate totalAmount status',
	chartOfAccounts: 'name nominalCode currency status',
	'commerce-customers': 'customerName emailAddress',
	'commerce-disputes': 'reason createdDate totalAmount status',
	'commerce-locations': 'name address.city',
	'commerce-orders': 'orderNumber customerRef.name createdDate totalAmount',
	'commerce-paymentMethods': 'name status',
	'commerce-payments': 'paymentMethodRef.name createdDate amount status',
	'commerce-productCategories': 'name',
	'commerce-products': 'name categorization',
	'commerce-taxComponents': 'name rate',
	'commerce-transactions': 'type subType createdDate totalAmount',
	creditNotes: 'creditNoteNumber customerRef.companyName issueDate totalAmount status',
	customers: 'customerName status',
	directCosts: 'reference note issueDate totalAmount',
	directIncomes: 'reference note issueDate totalAmount',
	invoices: 'invoiceNumber customerRef.companyName issueDate totalAmount status',
	items: 'name code itemStatus',
	journalEntries: 'description journalRef.name postedOn',
	journals: 'name journalCode type status',
	paymentMethods: 'name status',
	payments: 'reference customerRef.companyName date totalAmount',
	purchaseOrders: 'purchaseOrderNumber supplierRef.supplierName issueDate totalAmount status',
	salesOrders: 'salesOrderNumber customerRef.companyName issueDate totalAmount status',
	suppliers: 'supplierName status',
	taxRates: 'name code effectiveTaxRate status',
	trackingCategories: 'name status',
	transfers: 'description date from.amount status',
};

const partsOf = (dataType: string) => (LABELS[dataType] ?? 'id').split(' ');

/** What Codat can search of what a label shows. */
export function searchedProperties(dataType: string): string[] {
	const kinds = queryableOf(dataType);
	return partsOf(dataType).filter((name) => kinds[name] === 'text');
}

/** How a list to choose from is ordered: the newest first, or by name where there is no date. */
export function labelOrder(dataType: string): string {
	const kinds = queryableOf(dataType);
	const [name, ...details] = partsOf(dataType);
	const date = details.find((each) => kinds[each] === 'date');
	return date === undefined ? name : `-${date}`;
}

/** The label of a record, such as `INV-0042 (Bramble Café, 2024-05-01, 120.00 GBP, Paid)`. */
export function recordLabel(dataType: string, record: IDataObject): string {
	const [name, ...details] = partsOf(dataType)
		.map((each) => shown(record, each))
		.filter((each) => each !== undefined);
	const title = name ?? shown(record, 'id') ?? 'Record without an ID';
	return details.length > 0 ? `${title} (${details.join(', ')})` : title;
}

/** How long a part of a label may be, such as a note. */
const LONGEST_PART = 80;

function shown(record: IDataObject, path: string): string | undefined {
	const value = valueAt(record, path);
	if (typeof value === 'number') return showNumber(record, path, value);
	if (typeof value !== 'string' || value.trim() === '') return undefined;
	const text = value.replace(/\s+/g, ' ').trim();
	if (/^\d{4}-\d\d-\d\d/.test(text) && /date|On$/i.test(path)) return text.slice(0, 10);
	if (/status$/i.test(path)) return showStatus(text);
	return text.length > LONGEST_PART ? `${[...text].slice(0, LONGEST_PART).join('')}…` : text;
}

/** Amounts have their currency, rates their sign. */
function showNumber(record: IDataObject, path: string, value: number): string {
	if (/rate$/i.test(path)) return `${value}%`;
	const amount = value.toLocaleString('en', {
		minimumFractionDigits: 2,
		maximumFractionDigits: 10,
		useGrouping: false,
	});
	const beside = path.includes('.') ? path.replace(/[^.]+$/, 'currency') : 'currency';
	const currency = valueAt(record, beside) ?? record.currency;
	return typeof currency === 'string' && currency !== '' ? `${amount} ${currency}` : amount;
}

/** Such as `Partially Paid`; nothing for what goes without saying. */
function showStatus(status: string): string | undefined {
	if (/^(active|unknown)$/i.test(status)) return undefined;
	return status.replace(/([a-z])([A-Z])/g, '$1 $2');
}

function valueAt(record: IDataObject, path: string): unknown {
	return path
		.split('.')
		.reduce<unknown>((value, key) => (value as IDataObject | null | undefined)?.[key], record);
}
