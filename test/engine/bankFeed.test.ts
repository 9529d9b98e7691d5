import type { IDataObject } from 'n8n-workflow';

import { Codat } from '../../nodes/Codat/Codat.node';
import { SEED } from '../../sandbox/seed';
import { startSandbox, type Sandbox } from '../../sandbox/server';
import { breachesOf } from '../spec/deviations';
import { clock, useFakeClock } from './clock';
import { byId, loadOptionsContext, runCodat, type RunOptions } from './harness';

jest.mock('n8n-workflow', () => jest.requireActual('./clock').withFakeSleep());
useFakeClock();

const { florist } = SEED.companies;
const rows = (...list: IDataObject[]) => ({ rows: list });
const CHOSEN = {
	companyId: byId(florist.id),
	connectionId: byId(florist.connections.accounting),
};

let sandbox: Sandbox;
beforeAll(async () => {
	sandbox = await startSandbox({ now: clock.now });
});
beforeEach(() => sandbox.reset());
afterAll(async () => await sandbox.close());

async function run(operation: string, parameters: IDataObject = {}, options?: RunOptions) {
	return await runCodat(
		{ apiKey: sandbox.apiKey, baseUrl: sandbox.url },
		{ resource: 'bankFeed', operation, ...CHOSEN, ...parameters },
		options,
	);
}
const sent = () => sandbox.requests.at(-1)?.body as unknown;
const first = { sourceAccountId: byId('source-0001') };

const account = {
	id: 'acc/1.x',
	accountName: 'Till',
	accountType: 'checking',
	accountNumber: '123',
	currency: 'gbp',
	balance: -5.25,
};
const asCodatHasIt = {
	...account,
	currency: 'GBP',
	routingInfo: { bankCode: '0210', type: 'aba' },
	accountInfo: { nickname: 'Main', availableBalance: 0 },
	sortCode: '50-50-50',
};

const details = {
	bankCode: '0210',
	bankCodeType: 'aba',
	nickname: 'Main',
	availableBalance: '0',
	sortCode: '50-50-50',
	accountOpenDate: '',
};

describe('source accounts', () => {
	test('one is created with its parts where Codat has them', async () => {
		const { error } = await run('createAccount', {
			...account,
			additionalFields: details,
		});
		expect(error).toBeUndefined();
		expect(sent()).toEqual(asCodatHasIt);
		expect(sandbox.requests.flatMap(breachesOf)).toEqual([]);
	});

	test('one of the older version of the API may have another type', async () => {
		const { error } = await run('createAccount', { ...account, accountType: '={{ "Credit" }}' });
		expect(error).toBeUndefined();
		expect(sent()).toEqual({ ...account, currency: 'GBP', accountType: 'Credit' });
	});

	test('several are created in one request, and each says whether it was', async () => {
		const { json } = await run('createAccounts', {
			accounts: rows({ ...account, ...details }, { ...account, id: 'source-0001' }),
		});
		expect(sandbox.requests).toHaveLength(1);
		expect(sent()).toMatchObject([asCodatHasIt, { id: 'source-0001' }]);
		expect(json).toMatchObject([
			{ sourceAccountId: 'acc/1.x', created: true },
			{ sourceAccountId: 'source-0001', created: false, result: { statusCode: '400' } },
		]);
	});

	test('one is found, changed and deleted under an ID with slashes and dots', async () => {
		await run('createAccount', account);
		const its = { sourceAccountId: byId('acc/1.x') };
		const updateFields = { accountName: 'New', balance: 0, status: 'disconnected' };
		const { json } = await run('updateAccount', { ...its, updateFields });
		expect(sent()).toEqual({ id: 'acc/1.x', ...updateFields });
		expect(json[0]).toMatchObject(updateFields);
		expect((await run('deleteAccount', its)).json).toEqual([{ deleted: true }]);
		const { json: left } = await run('getAllAccounts', { returnAll: true });
		expect(left.map(({ id }) => id)).not.toContain('acc/1.x');
	});

	test('the list has a limit, and leaves out what is seldom of use', async () => {
		const { json } = await run('getAllAccounts', { limit: 2 });
		expect(json).toHaveLength(2);
		expect(json[0]).not.toHaveProperty('routingInfo');
		const { json: whole } = await run('getAllAccounts', { simplify: false });
		expect(whole[0]).toHaveProperty('routingInfo');
	});
});

describe('a mapping', () => {
	test('may go to an account that is there, or to a new one', async () => {
		const { json } = await run('createMapping', {
			sourceAccountId: byId('source-0002'),
			targetAccountId: byId('bank-0002'),
			additionalFields: { feedStartDate: '2026-01-01' },
		});
		expect(json[0]).toMatchObject({ status: 'connecting' });
		await run('createMapping', { sourceAccountId: byId('source-0003') }, { executionId: 'other' });
		expect(sent()).toEqual({ sourceAccountId: 'source-0003' });
	});

	test('that Codat refuses within a success is an error', async () => {
		const { error } = await run('createMapping', {
			...first,
			targetAccountId: byId('nowhere'),
		});
		expect(error?.message).toBe(
			'The account was not mapped: Account nowhere is not one of its options.',
		);
		expect(sandbox.ledger).toEqual([]);
	});
});

