import type { IDataObject } from 'n8n-workflow';

import { withinCapacity } from '../../nodes/Codat/trigger/capacity';
import { costOf } from '../../nodes/Codat/trigger/companies';
import {
	afterReading,
	isNews,
	isTypeSeen,
	keyOf,
	placeFrom,
	placesWith,
	readFrom,
	within,
	withFilter,
	type PlaceSeen,
	type TypeSeen,
} from '../../nodes/Codat/trigger/recordsSeen';
import { readState } from '../../nodes/Codat/trigger/saved';

const NOW = Date.UTC(2026, 0, 15, 12);
const time = (text: string) => `2026-01-15T${text}.000000000`;

describe('what is remembered of a list', () => {
	const place = { ...placeFrom(time('08:00:00')), cursor: time('11:00:00') };

	test('is asked for again an hour back, and never from before watching began', () => {
		expect(readFrom(place)).toBe(time('10:00:00'));
		expect(readFrom(placeFrom(time('08:00:00')))).toBe(time('08:00:00'));
		expect(readFrom(placeFrom(''))).toBe('');
		// Half an hour after 1970 is no year that could be asked for.
		expect(readFrom({ ...placeFrom(''), cursor: '1970-01-01T00:30:00.000000000' })).toMatch(
			/^1970-01-01T00:00/,
		);
	});

	test('news is what is newer than the floor, as new as was asked for, and not told', () => {
		const told = { ...place, told: { key: time('10:30:00') } };
		expect(isNews(told, 'key', time('10:30:00'))).toBe(false);
		expect(isNews(told, 'other', time('10:30:00'))).toBe(true);
		expect(isNews(told, 'other', time('10:00:00'))).toBe(true);
		expect(isNews(told, 'other', time('09:59:59'))).toBe(false);
		expect(isNews(placeFrom(time('08:00:00')), 'other', time('08:00:00'))).toBe(false);
		expect(isNews(told, 'constructor', time('10:30:00'))).toBe(true);
	});

	test('the cursor goes on, never back, and not beyond now or the calendar', () => {
		const cursorAfter = (...readTo: Array<string | undefined>) =>
			afterReading(place, new Map(), readTo, NOW).cursor;
		expect(cursorAfter(time('11:30:00'), time('11:20:00'))).toBe(time('11:30:00'));
		expect(cursorAfter(time('10:30:00'), undefined)).toBe(place.cursor);
		expect(cursorAfter('2099-01-01T00:00:00.000000000')).toBe(time('12:00:00'));
		expect(cursorAfter('2026-01-15T11:99:00.000000000', '2026-13-45T00:00:00.000000000')).toBe(
			place.cursor,
		);
	});

	test('what was told is forgotten when it is not asked for any more', () => {
		const before = { ...place, told: { a: time('10:00:00'), b: time('10:40:00') } };
		const told = new Map([['c', time('11:30:00')]]);
		const after = afterReading(before, told, [time('11:30:00')], NOW);
		expect(after.told).toEqual({ b: time('10:40:00'), c: time('11:30:00') });
		expect(before.told).toEqual({ a: time('10:00:00'), b: time('10:40:00') });
	});

	test('beyond its room the oldest are forgotten, and are old then', () => {
		const told = { b: time('10:40:00'), a: time('10:00:00'), c: time('11:30:00') };
		expect(within({ ...place, told }, 3)).toEqual({ ...place, told });
		const less = within({ ...place, told }, 1);
		expect(less).toEqual({ ...place, floor: time('10:40:00'), told: { c: time('11:30:00') } });
		expect(isNews(less, 'b', time('10:40:00'))).toBe(false);
		expect(within({ ...place, told }, 0)).toMatchObject({ floor: time('11:30:00'), told: {} });
	});

	test('records are told apart by their connection, ID and date', () => {
		const date = time('10:00:00');
		const all = [
			keyOf({ id: '1' }, date),
			keyOf({ id: 1 }, date),
			keyOf({ id: '1', connectionId: 'a' }, date),
			keyOf({ id: '1' }, time('10:00:01')),
			keyOf({ accountId: 'a' }, date),
			keyOf({ accountId: 'b' }, date),
		];
		expect(new Set(all).size).toBe(all.length);
		expect(keyOf({ id: '1', amount: 2 }, date)).toBe(keyOf({ id: '1', amount: 3 }, date));
	});

	test('another filter begins where the last reading ended', () => {
		const seen: TypeSeen = { sync: 's', since: '', filter: 'a', places: { company: place } };
		expect(withFilter(seen, 'a')).toBe(seen);
		expect(withFilter(seen, 'b')).toEqual({
			...{ ...seen, filter: 'b' },
			places: { company: { ...place, floor: place.cursor } },
		});
	});

	test('of connections that are gone, the last fifty', () => {
		const gone = Object.fromEntries(Array.from({ length: 60 }, (_, n) => [`c${n}`, place]));
		const kept = placesWith(gone, [['c0', placeFrom('')]]);
		expect(Object.keys(kept)).toHaveLength(51);
		expect(kept.c0).toEqual(placeFrom(''));
		expect(kept).not.toHaveProperty('c1');
		expect(kept).toHaveProperty('c59');
	});

	test('a value that n8n has kept is one only whole', () => {
		const seen = { sync: 's', since: '', filter: '', againAt: 5, places: { company: place } };
		expect(isTypeSeen(JSON.parse(JSON.stringify(seen)))).toBe(true);
		const odd: IDataObject[] = [
			{ sync: 1 },
			{ since: 'soon' },
			{ filter: null },
			{ againAt: 'x' },
			{ places: [] },
			{ places: { company: null } },
			{ places: { company: { ...place, cursor: 'x' } } },
			{ places: { company: { ...place, floor: undefined } } },
			{ places: { company: { ...place, told: [] } } },
			{ places: { company: { ...place, told: { a: 'x' } } } },
		];
		for (const part of odd) expect(isTypeSeen({ ...seen, ...part })).toBe(false);
		expect(isTypeSeen(null)).toBe(false);
	});
});

