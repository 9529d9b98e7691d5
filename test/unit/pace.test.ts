import { sleep } from 'n8n-workflow';

import { createClient } from '../../nodes/Codat/transport/client';
import { mapInOrder } from '../../nodes/Codat/transport/concurrency';
import { createPace } from '../../nodes/Codat/transport/pace';
import type { RequestContext } from '../../nodes/Codat/transport/request';
import { inVirtualTime, virtualTime } from './virtualTime';

jest.mock('n8n-workflow', () => jest.requireActual('./virtualTime').withVirtualSleep());

const LATENCY_MS = 20;
const since = () => virtualTime.now - Date.UTC(2026, 0, 15, 12);

/** Takes a request, or says after how many milliseconds the next would go through. */
type Limit = (now: number) => number | undefined;

/** A window begins with its first request. */
function fromFirstRequest(limit: (now: number) => number, windowMs = 1000): Limit {
	let began = -Infinity;
	let used = 0;
	return (now) => {
		if (now >= began + windowMs) [began, used] = [now, 0];
		return used++ < limit(now) ? undefined : began + windowMs - now;
	};
}

/** Windows begin with the clock's, which is `phase` into one at the start. */
function byTheClock(limit: number, phase: number, windowMs = 1000): Limit {
	let window = -1;
	let used = 0;
	return (now) => {
		const current = Math.floor((now + phase) / windowMs);
		if (current !== window) [window, used] = [current, 0];
		return used++ < limit ? undefined : windowMs - ((now + phase) % windowMs);
	};
}

/** No more in any window, wherever it begins. */
function sliding(limit: number, windowMs = 1000): Limit {
	const times: number[] = [];
	return (now) => {
		const oldest = times.at(-limit);
		if (oldest !== undefined && oldest + windowMs > now) return oldest + windowMs - now;
		times.push(now);
		return undefined;
	};
}

function tokenBucket(perSecond: number): Limit {
	let tokens = perSecond;
	let last = 0;
	return (now) => {
		tokens = Math.min(perSecond, tokens + ((now - last) * perSecond) / 1000);
		last = now;
		if (tokens < 1) return ((1 - tokens) * 1000) / perSecond;
		tokens--;
		return undefined;
	};
}

/** Sends requests through the client as the node does. Returns when each went through. */
async function run(count: number, limit: Limit, latencyMs = LATENCY_MS) {
	const done: number[] = [];
	let refusals = 0;
	const context = {
		getNode: () => ({ name: 'Codat' }),
		getCredentials: async () => ({ apiKey: 'key', baseUrl: 'https://api.codat.io' }),
		helpers: {
			async httpRequestWithAuthentication() {
				await sleep(latencyMs / 2);
				const wait = limit(since());
				if (wait === undefined) done.push(since());
				else refusals++;
				await sleep(wait === undefined ? latencyMs / 2 : 1);
				return wait === undefined
					? { statusCode: 200, headers: {}, body: {} }
					: { statusCode: 429, headers: { 'retry-after': String(Math.ceil(wait / 1000)) } };
			},
		},
	} as unknown as RequestContext;
	const { took } = await inVirtualTime(async () => {
		const client = await createClient(context);
		await mapInOrder(count, () => async () => await client.send({ method: 'GET', path: '/' }));
	});
	expect(done).toHaveLength(count);
	return { took, refusals, done };
}

const always = (limit: number) => () => limit;

