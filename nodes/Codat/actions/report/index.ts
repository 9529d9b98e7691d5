import { options } from '../../fields/collection';
import type { Field, Values } from '../../fields/field';
import { filters } from '../../fields/filters';
import { limit, returnAll } from '../../fields/lists';
import { company, report as reportId } from '../../fields/locators';
import { orderBy, query } from '../../fields/query';
import { simplify, simplifyNotice } from '../../fields/simplify';
import { describeReport } from '../../outcomes';
import type { Endpoint } from '../../transport/endpoint';
import { outputField } from '../download';
import type { Resource } from '../operation';
import {
	accountFilters,
	invoiceFilters,
	language,
	maxAge,
	numberOfPeriods,
	periodLengthDays,
	reportDay,
	reportFilters,
	reportMonth,
	reportType,
	simpleInvoice,
	simpleSpend,
	simpleTransaction,
	sourceType,
	spendFilters,
	spendOrders,
	transactionFilters,
} from './fields';
import { generateAndWait, waitFields } from './generateAndWait';

const REPORTS = '/companies/{companyId}/reports';
const STATEMENT = `${REPORTS}/categorizedBankStatement/{reportId}` as const;
const LOANS = `${REPORTS}/liabilities/loans` as const;

const section: Field = {
	property: {
		displayName: 'Section',
		name: 'section',
		type: 'options',
		options: [
			{ name: 'Payment Methods', value: 'paymentMethods' },
			{ name: 'Suppliers', value: 'suppliers' },
		],
		default: 'suppliers',
		description: 'What to break spending down by',
	},
};

const spendQueryable = ({ section }: Values) => spendFilters[section as string] ?? {};
const agedReport = reportType('agedDebtor', 'agedCreditor');
const list = [returnAll, limit];
const simpleList = [...list, simplify, simplifyNotice];

