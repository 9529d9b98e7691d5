import { DAY } from '../../sandbox/clock';
import { SEED } from '../../sandbox/seed';
import { useBench } from './sandboxClient';

const { bakery, bookshop, florist, studio, surveyors } = SEED.companies;

const bench = useBench();
const { call, kinds } = bench;

beforeEach(async () => await bench.start());

describe('authorisation', () => {
	test.each([
		['none', ''],
		['another key', `Basic ${btoa('another')}`],
		['a colon after the key', `Basic ${btoa('sandbox-key:')}`],
		['the raw key', 'Basic sandbox-key'],
	])('%s is refused', async (_, authorization) => {
		const { status, body } = await call('GET', '/companies', undefined, { authorization });
		expect(status).toBe(401);
		expect(body).toMatchObject({
			statusCode: 401,
			service: 'PublicApi',
			error: 'Unauthorized',
			correlationId: expect.stringMatching(/^[0-9a-f]{32}$/),
			canBeRetried: 'Unknown',
			detailedErrorCode: 0,
		});
	});

	test('the key in base64 is let in', async () => {
		expect((await call('GET', '/profile')).status).toBe(200);
	});
});

describe('companies', () => {
	test('live from creation to deletion', async () => {
		const created = await call('POST', '/companies', {
			name: 'Corner <Deli>',
			tags: { area: 'west' },
		});
		expect(created.body).toMatchObject({ name: 'Corner Deli', tags: { area: 'west' } });
		const path = `/companies/${created.body.id}`;

		const patched = await call('PATCH', path, { description: 'Open late', name: null });
		expect(patched.body).toMatchObject({ name: 'Corner Deli', description: 'Open late' });

		const replaced = await call('PUT', path, { name: 'The Deli' });
		expect(replaced.body).toMatchObject({ name: 'The Deli', tags: {} });
		expect(replaced.body).not.toHaveProperty('description');

		const deleted = await call('DELETE', path);
		expect([deleted.status, deleted.text]).toEqual([204, '']);
		expect((await call('GET', path)).body).toMatchObject({
			statusCode: 404,
			error: `No company was found with ID ${created.body.id}`,
		});
		expect(kinds()).toEqual([
			'company.created',
			'company.updated',
			'company.updated',
			'company.deleted',
		]);
	});

	test.each([
		['no body', undefined],
		['no name', {}],
		['a name of forbidden characters', { name: '<>' }],
		['a tag of 101 characters', { name: 'A', tags: { long: 'x'.repeat(101) } }],
	])('%s makes none', async (_, body) => {
		expect((await call('POST', '/companies', body)).status).toBe(400);
		expect(kinds()).toEqual([]);
	});

	test('can be found by tags', async () => {
		const { body } = await call('GET', '/companies?tags=region%3Dnorth%26%26tier%3Dgold');
		expect(body.totalResults).toBe(1);
	});

	test('broken JSON is a 400', async () => {
		const response = await fetch(`${bench.sandbox.url}/companies`, {
			method: 'POST',
			headers: {
				authorization: `Basic ${btoa('sandbox-key')}`,
				'content-type': 'application/json',
			},
			body: '{"name":',
		});
		expect(response.status).toBe(400);
	});
});

