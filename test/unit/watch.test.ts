import fc from 'fast-check';
import type { IDataObject, IHttpRequestOptions } from 'n8n-workflow';

import { clock, useFakeClock } from '../engine/clock';
import { N8n } from './triggerN8n';
import {
	ALL,
	Api,
	errorOf,
	EVENTS,
	follow,
	itemsOf,
	namesOf,
	ok,
	ONE,
	refusal,
	sync,
	type Answer,
} from './watchApi';

jest.mock('n8n-workflow', () => jest.requireActual('../engine/clock').withFakeSleep());
useFakeClock();

describe('one company', () => {
	test.each(['commerce', 'expenses'])('one poll is one request: %s', async (product) => {
		const api = new Api();
		const n8n = follow(api, { ...ONE, product });
		await n8n.activate('activate');
		await n8n.poll();
		const path = `/companies/${ONE.companyId}/sync/${product}/syncs/list/status`;
		expect(api.requests).toEqual([path, path]);
	});

	test.each<[string, number, Answer, IDataObject]>([
		['a wrong key', 1, refusal(401, 'x'), { cause: 'credential-invalid' }],
		['a key without rights', 1, refusal(403, 'x'), { cause: 'credential-invalid' }],
		['a plan without it', 1, refusal(402, 'x'), { cause: 'configuration-invalid' }],
		[
			'no such company',
			1,
			refusal(404, 'No company was found.'),
			{ cause: 'configuration-invalid' },
		],
		[
			'a page that is missing',
			1,
			{ statusCode: 404, headers: {}, body: '<html>Not found</html>' },
			{ cause: 'configuration-invalid' },
		],
		[
			'no such connection',
			1,
			refusal(404, 'Data connection a22dd66b not found'),
			{ cause: 'configuration-invalid' },
		],
		[
			'no such product',
			1,
			refusal(404, 'Sync for Expenses is not configured for this client'),
			{ cause: 'configuration-invalid' },
		],
		['words that are not known', 1, refusal(404, 'Gone'), { cause: 'configuration-invalid' }],
		[
			'a rate limit',
			1,
			refusal(429, 'x', { 'retry-after': '40' }),
			{ cause: 'rate-limited', retryAfterMs: 40_000 },
		],
		[
			'a quota used up',
			1,
			refusal(429, 'x', { 'retry-after': '36000' }),
			{ cause: 'quota-exhausted', resetsAtEpochMs: expect.any(Number) },
		],
		['an outage', 2, refusal(503, 'x'), { cause: 'temporarily-unavailable' }],
		['a web page', 1, ok('<html>'), { cause: 'temporarily-unavailable' }],
	])('%s is an error that lets n8n back off', async (_, requests, answer, failure) => {
		const api = new Api();
		api.lists.set(ONE.companyId, [sync('a', 1000)]);
		const n8n = follow(api, ONE);
		await n8n.activate('activate');
		const before = JSON.stringify(n8n.memory);
		api.requests = [];
		api.lists.set(ONE.companyId, answer);
		expect(errorOf(await n8n.poll())?.failure).toEqual(expect.objectContaining(failure));
		expect(api.requests.length).toBeGreaterThanOrEqual(requests);
		expect(JSON.stringify(n8n.memory)).toBe(before);

		api.lists.set(ONE.companyId, [sync('a', 2000)]);
		clock.advance(36_000_000);
		expect(namesOf(await n8n.poll())).toEqual(['syncCompleted a', 'syncStatusChanged a']);
	});

	test.each([[{ triggerOn: [] }], [{ companyId: '' }], [{ companyId: 'not an ID' }]])(
		'settings that cannot be used are one as well: %j',
		async (parameters) => {
			const n8n = follow(new Api(), { ...ONE, ...parameters });
			const error = errorOf(await n8n.activate('activate'));
			expect(error?.failure).toEqual({ cause: 'configuration-invalid' });
			expect(error).toHaveProperty('node.name', 'Codat Trigger');
		},
	);

	test('switching the company or the product begins anew', async () => {
		const api = new Api();
		const parameters = { triggerOn: EVENTS, product: 'commerce', ...ONE };
		const n8n = new N8n(parameters, api.send);
		await n8n.activate('activate');
		api.lists.set(ONE.companyId, [sync('a', 2000)]);
		parameters.product = 'expenses';
		expect(namesOf(await n8n.activate('update'))).toEqual([]);
		api.lists.set(ONE.companyId, [sync('a', 2000), sync('b', 1000)]);
		expect(namesOf(await n8n.poll())).toHaveLength(2);
	});

	test('what the product is no part of goes on when it changes or first comes in', async () => {
		const link = { id: 'link', status: 'Linked' };
		const api = { connections: [link], syncs: [] as unknown[] };
		const send = async ({ url }: IHttpRequestOptions) =>
			ok(url.includes('/sync/') ? api.syncs : api.connections);
		const parameters: IDataObject = { ...ONE, triggerOn: ['connectionStatusChanged'] };
		const n8n = new N8n(parameters, send);
		await n8n.activate('activate');
		for (const [product, status] of [
			['commerce', 'Unlinked'],
			['expenses', 'Linked'],
			[undefined, 'Deauthorized'],
		]) {
			api.connections = [{ ...link, status: status! }];
			api.syncs = [sync(`of ${product}`, 2000)];
			parameters.product = product;
			parameters.triggerOn = ['connectionStatusChanged', ...(product ? ['syncCompleted'] : [])];
			const items = itemsOf(await n8n.activate('update'));
			expect(items).toEqual([expect.objectContaining({ id: 'link', status })]);
		}
	});

	test('choosing another event does not', async () => {
		const api = new Api();
		const parameters = { product: 'commerce', ...ONE, triggerOn: ['syncFailed'] };
		const n8n = new N8n(parameters, api.send);
		await n8n.activate('activate');
		api.lists.set(ONE.companyId, [sync('a', 2000)]);
		parameters.triggerOn = ['syncCompleted'];
		expect(namesOf(await n8n.activate('update'))).toEqual(['syncCompleted a']);
	});
});

