import { DAY } from '../clock';
import { invalidRequest } from '../errors';
import type { Call, JsonObject } from '../route';

/** What is matched with what, the books' side with the bank's (Lending spec). */
export const MATCHED: Record<string, string> = {
	accountTransactions: 'banking-transactions',
	bankAccounts: 'banking-accounts',
	'banking-accounts': 'bankAccounts',
	'banking-transactions': 'accountTransactions',
};

const isTransactions = (dataType: string) => /transactions$/i.test(dataType);

/** How many records were matched. */
const MATCHES = 24;

const FIRST_DAY = Date.UTC(2026, 0, 1);

interface Side {
	dataType: string;
	connectionId: string;
}

/** One record and its match; every fourth has none (Lending spec: `DataIntegrityDetail`). */
export function matchOf(number: number, source: Side, target: Side): JsonObject {
	const record = ({ dataType, connectionId }: Side) => ({
		id: `${dataType}-${String(number).padStart(4, '0')}`,
		type: dataType,
		connectionId,
		date: new Date(FIRST_DAY + number * DAY).toISOString(),
		description: isTransactions(dataType) ? `Flour delivery ${number}` : `Account ${number}`,
		amount: number * 12.5,
		currency: 'GBP',
	});
	const match = record(target);
	return {
		...record(source),
		matches: number % 4 === 0 ? [] : [{ ...match, amount: String(match.amount) }],
	};
}

export const matchesOf = (source: Side, target: Side): JsonObject[] =>
	Array.from({ length: MATCHES }, (_, index) => matchOf(index + 1, source, target));

function share(matched: number, total: number): JsonObject {
	const matchPercentage = total === 0 ? 0 : (matched / total) * 100;
	return { matchPercentage, matched, unmatched: total - matched, total };
}

/** How much of the records has a match, by number and amount (Lending spec: `DataIntegritySummary`). */
export function summaryOf(records: JsonObject[], type: string): JsonObject {
	const matched = records.filter(({ matches }) => (matches as unknown[]).length > 0);
	const sum = (list: JsonObject[]) => list.reduce((all, { amount }) => all + Number(amount), 0);
	return {
		type,
		byAmount: { ...share(sum(matched), sum(records)), currency: 'GBP' },
		byCount: share(matched.length, records.length),
	};
}

export function statusOf(records: JsonObject[], source: Side, target: Side): JsonObject {
	const dates = records.map(({ date }) => String(date)).sort();
	const [minDate, maxDate] = [dates[0], dates.at(-1)];
	const amounts = records.map(({ amount }) => Number(amount));
	return {
		type: target.dataType,
		statusInfo: {
			lastMatched: maxDate,
			currentStatus: 'Complete',
			statusMessage: 'Match results are available.',
		},
		connectionIds: { source: [source.connectionId], target: [target.connectionId] },
		...(isTransactions(source.dataType) && {
			amounts: { min: Math.min(...amounts), max: Math.max(...amounts), currency: 'GBP' },
			dates: { minDate, maxDate, minOverlappingDate: minDate, maxOverlappingDate: maxDate },
		}),
	};
}

/** What each metric measures, with its units (Lending spec: commerce metrics). */
export const METRICS: Record<string, Array<[name: string, units: string]>> = {
	customerRetention: [
		['New customers', 'customers'],
		['Existing customers', 'customers'],
		['Retention rate', '%'],
	],
	lifetimeValue: [['Value', 'GBP']],
	orders: [
		['Count', 'orders'],
		['Value', 'GBP'],
	],
	refunds: [
		['Count', 'refunds'],
		['Value', 'GBP'],
	],
	revenue: [
		['Revenue', 'GBP'],
		['Growth', '%'],
	],
};

const UNIT_MONTHS: Record<string, number> = { Month: 1, Year: 12 };
const UNIT_DAYS: Record<string, number> = { Day: 1, Week: 7 };

function wholeNumber(text: string | undefined): number {
	const number = Number(text);
	if (!text || !Number.isInteger(number) || number < 1) throw invalidRequest();
	return number;
}

/** The last day of each period, the latest first. */
function periodsOf({ query }: Call): string[] {
	const length = wholeNumber(query.periodLength);
	const { reportDate = '', periodUnit = '' } = query;
	const to = new Date(reportDate);
	const isUnit = periodUnit in UNIT_MONTHS || periodUnit in UNIT_DAYS;
	if (Number.isNaN(to.getTime()) || !isUnit) throw invalidRequest();
	return Array.from({ length: wholeNumber(query.numberOfPeriods) }, (_, index) => {
		const months = index * length * (UNIT_MONTHS[periodUnit] ?? 0);
		const days = index * length * (UNIT_DAYS[periodUnit] ?? 0);
		const end = Date.UTC(to.getUTCFullYear(), to.getUTCMonth() + 1 - months, -days);
		return new Date(end).toISOString().split('T')[0];
	});
}

/** A metric's report (Lending spec: `CommerceReport`). */
export function metricReport(call: Call): JsonObject {
	const { metric } = call.params;
	const measured = METRICS[metric];
	if (measured === undefined) throw invalidRequest();
	const named = call.query.includeDisplayNames === 'true';
	const periods = periodsOf(call);
	return {
		reportInfo: { reportName: metric, pageNumber: 1, pageSize: periods.length },
		dimensions: [
			{
				index: 0,
				displayName: 'Period',
				type: 'datetime',
				items: periods.map((displayName, index) => ({ index, displayName })),
			},
		],
		measures: measured.map(([displayName, units], index) => ({
			index,
			displayName,
			units,
			type: 'double',
		})),
		reportData: periods.map((period, item) => ({
			dimension: 0,
			item,
			...(named && { dimensionDisplayName: 'Period', itemDisplayName: period }),
			measures: measured.map(([name], index) => ({
				index,
				...(named && { measureDisplayName: name }),
				value: 100 * (index + 1) - item,
			})),
			components: [],
		})),
		errors: [],
	};
}
