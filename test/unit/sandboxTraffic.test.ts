import { DAY } from '../../sandbox/clock';
import { DAILY_QUOTA_SPENT } from '../../sandbox/rateLimits';
import { SEED } from '../../sandbox/seed';
import { useBench, type Bench } from './sandboxClient';

const { studio } = SEED.companies;

const bench = useBench();
const { call } = bench;

describe('paging', () => {
	beforeEach(async () => await bench.start({ companies: 250 }));

	test('follows the links to the last record', async () => {
		const names: unknown[] = [];
		let path: string | undefined = '/companies?pageSize=100';
		while (path) {
			const { body }: Awaited<ReturnType<Bench['call']>> = await call('GET', path);
			const {
				results,
				_links: links,
				totalResults,
			} = body as {
				results: Array<{ name: string }>;
				totalResults: number;
				_links: { next?: { href: string }; self: { href: string } };
			};
			expect(totalResults).toBe(256);
			expect(links.self.href).toBe('/companies');
			names.push(...results.map(({ name }) => name));
			path = links.next?.href;
		}
		expect(new Set(names).size).toBe(256);
		expect(bench.sandbox.requests).toHaveLength(3);
	});

	test('keeps query and order in the links, and counts what was found', async () => {
		const { body } = await call(
			'GET',
			'/companies?query=name~Company%20002&orderBy=-name&pageSize=20',
		);
		expect(body).toMatchObject({
			pageNumber: 1,
			pageSize: 20,
			totalResults: 51,
			_links: {
				current: { href: expect.stringContaining('page=1&pageSize=20') },
				next: { href: '/companies?page=2&pageSize=20&query=name~Company%20002&orderBy=-name' },
			},
		});
		expect(body._links).not.toHaveProperty('previous');
		expect(body.results).toHaveLength(20);
		expect(body).toHaveProperty('results.0.name', 'Company 00250');
	});

	test('a page beyond the last is empty', async () => {
		const { body } = await call('GET', '/companies?page=9&pageSize=100');
		expect(body).toMatchObject({ results: [], totalResults: 256 });
		expect(body._links).not.toHaveProperty('next');
	});

	test.each(['page=0', 'pageSize=0', 'pageSize=5001', 'page=one'])(
		'%s is refused',
		async (query) => {
			expect((await call('GET', `/companies?${query}`)).status).toBe(400);
		},
	);

	test.each([
		['dataConnections.status=Deauthorized', 1],
		['{name~bakery||name~books}&&name!=Foxglove Books', 1],
		['created>2026-01-01 && created<2027-01-01', 256],
		['description=nothing', 0],
	])('query %s', async (query, found) => {
		const { body } = await call('GET', `/companies?query=${encodeURIComponent(query)}`);
		expect(body.totalResults).toBe(found);
	});

	test.each(['name', 'name=', '{name=a', 'name=a &&', 'name=a } b', `name=${'x'.repeat(2048)}`])(
		'malformed query %#',
		async (query) => {
			const { body } = await call('GET', `/companies?query=${encodeURIComponent(query)}`);
			expect(body).toMatchObject({
				statusCode: 400,
				service: 'ClientsApi',
				error: 'Error parsing query - Malformed query.',
			});
		},
	);

	test.each(['query=shoeSize%3D44', 'orderBy=shoeSize'])('unknown property: %s', async (query) => {
		expect((await call('GET', `/companies?${query}`)).body).toMatchObject({
			statusCode: 400,
			error: 'Error parsing query - Could not resolve property shoeSize on Company',
		});
	});
});

