import type { IDataObject } from 'n8n-workflow';

import { SEED } from '../../sandbox/seed';
import { startSandbox, type Sandbox } from '../../sandbox/server';
import { clock, useFakeClock } from './clock';
import { asJson, CUSTOMER, pushRunner } from './pushRun';
import { byId } from './harness';

jest.mock('n8n-workflow', () => jest.requireActual('./clock').withFakeSleep());
useFakeClock();

const { workshop } = SEED.companies;
const MINUTE = 60_000;

let sandbox: Sandbox;
const { run } = pushRunner(() => sandbox);

beforeAll(async () => {
	sandbox = await startSandbox({ now: clock.now });
});
beforeEach(() => {
	sandbox.reset();
	sandbox.state.pushDurationMs = 3_000;
});
afterAll(async () => await sandbox.close());

const polls = () => sandbox.requests.filter(({ method }) => method === 'GET').length;
const write = { dataType: 'customers', recordId: 'cust-1', waitForCompletion: true };
const create = async (record: IDataObject, parameters: IDataObject = {}) =>
	await run('create', { ...write, ...asJson(record), ...parameters });

test.each([
	['create', asJson(CUSTOMER), { type: 'Created' }],
	['update', asJson(CUSTOMER), { type: 'Modified' }],
	['delete', { dataType: 'bills' }, { type: 'Deleted' }],
])('%s returns the push operation that has ended', async (operation, parameters, change) => {
	const { json } = await run(operation, { ...write, ...parameters });
	expect(json).toEqual([
		expect.objectContaining({ status: 'Success', changes: [expect.objectContaining(change)] }),
	]);
	expect(sandbox.ledger).toHaveLength(1);
});

test('asks less and less often, and no longer than it takes', async () => {
	sandbox.state.pushDurationMs = 5 * MINUTE;
	const begin = clock.time;
	const { json } = await create(CUSTOMER);
	expect(json[0].status).toBe('Success');
	expect(clock.time - begin).toBeLessThan(5 * MINUTE + 15_000);
	expect(polls()).toBeLessThan(30);
	expect(clock.slept[0]).toBe(1_000);
	expect(Math.max(...clock.slept)).toBe(15_000);
});

test('a push that failed is an error with Codat’s own words and what it found', async () => {
	const { error } = await create({ customerName: 7 });
	expect(error?.message).toBe(
		'The push operation failed: customerName: Name must be of type String.',
	);
	expect(error?.description).toContain(
		'Codat says: Push failed for customers: see validation for more information',
	);
	expect(error?.description).toContain('• customerName: Name must be of type String.');
	expect(error?.description).toContain("Turn on 'Return Failed Push'");
	expect(error?.description).toContain(sandbox.ledger[0].pushOperationKey);
	expect(error?.context?.itemIndex).toBe(0);
});

test('or a result, when that is wanted', async () => {
	const { json, error } = await create({ customerName: 7 }, { returnFailedPush: true });
	expect(error).toBeUndefined();
	expect(json[0]).toMatchObject({ status: 'Failed', statusCode: 400 });
});

test('a push that timed out may still be carried out, which the error says', async () => {
	sandbox.state.pushDurationMs = 30 * MINUTE;
	const timeout = { options: { timeoutInMinutes: 2 } };
	const { error } = await create(CUSTOMER, timeout);
	expect(error?.message).toBe('The push operation timed out');
	expect(error?.description).toContain('may still carry it out');
	const { json } = await run(
		'create',
		{ ...write, ...asJson(CUSTOMER), ...timeout, returnFailedPush: true },
		{ executionId: 'another' },
	);
	expect(json[0].status).toBe('TimedOut');
});

test('a push that stays pending explains offline platforms, and isn’t sent again', async () => {
	const begin = clock.time;
	const { error } = await create(
		{ ...CUSTOMER, emailAddress: 'a@b.example' },
		{
			companyId: byId(workshop.id),
			connectionId: byId(workshop.connections.accounting),
			maxWaitMinutes: 3,
		},
	);
	expect(error?.message).toBe(
		`The write was sent to Codat (push operation ${sandbox.ledger[0].pushOperationKey}), but how it ended isn’t known: it had not finished after 3 minutes`,
	);
	expect(error?.description).toContain('QuickBooks Desktop and Sage 50');
	expect(clock.time - begin).toBe(3 * MINUTE);
	expect(sandbox.ledger).toHaveLength(1);
});

test('a status that nobody knows counts as not ended', async () => {
	sandbox.faults.add({ kind: 'unknownEnum', match: { method: 'GET' }, times: 3 });
	const { json } = await create(CUSTOMER);
	expect(json[0].status).toBe('Success');
});

test('a push that Codat doesn’t know of yet is asked for again', async () => {
	sandbox.faults.add({ kind: 'status', status: 404, match: { method: 'GET' }, times: 2 });
	const { json } = await create(CUSTOMER);
	expect(json[0].status).toBe('Success');
});

test('a push that has ended when Codat answers isn’t asked for', async () => {
	sandbox.faults.add({
		kind: 'rewrite',
		rewrite: (body) => ({ ...(body as object), status: 'Success' }),
	});
	const { json } = await create(CUSTOMER);
	expect(json[0].status).toBe('Success');
	expect(polls()).toBe(0);
});

test('an answer without a key says that the record was taken', async () => {
	sandbox.faults.add({ kind: 'empty' });
	const { error } = await create(CUSTOMER);
	expect(error?.message).toBe(
		'The write was sent to Codat, but how it ended isn’t known: Codat gave no ID to follow it by',
	);
	expect(error?.description).toContain("Check with 'Get Many Operations' of 'Push Data' first");
	expect(sandbox.ledger).toHaveLength(1);
});

test('faults while waiting don’t end the wait', async () => {
	const match = { method: 'GET' };
	sandbox.faults.add({ kind: 'error', status: 503, effect: 'before', match });
	sandbox.faults.add({ kind: 'tooManyRequests', seconds: 7, match });
	sandbox.faults.add({ kind: 'resetMidBody', match });
	const { json } = await create(CUSTOMER);
	expect(json[0].status).toBe('Success');
	expect(sandbox.ledger).toHaveLength(1);
});

test('ten items wait side by side', async () => {
	sandbox.state.pushDurationMs = 2 * MINUTE;
	const begin = clock.time;
	const { json } = await run(
		'create',
		{ ...write, ...asJson(CUSTOMER) },
		{ items: Array.from({ length: 10 }, () => ({})) },
	);
	expect(json.map(({ status }) => status)).toEqual(Array(10).fill('Success'));
	expect(clock.time - begin).toBeLessThan(3 * MINUTE);
});

test('cancelling ends the wait', async () => {
	sandbox.state.pushDurationMs = 300 * MINUTE;
	const { json } = await run(
		'create',
		{ ...write, ...asJson(CUSTOMER), maxWaitMinutes: 60 },
		{
			onStart: (execution) => {
				clock.onSleep = () => {
					if (clock.slept.length > 3) execution.cancel();
				};
			},
		},
	);
	expect(json).toEqual([]);
	expect(clock.slept.length).toBeLessThan(50);
	expect(sandbox.ledger).toHaveLength(1);
});
