import type { PollContext } from 'n8n-core';
import type { IDataObject, INodeParameters, WorkflowActivateMode } from 'n8n-workflow';

import { CodatTrigger } from '../../nodes/Codat/CodatTrigger.node';
import type { Fault } from '../../sandbox/faults';
import { DAILY_QUOTA_SPENT } from '../../sandbox/rateLimits';
import { SEED } from '../../sandbox/seed';
import { startSandbox, type Sandbox } from '../../sandbox/server';
import { putSync, type SyncInput } from '../../sandbox/syncs';
import { clock, useFakeClock } from './clock';
import { BACKS_OFF, backingOff, pollContext } from './harness';

jest.mock('n8n-workflow', () => jest.requireActual('./clock').withFakeSleep());
useFakeClock();

const { bakery, bookshop, florist, studio, surveyors, workshop } = SEED.companies;
const EVENTS = ['syncStarted', 'syncCompleted', 'syncFailed'];
const trigger = new CodatTrigger();

let sandbox: Sandbox;

beforeAll(async () => {
	sandbox = await startSandbox({ now: clock.now, companies: 3 });
});
beforeEach(() => {
	sandbox.reset();
	sandbox.requests.length = 0;
});
afterAll(async () => await sandbox.close());

/** A workflow in n8n that watches, and what n8n keeps of it. */
class Workflow {
	private context!: PollContext;
	private saved: IDataObject = {};
	private readonly parameters: INodeParameters;

	constructor(
		parameters: INodeParameters = {},
		private readonly apiKey = sandbox.apiKey,
	) {
		const companyId = { __rl: true, mode: 'id', value: bakery.id };
		this.parameters = { triggerOn: EVENTS, companyId, ...parameters };
	}

	async activate(activation: WorkflowActivateMode): Promise<string[]> {
		this.context = this.contextOf(activation, 'trigger');
		const names = await this.poll();
		this.save();
		return names;
	}

	async poll(): Promise<string[]> {
		return (await this.items()).map(({ event, syncId }) => `${String(event)} ${String(syncId)}`);
	}

	/** What a poll emits. It is saved with the execution that it starts, and only then. */
	async items(context = this.context): Promise<IDataObject[]> {
		const output = await trigger.poll.call(context);
		if (output === null) return [];
		if (context === this.context) this.save();
		return output.flat().map(({ json }) => json);
	}

	async runManually(): Promise<IDataObject[]> {
		return await this.items(this.contextOf('manual', 'manual'));
	}

	get memory(): string {
		return JSON.stringify(this.context.getWorkflowStaticData('node'));
	}

	private save(): void {
		this.saved = JSON.parse(this.memory) as IDataObject;
	}

	private contextOf(activation: WorkflowActivateMode, mode: 'trigger' | 'manual') {
		const staticData = JSON.parse(JSON.stringify(this.saved)) as IDataObject;
		const credential = { apiKey: this.apiKey, baseUrl: sandbox.url };
		return pollContext(credential, this.parameters, { activation, mode, staticData });
	}
}

async function publish(parameters?: INodeParameters): Promise<Workflow> {
	const workflow = new Workflow(parameters);
	expect(await workflow.activate('activate')).toEqual([]);
	return workflow;
}

function put(companyId: string, input: SyncInput): string {
	clock.advance(1000);
	return putSync(sandbox.state.companies.get(companyId)!, input, sandbox.clock).syncId;
}

const paths = () => sandbox.requests.map(({ method, path }) => `${method} ${path}`);
const listOf = (companyId: string, product = 'commerce') =>
	`GET /companies/${companyId}/sync/${product}/syncs/list/status`;

