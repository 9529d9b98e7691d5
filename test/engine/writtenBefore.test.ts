import type { IDataObject } from 'n8n-workflow';

import { SEED } from '../../sandbox/seed';
import { startSandbox, type Sandbox } from '../../sandbox/server';
import { clock, useFakeClock } from './clock';
import { byId, runCodat, type RunOptions } from './harness';

jest.mock('n8n-workflow', () => jest.requireActual('./clock').withFakeSleep());
useFakeClock();

/** What a write of an item did is known when n8n's Retry On Fail runs the node again. */
const { bakery, florist } = SEED.companies;
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

const each = [{ id: bakery.id }, { id: florist.id }];

async function run(operation: string, parameters: IDataObject, items: IDataObject[] = each) {
	const options: RunOptions = {
		items,
		node: { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 },
	};
	return await runCodat(
		{ apiKey: sandbox.apiKey, baseUrl: sandbox.url },
		{ resource: 'company', operation, companyId: byId('={{ $json.id }}'), ...parameters },
		options,
	);
}

const refusal = (method: string) => ({
	kind: 'status' as const,
	status: 403,
	body: { error: 'Not now' },
	match: { method, path: new RegExp(`^/companies/${florist.id}`) },
});
const requestsOf = (id: string) => sandbox.requests.filter(({ path }) => path.includes(id)).length;

test.each<[string, string, IDataObject]>([
	['delete', 'DELETE', {}],
	['removeProduct', 'DELETE', { productIdentifier: 'lending' }],
	['addProduct', 'PUT', { productIdentifier: 'lending' }],
	['replace', 'PUT', { name: 'New' }],
])('%s: an item that was done is not sent again', async (operation, method, parameters) => {
	sandbox.faults.add(refusal(method));
	const { error, json } = await run(operation, parameters);
	expect(error).toBeUndefined();
	expect(json).toHaveLength(2);
	expect(requestsOf(bakery.id)).toBe(1);
	expect(requestsOf(florist.id)).toBe(2);
});

test('nor one with an idempotency key, which Codat forgets after 90 minutes', async () => {
	sandbox.faults.add(refusal('PATCH'));
	const { error } = await run('update', { updateFields: { name: 'New' } });
	expect(error?.message).toBe('Not now');
	expect(requestsOf(bakery.id)).toBe(1);
	expect(requestsOf(florist.id)).toBe(3);
});

test('what a lost answer had deleted is deleted, not missing', async () => {
	sandbox.faults.add({ kind: 'error', status: 500, effect: 'after' });
	const { error, json } = await run('delete', { retries: { strategy: 'none' } }, [each[0]]);
	expect(error).toBeUndefined();
	expect(json).toEqual([{ deleted: true }]);
});

test('what was never there is still missing', async () => {
	const unknown = { id: '8a210b68-6988-11ed-a1eb-0242ac120002' };
	const { error } = await run('delete', {}, [unknown]);
	expect(error?.message).toContain('No company was found');
});

test('two items with the same content are two', async () => {
	await run('addProduct', { productIdentifier: 'lending' }, [each[0], each[0]]);
	expect(requestsOf(bakery.id)).toBe(2);
});
