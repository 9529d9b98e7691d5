import type { IDataObject } from 'n8n-workflow';

import { SEED } from '../../sandbox/seed';
import { startSandbox, type Sandbox } from '../../sandbox/server';
import { runCodat } from './harness';

/** Values as expressions may give them by mistake: refused by name, or sent as they are meant. */
let sandbox: Sandbox;
beforeAll(async () => {
	sandbox = await startSandbox();
});
beforeEach(() => {
	sandbox.reset();
	sandbox.requests.length = 0;
});
afterAll(async () => await sandbox.close());

const companyId = { __rl: true, mode: 'id', value: SEED.companies.bakery.id };
const HALF = '={{ "🥐".slice(0, 1) }}';

async function run(resource: string, operation: string, parameters: IDataObject) {
	return await runCodat(
		{ apiKey: sandbox.apiKey, baseUrl: sandbox.url },
		{ resource, operation, ...parameters },
	);
}

async function refused(label: string, ...call: Parameters<typeof run>) {
	const { error } = await run(...call);
	expect(`${error?.message} ${error?.description}`).toContain(label);
	expect(sandbox.requests).toEqual([]);
}

describe('filters', () => {
	const list = async (filters: IDataObject) => await run('company', 'getAll', { filters });

	const named = { field: 'name', condition: 'contains', value: 'x' };

	test.each<[IDataObject, string]>([
		[{ field: '={{ null }}' }, "A filter has no 'Field'"],
		[{ field: '={{ ["name"] }}' }, "A filter has no 'Field'"],
		[{ field: '={{ "name=Harbour||name" }}' }, "Codat can't filter these records by"],
		[{ condition: '={{ undefined }}' }, "The condition of the filter on 'Name' does not fit"],
		[{ condition: '={{ ({}) }}' }, "The condition of the filter on 'Name' does not fit"],
		[{ value: '={{ null }}' }, "The filter on 'Name' has no value"],
		[{ value: '={{ ["Harbour"] }}' }, "The filter on 'Name' has no value"],
		[{ value: '={{ "x||name~y" }}' }, "The value of the filter on 'Name' contains"],
	])('%j does not count as no filter', async (given, message) => {
		const { error } = await list({ conditions: [{ ...named, ...given }] });
		expect(error?.message).toContain(message);
		expect(sandbox.requests).toEqual([]);
	});

	test.each([{}, { conditions: [] }])('%j is no filter', async (filters) => {
		const { error, json } = await list(filters);
		expect(error).toBeUndefined();
		expect(json.length).toBeGreaterThan(1);
	});

	const byStatus = (value: string) => ({
		conditions: [{ field: 'dataConnections.status', condition: 'notEquals', value }],
	});

	test('a value that the field never has is refused, with those that it has', async () => {
		const { error } = await list(byStatus('Linkd'));
		expect(error?.message).toContain("'Data Connections › Status'");
		expect(error?.description).toContain('PendingAuth, Linked');
		expect(sandbox.requests).toEqual([]);
	});

	test('one in other letters is sent in Codat’s', async () => {
		await list(byStatus('linked'));
		expect(sandbox.requests[0].query.query).toBe('dataConnections.status!=Linked');
	});
});

describe('half a character, as a cut through an emoji leaves it', () => {
	test.each<[string, string, IDataObject]>([
		['company', 'getAll', { options: { query: HALF } }],
		['company', 'getAll', { options: { tags: { rows: [{ name: 'a', value: HALF }] } } }],
		[
			'company',
			'getAll',
			{ filters: { conditions: [{ field: 'name', condition: 'contains', value: HALF }] } },
		],
		['pushData', 'getAll', { companyId, options: { query: HALF } }],
		['pushData', 'get', { companyId, pushOperationKey: HALF }],
	])('%s %s %j ends in no error of JavaScript’s', async (...call) => {
		const { error } = await run(...call);
		expect(error?.message ?? '').not.toContain('URI');
	});
});

test.each([HALF, '={{ "a b" }}', '={{ "x".repeat(5000) }}', '={{ "name&pageSize=1" }}', '../x'])(
	'Sort by %s is refused',
	async (orderBy) => {
		await refused("'Sort'", 'company', 'getAll', { options: { orderBy } });
	},
);

test.each([HALF, '..', '../x', '={{ "a b" }}', '={{ $now }}', '={{ "x".repeat(5000) }}'])(
	'%s is no product identifier',
	async (productIdentifier) => {
		await refused("'Product Identifier'", 'company', 'addProduct', {
			companyId,
			productIdentifier,
		});
	},
);

