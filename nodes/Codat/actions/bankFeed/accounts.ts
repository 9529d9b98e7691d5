import { businessDate } from '../../fields/dates';
import type { Field, Values } from '../../fields/field';
import { recordLocator } from '../../fields/locators';
import { neededId, neededNumber, neededText, numberOrNothing, text } from '../../fields/plain';
import { choice, optional } from '../../fields/read';
import { rows, shaped } from '../../fields/rows';
import { currency } from '../expense/fields';

/** An account of the business at the bank, as Codat knows it. */
export const sourceAccount: Field = recordLocator({
	displayName: 'Source Account',
	name: 'sourceAccountId',
	description: 'The account at the bank that transactions come from',
	searchListMethod: 'searchSourceAccounts',
	example: 'acc-001',
	required: true,
});

/** An account in the accounting software. */
export const targetAccount: Field = recordLocator({
	displayName: 'Target Account',
	name: 'targetAccountId',
	description:
		'The account in the accounting software that transactions go to. When not set, a new one is created there.',
	searchListMethod: 'searchTargetAccounts',
	example: 'account-081',
});

/** A date that may be left out. */
export function optionalDay(displayName: string, name: string, description: string): Field {
	return {
		property: { displayName, name, description, type: 'dateTime', default: '' },
		read: optional(businessDate),
	};
}

export const accountName = text(
	'Account Name',
	'accountName',
	'Business current account',
	'The name of the account',
);

const TYPES = ['checking', 'creditCard', 'loan', 'prepaidCard', 'savings'];

/** Those of clients who began before August 2024 (docs/codat.md, Bank Feeds); by expression alone. */
const OLD_TYPES = ['Credit', 'Debit', 'Unknown'];

/** What a source account must have (Bank Feeds spec: `SourceAccountV2Prototype`). */
export const accountFields: Field[] = [
	neededId('Account ID', 'id', 'acc-001', 'Your own ID for the account, to find it by later'),
	neededText('Account Name', 'accountName', 'Business current account', 'The name of the account'),
	{
		property: {
			displayName: 'Account Type',
			name: 'accountType',
			type: 'options',
			options: [
				{ name: 'Checking', value: 'checking' },
				{ name: 'Credit Card', value: 'creditCard' },
				{ name: 'Loan', value: 'loan' },
				{ name: 'Prepaid Card', value: 'prepaidCard' },
				{ name: 'Savings', value: 'savings' },
			],
			default: 'checking',
			description: 'The kind of account',
		},
		read: choice([...TYPES, ...OLD_TYPES]),
	},
	neededText('Account Number', 'accountNumber', '01200440', 'The number of the account'),
	currency,
	neededNumber('Balance', 'balance', 'The current balance of the account'),
];

/** What tells the banks of a country apart (Bank Feeds spec: `routingInfo`). */
const ROUTING_TYPES = {
	aba: 'ABA Number (US)',
	apca: 'APCA Number (Australia)',
	bankcode: 'Bank Code',
	blz: 'Bankleitzahl (Germany)',
	bsb: 'BSB (Australia)',
	clabe: 'CLABE (Mexico)',
	iban: 'IBAN',
	ifsc: 'IFSC (India)',
	nz2: 'NZ2 (New Zealand)',
	rtn: 'RTN (US)',
	sortcode: 'Sort Code (UK)',
	swift: 'SWIFT',
	trno: 'Transit Number (Canada)',
};

export const accountDetails: Field[] = [
	numberOrNothing(
		'Available Balance',
		'availableBalance',
		'1200.5',
		'How much can be spent, taking pending transactions into account',
	),
	text('Bank Code', 'bankCode', '021000021', 'The bank’s code, of the type set below'),
	{
		property: {
			displayName: 'Bank Code Type',
			name: 'bankCodeType',
			type: 'options',
			options: Object.entries(ROUTING_TYPES).map(([value, name]) => ({ name, value })),
			default: 'bankcode',
			description: 'The type of the bank code',
		},
	},
	text('Description', 'description', 'Takings of both shops', 'What the account is for'),
	optionalDay('Modified Date', 'modifiedDate', 'When the account last changed'),
	text('Nickname', 'nickname', 'Main account', 'The owner’s name for the account'),
	optionalDay('Opened On', 'accountOpenDate', 'When the account was opened'),
	text('Sort Code', 'sortCode', '50-50-50', 'The sort code of a bank in the UK'),
];

/** A source account as Codat takes it, from the values of its fields. */
export function accountBody(values: Values): Values {
	const { bankCode, bankCodeType: type, ...rest } = values;
	const { description, nickname, accountOpenDate, availableBalance, ...account } = rest;
	const info = { description, nickname, accountOpenDate, availableBalance };
	const hasInfo = Object.values(info).some((value) => value !== undefined);
	return {
		...account,
		...(bankCode !== undefined && {
			routingInfo: { bankCode, ...(type !== undefined && { type }) },
		}),
		...(hasInfo && { accountInfo: info }),
	};
}

/** Several source accounts. */
export const accounts = shaped(
	rows(
		{
			displayName: 'Accounts',
			name: 'accounts',
			item: 'Account',
			required: true,
			description: 'The accounts to create. All are sent in one request.',
		},
		[...accountFields, ...accountDetails],
	),
	accountBody,
);
