import fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';

import { fetchChanging, type Page } from '../../nodes/Codat/transport/changingList';

/** A record; `at` counts Codat's ticks, of which `modifiedDate` has seven digits. */
interface Item {
	id: number;
	at: number | undefined;
	version: number;
}

type Change =
	| { kind: 'touch'; ids: number[] }
	| { kind: 'add'; count: number }
	| { kind: 'remove'; id: number };

const dateOf = (at: number) => `2026-01-01T00:00:00.${String(at).padStart(7, '0')}Z`;

/** A list of Codat's that hands out `most` records a page, and changes after each. */
function codatList(ats: Array<number | undefined>, most: number, changes: Change[][]) {
	let items = ats.map((at, id): Item => ({ id, at, version: 1 }));
	let now = 1000;
	let nextId = ats.length;
	const throughout = new Set(items.map(({ id }) => id));
	const asked: Page[] = [];
	const apply = (change: Change) => {
		now++;
		if (change.kind === 'remove') {
			items = items.filter(({ id }) => id !== change.id);
			throughout.delete(change.id);
		} else if (change.kind === 'add') {
			for (let n = 0; n < change.count; n++) items.push({ id: nextId++, at: now, version: 1 });
		} else {
			const touched = items.filter(({ id }) => change.ids.includes(id));
			items = items.filter((item) => !touched.includes(item));
			items.push(...touched.map((item) => ({ ...item, at: now, version: item.version + 1 })));
		}
	};
	const listed = ({ byDate, term }: Page) => {
		const [, operator, date] = /^modifiedDate(>=|>)(.+)Z$/.exec(term ?? '') ?? [];
		const from = Number(date?.slice(-7));
		const found = items.filter(({ at }) => {
			if (term === undefined) return true;
			// Empty fields can't be queried.
			if (at === undefined) return false;
			return operator === '>' ? at > from : at >= from;
		});
		const last = (at: number | undefined) => at ?? Infinity;
		return byDate ? [...found].sort((a, b) => last(a.at) - last(b.at) || 0) : found;
	};
	const fetchPage = async (page: Page) => {
		asked.push(page);
		const all = listed(page);
		const size = Math.min(page.pageSize, most);
		const results = all.slice((page.page - 1) * size, page.page * size);
		const next = page.page * size < all.length ? { next: { href: '/next' } } : {};
		for (const change of changes.shift() ?? []) apply(change);
		const body: IDataObject = {
			results: results.map(({ id, at, version }) => ({
				id: `r${id}`,
				version,
				...(at !== undefined && { modifiedDate: dateOf(at) }),
			})),
			totalResults: all.length,
			_links: { self: {}, ...next },
		};
		return { kind: 'answer' as const, status: 200, headers: {}, body };
	};
	return { fetchPage, asked, throughout };
}

const everything = { isDated: true, isSorted: false, keep: (record: IDataObject) => record };
const ids = fc.integer({ min: 0, max: 25 });
const change: fc.Arbitrary<Change> = fc.oneof(
	fc.record({ kind: fc.constant('touch' as const), ids: fc.array(ids, { maxLength: 4 }) }),
	fc.record({ kind: fc.constant('add' as const), count: fc.integer({ min: 1, max: 5 }) }),
	fc.record({ kind: fc.constant('remove' as const), id: ids }),
);
const history = fc.array(fc.array(change, { maxLength: 3 }), { maxLength: 12 });

test('whatever changes between pages, all that was there throughout comes, and once', async () => {
	await fc.assert(
		fc.asyncProperty(
			// Few dates for many records, so that whole pages share one.
			fc.array(fc.integer({ min: 1, max: 6 }), { maxLength: 25 }),
			fc.integer({ min: 1, max: 6 }),
			history,
			async (ats, most, changes) => {
				const list = codatList(ats, most, changes);
				const { records } = await fetchChanging({ ...everything, ...list });
				const found = records.map(({ id }) => id);
				expect(new Set(found).size).toBe(found.length);
				const missed = [...list.throughout].filter((id) => !found.includes(`r${id}`));
				expect(missed).toEqual([]);
			},
		),
		{ numRuns: 600, seed: 2026 },
	);
});

test('records without a date come too, wherever Codat sorts them', async () => {
	await fc.assert(
		fc.asyncProperty(
			fc.array(fc.option(fc.integer({ min: 1, max: 9 }), { nil: undefined }), { maxLength: 25 }),
			fc.integer({ min: 1, max: 6 }),
			async (ats, most) => {
				const list = codatList(ats, most, []);
				const { records } = await fetchChanging({ ...everything, ...list });
				expect(records.map(({ id }) => id).sort()).toEqual(ats.map((_, id) => `r${id}`).sort());
			},
		),
		{ numRuns: 200, seed: 2026 },
	);
});