// What waiting after each refusal alone takes: 11.2 s and 90 refusals for the first.
describe('1,000 requests to a limit that says Retry-After alone', () => {
	test.each<[string, Limit, number, number]>([
		['100 in windows from their first request', fromFirstRequest(always(100)), 10_000, 30],
		['100 in windows by the clock', byTheClock(100, 0), 10_000, 30],
		['the same, begun at a half', byTheClock(100, 500), 10_500, 50],
		['the same, begun near the end', byTheClock(100, 950), 10_500, 40],
		['100 in a sliding window', sliding(100), 10_000, 30],
		['a bucket of 100 tokens, 100 a second', tokenBucket(100), 10_200, 20],
		['a bucket of 30 tokens, 30 a second', tokenBucket(30), 33_500, 40],
		['440, close to what is sent anyway', fromFirstRequest(always(440)), 4_100, 20],
		['100 in a second and a half', fromFirstRequest(always(100), 1500), 19_000, 30],
		['40 in less than half a second', fromFirstRequest(always(40), 400), 25_000, 50],
		['250 in a minute', fromFirstRequest(always(250), 60_000), 182_000, 20],
		['300 in ten seconds by the clock', byTheClock(300, 9500, 10_000), 21_100, 20],
	])('%s', async (_, limit, most, mostRefused) => {
		const { took, refusals } = await run(1000, limit);
		expect(took).toBeLessThanOrEqual(most);
		expect(refusals).toBeLessThanOrEqual(mostRefused);
	});

	test.each<[string, number, number, number, number]>([
		['as many as there are lanes', 10, 300, 32_000, 60],
		['fewer than there are lanes', 5, 200, 40_800, 50],
		['one', 1, 100, 104_000, 140],
	])('%s: %p, which fewer requests show', async (_, limit, count, most, mostRefused) => {
		const { took, refusals } = await run(count, fromFirstRequest(always(limit)));
		expect(took).toBeLessThanOrEqual(most);
		expect(refusals).toBeLessThanOrEqual(mostRefused);
	});

	test('goes faster soon when the limit grows', async () => {
		const { took } = await run(
			1000,
			fromFirstRequest((now) => (now < 3000 ? 50 : 400)),
		);
		expect(took).toBeLessThanOrEqual(7_100);
	});

	test('goes slower at once when the limit shrinks', async () => {
		const { took, refusals } = await run(
			1000,
			fromFirstRequest((now) => (now < 3000 ? 200 : 50)),
		);
		expect(took).toBeLessThanOrEqual(15_000);
		expect(refusals).toBeLessThanOrEqual(60);
	});

	test('what others leave of the limit is used, though it varies', async () => {
		const left = (now: number) => 20 + ((Math.floor(now / 1000) * 7919) % 80);
		const { took, refusals } = await run(1000, fromFirstRequest(left));
		expect(took).toBeLessThanOrEqual(13_200);
		expect(refusals).toBeLessThanOrEqual(40);
	});

	test('nothing is held back once others have gone', async () => {
		const { took } = await run(
			1000,
			fromFirstRequest((now) => (now < 5000 ? 10 : Infinity)),
		);
		expect(took).toBeLessThanOrEqual(5000 + 8000 + 2500);
	});
});

describe('what refusals have taught', () => {
	const taught = () => {
		const pace = createPace();
		for (const began of [0, 2000]) {
			for (let sent = 0; sent < 110; sent++) pace.sent(began);
			for (let answers = 0; answers < 100; answers++) pace.answered(began + 100);
			for (let answers = 0; answers < 10; answers++) pace.refused(began + 300, 1000);
		}
		return pace;
	};

	test('one refused window is no proof: the next one is not held to it', () => {
		const pace = createPace();
		pace.sent(0);
		pace.sent(0);
		pace.answered(10);
		pace.refused(20, 1000);
		pace.sent(1020);
		expect(pace.pause(1021)).toBe(0);
	});

	test('as many go through as did, then one waits for the window’s end', () => {
		const pace = taught();
		for (let sent = 0; sent < 100; sent++) {
			expect(pace.pause(3300)).toBe(0);
			pace.sent(3300);
		}
		expect(pace.pause(3310)).toBe(Infinity);
		pace.answered(3320);
		expect(pace.pause(3330)).toBe(990);
		expect(pace.pause(4320)).toBe(0);
	});

	test('it is believed for two windows, and for longer when it proves true', () => {
		const pace = taught();
		const heldWindows = (from: number) => {
			for (let window = 0; ; window++) {
				const now = from + window * 2000;
				for (let sent = 0; sent < 100; sent++) pace.sent(now);
				pace.answered(now);
				if (pace.pause(now) === 0) return window;
			}
		};
		expect(heldWindows(4000)).toBe(2);
		pace.sent(9000);
		pace.refused(9000, 1000);
		expect(heldWindows(10_000)).toBe(4);
	});

	test('a window in which nothing went through teaches nothing', () => {
		const pace = taught();
		pace.sent(3300);
		pace.refused(3310, 1000);
		for (let sent = 0; sent < 100; sent++) {
			expect(pace.pause(4400)).toBe(0);
			pace.sent(4400);
		}
		expect(pace.pause(4400)).toBe(Infinity);
	});
});
