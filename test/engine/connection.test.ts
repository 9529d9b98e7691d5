import type { IDataObject } from 'n8n-workflow';
import { SEED } from '../../sandbox/seed';
import { startSandbox, type Sandbox } from '../../sandbox/server';
import { clock, useFakeClock } from './clock';
import { byId, runCodat, type RunOptions } from './harness';

jest.mock('n8n-workflow', () => jest.requireActual('./clock').withFakeSleep());
useFakeClock();

const { bakery, bookshop, studio, surveyors, workshop } = SEED.companies;
const UNKNOWN_ID = '0e8a2b1c-1111-4222-8333-444455556666';

let sandbox: Sandbox;

beforeAll(async () => {
	sandbox = await startSandbox({ now: clock.now });
});
beforeEach(() => sandbox.reset());
afterAll(async () => await sandbox.close());

async function run(operation: string, parameters: IDataObject, options?: RunOptions) {
	return await runCodat(
		{ apiKey: sandbox.apiKey, baseUrl: sandbox.url },
		{ resource: 'connection', operation, ...parameters },
		options,
	);
}

const byKey = (value: string) => ({ __rl: true, mode: 'key', value });
const paths = () => sandbox.requests.map(({ method, path }) => `${method} ${path}`);
const effects = () => sandbox.ledger.map(({ kind }) => kind);
const statusOf = (companyId: string, connectionId: string) =>
	sandbox.state.companies.get(companyId)?.connections.find(({ id }) => id === connectionId)?.status;

const ofBakery = {
	companyId: byId(bakery.id),
	connectionId: byId(bakery.connections.accounting),
};
const bakeryPath = `/companies/${bakery.id}/connections/${bakery.connections.accounting}`;