describe('one company', () => {
	test('follows a sync from its start to its end, one request a poll', async () => {
		const workflow = await publish();
		const id = put(bakery.id, { code: 2000, endsInMs: 60_000 });
		expect(await workflow.poll()).toEqual([`syncStarted ${id}`]);
		expect(await workflow.poll()).toEqual([]);
		clock.advance(60_000);
		expect(await workflow.poll()).toEqual([`syncCompleted ${id}`]);
		expect(await workflow.poll()).toEqual([]);
		expect(paths()).toEqual(Array(5).fill(listOf(bakery.id)));
	});

	test('an item is the record as Codat returned it, the event and the outcome', async () => {
		const workflow = await publish();
		const syncId = put(bakery.id, { code: 4200, errorMessage: 'Not mapped' });
		const items = await workflow.items();
		const response = await fetch(`${sandbox.url}${listOf(bakery.id).slice('GET '.length)}`, {
			headers: { Authorization: `Basic ${btoa(sandbox.apiKey)}` },
		});
		const [record] = (await response.json()) as IDataObject[];
		expect(record).toMatchObject({ syncId, errorMessage: 'Not mapped' });
		expect(items).toEqual([
			{ ...record, event: 'syncStarted', outcome: 'failure' },
			{ ...record, event: 'syncFailed', outcome: 'failure' },
		]);
	});

	test('two syncs between two polls, and a failed one that is retried', async () => {
		const workflow = await publish();
		const first = put(bakery.id, { code: 5130 });
		const second = put(bakery.id, { code: 2040 });
		expect(await workflow.poll()).toEqual([
			`syncStarted ${first}`,
			`syncFailed ${first}`,
			`syncStarted ${second}`,
			`syncCompleted ${second}`,
		]);
		put(bakery.id, { syncId: first, code: 1000 });
		expect(await workflow.poll()).toEqual([]);
		put(bakery.id, { syncId: first, code: 5130 });
		expect(await workflow.poll()).toEqual([`syncFailed ${first}`]);
		put(bakery.id, { syncId: first, code: 2000 });
		expect(await workflow.poll()).toEqual([`syncCompleted ${first}`]);
	});

	test('any change of the status code, if asked for', async () => {
		const workflow = await publish({ triggerOn: ['syncStatusChanged'] });
		const id = put(bakery.id, { code: 1000 });
		const seen = [];
		for (const code of [1000, undefined, 4000, 5130, 2000, 2000, 2040]) {
			if (code) put(bakery.id, { syncId: id, code });
			else clock.advance(11 * 60_000);
			seen.push((await workflow.items()).map(({ syncStatusCode }) => syncStatusCode));
		}
		expect(seen).toEqual([[1000], [1010], [4000], [5130], [2000], [], [2040]]);
	});

	test('syncs of Expenses, and none of Commerce', async () => {
		const companyId = { __rl: true, mode: 'id', value: surveyors.id };
		const workflow = await publish({ product: 'expenses', companyId });
		put(surveyors.id, { product: 'commerce', code: 2000 });
		const id = put(surveyors.id, { product: 'expenses', code: 2000 });
		expect(await workflow.poll()).toEqual([`syncStarted ${id}`, `syncCompleted ${id}`]);
		expect(new Set(paths())).toEqual(new Set([listOf(surveyors.id, 'expenses')]));
	});

	test('one without syncs, until it has some', async () => {
		const companyId = { __rl: true, mode: 'id', value: florist.id };
		const workflow = await publish({ companyId, triggerOn: ['syncCompleted'] });
		expect(await workflow.poll()).toEqual([]);
		const id = put(florist.id, { code: 2000 });
		expect(await workflow.poll()).toEqual([`syncCompleted ${id}`]);
	});

	test('one that Codat does not know keeps the workflow from being published', async () => {
		const companyId = { __rl: true, mode: 'id', value: '0e8a2b1c-1111-4222-8333-444455556666' };
		await expect(new Workflow({ companyId }).activate('activate')).rejects.toMatchObject({
			httpCode: '404',
			...backingOff({ cause: 'configuration-invalid' }),
		});
	});

	test('a key that is not accepted does, too', async () => {
		await expect(new Workflow({}, 'another key').activate('activate')).rejects.toMatchObject({
			message: 'Codat did not accept the API key',
			...backingOff({ cause: 'credential-invalid' }),
		});
	});
});

