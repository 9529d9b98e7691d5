import { CodatCommon } from '@codat/common';
import { CodatPlatform } from '@codat/platform';
import { CodatSyncCommerce } from '@codat/sync-for-commerce';
import { CodatSyncCommerce as CodatSyncCommerceV1 } from '@codat/sync-for-commerce-version-1';
import { CodatSyncExpenses } from '@codat/sync-for-expenses';
import { authorizationFor } from '../../sandbox/auth';
import { CLIENT_ID } from '../../sandbox/routes/settings';
import { INTEGRATIONS } from '../../sandbox/integrations';
import { SEED } from '../../sandbox/seed';
import { startSandbox, type Sandbox } from '../../sandbox/server';

/**
 * The sandbox must answer what Codat's official SDKs can read. The newer SDKs hold every answer to
 * their own schemas and throw otherwise.
 */
const { bakery, bookshop, florist, studio, surveyors } = SEED.companies;

let sandbox: Sandbox;
let platform: CodatPlatform;
let commerce: CodatSyncCommerce;
let commerceV1: CodatSyncCommerceV1;
let expenses: CodatSyncExpenses;
let common: CodatCommon;

beforeEach(async () => {
	sandbox = await startSandbox();
	const serverURL = sandbox.url;
	const authHeader = authorizationFor(sandbox.apiKey);
	platform = new CodatPlatform({ serverURL, authHeader });
	commerce = new CodatSyncCommerce({ serverURL, authHeader });
	commerceV1 = new CodatSyncCommerceV1({ serverURL, security: { authHeader } });
	expenses = new CodatSyncExpenses({ serverURL, security: { authHeader } });
	common = new CodatCommon({ serverURL, security: { authHeader } });
});

afterEach(async () => await sandbox.close());

const ofBakery = { companyId: bakery.id, connectionId: bakery.connections.accounting };
const ofSurveyors = { companyId: surveyors.id, connectionId: surveyors.connections.accounting };

describe('Sync for Commerce', () => {
	test('sync: status, request, request for a range', async () => {
		const { companyId } = ofBakery;
		expect(await commerce.sync.getStatus({ companyId })).toMatchObject({ syncStatusCode: 2040 });

		const summary = await commerce.sync.request({ companyId });
		expect(summary).toMatchObject({ companyId, syncStatusCode: 1000 });
		const status = await commerce.sync.getStatus({ companyId });
		expect(status.commerceSyncId).toBe(summary.commerceSyncId);

		const dateRange = { start: '2026-01-01T00:00:00Z', finish: '2026-02-01T00:00:00Z' };
		const range = await commerce.sync.requestForDateRange({ companyId, syncRange: { dateRange } });
		expect(range.syncDateRangeUtc).toEqual(dateRange);
	});

	test('the status family', async () => {
		const { companyId } = ofBakery;
		const all = await commerce.sync.list({ companyId });
		expect(all).toHaveLength(3);
		const [newest] = all;
		expect(await commerce.sync.getLatestSync({ companyId })).toEqual(newest);
		expect(await commerce.sync.getLastSuccessfulSync({ companyId })).toEqual(newest);
		const syncId = bakery.syncs.failed;
		expect(await commerce.sync.get({ companyId, syncId })).toMatchObject({ syncStatusCode: 5130 });
	});

	test('connections: create, list, update, authorise, sync flow', async () => {
		const { companyId } = { companyId: studio.id };
		const created = await commerce.connections.create({
			companyId,
			requestBody: { platformKey: 'fztf' },
		});
		const one = { companyId, connectionId: created.id };
		expect((await commerce.connections.list({ companyId })).results).toEqual([created]);

		const linked = await commerce.connections.updateAuthorization({
			...one,
			requestBody: { token: 'abc' },
		});
		expect(linked.status).toBe('Linked');
		const unlinked = await commerce.connections.updateConnection({
			...one,
			updateConnection: { status: 'Unlinked' },
		});
		expect(unlinked.status).toBe('Unlinked');

		const flow = await commerce.connections.getSyncFlowUrl({
			commerceKey: 'aiwb',
			accountingKey: 'mqjo',
			merchantIdentifier: 'Soap & Co',
		});
		expect(flow.url).toMatch(/otp=\d{6}$/);
	});

	test('companies and integrations', async () => {
		expect((await commerce.advancedControls.listCompanies({})).totalResults).toBe(6);
		await commerce.advancedControls.createCompany({ name: 'Corner Deli' });
		expect((await commerce.integrations.list({})).totalResults).toBe(INTEGRATIONS.length);
		await commerce.integrations.getBranding({ platformKey: 'gbol' });
	});

	test('configurations', async () => {
		const { companyId } = ofBakery;
		const before = await commerce.advancedControls.getConfiguration({ companyId });
		expect(before).toMatchObject({ companyId, configured: false });
		await commerce.advancedControls.setConfiguration({ companyId });
		const locale = 'en-us';
		const requestBody = { greeting: { text: 'Hello', required: true } };
		const text = await commerce.syncFlowSettings.updateConfigTextSyncFlow({ locale, requestBody });
		expect(text).toMatchObject(requestBody);
		expect(await commerce.syncFlowSettings.getConfigTextSyncFlow({ locale })).toEqual(text);
		const visibleAccounts = { visibleAccounts: ['account-0001'] };
		const platformKey = 'gbol';
		await commerce.syncFlowSettings.updateVisibleAccountsSyncFlow({ platformKey, visibleAccounts });
		const clientId = CLIENT_ID;
		expect(await commerce.syncFlowSettings.getVisibleAccounts({ clientId, platformKey })).toEqual(
			visibleAccounts,
		);
	});

	test('version 1: connection', async () => {
		const got = await commerceV1.connections.getConnection(ofBakery);
		expect(got.connection).toMatchObject({ id: ofBakery.connectionId, status: 'Linked' });
		const unlinked = await commerceV1.connections.unlink({
			...ofBakery,
			updateConnection: { status: 'Unlinked' as never },
		});
		expect(unlinked.connection).toMatchObject({ status: 'Unlinked' });
		const deleted = await commerceV1.connections.deleteConnection(ofBakery);
		expect(deleted.statusCode).toBe(200);
	});
});

