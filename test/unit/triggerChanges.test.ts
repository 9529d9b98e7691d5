import type { IDataObject } from 'n8n-workflow';

import { findChanges, firstSeen } from '../../nodes/Codat/trigger/changes';
import { NOTHING_SEEN, type Seen } from '../../nodes/Codat/trigger/seen';
import { sourcesOf } from '../../nodes/Codat/trigger/sources';
import { syncs } from '../../nodes/Codat/trigger/syncs';
import { day, sightingsOf, sync } from './triggerSyncs';

const { sight, eventsOf } = syncs;

describe('a sync as a sighting', () => {
	test.each([
		['the sync ID', { syncId: 'a', commerceSyncId: 'b', syncUtc: '2026-01-01' }, 'a'],
		['the other ID', { syncId: '', commerceSyncId: 'b', syncUtc: '2026-01-01' }, 'b'],
		['its date', { syncId: null, syncUtc: '2026-01-01' }, '2026-01-01'],
		['a number', { syncId: 7 }, '7'],
	])('is known by %s', (_, record, id) => expect(sight(record)?.id).toBe(id));

	test.each([
		[{}],
		[{ syncId: ' ' }],
		[{ syncId: {} }],
		[{ syncId: ['a'] }],
		[{ syncStatusCode: 1 }],
	])('%j is known by nothing', (record) => expect(sight(record as IDataObject)).toBeUndefined());

	test.each([
		[1000, true],
		[undefined, true],
		[3000, true],
		[2000, false],
		[4000, false],
	])('%p is open: %p', (code, isOpen) => expect(sight(sync('a', code))?.isOpen).toBe(isOpen));
});

describe('the events of a change', () => {
	test.each<[before: string | undefined, now: string, events: string]>([
		[undefined, '1000', 'syncStarted syncStatusChanged'],
		[undefined, '2000', 'syncStarted syncCompleted syncStatusChanged'],
		[undefined, '4000', 'syncStarted syncFailed syncStatusChanged'],
		[undefined, '', 'syncStarted'],
		[undefined, '3000', 'syncStarted syncStatusChanged'],
		['', '1000', 'syncStatusChanged'],
		['', '2000', 'syncCompleted syncStatusChanged'],
		['1000', '1010', 'syncStatusChanged'],
		['1000', '2000', 'syncCompleted syncStatusChanged'],
		['1010', '5130', 'syncFailed syncStatusChanged'],
		['2000', '2040', 'syncStatusChanged'],
		['4000', '5130', 'syncStatusChanged'],
		['4000', '1000', 'syncStatusChanged'],
		['4000', '2000', 'syncCompleted syncStatusChanged'],
		['2000', '4040', 'syncFailed syncStatusChanged'],
	])('from %p to %p: %s', (before, now, events) => {
		const [sighting] = sightingsOf(sync('a', now));
		expect(eventsOf({ ...sighting, before }).join(' ')).toBe(events);
	});

	test('sources are known by their events', () => {
		expect(sourcesOf(['syncFailed'])).toEqual(['syncs']);
		expect(sourcesOf(['somethingElse'])).toEqual([]);
	});
});

describe('changes', () => {
	const find = (seen: Seen, records: IDataObject[], capacity = 100) => {
		const { changes, ...rest } = findChanges(seen, sightingsOf(...records), capacity);
		return { ...rest, found: changes.map(({ id, status, before }) => [id, before, status]) };
	};

	test('what is new, what has another status, and nothing else', () => {
		const { seen } = find(NOTHING_SEEN, [sync('a', 1000, 1), sync('b', 2000, 2)]);
		const { found } = find(seen, [sync('c', 4000, 3), sync('b', 2000, 2), sync('a', 1010, 1)]);
		expect(found).toEqual([
			['c', undefined, '4000'],
			['a', '1000', '1010'],
		]);
	});

	test('what is absent is remembered', () => {
		const { seen } = find(NOTHING_SEEN, [sync('a', 2000, 1), sync('b', 1000, 2)]);
		const between = find(seen, []);
		expect(between.found).toEqual([]);
		expect(find(between.seen, [sync('a', 2000, 1), sync('b', 1000, 2)]).found).toEqual([]);
	});

	test('a status that cannot be read says nothing about one that could', () => {
		const { seen } = find(NOTHING_SEEN, [sync('a', 1000, 1)]);
		const unreadable = find(seen, [sync('a', null, 1)]);
		expect(unreadable.found).toEqual([]);
		expect(find(unreadable.seen, [sync('a', 2000, 1)]).found).toEqual([['a', '1000', '2000']]);
	});

	test('a new record whose status cannot be read is new once', () => {
		const first = find(NOTHING_SEEN, [sync('a', undefined)]);
		expect(first.found).toEqual([['a', undefined, '']]);
		expect(find(first.seen, [sync('a', undefined)]).found).toEqual([]);
		expect(find(first.seen, [sync('a', 2000)]).found).toEqual([['a', '', '2000']]);
	});

	test.each<[string, IDataObject[], string]>([
		['the same', [sync('a', 2000, 1), sync('a', 2000, 1)], '2000'],
		['the later counts', [sync('a', 1000, 2), sync('a', 4000, 1)], '1000'],
		['of one date, the one that has ended', [sync('a', 2000, 1), sync('a', 1010, 1)], '2000'],
		['of one date, the higher', [sync('a', 1000, 1), sync('a', 1010, 1)], '1010'],
		['the one with a date', [sync('a', 4000, 1), sync('a', 1000)], '4000'],
		['the one that can be read', [sync('a', null, 9), sync('a', 1000, 1)], '1000'],
	])('of a record twice in a list: %s', (_, records, status) => {
		for (const list of [records, [...records].reverse()]) {
			expect(find(NOTHING_SEEN, list).found).toEqual([['a', undefined, status]]);
		}
	});

	test('IDs that mean something to JavaScript are as good as any', () => {
		const ids = ['__proto__', 'constructor', 'toString', '7'];
		const records = ids.map((id) => sync(id, 2000, 1));
		const { seen, found } = find(NOTHING_SEEN, records);
		expect(found.map(([id]) => id).sort()).toEqual([...ids].sort());
		const saved = JSON.parse(JSON.stringify(seen)) as Seen;
		expect(find(saved, records).found).toEqual([]);
	});

	test('the memory handed in is left as it is', () => {
		const { seen } = find(NOTHING_SEEN, [sync('a', 1000, 1), sync('b', 2000, 2)]);
		const before = JSON.stringify(seen);
		find(seen, [sync('a', 2000, 1), sync('c', 2000, 3)], 1);
		expect(JSON.stringify(seen)).toBe(before);
		expect(NOTHING_SEEN).toEqual({ byId: {} });
	});
});

