import type { IHttpRequestOptions } from 'n8n-workflow';

import { createClient } from '../../nodes/Codat/transport/client';
import { isOutcomeUnknown } from '../../nodes/Codat/transport/errors';
import type { CodatRequest, RequestContext } from '../../nodes/Codat/transport/request';
import { isCancel } from '../../nodes/Codat/transport/request';
import { DEFAULT_RETRIES } from '../../nodes/Codat/transport/retry';
import { clock, useFakeClock } from '../engine/clock';

jest.mock('n8n-workflow', () => jest.requireActual('../engine/clock').withFakeSleep());
useFakeClock();

const SECOND = 1_000;
const HOUR = 3_600_000;
const NODE = { id: '1', name: 'Codat', type: 'codat', typeVersion: 1, position: [0, 0] };

interface Scripted {
	statusCode: number;
	headers?: Record<string, string>;
	/** Seconds. */
	after?: number;
}

interface Fault {
	code: string;
}

/** A client of a Codat that answers as told, or hangs; and when it was asked, by path. */
async function clientOf(
	answer: (path: string, nth: number) => Scripted | Fault | 'hangs',
	stop?: AbortSignal,
) {
	const asked: Array<{ path: string; at: number; timeout: number }> = [];
	const begin = clock.time;
	const pass = async (ms: number) => {
		const end = clock.time + ms;
		await Promise.resolve();
		clock.time = Math.max(clock.time, end);
	};
	const context = {
		getNode: () => NODE,
		getCredentials: async () => ({ apiKey: 'a-key-of-mine', baseUrl: 'https://codat.example' }),
		helpers: {
			async httpRequestWithAuthentication(_: string, { url, timeout }: IHttpRequestOptions) {
				const path = new URL(url).pathname;
				asked.push({ path, at: clock.time - begin, timeout: timeout! });
				const said = answer(path, asked.filter((each) => each.path === path).length);
				if (said === 'hangs') {
					await pass(timeout!);
					throw Object.assign(new Error('timeout'), { code: 'ECONNABORTED' });
				}
				if ('code' in said) throw Object.assign(new Error('no answer'), said);
				await pass((said.after ?? 0) * SECOND);
				return { headers: {}, body: {}, ...said };
			},
		},
	} as unknown as RequestContext;
	const client = await createClient(context, stop);
	return { client, asked, took: () => clock.time - begin };
}

const get = (path: string): CodatRequest => ({ method: 'GET', path });
const limited = (seconds: number): Scripted => ({
	statusCode: 429,
	headers: { 'retry-after': String(seconds) },
});

describe('a deadline is kept', () => {
	const troubles: Record<string, Parameters<typeof clientOf>[0]> = {
		'nobody answers': () => 'hangs',
		'nobody answers in between': (_, nth) => (nth % 2 ? 'hangs' : { statusCode: 503 }),
		'503 every time': () => ({ statusCode: 503, after: 3 }),
		'503 that names long waits': () => ({ statusCode: 503, headers: { 'retry-after': '25' } }),
		'429 every time': () => limited(20),
		'429 that says nothing': () => ({ statusCode: 429 }),
		'429 that says at once': () => limited(0),
	};
	const policies = {
		'the defaults': DEFAULT_RETRIES,
		'an hour of tries': { ...DEFAULT_RETRIES, maxElapsedTime: HOUR },
		'strategy none': { ...DEFAULT_RETRIES, strategy: 'none' as const },
	};
	const cells = Object.keys(troubles).flatMap((trouble) =>
		Object.keys(policies).map((policy) => [trouble, policy] as const),
	);

	test.each(cells)('%s, with %s', async (trouble, policy) => {
		const { client, took } = await clientOf(troubles[trouble]);
		const deadline = clock.time + 70 * SECOND;
		const retries = policies[policy as keyof typeof policies];
		await expect(client.send(get('/status'), { retries, deadline })).rejects.toThrow();
		expect(took()).toBeLessThanOrEqual(71 * SECOND);
	});

	test('by those whom the limit of another holds back, whatever their strategy', async () => {
		const { client, asked, took } = await clientOf((path) =>
			path === '/first' ? limited(200) : { statusCode: 200 },
		);
		const first = client.send(get('/first')).catch((error: Error) => error.message);
		await Promise.resolve();
		const deadline = clock.time + 60 * SECOND;
		for (let turn = 0; turn < 20; turn++) await Promise.resolve();
		const rest = (['backoff', 'none'] as const).map(async (strategy) => {
			const retries = { ...DEFAULT_RETRIES, strategy };
			return await client.send(get(`/${strategy}`), { retries, deadline }).then(
				() => 'sent',
				(error: Error) => error.message,
			);
		});
		expect(await Promise.all(rest)).toEqual(Array(2).fill('Codat’s rate limit is reached'));
		expect(asked.filter(({ path }) => path !== '/first')).toEqual([]);
		expect(took()).toBeLessThanOrEqual(61 * SECOND + 200 * SECOND);
		await first;
	});

	test('a request that begins at its very end still has a second', async () => {
		const { client, asked } = await clientOf(() => ({ statusCode: 200 }));
		await client.send(get('/status'), { deadline: clock.time });
		expect(asked[0].timeout).toBe(SECOND);
	});

	test('without one, a request has its full time, however short the tries', async () => {
		const { client, asked } = await clientOf(() => ({ statusCode: 200 }));
		await client.send(get('/status'), { retries: { ...DEFAULT_RETRIES, maxElapsedTime: 0 } });
		expect(asked[0].timeout).toBe(60 * SECOND);
	});
});

