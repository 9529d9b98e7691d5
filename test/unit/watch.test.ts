import fc from 'fast-check';
import type { IDataObject, IHttpRequestOptions } from 'n8n-workflow';

import { clock, useFakeClock } from '../engine/clock';
import { N8n, type Polled } from './triggerN8n';

jest.mock('n8n-workflow', () => jest.requireActual('../engine/clock').withFakeSleep());
useFakeClock();

const EVENTS = ['syncStarted', 'syncCompleted', 'syncFailed', 'syncStatusChanged'];
const ONE = { companyScope: 'one', companyId: '8a210b68-6988-11ed-a1eb-0242ac120002' };
const ALL = { companyScope: 'all' };

interface Answer {
	statusCode: number;
	body: unknown;
	headers?: IDataObject;
}
const ok = (body: unknown): Answer => ({ statusCode: 200, body });
const refusal = (statusCode: number, error: string, headers: IDataObject = {}): Answer => ({
	statusCode,
	body: { statusCode, error },
	headers,
});

/** Companies and the lists of their syncs, each of which may be refused. */
class Api {
	lists = new Map<string, unknown[] | Answer>();
	companies: unknown[] | undefined;
	requests: string[] = [];
	inFlight = 0;
	maxInFlight = 0;
	/** How long an answer takes. */
	latencyMs = 0;

	readonly send = async ({ url }: IHttpRequestOptions): Promise<Answer> => {
		const { pathname, searchParams } = new URL(url);
		this.requests.push(pathname);
		this.maxInFlight = Math.max(this.maxInFlight, ++this.inFlight);
		// As long as it takes the others to come as well.
		for (let turn = 0; turn < 20; turn++) await Promise.resolve();
		this.inFlight--;
		clock.advance(this.latencyMs);
		if (pathname !== '/companies') return this.list(pathname.split('/')[2]);
		const all = this.companies ?? [...this.lists.keys()].map((id) => ({ id }));
		const [page, size] = ['page', 'pageSize'].map((name) => Number(searchParams.get(name)));
		const results = all.slice((page - 1) * size, page * size);
		return ok({ results, totalResults: all.length });
	};

	private list(companyId: string): Answer {
		const list = this.lists.get(companyId);
		if (list === undefined) return refusal(404, 'No syncs were found.');
		return Array.isArray(list) ? ok(list) : list;
	}
}

const sync = (syncId: string, syncStatusCode: number, time = clock.time) => ({
	syncId,
	syncStatusCode,
	syncUtc: new Date(time).toISOString(),
});

function follow(api: Api, parameters: IDataObject = ALL): N8n {
	return new N8n({ triggerOn: EVENTS, product: 'commerce', ...parameters }, api.send);
}

function itemsOf(polled: Polled): IDataObject[] {
	if ('error' in polled) throw polled.error;
	return polled.items;
}
const namesOf = (polled: Polled) =>
	itemsOf(polled).map(({ event, syncId }) => `${String(event)} ${String(syncId)}`);
const errorOf = (polled: Polled) => ('error' in polled ? polled.error : undefined);

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