describe('what each operation sends and returns', () => {
	test('Create', async () => {
		const { json } = await run('create', {
			companyId: byId(studio.id),
			platformKey: byKey(' GBOL '),
		});
		expect(json).toEqual([
			expect.objectContaining({
				platformName: 'Xero',
				status: 'PendingAuth',
				linkUrl: expect.any(String),
			}),
		]);
		expect(paths()).toEqual([`POST /companies/${studio.id}/connections`]);
		expect(sandbox.requests[0].body).toEqual({ platformKey: 'gbol' });
		expect(sandbox.requests[0].headers['idempotency-key']).toMatch(/^[0-9a-f-]{36}$/);
	});

	test('Create Partner Expense', async () => {
		const { json } = await run('createPartnerExpense', { companyId: byId(studio.id) });
		expect(json).toEqual([expect.objectContaining({ sourceType: 'Expense', status: 'Linked' })]);
		expect(paths()).toEqual([
			`POST /companies/${studio.id}/sync/expenses/connections/partnerExpense`,
		]);
		expect(sandbox.requests[0].body).toBeUndefined();
	});

	test('Delete', async () => {
		const { json } = await run('delete', ofBakery);
		expect(json).toEqual([{ deleted: true }]);
		expect(paths()).toEqual([`DELETE ${bakeryPath}`]);
		expect(effects()).toEqual(['connection.deleted']);
	});

	test('Get', async () => {
		const { json } = await run('get', ofBakery);
		expect(json).toEqual([
			expect.objectContaining({ id: bakery.connections.accounting, platformName: 'Xero' }),
		]);
		expect(paths()).toEqual([`GET ${bakeryPath}`]);
	});

	test('Get Many', async () => {
		const { json } = await run('getAll', { companyId: byId(bakery.id) });
		expect(json.map(({ id }) => id)).toEqual(Object.values(bakery.connections));
		expect(sandbox.requests.map(({ query }) => ({ ...query }))).toEqual([
			{ page: '1', pageSize: '50' },
		]);
	});

	test('Get Many of a company that has none', async () => {
		const { json, error } = await run('getAll', { companyId: byId(studio.id) });
		expect(error).toBeUndefined();
		expect(json).toEqual([]);
	});

	test('Get Many with a query and an order', async () => {
		const { json } = await run('getAll', {
			companyId: byId(workshop.id),
			returnAll: true,
			options: { query: ' status!=Unlinked && platformName~o ', orderBy: '-platformName' },
		});
		expect(json.map(({ platformName }) => platformName)).toEqual(['Shopify', 'QuickBooks Desktop']);
		expect({ ...sandbox.requests[0].query }).toEqual({
			query: 'status!=Unlinked && platformName~o',
			orderBy: '-platformName',
			page: '1',
			pageSize: '2000',
		});
	});

	test('Return All takes every page, Limit no more than it needs', async () => {
		const { connections } = sandbox.state.companies.get(studio.id)!;
		const [model] = sandbox.state.companies.get(bakery.id)!.connections;
		for (let number = 0; number < 4_100; number++)
			connections.push({ ...model, id: `c-${number}` });
		const all = await run('getAll', { companyId: byId(studio.id), returnAll: true });
		expect(new Set(all.json.map(({ id }) => id)).size).toBe(4_100);
		expect(sandbox.requests).toHaveLength(3);
		const some = await run('getAll', { companyId: byId(studio.id), limit: 7 });
		expect(some.json).toHaveLength(7);
		expect(sandbox.requests.at(-1)?.query).toMatchObject({ page: '1', pageSize: '7' });
		expect(sandbox.requests).toHaveLength(4);
	});

	test('Get Sync Flow URL', async () => {
		const { json } = await run('getSyncFlowUrl', {
			commerceKey: byKey('fztf'),
			accountingKey: byKey('qhyg'),
			options: {
				merchantIdentifier: 'Salt & Rye',
				redirectUrl: 'https://example.com/done?shop=2&x=1',
			},
		});
		expect(json).toEqual([{ url: expect.stringContaining('otp=') }]);
		expect(paths()).toEqual(['GET /config/sync/commerce/fztf/qhyg/start']);
		expect({ ...sandbox.requests[0].query }).toEqual({
			merchantIdentifier: 'Salt & Rye',
			redirectUrl: 'https://example.com/done?shop=2&x=1',
		});
	});

	test('Unlink', async () => {
		const { json } = await run('unlink', ofBakery);
		expect(json).toEqual([expect.objectContaining({ status: 'Unlinked' })]);
		expect(paths()).toEqual([`PATCH ${bakeryPath}`]);
		expect(sandbox.requests[0].body).toEqual({ status: 'Unlinked' });
	});

	test('Update', async () => {
		const updateFields = { status: 'Unlinked' };
		const { json } = await run('update', { ...ofBakery, updateFields });
		expect(json).toEqual([expect.objectContaining({ id: bakery.connections.accounting })]);
		expect(paths()).toEqual([`PATCH ${bakeryPath}`]);
		expect(sandbox.requests[0].body).toEqual(updateFields);
	});

	test.each([
		['typed', '{ "shop": "rye", "token": "t-1" }'],
		['an object from an expression', '={{ { shop: "rye", token: $json.token } }}'],
	])('Update Authorization, %s', async (_, authorization) => {
		const { json } = await run(
			'updateAuthorization',
			{ ...ofBakery, authorization },
			{ items: [{ token: 't-1' }] },
		);
		expect(json).toEqual([expect.objectContaining({ status: 'Linked' })]);
		expect(paths()).toEqual([`PUT ${bakeryPath}/authorization`]);
		expect(sandbox.requests[0].body).toEqual({ shop: 'rye', token: 't-1' });
	});
});

describe('what the user may put into the fields', () => {
	test.each([
		['a link from the portal', `https://app.codat.io/companies/${bakery.id}/data/connections/`],
		['a link URL', `https://link-api.codat.io/companies/${bakery.id}/connections/`],
	])('Connection takes %s', async (_, link) => {
		const { json } = await run('get', {
			companyId: byId(`https://app.codat.io/companies/${bakery.id}/summary`),
			connectionId: byId(`${link}${bakery.connections.commerce}?tab=1#top`),
		});
		expect(json).toEqual([expect.objectContaining({ id: bakery.connections.commerce })]);
	});

	test('every locator takes expressions, item by item', async () => {
		const { json } = await run(
			'get',
			{ companyId: byId('={{ $json.company }}'), connectionId: '={{ $json.connection }}' },
			{
				items: [
					{ company: bakery.id, connection: bakery.connections.commerce },
					{ company: bookshop.id, connection: bookshop.connections.accounting },
				],
			},
		);
		expect(json.map(({ platformName }) => platformName)).toEqual([
			'Commerce Sandbox',
			'QuickBooks Online',
		]);
	});
});

