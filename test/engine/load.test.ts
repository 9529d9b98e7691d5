import type { Fault } from '../../sandbox/faults';
import { SEED } from '../../sandbox/seed';
import { startSandbox, type Sandbox } from '../../sandbox/server';
import { clock, useFakeClock } from './clock';
import { runCodat, type RunOptions } from './harness';

jest.mock('n8n-workflow', () => jest.requireActual('./clock').withFakeSleep());
useFakeClock();

const { bakery } = SEED.companies;
let sandbox: Sandbox;

beforeEach(async () => {
	sandbox = await startSandbox({ now: clock.now });
});
afterEach(async () => await sandbox.close());

async function start(count: number, options: RunOptions = {}) {
	return await runCodat(
		{ apiKey: sandbox.apiKey, baseUrl: sandbox.url },
		{
			resource: 'sync',
			operation: 'start',
			companyId: { __rl: true, mode: 'id', value: bakery.id },
		},
		{
			items: Array.from({ length: count }, () => ({})),
			node: { onError: 'continueRegularOutput' },
			...options,
		},
	);
}

const FAULTS: Fault[] = [
	{ kind: 'resetBeforeResponse' },
	{ kind: 'resetAfterEffect' },
	{ kind: 'resetMidBody' },
	{ kind: 'tooManyRequests', retryAfter: 'seconds', seconds: 1 },
	{ kind: 'inProgress' },
	{ kind: 'error', status: 500, effect: 'after' },
	{ kind: 'error', status: 503, effect: 'before' },
];

test('1,000 writes with a fault on every twentieth request: none lost, none doubled', async () => {
	const count = 1_000;
	// A fault that has struck makes way for the next one, twenty requests later.
	const strikeNext = (round: number) => {
		const fault = FAULTS[round % FAULTS.length];
		const active = sandbox.faults.add({ ...fault, skip: 19 });
		return active;
	};
	let round = 0;
	let active = strikeNext(round);
	const { push } = sandbox.requests;
	sandbox.requests.push = (...requests) => {
		if (active.hits > 0) active = strikeNext(++round);
		return push.apply(sandbox.requests, requests);
	};

	const { items } = await start(count);

	expect(round).toBeGreaterThan(count / 20 - 5);
	expect(items.map(({ pairedItem }) => (pairedItem as { item: number }).item)).toEqual(
		Array.from({ length: count }, (_, item) => item),
	);
	const done = items.filter(({ json }) => json.commerceSyncId);
	const unknown = items.filter(({ json }) =>
		String(json.details).includes('may or may not have carried this out'),
	);
	expect(done.length + unknown.length).toBe(count);
	expect(new Set(done.map(({ json }) => json.commerceSyncId)).size).toBe(done.length);
	// Of the writes that Codat answered with a 5xx, some took effect and some did not.
	const effects = sandbox.ledger.length;
	expect(effects).toBeGreaterThanOrEqual(done.length);
	expect(effects).toBeLessThanOrEqual(count);
	expect(sandbox.stats.maxInFlight).toBeLessThanOrEqual(10);
});

test('five workflows at once do not get into each other’s way', async () => {
	const runs = await Promise.all(
		[1, 2, 3, 4, 5].map(async (number) => await start(50, { executionId: `execution-${number}` })),
	);
	expect(runs.flatMap(({ json }) => json).filter(({ error }) => error)).toEqual([]);
	expect(sandbox.ledger).toHaveLength(250);
	const keys = sandbox.requests.map(({ headers }) => headers['idempotency-key']);
	expect(new Set(keys).size).toBe(250);
});

test('cancelling in the middle lets nothing more be sent than what is under way', async () => {
	let cancel = () => {};
	let sentAtCancel = 0;
	sandbox.faults.add({
		kind: 'rewrite',
		skip: 99,
		rewrite: (body) => {
			sentAtCancel = sandbox.requests.length;
			cancel();
			return body;
		},
	});
	const { run } = await start(500, { onStart: (running) => (cancel = () => running.cancel()) });
	expect(run.status).toBe('canceled');
	expect(sentAtCancel).toBeGreaterThan(0);
	expect(sandbox.requests.length).toBeLessThanOrEqual(sentAtCancel + 10);
});
