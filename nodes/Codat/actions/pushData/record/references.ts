import { reference, type Part } from './parts';

/** Records of the company that a record refers to, each for data types that have it. */
export interface Reference extends Part {
	/** The name of the reference in the records of each data type. */
	in: Record<string, string>;
}

type Given = Parameters<typeof reference>;

function among(places: Record<string, string>, ...[kind, displayName, name, description]: Given) {
	const at = [...new Set(Object.values(places))];
	return { ...reference(kind, displayName, name, description, { at }), in: places };
}

/**
 * What is chosen by name beside the form for a record (Codat's specs of its data types): the options
 * of platforms don't list the company's records.
 */
export const REFERENCES: Reference[] = [
	among(
		{
			creditNotes: 'customerRef',
			directCosts: 'contactRef',
			directIncomes: 'contactRef',
			invoices: 'customerRef',
			payments: 'customerRef',
			transfers: 'contactRef',
		},
		'customers',
		'Customer',
		'customerRef',
		'The customer that the record is for, or that the money came from',
	),
	among(
		{
			billCreditNotes: 'supplierRef',
			billPayments: 'supplierRef',
			bills: 'supplierRef',
			directCosts: 'contactRef',
			directIncomes: 'contactRef',
			purchaseOrders: 'supplierRef',
			transfers: 'contactRef',
		},
		'suppliers',
		'Supplier',
		'supplierRef',
		'The supplier that the record is for, or that the money went to',
	),
	among(
		{ billPayments: 'accountRef', directCosts: 'accountRef', payments: 'accountRef' },
		'accounts',
		'Account',
		'accountRef',
		'The account that the money went to or came from',
	),
	among(
		{ billPayments: 'paymentMethodRef', payments: 'paymentMethodRef' },
		'paymentMethods',
		'Payment Method',
		'paymentMethodRef',
		'How it was paid',
	),
	among(
		{ journalEntries: 'journalRef' },
		'journals',
		'Journal',
		'journalRef',
		'The journal that the entry belongs to',
	),
	among(
		{ transfers: 'from.accountRef' },
		'accounts',
		'From Account',
		'fromAccountRef',
		'The account that the money leaves',
	),
	among(
		{ transfers: 'to.accountRef' },
		'accounts',
		'To Account',
		'toAccountRef',
		'The account that the money goes to',
	),
	among(
		{ items: 'invoiceItem.accountRef' },
		'accounts',
		'Sales Account',
		'salesAccountRef',
		'The account that sales of the item are booked to',
	),
	among(
		{ items: 'invoiceItem.taxRateRef' },
		'taxRates',
		'Sales Tax Rate',
		'salesTaxRateRef',
		'The rate of the tax when the item is sold',
	),
	among(
		{ items: 'billItem.accountRef' },
		'accounts',
		'Purchase Account',
		'purchaseAccountRef',
		'The account that purchases of the item are booked to',
	),
	among(
		{ items: 'billItem.taxRateRef' },
		'taxRates',
		'Purchase Tax Rate',
		'purchaseTaxRateRef',
		'The rate of the tax when the item is bought',
	),
];
