import type { IHttpRequestMethods } from 'n8n-workflow';

import type { Outcome } from '../../nodes/Codat/transport/request';
import {
	mayHaveEffect,
	askedWait,
	DEFAULT_RETRIES,
	mayRetry,
	timeHeader,
	waitBefore,
} from '../../nodes/Codat/transport/retry';

const NOW = Date.UTC(2026, 0, 15, 12);
const answer = (status: number, headers = {}, body?: unknown) =>
	({ kind: 'answer', status, headers, body }) as const;
const fault = (code: string): Outcome => ({ kind: 'fault', code });

describe('what is sent again', () => {
	const methods: IHttpRequestMethods[] = ['GET', 'PUT', 'DELETE', 'POST', 'PATCH'];
	const yes = [true, true, true, true, true];
	const no = [false, false, false, false, false];
	// Columns: GET, PUT, DELETE, POST, PATCH.
	test.each<[string, Outcome, boolean, boolean[]]>([
		['400', answer(400), false, no],
		['401', answer(401), false, no],
		['404', answer(404), false, no],
		['408', answer(408), false, yes],
		['422', answer(422), false, no],
		['429', answer(429), false, yes],
		['500', answer(500), false, [true, true, true, false, false]],
		['503', answer(503), false, [true, true, true, false, false]],
		['409', answer(409), false, no],
		['409 after a lost answer', answer(409), true, [false, false, false, true, true]],
		[
			'409 that says in progress',
			answer(409, {}, { error: 'A request with this idempotency key is in progress' }),
			false,
			[false, false, false, true, true],
		],
		['a dropped connection', fault('ECONNRESET'), false, yes],
		['a timeout', fault('ECONNABORTED'), false, yes],
		['a refused connection', fault('ECONNREFUSED'), false, yes],
		['an unknown host', fault('ENOTFOUND'), false, no],
		['an untrusted certificate', fault('DEPTH_ZERO_SELF_SIGNED_CERT'), false, no],
	])('%s', (_, outcome, afterLostAnswer, expected) => {
		const policy = DEFAULT_RETRIES;
		expect(methods.map((method) => mayRetry({ method }, outcome, policy, afterLostAnswer))).toEqual(
			expected,
		);
	});

	test('nothing with strategy none, no faults when those are excepted', () => {
		expect(
			mayRetry({ method: 'GET' }, answer(429), { ...DEFAULT_RETRIES, strategy: 'none' }, false),
		).toBe(false);
		const policy = { ...DEFAULT_RETRIES, retryConnectionErrors: false };
		expect(mayRetry({ method: 'GET' }, fault('ECONNRESET'), policy, false)).toBe(false);
		expect(mayRetry({ method: 'GET' }, answer(503), policy, false)).toBe(true);
	});
});

test.each<[Outcome, boolean]>([
	[fault('ECONNRESET'), true],
	[fault('ECONNABORTED'), true],
	[fault('ECONNREFUSED'), false],
	[fault('ENOTFOUND'), false],
	[answer(500), true],
	[answer(408), true],
	[answer(429), false],
	[answer(400), false],
	[answer(200), true],
])('%j may have been carried out: %s', (outcome, expected) => {
	expect(mayHaveEffect(outcome)).toBe(expected);
});

describe('how long to wait', () => {
	test.each<[string, Outcome, number | undefined]>([
		['Retry-After in seconds', answer(429, { 'retry-after': '7' }), 7000],
		['Retry-After of zero', answer(429, { 'retry-after': '0' }), 0],
		[
			'Retry-After as a date',
			answer(503, { 'retry-after': new Date(NOW + 9000).toUTCString() }),
			9000,
		],
		[
			'Retry-After in the past',
			answer(429, { 'retry-after': new Date(NOW - 9000).toUTCString() }),
			0,
		],
		['Retry-After that is neither', answer(429, { 'retry-after': 'soon' }), undefined],
		['no header', answer(429), undefined],
		[
			'the end of a spent quota',
			answer(429, {
				'x-rate-limit-remaining': '0',
				'x-rate-limit-reset': '2026-01-15T12:00:30.500Z',
			}),
			30_500,
		],
		[
			'a quota that has requests left',
			answer(429, { 'x-rate-limit-remaining': '4', 'x-rate-limit-reset': '2026-01-15T12:00:30Z' }),
			undefined,
		],
	])('%s', (_, outcome, expected) => {
		expect(outcome.kind === 'answer' && askedWait(outcome, NOW)).toBe(expected);
	});

	test('backs off exponentially, less up to a quarter, up to the longest interval', () => {
		const waits = [1, 2, 3, 20].map((n) => waitBefore(n, answer(503), DEFAULT_RETRIES, NOW));
		[500, 750, 1125, 60_000].forEach((full, index) => {
			expect(waits[index]).toBeLessThanOrEqual(full);
			expect(waits[index]).toBeGreaterThanOrEqual(full * 0.75);
		});
	});

	test.each([
		['1768478400', 1768478400000],
		['-5', undefined],
		['', undefined],
		[undefined, undefined],
	])('a header of %j is the time %s', (value, expected) => {
		expect(timeHeader(value, NOW)).toBe(expected);
	});
});
