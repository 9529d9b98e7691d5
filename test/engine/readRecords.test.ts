import type { IDataObject } from 'n8n-workflow';

import { changeRecords } from '../../sandbox/data/records';
import { recordsToChange } from '../../sandbox/data/reading';
import { SEED } from '../../sandbox/seed';
import { startSandbox, type Sandbox } from '../../sandbox/server';
import { simpleRecord } from '../../nodes/Codat/recordProperties';
import { clock, useFakeClock } from './clock';
import { byId, runCodat, type RunOptions } from './harness';

jest.mock('n8n-workflow', () => jest.requireActual('./clock').withFakeSleep());
useFakeClock();

const { florist } = SEED.companies;
const { accounting, commerce } = florist.connections;

let sandbox: Sandbox;
beforeAll(async () => {
	sandbox = await startSandbox({ now: () => clock.time });
});
beforeEach(() => sandbox.reset());
afterAll(async () => await sandbox.close());

async function run(operation: string, parameters: IDataObject, options?: RunOptions) {
	const credential = { apiKey: sandbox.apiKey, baseUrl: sandbox.url };
	const all = { resource: 'readData', operation, companyId: byId(florist.id), ...parameters };
	return await runCodat(credential, all, options);
}

async function refusal(operation: string, parameters: IDataObject) {
	const { error } = await run(operation, parameters);
	return { text: `${error?.message} ${error?.description}`, sent: sandbox.requests.length };
}

const change = (dataType: string, parts: IDataObject) => {
	const company = sandbox.state.companies.get(florist.id)!;
	const how = { dataType, ...parts } as unknown as Parameters<typeof changeRecords>[1];
	const place = how as unknown as Parameters<typeof recordsToChange>[1];
	const own = { now: () => clock.time, stamp: sandbox.clock.stamp.bind(sandbox.clock) };
	changeRecords(recordsToChange(company, place, own as never), how, own as never);
};

const orders = { dataType: 'commerce-orders', connectionId: byId(commerce) };
const invoices = { dataType: 'invoices' };
const customers = { dataType: 'customers', returnAll: true };
const ids = (json: IDataObject[]) => json.map(({ id }) => id as string);

describe('Get Many Records', () => {
	test('reads a company’s records, simplified, without those that are deleted', async () => {
		const { json } = await run('getAll', { ...invoices, returnAll: true });
		expect(json.length).toBeGreaterThan(5);
		const simple = simpleRecord('invoices').map((name) => name.split('.')[0]);
		for (const record of json) {
			expect(Object.keys(record).filter((key) => !simple.includes(key))).toEqual([]);
		}
		const all = await run('getAll', {
			...invoices,
			returnAll: true,
			simplify: false,
			includeDeleted: true,
		});
		const isDeleted = ({ metadata }: IDataObject) => (metadata as IDataObject).isDeleted === true;
		const deleted = all.json.filter(isDeleted);
		expect(deleted.length).toBeGreaterThan(0);
		expect(ids(all.json.filter((each) => !isDeleted(each))).sort()).toEqual(ids(json).sort());
	});

	test('reads up to the limit though deleted ones are among the first', async () => {
		const { json } = await run('getAll', { ...invoices, limit: 8 });
		expect(json).toHaveLength(8);
		expect(sandbox.requests).toHaveLength(1);
	});

	test('reads a connection’s records, and sorts as Codat does', async () => {
		const { json } = await run('getAll', {
			...orders,
			returnAll: true,
			options: { orderBy: '-createdDate' },
		});
		expect(sandbox.requests).toMatchObject([{ query: { orderBy: '-createdDate' } }]);
		expect(sandbox.requests[0].path).toContain(`/connections/${commerce}/data/commerce-orders`);
		const dates = json.map(({ createdDate }) => String(createdDate));
		expect(dates).toEqual([...dates].sort().reverse());
	});

	test.each([
		['2026-01-02', '2026-01-02T00:00:00.000Z'],
		['2026-01-02T03:04:05.1234567Z', '2026-01-02T03:04:05.123Z'],
	])('filters, Query and Modified Since %s become one query', async (modifiedSince, date) => {
		const { error } = await run('getAll', {
			...invoices,
			matchType: 'anyCondition',
			filters: {
				conditions: [
					{ field: 'status', condition: 'equals', value: 'Paid' },
					{ field: 'totalAmount', condition: 'greaterThan', value: '100' },
				],
			},
			options: { modifiedSince, query: 'currency=GBP' },
		});
		expect(error).toBeUndefined();
		expect(sandbox.requests.map(({ query }) => query.query)).toEqual([
			`{status=Paid||totalAmount>100}&&currency=GBP&&modifiedDate>=${date}`,
		]);
	});

	test('only what was modified since comes back', async () => {
		const all = (await run('getAll', { ...customers, simplify: false })).json;
		const dates = all.map(({ modifiedDate }) => String(modifiedDate)).sort();
		const since = dates[Math.floor(dates.length / 2)];
		const { json } = await run('getAll', { ...customers, options: { modifiedSince: since } });
		expect(json.length).toBeLessThan(all.length);
		expect(json.length).toBeGreaterThan(0);
	});

	test('misses none and repeats none while records change between pages', async () => {
		change('commerce-orders', { action: 'add', count: 4500, sameDate: 700 });
		change('commerce-orders', { action: 'update', afterReads: 1 });
		change('commerce-orders', { action: 'update', afterReads: 2 });
		const before = (await run('getAll', { ...orders, returnAll: true })).json;
		expect(new Set(ids(before)).size).toBe(before.length);
		const after = (await run('getAll', { ...orders, returnAll: true })).json;
		expect(ids(before).sort()).toEqual(ids(after).sort());
	});

	test('a data type may come by expression, with a connection or without', async () => {
		const items = [{ dataType: 'invoices' }, { dataType: 'chartOfAccounts' }];
		const dataType = '={{ $json.dataType }}';
		const { json, error } = await run('getAll', { dataType, limit: 1 }, { items });
		expect(error).toBeUndefined();
		expect(json).toHaveLength(2);
		const { text } = await refusal('getAll', { dataType: 'commerce-orders' });
		expect(text).toMatch(/'Connection' is empty/);
	});

	test('sorts itself what comes on many pages', async () => {
		change('commerce-orders', { action: 'add', count: 2500 });
		const options = { orderBy: '-orderNumber' };
		const { json } = await run('getAll', { ...orders, returnAll: true, options });
		const numbers = json.map(({ orderNumber }) => String(orderNumber));
		expect(numbers).toHaveLength(new Set(numbers).size);
		expect(numbers).toEqual([...numbers].sort((a, b) => b.localeCompare(a)));
	});

	test.each([
		['Sort', { orderBy: 'name' }],
		['Query', { query: 'name~x' }],
	])('reads what comes at once without page, query or order (%s)', async (label, options) => {
		const locations = { ...orders, dataType: 'commerce-locations' };
		const { json } = await run('getAll', { ...locations, limit: 3 });
		expect(json).toHaveLength(3);
		expect(sandbox.requests[0].query).toEqual({});
		const { text } = await refusal('getAll', { ...locations, options });
		expect(text).toMatch(
			new RegExp(`'${label}' can't be used with it .*n8n's Filter or Sort node`),
		);
	});
});

