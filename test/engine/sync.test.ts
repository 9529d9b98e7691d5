import { SEED } from '../../sandbox/seed';
import { startSandbox, type Sandbox } from '../../sandbox/server';
import { clock, useFakeClock } from './clock';
import { byId, runCodat, type RunOptions } from './harness';

jest.mock('n8n-workflow', () => jest.requireActual('./clock').withFakeSleep());
useFakeClock();

const { bakery, bookshop, florist, studio, surveyors } = SEED.companies;
const UNKNOWN_ID = '0e8a2b1c-1111-4222-8333-444455556666';

let sandbox: Sandbox;

beforeAll(async () => {
	sandbox = await startSandbox({ now: clock.now });
});
beforeEach(() => {
	sandbox.reset();
	sandbox.faults.clear();
	sandbox.state.syncDurationMs = 5_000;
	sandbox.requests.length = 0;
});
afterAll(async () => await sandbox.close());

async function run(operation: string, parameters: object, options?: RunOptions) {
	return await runCodat(
		{ apiKey: sandbox.apiKey, baseUrl: sandbox.url },
		{ resource: 'sync', operation, ...parameters },
		options,
	);
}

const paths = () => sandbox.requests.map(({ method, path }) => `${method} ${path}`);
const started = () => sandbox.ledger.filter(({ kind }) => kind === 'sync.started');

describe('what each operation sends and returns', () => {
	test('Start', async () => {
		const { json } = await run('start', { companyId: byId(bakery.id) });
		expect(json).toEqual([expect.objectContaining({ companyId: bakery.id, syncStatusCode: 1000 })]);
		expect(paths()).toEqual([`POST /companies/${bakery.id}/sync/commerce/latest`]);
		expect(sandbox.requests[0].body).toBeUndefined();
		expect(sandbox.requests[0].headers['idempotency-key']).toMatch(/^[0-9a-f-]{36}$/);
	});

	test('Start up to a date', async () => {
		await run('start', {
			companyId: byId(bakery.id),
			additionalFields: { syncTo: '2026-01-10T08:30:00+01:00' },
		});
		expect(sandbox.requests[0].body).toEqual({ syncTo: '2026-01-10T07:30:00.000Z' });
	});

	test('Start for Date Range', async () => {
		const { json } = await run('startForDateRange', {
			companyId: byId(bakery.id),
			start: '2026-01-01',
			finish: '2026-01-31',
		});
		expect(json).toHaveLength(1);
		expect(paths()).toEqual([`POST /meta/companies/${bakery.id}/sync/commerce/historic`]);
		expect(sandbox.requests[0].body).toEqual({
			dateRange: { start: '2026-01-01T00:00:00.000Z', finish: '2026-01-31T23:59:59.999Z' },
		});
	});

	test('Start for Date Range, with dates that an expression gives: as they are', async () => {
		const range = {
			companyId: byId(bakery.id),
			start: "={{ DateTime.fromISO('2026-01-01T09:00+09:00', { setZone: true }) }}",
			finish: '={{ $json.until }}',
		};
		const until = '2026-01-31T12:30:00-05:00';
		await run('startForDateRange', range, { items: [{ until }] });
		expect(sandbox.requests[0].body).toEqual({
			dateRange: { start: '2026-01-01T09:00:00.000+09:00', finish: until },
		});
	});

	test('Get Status', async () => {
		const { json } = await run('getStatus', { companyId: byId(bakery.id) });
		expect(json).toEqual([expect.objectContaining({ companyId: bakery.id })]);
		expect(paths()).toEqual([`GET /meta/companies/${bakery.id}/sync/commerce/status`]);
	});

	test.each([
		['commerce', bakery.id, bakery.syncs.written],
		['expenses', surveyors.id, surveyors.syncs.written],
	])('Get, Get Latest, Get Last Successful and Get Many of %s', async (product, id, syncId) => {
		const of = { product, companyId: byId(id) };
		const get = await run('get', { ...of, syncId });
		const latest = await run('getLatest', of);
		const successful = await run('getLastSuccessful', of);
		const all = await run('getAll', { ...of, returnAll: true });
		expect(get.json).toEqual([expect.objectContaining({ syncId, syncStatusCode: 2000 })]);
		expect(latest.json).toEqual([expect.objectContaining({ companyId: id })]);
		expect(successful.json[0].syncStatusCode).toBeLessThan(3000);
		expect(all.json.map((sync) => sync.syncId)).toContain(syncId);
		expect(paths()).toEqual(
			[`${syncId}/status`, 'latest/status', 'lastSuccessful/status', 'list/status'].map(
				(end) => `GET /companies/${id}/sync/${product}/syncs/${end}`,
			),
		);
	});

	test('Limit cuts the list', async () => {
		const { json } = await run('getAll', { companyId: byId(bakery.id), limit: 2 });
		expect(json).toHaveLength(2);
	});
});