describe('restarts and publishing', () => {
	test('a crash loses what polls without news learned, and nothing else', async () => {
		const workflow = await publish({ triggerOn: ['syncCompleted', 'syncFailed'] });
		const first = put(bakery.id, { code: 1000 });
		expect(await workflow.poll()).toEqual([]);
		put(bakery.id, { syncId: first, code: 2000 });
		const second = put(bakery.id, { code: 5130 });
		const names = [`syncCompleted ${first}`, `syncFailed ${second}`];
		expect(await workflow.activate('init')).toEqual(names);
		expect(await workflow.activate('init')).toEqual([]);
		expect(await workflow.poll()).toEqual([]);
	});

	test('a restart while Codat is away', async () => {
		const workflow = await publish();
		const id = put(bakery.id, { code: 1000 });
		sandbox.faults.add({ kind: 'error', status: 503, effect: 'before', times: 100 });
		await expect(workflow.activate('init')).rejects.toThrow();
		sandbox.faults.clear();
		expect(await workflow.activate('init')).toEqual([`syncStarted ${id}`]);
	});

	test('publishing over the published version goes on', async () => {
		const workflow = await publish();
		const id = put(bakery.id, { code: 1000 });
		expect(await workflow.activate('update')).toEqual([`syncStarted ${id}`]);
		expect(await workflow.poll()).toEqual([]);
	});

	test('publishing after a pause begins anew', async () => {
		const workflow = await publish();
		const open = put(bakery.id, { code: 1000 });
		put(bakery.id, { code: 2000 });
		expect(await workflow.activate('activate')).toEqual([]);
		put(bakery.id, { syncId: open, code: 5130 });
		expect(await workflow.poll()).toEqual([`syncFailed ${open}`]);
	});

	test('polls that overlap emit an event once, and lose none', async () => {
		const workflow = await publish();
		const first = put(bakery.id, { code: 1000 });
		const [a, b] = await Promise.all([workflow.poll(), workflow.poll()]);
		expect([...a, ...b]).toEqual([`syncStarted ${first}`]);
		const second = put(bakery.id, { code: 1000 });
		expect(await workflow.poll()).toEqual([`syncStarted ${second}`]);
	});
});

describe('a poll that fails is as if it had not been', () => {
	test.each<[string, Fault, object]>([
		['an outage', { kind: 'error', status: 500, effect: 'before' }, { httpCode: '500' }],
		['a dropped connection', { kind: 'resetBeforeResponse' }, { message: /broke off/ }],
		['half an answer', { kind: 'truncatedJson' }, {}],
		['a web page', { kind: 'html' }, { message: /web page/ }],
		['a long wait', { kind: 'tooManyRequests', retryAfter: 'seconds', seconds: 90 }, {}],
		['a refusal', { kind: 'status', status: 403 }, backingOff({ cause: 'credential-invalid' })],
	])('%s', async (_, fault, expected) => {
		const workflow = await publish();
		const id = put(bakery.id, { code: 2000 });
		const before = workflow.memory;
		sandbox.faults.add({ ...fault, times: 100 });
		const error = await workflow.poll().catch((reason: Error) => reason);
		expect(error).toBeInstanceOf(Error);
		const { message, ...rest } = expected as { message?: RegExp };
		expect(error).toMatchObject(rest);
		if (message) expect((error as Error).message).toMatch(message);
		expect(error).toMatchObject(backingOff({ cause: expect.any(String) }));
		expect(workflow.memory).toBe(before);
		sandbox.faults.clear();
		clock.advance(90_000);
		expect(await workflow.poll()).toEqual([`syncStarted ${id}`, `syncCompleted ${id}`]);
	});

	test('a short outage is not even one', async () => {
		const workflow = await publish();
		const id = put(bakery.id, { code: 1000 });
		sandbox.faults.add({ kind: 'error', status: 503, effect: 'before', times: 2 });
		expect(await workflow.poll()).toEqual([`syncStarted ${id}`]);
	});

	(BACKS_OFF ? test : test.skip)('the daily quota: it says when it resets', async () => {
		const workflow = await publish();
		sandbox.setRateLimit(DAILY_QUOTA_SPENT);
		const midnight = Math.ceil(clock.time / 86_400_000) * 86_400_000;
		const error = await workflow.poll().catch((reason: Error) => reason);
		expect(error).toMatchObject({ failure: { cause: 'quota-exhausted' } });
		const { failure } = error as unknown as { failure: { resetsAtEpochMs: number } };
		expect(Math.abs(failure.resetsAtEpochMs - midnight)).toBeLessThan(1000);
	});
});

