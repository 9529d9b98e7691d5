import fc from 'fast-check';
import { sleep } from 'n8n-workflow';

import { Deliveries } from '../../nodes/Codat/webhook/deliveries';
import { Marks } from '../../nodes/Codat/webhook/marks';

/** So many deliveries, and connections, are remembered. */
const MOST = 2_000;

const TAKEN = Promise.resolve(true);
const LOST = Promise.resolve(false);
const settled = async () => await sleep(0);

/** What n8n keeps: as JSON, and as it was when it was saved. */
const saved = ({ taken }: Deliveries) => JSON.parse(JSON.stringify(taken.list)) as unknown;

test('a delivery is known from the moment it comes', async () => {
	const deliveries = new Deliveries();
	expect(deliveries.earlier('msg_1')).toBeUndefined();
	deliveries.take('msg_1', [], TAKEN);
	expect(deliveries.earlier('msg_1')).toBe(TAKEN);
	await settled();
	expect(deliveries.earlier('msg_1')).toBe(true);
	expect(deliveries.earlier('msg_2')).toBeUndefined();
});

test('and after a restart, from what was saved', async () => {
	const before = new Deliveries();
	before.take('msg_1', ['connection'], TAKEN);
	const after = new Deliveries();
	after.learn(saved(before), before.connections.list);
	expect(after.earlier('msg_1')).toBe(true);
	expect(after.connections.has('connection')).toBe(true);
});

test('one that could not be taken in is as if it had never come, though it was saved', async () => {
	const deliveries = new Deliveries();
	deliveries.take('msg_1', ['connection'], LOST);
	const meanwhile = saved(deliveries);
	await settled();
	deliveries.learn(meanwhile, ['connection']);
	expect(deliveries.earlier('msg_1')).toBeUndefined();
	expect(deliveries.connections.has('connection')).toBe(false);
	deliveries.take('msg_1', ['connection'], TAKEN);
	await settled();
	deliveries.learn(meanwhile, undefined);
	expect(deliveries.earlier('msg_1')).toBe(true);
	expect(deliveries.connections.has('connection')).toBe(true);
});

test('one that was taken in at last is known from then on, be it forgotten here', async () => {
	const deliveries = new Deliveries();
	deliveries.take('msg_1', [], LOST);
	await settled();
	deliveries.take('msg_1', [], TAKEN);
	const kept = saved(deliveries);
	for (let index = 0; index < MOST; index++) deliveries.take(`newer_${index}`, [], TAKEN);
	await settled();
	expect(deliveries.earlier('msg_1')).toBeUndefined();
	deliveries.learn(kept, []);
	expect(deliveries.earlier('msg_1')).toBe(true);
});

test('what is saved holds what has come in the meantime', () => {
	const deliveries = new Deliveries();
	deliveries.take('msg_1', [], TAKEN);
	const kept = deliveries.taken.list;
	deliveries.take('msg_2', [], TAKEN);
	const after = new Deliveries();
	after.learn(JSON.parse(JSON.stringify(kept)), []);
	expect(after.earlier('msg_1')).toBe(true);
	expect(after.earlier('msg_2')).toBe(true);
});

test('it stays bounded, and forgets the oldest first', () => {
	const deliveries = new Deliveries();
	const ids = Array.from({ length: MOST + 10 }, (_, index) => `msg_${index}`);
	for (const id of ids) deliveries.take(id, [], TAKEN);
	expect(deliveries.taken.list).toHaveLength(MOST);
	expect(JSON.stringify(deliveries.taken.list).length).toBeLessThan(32_000);
	expect(deliveries.taken.has(ids[9])).toBe(false);
	expect(deliveries.taken.has(ids[10])).toBe(true);
	deliveries.take('x'.repeat(1_000_000), ids, TAKEN);
	expect(JSON.stringify(deliveries.taken.list).length).toBeLessThan(32_000);
	expect(deliveries.connections.list).toHaveLength(MOST);
});

test.each([
	['nothing', undefined],
	['null', null],
	['a text', 'abcdefghijkl'],
	['an object', { 0: 'abcdefghijkl' }],
	['a list of anything', [null, 1, {}, [], '', 'short', 'abcdefghijklm', 'with spaces!']],
])('%s where the memory was', (_, kept) => {
	const deliveries = new Deliveries();
	expect(() => deliveries.learn(kept, kept)).not.toThrow();
	expect(deliveries.taken.list).toEqual([]);
	expect(deliveries.connections.list).toEqual([]);
});

test('what is taken out leaves the rest as it is', () => {
	const marks = new Marks(10);
	for (const id of ['a', 'b', 'c']) marks.add(id);
	marks.remove('a');
	marks.remove('never there');
	expect(marks.list).toHaveLength(2);
	const others = new Marks(10);
	others.learn(marks.list);
	expect(['a', 'b', 'c'].map((id) => others.has(id))).toEqual([false, true, true]);
});

test('a memory of any size is read in bounds', () => {
	const marks = new Marks(10);
	marks.learn(Array.from({ length: 100_000 }, (_, index) => String(index).padStart(12, 'x')));
	expect(marks.list).toHaveLength(10);
	expect(marks.list.at(-1)).toBe('xxxxxxx99999');
});

/** Deliveries as Codat might send them: new ones, repeats, some lost by n8n, restarts in between. */
const histories = fc.array(
	fc.oneof(
		{ weight: 20, arbitrary: fc.record({ id: fc.nat(30), isTaken: fc.boolean() }) },
		{ weight: 1, arbitrary: fc.constant('restart' as const) },
		{ weight: 3, arbitrary: fc.constant('settle' as const) },
	),
	{ maxLength: 200 },
);

test('in any history, each delivery starts one execution, once n8n has taken it in', async () => {
	await fc.assert(
		fc.asyncProperty(histories, async (history) => {
			let deliveries = new Deliveries();
			let isUsed = false;
			let kept: unknown;
			const begun: Record<string, number> = {};
			const answered = new Set<string>();
			for (const step of history) {
				if (step === 'restart' || step === 'settle') {
					// n8n saves with the next delivery that it takes in; a restart waits for those.
					await settled();
					if (step === 'restart') {
						if (isUsed) kept = saved(deliveries);
						deliveries = new Deliveries();
						isUsed = false;
					}
					continue;
				}
				const id = `msg_${step.id}`;
				deliveries.learn(kept, undefined);
				isUsed = true;
				const earlier = deliveries.earlier(id);
				if (earlier !== undefined) {
					if (await earlier) answered.add(id);
					continue;
				}
				expect(answered.has(id)).toBe(false);
				deliveries.take(id, [], Promise.resolve(step.isTaken));
				if (!step.isTaken) continue;
				begun[id] = (begun[id] ?? 0) + 1;
				answered.add(id);
			}
			for (const count of Object.values(begun)) expect(count).toBe(1);
		}),
		{ numRuns: 300, seed: 2026 },
	);
});