describe('all companies', () => {
	const ids = (count: number) => Array.from({ length: count }, (_, index) => `company-${index}`);

	/** Companies with a long list each, and a new sync in all of them. */
	function busyApi(count: number, syncs: number): Api {
		const api = new Api();
		for (const id of ids(count)) {
			const old = Array.from({ length: syncs }, (_, index) =>
				sync(`${id}-${index}`, 2000, clock.time - (index + 1) * 86_400_000),
			);
			api.lists.set(id, old);
		}
		return api;
	}

	test('a thousand: at most 900 requests a poll, ten at once, none left out, in a bounded state', async () => {
		const api = busyApi(1_000, 25);
		const n8n = follow(api, { ...ALL, triggerOn: ['syncStarted'] });
		expect(itemsOf(await n8n.activate('activate'))).toEqual([]);
		expect(api.requests).toHaveLength(900);
		expect(api.maxInFlight).toBe(10);

		clock.advance(60_000);
		for (const [id, list] of api.lists) (list as unknown[]).push(sync(`${id}-new`, 2000));
		const first = itemsOf(await n8n.poll());
		const second = itemsOf(await n8n.poll());
		expect(first.length).toBe(899);
		expect([...first, ...second].map(({ syncId }) => syncId).sort()).toEqual(
			ids(1_000)
				.map((id) => `${id}-new`)
				.sort(),
		);
		expect(new Set(api.requests.slice(900)).size).toBe(1_001);
		expect(await n8n.poll()).toEqual({ items: [] });
		expect(n8n.savedBytes).toBeLessThan(2_000_000);
	});

	test('the poll budget ends a poll, and the next goes on', async () => {
		const api = busyApi(60, 1);
		api.latencyMs = 20_000;
		const n8n = follow(api);
		await n8n.activate('activate');
		const looked = api.requests.length - 1;
		// 80 % of five minutes, and what was under way by then.
		expect(looked).toBeLessThanOrEqual(22);
		for (let polls = 0; polls < 6; polls++) await n8n.poll();
		const counts = ids(60).map(
			(id) => api.requests.filter((path) => path.includes(`${id}/`)).length,
		);
		expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
		expect(Math.min(...counts)).toBeGreaterThanOrEqual(1);
	});

	test('one that fails does not stop the others, and loses nothing', async () => {
		const api = busyApi(30, 1);
		const n8n = follow(api, { ...ALL, triggerOn: ['syncStarted'] });
		await n8n.activate('activate');
		// The first, the second and the last, sorted by ID.
		const first = ['company-0', 'company-1', 'company-9'];
		for (const id of first) (api.lists.get(id) as unknown[]).push(sync(`new-${id}`, 1000));
		const list = api.lists.get('company-1')!;
		api.lists.set('company-1', refusal(403, 'Not for you'));
		expect(namesOf(await n8n.poll())).toEqual([
			'syncStarted new-company-0',
			'syncStarted new-company-9',
		]);
		expect(n8n.warnings).toEqual([expect.stringMatching(/1 of the companies.*company-1: Not for/)]);
		api.lists.set('company-1', list);
		expect(namesOf(await n8n.poll())).toEqual(['syncStarted new-company-1']);
	});

	test.each<[string, Answer]>([
		['rate limit', refusal(429, 'Slow down', { 'retry-after': '100' })],
		['key', refusal(401, 'Unauthorized')],
	])('a refused %s ends the poll', async (_, answer) => {
		const api = busyApi(200, 1);
		const n8n = follow(api, { ...ALL, triggerOn: ['syncStarted'] });
		await n8n.activate('activate');
		api.requests = [];
		clock.advance(60_000);
		// Sorted by ID, it is the third.
		api.lists.set('company-10', answer);
		(api.lists.get('company-0') as unknown[]).push(sync('new', 1000));
		expect(namesOf(await n8n.poll())).toEqual(['syncStarted new']);
		expect(api.requests.length).toBeLessThan(30);
		// The next poll goes on behind it.
		clock.advance(60_000);
		(api.lists.get('company-99') as unknown[]).push(sync('last', 1000));
		expect(namesOf(await n8n.poll())).toEqual(['syncStarted last']);
	});

	test('when all fail, the poll does', async () => {
		const api = busyApi(3, 1);
		const n8n = follow(api);
		await n8n.activate('activate');
		for (const id of ids(3)) api.lists.set(id, refusal(403, 'Not for you'));
		expect(errorOf(await n8n.poll())?.failure).toEqual({ cause: 'credential-invalid' });
		expect(n8n.warnings).toEqual([]);
	});

	test('records of companies that hold nothing to go by are left out, and what comes twice', async () => {
		const api = busyApi(1, 1);
		const company = { id: 'company-0' };
		api.companies = [null, {}, company, { id: '' }, { id: null }, { ...company }];
		const n8n = follow(api);
		expect(await n8n.activate('activate')).toEqual({ items: [] });
		expect(api.requests).toHaveLength(2);
	});

	test('one that is new or linked later tells all that it has', async () => {
		const api = new Api();
		const pending = { id: 'later', dataConnections: [{ status: 'PendingAuth' }] };
		api.companies = [pending, { id: 'studio', dataConnections: [] }];
		const n8n = follow(api, { ...ALL, triggerOn: ['syncCompleted'] });
		await n8n.activate('activate');
		expect(api.requests).toEqual(['/companies']);
		clock.advance(60_000);
		api.lists.set('later', [sync('a', 2000)]).set('new', [sync('b', 2040)]);
		const created = new Date(clock.time).toISOString();
		const dataConnections = [{ status: 'Linked' }];
		api.companies = [
			{ id: 'later', dataConnections },
			{ id: 'new', created, dataConnections },
		];
		expect(namesOf(await n8n.poll())).toEqual(['syncCompleted a', 'syncCompleted b']);
		expect(namesOf(await n8n.poll())).toEqual([]);
	});

	test('an empty list of companies forgets none', async () => {
		const api = busyApi(3, 2);
		const n8n = follow(api);
		await n8n.activate('activate');
		const { lists } = api;
		api.lists = new Map();
		expect(await n8n.poll()).toEqual({ items: [] });
		api.lists = lists;
		expect(await n8n.poll()).toEqual({ items: [] });
		clock.advance(1000);
		(lists.get('company-2') as unknown[]).push(sync('new', 4000, clock.time - 86_400_000));
		expect(namesOf(await n8n.poll())).toHaveLength(3);
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
