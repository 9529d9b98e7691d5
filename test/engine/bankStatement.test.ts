import type { IDataObject } from 'n8n-workflow';

import type { Fault } from '../../sandbox/faults';
import { SEED } from '../../sandbox/seed';
import { startSandbox, type Sandbox } from '../../sandbox/server';
import { clock, useFakeClock } from './clock';
import { byId, runCodat, type RunOptions } from './harness';

jest.mock('n8n-workflow', () => jest.requireActual('./clock').withFakeSleep());
useFakeClock();

const { florist } = SEED.companies;
let sandbox: Sandbox;
let runs = 0;

beforeAll(async () => {
	sandbox = await startSandbox({ now: clock.now });
});
beforeEach(() => sandbox.reset());
afterAll(async () => await sandbox.close());

async function run(operation: string, parameters: IDataObject = {}, options?: RunOptions) {
	return await runCodat(
		{ apiKey: sandbox.apiKey, baseUrl: sandbox.url },
		{
			resource: 'bankStatement',
			operation,
			companyId: byId(florist.id),
			connectionId: byId(florist.connections.banking),
			dataType: 'banking-transactions',
			...parameters,
		},
		{ executionId: `execution-${++runs}`, ...options },
	);
}

const transactions = (count: number) =>
	Array.from({ length: count }, (_, index) => ({
		id: `t-${index}`,
		accountId: 'acc-1',
		amount: index / 4,
		currency: 'GBP',
	}));
/** As an expression gives them; with all of them written in it, n8n takes seconds to read it. */
const listed = (count: number) => {
	const one = "{ id: 't-' + index, accountId: 'acc-1', amount: index / 4, currency: 'GBP' }";
	const list = `={{ Array.from({ length: ${count} }, (_, index) => (${one})) }}`;
	return { transactions: { lists: [{ list }] } };
};
const sessions = () => sandbox.state.companies.get(florist.id)!.uploads;
const steps = () => sandbox.requests.map(({ path }) => path.split('/').at(-1));

