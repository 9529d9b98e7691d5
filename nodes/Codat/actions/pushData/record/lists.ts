import type { RecordKind } from '../../../fields/companyRecords';
import {
	account,
	lineItems,
	nameOf,
	NOT_SET,
	trackedCustomer,
	trackedSupplier,
	trackingCategories,
} from './lineItems';
import { always, amount, date, list, onlyFor, reference, select, text, type List } from './parts';

const LETTERS = 'The three-letter code of the currency';
const RATE = 'The rate that converts the amounts to the company’s base currency';

const journalLines = list(
	'Journal Lines',
	'journalLines',
	'Journal Line',
	'The debits and credits of the entry, which add up to 0',
	[
		...always(
			account,
			amount('Net Amount', 'netAmount', 'Positive for a debit, negative for a credit', {
				placeholder: 'e.g. 12.50, or -12.50',
			}),
			text('Description', 'description', 'What the line is about', {
				placeholder: 'e.g. Flour for March',
			}),
		),
		nameOf('Account', 'accountName', 'accountRef.name'),
		text('Currency', 'currency', LETTERS, { placeholder: 'e.g. GBP' }),
		trackedCustomer('tracking.recordRefs[]'),
		trackedSupplier,
		trackingCategories('tracking.recordRefs'),
	],
);

/** One of the kinds of record that a payment is for. */
interface Paid {
	name: string;
	value: string;
	/** What it is chosen from by name; without it, by its ID. */
	kind?: RecordKind;
}

/** The parts of a payment, each with what it pays (Codat: `PaymentLine`, `BillPaymentLine`). */
function paymentLines(displayName: string, name: string, kinds: Paid[]): List {
	const named = kinds.flatMap(({ name: label, value, kind }) =>
		kind === undefined
			? []
			: [
					onlyFor(
						[value],
						'type',
						reference(kind, label, `paid${value}`, `The ${label.toLowerCase()} that is paid`, {
							at: [''],
						}),
					),
				],
	);
	const others = kinds.filter(({ kind }) => kind === undefined).map(({ value }) => value);
	const links = list('Links', 'links', 'Link', 'What is paid with it', [
		...always(
			select(
				'Type',
				'type',
				'The kind of record that is paid',
				kinds.map(({ name: label, value }) => ({ name: label, value })),
			),
			...named,
			onlyFor(
				others,
				'type',
				text('Record ID', 'paidId', 'The ID of the record, as Read Data returns it', {
					at: ['id'],
				}),
			),
			amount(
				'Amount',
				'amount',
				'How the balance of the record changes: a negative amount lowers it',
				{
					placeholder: 'e.g. -12.50',
				},
			),
		),
		amount('Currency Rate', 'currencyRate', RATE, { placeholder: 'e.g. 1.25' }),
	]);
	return list(
		displayName,
		name,
		'Payment Line',
		'The parts of the payment, each with what it pays',
		[
			...always(amount('Amount', 'amount', 'How much is paid'), links),
			date('Allocated On Date', 'allocatedOnDate', 'The day on which it was allocated'),
		],
		{ at: ['lines'] },
	);
}

const allocations = list(
	'Payment Allocations',
	'paymentAllocations',
	'Payment Allocation',
	'What has already been paid, and how much of it is for this record',
	[
		...always(
			reference(
				'accounts',
				'Payment Account',
				'accountRef',
				'The account that was paid from or to',
				{
					at: ['payment.accountRef'],
				},
			),
			amount('Payment Amount', 'paymentAmount', 'How much was paid', {
				at: ['payment.totalAmount'],
			}),
			date('Paid On Date', 'paidOnDate', 'The day on which it was paid', {
				at: ['payment.paidOnDate'],
			}),
			amount('Allocated Amount', 'allocatedAmount', 'How much of it is for this record', {
				at: ['allocation.totalAmount'],
			}),
		),
		nameOf('Payment Account', 'accountName', 'payment.accountRef.name'),
		date('Allocated On Date', 'allocatedOnDate', 'The day on which it was allocated', {
			at: ['allocation.allocatedOnDate'],
		}),
		text('Allocation Currency', 'allocationCurrency', LETTERS, {
			placeholder: 'e.g. GBP',
			at: ['allocation.currency'],
		}),
		amount('Allocation Currency Rate', 'allocationCurrencyRate', RATE, {
			placeholder: 'e.g. 1.25',
			at: ['allocation.currencyRate'],
		}),
		text('Note', 'note', 'A note on the payment', { at: ['payment.note'] }),
		text('Payment Currency', 'paymentCurrency', LETTERS, {
			placeholder: 'e.g. GBP',
			at: ['payment.currency'],
		}),
		amount('Payment Currency Rate', 'paymentCurrencyRate', RATE, {
			placeholder: 'e.g. 1.25',
			at: ['payment.currencyRate'],
		}),
		text('Payment ID', 'paymentId', 'The ID of the payment, if the platform has it already', {
			at: ['payment.id'],
		}),
		text('Reference', 'reference', 'The reference that people know the payment by', {
			at: ['payment.reference'],
		}),
	],
);