describe('connections', () => {
	const { id } = bakery;

	test('begin unauthorised, and are linked by an authorisation', async () => {
		const created = await call('POST', `/companies/${studio.id}/connections`, {
			platformKey: 'qhyg',
		});
		expect(created.body).toMatchObject({
			integrationKey: 'qhyg',
			platformName: 'QuickBooks Online',
			sourceType: 'Accounting',
			status: 'PendingAuth',
			linkUrl: `https://link-api.codat.io/companies/${studio.id}/connections/${created.body.id}/start`,
		});
		const path = `/companies/${studio.id}/connections/${created.body.id}`;
		expect((await call('PUT', `${path}/authorization`, {})).status).toBe(400);
		const linked = await call('PUT', `${path}/authorization`, { token: 'abc' });
		expect(linked.body.status).toBe('Linked');
		expect((await call('GET', path)).body).toEqual(linked.body);
	});

	test.each([
		['an unknown platform', { platformKey: 'zzzz' }, 'No integration was found with key zzzz'],
		['a platform that is not enabled', { platformKey: 'fqly' }, 'Integration fqly is not enabled'],
		['a bare key', 'gbol', 'Push object DataConnectionArgs must be provided'],
	])('%s makes none', async (_, body, error) => {
		const answer = await call('POST', `/companies/${id}/connections`, body);
		expect(answer.body).toMatchObject({ statusCode: 400, error });
		expect(kinds()).toEqual([]);
	});

	test('are unlinked while they are linked', async () => {
		const path = `/companies/${id}/connections/${bakery.connections.commerce}`;
		expect((await call('PATCH', path, {})).body.status).toBe('Linked');
		expect((await call('PATCH', path, { status: 'Gone' })).status).toBe(400);
		expect((await call('PATCH', path, { status: 'Unlinked' })).body.status).toBe('Unlinked');
		expect((await call('PATCH', path, { status: 'Unlinked' })).status).toBe(400);
		expect(kinds()).toEqual(['connection.updated']);
	});

	test('are deleted with an empty 200', async () => {
		const path = `/companies/${id}/connections/${bakery.connections.commerce}`;
		const { status, text } = await call('DELETE', path);
		expect([status, text]).toEqual([200, '']);
		expect((await call('GET', path)).body).toMatchObject({
			statusCode: 404,
			error: `Data connection ${bakery.connections.commerce} not found`,
		});
		expect((await call('GET', `/companies/${id}/connections`)).body.totalResults).toBe(1);
	});

	test('a partner expense connection is linked from the start', async () => {
		const path = `/companies/${studio.id}/sync/expenses/connections/partnerExpense`;
		expect((await call('POST', path)).body).toMatchObject({
			sourceType: 'Expense',
			status: 'Linked',
		});
	});

	test('a sync flow makes a company and its two connections', async () => {
		const path = '/config/sync/commerce/aiwb/mqjo/start';
		const query = '?merchantIdentifier=Soap%20%26%20Co&redirectUrl=https%3A%2F%2Fexample.com';
		const { body } = await call('GET', path + query);
		const url = new URL(String(body.url));
		expect(url.pathname).toMatch(/\/aiwb\/mqjo\/start$/);
		expect(Object.fromEntries(url.searchParams)).toEqual({
			merchantIdentifier: 'Soap & Co',
			redirectUrl: 'https://example.com',
			otp: expect.stringMatching(/^\d{6}$/),
		});
		const found = await call('GET', '/companies?query=name~Soap');
		expect(found.body.results).toMatchObject([
			{ dataConnections: [{ status: 'PendingAuth' }, { status: 'PendingAuth' }] },
		]);
		expect(kinds()).toEqual(['syncFlow.started']);
	});
});

