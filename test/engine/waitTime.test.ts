import type { IDataObject } from 'n8n-workflow';

import type { sendOnce } from '../../nodes/Codat/transport/request';
import type { Fault } from '../../sandbox/faults';
import { SEED } from '../../sandbox/seed';
import { startSandbox, type Sandbox } from '../../sandbox/server';
import { clock, useFakeClock } from './clock';
import { byId, runCodat, type RunOptions } from './harness';
import { asJson, CUSTOMER, ofBakery } from './pushRun';

jest.mock('n8n-workflow', () => jest.requireActual('./clock').withFakeSleep());
/** Which questions nobody answers; the fake clock says how long they take. */
const mockHang = { when: (() => false) as (nth: number) => boolean, asked: 0, from: 0 };
jest.mock('../../nodes/Codat/transport/request', () => {
	const actual = jest.requireActual('../../nodes/Codat/transport/request');
	const { clock: mockClock } = jest.requireActual('./clock');
	return {
		...actual,
		async sendOnce(...call: Parameters<typeof sendOnce>) {
			const [, , { method }, , timeout] = call;
			if (method !== 'GET' || ++mockHang.asked <= mockHang.from || !mockHang.when(mockHang.asked))
				return await actual.sendOnce(...call);
			const end = mockClock.time + timeout;
			await Promise.resolve();
			mockClock.time = Math.max(mockClock.time, end);
			return { kind: 'fault', code: 'ECONNABORTED' };
		},
	};
});
useFakeClock();

const MINUTE = 60_000;
let sandbox: Sandbox;

beforeAll(async () => {
	sandbox = await startSandbox({ now: clock.now });
});
beforeEach(() => {
	sandbox.reset();
	const { state } = sandbox;
	state.pushDurationMs = state.syncDurationMs = state.pullDurationMs = 1_000 * MINUTE;
	mockHang.when = () => false;
	mockHang.asked = mockHang.from = 0;
});
afterAll(async () => await sandbox.close());

const starts: Record<string, IDataObject> = {
	push: {
		resource: 'pushData',
		operation: 'create',
		dataType: 'customers',
		...ofBakery,
		...asJson(CUSTOMER),
	},
	refresh: {
		resource: 'readData',
		operation: 'refreshDataType',
		dataType: 'invoices',
		companyId: ofBakery.companyId,
		options: { connectionId: ofBakery.connectionId },
	},
	'refresh of all connections': {
		resource: 'readData',
		operation: 'refreshDataType',
		dataType: 'invoices',
		companyId: ofBakery.companyId,
	},
	sync: { resource: 'sync', operation: 'start', companyId: byId(SEED.companies.bakery.id) },
};
const wait = async (kind: string, parameters: IDataObject = {}, options?: RunOptions) =>
	await runCodat(
		{ apiKey: sandbox.apiKey, baseUrl: sandbox.url },
		{ ...starts[kind], waitForCompletion: true, maxWaitMinutes: 1, ...parameters },
		options,
	);

const GETS = { match: { method: 'GET' }, times: Infinity };
const troubles: Record<string, () => void> = {
	'it never ends': () => {},
	'503 for the status': () => addFault({ kind: 'error', status: 503, effect: 'before' }),
	'429 for the status': () => addFault({ kind: 'tooManyRequests', seconds: 20 }),
	'429 without a time': () => addFault({ kind: 'tooManyRequests', retryAfter: 'none' }),
	'429 that says at once': () => addFault({ kind: 'tooManyRequests', seconds: 0 }),
	'dropped connections': () => addFault({ kind: 'resetBeforeResponse' }),
	'404 for the status': () => addFault({ kind: 'status', status: 404 }),
	'nobody answers': () => (mockHang.when = () => true),
	'nobody answers every other time': () => (mockHang.when = (nth) => nth % 2 === 0),
	'nobody answers from the third time on': () => (mockHang.when = (nth) => nth > 2),
};
const settings: Record<string, IDataObject> = {
	'the defaults': {},
	'an hour of tries': { retries: { maxElapsedTime: 60 * MINUTE } },
	'no pauses set': { retries: { initialInterval: 0, exponent: 1 } },
	'strategy none': { retries: { strategy: 'none' } },
};

function addFault(fault: Fault) {
	sandbox.faults.add({ ...fault, ...GETS, skip: mockHang.from });
}

/** All of them for the first kind; for the others, which wait alike, each trouble with one setting in turn. */
const cells = Object.keys(starts).flatMap((kind, nth) =>
	Object.keys(troubles).flatMap((trouble, turn) =>
		Object.keys(settings)
			.filter((_, index, { length }) => nth === 0 || index === (turn + nth) % length)
			.map((setting) => ({ kind, trouble, setting })),
	),
);

test.each(cells)('$kind, $trouble, with $setting: Max Wait is kept', async (cell) => {
	// The history is read before there is anything to wait for.
	if (cell.kind === 'refresh of all connections') mockHang.from = 1;
	troubles[cell.trouble]();
	const begin = clock.time;
	const { error } = await wait(cell.kind, settings[cell.setting]);
	expect(error?.message).toMatch(
		/^The (write was sent|(sync|refresh) was started).*, but how it ended/,
	);
	expect(clock.time - begin).toBeLessThanOrEqual(MINUTE + 1_000);
	expect(sandbox.ledger).toHaveLength(1);
	expect(sandbox.requests.length).toBeLessThan(300);
});

test('ten items that the rate limit holds together', async () => {
	addFault({ kind: 'tooManyRequests', seconds: 25 });
	const begin = clock.time;
	const { json } = await wait(
		'push',
		{},
		{ items: Array(10).fill({}), node: { onError: 'continueRegularOutput' } },
	);
	expect(json.map(({ error }) => String(error).slice(0, 25))).toEqual(
		Array(10).fill('The write was sent to Cod'),
	);
	expect(clock.time - begin).toBeLessThanOrEqual(MINUTE + 1_000);
	expect(sandbox.ledger).toHaveLength(10);
});

test('what is known to be pending is called so, when the last look is cut off', async () => {
	troubles['nobody answers from the third time on']();
	const { error } = await wait('push');
	expect(error?.message).toContain('it had not finished after 1 minute');
});

describe('more than 60 minutes', () => {
	test.each([1440, '1440', 61])(
		'%j counts as 60, and what ends in time is returned',
		async (maxWaitMinutes) => {
			sandbox.state.pushDurationMs = 2 * MINUTE;
			const { json } = await wait('push', { maxWaitMinutes });
			expect(json[0].status).toBe('Success');
		},
	);

	test('what does not is told after 60', async () => {
		const begin = clock.time;
		const { error } = await wait('push', { maxWaitMinutes: 1440 });
		expect(clock.time - begin).toBe(60 * MINUTE);
		expect(error?.message).toContain('it had not finished after 60 minutes');
		expect(error?.description).toContain('Codat Trigger');
	});

	test.each([0, -1, 1.5, 'soon', ''])(
		'%j is refused before anything is sent',
		async (maxWaitMinutes) => {
			const { error } = await wait('push', { maxWaitMinutes });
			expect(error?.message).toContain("'Max Wait (Minutes)' must be a whole number");
			expect(sandbox.requests).toEqual([]);
		},
	);

	test('tries go on for an hour at most', async () => {
		sandbox.faults.add({ kind: 'tooManyRequests', seconds: 50, times: Infinity });
		const begin = clock.time;
		await wait('push', { retries: { maxElapsedTime: 86_400_000 } });
		expect(clock.time - begin).toBeLessThanOrEqual(60 * MINUTE);
	});
});