describe('Platform', () => {
	test('companies', async () => {
		const created = await platform.companies.create({
			name: 'Corner Deli',
			tags: { area: 'west' },
		});
		const companyId = created.id;
		expect(await platform.companies.get({ companyId })).toEqual(created);
		await platform.companies.update({ companyId, companyUpdateRequest: { description: 'Late' } });
		await platform.companies.replace({ companyId, companyRequestBody: { name: 'The Deli' } });
		const found = await platform.companies.list({ query: 'name=The Deli', orderBy: '-created' });
		expect(found.results).toHaveLength(1);
		await platform.companies.delete({ companyId });
	});

	test('connections: list, create, get, authorise, unlink, delete', async () => {
		const { companyId } = { companyId: studio.id };
		const created = await platform.connections.create({
			companyId,
			requestBody: { platformKey: 'gbol' },
		});
		const one = { companyId, connectionId: created.id };
		expect(await platform.connections.get(one)).toEqual(created);
		await platform.connections.updateAuthorization({ ...one, requestBody: { token: 'abc' } });
		const unlinked = await platform.connections.unlink({
			...one,
			updateConnectionStatus: { status: 'Unlinked' },
		});
		expect(unlinked.status).toBe('Unlinked');
		expect((await platform.connections.list({ companyId, pageSize: 1 })).totalResults).toBe(1);
		await platform.connections.delete(one);
		expect((await platform.connections.list({ companyId })).totalResults).toBe(0);
	});

	test.each([bakery, bookshop, florist])('every model of company %#', async (company) => {
		const where = { companyId: company.id, connectionId: company.connections.accounting };
		const dataTypes = [
			'bankAccounts',
			'bills',
			'chartOfAccounts',
			'customers',
			'directCosts',
			'invoices',
			'journalEntries',
			'payments',
			'suppliers',
			'transfers',
		] as const;
		for (const dataType of dataTypes) {
			const model = await platform.pushData.getModelOptions({ ...where, dataType });
			expect(model).toMatchObject({ type: 'Object', required: true });
		}
	});

	test.each([
		['Pending', 0],
		['TimedOut', 60_000],
	])('a write that is %s', async (status, later) => {
		const { id, connections } = SEED.companies.workshop;
		const path = `/companies/${id}/connections/${connections.accounting}/push/suppliers`;
		await fetch(`${sandbox.url}${path}?timeoutInMinutes=1`, {
			method: 'POST',
			headers: {
				authorization: authorizationFor(sandbox.apiKey),
				'content-type': 'application/json',
			},
			body: '{"supplierName":"Nail & Plane"}',
		});
		sandbox.clock.advance(later);
		const { results } = await platform.pushData.listOperations({ companyId: id });
		expect(results).toMatchObject([{ status, dataType: 'suppliers' }]);
	});

	test('push operations: list and get', async () => {
		const { companyId } = ofBakery;
		const { results } = await platform.pushData.listOperations({ companyId });
		expect(results?.map(({ status }) => status)).toEqual(['Success', 'Failed']);
		const pushOperationKey = bakery.pushes.failed;
		expect(await platform.pushData.getOperation({ companyId, pushOperationKey })).toEqual(
			results?.[1],
		);
		const old = await common.pushData.getModelOptions({ ...ofBakery, dataType: 'bills' as never });
		expect(old.pushOption).toMatchObject({ displayName: 'Bill' });
		const operation = await common.pushData.getOperation({ companyId, pushOperationKey });
		expect(operation.pushOperation).toMatchObject({ pushOperationKey, statusCode: 400 });
		const list = await common.pushData.listOperations({ companyId, page: 1, pageSize: 10 });
		expect(list.pushOperations).toMatchObject({ totalResults: 2 });
	});

	test('integrations, webhooks, profile', async () => {
		expect((await platform.integrations.list({})).results).toHaveLength(INTEGRATIONS.length);
		await platform.integrations.get({ platformKey: 'gbol' });
		await platform.integrations.getBranding({ platformKey: 'gbol' });
		const url = 'https://example.com/hook';
		const { id } = await platform.webhooks.createConsumer({ url, eventTypes: ['read.completed'] });
		expect((await platform.webhooks.listConsumers()).results).toMatchObject([{ id, url }]);
		await platform.webhooks.deleteConsumer({ webhookId: String(id) });
		expect(await platform.settings.getProfile()).toMatchObject({ name: 'Sandbox' });
	});

	test('products, tokens and settings', async () => {
		const { companyId } = ofBakery;
		const product = { companyId, productIdentifier: 'commerce' };
		await platform.companies.removeProduct(product);
		await platform.companies.addProduct(product);
		expect(await platform.companies.getAccessToken({ companyId })).toMatchObject({
			tokenType: 'Bearer',
		});
		const { settings } = await platform.companies.getCompanySyncSettings({ companyId });
		const asked = { companyId, settings: settings ?? [], overridesDefaults: true };
		await platform.companies.setCompanySyncSettings({ companyId, requestBody: asked });
		const client = await platform.settings.getSyncSettings();
		await platform.settings.updateSyncSettings({
			clientId: String(client.clientId),
			settings: client.settings ?? [],
			overridesDefaults: true,
		});
		const allowedOrigins = ['https://deli.example'];
		expect(await platform.cors.set({ allowedOrigins })).toEqual({ allowedOrigins });
		const profile = { name: 'Deli', redirectUrl: 'https://deli.example' };
		expect(await platform.settings.updateProfile(profile)).toMatchObject(profile);
	});

	test('refresh: all, one, a product; how they stand', async () => {
		const { companyId } = ofBakery;
		const pull = await platform.refreshData.byDataType({ companyId, dataType: 'invoices' });
		expect(pull).toMatchObject({ status: 'Queued' });
		await platform.refreshData.all({ companyId });
		const status = await platform.refreshData.get({ companyId });
		expect(status.invoices).toMatchObject({ currentStatus: 'Queued', latestSyncId: pull.id });
		sandbox.clock.advance(10_000);
		const datasetId = pull.id;
		expect(await platform.refreshData.getPullOperation({ companyId, datasetId })).toMatchObject({
			status: 'Complete',
		});
		const query = 'status!=Complete';
		const failed = await platform.refreshData.listPullOperations({ companyId, query });
		expect(failed.totalResults).toBe(0);
		expect(await platform.readData.getValidationResults({ companyId, datasetId })).toMatchObject({
			errors: [],
		});
		const productIdentifier = 'commerce';
		await platform.companies.refreshProductData({ companyId, productIdentifier });
	});

	test('custom and supplemental data', async () => {
		const type = { platformKey: 'gbol', customDataIdentifier: 'ovens' };
		const customDataTypeConfiguration = {
			dataSource: 'api/ovens',
			requiredData: { heat: 'heat' },
			keyBy: ['heat'],
		};
		await platform.customDataType.configure({ ...type, customDataTypeConfiguration });
		await platform.customDataType.getConfiguration(type);
		await platform.customDataType.refresh({ ...ofBakery, customDataIdentifier: 'ovens' });
		sandbox.clock.advance(10_000);
		const list = { ...ofBakery, customDataIdentifier: 'ovens' };
		expect((await platform.customDataType.list(list)).results).toHaveLength(12);

		const of = { platformKey: 'gbol', dataType: 'invoices' } as const;
		const supplementalDataConfig = { extra: { dataSource: 'x', pullData: { a: 'b' } } };
		const supplementalDataConfiguration = { supplementalDataConfig };
		await platform.supplementalData.configure({ ...of, supplementalDataConfiguration });
		expect(await platform.supplementalData.getConfiguration(of)).toEqual(
			supplementalDataConfiguration,
		);
	});

	test('errors are read as Codat’s', async () => {
		const missing = platform.companies.get({ companyId: 'none' });
		await expect(missing).rejects.toMatchObject({
			name: 'ErrorMessage',
			data$: { statusCode: 404, error: 'No company was found with ID none' },
		});
	});
});

