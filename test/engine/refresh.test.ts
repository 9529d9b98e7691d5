import type { IDataObject } from 'n8n-workflow';

import type { Fault } from '../../sandbox/faults';
import { startPull } from '../../sandbox/pulls';
import { SEED } from '../../sandbox/seed';
import { startSandbox, type Sandbox } from '../../sandbox/server';
import type { Company, Pull } from '../../sandbox/state';
import { clock, useFakeClock } from './clock';
import { byId, runCodat, type RunOptions } from './harness';

jest.mock('n8n-workflow', () => jest.requireActual('./clock').withFakeSleep());
useFakeClock();

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const { bakery, bookshop, florist, studio, workshop } = SEED.companies;

let sandbox: Sandbox;
/** How far Codat's clock is from n8n's. */
let skew = 0;
/** So that each run has keys of its own. */
let runs = 0;

beforeAll(async () => {
	sandbox = await startSandbox({ now: () => clock.time + skew });
});
beforeEach(() => {
	skew = 0;
	sandbox.reset();
	sandbox.state.pullDurationMs = 3_000;
});
afterAll(async () => await sandbox.close());

async function run(name: string, parameters: IDataObject = {}, options?: RunOptions) {
	const [resource, operation] = name.split('.');
	return await runCodat(
		{ apiKey: sandbox.apiKey, baseUrl: sandbox.url },
		{ resource, operation, companyId: byId(bakery.id), ...parameters },
		{ executionId: `execution-${++runs}`, ...options },
	);
}

const wait = async (name: string, parameters: IDataObject = {}, options?: RunOptions) =>
	await run(name, { waitForCompletion: true, ...parameters }, options);

const companyOf = (id: string): Company => sandbox.state.companies.get(id)!;
const codatNow = () => clock.time + skew;
const writes = () => sandbox.requests.filter(({ method }) => method !== 'GET');
const gets = () => sandbox.requests.filter(({ method }) => method === 'GET');
const invoices = { dataType: 'invoices' };
const connectionId = byId(bakery.connections.accounting);
const ofBooks = { ...invoices, options: { connectionId } };
const ovens = { customDataIdentifier: 'ovens', connectionId };

/** Has Codat fetch something, as its schedule or someone else would. */
function fetchMeanwhile(companyId: string, dataType: string, durationMs: number): Pull {
	const company = companyOf(companyId);
	const [connection] = company.connections;
	return startPull(company, connection, dataType, {
		clock: { now: codatNow } as Parameters<typeof startPull>[3]['clock'],
		durationMs,
	});
}

/** Calls it once so much time has gone by. */
function after(ms: number, work: () => void) {
	const at = clock.time + ms;
	let isDone = false;
	clock.onSleep = () => {
		if (isDone || clock.time < at) return;
		isDone = true;
		work();
	};
}

async function configureOvens() {
	await run('customData.configure', {
		platformKey: { __rl: true, mode: 'key', value: 'gbol' },
		customDataIdentifier: 'ovens',
		dataSource: '/ovens',
		requiredData: { rows: [{ name: 'heat', path: '$.Heat' }] },
		keyBy: ['$.ID'],
	});
	sandbox.requests.length = 0;
}

describe('without waiting', () => {
	test.each([
		['readData.refreshAll', {}, 'data/all'],
		['company.refreshProduct', { productIdentifier: 'commerce' }, 'products/commerce/refresh'],
	])('%s says no more than that it was asked for', async (name, parameters, path) => {
		const { json } = await run(name, parameters);
		expect(json).toEqual([{ success: true }]);
		expect(writes()).toMatchObject([
			{ method: 'POST', path: `/companies/${bakery.id}/${path}`, body: undefined },
		]);
		expect(writes()[0].headers['idempotency-key']).toMatch(/^[0-9a-f-]{36}$/);
		expect(gets()).toEqual([]);
	});

	test.each([
		['readData.refreshDataType', invoices, 'data/queue/invoices', 'invoices'],
		['company.refreshInfo', {}, 'data/info', 'company'],
	])('%s returns the pull operation', async (name, parameters, path, dataType) => {
		const { json } = await run(name, parameters);
		expect(json).toEqual([
			expect.objectContaining({ dataType, status: 'Queued', outcome: 'inProgress' }),
		]);
		expect(sandbox.requests.map((each) => each.path)).toEqual([`/companies/${bakery.id}/${path}`]);
	});

	test('one connection and some data types can be chosen', async () => {
		await run('readData.refreshDataType', ofBooks);
		expect(writes()[0].query).toEqual({ connectionId: bakery.connections.accounting });
		clock.time += MINUTE;
		await run('company.refreshProduct', {
			productIdentifier: 'commerce',
			additionalFields: { dataTypes: ['invoices', 'bills'] },
		});
		expect(writes()[1].body).toEqual({ dataTypes: ['invoices', 'bills'] });
	});

	test.each([[{ connectionId: byId('') }], [{ connectionId: null }]])(
		'a connection that is %j is none',
		async (options) => {
			await run('readData.refreshDataType', { ...invoices, options });
			expect(writes()[0].query).toEqual({});
		},
	);

	test('what is being fetched already is refused in plain words', async () => {
		await run('readData.refreshDataType', invoices);
		const { error } = await run('readData.refreshDataType', invoices);
		expect(error?.message).toBe('Codat is already fetching this data');
		expect(error?.description).toContain("turn on 'Wait for Completion'");
		expect(error?.description).toContain(companyOf(bakery.id).pulls.at(-1)!.id);
		expect(writes()).toHaveLength(2);
	});
});