const addresses = list(
	'Addresses',
	'addresses',
	'Address',
	'Their postal addresses',
	always(
		select('Type', 'type', 'What the address is for', [
			NOT_SET,
			{ name: 'Billing', value: 'Billing' },
			{ name: 'Delivery', value: 'Delivery' },
			{ name: 'Unknown', value: 'Unknown' },
		]),
		text('Line 1', 'line1', 'House and street', { placeholder: 'e.g. 12 Quay Street' }),
		text('Line 2', 'line2', 'The rest of the street address', { placeholder: 'e.g. Second floor' }),
		text('City', 'city', 'Town or city', { placeholder: 'e.g. Bristol' }),
		text('Region', 'region', 'County or state', { placeholder: 'e.g. Avon' }),
		text('Postal Code', 'postalCode', 'Postal or ZIP code', { placeholder: 'e.g. BS1 4DJ' }),
		text('Country', 'country', 'The country, as the platform writes it', {
			placeholder: 'e.g. United Kingdom',
		}),
	),
);

const withholdingTax = list(
	'Withholding Tax',
	'withholdingTax',
	'Withholding Tax',
	'Tax that is withheld from the payment',
	always(
		text('Name', 'name', 'The name of the tax'),
		amount('Amount', 'amount', 'How much is withheld'),
	),
);

const transactions = list(
	'Transactions',
	'transactions',
	'Transaction',
	'The transactions of the account, one row for each',
	[
		...always(
			text('Transaction ID', 'id', 'Your own ID for the transaction; no two may have the same'),
			date('Date', 'date', 'The day on which it was booked'),
			amount('Amount', 'amount', 'Positive for money in, negative for money out', {
				placeholder: 'e.g. 12.50, or -12.50',
			}),
			text('Description', 'description', 'The bank’s description of the transaction'),
		),
		amount('Balance', 'balance', 'The balance of the account after it'),
	],
);

/**
 * The lists of records that a form has rows for, and the data types that have them (Codat's specs
 * and the options of its platforms). Lists that are not here are given as JSON.
 */
export const LISTS: Array<List & { dataTypes: string[] }> = [
	{
		...lineItems,
		dataTypes: [
			'billCreditNotes',
			'bills',
			'creditNotes',
			'directCosts',
			'directIncomes',
			'invoices',
			'purchaseOrders',
		],
	},
	{ ...journalLines, dataTypes: ['journalEntries'] },
	{
		...paymentLines('Payment Lines', 'paymentLines', [
			{ name: 'Invoice', value: 'Invoice', kind: 'invoices' },
			{ name: 'Credit Note', value: 'CreditNote', kind: 'creditNotes' },
			{ name: 'Discount', value: 'Discount' },
			{ name: 'Manual Journal', value: 'ManualJournal', kind: 'journalEntries' },
			{ name: 'Other', value: 'Other' },
			{ name: 'Payment', value: 'Payment', kind: 'payments' },
			{ name: 'Payment on Account', value: 'PaymentOnAccount' },
			{ name: 'Refund', value: 'Refund' },
			{ name: 'Unlinked', value: 'Unlinked' },
		]),
		dataTypes: ['payments'],
	},
	{
		...paymentLines('Bill Payment Lines', 'billPaymentLines', [
			{ name: 'Bill', value: 'Bill', kind: 'bills' },
			{ name: 'Credit Note', value: 'CreditNote', kind: 'billCreditNotes' },
			{ name: 'Bill Payment', value: 'BillPayment', kind: 'billPayments' },
			{ name: 'Discount', value: 'Discount' },
			{ name: 'Manual Journal', value: 'ManualJournal', kind: 'journalEntries' },
			{ name: 'Other', value: 'Other' },
			{ name: 'Payment on Account', value: 'PaymentOnAccount' },
			{ name: 'Refund', value: 'Refund' },
			{ name: 'Unlinked', value: 'Unlinked' },
		]),
		dataTypes: ['billPayments'],
	},
	{ ...trackingCategories('trackingCategoryRefs'), dataTypes: ['transfers'] },
	{ ...addresses, dataTypes: ['customers', 'suppliers'] },
	{ ...transactions, dataTypes: ['bankTransactions'] },
	{
		...allocations,
		dataTypes: [
			'billCreditNotes',
			'bills',
			'creditNotes',
			'directCosts',
			'directIncomes',
			'invoices',
		],
	},
	{ ...withholdingTax, dataTypes: ['billCreditNotes', 'bills', 'creditNotes', 'invoices'] },
];
