import { invalidRequest } from '../errors';
import type { Call, JsonObject } from '../route';
import type { Statement } from './dataTypes';

interface Line {
	accountId: string;
	name: string;
	value: number;
	items: Line[];
}

const line = (name: string, value: number, items: Line[] = []): Line => ({
	accountId: name.toLowerCase().replaceAll(' ', '-'),
	name,
	value,
	items,
});

/** A heading, and the accounts below it that add up to it. */
function heading(name: string, accounts: Record<string, number>): Line {
	const items = Object.entries(accounts).map(([account, value]) => line(account, value));
	return line(
		name,
		items.reduce((sum, { value }) => sum + value, 0),
		items,
	);
}

/** The months that the books go back to. */
const MONTHS = 24;

type Period = { from: Date; to: Date; size: number };

/** What each statement says of a period (Lending spec); amounts grow with its length. */
const REPORTS: Record<Statement, (period: Period) => JsonObject> = {
	balanceSheet({ to, size }) {
		const assets = heading('Assets', { Bank: 900 * size, Stock: 350 });
		const liabilities = heading('Liabilities', { 'Trade creditors': 420 });
		const netAssets = assets.value - liabilities.value;
		return {
			date: to.toISOString(),
			assets,
			liabilities,
			netAssets,
			equity: heading('Equity', { 'Retained earnings': netAssets }),
		};
	},
	profitAndLoss({ from, to, size }) {
		const income = heading('Income', { 'Shop sales': 4200 * size, 'Online sales': 800 * size });
		const costOfSales = heading('Cost of sales', { Flour: 1100 * size });
		const expenses = heading('Expenses', { Rent: 900 * size, Wages: 1700 * size });
		const grossProfit = income.value - costOfSales.value;
		const netOperatingProfit = grossProfit - expenses.value;
		return {
			fromDate: from.toISOString(),
			toDate: to.toISOString(),
			income,
			costOfSales,
			grossProfit,
			expenses,
			netOperatingProfit,
			otherExpenses: heading('Other expenses', {}),
			otherIncome: heading('Other income', {}),
			netOtherIncome: 0,
			netProfit: netOperatingProfit,
		};
	},
	cashFlowStatement: ({ from, to, size }) => ({
		fromDate: from.toISOString(),
		toDate: to.toISOString(),
		cashReceipts: heading('Cash receipts', { Customers: 4700 * size }),
		cashPayments: heading('Cash payments', { Suppliers: 3300 * size }),
	}),
};

const BASIS: Record<Statement, JsonObject> = {
	balanceSheet: {},
	profitAndLoss: { reportBasis: 'Accrual' },
	cashFlowStatement: { reportBasis: 'Accrual', reportInput: 'Indirect' },
};

function required(text: string | undefined): number {
	const value = Number(text);
	if (!text || !Number.isInteger(value) || value < 1) throw invalidRequest();
	return value;
}

const monthOf = (date: Date, offset = 0) =>
	new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + offset, 1));

/** The month that the newest report is of: the last whole one, unless the request says which. */
function newestMonth({ query, clock }: Call): Date {
	if (query.startMonth === undefined) return monthOf(new Date(clock.now()), -1);
	if (Number.isNaN(Date.parse(query.startMonth))) throw invalidRequest();
	return monthOf(new Date(query.startMonth));
}

/**
 * A financial statement, newest period first, as far back as the books go. `periodLength` and
 * `periodsToCompare` are required (Lending spec).
 */
export function statementFor(call: Call, statement: Statement): JsonObject {
	const size = required(call.query.periodLength);
	const count = required(call.query.periodsToCompare);
	const latest = monthOf(new Date(call.clock.now()), -1);
	const earliest = monthOf(latest, 1 - MONTHS);

	const reports: JsonObject[] = [];
	let to = monthOf(newestMonth(call), 1);
	while (reports.length < count && monthOf(to, -size) >= earliest) {
		const from = monthOf(to, -size);
		reports.push(REPORTS[statement]({ from, to: new Date(to.getTime() - 1000), size }));
		to = from;
	}
	return {
		currency: 'GBP',
		reports,
		...BASIS[statement],
		mostRecentAvailableMonth: latest.toISOString(),
		earliestAvailableMonth: earliest.toISOString(),
	};
}
