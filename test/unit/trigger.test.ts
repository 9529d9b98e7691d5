import type { IDataObject } from 'n8n-workflow';

import { hasPushEnded, pushOutcome, statusCode, syncOutcome } from '../../nodes/Codat/outcomes';
import { findChanges, firstSeen } from '../../nodes/Codat/trigger/changes';
import { companiesToPoll, lastSyncOf } from '../../nodes/Codat/trigger/companies';
import { asItems, newestAsItem, type Finding } from '../../nodes/Codat/trigger/items';
import { seenAtFirst } from '../../nodes/Codat/trigger/listed';
import { NOTHING_SEEN, type Seen, type Sighting } from '../../nodes/Codat/trigger/seen';
import { readSettings } from '../../nodes/Codat/trigger/settings';
import { sources, sourcesOf } from '../../nodes/Codat/trigger/sources';
import {
	capacityFor,
	oldUntil,
	scopeOf,
	stateFor,
	type TriggerState,
} from '../../nodes/Codat/trigger/state';
import { syncs } from '../../nodes/Codat/trigger/syncs';
import { timeKey } from '../../nodes/Codat/time';

const { sight, eventsOf } = syncs;

/** What a look at syncs begins with. */
function seenOf(state: TriggerState, company: IDataObject, sightings: Sighting[]): Seen {
	const seen = state.companies[String(company.id)]?.syncs as Seen | undefined;
	return (
		seen ?? seenAtFirst({ oldUntil: oldUntil(state, company, 'syncs'), capacity: 10 }, sightings)
	);
}

/** A sync as a list holds it. */
function sync(syncId: string, syncStatusCode: unknown, day?: number): IDataObject {
	const syncUtc =
		day === undefined ? undefined : `2026-01-${String(day).padStart(2, '0')}T00:00:00Z`;
	return { syncId, syncStatusCode, syncUtc } as IDataObject;
}

const sightingsOf = (...records: IDataObject[]) => records.map((record) => sight(record)!);
const day = (number: number) => timeKey(`2026-01-${String(number).padStart(2, '0')}`)!;

describe('time', () => {
	test.each([
		['2023-04-12T10:52:54.5359678Z', '2023-04-12T10:52:54.535967800'],
		['2023-04-12T10:52:54Z', '2023-04-12T10:52:54.000000000'],
		['2023-04-12T10:52:54', '2023-04-12T10:52:54.000000000'],
		[' 2023-04-12 10:52:54.5 ', '2023-04-12T10:52:54.500000000'],
		['2023-04-12', '2023-04-12T00:00:00.000000000'],
		['2023-04-12T10:52:54.123456789012Z', '2023-04-12T10:52:54.123456789'],
		['2023-04-12T12:52:54.5+02:00', '2023-04-12T10:52:54.500000000'],
		// Codat's own example of a date that no clock has.
		['2024-09-01T23:59:99Z', '2024-09-01T23:59:99.000000000'],
		['2024-13-45T00:00:00Z', '2024-13-45T00:00:00.000000000'],
		['2024-09-01T23:59:99+01:00', undefined],
		['+012345-01-01T00:00:00Z', undefined],
		['-000001-01-01T00:00:00Z', undefined],
		['soon', undefined],
		['', undefined],
		[null, undefined],
		[1_700_000_000_000, undefined],
		[{}, undefined],
	])('%p is %p', (value, key) => expect(timeKey(value)).toBe(key));

	test('sorts what a JavaScript date would hold for the same', () => {
		const texts = ['2026-01-01T00:00:00.0000002Z', '2026-01-01T00:00:00.0000001Z', '2026-01-01'];
		expect(texts.map((text) => timeKey(text)!).sort()).toEqual(
			[...texts].reverse().map((text) => timeKey(text)),
		);
	});
});

