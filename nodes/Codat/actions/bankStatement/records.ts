import { optionalDate } from '../../fields/dates';
import type { Field, Values } from '../../fields/field';
import {
	anyNumber,
	choice,
	isEmpty,
	optionalText,
	recordId,
	requiredText,
} from '../../fields/read';
import { rows } from '../../fields/rows';

const text = (
	displayName: string,
	name: string,
	placeholder: string,
	description: string,
	read: Field['read'] = optionalText,
): Field => ({
	property: { displayName, name, type: 'string', default: '', placeholder, description },
	read,
});

const amount = (displayName: string, name: string, description: string): Field => ({
	property: {
		displayName,
		name,
		type: 'number',
		default: 0,
		description,
	},
	read: (value, label) => (isEmpty(value) ? undefined : anyNumber()(value, label)),
});

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
	read: (value, label) => (isEmpty(value) ? undefined : choice(values)(value, label)),
});

const date = (displayName: string, name: string, description: string): Field => ({
	property: { displayName, name, type: 'dateTime', default: '', description },
	read: optionalDate,
});

/** Of the same name as in the bank's own data. */
const ofRecord = (displayName: string, name: string, description: string) =>
	text(displayName, name, 'e.g. 7110701885', description, recordId);

const currency = text(
	'Currency',
	'currency',
	'e.g. GBP',
	'The three letters of the currency',
	requiredText,
);

const CODES =
	'Adjustment Cash Cashback Cheque Credit DirectDebit Fee Interest NotSupported Other Payment Purchase StandingOrder Transfer Unknown';

/** The transactions to upload (Lending spec: `BankingTransaction`). */
export const transactions = rows(
	{
		displayName: 'Transactions',
		name: 'transactions',
		item: 'Transaction',
		description: 'The transactions of the statement. An expression may give a list of them.',
		required: true,
	},
	[
		ofRecord('ID', 'id', 'The bank’s ID of the transaction'),
		ofRecord('Account ID', 'accountId', 'The bank’s ID of the account that the transaction is in'),
		amount('Amount', 'amount', 'What came in, or, below zero, went out'),
		currency,
		date('Posted Date', 'postedDate', 'When the transaction was cleared'),
		date('Authorized Date', 'authorizedDate', 'When the transaction was made'),
		text('Description', 'description', 'e.g. Card payment', 'What the bank says of it'),
		text('Merchant', 'merchantName', 'e.g. Nail & Plane', 'Who was paid'),
		choiceOf('Code', 'code', CODES.split(' '), 'Unknown', 'The kind of transaction'),
	],
);

const accountRows = rows(
	{
		displayName: 'Accounts',
		name: 'accounts',
		item: 'Account',
		description: 'The bank accounts to upload. An expression may give a list of them.',
		required: true,
	},
	[
		ofRecord('ID', 'id', 'The bank’s ID of the account'),
		text('Name', 'name', 'e.g. Business Account', 'What the bank calls the account', requiredText),
		choiceOf('Type', 'type', ['Credit', 'Debit', 'Unknown'], 'Debit', 'The kind of account'),
		currency,
		amount('Current Balance', 'current', 'The balance of what was cleared'),
		amount('Available Balance', 'available', 'The balance with what is pending'),
		choiceOf(
			'Identified As',
			'identifierType',
			['Account', 'Card', 'Credit', 'Depository', 'Investment', 'Loan', 'Other'],
			'Depository',
			'What the number is of',
		),
		text('Account Number', 'number', 'e.g. 12345678', 'The number of the account'),
		text('Bank Code', 'bankCode', 'e.g. 200000', 'The sort code or routing number'),
		text('IBAN', 'iban', 'e.g. GB33BUKB20201555555555', 'The international account number'),
		ofRecord('Institution ID', 'institutionId', 'An ID of the bank'),
		text('Institution', 'institutionName', 'e.g. Quay Bank', 'The name of the bank', requiredText),
	],
);

/** The accounts to upload, as Codat takes them (Lending spec: `BankingAccount`). */
export const accounts: Field = {
	...accountRows,
	read: (...given) => (accountRows.read!(...given) as Values[]).map(asAccount),
};

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
