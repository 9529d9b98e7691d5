import type { IDataObject } from 'n8n-workflow';

import { startSandbox, type Sandbox } from '../../sandbox/server';
import type { Payables } from '../../sandbox/state';
import { breachesOf } from '../spec/deviations';
import { billPayRunner } from './billPayRun';
import { clock, useFakeClock } from './clock';

jest.mock('n8n-workflow', () => jest.requireActual('./clock').withFakeSleep());
useFakeClock();

let sandbox: Sandbox;
beforeAll(async () => {
	sandbox = await startSandbox({ now: clock.now });
});
beforeEach(() => sandbox.reset());
afterAll(async () => await sandbox.close());

const { run, books } = billPayRunner(() => sandbox);

describe('a list', () => {
	async function withBills(count: number): Promise<Payables> {
		await run('getAllBills');
		const { bills } = books();
		const [first] = bills;
		bills.length = 0;
		for (let number = 1; number <= count; number++) {
			bills.push({ ...first, id: `b-${number}`, status: 'Open' });
		}
		sandbox.requests.length = 0;
		return books();
	}
	const ids = (from: number, to: number) =>
		Array.from({ length: to - from + 1 }, (_, index) => `b-${from + index}`);

	test('is read to its end by the tokens that Codat gives', async () => {
		await withBills(250);
		const { json } = await run('getAllBills', { returnAll: true });
		expect(json.map(({ id }) => id)).toEqual(ids(1, 250));
		expect(sandbox.requests).toHaveLength(3);
		expect(sandbox.requests.flatMap(breachesOf)).toEqual([]);
	});

	test('is read no further than its limit', async () => {
		await withBills(250);
		const { json } = await run('getAllBills', { limit: 100 });
		expect(json).toHaveLength(100);
		expect(sandbox.requests).toHaveLength(1);
	});

	test('that moves on while it is read gives no bill twice', async () => {
		const { bills } = await withBills(150);
		sandbox.faults.add({
			kind: 'rewrite',
			rewrite: (body) => {
				bills.unshift({ ...bills[0], id: 'b-new' });
				return body;
			},
		});
		const { json } = await run('getAllBills', { returnAll: true });
		expect(json.map(({ id }) => id)).toEqual(ids(1, 150));
	});

	test.each<[string, unknown]>([
		['the same token for ever', { results: [{ id: 'b' }], pagination: { continuationToken: 't' } }],
		['no page info', { results: [{ id: 'b' }] }],
		['an empty token', { results: [{ id: 'b' }], pagination: { continuationToken: '' } }],
		['a number for a token', { results: [{ id: 'b' }], pagination: { continuationToken: 7 } }],
		['null for page info', { results: [{ id: 'b' }], pagination: null }],
	])('ends with %s', async (_, body) => {
		sandbox.faults.add({ kind: 'status', status: 200, times: Infinity, body });
		const { json, error } = await run('getAllBills', { returnAll: true });
		expect(error).toBeUndefined();
		expect(json).toEqual([{ id: 'b' }]);
		expect(sandbox.requests.length).toBeLessThanOrEqual(2);
	});

	test.each([{}, { pagination: {} }, { results: null }, [], { results: [] }])(
		'%j holds no bills',
		async (body) => {
			sandbox.faults.add({ kind: 'status', status: 200, body });
			expect((await run('getAllBills')).json).toEqual([]);
		},
	);

	test('goes on after an empty page that has a token', async () => {
		await withBills(150);
		sandbox.faults.add({
			kind: 'rewrite',
			rewrite: (body) => ({ ...(body as IDataObject), results: [] }),
		});
		const { json } = await run('getAllBills', { returnAll: true });
		expect(json.map(({ id }) => id)).toEqual(ids(101, 150));
	});

	test('is filtered by status and date', async () => {
		const filter = (field: string, condition: string, value: string) => ({
			field,
			condition,
			value,
		});
		const { json } = await run('getAllBills', {
			returnAll: true,
			filters: {
				conditions: [
					filter('status', 'equals', 'paid'),
					filter('sourceModifiedDate', 'greaterThan', '2020-01-01'),
				],
			},
		});
		expect(sandbox.requests[0].query.query).toBe('status=Paid&&sourceModifiedDate>2020-01-01');
		expect(json.length).toBeGreaterThan(0);
		expect(json.every(({ status }) => status === 'Paid')).toBe(true);
	});

	test('of nothing, which Codat answers with a 404, is empty', async () => {
		const body = { statusCode: 404, error: 'No data available for bills', correlationId: 'c' };
		sandbox.faults.add({ kind: 'status', status: 404, body });
		const { json, error } = await run('getAllBills');
		expect(error).toBeUndefined();
		expect(json).toEqual([]);
	});
});

describe('mapping options', () => {
	test('of all pages are one record, in which each comes once', async () => {
		const pages = [
			{ accounts: [{ id: 'a' }], taxRates: [{ id: 't' }], pagination: { continuationToken: 'p2' } },
			{ accounts: [{ id: 'b' }], taxRates: [{ id: 't' }], pagination: {} },
		];
		sandbox.faults.add({ kind: 'rewrite', times: 1, rewrite: () => pages[0] });
		sandbox.faults.add({ kind: 'status', status: 200, body: pages[1] });
		const { json } = await run('getMappingOptions', { mappingType: 'bills' });
		expect(json).toEqual([{ accounts: [{ id: 'a' }, { id: 'b' }], taxRates: [{ id: 't' }] }]);
		expect(sandbox.requests.map(({ query }) => query.continuationToken)).toEqual([undefined, 'p2']);
	});

	test('may be asked for with archived ones', async () => {
		await run('getMappingOptions', {
			mappingType: 'payments',
			options: { statusQuery: 'status=Active||status=Archived' },
		});
		expect(sandbox.requests[0].path).toMatch(/mappingOptions\/payments$/);
		expect(sandbox.requests[0].query.statusQuery).toBe('status=Active||status=Archived');
	});
});

describe('files', () => {
	const file = {
		data: {
			data: Buffer.from('an invoice').toString('base64'),
			mimeType: 'application/pdf',
			fileName: 'i.pdf',
		},
	};

	test('one that is attached is listed, and downloaded with its name and type', async () => {
		const { json } = await run('uploadAttachment', { billId: 'payable-0003' }, { binary: [file] });
		const attachmentId = json[0].id as string;
		const listed = await run('getAllAttachments', { billId: 'payable-0003' });
		expect(listed.json).toEqual([expect.objectContaining({ id: attachmentId, name: 'i.pdf' })]);
		const { items } = await run('downloadAttachment', { billId: 'payable-0003', attachmentId });
		expect(items[0].binary?.data).toMatchObject({
			fileName: 'i.pdf',
			mimeType: 'application/pdf',
		});
	});
});