describe('lists as Codat might send them', () => {
	test.each<[string, Fault]>([
		['an object where a list was promised', { kind: 'objectForList' }],
		['numbers as texts', { kind: 'numbersAsStrings' }],
		['dates that no calendar has', { kind: 'impossibleDates' }],
		['statuses that are not known', { kind: 'unknownEnum' }],
		['as plain text', { kind: 'wrongContentType' }],
		['compressed', { kind: 'gzip' }],
		['upside down', { kind: 'rewrite', rewrite: (body) => [...(body as object[])].reverse() }],
		['twice', { kind: 'rewrite', rewrite: (body) => [...(body as []), ...(body as [])] }],
		['in an envelope', { kind: 'rewrite', rewrite: (results) => ({ results }) }],
		['with nothing between', { kind: 'rewrite', rewrite: (body) => [null, ...(body as [])] }],
		['cut to a window', { kind: 'rewrite', rewrite: (body) => (body as []).slice(0, 1) }],
	])('%s', async (_, fault) => {
		const workflow = await publish({ triggerOn: ['syncCompleted'] });
		sandbox.faults.add({ ...fault, times: 2 });
		const id = put(bakery.id, { code: 2000 });
		expect(await workflow.poll()).toEqual([`syncCompleted ${id}`]);
		expect(await workflow.poll()).toEqual([]);
		sandbox.faults.clear();
		expect(await workflow.poll()).toEqual([]);
	});

	test.each<[string, Fault]>([
		['an empty answer', { kind: 'empty' }],
		['no content', { kind: 'noContent' }],
		['an empty list', { kind: 'rewrite', rewrite: () => [] }],
	])('%s is no list to forget for', async (_, fault) => {
		const workflow = await publish();
		sandbox.faults.add(fault);
		expect(await workflow.poll()).toEqual([]);
		expect(await workflow.poll()).toEqual([]);
	});
});

describe('all companies', () => {
	const able = [bakery, bookshop, florist, surveyors, workshop].map(({ id }) => id);

	test('one list of companies, and one of syncs for each that has a connection', async () => {
		await publish({ companyScope: 'all' });
		expect(paths()[0]).toBe('GET /companies');
		expect(paths().slice(1).sort()).toEqual(able.map((id) => listOf(id)).sort());
		expect(sandbox.stats.maxInFlight).toBeLessThanOrEqual(10);
	});

	test('events of every one, oldest first; a company that fails is caught up with', async () => {
		const workflow = await publish({ companyScope: 'all', triggerOn: ['syncCompleted'] });
		const first = put(florist.id, { code: 2000 });
		const missed = put(bookshop.id, { code: 2000 });
		const last = put(bakery.id, { code: 2000 });
		sandbox.faults.add({
			kind: 'status',
			status: 403,
			match: { path: listOf(bookshop.id).slice('GET '.length) },
		});
		expect(await workflow.poll()).toEqual([`syncCompleted ${first}`, `syncCompleted ${last}`]);
		expect(await workflow.poll()).toEqual([`syncCompleted ${missed}`]);
	});

	test('one that is linked later, and one that is deleted', async () => {
		const workflow = await publish({ companyScope: 'all', triggerOn: ['syncCompleted'] });
		clock.advance(60_000);
		const { companies } = sandbox.state;
		companies.get(studio.id)!.connections.push(...companies.get(florist.id)!.connections);
		const id = put(studio.id, { code: 2000 });
		companies.delete(bookshop.id);
		expect(await workflow.poll()).toEqual([`syncCompleted ${id}`]);
		expect(await workflow.poll()).toEqual([]);
	});
});

describe('a manual run', () => {
	test('shows the newest sync that fits, and does not touch what was seen', async () => {
		const workflow = await publish({ triggerOn: ['syncFailed'] });
		const before = workflow.memory;
		const id = put(bakery.id, { code: 2000 });
		expect(await workflow.runManually()).toEqual([
			expect.objectContaining({ syncId: bakery.syncs.failed, event: 'syncFailed' }),
		]);
		expect(workflow.memory).toBe(before);
		put(bakery.id, { syncId: id, code: 5130 });
		expect(await workflow.poll()).toEqual([`syncFailed ${id}`]);
	});

	test('shows one that does not fit rather than none, and says so when there is none', async () => {
		sandbox.state.companies.get(bakery.id)!.syncs.splice(0, 2);
		const workflow = new Workflow({ triggerOn: ['syncFailed'] });
		expect(await workflow.runManually()).toEqual([
			expect.objectContaining({ syncId: bakery.syncs.nothingToWrite, outcome: 'success' }),
		]);
		sandbox.state.companies.get(bakery.id)!.syncs.length = 0;
		await expect(workflow.runManually()).rejects.toThrow('nothing for this company yet');
	});
});
