import { businessDate } from '../../fields/dates';
import type { Field } from '../../fields/field';
import { reference } from '../../fields/locators';
import { text } from '../../fields/plain';
import { anyNumber, requiredText } from '../../fields/read';
import { UserFacingError } from '../../transport/userFacingError';

/** Where the user's own ID of a transaction comes from. */
const OWN_ID =
	'Your own ID for the transaction, to find it by later: a GUID, which the Crypto node can generate';

/** What the user calls a transaction by (Expenses spec: a UUID). */
export const transactionId: Field = {
	property: {
		displayName: 'Transaction ID',
		name: 'transactionId',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. 4d7c6929-7770-412b-91bb-44d3bc71d111',
		description: OWN_ID,
	},
	read: (value, label) => {
		const id = requiredText(value, label);
		if (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id)) return id;
		throw new UserFacingError(
			`'${label}' is not a GUID: "${id.slice(0, 60)}"`,
			'It looks like 4d7c6929-7770-412b-91bb-44d3bc71d111. The Crypto node can generate one; keep it with the transaction.',
		);
	},
};

/** What kind of expense it is (Expenses spec: `ExpenseTransaction`). */
export const type: Field = {
	property: {
		displayName: 'Type',
		name: 'type',
		type: 'options',
		options: [
			{ name: 'Chargeback', value: 'Chargeback', description: 'A payment that the bank reversed' },
			{ name: 'Payment', value: 'Payment', description: 'A purchase' },
			{ name: 'Refund', value: 'Refund', description: 'A refund from the merchant' },
			{ name: 'Reward', value: 'Reward', description: 'Income such as cashback' },
		],
		default: 'Payment',
		description: 'The kind of expense',
	},
};

/** A required date, as the business sees it. */
export function date(displayName: string, name: string, description: string): Field {
	return {
		property: { displayName, name, description, type: 'dateTime', required: true, default: '' },
		read: businessDate,
	};
}

export const issueDate = date('Issue Date', 'issueDate', 'The day of the transaction');

/** The currency of a transaction, in letters of ISO 4217. */
export const currency: Field = {
	property: {
		displayName: 'Currency',
		name: 'currency',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. GBP',
		description: 'The three-letter code of the amounts’ currency',
	},
	read: (value, label) => {
		const code = requiredText(value, label);
		if (/^[a-z]{3}$/i.test(code)) return code.toUpperCase();
		throw new UserFacingError(
			`'${label}' is not a currency: "${code.slice(0, 60)}"`,
			'Write its three-letter code, such as GBP or USD.',
		);
	},
};

export const currencyRate: Field = {
	property: {
		displayName: 'Currency Rate',
		name: 'currencyRate',
		type: 'number',
		default: 1,
		description: 'The rate that converts the amounts to the company’s base currency',
	},
	read: anyNumber(),
};

const SUPPLIER = {
	name: 'contactRef',
	searchListMethod: 'searchSuppliers',
	example: '430',
};

/** Whom an expense was paid to. */
export const contactRef: Field = reference(
	{
		...SUPPLIER,
		displayName: 'Supplier',
		description:
			'Who the money went to or came from. When not set, the supplier in the sync configuration is used.',
	},
	{ type: 'Supplier' },
);

/** Whom an expense claim is paid out to. */
export const employeeRef: Field = reference({
	...SUPPLIER,
	displayName: 'Supplier',
	description: 'The employee to reimburse, who is a supplier in the accounting software',
	required: true,
});

export const bankAccountRef: Field = reference({
	displayName: 'Bank Account',
	name: 'bankAccountRef',
	description:
		'The account that the money left or went to. When not set, the one in the sync configuration is used.',
	searchListMethod: 'searchBankAccounts',
	example: '97',
});

export const apAccountRef: Field = reference({
	displayName: 'Accounts Payable Account',
	name: 'apAccountRef',
	description:
		'The account that the claim is booked to until it is paid. For QuickBooks Desktop only.',
	searchListMethod: 'searchAnyAccounts',
	example: '80',
});

export const ownReference = text(
	'Reference',
	'reference',
	'EXP-2041',
	'The reference that people know the transaction by',
);

export const merchantName = text(
	'Merchant Name',
	'merchantName',
	'Quayside Stationers',
	'Where it was bought',
);

export const notes = text(
	'Notes',
	'notes',
	'Card ending 4590',
	'Notes on the transaction, which stay within the company',
);

export const description = text(
	'Description',
	'description',
	'Top-up of the card account',
	'Notes on the transfer, which stay within the company',
);

export const postAsDraft: Field = {
	property: {
		displayName: 'Post as Draft',
		name: 'postAsDraft',
		type: 'boolean',
		default: true,
		description: 'Whether to write it as a draft. For Dynamics 365 Business Central only.',
	},
};

/** One end of a transfer: an account, and the amount in its currency. */
export function transferEnd(end: 'from' | 'to'): [Field, Field] {
	const side = end === 'from' ? 'From' : 'To';
	return [
		reference({
			displayName: `${side} Account`,
			name: `${end}AccountRef`,
			noun: 'account',
			description: `The account that the money ${end === 'from' ? 'leaves' : 'goes to'}`,
			searchListMethod: 'searchAccounts',
			example: '97',
			required: true,
		}),
		{
			property: {
				displayName: `${side} Amount`,
				name: `${end}Amount`,
				type: 'number',
				required: true,
				default: 0,
				description: `How much ${end === 'from' ? 'leaves' : 'reaches'} the account, in its currency`,
			},
			read: anyNumber(),
		},
	];
}