describe('status code', () => {
	test.each([
		[1000, '1000', 'inProgress'],
		[1999, '1999', 'inProgress'],
		[2000, '2000', 'success'],
		['2040', '2040', 'success'],
		['4200,', '4200', 'failure'],
		[' 5130 ', '5130', 'failure'],
		['02000', '2000', 'success'],
		[9999, '9999', 'failure'],
		[3000, '3000', 'unknown'],
		[999, '999', 'unknown'],
		[0, '0', 'unknown'],
		['PushError', '', 'unknown'],
		[-2000, '', 'unknown'],
		['', '', 'unknown'],
		[null, '', 'unknown'],
		[undefined, '', 'unknown'],
		[true, '', 'unknown'],
		[{}, '', 'unknown'],
	])('%p is %p, %s', (value, code, outcome) => {
		expect(statusCode(value)).toBe(code);
		expect(syncOutcome(value)).toBe(outcome);
	});
});

test.each([
	['Pending', 'inProgress', false],
	['Success', 'success', true],
	['Failed', 'failure', true],
	['TimedOut', 'failure', true],
	['success', 'unknown', false],
	[undefined, 'unknown', false],
	[{}, 'unknown', false],
])('a push that is %p is %s', (status, outcome, hasEnded) => {
	expect(pushOutcome(status)).toBe(outcome);
	expect(hasPushEnded({ status } as IDataObject)).toBe(hasEnded);
});

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

describe('state', () => {
	const since = { syncs: '2026-01-10T00:00:00.000Z' };
	const memory = { syncs: NOTHING_SEEN };
	const scopes = { syncs: 's' };
	const visits = { a: { at: 1 } };
	const state: TriggerState = { scopes, since, companies: { a: memory, b: memory }, visits };

	test('begins anew in another scope', () => {
		const other = { syncs: 't' };
		const nothing = { scopes: other, since: {}, companies: {}, visits: {} };
		expect(stateFor(other, undefined, ['a'])).toEqual(nothing);
		const anew = { scopes: other, since: {}, companies: { a: {}, b: {} }, visits };
		expect(stateFor(other, state, ['a'])).toEqual(anew);
	});

	test('of one source, without another one’s losing anything', () => {
		const both = {
			scopes: { syncs: 's', pushes: 'p' },
			since: { ...since, pushes: since.syncs },
			companies: { a: { syncs: NOTHING_SEEN, pushes: NOTHING_SEEN } },
			visits: {},
		};
		expect(stateFor({ syncs: 't', pushes: 'p' }, both, ['a'])).toEqual({
			scopes: { syncs: 't', pushes: 'p' },
			since: { pushes: since.syncs },
			companies: { a: { pushes: NOTHING_SEEN } },
			visits: {},
		});
	});

	test('the product is part of the scope of syncs alone', () => {
		const differs = Object.keys(sources).filter(
			(source) => scopeOf(source, 'commerce', 'a') !== scopeOf(source, 'expenses', 'a'),
		);
		expect(differs).toEqual(['syncs']);
		for (const source of Object.keys(sources)) {
			expect(scopeOf(source, 'commerce', 'a')).not.toBe(scopeOf(source, 'commerce', 'b'));
			expect(scopeOf(source, 'commerce', 'a')).not.toBe(scopeOf(source, 'commerce', undefined));
		}
	});

	test('goes on in the same one, on a copy', () => {
		const copy = stateFor(scopes, state, ['a', 'b']);
		expect(copy).toEqual(state);
		copy.companies.c = memory;
		copy.since.pushes = 'now';
		expect(Object.keys(state.companies)).toEqual(['a', 'b']);
		expect(state.since).toEqual(since);
	});

	test('keeps companies that the list leaves out, but not for ever more of them', () => {
		expect(Object.keys(stateFor(scopes, state, []).companies)).toEqual(['a', 'b']);
		const ids = Array.from({ length: 5_000 }, (_, index) => `c${index}`);
		const companies = Object.fromEntries(ids.map((id) => [id, memory]));
		const kept = stateFor(scopes, { ...state, companies }, ['c0', 'new']);
		expect(Object.keys(kept.companies)).toHaveLength(1_001);
		expect(kept.companies).toHaveProperty('c0');
		expect(kept.companies).not.toHaveProperty('new');
	});

	test('drops a source that is not watched any more: taken up again, it begins anew', () => {
		const without = stateFor({ other: 's' }, state, ['a', 'b']);
		expect(without.since).toEqual({});
		const again = stateFor(scopes, without, ['a', 'b']);
		expect(again.companies).toEqual({ a: {}, b: {} });
		const list = sightingsOf(sync('x', 2000, 20));
		const seen = seenOf(again, { id: 'a' }, list);
		expect(findChanges(seen, list, 10).changes).toEqual([]);
	});

	test.each<[string, IDataObject, string[]]>([
		['a company looked at for the first time', { id: 'c' }, ['after']],
		['one created before', { id: 'c', created: '2026-01-09T00:00:00Z' }, ['after']],
		['one created after', { id: 'c', created: '2026-01-11' }, ['before', 'after', 'undated']],
		[
			'one created after by a clock that is four minutes late',
			{ id: 'c', created: '2026-01-09T23:56:00Z' },
			['before', 'after', 'undated'],
		],
		['one created six minutes before', { id: 'c', created: '2026-01-09T23:54:00Z' }, ['after']],
		['one whose date is none', { id: 'c', created: 'soon' }, ['after']],
		['one that was looked at', { id: 'a' }, ['before', 'after', 'undated']],
	])('what is news of %s', (_, company, ids) => {
		const list = sightingsOf(
			sync('before', 2000, 9),
			sync('after', 2000, 11),
			sync('undated', 1000),
		);
		const seen = seenOf(state, company, list);
		expect(findChanges(seen, list, 10).changes.map(({ id }) => id)).toEqual(ids);
	});

	test.each([
		[0, 2_000],
		[1, 2_000],
		[10, 2_000],
		[100, 200],
		[1_000, 20],
		[100_000, 10],
	])('room for each of %p companies: %p', (companies, capacity) => {
		expect(capacityFor(companies)).toBe(capacity);
	});
});