describe('a sync', () => {
	const waiting = { ...first, waitForCompletion: true, maxWaitMinutes: 5 };

	test('is started, and looked at', async () => {
		const { json } = await run('startSync', first);
		expect(json).toEqual([{ syncId: expect.any(String), outcome: 'inProgress' }]);
		const { syncId } = json[0];
		const { json: now } = await run('getSync', { ...first, syncId });
		expect(now[0]).toMatchObject({ status: 'Started', outcome: 'inProgress' });
		clock.advance(60_000);
		const { json: later } = await run('getLatestSync', first);
		expect(later[0]).toMatchObject({ syncId, outcome: 'success' });
	});

	test('where there is none, the latest is nothing', async () => {
		const { json, error } = await run('getLatestSync', first);
		expect(error).toBeUndefined();
		expect(json).toEqual([]);
	});

	test('is waited for', async () => {
		const { json } = await run('startSync', waiting);
		expect(json[0]).toMatchObject({ status: 'SuccessDataPushed', outcome: 'success' });
		expect(sandbox.ledger).toHaveLength(1);
	});

	test.each([
		['Failed', 'The sync failed: the bank said no'],
		['PartialSuccessDataPushed', 'Only part of the sync succeeded: the bank said no'],
		['SomethingNew', 'The sync failed: the bank said no'],
	])('that ends as %s fails, unless such are wanted', async (status, message) => {
		const end = { syncId: 's', status, errorMessage: 'the bank said no' };
		const answer = () =>
			sandbox.faults.add({ kind: 'status', status: 200, body: end, match: { method: 'GET' } });
		answer();
		const { error } = await run('startSync', waiting);
		expect(error?.message).toBe(message);
		sandbox.reset();
		answer();
		const { json } = await run('startSync', { ...waiting, returnFailedSync: true });
		expect(json[0]).toMatchObject({ status });
	});

	test('that outlasts the wait is told with its ID', async () => {
		sandbox.state.syncDurationMs = Infinity;
		const { error } = await run('startSync', waiting);
		sandbox.state.syncDurationMs = 5_000;
		expect(error?.message).toMatch(/^The sync was started \(sync [\w-]+\), but how it ended/);
		expect(error?.description).toContain("Check with 'Get Sync' of 'Bank Feed' first");
	});

	test('that is in progress already is said so', async () => {
		await run('startSync', first);
		const retries = { strategy: 'none' };
		const { error } = await run('startSync', { ...first, retries }, { executionId: 'other' });
		expect(error?.message).toBe('A sync of this account is in progress.');
	});
});

describe('lists to choose from', () => {
	const { listSearch } = new Codat().methods;
	async function load(
		method: 'searchFeedSyncs' | 'searchSourceAccounts' | 'searchTargetAccounts',
		more: IDataObject = {},
		filter?: string,
	) {
		const credential = { apiKey: sandbox.apiKey, baseUrl: sandbox.url };
		const chosen = { resource: 'bankFeed', operation: 'createMapping', ...CHOSEN, ...more };
		return (await listSearch[method].call(loadOptionsContext(credential, chosen), filter)).results;
	}

	test('source accounts have their name, number and currency', async () => {
		expect(await load('searchSourceAccounts', {}, 'card')).toEqual([
			{ name: 'Company card 0002 (00000002, GBP)', value: 'source-0002' },
		]);
	});

	test('target accounts are those of the chosen source account, or of all', async () => {
		const options = (id: string) => [{ id, name: id.toUpperCase() }];
		const body = [
			{ sourceAccountId: 'source-0001', targetAccountOptions: options('a') },
			{ sourceAccountId: 'source-0002', targetAccountOptions: [...options('b'), ...options('a')] },
			{ sourceAccountId: 'source-0003', targetAccountOptions: null },
		];
		const fault = { kind: 'status', status: 200, body, times: Infinity } as const;
		sandbox.faults.add({ ...fault, body: body as unknown as IDataObject });
		const ids = async (more?: IDataObject) =>
			(await load('searchTargetAccounts', more)).map(({ value }) => value);
		expect(await ids(first)).toEqual(['a']);
		expect(await ids({ sourceAccountId: byId('') })).toEqual(['a', 'b']);
		await expect(ids({ sourceAccountId: byId('source-0003') })).rejects.toThrow(
			/no account that this one can be mapped to/,
		);
	});

	test('of the syncs, there is the latest of the chosen account', async () => {
		const syncsOf = async (id: string) =>
			await load('searchFeedSyncs', { operation: 'getSync', sourceAccountId: byId(id) });
		await expect(syncsOf('source-0001')).rejects.toThrow("Start one ('Start Sync')");
		await expect(syncsOf('')).rejects.toThrow("Set 'Source Account' first");
		const { json } = await run('startSync', first);
		const { syncId } = json[0];
		const [{ name, value }, ...others] = await syncsOf('source-0001');
		expect(others).toEqual([]);
		expect(value).toBe(syncId);
		expect(name).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d \(Started\)$/);
	});

	test('where there are none, what to do is said', async () => {
		sandbox.faults.add({ kind: 'status', status: 200, body: [] });
		await expect(load('searchSourceAccounts')).rejects.toThrow(/Create one/);
		await expect(load('searchSourceAccounts', { connectionId: byId('') })).rejects.toThrow(
			/connection/i,
		);
	});
});
