import type { IDataObject } from 'n8n-workflow';

import { SEED } from '../../sandbox/seed';
import { startSandbox, type Sandbox } from '../../sandbox/server';
import { clock, useFakeClock } from './clock';
import { byId, runCodat } from './harness';
import { ofBakery } from './pushRun';
import { ways } from './toolRun';

jest.mock('n8n-workflow', () => jest.requireActual('./clock').withFakeSleep());
useFakeClock();

let sandbox: Sandbox;

beforeAll(async () => {
	sandbox = await startSandbox({ now: clock.now });
});
beforeEach(() => {
	sandbox.reset();
	const { state } = sandbox;
	state.pushDurationMs = state.syncDurationMs = state.pullDurationMs = 3_000;
});
afterAll(async () => await sandbox.close());

const { companyId } = ofBakery;
const companies = { resource: 'company', operation: 'getAll' };
const customers = { resource: 'readData', operation: 'getAll', companyId, dataType: 'customers' };

/** What is in a text that tells of one record, however n8n wraps it. */
function recordIn(told: string): IDataObject {
	const found = JSON.parse(told) as { data?: Array<{ json: IDataObject }> } | IDataObject[];
	if (Array.isArray(found)) {
		const [first] = found;
		expect(found).toHaveLength(1);
		return (first.response as IDataObject[] | undefined)?.[0] ?? first;
	}
	expect(found.data).toHaveLength(1);
	return found.data![0].json;
}