describe('Wait for Completion', () => {
	const wait = { companyId: byId(bakery.id), waitForCompletion: true };

	test('returns the sync when it has succeeded', async () => {
		const { json } = await run('start', wait);
		expect(json).toEqual([
			expect.objectContaining({ companyId: bakery.id, syncStatusCode: 2000, dataPushed: true }),
		]);
		expect(started()).toHaveLength(1);
		expect(clock.slept.length).toBeGreaterThan(1);
	});

	test('a sync that its configuration keeps from running is told where to change it', async () => {
		sandbox.faults.add({
			kind: 'rewrite',
			match: { path: /status$/ },
			rewrite: (body) => {
				const failed = {
					syncStatusCode: 4000,
					errorMessage: 'No sales customer has been configured.',
				};
				return Array.isArray(body)
					? body.map((each: object) => ({ ...each, ...failed }))
					: { ...(body as object), ...failed };
			},
			times: Infinity,
		});
		const { error } = await run('start', wait);
		expect(error?.message).toBe('The sync failed: No sales customer has been configured.');
		expect(error?.description).toContain('Sync Configuration › Update');
		expect(error?.description).toContain("'Return Failed Sync'");
	});

	test('a sync that fails is an error with Codat’s message', async () => {
		const { error } = await run('start', { ...wait, companyId: byId(bookshop.id) });
		expect(error?.message).toMatch(/^The sync failed: \S+/);
		expect(error?.description).toContain('5130');
	});

	test('unless it is wanted as a result', async () => {
		const { json, error } = await run('start', {
			...wait,
			companyId: byId(bookshop.id),
			returnFailedSync: true,
		});
		expect(error).toBeUndefined();
		expect(json[0].syncStatusCode).toBe(5130);
	});

	test('ends when the time is up', async () => {
		sandbox.state.syncDurationMs = 3_600_000;
		const begin = clock.time;
		const { error } = await run('start', { ...wait, maxWaitMinutes: 2 });
		expect(error?.message).toMatch(
			/^The sync was started \(sync \S+\), but how it ended isn’t known: it had not finished after 2 minutes$/,
		);
		expect(clock.time - begin).toBe(120_000);
		expect(started()).toHaveLength(1);
	});

	test('finds its sync in the list when Get Status is gone', async () => {
		sandbox.faults.add({
			kind: 'status',
			status: 404,
			match: { path: /^\/meta\/.*status$/ },
			times: Infinity,
		});
		sandbox.faults.add({
			kind: 'rewrite',
			match: { path: /list\/status$/ },
			times: Infinity,
			rewrite: (list) =>
				(list as Array<{ syncId: string; commerceSyncId?: string }>).map((sync) => ({
					...sync,
					commerceSyncId: commerceIds()[sync.syncId],
				})),
		});
		const { json, error } = await run('start', wait);
		expect(error).toBeUndefined();
		expect(json[0]).toMatchObject({ companyId: bakery.id, syncStatusCode: 2000 });
	});

	function commerceIds(): Record<string, string> {
		const syncs = sandbox.state.companies.get(bakery.id)!.syncs;
		return Object.fromEntries(syncs.map((sync) => [sync.syncId, sync.commerceSyncId ?? '']));
	}

	test('stops within the wait when the user cancels, and sends nothing more', async () => {
		sandbox.state.syncDurationMs = 3_600_000;
		let cancel = () => {};
		sandbox.faults.add({
			kind: 'rewrite',
			match: { path: /status$/ },
			skip: 2,
			rewrite: (body) => {
				cancel();
				return body;
			},
		});
		const { json, run: ended } = await run('start', wait, {
			onStart: (running) => (cancel = () => running.cancel()),
		});
		expect(json).toEqual([]);
		expect(ended.status).toBe('canceled');
		const sent = sandbox.requests.length;
		await Promise.resolve();
		expect(sandbox.requests).toHaveLength(sent);
	});
});

