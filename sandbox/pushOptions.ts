import { findIntegration } from './integrations';

/** A field of what can be written (Platform spec: `PushOption`, `PushOptionProperty`). */
export interface PushOption {
	type: 'Array' | 'Object' | 'String' | 'Number' | 'Boolean' | 'DateTime';
	displayName: string;
	description: string;
	required: boolean;
	/** The fields of an object, or of each item of an array (examples in Codat's specs). */
	properties?: Record<string, PushOption>;
	options?: Array<{ value: string; type: 'String'; displayName: string; required: boolean }>;
	validation?: {
		warnings: Array<{ field: string; details: string }>;
		information: Array<{ field: string; details: string }>;
	};
}

type Fields = Record<string, PushOption>;

function field(type: PushOption['type'], displayName: string, description: string): PushOption {
	return { type, displayName, description, required: false };
}

const text = (name: string, description: string) => field('String', name, description);
const number = (name: string, description: string) => field('Number', name, description);
const date = (name: string, description: string) => field('DateTime', name, description);
const flag = (name: string, description: string) => field('Boolean', name, description);

function needed(option: PushOption): PushOption {
	return { ...option, required: true };
}

function object(displayName: string, description: string, properties: Fields): PushOption {
	return { ...field('Object', displayName, description), properties };
}

function list(displayName: string, description: string, properties: Fields): PushOption {
	return { ...field('Array', displayName, description), properties };
}

function choice(displayName: string, description: string, values: string[]): PushOption {
	const options = values.map((value) => ({
		value,
		type: 'String' as const,
		displayName: value.replace(/([a-z])([A-Z])/g, '$1 $2'),
		required: false,
	}));
	return { ...text(displayName, description), options };
}

/** A rule that the platform checks, said in words (Platform spec: `PushValidationInfo`). */
function ruled(option: PushOption, name: string, details: string): PushOption {
	return { ...option, validation: { warnings: [{ field: name, details }], information: [] } };
}

function reference(displayName: string, to: string): PushOption {
	return object(displayName, `The ${to} that this is for`, {
		id: needed(text('ID', `The ID of the ${to}`)),
	});
}

const CURRENCY = choice('Currency', 'A currency by its three-letter code', ['EUR', 'GBP', 'USD']);
const ACCOUNT = reference('Account', 'account');
const LINES = {
	description: text('Description', 'What was sold or bought'),
	quantity: needed(number('Quantity', 'How many units')),
	unitAmount: needed(number('Unit amount', 'The price of one unit, before tax')),
	discountAmount: number('Discount', 'What is taken off the line'),
	taxAmount: number('Tax', 'The tax on the line'),
	accountRef: ACCOUNT,
	taxRateRef: reference('Tax rate', 'tax rate'),
	itemRef: reference('Item', 'item'),
	trackingCategoryRefs: list('Tracking', 'What the line is reported under', {
		id: needed(text('ID', 'The ID of the tracking category')),
	}),
};
const CREDIT = {
	issueDate: needed(date('Issue date', 'The day the note was made')),
	currency: CURRENCY,
	status: choice('Status', 'How far the note has come', ['Draft', 'Submitted']),
	totalAmount: needed(number('Amount', 'What is owed back, tax included')),
	lineItems: list('Lines', 'What is given back', LINES),
};

/** The parts of a payment, with what they pay. */
function paymentLines(types: string[]): PushOption {
	return list('Lines', 'The parts of the payment', {
		amount: needed(number('Amount', 'How much is paid')),
		links: needed(
			list('Links', 'What is paid', {
				type: needed(choice('Type', 'The kind of record that is paid', types)),
				id: needed(text('ID', 'The ID of the record that is paid')),
				amount: needed(number('Amount', 'Negative for what pays off the record')),
			}),
		),
	});
}

const ADDRESSES = list('Addresses', 'Where to reach them', {
	type: needed(choice('Type', 'What the address is for', ['Billing', 'Delivery'])),
	line1: text('Line 1', 'House and street'),
	city: text('City', 'Town or city'),
	postalCode: text('Postal code', 'Postal code'),
	country: text('Country', 'A country by its name or code'),
});