/** What Codat reports of a company’s books, banks and spending (Lending and Spend Insights specs). */
export const report: Resource = {
	name: 'Report',
	first: 'generate',
	operations: {
		getAll: {
			name: 'Get Many',
			action: 'Get many reports',
			description: 'List the reports that were generated for a company, and their statuses',
			describe: describeReport,
			endpoint: `GET ${REPORTS}`,
			fields: [
				company,
				...list,
				...filters,
				options(query('status=Complete'), orderBy(reportFilters)),
			],
			returns: 'pages',
			queryable: reportFilters,
		},
		getStatus: {
			name: 'Get Status',
			action: 'Get report status',
			description: 'Get whether a report has been generated',
			describe: describeReport,
			endpoint: `GET ${REPORTS}/{reportType}/{reportId}/status`,
			fields: [
				company,
				reportType('categorizedBankStatement', 'creditModel', 'spendAnalysis'),
				reportId,
				options(maxAge),
			],
		},
		generate: {
			name: 'Generate',
			action: 'Generate report',
			description: 'Have Codat fetch a company’s data again and generate a report from it',
			describe: describeReport,
			endpoint: `POST ${REPORTS}/{reportType}`,
			fields: [
				company,
				reportType('categorizedBankStatement', 'creditModel', 'spendAnalysis'),
				...waitFields,
			],
			execute: generateAndWait,
		},
		downloadExcel: {
			name: 'Download Excel',
			action: 'Download report as Excel',
			description: 'Download a report as an Excel file',
			endpoint: ({ reportType }) => `GET ${REPORTS}/${String(reportType)}/{reportId}/excel`,
			fields: [
				company,
				reportType('categorizedBankStatement', 'creditModel'),
				reportId,
				outputField,
				options(maxAge),
			],
			returns: 'file',
		},
		downloadBundle: {
			name: 'Download Bundle',
			action: 'Download report bundle',
			description: 'Download all files of the latest spend analysis of a company, in one archive',
			endpoint: `GET ${REPORTS}/bundle`,
			fields: [company, outputField, options(language)],
			// Codat takes no other.
			query: ({ options }) => ({ reportId: 'latest', ...(options as object) }),
			returns: 'file',
		},
		getBankStatementTransactions: {
			name: 'Get Categorized Bank Statement Transactions',
			action: 'Get categorized bank statement transactions',
			description: 'List a company’s bank transactions, each with the category that Codat suggests',
			endpoint: `GET ${STATEMENT}/transactions`,
			fields: [
				company,
				reportId,
				...simpleList,
				...filters,
				options(maxAge, query('amount<0'), orderBy(transactionFilters)),
			],
			returns: 'pages',
			queryable: transactionFilters,
			simplify: simpleTransaction,
		},
		getBankStatementAccounts: {
			name: 'Get Categorized Bank Statement Accounts',
			action: 'Get categorized bank statement accounts',
			description: 'List the bank accounts that a categorized bank statement covers',
			endpoint: `GET ${STATEMENT}/accounts`,
			fields: [
				company,
				reportId,
				...list,
				...filters,
				options(maxAge, query('currency=GBP'), orderBy(accountFilters)),
			],
			returns: 'pages',
			queryable: accountFilters,
		},
		getFinancialSummary: {
			name: 'Get Financial Summary',
			action: 'Get financial summary',
			description:
				'Get when a company’s books were last closed, and how complete they are, from its credit model',
			endpoint: `GET ${REPORTS}/creditModel/{reportId}/financialSummary`,
			fields: [company, reportId],
			returns: 'array',
		},
		getSpendAnalysis: {
			name: 'Get Spend Analysis',
			action: 'Get spend analysis',
			description: 'List what a company spends, by supplier or payment method',
			endpoint: ({ section }) =>
				`GET ${REPORTS}/spendAnalysis/{reportId}/${String(section)}` as Endpoint,
			fields: [
				company,
				section,
				reportId,
				...simpleList,
				...filters,
				options(maxAge, query('billsCount>10'), orderBy(spendOrders)),
			],
			returns: 'pages',
			queryable: spendQueryable,
			simplify: ({ section }) => simpleSpend[section as string] ?? [],
		},
		getEnhancedFinancials: {
			name: 'Get Enhanced Financials',
			action: 'Get enhanced financials',
			description:
				'List the accounts of a company’s balance sheet or profit and loss, each with its category',
			endpoint: ({ reportType }) => `GET ${REPORTS}/${String(reportType)}/accounts`,
			fields: [
				company,
				reportType('enhancedProfitAndLoss', 'enhancedBalanceSheet'),
				reportMonth,
				...list,
				options(numberOfPeriods),
			],
			returns: 'array',
			list: 'reportItems',
		},
		getEnhancedInvoices: {
			name: 'Get Enhanced Invoices',
			action: 'Get enhanced invoices',
			description: 'List a company’s invoices, each with the bank transactions that paid it',
			endpoint: `GET ${REPORTS}/enhancedInvoices`,
			fields: [company, ...simpleList, ...filters, options(query('status=Paid'))],
			returns: 'pages',
			list: 'reportItems',
			queryable: invoiceFilters,
			simplify: simpleInvoice,
		},
		generateLoans: {
			name: 'Generate Loan Summaries',
			action: 'Generate loan summaries',
			description:
				'Have Codat look for a company’s loans. This takes a few minutes; then get the summaries.',
			endpoint: `POST ${LOANS}`,
			fields: [company, sourceType],
		},
		getLoans: {
			name: 'Get Loan Summaries',
			action: 'Get loan summaries',
			description: 'List a company’s loans, with what was drawn, what was repaid and what is left',
			endpoint: `GET ${LOANS}`,
			fields: [company, sourceType, ...list],
			returns: 'array',
			list: 'reportItems',
		},
		generateLoanTransactions: {
			name: 'Generate Loan Transactions',
			action: 'Generate loan transactions',
			description:
				'Have Codat look for the transactions of a company’s loans. This takes a few minutes; then get them.',
			endpoint: `POST ${LOANS}/transactions`,
			fields: [company, sourceType],
		},
		getLoanTransactions: {
			name: 'Get Many Loan Transactions',
			action: 'Get many loan transactions',
			description: 'List what a company was lent, and what it paid back',
			endpoint: `GET ${LOANS}/transactions`,
			fields: [company, sourceType, ...list],
			returns: 'array',
			list: 'reportItems',
		},
		getAged: {
			name: 'Get Aged Creditors or Debtors',
			action: 'Get aged creditors or debtors',
			description:
				'List who a company owes money to, or who owes it money, by how long it has been due',
			endpoint: ({ reportType }) => `GET ${REPORTS}/${String(reportType)}`,
			fields: [company, agedReport, ...list, options(reportDay, numberOfPeriods, periodLengthDays)],
			returns: 'array',
			list: 'data',
		},
		getAgedAvailability: {
			name: 'Get Aged Report Availability',
			action: 'Get aged report availability',
			description: 'Get whether Codat can report a company’s aged creditors or debtors',
			endpoint: ({ reportType }) => `GET ${REPORTS}/${String(reportType)}/available`,
			fields: [company, agedReport],
			execute: async ({ request }) => ({ available: (await request()).body }),
		},
	},
};
