import type { IDataObject } from 'n8n-workflow';

import type { Fault } from '../../sandbox/faults';
import { SEED } from '../../sandbox/seed';
import { startSandbox, type Sandbox } from '../../sandbox/server';
import { breachesOf } from '../spec/deviations';
import { clock, useFakeClock } from './clock';
import { byId, runCodat, type RunOptions } from './harness';

jest.mock('n8n-workflow', () => jest.requireActual('./clock').withFakeSleep());
useFakeClock();

/** Transactions of bank feeds: many items, few requests. */
const { florist } = SEED.companies;

let sandbox: Sandbox;
beforeAll(async () => {
	sandbox = await startSandbox({ now: clock.now });
});
beforeEach(() => sandbox.reset());
afterAll(async () => await sandbox.close());

/** Each item's own transaction, as a user fills it in. */
const ofItem = {
	rows: [
		{ id: '={{ $json.id }}', date: '={{ $json.date }}', amount: '={{ $json.amount }}' },
	] as IDataObject[],
};

const ofLists = { lists: [{ list: '={{ $json.list }}' }] };

async function send(items: IDataObject[], parameters: IDataObject = {}, options: RunOptions = {}) {
	return await runCodat(
		{ apiKey: sandbox.apiKey, baseUrl: sandbox.url },
		{
			resource: 'bankFeed',
			operation: 'createTransactions',
			companyId: byId(florist.id),
			connectionId: byId(florist.connections.accounting),
			sourceAccountId: byId('={{ $json.account ?? "source-0001" }}'),
			transactions: ofItem,
			...parameters,
		},
		{ items, ...options },
	);
}

/** In items of a hundred each, which n8n reads sooner than one item for each. */
async function sendHundreds(
	transactions: IDataObject[],
	parameters: IDataObject = {},
	options?: RunOptions,
) {
	const items = Array.from({ length: Math.ceil(transactions.length / 100) }, (_, index) => ({
		list: transactions.slice(index * 100, (index + 1) * 100),
	}));
	return await send(items, { transactions: ofLists, ...parameters }, options);
}

const DAY = 86_400_000;
const dayOf = (index: number) =>
	new Date(Date.UTC(2020, 0, 1) + index * DAY).toISOString().slice(0, 10);
/** One item a day, the oldest first. */
const days = (count: number, more: IDataObject = {}, from = 0) =>
	Array.from({ length: count }, (_, index) => ({
		id: `t-${from + index}`,
		date: dayOf(from + index),
		amount: index % 2 === 0 ? 10 : -4.5,
		...more,
	}));

const pushes = () => sandbox.requests.filter(({ method }) => method === 'POST');
const idsIn = (request: { body: unknown }) =>
	(request.body as { transactions: Array<{ id: string }> }).transactions.map(({ id }) => id);
const keys = () => new Set(pushes().map(({ headers }) => headers['idempotency-key']));
const range = (from: number, to: number) =>
	Array.from({ length: to - from }, (_, index) => `t-${from + index}`);
const paired = (item: { pairedItem?: unknown }) =>
	[item.pairedItem].flat().map((each) => (each as { item: number }).item);