test('a list of any length is looked at', async () => {
	const api = new Api();
	const n8n = follow(api, { ...ONE, triggerOn: ['syncStarted'] });
	await n8n.activate('activate');
	const time = clock.time;
	api.lists.set(
		ONE.companyId,
		Array.from({ length: 130_000 }, (_, index) => sync(`s${index}`, 2000, time + index)),
	);
	expect(itemsOf(await n8n.poll())).toHaveLength(130_000);
	expect(n8n.savedBytes).toBeLessThan(200_000);
});

describe('a manual run', () => {
	test('shows the newest record that fits, and leaves what was seen alone', async () => {
		const api = new Api();
		api.lists.set('a', [sync('old', 4000, clock.time - 5000)]);
		api.lists.set('b', [sync('new', 2000)]).set('c', refusal(403, 'Not for you'));
		const n8n = follow(api, { ...ALL, triggerOn: ['syncFailed'] });
		expect(namesOf(await n8n.runManually())).toEqual(['syncFailed old']);
		expect(n8n.memory).toEqual({});
		await n8n.activate('activate');
		const before = JSON.stringify(n8n.memory);
		(api.lists.get('b') as unknown[]).push(sync('newer', 5130));
		expect(namesOf(await n8n.runManually())).toEqual(['syncFailed newer']);
		expect(JSON.stringify(n8n.memory)).toBe(before);
		expect(namesOf(await n8n.poll())).toEqual(['syncFailed newer']);
	});

	test('says so when there is none', async () => {
		const n8n = follow(new Api(), ONE);
		expect(errorOf(await n8n.runManually())?.message).toMatch(/nothing for this company yet/);
	});

	test('looks at the companies whose data came last, and not at many', async () => {
		const api = new Api();
		api.companies = Array.from({ length: 500 }, (_, index) => ({
			id: `company-${index}`,
			lastSync: index === 321 ? '2026-01-14' : index % 2 ? '2025-01-01' : null,
		}));
		api.lists.set('company-321', [sync('a', 2000)]);
		expect(namesOf(await follow(api).runManually())).toHaveLength(1);
		expect(api.requests.length).toBeLessThanOrEqual(21);
	});

	test('fails as a poll does', async () => {
		const api = new Api();
		api.lists.set(ONE.companyId, refusal(401, 'Unauthorized'));
		expect(errorOf(await follow(api, ONE).runManually())?.message).toMatch(/API key/);
	});
});

describe('odd data', () => {
	const odd = [
		{ syncId: 'no code', syncUtc: '2026-01-01T00:00:00Z' },
		{ syncId: 'odd code', syncStatusCode: '4200,', syncUtc: '2024-09-01T23:59:99Z' },
		{ syncId: 'text', syncStatusCode: '2000', syncUtc: null },
		{ syncId: 'no date', syncStatusCode: 1000 },
		{ syncStatusCode: 2000, syncUtc: '2026-01-02T00:00:00.1234567Z' },
		{ syncStatusCode: 2000 },
		{ syncId: { a: 1 }, syncStatusCode: [2000] },
		null,
		7,
		'text',
		[],
	];

	test('is taken for what can be read in it, once', async () => {
		const api = new Api();
		const n8n = follow(api, { ...ONE, triggerOn: ['syncStarted', 'syncFailed'] });
		await n8n.activate('activate');
		api.lists.set(ONE.companyId, odd);
		const names = namesOf(await n8n.poll());
		expect(names.sort()).toEqual([
			'syncFailed odd code',
			'syncStarted no code',
			'syncStarted no date',
			'syncStarted odd code',
			'syncStarted text',
			'syncStarted undefined',
		]);
		api.lists.set(ONE.companyId, [...odd, ...odd].reverse());
		expect(await n8n.poll()).toEqual({ items: [] });
	});

	const value = fc.oneof(
		fc.constantFrom('a', 'b', 1000, '2000', 4000, '4200,', null, '', '2026-01-01', '23:59:99'),
		fc.jsonValue({ maxDepth: 1 }),
	);
	const record = fc.oneof(
		{
			weight: 5,
			arbitrary: fc.record(
				{ syncId: value, syncStatusCode: value, syncUtc: value, commerceSyncId: value },
				{ requiredKeys: [] },
			),
		},
		fc.jsonValue({ maxDepth: 2 }),
	);

	test('whatever it is, it stops nothing and is no news twice', async () => {
		await fc.assert(
			fc.asyncProperty(fc.array(record), fc.array(record), async (before, after) => {
				const api = new Api();
				api.lists.set(ONE.companyId, before as unknown[]);
				const n8n = follow(api, ONE);
				expect(await n8n.activate('activate')).toEqual({ items: [] });
				api.lists.set(ONE.companyId, after as unknown[]);
				expect(await n8n.poll()).toHaveProperty('items');
				for (const list of [[...after].reverse(), [...after, ...after]]) {
					api.lists.set(ONE.companyId, list);
					expect(await n8n.poll()).toEqual({ items: [] });
					expect(await n8n.activate('init')).toEqual({ items: [] });
				}
			}),
			{ numRuns: 60, seed: 2026 },
		);
	});
});
