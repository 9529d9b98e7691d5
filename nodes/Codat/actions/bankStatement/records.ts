import { optionalDate } from '../../fields/dates';
import type { Field, Values } from '../../fields/field';
import { number, text } from '../../fields/plain';
import { choice, optional, recordId, requiredText } from '../../fields/read';
import { rows, shaped } from '../../fields/rows';

const choiceOf = (
	displayName: string,
	name: string,
	values: string[],
	first: string,
	description: string,
): Field => ({
	property: {
		displayName,
		name,
		type: 'options',
		options: values.map((value) => ({
			name: value.replace(/([a-z])([A-Z])/g, '$1 $2'),
			value,
		})),
		default: first,
		description,
	},
	// What an expression leaves out has no default.
	read: optional(choice(values)),
});

const date = (displayName: string, name: string, description: string): Field => ({
	property: { displayName, name, type: 'dateTime', default: '', description },
	read: optionalDate,
});

/** A text that must be there; in rows, n8n has no mark for that. */
const needed = (...given: Parameters<typeof text>): Field => ({
	...text(...given),
	read: requiredText,
});

/** Of the same name as in the bank's own data. */
const ofRecord = (displayName: string, name: string, description: string): Field => ({
	...text(displayName, name, '7110701885', description),
	read: recordId,
});

const currency = (displayName: string) =>
	needed(displayName, 'currency', 'GBP', 'The three-letter code of the currency');

const CODES =
	'Adjustment Cash Cashback Cheque Credit DirectDebit Fee Interest NotSupported Other Payment Purchase StandingOrder Transfer Unknown';

/** The transactions to upload (Lending spec: `BankingTransaction`). */
export const transactions = rows(
	{
		displayName: 'Transactions',
		name: 'transactions',
		item: 'Transaction',
		list: 'List of Transactions',
		description: 'The transactions of the statement',
		required: true,
	},
	[
		ofRecord('Transaction ID', 'id', 'The bank’s ID for the transaction'),
		ofRecord(
			'Account ID',
			'accountId',
			'The bank’s ID for the account that the transaction belongs to',
		),
		number('Amount', 'amount', 'Positive for money in, negative for money out'),
		currency('Transaction Currency'),
		date('Posted Date', 'postedDate', 'When the transaction was cleared'),
		date('Authorized Date', 'authorizedDate', 'When the transaction was made'),
		text('Description', 'description', 'Card payment', 'The bank’s description of the transaction'),
		text('Merchant', 'merchantName', 'Nail & Plane', 'Who was paid'),
		choiceOf('Code', 'code', CODES.split(' '), 'Unknown', 'The kind of transaction'),
	],
);

/** The accounts to upload, as Codat takes them (Lending spec: `BankingAccount`). */
export const accounts = shaped(
	rows(
		{
			displayName: 'Accounts',
			name: 'accounts',
			item: 'Account',
			description: 'The bank accounts to upload',
			required: true,
		},
		[
			ofRecord('Bank Account ID', 'id', 'The bank’s ID for the account'),
			needed('Account Name', 'name', 'Business Account', 'The bank’s name for the account'),
			choiceOf('Type', 'type', ['Credit', 'Debit', 'Unknown'], 'Debit', 'The kind of account'),
			currency('Account Currency'),
			number('Current Balance', 'current', 'The balance of cleared transactions'),
			number('Available Balance', 'available', 'The balance including pending transactions'),
			choiceOf(
				'Identified As',
				'identifierType',
				['Account', 'Card', 'Credit', 'Depository', 'Investment', 'Loan', 'Other'],
				'Depository',
				'What the account number identifies',
			),
			text('Account Number', 'number', '12345678', 'The number of the account'),
			text('Bank Code', 'bankCode', '200000', 'The sort code or routing number'),
			text('IBAN', 'iban', 'GB33BUKB20201555555555', 'The international account number'),
			ofRecord('Institution ID', 'institutionId', 'An ID of the bank'),
			needed('Institution', 'institutionName', 'Quay Bank', 'The name of the bank'),
		],
	),
	asAccount,
);

function asAccount({
	id,
	name,
	type = 'Unknown',
	currency,
	current,
	available,
	identifierType = 'Depository',
	number,
	bankCode,
	iban,
	institutionId,
	institutionName,
	...others
}: Values): Values {
	return {
		id,
		name,
		type,
		currency,
		balance: { current, available },
		identifiers: { type: identifierType, number, bankCode, iban },
		institution: { id: institutionId, name: institutionName },
		...others,
	};
}