test.each(['={{ "a\\r\\nX: y" }}', 'javascript:alert(1)', 'mailto:a@example.com', 'a:b'])(
	'%s is no URL to send events to',
	async (url) => {
		await refused("'URL'", 'webhook', 'create', { url, eventTypes: ['read.completed'] });
	},
);

describe('tags', () => {
	const twice = { rows: [1, 2].map((value) => ({ name: 'region', value: `${value}` })) };

	test('one name with two values is refused, where one would be lost', async () => {
		await refused('"region" twice', 'company', 'getAll', { options: { tags: twice } });
		await refused('"region" twice', 'company', 'create', {
			name: 'Quay Cycles',
			additionalFields: { tags: twice },
		});
	});

	test('a tag may have any name', async () => {
		const names = ['name', 'value', 'rows', '__proto__'];
		await run('company', 'create', {
			name: 'Quay Cycles',
			additionalFields: { tags: { rows: names.map((name) => ({ name, value: name[0] })) } },
		});
		expect(JSON.stringify(sandbox.requests[0].body)).toContain(
			'"tags":{"name":"n","value":"v","rows":"r","__proto__":"_"}',
		);
	});
});

describe('rows whose fields expressions fill in', () => {
	const update = async (row: IDataObject) =>
		await run('company', 'updateSyncSettings', { companyId, settings: { rows: [row] } });

	test.each([
		['={{ undefined }}', 'Data Type', { dataType: '={{ undefined }}' }],
		['a list', 'Data Type', { dataType: '={{ ["bills"] }}' }],
		['a text', 'Fetch on First Link', { fetchOnFirstLink: '={{ "perhaps" }}' }],
		['null', 'Refresh Every (Hours)', { syncSchedule: '={{ null }}' }],
		['a broken number', 'Order', { syncOrder: '={{ 1.5 }}' }],
		['an object', 'History From', { syncFromUtc: '={{ ({}) }}' }],
	])('%s: %s is not taken from the form’s defaults', async (_, name, row) => {
		await refused(`'Settings #1: ${name}'`, 'company', 'updateSyncSettings', {
			companyId,
			settings: { rows: [row] },
		});
	});

	test('may be null where Codat’s own are', async () => {
		const { error } = await update({
			dataType: '={{ "bills" }}',
			fetchOnFirstLink: '={{ false }}',
			syncSchedule: '={{ 1 }}',
			syncFromUtc: '={{ null }}',
			syncFromWindow: '={{ null }}',
			monthsToSync: '={{ null }}',
		});
		expect(error).toBeUndefined();
		expect(sandbox.requests[0].body).toMatchObject({
			settings: [{ dataType: 'bills', fetchOnFirstLink: false, syncSchedule: 1, syncOrder: 0 }],
		});
	});
});

describe('lists beside rows', () => {
	const upload = async (list: string) =>
		await run('bankStatement', 'uploadStatement', {
			companyId,
			connectionId: { __rl: true, mode: 'id', value: SEED.companies.bakery.connections.accounting },
			dataType: 'banking-transactions',
			transactions: { lists: [{ list }] },
		});

	test.each([
		[
			'={{ [{ Id: "t-1", accountId: "a", currency: "GBP" }] }}',
			"'Transactions #1: Transaction ID'",
		],
		['={{ ({ accountId: "a" }) }}', "'Transactions #1: Transaction ID'"],
		[
			'={{ [{ id: "t-1", accountId: "a", amount: 1 }] }}',
			"'Transactions #1: Transaction Currency'",
		],
		['={{ [5] }}', "'Transactions' must be a list of objects"],
		['={{ $now }}', "'Transactions' is not valid JSON"],
		['={{ true }}', "'Transactions' must be a list of objects"],
		['={{ null }}', "'Transactions' is empty"],
		['[{ "id": "t-1" }', "'Transactions' is not valid JSON"],
	])('%s: what it leaves out is not taken from the form', async (list, message) => {
		const { error } = await upload(list);
		expect(error?.message).toContain(message);
		expect(sandbox.requests).toEqual([]);
	});
});

test.each([
	['a list', [{ name: 'A', apiKey: 'secret-1' }]],
	['nested', { name: 'A', client: { apiKey: 'secret-1', ApiKey: 'secret-1' } }],
])('the profile’s key is in no output: %s', async (_, body) => {
	sandbox.faults.add({ kind: 'rewrite', rewrite: () => body });
	const { json } = await run('setting', 'getProfile', {});
	expect(JSON.stringify(json)).toContain('"A"');
	expect(JSON.stringify(json)).not.toContain('secret-1');
});
