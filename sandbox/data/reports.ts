import { DAY } from '../clock';

/** Reports that are generated on demand (Lending and Spend Insights specs). */
export const GENERATED = ['categorizedBankStatement', 'creditModel', 'spendAnalysis'];

/** Reports as Excel files; Codat has removed the fourth, enhancedCashFlow. */
export const EXCEL = ['audit', 'enhancedFinancials', 'enhancedInvoices'];

export const SOURCES = ['accounting', 'banking', 'commerce'];

const FIRST_DAY = Date.UTC(2026, 0, 1);
const day = (number: number) => new Date(FIRST_DAY + number * DAY).toISOString();
const many = <T>(count: number, make: (number: number) => T): T[] =>
	Array.from({ length: count }, (_, index) => make(index + 1));

export const bankTransactions = many(30, (number) => ({
	id: `bank-line-${String(number).padStart(4, '0')}`,
	date: day(number),
	description: number % 2 ? `Flour delivery ${number}` : `Card takings ${number}`,
	amount: number % 2 ? -12.5 * number : 80 + number,
	currency: 'GBP',
	transactionCategory: {
		confidence: 91.5,
		confidences: [95, 91.5],
		levels: number % 2 ? ['Expense', 'Supplies'] : ['Income', 'Sales'],
	},
	platformName: 'Test Bank',
	counterpartyNames: number % 2 ? ['Nail & Plane'] : [],
	sourceRef: { sourceType: 'Banking' },
	accountRef: { id: 'bank-account-0001', name: 'Business Account' },
	modifiedDate: day(number),
	isRecurring: number % 5 === 0,
}));

export const bankAccounts = many(2, (number) => ({
	id: `bank-account-${String(number).padStart(4, '0')}`,
	sourceRef: { sourceType: 'Banking' },
	platformName: 'Test Bank',
	accountProvider: 'Quay Bank',
	accountName: number === 1 ? 'Business Account' : 'Business Card',
	accountType: number === 1 ? 'Debit' : 'Credit',
	currency: 'GBP',
	currentBalance: 1200 * number,
	identifiers: { type: 'Depository', number: `1234567${number}`, bankCode: '200000' },
}));

const spend = (number: number) => ({
	billsCount: 12 * number,
	billsOutstandingCount: number,
	billsAmount: 1450.5 * number,
	billsOutstandingAmount: 120 * number,
	billsOutstandingPercentageByAmount: 8.27,
	paymentsCount: 11 * number,
	billsPaidLateCount: number,
	paymentsAmount: 1330.5 * number,
	averagePaymentAmount: 120.95,
	billsPaidLateAmount: 90 * number,
	billsPaidLatePercentageByAmount: 6.2,
	averageBillPaymentTermsWeighted: 30,
	averageBillSettlementPeriodWeighted: 27.4,
	directCostsCount: number,
	directCostsAmount: 35 * number,
});

const METHODS = ['BankTransfer', 'Cash', 'CreditCard'];

export const spendBySupplier = many(3, (number) => ({
	supplierId: `supplier-${String(number).padStart(4, '0')}`,
	supplierName: ['Nail & Plane', 'Mill Lane Flour', 'Quay Water'][number - 1],
	phoneNumber: null,
	contactName: 'Accounts',
	emailAddress: 'accounts@example.com',
	taxNumber: null,
	addresses: [{ type: 'Billing', line1: `${number} Mill Lane`, city: 'Northbeck' }],
	importedDate: day(number),
	latestBilled: day(number),
	...spend(number),
	biggestCountPaymentMethod: METHODS[number - 1],
	biggestSpendPaymentMethod: METHODS[0],
	commonPaymentTermsDays: 30,
	latestDirectCostBilled: day(number),
}));

export const spendByMethod = many(3, (number) => ({
	biggestCountPaymentMethod: METHODS[number - 1],
	suppliersCount: number,
	percentageSuppliersByCount: 33.3,
	percentageBillsByCount: 33.3,
	percentageBillsByAmount: 20.5,
	directCostsPercentageByCount: 10,
	directCostsPercentageByAmount: 4.5,
	...spend(number),
}));

export const financialSummary = {
	booksClosedDate: { date: day(200), reason: ['No entries were changed after this month.'] },
	accountingScore: { score: 82.5, reason: ['Most bank lines are reconciled.'] },
};

const info = (reportName: string, companyName: string) => ({
	reportName,
	companyName,
	generatedDate: day(260),
});

