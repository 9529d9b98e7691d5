import type { Field } from '../../fields/field';
import { filters, type Queryable } from '../../fields/filters';
import { recordLocator, reference } from '../../fields/locators';
import { neededNumber, neededText, number, text } from '../../fields/plain';
import { choice, nonZero } from '../../fields/read';
import { rows } from '../../fields/rows';

export const billId = recordLocator({
	displayName: 'Bill',
	name: 'billId',
	description:
		'The bill. Create Bill and Get Many Bills return its ID as id. To pay one, choose from those that are open or partially paid.',
	searchListMethod: 'searchPayableBills',
	example: 'bill-1029932',
	required: true,
});

export const supplierId = recordLocator({
	displayName: 'Supplier',
	name: 'supplierId',
	description: 'The supplier. Create Supplier and Get Many Suppliers return its ID as id.',
	searchListMethod: 'searchBillSuppliers',
	example: 'sup-10933920',
	required: true,
});

export const attachmentId = recordLocator({
	displayName: 'Attachment ID',
	name: 'attachmentId',
	description:
		'The file of the bill. Upload Bill Attachment and Get Many Bill Attachments return its ID as id.',
	searchListMethod: 'searchBillAttachments',
	example: '8a210b68-6988-11ed-a1eb-0242ac120002',
	required: true,
});

/** What is to be mapped: a part of the path. */
export const mappingType: Field = {
	property: {
		displayName: 'Options For',
		name: 'mappingType',
		type: 'options',
		options: [
			{ name: 'Bills', value: 'bills', description: 'The accounts and tax rates of their lines' },
			{ name: 'Payments', value: 'payments', description: 'The accounts that bills are paid from' },
		],
		default: 'bills',
		description: 'What the options are for',
	},
};

/** Which mapping options are wanted; Codat gives the active ones unless asked (Bill Pay spec: `statusQuery`). */
export const statusQuery: Field = {
	property: {
		displayName: 'Status',
		name: 'statusQuery',
		type: 'options',
		options: [
			{ name: 'Active', value: 'status=Active' },
			{ name: 'Active and Archived', value: 'status=Active||status=Archived' },
			{ name: 'Archived', value: 'status=Archived' },
		],
		default: 'status=Active',
		description:
			'Which accounts and tax rates to return. When not set, only the active ones are returned.',
	},
};

/** Whom a bill is owed to. */
export const supplierRef = reference({
	displayName: 'Supplier',
	name: 'supplierRef',
	description: 'The supplier that the bill is owed to',
	searchListMethod: 'searchBillSuppliers',
	example: '430',
	required: true,
});

/** What a bill is paid from. */
export const paymentAccount = reference({
	displayName: 'Account',
	name: 'accountRef',
	description: 'The bank account or credit card that the bill is paid from',
	searchListMethod: 'searchPaymentAccounts',
	example: '97',
	required: true,
});

export const amount: Field = {
	...neededNumber('Amount', 'amount', 'How much is paid, in the currency of the bill'),
	read: nonZero,
};

export const billReference = text(
	'Reference',
	'reference',
	'INV-2041',
	'The reference that people know the bill by',
);

export const paymentReference = text(
	'Reference',
	'reference',
	'May run',
	'The reference that people know the payment by',
);

const BILL_STATUSES = ['Unknown', 'Open', 'PartiallyPaid', 'Paid', 'Void', 'Draft'];

/** The state of a bill that is changed; a new one is open (Bill Pay spec: `BillStatus`). */
export const billStatus: Field = {
	property: {
		displayName: 'Status',
		name: 'status',
		type: 'options',
		options: [
			{ name: 'Draft', value: 'Draft' },
			{ name: 'Open', value: 'Open' },
			{ name: 'Paid', value: 'Paid' },
			{ name: 'Partially Paid', value: 'PartiallyPaid' },
			{ name: 'Void', value: 'Void' },
		],
		default: 'Open',
		description: 'The status of the bill',
	},
	read: choice(BILL_STATUSES),
};

/** What bills can be filtered by (Bill Pay spec: `list-bills`). */
export const billsQueryable: Queryable = { status: BILL_STATUSES, sourceModifiedDate: 'date' };