test('the time at the gate counts: with 300 s set, nothing is sent after 300 s', async () => {
	const { client, asked } = await clientOf((path, nth) => {
		if (path === '/first') return { statusCode: 503, headers: { 'retry-after': '280' } };
		return nth === 1 ? { ...limited(295), after: 279 } : { statusCode: 200 };
	});
	const results = await Promise.allSettled([
		client.send(get('/first')),
		client.send(get('/second'), { retries: { ...DEFAULT_RETRIES, maxElapsedTime: HOUR } }),
	]);
	expect(results.map(({ status }) => status)).toEqual(['rejected', 'fulfilled']);
	const times = asked.filter(({ path }) => path === '/first').map(({ at }) => at);
	expect(Math.max(...times)).toBeLessThanOrEqual(300 * SECOND);
});

test('a request that is held back for too long holds nobody back any longer', async () => {
	const { client, took } = await clientOf((path, nth) =>
		nth === 1 && path === '/first' ? limited(100) : { statusCode: 200 },
	);
	const patient = client.send(get('/first'));
	for (let turn = 0; turn < 20; turn++) await Promise.resolve();
	const impatient = client.send(get('/other'), {
		retries: { ...DEFAULT_RETRIES, maxElapsedTime: SECOND },
	});
	await Promise.allSettled([patient, impatient]);
	expect(took()).toBeLessThanOrEqual(101 * SECOND);
});

describe('between two tries there is always a pause', () => {
	const settings = [
		{ initialInterval: 0 },
		{ initialInterval: 0, exponent: 1 },
		{ initialInterval: 0, exponent: 86_400_000 },
		{ initialInterval: 1, exponent: 1 },
		{ maxInterval: 0 },
		{ initialInterval: 0, maxInterval: 0, exponent: 1 },
	];
	const answers: Record<string, Scripted> = {
		'503': { statusCode: 503 },
		'503, again at once': { statusCode: 503, headers: { 'retry-after': '0' } },
		'429, again at once': limited(0),
		'429, again in the past': {
			statusCode: 429,
			headers: { 'retry-after': 'Thu, 01 Jan 2015 00:00:00 GMT' },
		},
	};
	test.each(
		settings.flatMap((setting) => Object.keys(answers).map((answer) => [setting, answer] as const)),
	)('%j, %s', async (setting, answer) => {
		const { client, asked } = await clientOf(() => answers[answer]);
		const retries = { ...DEFAULT_RETRIES, ...setting, maxElapsedTime: 60 * SECOND };
		await expect(client.send(get('/status'), { retries })).rejects.toThrow();
		expect(asked.length).toBeGreaterThanOrEqual(2);
		expect(asked.length).toBeLessThanOrEqual(4 * 60 + 1);
	});
});