describe('room for all', () => {
	const placeOf = (size: number): PlaceSeen => ({
		...placeFrom(''),
		told: Object.fromEntries(
			Array.from({ length: size }, (_, n) => [
				`k${n}`,
				time(`10:00:${String(n % 60).padStart(2, '0')}`),
			]),
		),
	});
	const companiesOf = (...sizes: number[]) =>
		Object.fromEntries(
			sizes.map((size, index) => [
				`company-${index}`,
				{
					syncs: { byId: {} },
					invoices: { sync: '', since: '', filter: '', places: { company: placeOf(size) } },
				},
			]),
		);
	const sizesIn = (companies: ReturnType<typeof withinCapacity>) =>
		Object.values(companies).map(
			({ invoices }) => Object.keys((invoices as TypeSeen).places.company.told).length,
		);

	test.each([
		[[3, 4], 7, [3, 4]],
		[[3, 5], 7, [3, 4]],
		[[50, 2, 30], 22, [10, 2, 10]],
		[[9, 9, 9], 10, [3, 3, 3]],
		[[5], 0, [0]],
	])('%j in %p become %j: the largest are cut', (sizes, total, expected) => {
		const companies = companiesOf(...sizes);
		const kept = withinCapacity(companies, total);
		expect(sizesIn(kept)).toEqual(expected);
		expect(kept['company-0'].syncs).toEqual({ byId: {} });
	});

	test('is 50,000 records in all', () => {
		expect(sizesIn(withinCapacity(companiesOf(30_000, 22_000)))).toEqual([28_000, 22_000]);
	});
});

test('a company costs a request for each source, and one for all data types', () => {
	const watched = ['syncs', 'pushes', 'connections', 'invoices', 'bills'];
	expect(costOf({ id: 'a' }, watched)).toBe(4);
	expect(costOf({ id: 'a', dataConnections: [] }, watched)).toBe(3);
	expect(costOf({ id: 'a', dataConnections: [] }, ['connections'])).toBe(0);
});

test('what was kept of visits and of the pace may be anything', () => {
	const state = { scopes: {}, since: {}, companies: {} };
	const visits = { a: { at: 1 }, b: { at: 'x' }, c: null };
	expect(readState({ ...state, visits, pace: { budget: 5 } }).state).toEqual({
		...state,
		visits: { a: { at: 1 } },
	});
	for (const odd of [7, 'text', null, [1]]) {
		expect(readState({ ...state, visits: odd }).state?.visits).toEqual({});
	}
});