const [matchType, conditions] = filters;

/** The same as elsewhere, but that Codat doesn't list all bills unless it is asked for the others. */
export const billFilters: Field[] = [
	matchType,
	{
		...conditions,
		property: {
			...conditions.property,
			description:
				'Return only bills that match. Without a filter on Status, Codat returns those that are open or partially paid.',
		},
	},
];

/** What Simplify leaves of a bill. */
export const simpleBill = [
	'id',
	'reference',
	'supplierRef',
	'issueDate',
	'dueDate',
	'currency',
	'status',
	'totalAmount',
	'amountDue',
	'sourceModifiedDate',
] as const;

const SUPPLIER_STATUSES = ['Unknown', 'Active', 'Archived'];

/** What suppliers can be filtered by (Bill Pay spec: `list-suppliers`). */
export const suppliersQueryable: Queryable = {
	status: SUPPLIER_STATUSES,
	sourceModifiedDate: 'date',
};

export const supplierName = neededText(
	'Supplier Name',
	'supplierName',
	'Wren Packaging',
	'The name of the supplier, usually its company name',
);

export const supplierStatus: Field = {
	property: {
		displayName: 'Status',
		name: 'status',
		type: 'options',
		options: [
			{ name: 'Active', value: 'Active' },
			{ name: 'Archived', value: 'Archived' },
		],
		default: 'Active',
		description: 'Whether the supplier is in use',
	},
	read: choice(SUPPLIER_STATUSES),
};

const addresses = rows(
	{
		displayName: 'Addresses',
		name: 'addresses',
		item: 'Address',
		description: 'The postal addresses of the supplier',
	},
	[
		{
			property: {
				displayName: 'Type',
				name: 'type',
				type: 'options',
				options: [
					{ name: 'Billing', value: 'Billing' },
					{ name: 'Delivery', value: 'Delivery' },
					{ name: 'Unknown', value: 'Unknown' },
				],
				default: 'Billing',
				description: 'What the address is for',
			},
		},
		text('Line 1', 'line1', '4 Dock Road', 'The street and number'),
		text('Line 2', 'line2', 'Unit 9', 'The rest of the street address'),
		text('City', 'city', 'Whitby', 'The town'),
		text('Region', 'region', 'North Yorkshire', 'The county or state'),
		text('Country', 'country', 'GB', 'The country, preferably as its two-letter code (ISO 3166)'),
		text('Postal Code', 'postalCode', 'YO21 1AA', 'The postal or ZIP code'),
	],
);

/** What a supplier has beside its name and status (Bill Pay spec: `SupplierPrototype`). */
export const supplierDetails: Field[] = [
	addresses,
	number('Balance', 'balance', 'How much is owed to the supplier'),
	text('Contact Name', 'contactName', 'Cy Moss', 'The contact person at the supplier'),
	text(
		'Default Currency',
		'defaultCurrency',
		'GBP',
		'The three-letter code of the currency for purchases from the supplier',
	),
	text('Email', 'emailAddress', 'cy@wren.example', 'The supplier’s email address'),
	text('Phone', 'phone', '+44 1947 550000', 'The phone number'),
];

/** What is asked of a new bank account (Bill Pay spec: `BankAccountPrototype`). */
export const bankAccountFields: Field[] = [
	neededText('Name', 'name', 'Payables account', 'The name in the accounting software'),
	{
		property: {
			displayName: 'Account Type',
			name: 'accountType',
			type: 'options',
			options: [
				{
					name: 'Credit',
					value: 'Credit',
					description: 'An account with money owed, such as a credit card',
				},
				{
					name: 'Debit',
					value: 'Debit',
					description: 'An account with money owned, such as a current account',
				},
			],
			default: 'Debit',
			description: 'The kind of account',
		},
		read: choice(['Unknown', 'Credit', 'Debit']),
	},
	neededText('Account Number', 'accountNumber', '01200440', 'The number at the bank'),
];

export const bankAccountDetails: Field[] = [
	text('Nominal Code', 'nominalCode', '1200', 'The code of the account in the books'),
	text('Sort Code', 'sortCode', '50-50-50', 'The sort code of a bank in the UK'),
];
