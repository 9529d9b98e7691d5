import { randomUUID } from 'node:crypto';
import * as data from '../data/reports';
import { CodatError, invalidRequest } from '../errors';
import { page } from '../paging';
import { companyOf, ok, routes, type Answer, type Call } from '../route';
import type { Company, Report } from '../state';

const REPORTS = '/companies/:companyId/reports';
const EXCEL = '/data/companies/:companyId/assess/excel';

const utc = (at: number) => new Date(at).toISOString();

/** How a report stands (Lending spec: report status). */
function statusOf({ id, type, requestedAt, endsAt, error }: Report, now: number) {
	const isOver = now >= endsAt;
	return {
		id,
		type,
		status: isOver ? (error ? 'Error' : 'Complete') : 'InProgress',
		requestedDate: utc(requestedAt),
		updatedDate: utc(isOver ? endsAt : requestedAt),
		errorMessage: isOver ? (error ?? null) : null,
	};
}

function start({ clock, state }: Call, company: Company, type: string): Report {
	const requestedAt = clock.now();
	const endsAt = requestedAt + state.reportDurationMs;
	const report = { id: randomUUID(), type, requestedAt, endsAt, error: company.nextReports[type] };
	company.reports.push(report);
	return report;
}

function generate(call: Call): Answer {
	const company = companyOf(call);
	const { reportType } = call.params;
	if (!data.GENERATED.includes(reportType)) throw invalidRequest();
	const report = start(call, company, reportType);
	call.enter({ kind: 'report.requested' });
	return { status: 202, body: statusOf(report, call.clock.now()) };
}

/** The report of the path: its ID, or `latest`, which is one that is complete. */
function reportOf(call: Call, type = call.params.reportType): Report {
	const company = companyOf(call);
	const { reportId } = call.params;
	const now = call.clock.now();
	const found = company.reports
		.filter((report) => report.type === type)
		.reverse()
		.find(({ id, endsAt }) => id === reportId || (reportId === 'latest' && now >= endsAt));
	if (!found) throw new CodatError(404, `No report was found with ID ${reportId}`, 'Reports');
	return found;
}

function readable(call: Call, type: string): Report {
	const report = reportOf(call, type);
	if (call.clock.now() < report.endsAt) throw new CodatError(409, 'The report is not ready yet.');
	return report;
}

function file(contentType: string, name: string): Answer {
	const headers = {
		'content-type': contentType,
		'content-disposition': `attachment; filename="${name}"`,
	};
	return { status: 200, headers, body: data.bytesOf(name) };
}

const SHEET = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

const listing = (name: string, [record]: object[]) => ({
	name,
	properties: [...Object.keys(record), 'accountRef.id', 'customerRef.id'],
});

const list = (type: string, name: string, records: object[]) => (call: Call) => {
	readable(call, type);
	return page(call, records, listing(name, records));
};

/** Its records stand under other names than those of lists. */
function invoices(call: Call): Answer {
	const { name: companyName } = companyOf(call);
	const { body } = page(call, data.enhancedInvoices, listing('Invoice', data.enhancedInvoices));
	const { results, pageNumber, pageSize, totalResults } = body as Record<string, unknown>;
	const reportInfo = { pageNumber, pageSize, totalResults, reportName: 'Enhanced invoices' };
	return ok({ reportInfo: { ...reportInfo, companyName }, reportItems: results });
}

function financials(call: Call): Answer {
	const { name } = companyOf(call);
	const { reportDate = '', numberOfPeriods = '12' } = call.query;
	if (Number.isNaN(Date.parse(reportDate))) throw invalidRequest();
	return ok(data.enhancedFinancials(name, reportDate, Number(numberOfPeriods)));
}

function sourceOf({ query }: Call): string {
	const { sourceType = '' } = query;
	if (!data.SOURCES.includes(sourceType)) throw invalidRequest();
	return sourceType;
}

function requestLoans(call: Call): Answer {
	companyOf(call);
	sourceOf(call);
	call.enter({ kind: 'report.requested' });
	return { status: 202 };
}

const aged = (kind: 'customer' | 'supplier') => (call: Call) => {
	companyOf(call);
	const today = utc(call.clock.now()).split('T')[0];
	const { reportDate = today, numberOfPeriods = '3', periodLengthDays = '30' } = call.query;
	if (!/^\d{4}-\d\d-\d\d$/.test(reportDate)) throw invalidRequest();
	const [periods, days] = [Number(numberOfPeriods), Number(periodLengthDays)];
	return ok(data.agedReport(kind, { reportDate, periods, days }));
};

const available = (call: Call) => {
	const company = companyOf(call);
	return ok(company.connections.some(({ sourceType }) => sourceType === 'Accounting'));
};