describe('Expenses', () => {
	test('connections: create, partner expense, get, list, unlink, delete', async () => {
		const { companyId } = ofSurveyors;
		const created = await expenses.connections.create({
			companyId,
			requestBody: { platformKey: 'qhyg' },
		});
		expect(created.connection).toMatchObject({ status: 'PendingAuth' });
		const partner = await expenses.connections.createPartnerExpenseConnection({ companyId });
		expect(partner.connection).toMatchObject({ status: 'Linked' });
		const list = await expenses.connections.list({ companyId, page: 1, pageSize: 10 });
		expect(list.connections).toMatchObject({ totalResults: 4 });
		const got = await expenses.connections.get(ofSurveyors);
		expect(got.connection).toMatchObject({ integrationKey: 'gbol' });
		const unlinked = await expenses.connections.unlink({
			...ofSurveyors,
			requestBody: { status: 'Unlinked' as never },
		});
		expect(unlinked.connection).toMatchObject({ status: 'Unlinked' });
		expect((await expenses.connections.delete(ofSurveyors)).statusCode).toBe(200);
	});

	test('the status family', async () => {
		const { companyId } = ofSurveyors;
		const failed = { syncId: surveyors.syncs.failed, syncStatusCode: 5130 };
		const list = await expenses.sync.list({ companyId });
		expect(list.companySyncStatuses).toMatchObject([failed, {}]);
		const latest = await expenses.sync.getLatestSync({ companyId });
		expect(latest.companySyncStatus).toMatchObject(failed);
		const { syncId } = failed;
		const one = await expenses.sync.get({ companyId, syncId });
		expect(one.companySyncStatus).toMatchObject(failed);
		const successful = await expenses.sync.getLastSuccessfulSync({ companyId });
		expect(successful.companySyncStatus).toMatchObject({ syncStatusCode: 2000 });
	});

	test('configuration, mapping options, transactions', async () => {
		const { companyId } = ofSurveyors;
		const { companyConfiguration } = await expenses.configuration.get({ companyId });
		expect(companyConfiguration).toMatchObject({ supplier: { id: 'supplier-0001' } });
		const set = await expenses.configuration.set({ companyId, companyConfiguration });
		expect(set.statusCode).toBe(200);
		const { mappingOptions } = await expenses.configuration.getMappingOptions({ companyId });
		expect(mappingOptions?.accounts).toHaveLength(10);

		const { written } = surveyors.syncs;
		const list = await expenses.transactionStatus.list({ companyId, syncId: written });
		expect(list.transactions?.results?.map(({ status }) => String(status))).toContain('Completed');
		const transactionId = surveyors.transactions.written;
		const one = { companyId, syncId: written, transactionId };
		const got = await expenses.transactionStatus.get(one);
		expect(got.statusCode).toBe(200);
	});
});
