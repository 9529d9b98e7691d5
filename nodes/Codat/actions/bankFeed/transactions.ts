import { businessDate } from '../../fields/dates';
import type { Field, Values } from '../../fields/field';
import { neededId, neededNumber, numberOrNothing, text } from '../../fields/plain';
import { choice, isEmpty, optional, yesNo } from '../../fields/read';
import { rows, shaped } from '../../fields/rows';

/** What can be said of the kind of a transaction (Bank Feeds spec: `BankTransactionType`). */
const TYPES: Record<string, string> = {
	Atm: 'ATM',
	Cash: 'Cash',
	Check: 'Check',
	Credit: 'Credit',
	Debit: 'Debit',
	Dep: 'Deposit',
	DirectDebit: 'Direct Debit',
	DirectDep: 'Direct Deposit',
	Div: 'Dividend',
	Fee: 'Fee',
	Int: 'Interest',
	Other: 'Other',
	Payment: 'Payment',
	Pos: 'Point of Sale',
	RepeatPmt: 'Repeating Payment',
	SerChg: 'Service Charge',
	Xfer: 'Transfer',
	Unknown: 'Unknown',
};

const BY_AMOUNT = 'byAmount';
const readType = choice([BY_AMOUNT, ...Object.keys(TYPES)]);

const transactionRows = rows(
	{
		displayName: 'Transactions',
		name: 'transactions',
		item: 'Transaction',
		list: 'List of Transactions',
		required: true,
		description:
			'The transactions of the account. If each item is one transaction, add one and fill it in with expressions; if an item has a list, add the list.',
	},
	[
		neededId(
			'Transaction ID',
			'id',
			'716422529',
			'Your own ID for the transaction; no two may have the same',
		),
		{
			property: {
				displayName: 'Date',
				name: 'date',
				type: 'dateTime',
				default: '',
				description: 'When it was booked',
			},
			read: businessDate,
		},
		neededNumber('Amount', 'amount', 'Positive for money in, negative for money out'),
		numberOrNothing(
			'Balance',
			'balance',
			'1250.75',
			'The balance of the account after the transaction. Most platforms need it; QuickBooks Online does not.',
		),
		{
			property: {
				displayName: 'Type',
				name: 'transactionType',
				type: 'options',
				options: [
					{ name: 'Credit or Debit, by the Amount', value: BY_AMOUNT },
					...Object.entries(TYPES).map(([value, name]) => ({ name, value })),
				],
				default: BY_AMOUNT,
				description: 'The kind of transaction. Its amount must fit: a debit is negative.',
			},
			read: optional(readType),
		},
		text('Description', 'description', 'Card payment 4590', 'What the statement says'),
		text('Counterparty', 'counterparty', 'Tidewater Energy', 'Who paid or was paid'),
		text('Reference', 'reference', 'INV-2041', 'The reference that people know the transaction by'),
		{
			property: {
				displayName: 'Reconciled',
				name: 'reconciled',
				type: 'boolean',
				default: false,
				description: 'Whether it is already reconciled in the accounting software',
			},
			// Not every platform knows it, and it is what is assumed.
			read: (value, label) => (!isEmpty(value) && yesNo(value, label)) || undefined,
		},
	],
);

/** A transaction as Codat takes it. */
export interface Transaction extends Values {
	id: string;
	/** As the business sees it: a day, or a day and time. */
	date: string;
	amount: number;
}

/** Movements of an account, one by one or as a list. */
export const transactions = shaped(transactionRows, typed);

function typed(transaction: Transaction): Transaction {
	if (transaction.transactionType !== BY_AMOUNT) return transaction;
	return { ...transaction, transactionType: transaction.amount < 0 ? 'Debit' : 'Credit' };
}

/** How items become requests. */
export const togetherNotice: Field = {
	property: {
		displayName:
			'Items of the same account are sent together, oldest first, up to 1,000 transactions in a request. Each request returns one item, linked to all the items in it. When one fails, newer transactions of its account are not sent.',
		name: 'togetherNotice',
		type: 'notice',
		default: '',
	},
};