describe.each(Object.keys(ways))('%s', (way) => {
	const call = async (parameters: IDataObject, input?: IDataObject) =>
		await ways[way](sandbox, { parameters }, input);

	const write = {
		resource: 'pushData',
		operation: 'create',
		...ofBakery,
		dataType: 'customers',
		recordJson: '={{ $fromAI("Record__JSON_", "", "json") }}',
	};
	const input = { Record__JSON_: { customerName: 'Tide & Loaf' } };

	/** The company has more customers than anyone can read. */
	const many = () =>
		sandbox.faults.add({
			kind: 'rewrite',
			match: { path: /customers$/ },
			times: Infinity,
			rewrite: (body) => ({
				...(body as IDataObject),
				results: Array.from({ length: 150 }, (_, id) => ({ id: `c-${id}`, customerName: `${id}` })),
			}),
		});

	describe('a list', () => {
		test('is one record, of few records, that says whether there are more', async () => {
			many();
			const told = recordIn(await call(customers));
			expect(told).toEqual({ count: 20, hasMore: true, records: expect.any(Array) });
			const { json } = await runCodat(
				{ apiKey: sandbox.apiKey, baseUrl: sandbox.url },
				{ ...customers, limit: 20 },
			);
			expect(told.records).toEqual(json);
			expect(json).toHaveLength(20);
		});

		test('says that there are no more', async () => {
			const { state } = sandbox;
			const told = recordIn(await call({ ...companies, limit: 100 }));
			expect(told).toMatchObject({ count: state.companies.size, hasMore: false });
			expect(recordIn(await call({ ...companies, limit: state.companies.size }))).toMatchObject({
				count: state.companies.size,
				hasMore: false,
			});
			expect(recordIn(await call({ ...companies, limit: 1 }))).toMatchObject({
				count: 1,
				hasMore: true,
			});
		});

		test.each([
			['Return All', { returnAll: true }, 20],
			['a limit that a model raises', { limit: '={{ $fromAI("Limit", "", "number") }}' }, 100],
		])('%s keeps to what an agent can read', async (_, more, count) => {
			many();
			const told = recordIn(await call({ ...customers, ...more }, { Limit: 1_000_000 }));
			expect(told).toMatchObject({ count, hasMore: true });
		});

		test('with nothing in it says so', async () => {
			const none = { returnAll: true, filters: undefined, options: { query: 'name=Nobody' } };
			expect(recordIn(await call({ ...companies, ...none }))).toEqual({
				count: 0,
				hasMore: false,
				records: [],
			});
			expect(recordIn(await call({ resource: 'webhook', operation: 'getAll' }))).toMatchObject({
				count: 0,
				hasMore: false,
			});
		});

		test('of push operations is simplified, which it is elsewhere on request', async () => {
			await call({ ...write, waitForCompletion: true }, input);
			const told = recordIn(await call({ resource: 'pushData', operation: 'getAll', companyId }));
			const [record] = told.records as IDataObject[];
			expect(record).toHaveProperty('pushOperationKey');
			expect(record).not.toHaveProperty('timeoutInMinutes');
		});
	});

	test('a record is JSON that the model gives', async () => {
		await call(write, input);
		expect(sandbox.ledger.map(({ body }) => body)).toEqual([input.Record__JSON_]);
	});

	test('a single record is told as it is', async () => {
		const deleted = recordIn(await call({ resource: 'company', operation: 'delete', companyId }));
		expect(deleted).toEqual({ deleted: true });
	});

	describe('an error', () => {
		test('tells what to do in its message', async () => {
			const told = await call({ ...customers, companyId: byId(SEED.companies.bakery.id + '0') });
			expect(told).toMatch(/not found|No company/i);
			expect(told).toContain('Company › Get Many');
			const named = await call({ ...customers, companyId: byId('Harbour Lane Bakery') });
			expect(named).toContain('Company › Get Many lists your companies.');
			const nothing = await call({ ...write, recordJson: '{}' });
			expect(nothing).toContain('The record is empty.\\nFill in at least one field.');
		});

		test('tells it once, and no secret', async () => {
			sandbox.faults.add({
				kind: 'status',
				status: 400,
				body: { error: `No good: ${sandbox.apiKey}` },
				match: { method: 'POST' },
			});
			const told = await call(write, input);
			expect(told.match(/Correct what Codat names here/g)).toHaveLength(1);
			expect(told).not.toContain(sandbox.apiKey);
		});

		test('keeps what goes on in Codat', async () => {
			sandbox.faults.add({ kind: 'status', status: 401, match: { method: 'GET' } });
			const told = await call({ ...write, waitForCompletion: true }, input);
			expect(told).toMatch(/^[^.]*The write was sent to Codat \(push operation [0-9a-f-]{36}\)/);
			expect(told).toContain("Check with 'Get Operation' of 'Push Data' first");
			expect(told).toContain('Developers › API keys');
		});
	});

	describe('a wait', () => {
		const starts: Record<string, [IDataObject, string, string]> = {
			'of a write': [write, 'pushOperationKey', "'Get Operation' of 'Push Data'"],
			'of a sync': [
				{ resource: 'sync', operation: 'start', companyId },
				'syncId',
				"'Get' of 'Sync'",
			],
			'of a refresh': [
				{
					resource: 'readData',
					operation: 'refreshDataType',
					companyId,
					dataType: 'invoices',
					options: { connectionId: ofBakery.connectionId },
				},
				'datasetId',
				"'Get Pull Operation' of 'Read Data'",
			],
			'of many refreshes': [
				{ resource: 'readData', operation: 'refreshAll', companyId },
				'companyId',
				"'Get Many Pull Operations' of 'Read Data'",
			],
		};

		test.each(Object.keys(starts))('%s ends in time, with the ID of what goes on', async (kind) => {
			const { state } = sandbox;
			state.pushDurationMs = state.syncDurationMs = state.pullDurationMs = 3_600_000;
			const [parameters, id, lookUp] = starts[kind];
			const began = clock.now();
			const told = recordIn(await call({ ...parameters, waitForCompletion: true }, input));
			expect(clock.now() - began).toBeLessThanOrEqual(25_000);
			expect(told[id]).toMatch(/^[0-9a-f-]{36}$/);
			expect(told.next).toContain(String(told[id]));
			expect(told.next).toContain(lookUp);
			expect(told.next).toContain('Running this again would');
			if (kind === 'of a write') expect(told).toMatchObject({ outcome: 'inProgress' });
			expect(sandbox.ledger).toHaveLength(1);
		});

		test.each(['of a write', 'of a sync', 'of a refresh'])('%s tells an end', async (kind) => {
			const told = recordIn(await call({ ...starts[kind][0], waitForCompletion: true }, input));
			expect(told).toMatchObject({ outcome: 'success' });
			expect(told).not.toHaveProperty('next');
		});

		test('that Codat keeps from looking ends in time too', async () => {
			sandbox.faults.add({ kind: 'tooManyRequests', match: { method: 'GET' }, times: Infinity });
			sandbox.state.pushDurationMs = 3_600_000;
			const began = clock.now();
			const told = await call({ ...write, waitForCompletion: true }, input);
			expect(clock.now() - began).toBeLessThanOrEqual(25_000);
			expect(told).toMatch(/push operation [0-9a-f-]{36}/);
		});

		test('for a rate limit is not longer than the call', async () => {
			sandbox.faults.add({ kind: 'tooManyRequests', times: Infinity });
			const began = clock.now();
			expect(await call(write, input)).toContain('rate limit');
			expect(clock.now() - began).toBeLessThanOrEqual(25_000);
			expect(sandbox.ledger).toEqual([]);
		});
	});
});