describe('Upload Statement', () => {
	test('sends all in parts, in one session, which is processed', async () => {
		const { json } = await run('uploadStatement', listed(2_500));
		expect(steps()).toEqual(['startSession', 'upload', 'upload', 'upload', 'endSession']);
		const [{ id, parts, end }] = sessions();
		expect(parts.map((part) => part.length)).toEqual([1_000, 1_000, 500]);
		expect(parts.flat()).toEqual(transactions(2_500));
		expect(end).toBe('Process');
		expect(json).toEqual([expect.objectContaining({ id, uploaded: 2_500 })]);
	});

	test('accounts go one by one', async () => {
		const account = {
			id: 'acc-1',
			name: 'Till',
			type: 'Debit',
			currency: 'GBP',
			current: 4,
			institutionId: 'quay',
			institutionName: 'Quay Bank',
		};
		await run('uploadStatement', {
			dataType: 'banking-accounts',
			accounts: { rows: [account, { ...account, id: 'acc-2' }] },
		});
		expect(sessions()[0].parts.flat()).toMatchObject([
			{ id: 'acc-1', balance: { current: 4 }, institution: { id: 'quay', name: 'Quay Bank' } },
			{ id: 'acc-2' },
		]);
	});

	test('what fails on the way cancels the session, and another can be started', async () => {
		sandbox.faults.add({ kind: 'error', status: 400, effect: 'before', skip: 2 });
		const { error } = await run('uploadStatement', listed(2_500));
		expect(error?.message).toMatch(/^Nothing was processed: the upload was cancelled\. /);
		expect(steps().at(-1)).toBe('endSession');
		expect(sessions()).toMatchObject([{ end: 'Cancel' }]);
		expect((await run('uploadStatement', listed(10))).error).toBeUndefined();
	});

	test('an end that fails is no end: the session is told', async () => {
		sandbox.faults.add({ kind: 'error', status: 400, effect: 'before', skip: 2, times: 2 });
		const { error } = await run('uploadStatement', listed(1));
		const [{ id }] = sessions();
		expect(error?.message).toContain(`its session ${id} may still be open`);
		expect(error?.description).toContain("'End Upload Session'");
	});

	test('whether Codat took in all of it is told as unknown where that is so, and not cancelled', async () => {
		sandbox.faults.add({ kind: 'error', status: 500, match: { path: /endSession$/ } });
		const { error } = await run('uploadStatement', listed(1));
		const [{ id, end }] = sessions();
		expect(error?.message).toContain(
			`it isn’t known whether Codat is processing it (session ${id})`,
		);
		expect(steps().filter((step) => step === 'endSession')).toHaveLength(1);
		expect(end).toBe('Process');
	});

	test.each<[string, Fault]>([
		['a limit', { kind: 'tooManyRequests', retryAfter: 'dailyQuota', times: 50 }],
		['that it is in progress', { kind: 'inProgress', times: 50 }],
	])('nor is it cancelled when its answer is lost, and the next says %s', async (_, then) => {
		const match = { path: /endSession$/ };
		sandbox.faults.add({ kind: 'resetAfterEffect', match });
		sandbox.faults.add({ ...then, match });
		const { error } = await run('uploadStatement', listed(1));
		const [{ id, end }] = sessions();
		expect(end).toBe('Process');
		expect(error?.message).toContain(
			`it isn’t known whether Codat is processing it (session ${id})`,
		);
		expect(error?.message).not.toContain('Nothing was processed');
	});

	test('an upload that was cancelled is not told as unknown', async () => {
		sandbox.faults.add({ kind: 'error', status: 500, times: 50, match: { path: /\/upload$/ } });
		const { error } = await run('uploadStatement', listed(1));
		expect(error?.message).toMatch(/^Nothing was processed/);
		expect(error?.description).not.toContain('may or may not');
	});

	test('several of a connection come one after the other, and each has its item', async () => {
		const { json, items } = await run('uploadStatement', listed(2), { items: [{}, {}, {}] });
		expect(json.map(({ id }) => id)).toEqual(sessions().map(({ id }) => id));
		expect(items.map(({ pairedItem }) => pairedItem)).toEqual([
			{ item: 0 },
			{ item: 1 },
			{ item: 2 },
		]);
		expect(sessions().map(({ end }) => end)).toEqual(['Process', 'Process', 'Process']);
	});

	test.each<[string, number]>([
		['stopWorkflow', 2],
		['continueRegularOutput', 3],
	])('one of several fails: with %s, %i are begun', async (onError, begun) => {
		sandbox.faults.add({ kind: 'error', status: 400, effect: 'before', skip: 4 });
		const node = { onError: onError as 'stopWorkflow' };
		const { json, error } = await run('uploadStatement', listed(2), { items: [{}, {}, {}], node });
		expect(sessions().map(({ end }) => end)).toEqual(
			['Process', 'Cancel', 'Process'].slice(0, begun),
		);
		if (begun === 3) expect(json[1].error).toMatch(/^Nothing was processed/);
		else expect(error?.description).toContain(`upload session ${sessions()[0].id} (item 0)`);
	});

	test('Retry On Fail begins a session of its own, and uploads nothing twice that was processed', async () => {
		sandbox.faults.add({ kind: 'error', status: 500, skip: 3, match: { path: /\/upload$/ } });
		const node = { retryOnFail: true, maxTries: 2, waitBetweenTries: 0 };
		const { error } = await run('uploadStatement', listed(1_500), { items: [{}, {}], node });
		expect(error).toBeUndefined();
		expect(sessions().map(({ end }) => end)).toEqual(['Process', 'Cancel', 'Process']);
		expect(sessions()[2].parts.flat()).toEqual(transactions(1_500));
	});

	test.each([
		['the user stops the run', [{}]],
		['another item fails', [{}, { connectionId: florist.connections.accounting }]],
	])('it is cancelled when %s', async (_, items) => {
		let cancel = () => {};
		const isFirst = items.length === 1;
		const match = { path: /\/upload$/ };
		sandbox.faults.add({ kind: 'tooManyRequests', seconds: 5, times: 50, match });
		clock.onSleep = () => isFirst && steps().at(-1) === 'upload' && cancel();
		await run(
			'uploadStatement',
			{
				...listed(1),
				connectionId: byId(`={{ $json.connectionId ?? '${florist.connections.banking}' }}`),
			},
			{ items, onStart: (running) => (cancel = () => running.cancel()) },
		);
		expect(steps().at(-1)).toBe('endSession');
		expect(sessions().map(({ end }) => end)).toEqual(['Cancel']);
	});

	test('nothing is started for rows that can’t be read', async () => {
		for (const transactions of [
			{},
			{ rows: [{ id: '', accountId: 'a', currency: 'GBP' }] },
			{ lists: [{ list: '[{ "accountId": "a", "currency": "GBP" }]' }] },
			{ lists: [{ list: '={{ [] }}' }] },
			{ lists: [{ list: '={{ "x" }}' }] },
			{ lists: [{ list: '={{ [["x"]] }}' }] },
		]) {
			const { error } = await run('uploadStatement', { transactions });
			expect(error?.message).toContain("'Transactions");
		}
		expect(sandbox.requests).toEqual([]);
	});

	test('a second session of a kind is refused in Codat’s words', async () => {
		await run('startSession');
		const { error } = await run('uploadStatement', listed(1));
		expect(error?.message).toContain('open already');
	});
});

test('the three steps do the same', async () => {
	const { json } = await run('startSession');
	const datasetId = String(json[0].id);
	expect((await run('upload', { datasetId, ...listed(2) })).json).toEqual([{ success: true }]);
	expect((await run('endSession', { datasetId, status: 'Process' })).json).toEqual([
		{ success: true },
	]);
	expect(sessions()).toMatchObject([{ id: datasetId, end: 'Process' }]);
});

test('a step takes no more than Codat does in one request', async () => {
	const datasetId = florist.id;
	const { error } = await run('upload', { datasetId, ...listed(1_001) });
	expect(error?.description).toContain("'Upload Statement'");
	expect(sandbox.requests).toEqual([]);
});
