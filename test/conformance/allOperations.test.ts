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
 * What no other test of this folder compares: each operation is run with every option, and what it
 * sent is given to the method of Codat's SDK for it, which has to send the same.
 */
type Given = never;
/** A request whose body has a name of its own. */
const both = (given: Given, body: object) => Object.assign({}, given, body) as never;

type SdkCall = (sdks: Sdks, given: Given, body: never) => Promise<unknown>;

const companies: Record<string, SdkCall> = {
	'company.getAll': ({ platform }, given) => platform.companies.list(given),
	'company.get': ({ platform }, given) => platform.companies.get(given),
	'company.create': ({ platform }, _, body) => platform.companies.create(body),
	'company.update': ({ platform }, given, companyUpdateRequest) =>
		platform.companies.update(both(given, { companyUpdateRequest })),
	'company.replace': ({ platform }, given, companyRequestBody) =>
		platform.companies.replace(both(given, { companyRequestBody })),
	'company.delete': ({ platform }, given) => platform.companies.delete(given),
	'company.addProduct': ({ platform }, given) => platform.companies.addProduct(given),
	'company.removeProduct': ({ platform }, given) => platform.companies.removeProduct(given),
	'company.getSyncSettings': ({ platform }, given) =>
		platform.companies.getCompanySyncSettings(given),
	'company.updateSyncSettings': ({ platform }, given, requestBody) =>
		platform.companies.setCompanySyncSettings(both(given, { requestBody })),
	'company.getInfo': ({ accounting }, given) => accounting.companyInfo.get(given),
	'company.getAccessToken': ({ platform }, given) => platform.companies.getAccessToken(given),
};

const account: Record<string, SdkCall> = {
	'integration.getAll platform': ({ platform }, given) => platform.integrations.list(given),
	'integration.get': ({ platform }, given) => platform.integrations.get(given),
	'integration.getBranding platform': ({ platform }, given) =>
		platform.integrations.getBranding(given),
	'integration.getAll commerce': ({ commerce }, given) => commerce.integrations.list(given),
	'integration.getBranding commerce': ({ commerce }, given) =>
		commerce.integrations.getBranding(given),
	'setting.getProfile': ({ platform }) => platform.settings.getProfile(),
	'setting.updateProfile': ({ platform }, _, body) => platform.settings.updateProfile(body),
	'setting.getSyncSettings': ({ platform }) => platform.settings.getSyncSettings(),
	'setting.updateSyncSettings': ({ platform }, _, body) =>
		platform.settings.updateSyncSettings(body),
	'setting.getCors': ({ platform }) => platform.settings.get(),
	'setting.updateCors': ({ platform }, _, body) => platform.settings.set(body),
	'setting.getManagementCors': ({ platform }) => platform.cors.get(),
	'setting.updateManagementCors': ({ platform }, _, body) => platform.cors.set(body),
	'webhook.getAll': ({ platform }) => platform.webhooks.listConsumers(),
	'webhook.create': ({ platform }, _, body) => platform.webhooks.createConsumer(body),
	'webhook.delete': ({ platform }, given) => platform.webhooks.deleteConsumer(given),
};

/** The attachments of a data type, which the accounting SDK keeps under its name. */
const attachments = Object.fromEntries(
	(
		[
			'bills',
			'customers',
			'directCosts',
			'directIncomes',
			'invoices',
			'suppliers',
			'transfers',
		] as const
	)
		.filter((type) => built.some((row) => nameOf(row) === `readData.getAttachment ${type}`))
		.flatMap((type): Array<[string, SdkCall]> => {
			const of = ({ accounting }: Sdks) =>
				accounting[type] as unknown as Record<string, (given: Given) => Promise<unknown>>;
			return [
				[`readData.getAllAttachments ${type}`, (sdks, given) => of(sdks).listAttachments(given)],
				[`readData.getAttachment ${type}`, (sdks, given) => of(sdks).getAttachment(given)],
				[
					`readData.downloadAttachment ${type}`,
					(sdks, given) => of(sdks).downloadAttachment(given),
				],
			];
		}),
);

const reading: Record<string, SdkCall> = {
	...attachments,
	'readData.getAll banking-accounts': ({ lending }, given) => lending.banking.accounts.list(given),
	'readData.get banking-accounts': ({ lending }, given) => lending.banking.accounts.get(given),
	'readData.getAll banking-accountBalances': ({ lending }, given) =>
		lending.banking.accountBalances.list(given),
	'readData.getAll banking-transactions': ({ lending }, given) =>
		lending.banking.transactions.list(given),
	'readData.get banking-transactions': ({ lending }, given) =>
		lending.banking.transactions.get(given),
	'readData.getAll banking-transactionCategories': ({ lending }, given) =>
		lending.banking.transactionCategories.list(given),
	'readData.get banking-transactionCategories': ({ lending }, given) =>
		lending.banking.transactionCategories.get(given),
	'readData.getAll commerce-paymentMethods': ({ lending }, given) =>
		lending.sales.paymentMethods.list(given),
	'readData.get commerce-paymentMethods': ({ lending }, given) =>
		lending.sales.paymentMethods.get(given),
	'readData.getAll commerce-payments': ({ lending }, given) => lending.sales.payments.list(given),
	'readData.get commerce-payments': ({ lending }, given) => lending.sales.payments.get(given),
	'readData.getAll commerce-productCategories': ({ lending }, given) =>
		lending.sales.productCategories.list(given),
	'readData.get commerce-productCategories': ({ lending }, given) =>
		lending.sales.productCategories.get(given),
	'readData.getAll commerce-locations': ({ lending }, given) => lending.sales.locations.list(given),
	'readData.get commerce-locations': ({ lending }, given) => lending.sales.locations.get(given),
	'readData.getAll commerce-companyInfo': ({ commerceData }, given) =>
		commerceData.companyInfo.get(given),
	'readData.getFinancials balanceSheet': ({ lending }, given) =>
		lending.financialStatements.balanceSheet.get(given),
	'readData.getFinancials cashFlowStatement': ({ lending }, given) =>
		lending.financialStatements.cashFlow.get(given),
	'readData.getFinancials profitAndLoss': ({ lending }, given) =>
		lending.financialStatements.profitAndLoss.get(given),
	'readData.downloadInvoicePdf': ({ accounting }, given) => accounting.invoices.downloadPdf(given),
	'readData.getStatus': ({ platform }, given) => platform.refreshData.get(given),
	'readData.getAllPullOperations': ({ platform }, given) =>
		platform.refreshData.listPullOperations(given),
	'readData.getPullOperation': ({ platform }, given) =>
		platform.refreshData.getPullOperation(given),
	'readData.getValidationResults': ({ platform }, given) =>
		platform.readData.getValidationResults(given),
};

const lending: Record<string, SdkCall> = {
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

const CALLS: Record<string, SdkCall> = { ...companies, ...account, ...reading, ...lending };

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