describe('what can be seen to be wrong is not sent', () => {
	test.each<[string, string, IDataObject, RegExp]>([
		['no company', 'getAll', { companyId: byId('={{ "" }}') }, /^'Company' is empty/],
		['a name', 'getAll', { companyId: byId('Harbour Lane Bakery') }, /^'Company' is not an ID/],
		['no connection', 'get', { ...ofBakery, connectionId: byId(' ') }, /^'Connection' is empty/],
		[
			'a platform key as a connection',
			'delete',
			{ ...ofBakery, connectionId: byId('gbol') },
			/^'Connection' is not an ID: "gbol"/,
		],
		[
			'a link to a company as a connection',
			'unlink',
			{ ...ofBakery, connectionId: byId(`https://app.codat.io/companies/${bakery.id}/summary`) },
			/^'Connection' is not an ID/,
		],
		['a step up the path', 'delete', { ...ofBakery, connectionId: byId('..') }, /'Connection'/],
		[
			'no platform',
			'create',
			{ companyId: byId(studio.id), platformKey: byKey('={{ null }}') },
			/^'Platform' is empty/,
		],
		[
			'a platform’s name',
			'create',
			{ companyId: byId(studio.id), platformKey: byKey('Xero UK') },
			/^'Platform' is not a platform key: "Xero UK"/,
		],
		[
			'an ID as a platform',
			'getSyncFlowUrl',
			{ commerceKey: byKey('aiwb'), accountingKey: byKey(UNKNOWN_ID) },
			/^'Accounting Platform' is not a platform key/,
		],
		[
			'half a URL',
			'getSyncFlowUrl',
			{
				commerceKey: byKey('aiwb'),
				accountingKey: byKey('mqjo'),
				options: { redirectUrl: 'example.com/done' },
			},
			/^'Redirect URL' is not a whole URL/,
		],
		[
			'text for JSON',
			'updateAuthorization',
			{ ...ofBakery, authorization: 'token=t-1' },
			/^'Authorization' is not valid JSON/,
		],
		[
			'a list for an object',
			'updateAuthorization',
			{ ...ofBakery, authorization: '["t-1"]' },
			/^'Authorization' must be a JSON object/,
		],
		[
			'an object with nothing in it',
			'updateAuthorization',
			{ ...ofBakery, authorization: '{}' },
			/^'Authorization' is empty/,
		],
		['nothing for an object', 'updateAuthorization', ofBakery, /^'Authorization' is empty/],
		[
			'a status that isn’t one',
			'update',
			{ ...ofBakery, updateFields: { status: '={{ "unlinked" }}' } },
			/^'Status' must be one of Deauthorized, Linked/,
		],
		[
			'a change of what is null',
			'update',
			{ ...ofBakery, updateFields: { status: '={{ null }}' } },
			/^'Status' must be one of Deauthorized, Linked/,
		],
		['no limit', 'getAll', { companyId: byId(bakery.id), limit: 0 }, /^'Limit' must be a whole/],
		['half a limit', 'getAll', { companyId: byId(bakery.id), limit: 1.5 }, /^'Limit' must be/],
		[
			'a query that is too long',
			'getAll',
			{ companyId: byId(bakery.id), options: { query: `platformName~${'x'.repeat(2048)}` } },
			/^'Query' has 2,061 characters/,
		],
	])('%s', async (_, operation, parameters, message) => {
		const { error } = await run(operation, parameters);
		expect(error?.message).toMatch(message);
		expect(error?.description).toBeTruthy();
		expect(sandbox.requests).toEqual([]);
	});

	test('the values of an authorization are in no message', async () => {
		const { error } = await run('updateAuthorization', {
			...ofBakery,
			authorization: 'shpat_s3cret',
		});
		expect(JSON.stringify([error?.message, error?.description])).not.toContain('s3cret');
	});
});