/** Excel reports are kept by type: Codat tells of the latest alone. */
function excelType({ query }: Call): string {
	const { reportType = '' } = query;
	if (!data.EXCEL.includes(reportType)) throw invalidRequest();
	return `excel:${reportType}`;
}

const latestExcel = (call: Call) =>
	companyOf(call)
		.reports.filter(({ type }) => type === excelType(call))
		.at(-1);

function excelStatus(call: Call, report: Report | undefined): Answer {
	const reportType = excelType(call).replace('excel:', '');
	if (!report) return ok({ reportType, inProgress: false, success: false });
	const { id, requestedAt, endsAt, error } = report;
	const isOver = call.clock.now() >= endsAt;
	return ok({
		reportType,
		lastGenerated: isOver && !error ? utc(endsAt) : undefined,
		inProgress: !isOver,
		queued: utc(requestedAt),
		success: !(isOver && error),
		errorMessage: isOver ? error : undefined,
		lastInvocationId: id,
		fileSize: isOver && !error ? data.bytesOf(reportType).length : null,
	});
}

function excelFile(call: Call): Answer {
	const report = latestExcel(call);
	if (!report || report.error || call.clock.now() < report.endsAt) {
		throw new CodatError(404, 'No Excel report was found.', 'Assess');
	}
	return file(SHEET, `${report.type.replace('excel:', '')}.xlsx`);
}

/** Reports (Lending, Spend Insights). What a report says is made up, and the same for all companies. */
export const reportRoutes = routes({
	[`GET ${REPORTS}`](call) {
		const now = call.clock.now();
		const reports = companyOf(call).reports.filter(({ type }) => !type.startsWith('excel:'));
		const properties = ['id', 'type', 'status', 'requestedDate', 'updatedDate'];
		const asked = { name: 'Report', properties };
		return page(call, reports, asked, (report) => statusOf(report, now));
	},
	[`GET ${REPORTS}/bundle`](call) {
		companyOf(call);
		return file('application/zip', 'SpendReports.zip');
	},
	[`GET ${REPORTS}/enhancedInvoices`]: invoices,
	[`GET ${REPORTS}/enhancedProfitAndLoss/accounts`]: financials,
	[`GET ${REPORTS}/enhancedBalanceSheet/accounts`]: financials,
	[`POST ${REPORTS}/liabilities/loans`]: requestLoans,
	[`GET ${REPORTS}/liabilities/loans`]: (call) =>
		ok(data.loans(companyOf(call).name, sourceOf(call))),
	[`POST ${REPORTS}/liabilities/loans/transactions`]: requestLoans,
	[`GET ${REPORTS}/liabilities/loans/transactions`](call) {
		sourceOf(call);
		return ok(data.loanTransactions(companyOf(call).name));
	},
	[`GET ${REPORTS}/agedCreditor`]: aged('supplier'),
	[`GET ${REPORTS}/agedDebtor`]: aged('customer'),
	[`GET ${REPORTS}/agedCreditor/available`]: available,
	[`GET ${REPORTS}/agedDebtor/available`]: available,
	[`GET ${REPORTS}/categorizedBankStatement/:reportId/transactions`]: list(
		'categorizedBankStatement',
		'Transaction',
		data.bankTransactions,
	),
	[`GET ${REPORTS}/categorizedBankStatement/:reportId/accounts`]: list(
		'categorizedBankStatement',
		'Account',
		data.bankAccounts,
	),
	[`GET ${REPORTS}/categorizedBankStatement/:reportId/excel`](call) {
		readable(call, 'categorizedBankStatement');
		return file(SHEET, 'statement.xlsx');
	},
	[`GET ${REPORTS}/creditModel/:reportId/excel`](call) {
		readable(call, 'creditModel');
		return file(SHEET, 'creditModel.xlsx');
	},
	[`GET ${REPORTS}/creditModel/:reportId/financialSummary`](call) {
		readable(call, 'creditModel');
		return ok(data.financialSummary);
	},
	[`GET ${REPORTS}/spendAnalysis/:reportId/suppliers`]: list(
		'spendAnalysis',
		'Supplier',
		data.spendBySupplier,
	),
	[`GET ${REPORTS}/spendAnalysis/:reportId/paymentMethods`]: list(
		'spendAnalysis',
		'PaymentMethod',
		data.spendByMethod,
	),
	[`GET ${REPORTS}/:reportType/:reportId/status`]: (call) =>
		ok(statusOf(reportOf(call), call.clock.now())),
	[`POST ${REPORTS}/:reportType`]: generate,
	[`POST ${EXCEL}`](call) {
		const report = start(call, companyOf(call), excelType(call));
		call.enter({ kind: 'report.requested' });
		return excelStatus(call, report);
	},
	[`GET ${EXCEL}`]: (call) => excelStatus(call, latestExcel(call)),
	[`GET ${EXCEL}/download`]: excelFile,
});
