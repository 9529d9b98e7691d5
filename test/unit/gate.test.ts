import { sleep } from 'n8n-workflow';

import { createGate } from '../../nodes/Codat/transport/gate';
import { mapInOrder, MAX_IN_FLIGHT } from '../../nodes/Codat/transport/concurrency';
import { clock, useFakeClock } from '../engine/clock';

jest.mock('n8n-workflow', () => jest.requireActual('../engine/clock').withFakeSleep());
useFakeClock();

const HOUR = 3_600_000;
const answer = (headers: Record<string, string> = {}) =>
	({ kind: 'answer', status: 200, headers, body: {} }) as const;
const quota = (remaining: number, resetInMs: number) =>
	answer({
		'x-rate-limit-remaining': String(remaining),
		'x-rate-limit-reset': new Date(clock.time + resetInMs).toISOString(),
	});

describe('the gate', () => {
	test('holds all requests back until the time that Codat named', async () => {
		const gate = createGate(HOUR);
		gate.holdUntil(clock.time + 5000, answer());
		const begin = clock.time;
		await gate.enter(HOUR);
		expect(clock.time - begin).toBe(5000);
	});

	test('gives the answer that holds back for too long, without waiting', async () => {
		const gate = createGate(HOUR);
		gate.holdUntil(clock.time + 10 * HOUR, answer({ 'x-request': 'its own' }));
		const held = { ...answer({ 'x-request': 'its own', 'retry-after': '36000' }) };
		expect(await gate.enter(HOUR)).toEqual(held);
		expect(clock.slept).toEqual([]);
	});

	test('what it holds back later is asked to wait for what is left', async () => {
		const gate = createGate(HOUR);
		gate.holdUntil(clock.time + 10 * HOUR, answer({ 'retry-after': '36000' }));
		clock.time += HOUR;
		expect((await gate.enter(HOUR))?.headers['retry-after']).toBe('32400');
	});

	test('waits for the reset before the quota is overdrawn', async () => {
		const gate = createGate(HOUR);
		await gate.enter(HOUR);
		gate.leave(quota(0, 700));
		const begin = clock.time;
		await gate.enter(HOUR);
		expect(clock.time - begin).toBe(700);
	});

	test('lets no more in than the quota has left, those under way counted', async () => {
		const gate = createGate(HOUR);
		await gate.enter(HOUR);
		await gate.enter(HOUR);
		gate.leave(quota(2, 1000));
		await gate.enter(HOUR);
		let entered = false;
		const third = gate.enter(HOUR).then(() => (entered = true));
		await Promise.resolve();
		expect(entered).toBe(false);
		gate.leave(quota(2, 1000));
		await third;
		expect(entered).toBe(true);
	});

	test('who waits for an answer to come is let go by a cancel', async () => {
		const gate = createGate(HOUR);
		await gate.enter(HOUR);
		await gate.enter(HOUR);
		gate.leave(quota(1, 10 * HOUR));
		const stop = new AbortController();
		const third = gate.enter(HOUR, stop.signal);
		await Promise.resolve();
		stop.abort();
		gate.leave(quota(0, 10 * HOUR));
		await expect(third).rejects.toThrow(/abort/i);
	});

	test('of answers that overtake each other, the one with the fewest left counts', async () => {
		const gate = createGate(HOUR);
		await gate.enter(HOUR);
		await gate.enter(HOUR);
		const late = quota(5, 700);
		gate.leave(quota(0, 700));
		gate.leave(late);
		await gate.enter(HOUR);
		expect(clock.slept).toEqual([700]);
	});

	test('an answer of the period before says nothing of this one', async () => {
		const gate = createGate(HOUR);
		await gate.enter(HOUR);
		await gate.enter(HOUR);
		const late = quota(0, 300);
		gate.leave(quota(5, 700));
		gate.leave(late);
		await gate.enter(HOUR);
		expect(clock.slept).toEqual([]);
	});

	test('a pause that ends just when the request may last go out is made', async () => {
		const gate = createGate(HOUR);
		await gate.enter(HOUR);
		gate.leave(quota(0, 700));
		expect(await gate.enter(700)).toBeUndefined();
		expect(clock.slept).toEqual([700]);
	});

	test('does not wait for a quota that begins anew only tomorrow', async () => {
		const gate = createGate(HOUR);
		await gate.enter(HOUR);
		gate.leave(quota(0, 12 * HOUR));
		await gate.enter(HOUR);
		expect(clock.slept).toEqual([]);
	});

	/** Refused twice after one request had gone through, each time for as long. */
	async function taught(retryAfter: string) {
		const gate = createGate(HOUR);
		for (let time = 0; time < 2; time++) {
			await gate.enter(HOUR);
			await gate.enter(HOUR);
			gate.leave(answer());
			gate.leave({ ...answer({ 'retry-after': retryAfter }), status: 429 });
		}
		return gate;
	}

	test('goes at the pace that refusals have taught', async () => {
		const gate = await taught('7');
		await gate.enter(HOUR);
		gate.leave(answer());
		const begin = clock.time;
		await gate.enter(HOUR);
		expect(clock.time - begin).toBe(7000);
	});

	test('does not keep a request back beyond its time for what is only a guess', async () => {
		const gate = await taught('7');
		await gate.enter(HOUR);
		gate.leave(answer());
		const begin = clock.time;
		expect(await gate.enter(6999)).toBeUndefined();
		expect(clock.time - begin).toBe(0);
	});

	test('heeds the quota alone where Codat says what is left', async () => {
		const gate = await taught('7');
		await gate.enter(HOUR);
		gate.leave(quota(50, 1000));
		const begin = clock.time;
		await gate.enter(HOUR);
		expect(clock.time - begin).toBe(0);
	});

	test('holds the waiting back before they learn of an answer that refuses', async () => {
		const gate = createGate(HOUR);
		await gate.enter(HOUR);
		await gate.enter(HOUR);
		gate.leave(quota(1, 60_000));
		const begin = clock.time;
		const waiting = gate.enter(HOUR);
		gate.leave({ ...quota(0, 60_000), status: 429 });
		await waiting;
		expect(clock.time - begin).toBe(60_000);
	});

	test('ends its wait when it is told to stop', async () => {
		const gate = createGate(HOUR);
		gate.holdUntil(clock.time + 5000, answer());
		const stop = new AbortController();
		stop.abort(new Error('stopped'));
		await expect(gate.enter(HOUR, stop.signal)).rejects.toThrow('stopped');
	});
});