/** What can be written, by data type. The names of fields are Codat's; all else is made up. */
const MODELS: Record<string, PushOption> = {
	invoices: object('Invoice', 'A bill to a customer', {
		invoiceNumber: text('Number', 'The number that the customer sees'),
		customerRef: needed(reference('Customer', 'customer')),
		issueDate: needed(date('Issue date', 'The day the invoice was made')),
		dueDate: date('Due date', 'The day by which it is to be paid'),
		currency: CURRENCY,
		status: choice('Status', 'How far the invoice has come', ['Draft', 'Submitted']),
		reference: text('Reference', 'Free text for your own use'),
		lineItems: needed(list('Lines', 'What is invoiced', LINES)),
	}),
	bills: object('Bill', 'A bill from a supplier', {
		supplierRef: needed(reference('Supplier', 'supplier')),
		issueDate: needed(date('Issue date', 'The day the bill was made')),
		dueDate: needed(date('Due date', 'The day by which it is to be paid')),
		currency: CURRENCY,
		status: choice('Status', 'How far the bill has come', ['Draft', 'Open']),
		reference: text('Reference', 'Free text for your own use'),
		lineItems: needed(list('Lines', 'What was bought', LINES)),
	}),
	customers: object('Customer', 'Someone who buys', {
		customerName: needed(text('Name', 'The name of the customer')),
		contactName: text('Contact', 'Whom to ask for'),
		emailAddress: text('Email', 'An email address'),
		phone: text('Phone', 'A telephone number'),
		defaultCurrency: CURRENCY,
		status: choice('Status', 'Whether they still buy', ['Active', 'Archived']),
		addresses: ADDRESSES,
	}),
	suppliers: object('Supplier', 'Someone who sells', {
		supplierName: needed(text('Name', 'The name of the supplier')),
		contactName: text('Contact', 'Whom to ask for'),
		emailAddress: text('Email', 'An email address'),
		phone: text('Phone', 'A telephone number'),
		taxNumber: text('Tax number', 'The number for tax purposes'),
		status: choice('Status', 'Whether they still sell', ['Active', 'Archived']),
		addresses: ADDRESSES,
	}),
	chartOfAccounts: object('Account', 'A category in the books', {
		nominalCode: needed(
			ruled(text('Code', 'The number of the account'), 'nominalCode', 'At most 10 characters.'),
		),
		name: needed(text('Name', 'The name of the account')),
		description: text('Description', 'What the account is for'),
		fullyQualifiedCategory: needed(
			choice('Category', 'Where the account stands in the reports', [
				'Asset.Current',
				'Expense.Overheads',
				'Income.Sales',
				'Liability.Current',
			]),
		),
	}),
	bankAccounts: object('Bank account', 'An account at a bank', {
		accountName: needed(text('Name', 'The name of the account')),
		accountNumber: text('Account number', 'The number at the bank'),
		sortCode: text('Sort code', 'The code of the bank'),
		currency: needed(CURRENCY),
		institution: text('Bank', 'The name of the bank'),
		balance: number('Balance', 'What is in it'),
	}),
	bankTransactions: object('Bank transactions', 'What moved on a bank account', {
		accountId: text('Account ID', 'The ID of the bank account'),
		transactions: needed(
			list('Transactions', 'One entry a movement', {
				id: needed(text('ID', 'Your own ID of the movement')),
				amount: needed(number('Amount', 'Negative for money out')),
				date: needed(date('Date', 'The day it was booked')),
				description: text('Description', 'What the bank says of it'),
			}),
		),
	}),
	items: object('Item', 'Something bought or sold', {
		name: needed(text('Name', 'The name of the item')),
		code: text('Code', 'A short code for it'),
		type: needed(
			choice('Type', 'What kind of thing it is', ['Inventory', 'NonInventory', 'Service']),
		),
		isInvoiceItem: needed(flag('Sold', 'Whether it can be on an invoice')),
		invoiceItem: object('When sold', 'How it is sold', {
			unitPrice: number('Price', 'The price of one unit'),
			accountRef: ACCOUNT,
		}),
	}),
	journalEntries: object('Journal entry', 'Debits and credits that sum to nothing', {
		postedOn: needed(date('Posted on', 'The day it counts for')),
		description: text('Description', 'What the entry is about'),
		journalLines: needed(
			list('Lines', 'Negative amounts are credits', {
				description: text('Description', 'What the line is about'),
				netAmount: needed(number('Amount', 'Positive for a debit')),
				currency: CURRENCY,
				accountRef: needed(ACCOUNT),
			}),
		),
	}),
	payments: object('Payment', 'Money from a customer', {
		customerRef: needed(reference('Customer', 'customer')),
		date: needed(date('Date', 'The day the money came')),
		totalAmount: needed(number('Amount', 'How much came')),
		currency: CURRENCY,
		accountRef: ACCOUNT,
		reference: text('Reference', 'Free text for your own use'),
		lines: paymentLines(['Invoice', 'CreditNote', 'PaymentOnAccount']),
	}),
	directCosts: object('Direct cost', 'Something paid for on the spot', {
		issueDate: needed(date('Date', 'The day it was paid')),
		currency: needed(CURRENCY),
		contactRef: reference('Contact', 'supplier'),
		reference: text('Reference', 'Free text for your own use'),
		lineItems: needed(list('Lines', 'What was bought', LINES)),
	}),
	transfers: object('Transfer', 'Money moved between own accounts', {
		date: needed(date('Date', 'The day it moved')),
		from: needed(object('From', 'Where it left', { accountRef: needed(ACCOUNT) })),
		to: needed(object('To', 'Where it arrived', { accountRef: needed(ACCOUNT) })),
		fromAmount: number('Amount', 'How much moved'),
	}),
	billCreditNotes: object('Bill credit note', 'What a supplier owes back', {
		billCreditNoteNumber: text('Number', 'The number that the supplier gave it'),
		supplierRef: reference('Supplier', 'supplier'),
		...CREDIT,
	}),
	creditNotes: object('Credit note', 'What is owed back to a customer', {
		creditNoteNumber: text('Number', 'The number that the customer sees'),
		customerRef: reference('Customer', 'customer'),
		...CREDIT,
	}),
	billPayments: object('Bill payment', 'Money to a supplier', {
		supplierRef: reference('Supplier', 'supplier'),
		date: needed(date('Date', 'The day the money left')),
		totalAmount: needed(number('Amount', 'How much left')),
		currency: CURRENCY,
		accountRef: ACCOUNT,
		reference: text('Reference', 'Free text for your own use'),
		lines: paymentLines(['Bill', 'CreditNote']),
	}),
	directIncomes: object('Direct income', 'Something sold and paid for on the spot', {
		issueDate: needed(date('Date', 'The day it was paid')),
		currency: needed(CURRENCY),
		contactRef: reference('Contact', 'customer'),
		reference: text('Reference', 'Free text for your own use'),
		lineItems: needed(list('Lines', 'What was sold', LINES)),
	}),
	journals: object('Journal', 'A book that entries stand in', {
		name: needed(text('Name', 'The name of the journal')),
		journalCode: text('Code', 'A short code for it'),
		status: choice('Status', 'Whether it is in use', ['Active', 'Archived']),
	}),
	purchaseOrders: object('Purchase order', 'What is ordered from a supplier', {
		purchaseOrderNumber: text('Number', 'The number that the supplier sees'),
		supplierRef: reference('Supplier', 'supplier'),
		issueDate: needed(date('Issue date', 'The day the order was made')),
		currency: CURRENCY,
		lineItems: needed(list('Lines', 'What is ordered', LINES)),
	}),
};

/** What a platform can't write, and which fields it asks for beyond the rest. */
const PLATFORMS: Record<string, { cannot?: string[]; required?: Record<string, string[]> }> = {
	gbol: {
		cannot: ['bankTransactions'],
		required: { bills: ['status'], bankAccounts: ['accountNumber'] },
	},
	qhyg: { cannot: ['items'], required: { invoices: ['dueDate'], payments: ['currency'] } },
	pqsw: { cannot: ['bankTransactions', 'transfers'], required: { customers: ['emailAddress'] } },
	fbrh: { cannot: ['items', 'payments', 'chartOfAccounts'] },
	akxx: { cannot: ['bankAccounts', 'bankTransactions'] },
};

/** The model of a data type on a platform; none where the platform can't write it. */
export function pushModel(platformKey: string, dataType: string): PushOption | undefined {
	const { cannot = [], required = {} } = PLATFORMS[platformKey] ?? {};
	const model = MODELS[dataType];
	const accounting = findIntegration(platformKey)?.sourceType === 'Accounting';
	if (!model || !accounting || cannot.includes(dataType)) return undefined;

	const properties = { ...model.properties };
	for (const name of required[dataType] ?? []) properties[name] = needed(properties[name]);
	return { ...model, required: true, properties };
}