describe('which companies are looked at', () => {
	const company = (id: string, ...statuses: string[]) => ({
		id,
		dataConnections: statuses.map((status) => ({ status })),
	});
	const none: TriggerState = { scopes: {}, since: {}, companies: {}, visits: {} };
	const NOW = Date.UTC(2026, 0, 15);
	const idsOf = (companies: IDataObject[], state = none, most = 100, watched = ['syncs']) =>
		companiesToPoll(companies, state, watched, NOW)
			.slice(0, most)
			.map(({ id }) => id);

	test('those that have or had a linked connection', () => {
		const companies = [
			company('none'),
			company('pending', 'PendingAuth', 'pendingAuth'),
			company('linked', 'PendingAuth', 'Linked'),
			company('lost', 'Deauthorized'),
			company('cut', 'Unlinked'),
			{ id: 'unsaid' },
			{ id: 'odd', dataConnections: [null] },
		];
		expect(idsOf(companies)).toEqual(['cut', 'linked', 'lost', 'odd', 'unsaid']);
		const known = { ...none, companies: { none: { syncs: NOTHING_SEEN } } };
		expect(idsOf(companies, known)).toContain('none');
		// Connections are in the list of companies itself.
		expect(idsOf(companies, none, 100, ['connections'])).toHaveLength(companies.length);
	});

	test('the most urgent first, and of those that are equal by ID', () => {
		const companies = ['d', 'a', 'c', 'b', 'e'].map((id) => ({ id }));
		expect(idsOf(companies)).toEqual(['a', 'b', 'c', 'd', 'e']);
		const at = NOW - 60_000;
		const visits = { a: { at }, b: { at: at - 1 }, c: { at, isOpen: true }, d: { at, newsAt: at } };
		expect(idsOf(companies, { ...none, visits })).toEqual(['e', 'c', 'd', 'b', 'a']);
	});

	test('one whose data were fetched since, as the list of companies says', () => {
		const fetched = (id: string, lastSync: unknown) => ({
			id,
			dataConnections: [{ status: 'Linked', lastSync }, null],
		});
		const companies = [
			fetched('a', '2026-01-14T00:00:00Z'),
			fetched('b', '2026-01-15T00:00:00Z'),
			fetched('c', 7),
		];
		const lastSync = timeKey('2026-01-14T00:00:00Z');
		const visits = Object.fromEntries(['a', 'b', 'c'].map((id) => [id, { at: NOW - 9, lastSync }]));
		expect(idsOf(companies, { ...none, visits })).toEqual(['b', 'a', 'c']);
	});

	test('they were last fetched when the last of their connections was', () => {
		const dataConnections = [{ lastSync: '2026-01-15' }, { lastSync: '2026-01-14' }];
		expect(lastSyncOf({ dataConnections })).toBe(day(15));
		expect(lastSyncOf({ dataConnections: [{}] })).toBeUndefined();
	});
});