describe('one pull operation', () => {
	const ones: Array<[string, IDataObject, string]> = [
		['readData.refreshDataType', ofBooks, 'invoices'],
		['company.refreshInfo', {}, 'company'],
		['customData.refresh', ovens, 'ovens'],
	];
	beforeEach(configureOvens);

	test.each(ones)('%s is waited for by its ID', async (name, parameters, dataType) => {
		const { json } = await wait(name, parameters);
		expect(json).toEqual([
			expect.objectContaining({ dataType, status: 'Complete', outcome: 'success' }),
		]);
		const path = `/companies/${bakery.id}/data/history/${String(json[0].id)}`;
		expect(new Set(gets().map((each) => each.path))).toEqual(new Set([path]));
	});

	test.each(ones)('%s waits for the one that is under way', async (name, parameters) => {
		const [first] = (await run(name, parameters)).json;
		const { json } = await wait(name, parameters);
		expect(json).toEqual([expect.objectContaining({ id: first.id, outcome: 'success' })]);
	});

	test.each(ones)('%s: Codat may show it late', async (name, parameters) => {
		sandbox.faults.add({ kind: 'status', status: 404, match: { method: 'GET' }, times: 3 });
		expect((await wait(name, parameters)).json[0].outcome).toBe('success');
	});

	test.each(ones)('%s: without an ID it can’t be followed', async (name, parameters) => {
		for (const body of [null, {}, { id: 5 }, { id: '' }, []]) {
			sandbox.faults.add({ kind: 'rewrite', rewrite: () => body, match: { method: 'POST' } });
			const { error } = await wait(name, parameters);
			expect(error?.message).toMatch(/^The refresh was started, but .* Codat gave no ID/);
			expect(error?.description).toContain("Check with 'Get Many Pull Operations' of 'Read Data'");
			clock.time += HOUR;
		}
	});

	test.each(ones)('%s: one that does not end in time', async (name, parameters) => {
		sandbox.state.pullDurationMs = 2 * HOUR;
		const begin = clock.time;
		const { error } = await wait(name, { ...parameters, maxWaitMinutes: 2 });
		const { id } = companyOf(bakery.id).pulls.at(-1)!;
		expect(error?.message).toBe(
			`The refresh was started (pull operation ${id}), but how it ended isn’t known: it had not finished after 2 minutes`,
		);
		expect(error?.description).toContain("Check with 'Get Pull Operation' of 'Read Data' first");
		expect(clock.time - begin).toBe(2 * MINUTE);
		expect(writes()).toHaveLength(1);
	});

	test('a type that the platform doesn’t have is no failure', async () => {
		const { json } = await wait('readData.refreshDataType', {
			companyId: byId(bookshop.id),
			dataType: 'salesOrders',
			options: { connectionId: byId(bookshop.connections.accounting) },
		});
		expect(json).toEqual([
			expect.objectContaining({ status: 'NotSupported', outcome: 'notSupported' }),
		]);
	});
});