describe('what can’t be', () => {
	test.each<[string, string, IDataObject, RegExp, number]>([
		[
			'a data type that there isn’t',
			'getAll',
			{ dataType: 'unicorns' },
			/no list of "unicorns".*one of accountTransactions/,
			0,
		],
		[
			'one that is no list',
			'getAll',
			{ dataType: 'balanceSheet' },
			/"balanceSheet".*Set 'Data Type' to one of/,
			0,
		],
		[
			'a field that Codat can’t filter by',
			'getAll',
			{
				...invoices,
				filters: { conditions: [{ field: 'lineItems', condition: 'equals', value: '1' }] },
			},
			/can't filter these records by "lineItems".*'Query'/,
			0,
		],
		[
			'a date in words',
			'getAll',
			{ ...invoices, options: { modifiedSince: 'last week' } },
			/'Modified Since' is not a date: "last week".*2026-01-31/,
			0,
		],
		[
			'Modified Since of what has no date',
			'getAll',
			{ ...orders, dataType: 'commerce-products', options: { modifiedSince: '2026-01-31' } },
			/product.*Remove 'Modified Since'/,
			0,
		],
		[
			'a connection of another type',
			'getAll',
			{ ...orders, connectionId: byId(accounting) },
			/Commerce: Orders can't be read from .*type is Accounting.*Choose a connection of the type Commerce/,
			2,
		],
		[
			'the same for one record',
			'get',
			{ ...orders, connectionId: byId(accounting), recordId: 'order-0001' },
			/can't be read from .* Choose a connection of the type Commerce/,
			2,
		],
		[
			'a record that is gone',
			'get',
			{ ...invoices, recordId: 'gone' },
			/Invoice gone not found.*the record may be deleted/,
			1,
		],
		[
			'a query that Codat can’t read',
			'getAll',
			{ ...invoices, returnAll: true, options: { query: 'colour=red' } },
			/Could not resolve property colour/,
			2,
		],
		[
			'a condition that doesn’t fit',
			'getAll',
			{
				...invoices,
				filters: { conditions: [{ field: 'dueDate', condition: 'contains', value: '1' }] },
			},
			/The condition of the filter on 'Due Date' does not fit/,
			0,
		],
		[
			'a value that Codat’s language can’t hold',
			'getAll',
			{
				...customers,
				filters: {
					conditions: [{ field: 'customerName', condition: 'equals', value: 'Marks & Co' }],
				},
			},
			/contains "&"/,
			0,
		],
		['a period of no length', 'getFinancials', { periodLength: 0 }, /'Period Length/, 0],
		['no account', 'getAll', { ...orders, dataType: 'bankTransactions' }, /'Bank Account ID'/, 0],
	])('%s', async (_, operation, parameters, text, requests) => {
		const refused = await refusal(operation, parameters);
		expect(refused.text).toMatch(new RegExp(text.source, 's'));
		expect(refused.sent).toBe(requests);
	});
});

test('Get Status is an item for each data type', async () => {
	const { json } = await run('getStatus', {});
	expect(json.length).toBeGreaterThan(20);
	expect(new Set(json.map(({ dataType }) => dataType)).size).toBe(json.length);
});

test('a statement is asked for by period', async () => {
	const { json } = await run('getFinancials', {
		dataType: 'profitAndLoss',
		periodLength: 3,
		periodsToCompare: 2,
	});
	expect(json[0].reports).toHaveLength(2);
	expect(sandbox.requests[0].query).toMatchObject({ periodLength: '3', periodsToCompare: '2' });
});
