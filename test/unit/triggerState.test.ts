import type { IDataObject } from 'n8n-workflow';

import { timeKey } from '../../nodes/Codat/time';
import { findChanges } from '../../nodes/Codat/trigger/changes';
import { companiesToPoll, lastSyncOf } from '../../nodes/Codat/trigger/companies';
import { asItems, newestAsItem, type Finding } from '../../nodes/Codat/trigger/items';
import { seenAtFirst } from '../../nodes/Codat/trigger/listed';
import { NOTHING_SEEN, type Seen, type Sighting } from '../../nodes/Codat/trigger/seen';
import { readSettings } from '../../nodes/Codat/trigger/settings';
import { sources } from '../../nodes/Codat/trigger/sources';
import {
	capacityFor,
	oldUntil,
	scopeOf,
	stateFor,
	type TriggerState,
} from '../../nodes/Codat/trigger/state';
import { day, sightingsOf, sync } from './triggerSyncs';

/** What a look at syncs begins with. */
function seenOf(state: TriggerState, company: IDataObject, sightings: Sighting[]): Seen {
	const seen = state.companies[String(company.id)]?.syncs as Seen | undefined;
	return (
		seen ?? seenAtFirst({ oldUntil: oldUntil(state, company, 'syncs'), capacity: 10 }, sightings)
	);
}

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
		...(sightingsOf(record)[0] as Sighting),
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
