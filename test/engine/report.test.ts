import type { IDataObject } from 'n8n-workflow';

import { Codat } from '../../nodes/Codat/Codat.node';
import { SEED } from '../../sandbox/seed';
import { startSandbox, type Sandbox } from '../../sandbox/server';
import { clock, useFakeClock } from './clock';
import { byId, loadOptionsContext, runCodat, type RunOptions } from './harness';
import { putIn } from './samples';

jest.mock('n8n-workflow', () => jest.requireActual('./clock').withFakeSleep());
useFakeClock();

const { bakery } = SEED.companies;
let sandbox: Sandbox;
let runs = 0;

beforeAll(async () => {
	sandbox = await startSandbox({ now: clock.now });
});
beforeEach(() => sandbox.reset());
afterAll(async () => await sandbox.close());

const company = () => sandbox.state.companies.get(bakery.id)!;

async function run(name: string, parameters: IDataObject = {}, options?: RunOptions) {
	const [resource, operation] = name.split('.');
	return await runCodat(
		{ apiKey: sandbox.apiKey, baseUrl: sandbox.url },
		{ resource, operation, companyId: byId(bakery.id), ...parameters },
		{ executionId: `execution-${++runs}`, ...options },
	);
}

const spendAnalysis = { reportType: 'spendAnalysis' };

describe('generating a report', () => {
	test('says that it has begun', async () => {
		const { json } = await run('report.generate', spendAnalysis);
		expect(json).toEqual([
			expect.objectContaining({ type: 'spendAnalysis', outcome: 'inProgress' }),
		]);
	});

	test('waits until it can be read', async () => {
		const { json } = await run('report.generate', { ...spendAnalysis, waitForCompletion: true });
		expect(json).toEqual([expect.objectContaining({ status: 'Complete', outcome: 'success' })]);
		const lookedAt = sandbox.requests.slice(1).map(({ path }) => path);
		expect(lookedAt.length).toBeGreaterThan(1);
		const { id } = json[0];
		expect(new Set(lookedAt)).toEqual(
			new Set([`/companies/${bakery.id}/reports/spendAnalysis/${String(id)}/status`]),
		);
	});

	test('fails with Codat’s reason, or returns it', async () => {
		company().nextReports.spendAnalysis = 'There are no bills.';
		const parameters = { ...spendAnalysis, waitForCompletion: true };
		const { error } = await run('report.generate', parameters);
		expect(error?.message).toBe('The report could not be generated: There are no bills.');
		const { json } = await run('report.generate', { ...parameters, returnFailedReport: true });
		expect(json[0]).toMatchObject({ outcome: 'failure', errorMessage: 'There are no bills.' });
	});

	test('an error while waiting says under which ID it goes on', async () => {
		sandbox.faults.add({ kind: 'error', status: 401, effect: 'before', skip: 1 });
		const { error } = await run('report.generate', { ...spendAnalysis, waitForCompletion: true });
		const [{ id }] = company().reports;
		expect(error?.message).toContain(`The report was requested (report ${id})`);
		expect(error?.description).toContain("Check with 'Get Status' of 'Report' first");
	});
});

describe('an Excel report', () => {
	const audit = { reportType: 'audit' };

	test('is waited for, though the one before it has ended', async () => {
		company().reports.push({ id: 'old', type: 'excel:audit', requestedAt: 0, endsAt: 1 });
		const { json } = await run('excelReport.generate', { ...audit, waitForCompletion: true });
		expect(json).toEqual([
			expect.objectContaining({ inProgress: false, success: true, outcome: 'success' }),
		]);
		expect(json[0].lastInvocationId).not.toBe('old');
	});

	test('is waited for, though Codat doesn’t know of it at once', async () => {
		const body = { error: 'The report was not found.', correlationId: 'c-1' };
		sandbox.faults.add({ kind: 'status', status: 404, body, match: { method: 'GET' } });
		const { json } = await run('excelReport.generate', { ...audit, waitForCompletion: true });
		expect(json).toEqual([expect.objectContaining({ outcome: 'success' })]);
	});

	test('fails with Codat’s reason', async () => {
		company().nextReports['excel:audit'] = 'There are no accounts.';
		const { error } = await run('excelReport.generate', { ...audit, waitForCompletion: true });
		expect(error?.message).toBe('The report could not be generated: There are no accounts.');
		expect(error?.description).toContain('Excel report "audit"');
	});

	test('one that Codat removed is refused by name', async () => {
		const { error } = await run('excelReport.generate', { reportType: 'enhancedCashFlow' });
		expect(error?.message).toContain('Report Type');
		expect(sandbox.requests).toEqual([]);
	});
});

describe('reading', () => {
	test('invoices stand in a list of another name, and are read to the limit', async () => {
		const { json } = await run('report.getEnhancedInvoices', { limit: 10, simplify: false });
		expect(json).toHaveLength(10);
		expect(json[0]).toMatchObject({ id: 'invoice-0001', invoiceNumber: 'INV-1001' });
		expect(sandbox.requests.map(({ query }) => query.pageSize)).toEqual(['10']);
	});

	test('all invoices, one an item', async () => {
		const { json } = await run('report.getEnhancedInvoices', { returnAll: true });
		expect(new Set(json.map(({ id }) => id)).size).toBe(24);
	});

	test('aged debtors are an item each, up to a day', async () => {
		const { json } = await run('report.getAged', {
			reportType: 'agedDebtor',
			options: { reportDate: '2026-03-31T22:30:00+13:00', numberOfPeriods: 2 },
		});
		expect(json.map(({ customerId }) => customerId)).toEqual(['customer-0001', 'customer-0002']);
		expect(sandbox.requests[0].query).toEqual({ reportDate: '2026-03-31', numberOfPeriods: '2' });
	});

	test('a yes is no bare value', async () => {
		const { json } = await run('report.getAgedAvailability', { reportType: 'agedCreditor' });
		expect(json).toEqual([{ available: true }]);
	});

	test('a financial summary that isn’t there is no item', async () => {
		putIn(sandbox.state);
		sandbox.faults.add({ kind: 'noContent' });
		const { json, error } = await run('report.getFinancialSummary');
		expect([error, json]).toEqual([undefined, []]);
	});

	test('the latest report is read unless another is chosen', async () => {
		putIn(sandbox.state);
		await run('report.getSpendAnalysis', { section: 'suppliers' });
		expect(sandbox.requests[0].path).toBe(
			`/companies/${bakery.id}/reports/spendAnalysis/latest/suppliers`,
		);
		const { error } = await run('report.getSpendAnalysis', { reportId: byId('../x') });
		expect(error?.message).toContain("'Report'");
	});
});

test('the list of reports has the latest, then those of the type', async () => {
	company().reports.push(
		{ id: 'r-1', type: 'spendAnalysis', requestedAt: Date.UTC(2026, 0, 2, 9, 5), endsAt: 0 },
		{ id: 'r-2', type: 'creditModel', requestedAt: 0, endsAt: 0 },
		{ id: 'r-3', type: 'spendAnalysis', requestedAt: clock.time, endsAt: Infinity },
	);
	const context = loadOptionsContext(
		{ apiKey: sandbox.apiKey, baseUrl: sandbox.url },
		{ resource: 'report', operation: 'getSpendAnalysis', companyId: byId(bakery.id) },
	);
	const { results } = await new Codat().methods.listSearch.searchReports.call(context);
	expect(results).toEqual([
		{ name: 'Latest', value: 'latest' },
		{ name: '2026-01-15 12:00 (In Progress)', value: 'r-3' },
		{ name: '2026-01-02 09:05 (Complete)', value: 'r-1' },
	]);
});