describe('what only Codat can see to be wrong', () => {
	test.each<[string, string, IDataObject, string, RegExp]>([
		['an unknown company', 'getAll', { companyId: byId(UNKNOWN_ID) }, '404', /company/],
		[
			'a connection of another company',
			'get',
			{ ...ofBakery, connectionId: byId(bookshop.connections.accounting) },
			'404',
			/connection/,
		],
		[
			'a platform key that doesn’t exist',
			'create',
			{ companyId: byId(studio.id), platformKey: byKey('zzzz') },
			'400',
			/zzzz/,
		],
		[
			'a platform that isn’t enabled',
			'create',
			{ companyId: byId(studio.id), platformKey: byKey('fqly') },
			'400',
			/not enabled/,
		],
		[
			'a connection that is not linked',
			'unlink',
			{
				companyId: byId(workshop.id),
				connectionId: byId(workshop.connections.commerce),
			},
			'400',
			/Only Linked/,
		],
		[
			'a property to query that doesn’t exist',
			'getAll',
			{ companyId: byId(bakery.id), options: { query: 'colour=red' } },
			'400',
			/colour/,
		],
		[
			'a property to order by that doesn’t exist',
			'getAll',
			{ companyId: byId(bakery.id), options: { orderBy: '-modifiedDate' } },
			'400',
			/modifiedDate/,
		],
	])('%s', async (_, operation, parameters, httpCode, message) => {
		const { error } = await run(operation, parameters);
		expect(error).toMatchObject({ httpCode, message: expect.stringMatching(message) });
		expect(error?.description).toBeTruthy();
		expect(effects()).toEqual([]);
	});
});

const UNKNOWN_OUTCOME = /may or may not have carried this out/;

