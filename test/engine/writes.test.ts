import type { Fault } from '../../sandbox/faults';
import { SEED } from '../../sandbox/seed';
import { startSandbox, type Sandbox } from '../../sandbox/server';
import { clock, useFakeClock } from './clock';
import { runCodat, type RunOptions } from './harness';

jest.mock('n8n-workflow', () => jest.requireActual('./clock').withFakeSleep());
useFakeClock();

const { bakery } = SEED.companies;
let sandbox: Sandbox;

beforeAll(async () => {
	sandbox = await startSandbox({ now: clock.now });
});
beforeEach(() => {
	sandbox.reset();
	sandbox.faults.clear();
	sandbox.requests.length = 0;
});
afterAll(async () => await sandbox.close());

async function start(options: RunOptions = {}, parameters: object = {}) {
	return await runCodat(
		{ apiKey: sandbox.apiKey, baseUrl: sandbox.url },
		{
			resource: 'sync',
			operation: 'start',
			companyId: { __rl: true, mode: 'id', value: bakery.id },
			...parameters,
		},
		options,
	);
}

const effects = () => sandbox.ledger.length;
const keys = () => new Set(sandbox.requests.map(({ headers }) => headers['idempotency-key']));

describe('a write whose first try goes wrong is sent again under the same key', () => {
	test.each<[string, Fault]>([
		['dropped before it was handled', { kind: 'resetBeforeResponse' }],
		['handled, but the answer was lost', { kind: 'resetAfterEffect' }],
		['handled, but the answer broke off', { kind: 'resetMidBody' }],
		['429 with seconds', { kind: 'tooManyRequests', retryAfter: 'seconds', seconds: 3 }],
		['429 with a date', { kind: 'tooManyRequests', retryAfter: 'date', seconds: 3 }],
		['429 without a header', { kind: 'tooManyRequests', retryAfter: 'none' }],
		['still in progress', { kind: 'inProgress' }],
	])('%s', async (_, fault) => {
		sandbox.faults.add(fault);
		const { json, error } = await start();
		expect(error).toBeUndefined();
		expect(json).toHaveLength(1);
		expect(effects()).toBe(1);
		expect(sandbox.requests).toHaveLength(2);
		expect(keys().size).toBe(1);
	});
});

test.each<[string, Fault]>([
	['500 after it took effect', { kind: 'error', status: 500, effect: 'after' }],
	['503 before it took effect', { kind: 'error', status: 503, effect: 'before' }],
])('%s: is not sent again, and the error says that the outcome is unknown', async (_, fault) => {
	sandbox.faults.add(fault);
	const { error } = await start();
	expect(sandbox.requests).toHaveLength(1);
	expect(error?.description).toContain('may or may not have carried this out');
});

test('half an answer to a write: the error says that it was most likely carried out', async () => {
	sandbox.faults.add({ kind: 'truncatedJson' });
	const { error } = await start();
	expect(effects()).toBe(1);
	expect(sandbox.requests).toHaveLength(1);
	expect(error?.description).toContain('most likely carried this out');
});

test('n8n’s own Retry On Fail does not write twice', async () => {
	sandbox.faults.add({ kind: 'error', status: 500, effect: 'after' });
	const { error } = await start({
		node: { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 },
	});
	expect(effects()).toBe(1);
	expect(keys().size).toBe(1);
	expect(error?.httpCode).toBe('500');
});

test('values that change between two tries are refused instead of written twice', async () => {
	sandbox.faults.add({ kind: 'error', status: 500, effect: 'after' });
	await start({}, { additionalFields: { syncTo: '2026-01-10' } });
	const { error } = await start({}, { additionalFields: { syncTo: '2026-01-11' } });
	expect(effects()).toBe(1);
	expect(error?.httpCode).toBe('422');
});

test('each item, and each execution, has a key of its own', async () => {
	await start({ items: [{}, {}], node: { onError: 'continueRegularOutput' } });
	await start({ executionId: 'execution-2' });
	expect(keys().size).toBe(3);
});

test('a quota that is used up for the day fails at once, says when it resets, and stops all items', async () => {
	sandbox.faults.add({ kind: 'tooManyRequests', retryAfter: 'dailyQuota', times: Infinity });
	const { json } = await start({
		items: Array.from({ length: 50 }, () => ({})),
		node: { onError: 'continueRegularOutput' },
	});
	expect(json).toHaveLength(50);
	expect(json[49].error).toBe('Your daily quota of Codat requests is used up');
	expect(json[49].details).toMatch(/2026-01-16T00:00:0\d/);
	expect(clock.slept).toEqual([]);
	expect(sandbox.requests.length).toBeLessThanOrEqual(10);
});

test('after a 429 all items wait', async () => {
	sandbox.faults.add({ kind: 'tooManyRequests', retryAfter: 'seconds', seconds: 20, times: 1 });
	const begin = clock.time;
	const { json } = await start({ items: Array.from({ length: 30 }, () => ({})) });
	expect(json).toHaveLength(30);
	expect(effects()).toBe(30);
	const late = sandbox.requests.filter(({ at }) => at < begin + 20_000);
	expect(late.length).toBeLessThanOrEqual(10);
});

test('retries end after the time that the user allows', async () => {
	sandbox.faults.add({ kind: 'resetBeforeResponse', times: Infinity });
	const begin = clock.time;
	const { error } = await start({}, { retries: { maxElapsedTime: 5000 } });
	expect(clock.time - begin).toBeLessThanOrEqual(5000);
	expect(sandbox.requests.length).toBeGreaterThan(2);
	expect(error?.message).toContain('The connection to Codat broke off');
});

test.each([
	['strategy none', { strategy: 'none' }],
	['no retries of connection errors', { retryConnectionErrors: false }],
])('%s tries once', async (_, retries) => {
	sandbox.faults.add({ kind: 'resetBeforeResponse', times: Infinity });
	await start({}, { retries });
	expect(sandbox.requests).toHaveLength(1);
});

test('a retry setting that can’t be used is named', async () => {
	const { error } = await start({}, { retries: { maxElapsedTime: -1 } });
	expect(error?.message).toMatch(/^'Max Elapsed Time \(Milliseconds\)' must be a number from 0 to/);
	expect(error?.description).toContain('-1');
	expect(sandbox.requests).toEqual([]);
});

test('a base URL without https is refused before anything is sent', async () => {
	const { error } = await runCodat(
		{ apiKey: 'key', baseUrl: 'http://codat.example' },
		{ resource: 'sync', operation: 'getLatest', companyId: { mode: 'id', value: bakery.id } },
	);
	expect(error?.message).toContain('must start with https');
});

test('an error names the other items that Codat may have carried out', async () => {
	const item = (companyId: string) => ({ companyId });
	const match = { path: new RegExp(bakery.id) };
	sandbox.faults.add({ kind: 'resetAfterEffect', match });
	sandbox.faults.add({ kind: 'inProgress', times: 500, match });
	const { error } = await start(
		{ items: [item(bakery.id), item('not-a-company')] },
		{ companyId: { __rl: true, mode: 'id', value: '={{ $json.companyId }}' } },
	);
	expect(effects()).toBe(1);
	expect(error?.context?.itemIndex).toBe(1);
	expect(error?.description).toContain('a request that Codat may have carried out (item 0)');
});