describe('many items', () => {
	test('of one account are one request, and one item linked to all of them', async () => {
		const { items, error } = await send(days(3));
		expect(error).toBeUndefined();
		expect(pushes()).toHaveLength(1);
		expect(pushes()[0].body).toEqual({
			accountId: 'source-0001',
			transactions: [
				{ id: 't-0', date: '2020-01-01', amount: 10, transactionType: 'Credit' },
				{ id: 't-1', date: '2020-01-02', amount: -4.5, transactionType: 'Debit' },
				{ id: 't-2', date: '2020-01-03', amount: 10, transactionType: 'Credit' },
			],
		});
		expect(pushes().flatMap(breachesOf)).toEqual([]);
		expect(items).toHaveLength(1);
		expect(items[0].json).toMatchObject({
			status: 'Pending',
			outcome: 'inProgress',
			transactionCount: 3,
		});
		expect(paired(items[0])).toEqual([0, 1, 2]);
	});

	test('of several accounts are a request for each, with their own items', async () => {
		const mixed = days(6).map((item, index) => ({
			...item,
			account: `source-000${(index % 2) + 1}`,
		}));
		const { items } = await send(mixed);
		expect(
			pushes()
				.map(({ path }) => path.split('/').at(-2))
				.sort(),
		).toEqual(['source-0001', 'source-0002']);
		expect(items.map(paired)).toEqual([
			[0, 2, 4],
			[1, 3, 5],
		]);
	});

	test('more than Codat takes at once go in several requests, the oldest first', async () => {
		const { items, error } = await send(days(1010).reverse());
		expect(error).toBeUndefined();
		expect(pushes().map(idsIn)).toEqual([range(0, 1000), range(1000, 1010)]);
		expect(keys().size).toBe(2);
		expect(items.map(({ json }) => json.transactionCount)).toEqual([1000, 10]);
		// The oldest came last.
		expect(paired(items[1])).toEqual(Array.from({ length: 10 }, (_, index) => 9 - index));
	});

	test('are in the order of their dates, whatever the form of these', async () => {
		const dates = [
			'2026-01-02',
			'2026-01-01T10:00:30Z',
			'2026-01-01T10:00Z',
			'2026-01-01',
			'2026-01-01T10:00:29.5',
		];
		await send(dates.map((date, index) => ({ id: `d${index}`, date, amount: 1 })));
		expect(idsIn(pushes()[0])).toEqual(['d3', 'd2', 'd4', 'd1', 'd0']);
	});

	test.each([
		['oldest first', ['1', '1', '2', '2'], ['d0', 'd1', 'd2', 'd3']],
		['newest first', ['2', '2', '1', '1'], ['d3', 'd2', 'd1', 'd0']],
		['all of a day', ['1', '1', '1', '1'], ['d0', 'd1', 'd2', 'd3']],
		['mixed', ['2', '1', '2', '1'], ['d1', 'd3', 'd0', 'd2']],
	])('of one day stay as the statement has them: %s', async (_, daysOfJanuary, ids) => {
		const items = daysOfJanuary.map((day, index) => ({
			id: `d${index}`,
			date: `2026-01-0${day}`,
			amount: 1,
		}));
		await send(items);
		expect(idsIn(pushes()[0])).toEqual(ids);
	});

	test('may give lists each', async () => {
		const lists = [days(2), days(2, {}, 2)].map((list) => ({ list }));
		const { items } = await send(lists, { transactions: ofLists });
		expect(idsIn(pushes()[0])).toEqual(range(0, 4));
		// What an expression leaves out has no default.
		expect(pushes()[0].body).not.toHaveProperty('transactions.0.transactionType');
		expect(paired(items[0])).toEqual([0, 1]);
	});
});