describe('items', () => {
	const finding = (record: IDataObject, before?: string): Finding => ({
		...(sight(record) as Sighting),
		before,
		source: 'syncs',
		companyId: 'company',
	});

	test('the record as it came, the event and the outcome', () => {
		const record = { companyId: 'own', syncId: 'a', syncStatusCode: '4200,', more: { x: [1] } };
		expect(asItems([finding(record, '1000')], ['syncFailed', 'syncCompleted'])).toEqual([
			{ ...record, event: 'syncFailed', outcome: 'failure' },
		]);
	});

	test('the event comes first, and a field of the record with its name does not stand for it', () => {
		const [item] = asItems([finding({ syncId: 'a', event: 'own' })], ['syncStarted']);
		expect(Object.keys(item)[0]).toBe('event');
		expect(item.event).toBe('syncStarted');
	});

	test('the company, where the record does not tell', () => {
		const [item] = asItems([finding({ syncId: 'a', companyId: null })], ['syncStarted']);
		expect(item.companyId).toBe('company');
	});

	test('one for each event that was chosen, oldest first', () => {
		const findings = [
			finding(sync('b', 2000, 2)),
			finding(sync('a', 4000, 1)),
			finding(sync('0', 1000)),
		];
		const items = asItems(findings, ['syncStarted', 'syncCompleted']);
		expect(items.map(({ syncId, event }) => `${String(syncId)} ${String(event)}`)).toEqual([
			'0 syncStarted',
			'a syncStarted',
			'b syncStarted',
			'b syncCompleted',
		]);
	});

	test('a sample is the newest that fits, or the newest', () => {
		const findings = [finding(sync('b', 2000, 2)), finding(sync('a', 4000, 1))];
		const nameOf = (chosen: string[]) => newestAsItem(findings, chosen)?.syncId;
		expect(nameOf(['syncFailed'])).toBe('a');
		expect(nameOf(['syncCompleted', 'syncFailed'])).toBe('b');
		expect(newestAsItem([findings[1]], ['syncCompleted'])?.syncId).toBe('a');
		expect(newestAsItem([], ['syncCompleted'])).toBeUndefined();
	});
});

describe('settings', () => {
	const id = '8a210b68-6988-11ed-a1eb-0242ac120002';
	const read = (values: object) =>
		readSettings(
			(name) => ({ triggerOn: ['syncFailed'], product: 'commerce', ...values })[name as never],
			'UTC',
		);

	test('of one company and of all', () => {
		expect(read({ companyScope: 'one', companyId: { value: id } }).companyId).toBe(id);
		expect(read({ companyScope: 'all', companyId: { value: '' } }).companyId).toBeUndefined();
	});

	test.each([
		[{ companyScope: 'one', companyId: { value: '' } }, /Company/],
		[{ companyScope: 'one', companyId: '../..' }, /Company/],
		[{ companyScope: 'all', triggerOn: [] }, /Trigger On/],
		[{ companyScope: 'all', triggerOn: 'syncFailed' }, /Trigger On/],
	])('%j cannot be used', (values, message) => expect(() => read(values)).toThrow(message));
});
