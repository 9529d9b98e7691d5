import { isoDate, optionalDate, writtenDate } from '../../fields/dates';
import type { Field } from '../../fields/field';
import { inQuery } from '../../fields/field';
import type { Queryable } from '../../fields/filters';
import { count } from '../../fields/plain';

const TYPES = {
	agedCreditor: 'Aged Creditors',
	agedDebtor: 'Aged Debtors',
	categorizedBankStatement: 'Categorized Bank Statement',
	creditModel: 'Credit Model',
	enhancedBalanceSheet: 'Enhanced Balance Sheet',
	enhancedProfitAndLoss: 'Enhanced Profit and Loss',
	spendAnalysis: 'Spend Analysis',
};

type ReportType = keyof typeof TYPES;

/** Which of Codat's reports, of those that an operation is about; the first is the default. */
export function reportType(first: ReportType, ...others: ReportType[]): Field {
	return {
		property: {
			displayName: 'Report Type',
			name: 'reportType',
			type: 'options',
			options: [first, ...others].sort().map((value) => ({ name: TYPES[value], value })),
			default: first,
			description: 'The kind of report',
		},
	};
}

/** The oldest report that will do. */
export const maxAge: Field = {
	property: {
		displayName: 'Generated After',
		name: 'maxAge',
		type: 'dateTime',
		default: '',
		description: 'Use only a report that was generated after this time',
	},
	read: optionalDate,
};

export const sourceType: Field = inQuery({
	property: {
		displayName: 'Source',
		name: 'sourceType',
		type: 'options',
		options: [
			{ name: 'Accounting', value: 'accounting' },
			{ name: 'Banking', value: 'banking' },
			{ name: 'Commerce', value: 'commerce' },
		],
		default: 'accounting',
		description: 'Which of the company’s platforms to search for loans',
	},
});

export const reportMonth: Field = inQuery({
	property: {
		displayName: 'Report Date',
		name: 'reportDate',
		type: 'dateTime',
		required: true,
		default: '',
		description: 'A day in the last month of the latest period; the whole month is reported',
	},
	read: isoDate,
});

/** A day, as the aged reports take it (Lending spec: format `date`). */
export const reportDay: Field = {
	property: {
		displayName: 'Report Date',
		name: 'reportDate',
		type: 'dateTime',
		default: '',
		description: 'The day to report up to. When not set, this is today.',
	},
	read: (value, label, timezone) => writtenDate(value)?.day ?? optionalDate(value, label, timezone),
};

export const numberOfPeriods = count(
	'Periods',
	'numberOfPeriods',
	'How many periods to return',
	12,
);

export const periodLengthDays = count(
	'Period Length (Days)',
	'periodLengthDays',
	'How many days each period has',
	30,
);

export const language: Field = {
	property: {
		displayName: 'Language',
		name: 'lang',
		type: 'options',
		options: [
			{ name: 'English', value: 'en' },
			{ name: 'English (UK)', value: 'en-gb' },
			{ name: 'English (US)', value: 'en-us' },
			{ name: 'French', value: 'fr' },
			{ name: 'French (Canada)', value: 'fr-ca' },
		],
		default: 'en',
		description: 'The language of the files',
	},
};

/** What lists can be filtered and sorted by (Lending and Spend Insights specs). */
export const reportFilters: Queryable = {
	id: 'text',
	type: ['categorizedBankStatement', 'creditModel', 'spendAnalysis'],
	status: ['InProgress', 'Complete', 'Error'],
	requestedDate: 'date',
	updatedDate: 'date',
};

export const transactionFilters: Queryable = {
	id: 'text',
	date: 'date',
	description: 'text',
	amount: 'number',
	currency: 'text',
	platformName: 'text',
	isRecurring: 'boolean',
	'accountRef.id': 'text',
	modifiedDate: 'date',
};

export const accountFilters: Queryable = {
	id: 'text',
	accountName: 'text',
	accountProvider: 'text',
	accountType: 'text',
	platformName: 'text',
	currency: 'text',
	currentBalance: 'number',
};

export const invoiceFilters: Queryable = {
	id: 'text',
	invoiceNumber: 'text',
	issueDate: 'date',
	dueDate: 'date',
	paidOnDate: 'date',
	status: ['Draft', 'PartiallyPaid', 'Paid', 'Submitted', 'Unknown', 'Void'],
	currency: 'text',
	totalAmount: 'number',
	amountDue: 'number',
	'customerRef.id': 'text',
	modifiedDate: 'date',
};

/** What both sections of the spend analysis can be sorted by. */
export const spendOrders: Queryable = {
	billsCount: 'number',
	billsAmount: 'number',
	billsOutstandingCount: 'number',
	billsOutstandingAmount: 'number',
	billsPaidLateCount: 'number',
	billsPaidLateAmount: 'number',
	paymentsCount: 'number',
	paymentsAmount: 'number',
	averagePaymentAmount: 'number',
	directCostsCount: 'number',
	directCostsAmount: 'number',
};

/** By section of the spend analysis. */
export const spendFilters: Record<string, Queryable> = {
	suppliers: { supplierId: 'text', supplierName: 'text', latestBilled: 'date', ...spendOrders },
	paymentMethods: { biggestCountPaymentMethod: 'text', suppliersCount: 'number', ...spendOrders },
};

/** What Simplify leaves. */
export const simpleTransaction = [
	'id',
	'date',
	'description',
	'amount',
	'currency',
	'transactionCategory.levels',
	'counterpartyNames',
	'accountRef',
	'platformName',
	'isRecurring',
] as const;

export const simpleInvoice = [
	'id',
	'invoiceNumber',
	'customerRef',
	'issueDate',
	'dueDate',
	'paidOnDate',
	'status',
	'currency',
	'totalAmount',
	'payments',
] as const;

export const simpleSpend: Record<string, readonly string[]> = {
	suppliers: [
		'supplierId',
		'supplierName',
		'billsCount',
		'billsAmount',
		'billsOutstandingAmount',
		'billsPaidLateAmount',
		'paymentsCount',
		'paymentsAmount',
		'biggestSpendPaymentMethod',
		'latestBilled',
	],
	paymentMethods: [
		'biggestCountPaymentMethod',
		'suppliersCount',
		'billsCount',
		'billsAmount',
		'billsOutstandingAmount',
		'billsPaidLateAmount',
		'paymentsCount',
		'paymentsAmount',
		'averagePaymentAmount',
		'directCostsAmount',
	],
};