describe('how it can end', () => {
	const failures: Array<[string, RegExp]> = [
		['FetchError', /did not give the data/],
		['MapError', /could not convert the data/],
		['InternalError', /wrong at Codat/],
		['ProcessingError', /could not process/],
		['ValidationError', /mistakes/],
		['AuthError', /no longer authorized/],
		['RateLimitError', /no more requests/],
		['PermissionsError', /isn’t allowed to see/],
		['PrerequisiteNotMet', /other data/],
		['Cancelled', /was cancelled/],
	];

	test.each(failures)('%s', async (status, words) => {
		for (const options of [{}, { connectionId }]) {
			companyOf(bakery.id).nextPulls.invoices = { status };
			const { error } = await wait('readData.refreshDataType', { ...invoices, options });
			expect(error?.message).toMatch(/^Invoices could not be fetched: /);
			expect(error?.message).toMatch(words);
			expect(error?.description).toContain(`(${status}, connection `);
			expect(error?.description).toContain("Turn on 'Return Failed Refresh'");

			const { json } = await wait('readData.refreshDataType', {
				...invoices,
				options,
				returnFailedRefresh: true,
			});
			expect(json).toEqual([expect.objectContaining({ status, outcome: 'failure' })]);
		}
	});

	test.each([
		[{ status: 'NewlyNamedTrouble', isErrored: true }, 'failure'],
		[{ status: 'NewlyNamedEnd', isCompleted: true }, 'success'],
		[{ status: 'NotSupported', isErrored: true }, 'notSupported'],
	])('the booleans of %j count where the status is new', async (state, outcome) => {
		sandbox.faults.add({
			kind: 'rewrite',
			rewrite: (body) => ({ ...(body as IDataObject), ...state }),
			match: { method: 'GET' },
		});
		const { json } = await wait('readData.refreshDataType', {
			...ofBooks,
			returnFailedRefresh: true,
		});
		expect(json[0].outcome).toBe(outcome);
	});

	test('in Codat’s own words, with what to do', async () => {
		const books = { companyId: byId(bookshop.id), dataType: 'bills' };
		const { error } = await wait('readData.refreshDataType', books);
		expect(error?.message).toBe(
			'Bills could not be fetched: QuickBooks Online did not answer in time.',
		);
		const shop = { companyId: byId(workshop.id), dataType: 'commerce-orders' };
		const lost = await wait('readData.refreshDataType', shop);
		expect(lost.error?.description).toContain(
			'Ask your customer to authorize the connection again',
		);
	});

	test('several failures at once', async () => {
		const { nextPulls } = companyOf(florist.id);
		nextPulls.bills = { status: 'FetchError', errorMessage: 'No <b>answer</b>' };
		nextPulls.invoices = { status: 'PermissionsError' };
		const { error } = await wait('readData.refreshAll', { companyId: byId(florist.id) });
		expect(error?.message).toMatch(/^2 of \d\d refreshes failed: \w+ could not be fetched: /);
		expect(error?.description).toContain('• Bills: No ‹b›answer‹/b› (FetchError');
		expect(error?.description).toContain('• Invoices: whoever authorized');
		expect(error?.description).toContain('Have someone with more rights');
	});
});

