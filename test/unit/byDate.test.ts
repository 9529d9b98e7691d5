import fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';

import { fetchByDate } from '../../nodes/Codat/transport/byDate';
import type { Answer } from '../../nodes/Codat/transport/request';
import { timeKey } from '../../nodes/Codat/time';

// Pages of two records, so that a few records are many pages.
jest.mock('../../nodes/Codat/transport/pagination', () => ({
	...jest.requireActual('../../nodes/Codat/transport/pagination'),
	MAX_PAGE_SIZE: 2,
}));

const dateOf = (tick: number) => `2026-01-01T00:00:00.${String(tick).padStart(7, '0')}Z`;

interface Stored extends IDataObject {
	id: string;
	modifiedDate: string;
	version: number;
}

/** A list of Codat's, ordered by date, from which pages are cut as they are asked for. */
function listOf(records: Stored[], onRead: (reads: number) => void = () => {}) {
	let reads = 0;
	return async (since: string | undefined, page: number, pageSize: number): Promise<Answer> => {
		onRead(reads++);
		const key = ({ modifiedDate, id }: Stored) => `${timeKey(modifiedDate)} ${id}`;
		const found = records
			.filter((each) => since === undefined || timeKey(each.modifiedDate)! >= timeKey(since)!)
			.sort((a, b) => (key(a) < key(b) ? -1 : 1));
		const results = found
			.slice((page - 1) * pageSize, page * pageSize)
			.map((each) => ({ ...each }));
		const body = {
			results,
			totalResults: found.length,
			_links: page * pageSize < found.length ? { next: {} } : {},
		};
		return { kind: 'answer', status: 200, headers: {}, body };
	};
}

const seed = (dates: number[]): Stored[] =>
	dates.map((tick, index) => ({ id: `r${index}`, modifiedDate: dateOf(tick), version: 0 }));

test('whatever changes while a list is read, all that was there is read once, and nothing is old', async () => {
	await fc.assert(
		fc.asyncProperty(
			// Few different dates, so that many are equal.
			fc.array(fc.integer({ min: 1, max: 6 }), { maxLength: 15 }),
			fc.array(
				fc.record({
					at: fc.integer({ min: 1, max: 10 }),
					what: fc.constantFrom('modify', 'add', 'remove'),
					which: fc.nat(),
				}),
				{ maxLength: 10 },
			),
			async (dates, changes) => {
				const records = seed(dates);
				const removed = new Set<string>();
				let tick = 100;
				const fetchPage = listOf(records, (reads) => {
					for (const { what, which } of changes.filter(({ at }) => at === reads)) {
						const record = records[which % Math.max(records.length, 1)];
						if (what === 'add') {
							records.push({ id: `new${tick}`, modifiedDate: dateOf(tick), version: 0 });
						} else if (what === 'modify' && record) {
							record.modifiedDate = dateOf(tick);
							record.version++;
						} else if (record) {
							removed.add(record.id);
							records.splice(records.indexOf(record), 1);
						}
						tick++;
					}
				});
				const read = (await fetchByDate(fetchPage)) as Stored[];
				const ids = read.map(({ id }) => id);
				expect(new Set(ids).size).toBe(ids.length);
				for (let index = 0; index < dates.length; index++) {
					if (!removed.has(`r${index}`)) expect(ids).toContain(`r${index}`);
				}
				for (const now of records.filter(({ id }) => ids.includes(id))) {
					expect(read.find(({ id }) => id === now.id)!.version).toBe(now.version);
				}
			},
		),
		{ numRuns: 500 },
	);
});

test('page numbers would have missed one', async () => {
	const records = seed([1, 2, 3, 4]);
	const fetchPage = listOf(records, (reads) => {
		if (reads === 1) records[0].modifiedDate = dateOf(9);
	});
	const byNumber = [await fetchPage(undefined, 1, 2), await fetchPage(undefined, 2, 2)];
	const ids = byNumber.flatMap(({ body }) =>
		(body as { results: Stored[] }).results.map(({ id }) => id),
	);
	expect(ids).not.toContain('r2');
});

test('a limit is kept, without what is not wanted', async () => {
	const isWanted = ({ id }: IDataObject) => id !== 'r1';
	const read = await fetchByDate(listOf(seed([1, 2, 3, 4, 5])), 3, isWanted);
	expect(read?.map(({ id }) => id)).toEqual(['r0', 'r2', 'r3']);
});

test('what is deleted while the list is read is not returned in its old version', async () => {
	const records = seed([1, 2, 3, 4, 5]);
	const fetchPage = listOf(records, (reads) => {
		if (reads === 1) Object.assign(records[0], { modifiedDate: dateOf(9), isGone: true });
	});
	const read = await fetchByDate(fetchPage, undefined, ({ isGone }) => isGone !== true);
	expect(read?.map(({ id }) => id)).toEqual(['r1', 'r2', 'r3', 'r4']);
});

test.each<[string, IDataObject[]]>([
	['dates are missing', [{ id: 'a' }, { id: 'b', modifiedDate: dateOf(1) }]],
	['the order is another', seed([3, 1])],
])('where %s, the list is read in another way', async (_, results) => {
	const answer: Answer = { kind: 'answer', status: 200, headers: {}, body: { results } };
	expect(await fetchByDate(async () => answer)).toBeUndefined();
});

test('where Codat refuses the order, the list is read in another way', async () => {
	const answer: Answer = { kind: 'answer', status: 400, headers: {}, body: {} };
	expect(await fetchByDate(async () => answer)).toBeUndefined();
});
