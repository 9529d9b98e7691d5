import type { IDataObject } from 'n8n-workflow';

import type { Fault } from '../../sandbox/faults';
import { SEED } from '../../sandbox/seed';
import { startSandbox, type Sandbox } from '../../sandbox/server';
import { clock, useFakeClock } from './clock';
import { byId, runCodat, type RunOptions } from './harness';
import { asJson, CUSTOMER, ofBakery } from './pushRun';

jest.mock('n8n-workflow', () => jest.requireActual('./clock').withFakeSleep());
useFakeClock();

let sandbox: Sandbox;

beforeAll(async () => {
	sandbox = await startSandbox({ now: clock.now });
});
beforeEach(() => sandbox.reset());
afterAll(async () => await sandbox.close());

/** What starts something in Codat, what it is known by there, and where its user is sent to look. */
const kinds: Record<string, { start: IDataObject; fact: RegExp; id: string; lookUp: string }> = {
	push: {
		fact: /^The write was sent to Codat \(push/,
		start: {
			resource: 'pushData',
			operation: 'create',
			dataType: 'customers',
			...ofBakery,
			...asJson(CUSTOMER),
		},
		id: 'pushOperationKey',
		lookUp: "Check with 'Get Operation' of 'Push Data' first",
	},
	refresh: {
		fact: /^The refresh was started \(pull operation/,
		start: {
			resource: 'readData',
			operation: 'refreshDataType',
			dataType: 'invoices',
			companyId: ofBakery.companyId,
			options: { connectionId: ofBakery.connectionId },
		},
		id: 'datasetId',
		lookUp: "Check with 'Get Pull Operation' of 'Read Data' first",
	},
	sync: {
		fact: /^The sync was started \(sync/,
		start: {
			resource: 'sync',
			operation: 'start',
			companyId: byId(SEED.companies.bakery.id),
		},
		id: 'commerceSyncId',
		lookUp: "Check with 'Get Latest' of 'Sync' first",
	},
};
const wait = async (kind: string, options?: RunOptions, parameters: IDataObject = {}) =>
	await runCodat(
		{ apiKey: sandbox.apiKey, baseUrl: sandbox.url },
		{ ...kinds[kind].start, waitForCompletion: true, ...parameters },
		options,
	);

/** The IDs that Codat gave out, in the order of the writes. */
function givenIds(kind: string): string[] {
	if (kind === 'push')
		return sandbox.ledger.map(({ pushOperationKey }) => String(pushOperationKey));
	const { pulls, syncs } = sandbox.state.companies.get(SEED.companies.bakery.id)!;
	if (kind === 'refresh') return pulls.slice(-sandbox.ledger.length).map(({ id }) => id);
	return syncs.map(({ commerceSyncId }) => String(commerceSyncId)).slice(-sandbox.ledger.length);
}

const faults: Record<string, [fault: Fault, words: string]> = {
	'401': [{ kind: 'status', status: 401 }, 'Codat did not accept the API key'],
	'402': [{ kind: 'status', status: 402, body: { error: 'The plan is full' } }, 'The plan is full'],
	'403': [{ kind: 'status', status: 403, body: { error: 'Out of date' } }, 'Out of date'],
	'429 for the day': [{ kind: 'tooManyRequests', retryAfter: 'dailyQuota' }, 'Your daily quota'],
	'500': [{ kind: 'status', status: 500, body: { error: 'It broke' } }, 'It broke'],
	'503': [{ kind: 'status', status: 503, body: {} }, 'Codat is not available right now'],
	'a dropped connection': [{ kind: 'resetBeforeResponse' }, 'The connection to Codat broke off'],
	'half an answer': [{ kind: 'truncatedJson' }, 'The answer from Codat can’t be read'],
	'a web page': [{ kind: 'html' }, 'A web page came back'],
	'a redirect': [{ kind: 'redirect', to: 'http://127.0.0.1/' }, 'The base URL answered with a'],
};
const cells = Object.keys(kinds).flatMap((kind) =>
	Object.keys(faults).map((fault) => [kind, fault] as const),
);

describe('what goes wrong while waiting does not hide what was started', () => {
	beforeEach(() => {
		const { state } = sandbox;
		state.pushDurationMs = state.syncDurationMs = state.pullDurationMs = 3_600_000;
	});
	const strike = (fault: Fault) =>
		sandbox.faults.add({ ...fault, match: { method: 'GET' }, skip: 1, times: Infinity });

	test.each(cells)('%s, %s', async (kind, name) => {
		const [fault, words] = faults[name];
		strike(fault);
		const { error } = await wait(kind);
		const [id] = givenIds(kind);
		const { fact, lookUp } = kinds[kind];
		expect(error?.message).toMatch(fact);
		expect(error?.message).toContain(`but how it ended isn’t known: ${words}`);
		expect(error?.description).toMatch(/^It continues in Codat, and running this again would/);
		expect(error?.description).toContain(kind === 'sync' ? "Check with 'Get" : lookUp);
		expect(error?.description).toContain('What stopped the wait: ');
		expect(error?.context?.itemIndex).toBe(0);
		expect((error?.context?.started as { ids: IDataObject }).ids).toMatchObject({
			[kinds[kind].id]: id,
		});
		expect(sandbox.ledger).toHaveLength(1);
	});

	test.each(Object.keys(kinds))('%s: it keeps n8n’s code of the answer', async (kind) => {
		strike({ kind: 'status', status: 401 });
		expect((await wait(kind)).error?.httpCode).toBe('401');
	});

	test.each(cells)('%s, %s, with Continue On Fail', async (kind, name) => {
		strike(faults[name][0]);
		const { json } = await wait(kind, { node: { onError: 'continueRegularOutput' } });
		const [id] = givenIds(kind);
		expect(json).toEqual([
			expect.objectContaining({
				error: expect.stringContaining(faults[name][1]),
				details: expect.stringContaining('It continues in Codat'),
				[kinds[kind].id]: id,
			}),
		]);
	});

	test.each(Object.keys(kinds))('%s: n8n sends it down the error branch', async (kind) => {
		strike({ kind: 'status', status: 401 });
		const { run } = await wait(kind, { node: { onError: 'continueErrorOutput' } });
		const [good, failed] = run.data.resultData.runData.Codat[0].data!.main;
		expect(good).toEqual([]);
		expect(failed?.[0].json.error).toMatch(
			/\((push operation|pull operation|sync) [0-9a-f-]{36}\)/,
		);
	});

	test.each(Object.keys(kinds))(
		'%s: what another item’s failure cuts short is told',
		async (kind) => {
			const { bakery, bookshop } = SEED.companies;
			sandbox.faults.add({
				kind: 'status',
				status: 400,
				body: { error: 'No good' },
				match: { method: 'POST', path: new RegExp(bookshop.id) },
			});
			const parameters = { companyId: byId('={{ $json.id }}') };
			const items = [bakery, bakery, bookshop].map(({ id }) => ({ id }));
			const { error } = await wait(kind, { items }, parameters);
			expect(error?.message).toBe('No good');
			expect(error?.context?.itemIndex).toBe(2);
			for (const [item, id] of givenIds(kind).entries()) {
				if (kind === 'push') expect(error?.description).toContain(`${id} (item`);
				expect(error?.description).toContain(`(item ${item})`);
			}
			expect(error?.description).toContain('Running this again would send them again');
			// Codat doesn't start a refresh twice: the second waits for the first.
			expect(sandbox.ledger).toHaveLength(kind === 'refresh' ? 1 : 2);
		},
	);
});

describe('what starting returned is not ignored', () => {
	const gets = () => sandbox.requests.filter(({ method }) => method === 'GET');
	const answered = (rewrite: (body: IDataObject) => unknown) =>
		sandbox.faults.add({
			kind: 'rewrite',
			match: { method: 'POST' },
			rewrite: (body) => rewrite(body as IDataObject),
		});
	const ended: Record<string, [good: IDataObject, bad: IDataObject, words: string]> = {
		push: [
			{ status: 'Success' },
			{ status: 'Failed', errorMessage: 'Bad' },
			'The push operation failed: Bad',
		],
		refresh: [
			{ status: 'Complete' },
			{ status: 'FetchError', errorMessage: 'Bad' },
			'Invoices could not be fetched: Bad',
		],
		sync: [
			{ syncStatusCode: 2000 },
			{ syncStatusCode: 5130, errorMessage: 'Bad' },
			'The sync failed: Bad',
		],
	};

	test.each(Object.keys(kinds))('%s: one that has ended is not waited for', async (kind) => {
		const [good] = ended[kind];
		answered((body) => ({ ...body, ...good }));
		const { json } = await wait(kind);
		expect(json).toEqual([expect.objectContaining(good)]);
		expect(gets()).toEqual([]);
	});

	test.each(Object.keys(kinds))('%s: nor one that has failed', async (kind) => {
		const [, bad, words] = ended[kind];
		answered((body) => ({ ...body, ...bad }));
		expect((await wait(kind)).error?.message).toBe(words);
		expect(gets()).toEqual([]);
	});

	test.each(
		Object.keys(kinds).flatMap((kind) =>
			[undefined, null, '', 0, {}, 'nothing'].map((value) => [kind, value] as const),
		),
	)('%s: one whose ID is %j can’t be followed, which is said at once', async (kind, value) => {
		answered((body) =>
			value === 'nothing'
				? null
				: { ...body, pushOperationKey: value, syncId: value, commerceSyncId: value, id: value },
		);
		const begin = clock.time;
		const { error } = await wait(kind);
		expect(error?.message).toMatch(
			/^The (write was sent to Codat|(sync|refresh) was started), but .* no ID/,
		);
		expect(error?.description).toMatch(
			/Check with 'Get (Many Operations|Latest|Many Pull Operations)' of '(Push Data|Sync|Read Data)' first/,
		);
		expect(clock.time).toBe(begin);
		expect(gets()).toEqual([]);
		expect(sandbox.ledger).toHaveLength(1);
	});
});