describe('bad input', () => {
	test.each([
		[
			'an empty company',
			{ companyId: byId('={{ "" }}') },
			"'Company' is empty: the expression gave nothing for it",
		],
		[
			'a company that the item lacks',
			{ companyId: byId('={{ $json.company }}') },
			"'Company' is empty: the expression gave nothing for it",
		],
		[
			'a malformed company',
			{ companyId: byId('Acme Ltd') },
			'\'Company\' is not an ID: "Acme Ltd"',
		],
		['a path for a company', { companyId: byId('../../profile') }, "'Company' is not an ID"],
		['a date that is none', { start: 'soon' }, '\'Start Date\' is not a date: "soon"'],
		['no date', { finish: '={{ null }}' }, "'End Date' is empty: the expression gave nothing"],
		['a day of Excel’s', { start: '={{ 46053 }}' }, '\'Start Date\' is not a date: "46053"'],
		['an impossible date', { finish: '2026-13-45' }, "'End Date' is not a date"],
		[
			'a finish before its start',
			{ start: '2026-02-01', finish: '2026-01-01' },
			"'End Date' (2026-01-01) is before 'Start Date' (2026-02-01)",
		],
	])('%s is named, and nothing is sent', async (_, parameters, message) => {
		const range = { companyId: byId(bakery.id), start: '2026-01-01', finish: '2026-01-02' };
		const { error } = await run('startForDateRange', { ...range, ...parameters });
		expect(error?.message).toContain(message);
		expect(error?.description).toBeTruthy();
		expect(error?.context?.itemIndex).toBe(0);
		expect(sandbox.requests).toEqual([]);
	});

	test('a company that does not exist', async () => {
		const { error } = await run('getLatest', { companyId: byId(UNKNOWN_ID) });
		expect(error?.message).toBe(`No company was found with ID ${UNKNOWN_ID}`);
		expect(error?.description).toContain('correlation ID');
	});

	test.each([
		['a company chosen from the list', florist.id, 'Marigold & Fern has never synced'],
		['an expression beside a name of before', `={{ "${florist.id}" }}`, 'This company has never'],
	])('%s', async (_, value, hint) => {
		const cachedResultName = 'Marigold & Fern';
		const companyId = { __rl: true, mode: 'list', value, cachedResultName };
		const { error } = await run('getLatest', { companyId });
		expect(error?.message).toBe(`No syncs for company ${florist.id} were found.`);
		expect(error?.description).toMatch(new RegExp(`^${hint}.*correlation ID`, 's'));
	});

	test('a company without linked accounting software is told how to link it', async () => {
		const { error } = await run('start', { companyId: byId(studio.id) });
		expect(error?.message).toBe('Company does not have a linked accounting data connection.');
		expect(error?.description).toContain('Connection › Create');
	});

	test('a sync that does not exist', async () => {
		const { error } = await run('get', { companyId: byId(bakery.id), syncId: UNKNOWN_ID });
		expect(error?.httpCode).toBe('404');
		expect(error?.message).toContain('No syncs');
	});

	test('a wrong key, which is not shown', async () => {
		const apiKey = 'wrong-key-wrong-key';
		const { error } = await runCodat(
			{ apiKey, baseUrl: sandbox.url },
			{ resource: 'sync', operation: 'getLatest', companyId: byId(bakery.id) },
		);
		expect(error?.message).toBe('Codat did not accept the API key');
		expect(JSON.stringify(error)).not.toContain(apiKey);
		expect(sandbox.requests).toHaveLength(1);
	});

	test('a company with no syncs has an empty list', async () => {
		const { json, error } = await run('getAll', { companyId: byId(florist.id) });
		expect(error).toBeUndefined();
		expect(json).toEqual([]);
	});

	test.each([
		['a web page', { kind: 'html' as const }, 'A web page came back instead of data from Codat'],
		['half a JSON', { kind: 'truncatedJson' as const }, 'The answer from Codat can’t be read'],
	])('%s', async (_, fault, message) => {
		sandbox.faults.add(fault);
		const { error } = await run('getLatest', { companyId: byId(bakery.id) });
		expect(error?.message).toBe(message);
	});

	test('a cut-off body is read again', async () => {
		sandbox.faults.add({ kind: 'resetMidBody' });
		const { json } = await run('getLatest', { companyId: byId(bakery.id) });
		expect(json[0].companyId).toBe(bakery.id);
		expect(sandbox.requests).toHaveLength(2);
	});

	test.each([
		['a 204', { kind: 'noContent' as const }, { success: true }],
		[
			'a list where an object was promised',
			{ kind: 'listForObject' as const },
			{ companyId: bakery.id },
		],
	])('%s', async (_, fault, expected) => {
		sandbox.faults.add(fault);
		const { json } = await run('getLatest', { companyId: byId(bakery.id) });
		expect(json).toEqual([expect.objectContaining(expected)]);
	});
});

describe('many items', () => {
	const ids = [bakery.id, UNKNOWN_ID, surveyors.id];
	const items = Array.from({ length: 30 }, (_, index) => ({ id: ids[index % 3] }));
	const parameters = { companyId: { __rl: true, mode: 'id', value: '={{ $json.id }}' }, limit: 1 };

	test('results keep the order of the items and are linked to them, failed ones too', async () => {
		const { items: output } = await run('getLatest', parameters, {
			items,
			node: { onError: 'continueRegularOutput' },
		});
		expect(output.map(({ pairedItem }) => pairedItem)).toEqual(items.map((_, item) => ({ item })));
		expect(output[0].json.companyId).toBe(bakery.id);
		expect(output[1].json.error).toBe(`No company was found with ID ${UNKNOWN_ID}`);
		expect(sandbox.stats.maxInFlight).toBeLessThanOrEqual(10);
	});

	test('without Continue On Fail the first failed item is named', async () => {
		const { error, json } = await run('getLatest', parameters, { items });
		expect(error?.context?.itemIndex).toBe(1);
		expect(json).toEqual([]);
	});
});