/** An account a period, the latest first (Lending spec: enhanced financials). */
export function enhancedFinancials(companyName: string, reportDate: string, periods: number) {
	const end = new Date(reportDate);
	const names = ['Bank', 'Shop Sales', 'Flour'];
	return {
		reportInfo: { ...info('Enhanced financials', companyName), currency: 'GBP' },
		reportItems: many(periods, (period) => {
			const month = Date.UTC(end.getUTCFullYear(), end.getUTCMonth() + 2 - period, 0);
			return names.map((accountName, index) => ({
				date: new Date(month).toISOString(),
				balance: 1000 * (index + 1) - 10 * period,
				accountName,
				accountId: `account-${String(index + 1).padStart(4, '0')}`,
				accountCategory: {
					status: 'Suggested',
					levels: [{ levelName: ['Asset', 'Income', 'Expense'][index], confidence: 93 }],
				},
			}));
		}).flat(),
	};
}

export const enhancedInvoices = many(24, (number) => ({
	id: `invoice-${String(number).padStart(4, '0')}`,
	invoiceNumber: `INV-${1000 + number}`,
	customerRef: { id: 'customer-0001', customerName: 'Tide & Loaf' },
	issueDate: day(number),
	dueDate: day(number + 30),
	status: number % 3 ? 'Paid' : 'Submitted',
	currency: 'GBP',
	totalAmount: 50 * number,
	amountDue: number % 3 ? 0 : 50 * number,
	payments: [],
	paidOnDate: day(number + 20),
	modifiedDate: day(number),
	sourceModifiedDate: day(number),
}));

export function loans(companyName: string, source: string) {
	const type = source.replace(/^./, (first) => first.toUpperCase());
	const types: Record<string, string> = {
		accounting: 'accounts',
		banking: 'banking-accounts',
		commerce: 'commerce-transactions',
	};
	return {
		reportInfo: info('Loan summaries', companyName),
		reportItems: many(2, (number) => ({
			recordRef: {
				id: `loan-${number}`,
				dataConnectionId: 'c0da7002-7d3a-4c1e-9b52-000000000005',
				integrationType: type,
				recordRefType: types[source],
			},
			description: 'Oven finance',
			startDate: day(number),
			totalDrawdowns: 20_000,
			totalRepayments: 6_500 * number,
			balance: 20_000 - 6_500 * number,
			lender: 'Quay Bank',
		})),
	};
}

export function loanTransactions(companyName: string) {
	const items = many(6, (number) => ({
		loanRef: { id: 'loan-1', dataConnectionId: 'c0da7002-7d3a-4c1e-9b52-000000000005' },
		itemRef: { id: `entry-${number}`, dataConnectionId: 'c0da7002-7d3a-4c1e-9b52-000000000005' },
		date: day(30 * number),
		amount: 250,
		loanTransactionType: number === 1 ? 'Investment' : 'Repayment',
		lender: 'Quay Bank',
	}));
	const counts = { pageNumber: 1, pageSize: items.length, totalResults: items.length };
	return {
		reportInfo: { ...counts, ...info('Loan transactions', companyName) },
		reportItems: items,
	};
}

/** Who owes whom, by how long (Lending spec: aged creditors and debtors). */
export function agedReport(
	kind: 'customer' | 'supplier',
	{ reportDate, periods, days }: { reportDate: string; periods: number; days: number },
) {
	const end = Date.parse(reportDate);
	const names = { customer: 'Tide & Loaf', supplier: 'Mill Lane Flour' };
	return {
		generated: new Date(end).toISOString(),
		reportDate,
		data: many(2, (number) => ({
			[`${kind}Id`]: `${kind}-${String(number).padStart(4, '0')}`,
			[`${kind}Name`]: `${names[kind]} ${number}`,
			agedCurrencyOutstanding: [
				{
					currency: 'GBP',
					agedOutstandingAmounts: many(periods, (period) => ({
						fromDate: new Date(end - period * days * DAY).toISOString(),
						toDate: new Date(end - (period - 1) * days * DAY).toISOString(),
						amount: 100 * number * period,
						details: [{ name: 'Invoices', amount: 100 * number * period }],
					})),
				},
			],
		})),
	};
}

/** Bytes in the place of a file: what would be in it is of no account. */
export const bytesOf = (name: string): Buffer =>
	Buffer.concat([Buffer.from('PK\x05\x06', 'latin1'), Buffer.alloc(18), Buffer.from(name)]);