describe('what is forgotten', () => {
	const records = [1, 2, 3, 4, 5].map((number) => sync(`s${number}`, 2000, number));
	const full = findChanges(NOTHING_SEEN, sightingsOf(...records), 3).seen;
	const find = (seen: Seen, list: IDataObject[], capacity = 3) =>
		findChanges(seen, sightingsOf(...list), capacity).changes.map(({ id, before }) => [id, before]);

	test('the oldest that have ended, and they are not new when they are back', () => {
		expect(Object.keys(full.byId)).toEqual(['s3', 's4', 's5']);
		expect(full.floor).toBe(day(2));
		expect(find(full, records)).toEqual([]);
	});

	test('one as old that runs was there before: it has not started, but changed', () => {
		expect(find(full, [sync('s1', 1000, 1)])).toEqual([['s1', '']]);
		expect(find(full, [sync('s1', undefined, 1)])).toEqual([]);
	});

	test('one that is newer is new', () => {
		expect(find(full, [sync('s6', 2000, 6)])).toEqual([['s6', undefined]]);
		// The date alone tells, for one that was never seen.
		expect(find(full, [sync('late', 2000, 3)])).toEqual([['late', undefined]]);
	});

	test('none that runs or has no date, as long as it is in the list', () => {
		const lasting = [sync('open', 1000, 1), sync('undated', 2000), sync('unread', null, 1)];
		const list = [...records, ...lasting];
		const { seen } = findChanges(full, sightingsOf(...list), 3);
		expect(Object.keys(seen.byId).sort()).toEqual(['open', 'undated', 'unread']);
		expect(find(seen, list)).toEqual([]);
		expect(
			find(
				seen,
				list.map((it) => ({ ...it, syncStatusCode: 1010 })),
			).length,
		).toBe(8);
	});

	test('what has left the list, when there is no other choice', () => {
		const open = [1, 2, 3, 4, 5].map((number) => sync(`o${number}`, 1000, number));
		const { seen } = findChanges(NOTHING_SEEN, sightingsOf(...open), 3);
		expect(Object.keys(seen.byId)).toHaveLength(5);
		const later = findChanges(seen, sightingsOf(open[4]), 3).seen;
		expect(Object.keys(later.byId)).toHaveLength(3);
		expect(Object.keys(later.byId)).toContain('o5');
		expect(later.floor).toBeUndefined();
	});

	test('the floor never sinks', () => {
		const old = { byId: { a: ['2000', day(1)] as [string, string] }, floor: day(20) };
		expect(findChanges(old, sightingsOf(sync('b', 2000, 30)), 1).seen.floor).toBe(day(20));
	});

	test('memory stays bounded through a long history', () => {
		let seen = NOTHING_SEEN;
		let emitted = 0;
		for (let number = 0; number < 3_000; number++) {
			const utc = new Date(Date.UTC(2020, 0, 1) + number * 3_600_000).toISOString();
			const list = [{ syncId: `s${number}`, syncStatusCode: 2000, syncUtc: utc }];
			const result = findChanges(seen, sightingsOf(...list), 50);
			seen = result.seen;
			emitted += result.changes.length;
		}
		expect(emitted).toBe(3_000);
		expect(Object.keys(seen.byId)).toHaveLength(50);
		expect(JSON.stringify(seen).length).toBeLessThan(3_000);
	});
});

describe('the first look', () => {
	const list = sightingsOf(sync('old', 2000, 1), sync('new', 2000, 3), sync('undated', 2000));

	test('when watching begins, all is seen', () => {
		const seen = firstSeen(list, undefined, 100);
		expect(findChanges(seen, list, 100).changes).toEqual([]);
	});

	test('later, what is dated after is news', () => {
		const seen = firstSeen(list, day(2), 100);
		expect(findChanges(seen, list, 100).changes.map(({ id }) => id)).toEqual(['new']);
		expect(Object.keys(firstSeen(list, day(3), 100).byId)).toContain('new');
	});

	test('a list beyond the capacity is not news either', () => {
		const long = sightingsOf(...Array.from({ length: 60 }, (_, i) => sync(`s${i}`, 2000, i % 28)));
		const seen = firstSeen(long, undefined, 10);
		expect(Object.keys(seen.byId)).toHaveLength(10);
		expect(findChanges(seen, long, 10).changes).toEqual([]);
	});
});