describe('syncs', () => {
	const latest = async (id: string, product = 'commerce') =>
		(await call('GET', `/companies/${id}/sync/${product}/syncs/latest/status`)).body;

	test('succeed when their time has come', async () => {
		const { body } = await call('POST', `/companies/${bakery.id}/sync/commerce/latest`);
		expect(body).toMatchObject({
			companyId: bakery.id,
			syncStatusCode: 1000,
			dataPushed: false,
			syncUtc: expect.stringMatching(/^2026-03-02T12:00:00\.\d{7}Z$/),
			syncDateRangeUtc: { finish: '2026-03-02T12:00:00.000Z' },
		});
		expect(body).not.toHaveProperty('syncId');

		bench.advance(4_999);
		expect(await latest(bakery.id)).toMatchObject({ syncStatusCode: 1000 });
		bench.advance(1);
		const done = await latest(bakery.id);
		expect(done).toMatchObject({ syncStatusCode: 2000, dataPushed: true });
		expect(done).not.toHaveProperty('commerceSyncId');

		const both = await call('GET', `/meta/companies/${bakery.id}/sync/commerce/status`);
		expect(both.body).toMatchObject({
			commerceSyncId: body.commerceSyncId,
			syncId: done.syncId,
			dataConnections: [{ status: 'Linked' }, { status: 'Linked' }],
		});
		expect(both.body.syncId).not.toBe(both.body.commerceSyncId);
		expect(kinds()).toEqual(['sync.started']);
	});

	test('fail where the company is set to', async () => {
		await call('POST', `/companies/${bookshop.id}/sync/commerce/latest`, { syncTo: '2026-03-01' });
		bench.advance(5_000);
		const failed = await latest(bookshop.id);
		expect(failed).toMatchObject({ syncStatusCode: 5130, syncStatus: 'PushError' });
		expect(failed.errorMessage).toMatch(/books are closed/);
	});

	test('that take long say so', async () => {
		bench.sandbox.state.syncDurationMs = DAY;
		await call('POST', `/companies/${bakery.id}/sync/commerce/latest`);
		bench.advance(600_001);
		expect(await latest(bakery.id)).toMatchObject({ syncStatusCode: 1010 });
	});

	test('need both dates of a range', async () => {
		const path = `/meta/companies/${bakery.id}/sync/commerce/historic`;
		const start = '2026-01-01T00:00:00Z';
		const finish = '2026-02-01T00:00:00Z';
		for (const body of [undefined, { dateRange: { start } }, { start, finish }]) {
			expect((await call('POST', path, body)).status).toBe(400);
		}
		const dateRange = { start, finish };
		const { body } = await call('POST', path, { dateRange });
		expect(body.syncDateRangeUtc).toEqual(dateRange);
		expect(kinds()).toEqual(['sync.started']);
	});

	test('are listed bare, newest first', async () => {
		const { body } = await call('GET', `/companies/${bakery.id}/sync/commerce/syncs/list/status`);
		expect(body).toMatchObject([
			{ syncId: bakery.syncs.nothingToWrite, syncStatusCode: 2040 },
			{ syncId: bakery.syncs.failed, syncStatusCode: 5130 },
			{ syncId: bakery.syncs.written, syncStatusCode: 2000 },
		]);
	});

	test('can be had one by one', async () => {
		const base = `/companies/${surveyors.id}/sync/expenses/syncs`;
		const successful = await call('GET', `${base}/lastSuccessful/status`);
		expect(successful.body.syncId).toBe(surveyors.syncs.written);
		const one = await call('GET', `${base}/${surveyors.syncs.failed}/status`);
		expect(one.body).toMatchObject({ syncStatusCode: 5130 });
		expect(await latest(surveyors.id, 'expenses')).toEqual(one.body);
	});

	test.each(['list', 'latest', 'lastSuccessful', 'no-such-id'])('%s: 404 for none', async (one) => {
		const path = `/companies/${florist.id}/sync/commerce/syncs/${one}/status`;
		expect((await call('GET', path)).body).toMatchObject({
			statusCode: 404,
			error: `No syncs for company ${florist.id} were found.`,
		});
	});

	test('need linked accounting software', async () => {
		const { body } = await call('POST', `/companies/${studio.id}/sync/commerce/latest`);
		expect(body).toMatchObject({
			statusCode: 400,
			error: 'Company does not have a linked accounting data connection.',
		});
	});
});

test('integrations can be listed, queried and had', async () => {
	const query = encodeURIComponent('sourceType=accounting && enabled=false');
	const { body } = await call('GET', `/integrations?query=${query}`);
	expect(body.results).toMatchObject([{ key: 'tgff' }]);
	expect((await call('GET', '/integrations/gbol')).body).toMatchObject({ name: 'Xero' });
	expect((await call('GET', '/integrations/zzzz')).status).toBe(404);
	expect((await call('GET', '/config/integrations/aiwb/branding')).status).toBe(200);
});

describe('the log', () => {
	test('keeps every request, with the status of its answer', async () => {
		await call('GET', '/companies?page=1', undefined, { 'x-mark': 'one' });
		await call('POST', '/nowhere', { a: 1 });
		expect(bench.sandbox.requests).toMatchObject([
			{
				id: 1,
				at: bench.noon,
				method: 'GET',
				path: '/companies',
				query: { page: '1' },
				headers: { authorization: `Basic ${btoa('sandbox-key')}`, 'x-mark': 'one' },
				status: 200,
			},
			{ id: 2, method: 'POST', path: '/nowhere', body: { a: 1 }, status: 404 },
		]);
	});
});
