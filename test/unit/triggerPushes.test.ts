import type { IDataObject } from 'n8n-workflow';

import { askAbout, type PollClient } from '../../nodes/Codat/trigger/asking';
import { findChanges, firstSeen } from '../../nodes/Codat/trigger/changes';
import type { WatchSettings } from '../../nodes/Codat/trigger/settings';
import type { Seen } from '../../nodes/Codat/trigger/seen';
import { connections } from '../../nodes/Codat/trigger/connections';
import type { Listing, ListLook } from '../../nodes/Codat/trigger/listed';
import { pushes } from '../../nodes/Codat/trigger/pushes';

const CAPACITY = 2_000;

const push = (number: number, status = 'Success'): IDataObject => ({
	pushOperationKey: `push-${number}`,
	status,
	requestedOnUtc: new Date(Date.UTC(2026, 0, 1) + number * 60_000).toISOString(),
});

/** A history of pushes as Codat hands it out, oldest first unless it orders as asked. */
class History {
	readonly asked: string[] = [];

	constructor(
		readonly records: IDataObject[],
		readonly orders: 'as asked' | 'not at all' | 'with a refusal',
		readonly capacity = CAPACITY,
	) {}

	readonly ask = async (endpoint: string, query: IDataObject = {}, values: IDataObject = {}) => {
		const answer = (status: number, body: unknown) =>
			({ kind: 'answer', status, headers: {}, body }) as const;
		if (endpoint.endsWith('{pushOperationKey}')) {
			this.asked.push(String(values.pushOperationKey));
			const found = this.records.find((each) => each.pushOperationKey === values.pushOperationKey);
			return found
				? answer(200, found)
				: answer(404, { error: 'Push operation not found', correlationId: 'c' });
		}
		this.asked.push(`page ${String(query.page)}`);
		if (query.orderBy && this.orders === 'with a refusal')
			return answer(400, { error: 'no order' });
		const isNewestFirst = query.orderBy === '-requestedOnUtc' && this.orders === 'as asked';
		const list = isNewestFirst ? [...this.records].reverse() : this.records;
		const [page, size] = [Number(query.page), Number(query.pageSize)];
		const results = list.slice((page - 1) * size, page * size);
		return answer(200, { results, totalResults: list.length });
	};

	async poll(before?: Seen) {
		const look = { company: { id: 'company' }, seen: before, ask: this.ask } as unknown as ListLook;
		const { records, seen = before } = (await pushes.list(look)) as Listing;
		const sightings = (records as IDataObject[])
			.filter((record) => record !== null && typeof record === 'object')
			.map(pushes.sight)
			.filter((each) => each !== undefined);
		if (!seen) return { seen: firstSeen(sightings, undefined, this.capacity), events: [] };
		const result = findChanges(seen, sightings, this.capacity);
		const events = result.changes.flatMap((change) =>
			pushes.eventsOf(change).map((event) => `${change.id} ${event}`),
		);
		return { seen: result.seen, events };
	}
}

const count = (from: number, to: number) =>
	Array.from({ length: to - from }, (_, index) => from + index);

describe.each(['as asked', 'not at all', 'with a refusal'] as const)(
	'pushes, which Codat orders %s',
	(orders) => {
		test('nothing new tells nothing; what has ended since is told once, however many', async () => {
			const history = new History(
				count(0, 350).map((number) => push(number)),
				orders,
			);
			const first = await history.poll();
			const idle = await history.poll(first.seen);
			expect(idle.events).toEqual([]);

			history.records.push(...count(350, 600).map((number) => push(number)), push(600, 'Failed'));
			const busy = await history.poll(idle.seen);
			expect(new Set(busy.events)).toEqual(
				new Set([
					...count(350, 600).map((number) => `push-${number} pushOperationCompleted`),
					'push-600 pushOperationFailed',
				]),
			);
			expect((await history.poll(busy.seen)).events).toEqual([]);
		});

		test('a push that was pending for long is told when it ends', async () => {
			const history = new History([push(0, 'Pending'), push(1, 'Pending')], orders);
			let { seen } = await history.poll();
			history.records.push(...count(2, 2_500).map((number) => push(number)));
			({ seen } = await history.poll(seen));
			history.records[0] = push(0, 'Success');
			history.records[1] = push(1, 'TimedOut');
			expect((await history.poll(seen)).events.sort()).toEqual([
				'push-0 pushOperationCompleted',
				'push-1 pushOperationFailed',
			]);
		});
	},
);

test.each([CAPACITY, 20])(
	'one request is enough when nothing is new and nothing is pending, with room for %p',
	async (capacity) => {
		const history = new History(
			count(0, 5_000).map((number) => push(number)),
			'as asked',
			capacity,
		);
		const { seen } = await history.poll();
		history.asked.length = 0;
		await history.poll(seen);
		expect(history.asked).toEqual(['page 1']);
	},
);

test('a sample takes one request, however long the history', async () => {
	const history = new History(
		count(0, 900).map((number) => push(number)),
		'as asked',
	);
	const look = { ask: history.ask } as unknown as ListLook;
	expect((await pushes.sample(look)).map(({ id }) => id)).toContain('push-899');
	expect(history.asked).toEqual(['page 1']);
});

test.each([
	['Pending', true],
	['Success', false],
])('with a push that is %p, news is likely soon: %p', async (status, isOpen) => {
	const { ask } = new History([push(1, status), push(2)], 'as asked');
	const look = { ask, capacity: CAPACITY } as unknown as ListLook;
	expect((await pushes.look(look)).isOpen).toBe(isOpen);
});