describe('writes when something goes wrong', () => {
	const create = async (options?: RunOptions) =>
		await run('create', { companyId: byId(studio.id), platformKey: byKey('gbol') }, options);

	test.each([
		['the answer gets lost', { kind: 'resetAfterEffect' as const }],
		['half of the answer gets lost', { kind: 'resetMidBody' as const }],
		['the connection drops', { kind: 'resetBeforeResponse' as const }],
		['the rate limit is reached', { kind: 'tooManyRequests' as const, seconds: 30 }],
		['the same write is in progress', { kind: 'inProgress' as const }],
	])('Create takes effect once when %s', async (_, fault) => {
		sandbox.faults.add({ ...fault, times: 2 });
		const { json, error } = await create();
		expect(error).toBeUndefined();
		expect(json).toEqual([expect.objectContaining({ platformName: 'Xero' })]);
		expect(effects()).toEqual(['connection.created']);
		const keys = sandbox.requests.map(({ headers }) => headers['idempotency-key']);
		expect(keys).toHaveLength(3);
		expect(new Set(keys).size).toBe(1);
	});

	test.each(['before', 'after'] as const)(
		'Create is not sent again after a 5xx (%s)',
		async (effect) => {
			sandbox.faults.add({ kind: 'error', status: 503, effect });
			const { error } = await create();
			expect(error?.description).toMatch(UNKNOWN_OUTCOME);
			expect(error?.description).toContain('connections');
			expect(sandbox.requests).toHaveLength(1);
		},
	);

	test('Create tried again by n8n after a lost answer takes effect once', async () => {
		sandbox.faults.add({ kind: 'resetAfterEffect' });
		const node = { retryOnFail: true, maxTries: 2, waitBetweenTries: 0 };
		const parameters = { companyId: byId(studio.id), platformKey: byKey('gbol') };
		const { json } = await run(
			'create',
			{ ...parameters, retries: { strategy: 'none' } },
			{ node },
		);
		expect(json).toEqual([expect.objectContaining({ platformName: 'Xero' })]);
		expect(effects()).toEqual(['connection.created']);
		expect(sandbox.requests).toHaveLength(2);
	});

	test('two items that ask for the same create two', async () => {
		const { json } = await create({ items: [{}, {}] });
		expect(new Set(json.map(({ id }) => id)).size).toBe(2);
	});

	test('Create Partner Expense takes effect once when the answer gets lost', async () => {
		sandbox.faults.add({ kind: 'resetAfterEffect' });
		const { error } = await run('createPartnerExpense', { companyId: byId(surveyors.id) });
		expect(error).toBeUndefined();
		expect(effects()).toEqual(['connection.created']);
	});

	test('Unlink takes effect once when the answer gets lost', async () => {
		sandbox.faults.add({ kind: 'resetAfterEffect' });
		const { json } = await run('unlink', ofBakery);
		expect(json).toEqual([expect.objectContaining({ status: 'Unlinked' })]);
		expect(effects()).toEqual(['connection.updated']);
	});

	test('Unlink is not sent again after a 5xx', async () => {
		sandbox.faults.add({ kind: 'error', effect: 'after' });
		const { error } = await run('unlink', ofBakery);
		expect(error?.description).toMatch(UNKNOWN_OUTCOME);
		expect(sandbox.requests).toHaveLength(1);
	});

	test.each([
		['the answer gets lost', { kind: 'resetAfterEffect' as const }],
		['Codat fails after it took effect', { kind: 'error' as const, effect: 'after' as const }],
	])('Delete says so when %s', async (_, fault) => {
		sandbox.faults.add(fault);
		const { json, error } = await run('delete', ofBakery);
		expect(error).toBeUndefined();
		expect(json).toEqual([{ deleted: true }]);
		expect(effects()).toEqual(['connection.deleted']);
		expect(statusOf(bakery.id, bakery.connections.accounting)).toBeUndefined();
	});

	test('Delete of what was never there is an error', async () => {
		const { error } = await run('delete', { ...ofBakery, connectionId: byId(UNKNOWN_ID) });
		expect(error?.httpCode).toBe('404');
	});

	test('Update Authorization is sent again after a 5xx, since it means the same twice', async () => {
		sandbox.faults.add({ kind: 'error', effect: 'after' });
		const { json } = await run('updateAuthorization', {
			...ofBakery,
			authorization: '{"token":"t-1"}',
		});
		expect(json).toEqual([expect.objectContaining({ status: 'Linked' })]);
	});

	test.each([
		['the answer gets lost', { kind: 'resetAfterEffect' as const }],
		['Codat fails after it took effect', { kind: 'error' as const, effect: 'after' as const }],
	])('Get Sync Flow URL, a GET that creates, is not sent again when %s', async (_, fault) => {
		sandbox.faults.add(fault);
		const { error } = await run('getSyncFlowUrl', {
			commerceKey: byKey('aiwb'),
			accountingKey: byKey('mqjo'),
			options: { merchantIdentifier: 'Salt & Rye' },
		});
		expect(effects()).toEqual(['syncFlow.started']);
		expect(error?.description).toMatch(UNKNOWN_OUTCOME);
	});

	test('Get Sync Flow URL is sent again when Codat has surely not acted', async () => {
		sandbox.faults.add({ kind: 'tooManyRequests' });
		const { json } = await run('getSyncFlowUrl', {
			commerceKey: byKey('aiwb'),
			accountingKey: byKey('mqjo'),
		});
		expect(json).toEqual([{ url: expect.any(String) }]);
		expect(effects()).toEqual(['syncFlow.started']);
	});

	test('Get Sync Flow URL tried again by n8n creates nothing more', async () => {
		sandbox.faults.add({ kind: 'resetAfterEffect' });
		const { error } = await run(
			'getSyncFlowUrl',
			{ commerceKey: byKey('aiwb'), accountingKey: byKey('mqjo') },
			{ node: { retryOnFail: true, maxTries: 2, waitBetweenTries: 0 } },
		);
		expect(error?.description).toMatch(UNKNOWN_OUTCOME);
		expect(effects()).toEqual(['syncFlow.started']);
	});
});