test.each(['1e300', '1e15', '9999999999999', 'Infinity'])(
	'a Retry-After of %s ends in an error that can be read',
	async (retryAfter) => {
		const { client } = await clientOf(() => ({
			statusCode: 429,
			headers: { 'retry-after': retryAfter },
		}));
		const retries = { ...DEFAULT_RETRIES, maxElapsedTime: 5 * SECOND };
		await expect(client.send(get('/status'), { retries })).rejects.toThrow(/rate limit|quota/);
	},
);

test.each<[string, Scripted]>([
	['a back-off', { statusCode: 503 }],
	['the wait that a limit asks for', limited(20)],
])('a cancel ends %s, and nothing more is sent', async (_, said) => {
	const stop = new AbortController();
	clock.onSleep = () => stop.abort(new Error('stopped'));
	const { client, asked } = await clientOf(() => said, stop.signal);
	await expect(client.send(get('/a'))).rejects.toThrow('stopped');
	expect(asked).toHaveLength(1);
});

describe('a write whose answer was lost is told as one that Codat may have carried out', () => {
	const LOST = { code: 'ECONNRESET' };
	const UNKNOWN = /may or may not have carried this out/;
	const write: CodatRequest = { method: 'POST', path: '/companies', body: {} };
	const short = { retries: { ...DEFAULT_RETRIES, maxElapsedTime: 10 * SECOND } };
	const errorOf = async (work: Promise<unknown>) =>
		await work.then(
			() => undefined,
			(error: { description?: string }) => error,
		);

	test.each<[string, Scripted | Fault]>([
		['a connection that can’t be made', { code: 'ECONNREFUSED' }],
		['a host that isn’t trusted', { code: 'CERT_HAS_EXPIRED' }],
		['a rate limit', limited(7_200)],
		['a 503', { statusCode: 503 }],
		['a key that has been withdrawn', { statusCode: 401 }],
		['a 403', { statusCode: 403 }],
		['a 409', { statusCode: 409 }],
		['a refusal', { statusCode: 400 }],
	])('whatever comes after it: %s', async (_, then) => {
		const { client } = await clientOf((__, nth) => (nth === 1 ? LOST : then));
		const error = await errorOf(client.send(write, short));
		expect(error?.description).toMatch(UNKNOWN);
		expect(isOutcomeUnknown(error)).toBe(true);
		const { client: other } = await clientOf((__, nth) => (nth === 1 ? LOST : then));
		const ofRead = await errorOf(other.send(get('/companies'), short));
		expect(ofRead?.description).not.toMatch(UNKNOWN);
		expect(isOutcomeUnknown(ofRead)).toBe(false);
	});

	test('when the run ends between two tries', async () => {
		const stop = new AbortController();
		const { client } = await clientOf((_, nth) => {
			stop.abort();
			return nth === 1 ? LOST : { statusCode: 200 };
		}, stop.signal);
		const error = await errorOf(client.send(write, short));
		expect(error?.description).toMatch(UNKNOWN);
	});

	test('when the run ends while it is on its way', async () => {
		const { client } = await clientOf(() => ({ code: 'ERR_CANCELED' }));
		expect(isOutcomeUnknown(await errorOf(client.send(write, short)))).toBe(true);
	});

	test('by the next try of n8n’s as well', async () => {
		const sent = {};
		const { client } = await clientOf((_, nth) => (nth === 1 ? LOST : { statusCode: 401 }));
		await errorOf(client.send(write, { retries: { ...short.retries, strategy: 'none' }, sent }));
		expect(isOutcomeUnknown(await errorOf(client.send(write, { sent })))).toBe(true);
	});

	test('but not where it never went out, or was stopped before it did', async () => {
		const { client } = await clientOf(() => ({ code: 'ECONNREFUSED' }));
		expect(isOutcomeUnknown(await errorOf(client.send(write, short)))).toBe(false);
		const stop = new AbortController();
		stop.abort();
		const { client: stopped } = await clientOf(() => ({ statusCode: 200 }), stop.signal);
		expect(isCancel(await errorOf(stopped.send(write)))).toBe(true);
	});
});
