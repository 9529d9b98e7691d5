import { clock, useFakeClock } from '../engine/clock';
import {
	ALL,
	Api,
	errorOf,
	follow,
	itemsOf,
	namesOf,
	refusal,
	sync,
	type Answer,
} from './watchApi';

jest.mock('n8n-workflow', () => jest.requireActual('../engine/clock').withFakeSleep());
useFakeClock();

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

	test('what happens while watching begins is news, of one that could not be looked at then', async () => {
		const api = busyApi(3, 1);
		api.latencyMs = 20_000;
		const began = clock.time;
		const list = api.lists.get('company-1') as unknown[];
		api.lists.set('company-1', refusal(403, 'Not for you'));
		const n8n = follow(api, { ...ALL, triggerOn: ['syncStarted'] });
		expect(itemsOf(await n8n.activate('activate'))).toEqual([]);
		api.lists.set('company-1', [
			...list,
			sync('before', 2000, began - 1_000),
			sync('meanwhile', 2000, began + 1_000),
		]);
		expect(namesOf(await n8n.poll())).toEqual(['syncStarted meanwhile']);
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
