import type { LoggedRequest } from '../../sandbox/state';
import { startSandbox, type Sandbox } from '../../sandbox/server';
import { runCodat } from '../engine/harness';
import { parametersFor } from '../engine/parametersFor';
import { FILE, putIn } from '../engine/samples';
import { built } from '../spec/built';
import { endpointOf } from '../spec/checkRequest';
import { nameOf, parametersOf } from '../spec/endpoints';
import { sdksFor, type Sdks } from './sdks';
import { onTheWire } from './wire';

/**
 * What the Lending SDK has beyond reading data: each operation is run with every option, and what it
 * sent is given to the method of Codat's SDK for it, which has to send the same.
 */
type Given = never;
type SdkCall = (sdks: Sdks, given: Given, body: never) => Promise<unknown>;

const CALLS: Record<string, SdkCall> = {
	'commerceMetrics.get customerRetention': ({ lending }, given) =>
		lending.sales.metrics.getCustomerRetention(given),
	'commerceMetrics.get lifetimeValue': ({ lending }, given) =>
		lending.sales.metrics.getLifetimeValue(given),
	'commerceMetrics.get revenue': ({ lending }, given) => lending.sales.metrics.getRevenue(given),
	'commerceMetrics.get orders': ({ lending }, given) => lending.sales.reports.getOrders(given),
	'commerceMetrics.get refunds': ({ lending }, given) => lending.sales.reports.getRefunds(given),
	'dataIntegrity.getStatus': ({ lending }, given) => lending.dataIntegrity.status(given),
	'dataIntegrity.getSummaries': ({ lending }, given) => lending.dataIntegrity.summaries(given),
	'dataIntegrity.getDetails': ({ lending }, given) => lending.dataIntegrity.details(given),
	'excelReport.generate': ({ lending }, given) => lending.excelReports.generate(given),
	'excelReport.getStatus': ({ lending }, given) => lending.excelReports.getStatus(given),
	'excelReport.download': ({ lending }, given) => lending.excelReports.download(given),
	'file.getAll': ({ lending }, given) => lending.fileUpload.listUploaded(given),
	'file.download': ({ lending }, given) => lending.fileUpload.download(given),
	'report.getAged agedCreditor': ({ lending }, given) =>
		lending.accountsReceivable.reports.getAgedCreditors(given),
	'report.getAged agedDebtor': ({ lending }, given) =>
		lending.accountsReceivable.reports.getAgedDebtors(given),
	'report.getAgedAvailability agedCreditor': ({ lending }, given) =>
		lending.accountsReceivable.reports.isAgedCreditorsAvailable(given),
	'report.getAgedAvailability agedDebtor': ({ lending }, given) =>
		lending.accountsReceivable.reports.isAgedDebtorsAvailable(given),
	'report.getEnhancedFinancials enhancedBalanceSheet': ({ lending }, given) =>
		lending.financialStatements.balanceSheet.getCategorizedAccounts(given),
	'report.getEnhancedFinancials enhancedProfitAndLoss': ({ lending }, given) =>
		lending.financialStatements.profitAndLoss.getCategorizedAccounts(given),
	'report.generateLoans': ({ lending }, given) => lending.liabilities.generateLoanSummary(given),
	'report.getLoans': ({ lending }, given) => lending.liabilities.getLoanSummary(given),
	'report.generateLoanTransactions': ({ lending }, given) =>
		lending.liabilities.generateLoanTransactions(given),
	'report.getLoanTransactions': ({ lending }, given) =>
		lending.liabilities.listLoanTransactions(given),
};

let sandbox: Sandbox;
let sdks: Sdks;
beforeAll(async () => {
	sandbox = await startSandbox();
	sdks = sdksFor(sandbox);
});
beforeEach(() => {
	sandbox.reset();
	putIn(sandbox.state);
});
afterAll(async () => await sandbox.close());

const compared = built.filter((row) => nameOf(row) in CALLS);

/** What a request gave for the endpoint's parameters; numbers and yes or no as such. */
function givenIn(endpoint: string, { path, query }: LoggedRequest): Given {
	const values = new RegExp(`^${endpoint.split(' ')[1].replace(/\{\w+\}/g, '([^/]+)')}$`).exec(
		path.split('?')[0],
	)!;
	const parts = parametersOf(endpoint).map((name, index) => [
		name,
		decodeURIComponent(values[index + 1]),
	]);
	const asked = Object.entries(query).map(([name, value = '']) => [
		name,
		/^(\d+|true|false)$/.test(value) ? JSON.parse(value) : value,
	]);
	return Object.fromEntries([...parts, ...asked]) as Given;
}

test.each(compared.map((row): [string, (typeof built)[number]] => [nameOf(row), row]))(
	'%s',
	async (name, row) => {
		const credential = { apiKey: sandbox.apiKey, baseUrl: sandbox.url };
		await runCodat(credential, parametersFor(row, true), { binary: [FILE], executionId: name });
		const byNode = sandbox.requests.find((each) => endpointOf(each)?.endpoint === row.endpoint)!;
		sandbox.reset();
		putIn(sandbox.state);
		const given = givenIn(row.endpoint, byNode);
		// What it makes of the answer is another matter (sandboxParsesWithSdks.test.ts).
		await CALLS[name](sdks, given, byNode.body as never).catch(() => undefined);
		expect(sandbox.requests).toHaveLength(1);
		expect(onTheWire(byNode)).toEqual(onTheWire(sandbox.requests[0]));
	},
);

test('every call is one of an operation', () => {
	expect(
		Object.keys(CALLS).filter((name) => !compared.some((row) => nameOf(row) === name)),
	).toEqual([]);
});
