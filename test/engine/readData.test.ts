import type { IDataObject } from 'n8n-workflow';

import { recordsToChange } from '../../sandbox/data/reading';
import { changeRecords } from '../../sandbox/data/records';
import { SEED } from '../../sandbox/seed';
import { startSandbox, type Sandbox } from '../../sandbox/server';
import { loadOptionsContext, runCodat } from './harness';
import {
	getFilterConditions,
	getFilterFields,
	getSortOrders,
} from '../../nodes/Codat/methods/loadOptions';

const { bakery, florist } = SEED.companies;
const byId = (value: string) => ({ __rl: true, mode: 'id', value });
const books = byId(florist.connections.accounting);

let sandbox: Sandbox;
beforeAll(async () => {
	sandbox = await startSandbox();
});
beforeEach(() => sandbox.reset());
afterAll(async () => await sandbox.close());

const credential = () => ({ apiKey: sandbox.apiKey, baseUrl: sandbox.url });
let runs = 0;
const run = async (operation: string, parameters: IDataObject = {}, items?: IDataObject[]) =>
	await runCodat(
		credential(),
		{ resource: 'readData', operation, companyId: byId(florist.id), ...parameters },
		{ items, executionId: `run-${runs++}` },
	);
const list = async (parameters: IDataObject) =>
	await run('getAll', { returnAll: true, ...parameters });
const queries = () => sandbox.requests.map(({ query }) => query.query);

/** Changes the florist's records of a type, as the platform would. */
function change(dataType: string, what: Parameters<typeof changeRecords>[1]) {
	const company = sandbox.state.companies.get(florist.id)!;
	const connectionId = florist.connections.accounting;
	const set = recordsToChange(company, { dataType, connectionId }, sandbox.clock);
	changeRecords(set, what, sandbox.clock);
}

describe('Get Many Records', () => {
	test('is simple, without deleted records, unless asked for more', async () => {
		const { json } = await list({ dataType: 'invoices' });
		expect(json.length).toBeGreaterThan(3);
		for (const record of json) {
			expect(Object.keys(record).length).toBeLessThanOrEqual(10);
			expect(record.id).toBeTruthy();
		}
		const whole = await list({ dataType: 'invoices', simplify: false, includeDeleted: true });
		expect(whole.json.length).toBeGreaterThan(json.length);
		const deleted = whole.json.filter(
			({ metadata }) => (metadata as IDataObject | null)?.isDeleted,
		);
		expect(whole.json.length - deleted.length).toBe(json.length);
	});

	test('a limit is filled with records that are not deleted', async () => {
		const all = (await list({ dataType: 'invoices' })).json;
		const { json } = await run('getAll', { dataType: 'invoices', limit: all.length });
		expect(json.map(({ id }) => id).sort()).toEqual(all.map(({ id }) => id).sort());
	});

	test('filters, Modified Since and Query become one query of Codat’s', async () => {
		await run('getAll', {
			dataType: 'invoices',
			matchType: 'anyCondition',
			filters: {
				conditions: [
					{ field: 'status', condition: 'equals', value: 'Paid' },
					{ field: 'totalAmount', condition: 'greaterThan', value: '100' },
				],
			},
			options: { modifiedSince: '2026-01-31T10:00:00.1234567Z', query: 'currency=GBP' },
		});
		expect(queries()).toEqual([
			'{status=Paid||totalAmount>100}&&currency=GBP&&modifiedDate>=2026-01-31T10:00:00.123Z',
		]);
	});

	test('only what was modified since comes back', async () => {
		const all = (await list({ dataType: 'customers', simplify: false })).json;
		const dates = all.map(({ modifiedDate }) => String(modifiedDate)).sort();
		const since = dates[Math.floor(dates.length / 2)];
		const { json } = await list({ dataType: 'customers', options: { modifiedSince: since } });
		expect(json.length).toBeLessThan(all.length);
		expect(json.length).toBeGreaterThan(0);
	});

	test('of a shop, its records are read by connection', async () => {
		const { json } = await list({
			companyId: byId(bakery.id),
			dataType: 'commerce-orders',
			connectionId: byId(bakery.connections.commerce),
		});
		expect(json.length).toBeGreaterThan(0);
		expect(sandbox.requests[0].path).toContain(
			`/connections/${bakery.connections.commerce}/data/commerce-orders`,
		);
	});

	test('of a type that is read whole, nothing can be asked', async () => {
		const parameters = {
			companyId: byId(bakery.id),
			dataType: 'commerce-locations',
			connectionId: byId(bakery.connections.commerce),
		};
		const { json } = await run('getAll', { ...parameters, limit: 1 });
		expect(json).toHaveLength(1);
		expect(sandbox.requests[0].query).toEqual({});
		const { error } = await run('getAll', { ...parameters, options: { query: 'name~x' } });
		expect(error?.message).toContain("'Query' can't be used with it");
	});

	test('records that change while they are read are there once, and none is missed', async () => {
		change('invoices', { action: 'add', count: 4100 });
		const before = (await list({ dataType: 'invoices', simplify: false, includeDeleted: true }))
			.json;
		expect(before.length).toBeGreaterThan(4100);
		sandbox.requests.length = 0;
		change('invoices', { action: 'modify', id: String(before[0].id), afterReads: 1 });
		const { json } = await list({ dataType: 'invoices', includeDeleted: true });
		expect(sandbox.requests.length).toBeGreaterThan(2);
		expect(json.map(({ id }) => id).sort()).toEqual(before.map(({ id }) => id).sort());
	});
});