describe('mapInOrder', () => {
	const turns = async (count: number) => {
		for (let turn = 0; turn < count; turn++) await sleep(0);
	};

	test('runs ten at a time and keeps the order', async () => {
		let running = 0;
		let most = 0;
		const results = await mapInOrder(100, (index) => async () => {
			most = Math.max(most, ++running);
			await turns(30 - (index % 10));
			running--;
			return index;
		});
		expect(results).toEqual(Array.from({ length: 100 }, (_, index) => index));
		expect(most).toBe(MAX_IN_FLIGHT);
	});

	test('lets a turn of the event loop pass before it begins with another', async () => {
		let passed = 0;
		clock.onSleep = () => passed++;
		const before: number[] = [];
		await mapInOrder(3, () => async () => void before.push(passed));
		expect(before).toEqual([0, 1, 2]);
		expect(passed).toBe(2);
	});

	test('makes the next one ready while all lanes are taken', async () => {
		const ready: number[] = [];
		const begun: number[] = [];
		let atTheFull: number[] = [];
		const most = MAX_IN_FLIGHT;
		await mapInOrder(most + 2, (index) => {
			ready.push(index);
			return async () => {
				begun.push(index);
				await turns(most * 2);
				if (index === 0) atTheFull = [ready.length, begun.length];
			};
		});
		expect(atTheFull).toEqual([most + 1, most]);
	});

	test('throws the failure with the lowest index, begins nothing after it, and lets the others end', async () => {
		const begun: number[] = [];
		const ended: number[] = [];
		const work = mapInOrder(100, (index) => async () => {
			begun.push(index);
			await turns(index === 7 ? 20 : 50);
			if (index === 7 || index === 3) throw new Error(`item ${index}`);
			ended.push(index);
		});
		await expect(work).rejects.toThrow('item 3');
		expect(begun).toHaveLength(MAX_IN_FLIGHT);
		expect(ended).toEqual([0, 1, 2, 4, 5, 6, 8, 9]);
	});

	test('begins nothing more once it is told to stop', async () => {
		const stop = new AbortController();
		const begun: number[] = [];
		const results = await mapInOrder(
			100,
			(index) => async () => {
				begun.push(index);
				await turns(5);
				if (index === 20) stop.abort();
				return index;
			},
			stop,
		);
		expect(begun.length).toBeLessThanOrEqual(20 + MAX_IN_FLIGHT);
		expect(results.slice(0, 21)).toEqual(begun.slice(0, 21));
		expect(results[99]).toBeUndefined();
	});
});