describe('many that stay pending while the history moves on', () => {
	const late = (count_: number) => {
		const pending = count(0, count_).map((number) => push(number, 'Pending'));
		const newer = count(count_, count_ + 700).map((number) => push(number));
		return new History([...pending, ...newer], 'as asked');
	};

	test.each([11, 25, 150])('of %p each is asked for in turn', async (pending) => {
		const history = late(pending);
		let { seen } = await history.poll();
		const ended = count(0, pending).filter((number) => number % 6 === 1);
		for (const number of ended) history.records[number] = push(number, 'Success');
		const told: string[] = [];
		for (let polls = 0; polls < Math.ceil(pending / 10); polls++) {
			history.asked.length = 0;
			const result = await history.poll(JSON.parse(JSON.stringify(seen)) as Seen);
			told.push(...result.events);
			({ seen } = result);
			expect(history.asked.length).toBeLessThanOrEqual(11);
		}
		const events = ended.map((number) => `push-${number} pushOperationCompleted`);
		expect(told.sort()).toEqual(events.sort());
	});

	test('those that are gone from Codat are asked for once more', async () => {
		const history = late(25);
		let { seen } = await history.poll();
		history.records.splice(0, 25);
		history.asked.length = 0;
		for (let polls = 0; polls < 9; polls++) {
			const result = await history.poll(seen);
			expect(result.events).toEqual([]);
			({ seen } = result);
		}
		expect(history.asked.filter((asked) => asked.startsWith('push-'))).toHaveLength(25);
	});

	test('one of a status that is not known yet is followed like the others', async () => {
		const history = late(0);
		history.records.unshift(push(-1, 'Queued'));
		const { seen } = await history.poll();
		history.records[0] = push(-1, 'Failed');
		expect((await history.poll(seen)).events).toEqual(['push--1 pushOperationFailed']);
	});
});

test.each([
	[50, 2],
	[400, 5],
	[2_500, 11],
])('%p new ones take %p requests', async (news, requests) => {
	const history = new History(
		count(0, 9_000).map((number) => push(number)),
		'as asked',
	);
	const { seen } = await history.poll();
	history.records.push(...count(9_000, 9_000 + news).map((number) => push(number)));
	history.asked.length = 0;
	expect((await history.poll(seen)).events).toHaveLength(news);
	expect(history.asked).toHaveLength(requests);
});

test.each(['as asked', 'not at all', 'with a refusal'] as const)(
	'what is no record among them is passed over, ordered %s',
	async (orders) => {
		const junk = [null, 7, 'text', []] as unknown as IDataObject[];
		const history = new History([...junk, push(1, 'Pending'), ...junk, push(2)], orders);
		const { seen } = await history.poll();
		history.records[4] = push(1);
		expect((await history.poll(seen)).events).toEqual(['push-1 pushOperationCompleted']);
	},
);

test.each([
	[undefined, 'Success', ['pushOperationCompleted']],
	['Pending', 'Success', ['pushOperationCompleted']],
	['Pending', 'Failed', ['pushOperationFailed']],
	['Pending', 'TimedOut', ['pushOperationFailed']],
	['Failed', 'TimedOut', []],
	['TimedOut', 'Success', ['pushOperationCompleted']],
	[undefined, 'Pending', []],
	['Pending', 'NeverHeardOf', []],
])('a push from %p to %p is %j', (before, status, expected) => {
	const sighting = pushes.sight(push(1, status))!;
	expect(pushes.eventsOf({ ...sighting, before })).toEqual(expected);
});

describe('connections', () => {
	const see = (...statuses: string[]) =>
		statuses.map((status, index) => connections.sight({ id: `connection-${index}`, status })!);

	test('a status that differs from the one last seen is told, however it is spelled', () => {
		const { seen } = findChanges({ byId: {} }, see('PendingAuth', 'Linked'), CAPACITY);
		expect(findChanges(seen, see('pendingAuth', 'linked'), CAPACITY).changes).toEqual([]);
		const { changes } = findChanges(seen, see('Linked', 'Deauthorized', 'PendingAuth'), CAPACITY);
		expect(changes.map((change) => connections.describe!(change))).toEqual([
			{ previousStatus: 'PendingAuth' },
			{ previousStatus: 'Linked' },
			{ previousStatus: null },
		]);
		for (const change of changes) {
			expect(connections.eventsOf(change)).toEqual(['connectionStatusChanged']);
		}
	});

	test('one that says no status has none that could be told', () => {
		const sighting = connections.sight({ id: 'connection' })!;
		expect(sighting.status).toBe('');
		expect(connections.eventsOf(sighting)).toEqual([]);
	});

	test('they come with Codat’s list of companies, for no request', async () => {
		const company = { id: 'company', dataConnections: [{ id: 'connection', status: 'Linked' }] };
		const send = jest.fn();
		const poll = { send } as unknown as PollClient;
		const look = {
			company,
			...askAbout(poll, {} as WatchSettings, company),
		} as unknown as ListLook;
		expect(connections.comesWith!(company)).toBe(true);
		// They have no end, and no news is likely for that.
		expect(await connections.look(look)).toMatchObject({ isOpen: false, leftOut: 0 });
		expect(await connections.list(look)).toEqual({ records: company.dataConnections });
		expect(send).not.toHaveBeenCalled();
	});
});