describe('rate limits', () => {
	test('a daily quota resets at midnight UTC', async () => {
		await bench.start();
		const { headers } = await call('GET', '/profile');
		expect(headers.get('x-rate-limit-limit')).toBe('1000000');
		expect(headers.get('x-rate-limit-remaining')).toBe('999999');
		expect(headers.get('x-rate-limit-reset')).toBe('2026-03-03T00:00:00.000Z');
		expect(headers.has('retry-after')).toBe(false);
	});

	test('429 until the window ends', async () => {
		await bench.start({ rateLimit: { limit: 2, windowMs: 1000, headers: 'full' } });
		bench.advance(1);
		await call('GET', '/profile');
		await call('GET', '/profile');
		const limited = await call('GET', '/profile');
		expect(limited.status).toBe(429);
		expect(limited.headers.get('retry-after')).toBe('1');
		expect(limited.headers.get('x-rate-limit-remaining')).toBe('0');
		bench.advance(998);
		expect((await call('GET', '/profile')).status).toBe(429);
		bench.advance(1);
		expect((await call('GET', '/profile')).status).toBe(200);
	});

	test('can say nothing but Retry-After, and be switched', async () => {
		await bench.start();
		bench.sandbox.setRateLimit({ limit: 0, windowMs: 5000, headers: 'retryAfterOnly' });
		const limited = await call('GET', '/profile');
		expect([limited.status, limited.headers.get('retry-after')]).toEqual([429, '5']);
		expect(limited.headers.has('x-rate-limit-reset')).toBe(false);
		bench.sandbox.setRateLimit(undefined);
		expect((await call('GET', '/profile')).status).toBe(200);
	});

	test('the daily quota can be spent', async () => {
		await bench.start();
		bench.sandbox.setRateLimit(DAILY_QUOTA_SPENT);
		const limited = await call('GET', '/profile');
		expect([limited.status, limited.headers.get('retry-after')]).toEqual([429, '43200']);
		bench.advance(DAY / 2);
		expect((await call('GET', '/profile')).status).toBe(200);
	});
});

describe('idempotency keys', () => {
	const path = `/companies/${studio.id}/connections`;
	const key = { 'idempotency-key': 'one' };
	const body = { platformKey: 'gbol' };
	const created = () => bench.sandbox.ledger.length;

	beforeEach(async () => await bench.start());

	test('replay the first answer for 90 minutes', async () => {
		const first = await call('POST', path, body, key);
		await call('PUT', `${path}/${first.body.id}/authorization`, { token: 'abc' });
		bench.advance(90 * 60_000 - 1);
		const again = await call('POST', path, body, key);
		expect(again.body).toEqual(first.body);
		expect(created()).toBe(2);
		bench.advance(1);
		expect((await call('POST', path, body, key)).body.id).not.toBe(first.body.id);
		expect(created()).toBe(3);
	});

	test('replay errors too', async () => {
		bench.sandbox.faults.add({ kind: 'error', effect: 'before' });
		expect((await call('POST', path, body, key)).status).toBe(500);
		expect((await call('POST', path, body, key)).status).toBe(500);
		expect(created()).toBe(0);
	});

	test('are free again after a 429', async () => {
		bench.sandbox.faults.add({ kind: 'tooManyRequests' });
		bench.sandbox.faults.add({ kind: 'status', status: 429 });
		expect((await call('POST', path, body, key)).status).toBe(429);
		expect((await call('POST', path, body, key)).status).toBe(429);
		expect((await call('POST', path, body, key)).status).toBe(200);
	});

	test('422 for another request', async () => {
		await call('POST', path, body, key);
		expect((await call('POST', path, { platformKey: 'qhyg' }, key)).status).toBe(422);
		expect(created()).toBe(1);
	});

	test('409 while the first is in progress', async () => {
		bench.sandbox.faults.add({ kind: 'delay', ms: 150 });
		const first = call('POST', path, body, key);
		while (bench.sandbox.stats.maxInFlight === 0) await call('GET', '/_sandbox');
		expect((await call('POST', path, body, key)).status).toBe(409);
		expect((await first).status).toBe(200);
		expect((await call('POST', path, body, key)).body).toEqual((await first).body);
		expect(created()).toBe(1);
	});

	test('mean nothing to a GET', async () => {
		await call('GET', path, undefined, key);
		await call('POST', path, body, key);
		expect((await call('GET', path, undefined, key)).body.totalResults).toBe(1);
	});
});

describe('traffic', () => {
	test('latency, and how many requests were in flight', async () => {
		await bench.start({ latencyMs: 30 });
		await Promise.all(Array.from({ length: 7 }, async () => await call('GET', '/profile')));
		await call('GET', '/profile');
		expect(bench.sandbox.stats).toEqual({ maxInFlight: 7 });
	});
});
