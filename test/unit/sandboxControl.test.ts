import { SEED } from '../../sandbox/seed';
import { useBench, type Bench } from './sandboxClient';

const { bakery, florist } = SEED.companies;

const bench = useBench();
const { call } = bench;
const control: Bench['call'] = async (method, path, body) =>
	await bench.call(method, `/_sandbox${path}`, body, { authorization: '' });

beforeEach(async () => await bench.start());

test('the sandbox describes itself, without a key', async () => {
	const { body } = await control('GET', '');
	expect(body).toMatchObject({
		seed: SEED,
		control: expect.arrayContaining(['POST /_sandbox/reset']),
	});
});

test('requests and ledger can be read, and steering is not logged', async () => {
	await call('DELETE', `/companies/${florist.id}`);
	expect((await control('GET', '/requests')).body).toMatchObject([
		{ method: 'DELETE', status: 204 },
	]);
	expect((await control('GET', '/ledger')).body).toMatchObject([{ kind: 'company.deleted' }]);
	expect((await control('GET', '/stats')).body).toEqual({ maxInFlight: 1 });
});

test('faults can be set by path and by pattern', async () => {
	for (const path of ['/profile', '/PROF/i']) {
		await control('POST', '/faults', { kind: 'status', status: 418, match: { path } });
		expect((await call('GET', '/webhooks')).status).toBe(200);
		expect((await call('GET', '/profile')).status).toBe(418);
	}
	await control('POST', '/faults', { kind: 'error' });
	await control('DELETE', '/faults');
	expect((await call('GET', '/profile')).status).toBe(200);
	expect((await control('POST', '/faults', { times: 1 })).status).toBe(400);
});

test('the clock can be pushed ahead', async () => {
	await call('POST', `/companies/${florist.id}/sync/commerce/latest`);
	const { body } = await control('POST', '/clock', { advanceMs: 60_000 });
	expect(body.now).toBe('2026-03-02T12:01:00.000Z');
	const path = `/companies/${florist.id}/sync/commerce/syncs/latest/status`;
	expect((await call('GET', path)).body.syncStatusCode).toBe(2000);
});

test('syncs can be added and altered', async () => {
	const latest = `/companies/${florist.id}/sync/expenses/syncs/latest/status`;
	const sync = { companyId: florist.id, product: 'expenses' };
	const added = await control('POST', '/syncs', { ...sync, code: 1000 });
	expect(added.body).toMatchObject({ companyId: florist.id, syncStatusCode: 1000 });

	const altered = { ...sync, syncId: added.body.syncId, code: 5130, errorMessage: 'No paper' };
	await control('POST', '/syncs', altered);
	expect((await call('GET', latest)).body).toMatchObject({
		syncId: added.body.syncId,
		syncUtc: added.body.syncUtc,
		syncStatusCode: 5130,
		errorMessage: 'No paper',
	});

	await control('POST', '/syncs', { ...altered, code: 2000, endsInMs: 1000 });
	expect((await call('GET', latest)).body).toMatchObject({ syncStatusCode: 1000 });
	bench.advance(1000);
	expect((await call('GET', latest)).body).toMatchObject({ syncStatusCode: 2000 });

	expect((await control('POST', '/syncs', { companyId: 'none' })).status).toBe(404);
	expect((await control('POST', '/syncs', { ...sync, product: 'payroll' })).status).toBe(400);
});

test('the rate limit can be set', async () => {
	await control('PUT', '/rateLimit', { limit: 0, windowMs: 1000, headers: 'full' });
	expect((await call('GET', '/profile')).status).toBe(429);
	await control('PUT', '/rateLimit');
	expect((await call('GET', '/profile')).status).toBe(200);
});

test('a reset brings everything back', async () => {
	await call('DELETE', `/companies/${bakery.id}`);
	await control('POST', '/clock', { advanceMs: 60_000 });
	await control('PUT', '/rateLimit', { limit: 0, windowMs: 1000, headers: 'full' });
	await control('POST', '/faults', { kind: 'error' });
	await control('POST', '/reset');
	expect(bench.sandbox.requests).toEqual([]);
	expect(bench.sandbox.ledger).toEqual([]);
	expect((await call('GET', `/companies/${bakery.id}`)).status).toBe(200);
	expect(bench.sandbox.clock.now()).toBe(bench.noon);
});