describe('many pull operations', () => {
	const ofStudio = { companyId: byId(studio.id) };
	const types = (json: IDataObject[]) => json.map(({ dataType }) => dataType).sort();

	test('all that was queued is returned once, and nothing older', async () => {
		clock.time += HOUR;
		const { json } = await wait('readData.refreshAll');
		const queued = companyOf(bakery.id).pulls.filter(
			({ requestedAt }) => requestedAt > clock.time - HOUR / 2,
		);
		expect(queued.length).toBeGreaterThan(30);
		expect(json.map(({ id }) => id).sort()).toEqual(queued.map(({ id }) => id).sort());
		expect(new Set(json.map(({ outcome }) => outcome))).toEqual(new Set(['success']));
		expect(writes()).toHaveLength(1);
	});

	test('of a product, only the chosen data types count', async () => {
		after(0, () => fetchMeanwhile(bakery.id, 'suppliers', HOUR));
		const { json } = await wait('company.refreshProduct', {
			productIdentifier: 'commerce',
			additionalFields: { dataTypes: ['invoices', 'bills'] },
		});
		expect(types(json)).toEqual(['bills', 'invoices']);
	});

	test.each([-25 * HOUR, 25 * HOUR])('Codat’s clock may be %i ms off', async (ms) => {
		skew = ms;
		sandbox.reset();
		fetchMeanwhile(bakery.id, 'bills', 1_000);
		clock.time += 2 * MINUTE;
		const { json } = await wait('readData.refreshDataType', invoices);
		expect(types(json)).toEqual(['invoices']);
	});

	test('what is queued for another connection is waited for as well', async () => {
		after(500, () => {
			const pull = fetchMeanwhile(bakery.id, 'invoices', 20_000);
			pull.connectionId = bakery.connections.commerce;
		});
		const { json } = await wait('readData.refreshDataType', invoices);
		expect(json.map((each) => each.connectionId).sort()).toEqual(
			[bakery.connections.accounting, bakery.connections.commerce].sort(),
		);
		expect(json.map(({ outcome }) => outcome)).toEqual(['success', 'success']);
	});

	test('the history may be late', async () => {
		sandbox.faults.add({
			kind: 'rewrite',
			rewrite: (body) => ({ ...(body as IDataObject), results: [] }),
			match: { method: 'GET', path: /history$/ },
			skip: 1,
			times: 5,
		});
		expect(types((await wait('readData.refreshAll')).json)).toContain('invoices');
		clock.time += HOUR;
		expect(types((await wait('readData.refreshDataType', invoices)).json)).toEqual(['invoices']);
	});

	test('they may be queued one by one', async () => {
		sandbox.state.pullDurationMs = 100;
		after(6_000, () => fetchMeanwhile(bakery.id, 'ovens', 5_000));
		const { json } = await wait('readData.refreshAll');
		expect(json).toContainEqual(expect.objectContaining({ dataType: 'ovens' }));
		expect(json.every(({ progress }) => progress === 100)).toBe(true);
	});

	test('what someone else starts later is not waited for', async () => {
		sandbox.state.pullDurationMs = 3 * MINUTE;
		after(2 * MINUTE, () => fetchMeanwhile(bakery.id, 'ovens', 5 * HOUR));
		const { json } = await wait('readData.refreshAll');
		expect(types(json)).not.toContain('ovens');
		expect(json.length).toBeGreaterThan(30);
	});

	test('what was under way before is waited for, since Codat doesn’t start it twice', async () => {
		const pull = fetchMeanwhile(bakery.id, 'invoices', MINUTE);
		const { json } = await wait('readData.refreshAll');
		expect(types(json).filter((each) => each === 'invoices')).toHaveLength(1);
		expect(json).toContainEqual(expect.objectContaining({ id: pull.id, outcome: 'success' }));
	});

	test('a refused one waits for what is under way', async () => {
		const pull = fetchMeanwhile(bakery.id, 'invoices', MINUTE);
		const { json } = await wait('readData.refreshDataType', invoices);
		expect(json).toEqual([expect.objectContaining({ id: pull.id, outcome: 'success' })]);
	});

	test('what has been stuck for ever, of another type, holds up nothing', async () => {
		fetchMeanwhile(bakery.id, 'bills', 1_000 * HOUR);
		const { json } = await wait('readData.refreshDataType', invoices);
		expect(types(json)).toEqual(['invoices']);
	});

	test('a long history is not read whole', async () => {
		const { pulls } = companyOf(bakery.id);
		const old = pulls[0];
		for (let n = 0; n < 3_000; n++) {
			pulls.unshift({ ...old, id: `old-${n}`, requestedAt: old.requestedAt - n });
		}
		expect(types((await wait('readData.refreshDataType', invoices)).json)).toEqual(['invoices']);
		expect(gets().length).toBeLessThan(12);
	});

	test('more than a page of them', async () => {
		const begin = clock.time;
		after(0, () => {
			if (clock.time > begin + MINUTE) return;
			for (let n = 0; n < 450; n++) fetchMeanwhile(bakery.id, `type-${n}`, 2_000);
		});
		const { json } = await wait('readData.refreshAll');
		expect(json.length).toBeGreaterThan(450);
		expect(new Set(json.map(({ id }) => id)).size).toBe(json.length);
	});

	test('one that does not end in time: what is missing is named', async () => {
		sandbox.state.pullDurationMs = 2 * HOUR;
		const begin = clock.time;
		const { error } = await wait('readData.refreshDataType', { ...invoices, maxWaitMinutes: 1 });
		expect(error?.message).toBe(
			`The refresh was started (company ${bakery.id}), but how it ended isn’t known: it had not finished after 1 minute`,
		);
		expect(error?.description).toContain('Still being fetched: Invoices.');
		expect(error?.description).toContain("Check with 'Get Many Pull Operations' of 'Read Data'");
		expect(clock.time - begin).toBe(MINUTE);
		expect(writes()).toHaveLength(1);
	});

	test('a company without connections: nothing is queued, which is said', async () => {
		const begin = clock.time;
		const { error } = await wait('readData.refreshAll', ofStudio);
		expect(error?.message).toMatch(/history shows nothing that was queued for this refresh$/);
		expect(error?.description).toContain('may have no linked connection');
		expect(clock.time - begin).toBeLessThan(MINUTE);
	});

	test.each([
		['readData.refreshAll', {}],
		['readData.refreshDataType', invoices],
	] as Array<[string, IDataObject]>)(
		'%s: a company that isn’t there is not asked for anything',
		async (name, parameters) => {
			const companyId = byId('0e8a2b1c-1111-4222-8333-444455556666');
			const { error } = await wait(name, { ...parameters, companyId });
			expect(error?.message).not.toContain('was started');
			expect(writes()).toEqual([]);
		},
	);

	test('a product that Codat refuses says why, in Codat’s words', async () => {
		fetchMeanwhile(bakery.id, 'invoices', HOUR);
		const { error } = await wait('company.refreshProduct', { productIdentifier: 'commerce' });
		expect(error?.httpCode).toBe('400');
		expect(error?.message).not.toContain('was started');
	});

	test('tried again by n8n, it still knows what the first try queued', async () => {
		companyOf(bakery.id).nextPulls.bills = { status: 'FetchError', errorMessage: 'No answer' };
		const { error } = await wait(
			'readData.refreshAll',
			{},
			{
				node: { retryOnFail: true, maxTries: 2, waitBetweenTries: 0 },
			},
		);
		expect(error?.message).toBe('Bills could not be fetched: No answer');
		expect(writes()).toHaveLength(1);
		expect(sandbox.ledger).toHaveLength(1);
	});

	test('an answer that got lost is not a second refresh', async () => {
		sandbox.faults.add({ kind: 'resetAfterEffect', match: { method: 'POST' } });
		const { json } = await wait('readData.refreshAll');
		expect(json.length).toBeGreaterThan(30);
		expect(sandbox.ledger).toHaveLength(1);
	});

	test('what goes wrong while waiting says first what was started', async () => {
		sandbox.faults.add({
			kind: 'status',
			status: 401,
			match: { method: 'GET' },
			skip: 2,
			times: Infinity,
		});
		const { json } = await wait(
			'readData.refreshAll',
			{},
			{
				node: { onError: 'continueRegularOutput' },
			},
		);
		expect(json).toEqual([
			expect.objectContaining({
				error: expect.stringMatching(/^The refresh was started \(company .*API key/),
				companyId: bakery.id,
			}),
		]);
	});

	test.each<[string, Fault]>([
		['503', { kind: 'error', status: 503, effect: 'before' }],
		['429', { kind: 'tooManyRequests', seconds: 25 }],
		['404', { kind: 'status', status: 404 }],
		['an empty answer', { kind: 'empty' }],
		['dropped connections', { kind: 'resetBeforeResponse' }],
	])('Max Wait is kept whatever goes wrong: %s', async (_, fault) => {
		sandbox.faults.add({ ...fault, match: { method: 'GET' }, skip: 1, times: Infinity });
		const begin = clock.time;
		const { error } = await wait('readData.refreshAll', { maxWaitMinutes: 1 });
		expect(error?.message).toMatch(/^The refresh was started \(company .*, but how it ended/);
		expect(clock.time - begin).toBeLessThanOrEqual(MINUTE + 1_000);
		expect(writes()).toHaveLength(1);
	});

	test('what can’t be read before is an error before anything is started', async () => {
		sandbox.faults.add({ kind: 'status', status: 403, match: { method: 'GET' } });
		const { error } = await wait('readData.refreshAll');
		expect(error?.httpCode).toBe('403');
		expect(writes()).toEqual([]);
	});

	test('odd histories', async () => {
		const odd = [null, 'x', 5, {}, { id: 'a' }, { dataType: 'invoices', requested: 'soon' }];
		sandbox.faults.add({
			kind: 'rewrite',
			rewrite: (body) => ({ ...(body as IDataObject), results: odd }),
			match: { method: 'GET', path: /history$/ },
			times: Infinity,
		});
		const { error, json } = await wait('readData.refreshDataType', invoices);
		expect(error?.message ?? json).toBeDefined();
		expect(gets().length).toBeLessThan(200);
	});

	test('each of many companies gets its own', async () => {
		const items = [bakery, bookshop, florist].map(({ id }) => ({ id }));
		const { json, items: out } = await wait(
			'readData.refreshDataType',
			{ dataType: 'taxRates', companyId: byId('={{ $json.id }}') },
			{ items },
		);
		expect(json.map(({ companyId }) => companyId)).toEqual(items.map(({ id }) => id));
		expect(out.map(({ pairedItem }) => pairedItem)).toEqual([
			{ item: 0 },
			{ item: 1 },
			{ item: 2 },
		]);
	});
});