test('of several versions, the newest counts, also for what is left out', async () => {
	const touched: Change = { kind: 'touch', ids: [0] };
	const list = codatList([1, 2, 3, 4, 5, 6], 2, [[touched]]);
	const all = await fetchChanging({ ...everything, ...list });
	expect(all.records.find(({ id }) => id === 'r0')?.version).toBe(2);

	const again = codatList([1, 2, 3, 4, 5, 6], 2, [[{ kind: 'touch', ids: [0] }]]);
	const firstOnly = await fetchChanging({
		...again,
		...everything,
		keep: (record) => (record.version === 1 ? record : undefined),
	});
	expect(firstOnly.records.map(({ id }) => id)).toEqual(['r1', 'r2', 'r3', 'r4', 'r5']);
});

test.each([
	['a limit of one page is one request', 50, 0, 1],
	['few of many left out are made up for', 50, 30, 1],
	['a limit is reached in few requests though nearly all before are left out', 1, 1900, 2],
])('%s', async (_, limit, leftOut, requests) => {
	const list = codatList([...Array(2500).keys()], 2000, []);
	const { records } = await fetchChanging({
		...everything,
		...list,
		limit,
		keep: (record) => (Number(String(record.id).slice(1)) < leftOut ? undefined : record),
	});
	expect(records).toHaveLength(limit);
	expect(list.asked).toHaveLength(requests);
});

test('50,000 records take one request for each 1,999, since pages share their edge', async () => {
	const list = codatList([...Array(50_000).keys()], 2000, []);
	const { records } = await fetchChanging({ ...everything, ...list });
	expect(records).toHaveLength(50_000);
	expect(list.asked).toHaveLength(26);
});

test('a list that refuses the order, or pays no heed to it or to the query, is read by page numbers', async () => {
	const list = codatList([9, 2, 7, 4, 5], 2, []);
	for (const odd of [
		async (page: Page) =>
			page.byDate
				? { kind: 'answer' as const, status: 400, headers: {}, body: { error: 'no' } }
				: await list.fetchPage(page),
		async (page: Page) => await list.fetchPage({ ...page, byDate: false }),
		async (page: Page) => await list.fetchPage({ ...page, term: undefined }),
		async (page: Page) => await list.fetchPage({ ...page, term: page.term?.replace(/>=?/, '>=') }),
	]) {
		const { records } = await fetchChanging({ ...everything, fetchPage: odd });
		expect(records.map(({ id }) => id).sort()).toEqual(['r0', 'r1', 'r2', 'r3', 'r4']);
	}
	const same = codatList([3, 3, 3, 3, 3], 2, []);
	const { records } = await fetchChanging({
		...everything,
		fetchPage: async (page) =>
			await same.fetchPage({ ...page, term: page.term?.replace(/>=?/, '>=') }),
	});
	expect(records).toHaveLength(5);
});

test('without dates, a list from which one slipped away is read again', async () => {
	const list = codatList([1, 2, 3, 4, 5, 6], 2, [[{ kind: 'touch', ids: [0] }]]);
	const { records } = await fetchChanging({ ...everything, ...list, isDated: false });
	expect(records).toHaveLength(6);
});

test('a user’s order is Codat’s on one page, and said to be lost where pages go by date', async () => {
	const page = codatList([1, 2, 3], 5, []);
	const sorted = { ...everything, isSorted: true };
	expect((await fetchChanging({ ...sorted, ...page })).isInOrder).toBe(true);
	expect(page.asked).toEqual([{ page: 1, pageSize: 2000 }]);
	const pages = codatList([1, 2, 3], 2, []);
	expect((await fetchChanging({ ...sorted, ...pages })).isInOrder).toBe(false);
	const limited = codatList([1, 2, 3], 2, []);
	expect((await fetchChanging({ ...sorted, ...limited, limit: 3 })).isInOrder).toBe(true);
});

test('stopped as soon as it brings something and gone on from there, it brings all, and whole dates', async () => {
	await fc.assert(
		fc.asyncProperty(
			fc.array(fc.integer({ min: 1, max: 6 }), { maxLength: 25 }),
			fc.integer({ min: 1, max: 6 }),
			async (ats, most) => {
				const list = codatList(ats, most, []);
				const told = new Set<unknown>();
				let from: string | undefined;
				for (let poll = 0; ; poll++) {
					const before = told.size;
					let isFound = false;
					const { records, stoppedAt } = await fetchChanging({
						...everything,
						keep: (record) => {
							if (told.has(record.id)) return undefined;
							isFound = true;
							return record;
						},
						fetchPage: async (page) =>
							await list.fetchPage({
								...page,
								term: page.term ?? (from === undefined ? undefined : `modifiedDate>=${from}`),
							}),
						stopsAt: () => isFound,
					});
					for (const { id } of records) told.add(id);
					if (stoppedAt === undefined) break;
					const dates = records.map(({ modifiedDate }) => String(modifiedDate).slice(0, -1));
					expect(dates.every((date) => date <= stoppedAt.slice(0, 27))).toBe(true);
					expect(told.size).toBeGreaterThan(before);
					from = `${stoppedAt.slice(0, 27)}Z`;
					expect(poll).toBeLessThan(30);
				}
				expect(told.size).toBe(ats.length);
			},
		),
		{ numRuns: 200, seed: 2026 },
	);
});