describe('what can’t be sent', () => {
	const bad = [...days(2), { id: 't-9', date: 'soon', amount: 1 }];

	test('stops the run before anything is sent', async () => {
		const { error } = await send(bad);
		expect(error?.message).toContain("'Transactions #1: Date' must be a date");
		expect(error?.context?.itemIndex).toBe(2);
		expect(sandbox.requests).toEqual([]);
	});

	test('is an item of its own with Continue On Fail, and the others go out', async () => {
		const { items } = await send(bad, {}, { node: { onError: 'continueRegularOutput' } });
		expect(items).toHaveLength(2);
		expect(paired(items[0])).toEqual([0, 1]);
		expect(items[1].json.error).toContain("'Transactions #1: Date'");
		expect(paired(items[1])).toEqual([2]);
	});

	test.each<[string, IDataObject]>([
		["'Transactions #1: Transaction ID' is empty", { id: null }],
		["'Transactions #1: Amount' must be a number", { amount: 'ten' }],
		["'Transactions #1: Amount' must be a number", { amount: null }],
		["'Transactions #1: Date' must be a date", { date: '2026-02-30' }],
		["'Source Account' is empty", { account: '' }],
	])('%s', async (message, item) => {
		const { error } = await send([{ ...days(1)[0], ...item }]);
		expect(error?.message).toContain(message);
		expect(sandbox.requests).toEqual([]);
	});

	test('one ID for two is refused, for it would be booked twice or be lost', async () => {
		const { error } = await send([...days(2), { ...days(1)[0], date: '2026-01-01' }]);
		expect(error?.message).toContain('two transactions with the ID "t-0" (items 0 and 2)');
		expect(sandbox.requests).toEqual([]);
	});

	test.each(['={{ [] }}', '={{ null }}', '={{ "a" }}', '={{ [5] }}', '', '{}', '[5]', 'id: 1'])(
		'%j is no list of transactions',
		async (list) => {
			const { error } = await send([{}], { transactions: { lists: [{ list }] } });
			expect(error?.message).toMatch(/^'Transactions/);
			expect(sandbox.requests).toEqual([]);
		},
	);
});

/** Strikes the second request. */
function failSecond(fault: Fault): void {
	sandbox.faults.add({ kind: 'delay', ms: 0, match: { method: 'POST' }, times: 1 });
	sandbox.faults.add({ ...fault, match: { method: 'POST' } });
}
const refused: Fault = { kind: 'status', status: 400, body: { error: 'Not so' } };

describe('a failure in the middle', () => {
	test('says what was sent and what was not, and nothing newer is sent', async () => {
		failSecond(refused);
		const { error } = await sendHundreds(days(2500));
		expect(pushes()).toHaveLength(2);
		expect(error?.message).toBe('Not so');
		expect(error?.context?.itemIndex).toBe(10);
		const [{ pushOperationKey }] = sandbox.ledger;
		expect(error?.description).toContain(
			'1,000 transactions of the account (items 10–19), from 2022-09-27 to 2025-06-22',
		);
		expect(error?.description).toContain('Sent before: 1,000 older. Not sent: 500 newer');
		expect(error?.description).toContain(
			`1,000 transactions in push operation ${String(pushOperationKey)} (items 0–9)`,
		);
	});

	test('with Continue On Fail: items for what was sent, what failed and what was not sent', async () => {
		failSecond(refused);
		const { items } = await sendHundreds(
			days(2500),
			{},
			{ node: { onError: 'continueRegularOutput' } },
		);
		expect(items.map((item) => [paired(item)[0], paired(item).length])).toEqual([
			[0, 10],
			[10, 10],
			[20, 5],
		]);
		const [sent, failed, left] = items.map(({ json }) => json);
		expect(sent).toMatchObject({ transactionCount: 1000, status: 'Pending' });
		expect(failed).toMatchObject({ error: 'Not so' });
		expect(left.error).toBe('Not sent: 500 transactions, because older ones of the account failed');
	});

	test('of one account leaves the others’ alone, and is told with what was sent of them', async () => {
		const mixed = days(4).map((item, index) => ({
			...item,
			account: `source-000${(index % 2) + 1}`,
		}));
		const fault = { ...refused, times: Infinity, match: { path: /source-0001/ } };
		sandbox.faults.add(fault);
		const { items } = await send(mixed, {}, { node: { onError: 'continueRegularOutput' } });
		expect(items.map(({ json }) => json.error ?? json.status)).toEqual(['Not so', 'Pending']);

		sandbox.reset();
		sandbox.faults.add({ ...fault, match: { path: /source-0002/ } });
		const { error } = await send(mixed, {}, { executionId: 'another' });
		expect(error?.message).toBe('Not so');
		const [{ pushOperationKey }] = sandbox.ledger;
		expect(error?.description).toContain(
			`2 transactions in push operation ${String(pushOperationKey)} (items 0, 2)`,
		);
	});

	test.each<[string, Fault]>([
		['a lost answer', { kind: 'resetAfterEffect' }],
		['429', { kind: 'tooManyRequests', retryAfter: 'seconds', seconds: 3 }],
		['still in progress', { kind: 'inProgress' }],
	])('%s is mended under the same key', async (_, fault) => {
		failSecond(fault);
		const { error } = await sendHundreds(days(1500));
		expect(error).toBeUndefined();
		expect(pushes()).toHaveLength(3);
		expect(keys().size).toBe(2);
		expect(sandbox.ledger).toHaveLength(2);
	});
});

describe('Retry On Fail', () => {
	const node = { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 };

	test('sends nothing twice, and ends as Codat answered first', async () => {
		failSecond({ kind: 'error', status: 500, effect: 'after' });
		const { error } = await sendHundreds(days(2500), {}, { node });
		expect(error?.httpCode).toBe('500');
		expect(sandbox.ledger).toHaveLength(2);
		expect(
			pushes()
				.map(idsIn)
				.filter((ids) => ids[0] === 't-0'),
		).toHaveLength(1);
		expect(keys().size).toBe(2);
	});

	test('refuses what has changed since the first try, and sends nothing newer', async () => {
		failSecond({ kind: 'resetBeforeResponse' });
		const list = '={{ $json.list.map((each) => ({ ...each, reference: String(Math.random()) })) }}';
		const transactions = { lists: [{ list }] };
		const parameters = { transactions, retries: { strategy: 'none' } };
		const { error } = await sendHundreds(days(1500), parameters, { node });
		expect(error?.httpCode).toBe('422');
		expect(sandbox.ledger).toHaveLength(1);
	});

	test('goes on where it was cut off', async () => {
		failSecond({ kind: 'resetBeforeResponse' });
		const { items, error } = await sendHundreds(
			days(2500),
			{ retries: { strategy: 'none' } },
			{ node },
		);
		expect(error).toBeUndefined();
		expect(items.map(({ json }) => json.transactionCount)).toEqual([1000, 1000, 500]);
		expect(sandbox.ledger).toHaveLength(3);
	});
});

describe('waiting', () => {
	const waiting = { waitForCompletion: true, maxWaitMinutes: 10 };

	test('the next thousand are sent once the ones before are written', async () => {
		const { json, error } = await sendHundreds(days(1500), waiting);
		expect(error).toBeUndefined();
		expect(json.map(({ outcome }) => outcome)).toEqual(['success', 'success']);
		const order = sandbox.requests.map(({ method }) => method);
		expect(order.indexOf('GET')).toBe(1);
		expect(order.lastIndexOf('POST')).toBeGreaterThan(2);
	});

	test('a thousand that the platform refuses keeps newer ones back', async () => {
		// The sandbox refuses what says FAIL.
		const items = days(1500).map((item, index) => (index === 3 ? { ...item, id: 'FAIL' } : item));
		const { error } = await sendHundreds(items, waiting);
		expect(error?.message).toContain('The push operation failed');
		expect(error?.description).not.toContain('Return Failed Push');
		expect(error?.description).toContain('Not sent: 500 newer');
		expect(pushes()).toHaveLength(1);
	});

	test('an end that isn’t known is told with the key to look it up by', async () => {
		sandbox.state.pushDurationMs = Infinity;
		const { items } = await sendHundreds(days(1500), waiting, {
			node: { onError: 'continueRegularOutput' },
		});
		sandbox.state.pushDurationMs = 3_000;
		expect(items[0].json).toMatchObject({
			error: expect.stringContaining('how it ended isn’t known'),
			pushOperationKey: sandbox.ledger[0].pushOperationKey,
		});
		expect(items[1].json.error).toMatch(/^Not sent: 500/);
	});
});
