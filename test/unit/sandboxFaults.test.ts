import { SEED } from '../../sandbox/seed';
import { useBench } from './sandboxClient';

const { bakery } = SEED.companies;

const bench = useBench();
const { call } = bench;

describe('faults', () => {
	const list = `/companies/${bakery.id}/connections`;
	const sync = `/companies/${bakery.id}/sync/commerce/latest`;
	const effects = () => bench.sandbox.ledger.length;

	beforeEach(async () => await bench.start());

	test('strike the requests that match, after those to skip, as often as told', async () => {
		const fault = bench.sandbox.faults.add({
			kind: 'status',
			status: 503,
			match: { method: 'get', path: /connections$/ },
			skip: 1,
			times: 2,
		});
		const statuses: number[] = [];
		for (let i = 0; i < 4; i++) statuses.push((await call('GET', list)).status);
		expect(statuses).toEqual([200, 503, 503, 200]);
		expect((await call('GET', '/companies')).status).toBe(200);
		expect(fault.hits).toBe(2);
	});

	test('can strike for ever, until cleared', async () => {
		bench.sandbox.faults.add({ kind: 'error', times: Infinity, match: { path: '/companies' } });
		for (let i = 0; i < 3; i++) expect((await call('GET', '/companies')).status).toBe(500);
		bench.sandbox.faults.clear();
		expect((await call('GET', '/companies')).status).toBe(200);
	});

	test('status: any answer in the place of the real one', async () => {
		const body = { error: 'Pay first' };
		bench.sandbox.faults.add({ kind: 'status', status: 402, headers: { 'x-mark': 'one' }, body });
		const answer = await call('POST', sync);
		expect(answer).toMatchObject({ status: 402, body });
		expect(answer.headers.get('x-mark')).toBe('one');
		expect(effects()).toBe(0);
	});

	test.each([
		['before', 0],
		['after', 1],
	] as const)('error %s the effect', async (effect, count) => {
		bench.sandbox.faults.add({ kind: 'error', status: 502, effect });
		expect((await call('POST', sync)).body).toMatchObject({ statusCode: 502 });
		expect(effects()).toBe(count);
	});

	test.each([
		['resetBeforeResponse', 0],
		['resetAfterEffect', 1],
		['resetMidBody', 1],
	] as const)('%s drops the connection', async (kind, count) => {
		bench.sandbox.faults.add({ kind });
		await expect(call('POST', sync)).rejects.toThrow();
		expect(effects()).toBe(count);
		expect(bench.sandbox.requests[0]).not.toHaveProperty('status');
		expect((await call('GET', list)).status).toBe(200);
	});

	test('neverAnswer holds until the client goes, or the sandbox closes', async () => {
		bench.sandbox.faults.add({ kind: 'neverAnswer', times: 2 });
		const signal = AbortSignal.timeout(50);
		await expect(
			fetch(`${bench.sandbox.url}/profile`, {
				signal,
				headers: { authorization: `Basic ${btoa('sandbox-key')}` },
			}),
		).rejects.toThrow();
		const held = call('POST', sync);
		const dropped = expect(held).rejects.toThrow();
		while (bench.sandbox.requests.length < 2) await call('GET', '/_sandbox');
		await bench.sandbox.close();
		await dropped;
		expect(effects()).toBe(0);
	});

	test.each([
		[{ retryAfter: 'seconds', seconds: 7 }, '7'],
		[{ retryAfter: 'date', seconds: 7 }, 'Mon, 02 Mar 2026 12:00:07 GMT'],
		[{ retryAfter: 'none' }, null],
		[{ retryAfter: 'dailyQuota' }, '43200'],
	] as const)('tooManyRequests %j', async (variant, retryAfter) => {
		bench.sandbox.faults.add({ kind: 'tooManyRequests', ...variant });
		const answer = await call('POST', sync);
		expect(answer.status).toBe(429);
		expect(answer.headers.get('retry-after')).toBe(retryAfter);
		expect(effects()).toBe(0);
	});

	test('inProgress', async () => {
		bench.sandbox.faults.add({ kind: 'inProgress' });
		expect((await call('POST', sync)).status).toBe(409);
	});

	test.each([
		['html', 'text/html; charset=utf-8'],
		['htmlAsJson', 'application/json; charset=utf-8'],
	] as const)('%s', async (kind, contentType) => {
		bench.sandbox.faults.add({ kind });
		const { status, text, headers } = await call('POST', sync);
		expect([status, headers.get('content-type')]).toEqual([200, contentType]);
		expect(text).toMatch(/^<!doctype html>/);
		expect(effects()).toBe(0);
	});

	test('answers that are cut, empty, mislabelled or compressed', async () => {
		const whole = await call('GET', list);
		const { faults } = bench.sandbox;

		faults.add({ kind: 'truncatedJson' });
		const cut = await call('GET', list);
		expect(whole.text.startsWith(cut.text)).toBe(true);
		expect(cut.text.length).toBe(Math.floor(whole.text.length / 2));

		faults.add({ kind: 'empty' });
		expect(await call('GET', list)).toMatchObject({ status: 200, text: '' });

		faults.add({ kind: 'noContent' });
		expect(await call('GET', list)).toMatchObject({ status: 204, text: '' });

		faults.add({ kind: 'wrongContentType' });
		const mislabelled = await call('GET', list);
		expect(mislabelled.headers.get('content-type')).toMatch(/^text\/plain/);
		expect(mislabelled.text).toBe(whole.text);

		faults.add({ kind: 'gzip' });
		const compressed = await call('GET', list);
		expect(compressed.headers.get('content-encoding')).toBe('gzip');
		expect(compressed.text).toBe(whole.text);

		faults.add({ kind: 'huge', bytes: 1_000_000 });
		expect((await call('GET', list)).text).toHaveLength(1_000_000);

		faults.add({ kind: 'redirect', to: 'https://example.com/' });
		const redirected = await call('GET', list);
		expect([redirected.status, redirected.headers.get('location')]).toEqual([
			302,
			'https://example.com/',
		]);
	});

	test('answers of another shape', async () => {
		const { body } = await call('GET', list);
		const { faults } = bench.sandbox;
		const rewritten = async (fault: Parameters<typeof faults.add>[0]) => {
			faults.add(fault);
			return (await call('GET', list)).body;
		};
		expect(await rewritten({ kind: 'listForObject' })).toEqual([body]);
		expect(await rewritten({ kind: 'objectForList' })).toEqual((body.results as unknown[])[0]);
		expect(await rewritten({ kind: 'numbersAsStrings' })).toMatchObject({ totalResults: '2' });
		expect(await rewritten({ kind: 'unknownEnum' })).toMatchObject({
			results: [{ status: 'NeverHeardOf', sourceType: 'NeverHeardOf' }, {}],
		});
		expect(await rewritten({ kind: 'missingFields' })).not.toHaveProperty('_links');
		expect(await rewritten({ kind: 'missingFields', fields: ['id'] })).toHaveProperty('_links');
		expect(await rewritten({ kind: 'impossibleDates' })).toMatchObject({
			results: [{ created: '2026-02-30T25:61:99Z' }, {}],
		});
		expect(await rewritten({ kind: 'rewrite', rewrite: () => [1] })).toEqual([1]);
	});

	test('a bare list becomes its first record', async () => {
		bench.sandbox.faults.add({ kind: 'objectForList' });
		const { body } = await call('GET', `/companies/${bakery.id}/sync/commerce/syncs/list/status`);
		expect(body.syncId).toBe(bakery.syncs.nothingToWrite);
	});

	test('a write whose answer is lost takes effect once under its key', async () => {
		const key = { 'idempotency-key': 'one' };
		bench.sandbox.faults.add({ kind: 'resetAfterEffect' });
		await expect(call('POST', sync, undefined, key)).rejects.toThrow();
		expect((await call('POST', sync, undefined, key)).status).toBe(200);
		expect(effects()).toBe(1);
	});
});