describe('what can’t work is said', () => {
	test.each<[string, string, IDataObject, RegExp]>([
		[
			'a type that the platform lacks',
			'getAll',
			{ dataType: 'commerce-orders', connectionId: books },
			/can't be read from Codat Sandbox/,
		],
		[
			'a type that is no list',
			'getAll',
			{ dataType: 'balanceSheet' },
			/^Codat has no list of "balanceSheet"/,
		],
		[
			'a filter on a field that Codat can’t query',
			'getAll',
			{
				dataType: 'invoices',
				filters: { conditions: [{ field: 'lineItems', condition: 'equals', value: '1' }] },
			},
			/^Codat can't filter these records by "lineItems"/,
		],
		[
			'a condition that doesn’t fit',
			'getAll',
			{
				dataType: 'invoices',
				filters: { conditions: [{ field: 'dueDate', condition: 'contains', value: '1' }] },
			},
			/^The condition of the filter on 'Due Date' does not fit/,
		],
		[
			'a value that Codat’s language can’t hold',
			'getAll',
			{
				dataType: 'customers',
				filters: {
					conditions: [{ field: 'customerName', condition: 'equals', value: 'Marks & Co' }],
				},
			},
			/holds "&"/,
		],
		[
			'a date in words',
			'getAll',
			{ dataType: 'invoices', options: { modifiedSince: 'last week' } },
			/^'Modified Since' is not a date/,
		],
		[
			'Modified Since of what has no date',
			'getAll',
			{
				companyId: byId(bakery.id),
				connectionId: byId(bakery.connections.commerce),
				dataType: 'commerce-products',
				options: { modifiedSince: '2026-01-31' },
			},
			/^Codat doesn't say when a product was modified/,
		],
		['a record that is gone', 'get', { dataType: 'invoices', recordId: 'nobody' }, /not found/i],
		['a period of no length', 'getFinancials', { periodLength: 0 }, /^'Period Length/],
	])('%s', async (_, operation, parameters, message) => {
		const { error } = await run(operation, parameters);
		expect(error?.message).toMatch(message);
		expect(error?.description).toBeTruthy();
	});
});

describe('downloads', () => {
	const pdf = async () => await run('downloadInvoicePdf', { recordId: 'invoice-0001' });

	test('an invoice is a PDF in the field that was named', async () => {
		const { items, error } = await run('downloadInvoicePdf', {
			recordId: 'invoice-0001',
			binaryPropertyName: 'invoice',
		});
		expect(error).toBeUndefined();
		const [{ json, binary }] = items;
		expect(json).toMatchObject({ mimeType: 'application/pdf', bytes: expect.any(Number) });
		expect(Buffer.from(binary!.invoice.data, 'base64').toString('latin1')).toMatch(/^%PDF/);
		expect(Buffer.from(binary!.invoice.data, 'base64')).toHaveLength(json.bytes as number);
	});

	test.each(['html', 'htmlAsJson'] as const)(
		'a page in its place (%s) is no file',
		async (kind) => {
			sandbox.faults.add({ kind, times: Infinity });
			const { error, items } = await pdf();
			expect(error?.message).toMatch(/web page came back|can’t be read/);
			expect(items).toEqual([]);
		},
	);

	test('a refusal is told in Codat’s words', async () => {
		const { error } = await run('downloadInvoicePdf', { recordId: 'nobody' });
		expect(error?.message).toMatch(/not found/i);
	});

	test.each(['empty', 'noContent'] as const)('nothing (%s) is no file', async (kind) => {
		sandbox.faults.add({ kind });
		expect((await pdf()).error?.message).toBe('Codat sent no file');
	});
});

test('Get Status gives an item for each data type', async () => {
	const { json } = await run('getStatus');
	expect(json.length).toBeGreaterThan(20);
	expect(new Set(json.map(({ dataType }) => dataType)).size).toBe(json.length);
});

test('an item for each attachment', async () => {
	const { json } = await run('getAllAttachments', {
		connectionId: books,
		dataType: 'bills',
		recordId: 'bill-0001',
	});
	expect(json.length).toBeGreaterThan(0);
	expect(json[0]).toMatchObject({ id: expect.any(String), name: expect.any(String) });
});

describe('the lists in the editor', () => {
	const context = (parameters: IDataObject) =>
		loadOptionsContext(credential(), { resource: 'readData', operation: 'getAll', ...parameters });

	test('fields and orders are those of the data type, with no request', async () => {
		const fields = await getFilterFields.call(context({ dataType: 'invoices' }));
		expect(fields).toContainEqual({
			name: 'Customer › Company Name',
			value: 'customerRef.companyName',
		});
		expect(fields.map(({ value }) => value)).not.toContain('lineItems');
		const orders = await getSortOrders.call(context({ dataType: 'commerce-orders' }));
		expect(orders).toContainEqual({ name: 'Created Date (Newest First)', value: '-createdDate' });
		expect(await getFilterFields.call(context({ dataType: '__proto__' }))).toEqual([]);
		expect(sandbox.requests).toEqual([]);
	});

	test('conditions fit the field of the filter', async () => {
		const conditions = async (field: string) => {
			const own = context({ dataType: 'invoices' });
			jest
				.spyOn(own, 'getCurrentNodeParameter')
				.mockImplementation((name) =>
					name === '&field'
						? field
						: { resource: 'readData', operation: 'getAll', dataType: 'invoices' }[name],
				);
			return (await getFilterConditions.call(own)).map(({ name }) => name);
		};
		expect(await conditions('dueDate')).toContain('Is On or After');
		expect(await conditions('metadata.isDeleted')).toEqual(['Is True', 'Is False']);
		expect(await conditions('note')).toEqual(['Contains', 'Equals', 'Does Not Equal']);
		expect(await conditions('status')).toEqual(['Equals', 'Does Not Equal']);
	});
});
