import fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';

import { fetchAll, listOf, MAX_PAGE_SIZE } from '../../nodes/Codat/transport/pagination';

const records = (count: number, from = 0) =>
	Array.from({ length: count }, (_, index) => ({ id: from + index }));

/** A list of Codat's, that hands out at most `most` records a page and says so in one of three ways. */
function codatList(total: number, most: number, says: 'links' | 'total' | 'nothing') {
	const asked: Array<[number, number]> = [];
	const all = records(total);
	const fetchPage = async (page: number, pageSize: number) => {
		asked.push([page, pageSize]);
		const size = Math.min(pageSize, most);
		const results = all.slice((page - 1) * size, page * size);
		const body: IDataObject = { results };
		if (says === 'links') {
			const next = page * size < total ? { next: { href: '/next' } } : {};
			body._links = { self: {}, ...next };
		}
		if (says === 'total') body.totalResults = total;
		return { kind: 'answer' as const, status: 200, headers: {}, body };
	};
	return { asked, fetchPage };
}

test('all records come, in order and once, whatever the list says of its end', async () => {
	await fc.assert(
		fc.asyncProperty(
			fc.integer({ min: 0, max: 9000 }),
			fc.constantFrom('links', 'total', 'nothing'),
			fc.option(fc.integer({ min: 1, max: 9000 }), { nil: undefined }),
			fc.constantFrom(100, MAX_PAGE_SIZE),
			async (total, says, limit, most) => {
				// A list that says nothing of its end must at least fill the pages that it is asked for.
				const list = codatList(total, says === 'nothing' ? MAX_PAGE_SIZE : most, says);
				const found = await fetchAll(list.fetchPage, limit);
				expect(found).toHaveLength(Math.min(total, limit ?? Infinity));
				// Much cheaper than to compare the lists with `toEqual`.
				expect(found.every(({ id }, index) => id === index)).toBe(true);
				const requested = list.asked.reduce((sum, [, size]) => sum + size, 0);
				if (limit !== undefined && most === MAX_PAGE_SIZE) {
					expect(requested).toBeLessThan(limit + list.asked.length);
				}
			},
		),
		{ seed: 2, numRuns: 300 },
	);
});

test.each([
	[50, [[1, 50]]],
	[2000, [[1, 2000]]],
	[
		3000,
		[
			[1, 1500],
			[2, 1500],
		],
	],
	[
		undefined,
		[
			[1, 2000],
			[2, 2000],
			[3, 2000],
		],
	],
])('a limit of %s takes the fewest requests', async (limit, expected) => {
	const { asked, fetchPage } = codatList(5000, MAX_PAGE_SIZE, 'links');
	await fetchAll(fetchPage, limit);
	expect(asked).toEqual(expected);
});

test('a list that repeats itself ends', async () => {
	const body = { results: records(3), _links: { next: { href: '/again' } } };
	let pages = 0;
	const found = await fetchAll(async () => {
		pages++;
		return { kind: 'answer', status: 200, headers: {}, body };
	});
	expect(found).toHaveLength(3);
	expect(pages).toBe(2);
});

test.each([
	['an envelope', { results: [{ id: 1 }] }, [{ id: 1 }]],
	['an array', [{ id: 1 }], [{ id: 1 }]],
	['a single object', { id: 1 }, [{ id: 1 }]],
	['an envelope with null', { results: null }, []],
	['nothing', undefined, []],
])('%s holds its records', (_, body, expected) => {
	expect(listOf(body)).toEqual(expected);
});
