import type { IDataObject } from 'n8n-workflow';

import { CodatWebhookTrigger } from '../../nodes/Codat/webhook/CodatWebhookTrigger.node';
import { sign } from '../../sandbox/outbox';
import { startSandbox, type Sandbox } from '../../sandbox/server';
import type { WebhookConsumer } from '../../sandbox/state';
import { clock, useFakeClock } from './clock';
import { hookContext, webhookCall, type Published } from './harness';

jest.mock('n8n-workflow', () => jest.requireActual('./clock').withFakeSleep());
useFakeClock();

const N8N = 'https://n8n.example.com/webhook';
const PATH = '/b0a7c0de-0000-4000-8000-000000000001/codat';
const trigger = new CodatWebhookTrigger();
const { checkExists, create, delete: unpublish } = trigger.webhookMethods.default;

let sandbox: Sandbox;
let published: Published;

beforeAll(async () => {
	sandbox = await startSandbox({ now: clock.now });
});
beforeEach(() => {
	sandbox.reset();
	published = workflow();
});
afterAll(async () => await sandbox.close());

function workflow(parameters: IDataObject = {}, credential: IDataObject = {}): Published {
	return {
		credential: { apiKey: sandbox.apiKey, baseUrl: sandbox.url, ...credential } as never,
		parameters: { triggerOn: ['company.created', 'read.completed'], ...parameters },
		baseUrl: N8N,
		staticData: {},
	};
}

/** What n8n does to publish. What the node keeps is saved as JSON. */
async function publish(): Promise<void> {
	const context = hookContext(published);
	if (!(await checkExists.call(context))) await create.call(context);
	save(context);
}

function save(context: { getWorkflowStaticData(type: string): IDataObject }): void {
	const kept = context.getWorkflowStaticData('node');
	published.staticData = JSON.parse(JSON.stringify(kept)) as IDataObject;
}

async function remove(): Promise<void> {
	const context = hookContext(published);
	await unpublish.call(context);
	save(context);
}

const consumers = () => sandbox.state.webhooks;
const writes = () => sandbox.ledger.map(({ kind }) => kind);

function put(consumer: Partial<WebhookConsumer>): WebhookConsumer {
	const whole = {
		id: `consumer-${consumers().length}`,
		url: 'https://example.com/',
		disabled: false,
		eventTypes: ['company.created'],
		companyTags: [],
		...consumer,
	};
	consumers().push(whole);
	return whole;
}

class Response {
	statusCode = 200;
	body?: unknown;
	destroyed = false;
	private listeners: Record<string, Array<() => void>> = {};
	once(name: string, listener: () => void) {
		(this.listeners[name] ??= []).push(listener);
	}
	emit(name: string) {
		for (const listener of this.listeners[name] ?? []) listener();
		this.listeners[name] = [];
	}
	status(code: number) {
		this.statusCode = code;
		return this;
	}
	json(body: unknown) {
		this.body = body;
		this.emit('finish');
		return this;
	}
}

interface Call {
	body?: string;
	headers?: IDataObject;
	query?: IDataObject;
	/** What n8n answers when it has the node's; 500 if it can't begin the execution. */
	status?: number;
	/** Whether n8n listens for a test. */
	isTest?: boolean;
	/** How the response ends: 'close' where the caller hangs up, 'gone' where it has done so before. */
	end?: 'finish' | 'close' | 'gone';
}

const tokenOf = () => String(published.staticData.token);

function event(eventType = 'company.created', payload: object = { id: 'c', name: 'Cooper' }) {
	return JSON.stringify({ id: 'e', eventType, generatedDate: '2026-01-15T12:00:00Z', payload });
}

/** Calls the node as n8n does. @returns the status and the items that an execution begins with */
async function call(given: Call = {}) {
	const { body = event(), headers = {}, query, status = 200, isTest, end = 'finish' } = given;
	const response = new Response();
	response.destroyed = end === 'gone';
	const request = {
		headers: { 'webhook-id': 'msg_1', ...headers },
		query: query ?? { token: tokenOf() },
		rawBody: Buffer.from(body),
	};
	const mode = isTest ? 'manual' : 'webhook';
	const { context, begin, isChanged } = webhookCall(published, request, response, mode);
	const result = await trigger.webhook.call(context);
	if (!result.noWebhookResponse) {
		response.statusCode = status;
		if (result.workflowData) begin();
		// n8n saves once it has the answer, and not at all when it fails.
		const { responseData = 'firstEntryJson' } = trigger.description.webhooks![0];
		response.body = (result.workflowData && responseData) || result.webhookResponse;
		if (status < 300 && isChanged()) save(context);
		if (end !== 'gone') response.emit(end);
	}
	const items = result.workflowData?.flat().map(({ json }) => json);
	return { status: response.statusCode, items, body: response.body };
}

/** The headers of a delivery that the consumer's secret has signed. */
function signed(secret: string, body: string, { id = 'msg_1', at = clock.time } = {}) {
	const timestamp = Math.floor(at / 1000);
	return {
		'webhook-id': id,
		'webhook-timestamp': String(timestamp),
		'webhook-signature': sign(secret, id, timestamp, body),
	};
}

describe('publishing', () => {
	test('registers an address that nobody can guess, once', async () => {
		await publish();
		const [consumer] = consumers();
		expect(consumer).toMatchObject({
			disabled: false,
			eventTypes: ['company.created', 'read.completed'],
			companyTags: [],
		});
		const { origin, pathname, searchParams } = new URL(consumer.url);
		expect(origin + pathname).toBe(N8N + PATH);
		expect(searchParams.get('token')).toMatch(/^[\w-]{43}$/);
		await publish();
		consumers()[0].eventTypes.reverse();
		await publish();
		expect(writes()).toEqual(['webhook.created']);
	});

	test('makes anew one that is gone, disabled, or differs; the token stays', async () => {
		await publish();
		const token = tokenOf();
		const changes: Array<() => void> = [
			() => void consumers().pop(),
			() => void (consumers()[0].disabled = true),
			() => void consumers()[0].eventTypes.push('company.deleted'),
			() => void (consumers()[0].companyTags = ['region:north']),
			() => void (consumers()[0].url = `${N8N}${PATH}?token=another`),
		];
		for (const change of changes) {
			change();
			await publish();
			expect(consumers()).toHaveLength(1);
			expect(consumers()[0]).toMatchObject({ disabled: false, companyTags: [] });
			expect(consumers()[0].eventTypes).toHaveLength(2);
			expect(new URL(consumers()[0].url).searchParams.get('token')).toBe(token);
		}
	});

	test('deletes what it has left behind, and never what is another’s', async () => {
		const others = [
			put({ url: `${N8N}/b0a7c0de-0000-4000-8000-000000000002/codat?token=x` }),
			put({ url: `${N8N}-test${PATH}?token=x` }),
			put({ url: `https://elsewhere.example.com/webhook${PATH}?token=x` }),
			put({ url: 'not a URL' }),
		];
		put({ url: N8N + PATH });
		put({ url: `${N8N}${PATH}?token=x`, disabled: true });
		await publish();
		expect(consumers()).toEqual([...others, expect.objectContaining({ disabled: false })]);
		await remove();
		expect(consumers()).toEqual(others);
	});

	test('a copy of n8n elsewhere leaves the original’s consumer alone', async () => {
		await publish();
		const [original] = consumers();
		published = { ...published, baseUrl: 'https://copy.example.com/webhook' };
		await publish();
		expect(consumers()).toHaveLength(2);
		await remove();
		expect(consumers()).toEqual([original]);
	});

	test('says in the log what was registered, and what is left to do', async () => {
		const logOf = async (mode: 'trigger' | 'manual', change: Partial<Published> = {}) => {
			published = { ...published, ...change };
			const context = hookContext(published, mode);
			const lines: string[] = [];
			const note = (level: string) => (text: string) => void lines.push(`${level}: ${text}`);
			jest.spyOn(context.logger, 'info').mockImplementation(note('info'));
			jest.spyOn(context.logger, 'warn').mockImplementation(note('warn'));
			await create.call(context);
			save(context);
			return lines;
		};
		const registered = /^info: .* delivers to https:\/\/n8n.*: company.created, read.completed$/;
		expect(await logOf('trigger')).toEqual([expect.stringMatching(registered)]);
		expect(JSON.stringify(await logOf('trigger'))).not.toContain(tokenOf());

		const webhookSecrets = `whsec_${btoa('3'.repeat(24))}`;
		const withSecrets = { credential: { ...published.credential, webhookSecrets } };
		consumers().length = 0;
		const [, newSecret] = await logOf('trigger', withSecrets);
		expect(newSecret).toMatch(/^warn: .* is new, and so is its signing secret/);
		expect(await logOf('trigger')).toHaveLength(1);
		consumers().length = 0;
		expect(await logOf('manual')).toHaveLength(1);

		const [{ id }] = consumers();
		const [moved] = await logOf('trigger', { baseUrl: 'https://moved.example.com/webhook' });
		expect(moved).toMatch(new RegExp(`^warn: .*consumer ${id} for https://n8n.*is left as it is`));
	});

	test('one that Codat shows with another URL is known by its ID', async () => {
		await publish();
		consumers()[0].url = 'https://hidden.example.com/';
		await remove();
		expect(consumers()).toEqual([]);
	});

	test.each<[string, (all: unknown[]) => unknown]>([
		['a bare list', (all) => all],
		['one alone', ([first]) => first],
		['with what is none among them', (all) => ({ results: [null, 'x', ...all] })],
	])('its consumer is known where Codat’s list is %s', async (_, rewritten) => {
		await publish();
		sandbox.faults.add({
			kind: 'rewrite',
			match: { method: 'GET', path: '/webhooks' },
			rewrite: (body) => rewritten((body as { results: unknown[] }).results),
		});
		await remove();
		expect(consumers()).toEqual([]);
	});

	test('unpublishing what is gone already is fine', async () => {
		await publish();
		consumers().length = 0;
		await remove();
		await remove();
		expect(published.staticData.consumer).toBeUndefined();
	});

	test('writes by type, events by name, and tags', async () => {
		published = workflow({
			triggerOn: ['write.successful', 'other'],
			dataTypes: ['bills', 'invoices'],
			otherEvents: ['lending.read.completed'],
			companyTags: ['region:north', 'tier:gold'],
		});
		await publish();
		expect(consumers()).toMatchObject([
			{
				eventTypes: [
					'bills.write.successful',
					'invoices.write.successful',
					'lending.read.completed',
				],
				companyTags: ['region:north', 'tier:gold'],
			},
		]);
	});
});

describe('what keeps it from being published', () => {
	test.each<[string, IDataObject, RegExp]>([
		['no event', { triggerOn: [] }, /'Trigger On' is empty/],
		['an unknown one', { triggerOn: ['sync.completed'] }, /'Trigger On' must be/],
		['no name of another', { triggerOn: ['other'] }, /'Other Events' is empty/],
		['a tag without a name', { companyTags: ['north'] }, /'Company Tags' has a tag/],
		['a tag with an empty one', { companyTags: [':a:b'] }, /'Company Tags' has a tag/],
		['a long tag', { companyTags: [`a:${'b'.repeat(127)}`] }, /'Company Tags' has a tag/],
		[
			'too many tags',
			{ companyTags: Array.from({ length: 11 }, (_, tag) => `a:${tag}`) },
			/'Company Tags' has 11 tags, and Codat allows 10/,
		],
	])('%s', async (_, parameters, message) => {
		published = workflow(parameters);
		await expect(publish()).rejects.toThrow(message);
		expect(writes()).toEqual([]);
	});

	test.each([
		'http://localhost:5678/webhook',
		'http://127.0.0.1:5678/webhook',
		'http://[::1]:5678/webhook',
		'http://192.168.0.7/webhook',
		'http://172.20.1.1/webhook',
		'http://n8n:5678/webhook',
		'https://n8n.local/webhook',
	])('an address that Codat can’t reach: %s', async (baseUrl) => {
		published = { ...workflow({}, { baseUrl: 'https://api.codat.io' }), baseUrl };
		await expect(create.call(hookContext(published))).rejects.toThrow(
			/Codat can't reach this n8n.*set WEBHOOK_URL/,
		);
	});

	test.each<[number, RegExp]>([
		[401, /did not accept the API key/],
		[402, /./],
		[403, /./],
		[400, /./],
	])('Codat’s HTTP %d', async (status, message) => {
		sandbox.faults.add({ kind: 'status', status, times: 10, match: { method: 'POST' } });
		await expect(publish()).rejects.toMatchObject({
			httpCode: String(status),
			message: expect.stringMatching(message) as unknown,
		});
	});

	test('fifty consumers: it says so, and makes room where its own are in the way', async () => {
		for (let count = 0; count < 50; count++) put({});
		await expect(publish()).rejects.toThrow(/allows 50 webhook consumers.*has 50 already/);
		consumers()[7].url = N8N + PATH;
		await publish();
		expect(consumers()).toHaveLength(50);
	});

	test.each([400, 402, 403, 409, 422])('fifty, however Codat says it: HTTP %d', async (status) => {
		for (let count = 0; count < 50; count++) put({});
		sandbox.faults.add({ kind: 'status', status, times: 10, match: { method: 'POST' } });
		await expect(publish()).rejects.toThrow(/allows 50 webhook consumers/);
	});

	test('an address on the same machine will do for a sandbox there, and for Codat never', async () => {
		published.baseUrl = 'http://localhost:5678/webhook';
		await publish();
		expect(consumers()).toHaveLength(1);
		published.credential = { apiKey: 'key' } as never;
		await expect(create.call(hookContext(published))).rejects.toThrow(/Codat can't reach this n8n/);
	});

	test('a signing secret that is none', async () => {
		published = workflow({}, { webhookSecrets: 'whsec_oops' });
		const error = await publish().catch((reason: Error) => reason);
		expect(error).toMatchObject({
			message: expect.stringMatching(/not a signing secret \(number 1\)/),
		});
		expect(JSON.stringify(error)).not.toContain('oops');
		published = workflow({}, { webhookSecrets: 'whsec_oops\nwhsec_too' });
		await expect(publish()).rejects.toThrow(/not a signing secret \(number 1, 2\)/);
	});

	test('an answer that is lost: the next try makes one all the same', async () => {
		const match = { method: 'POST' };
		sandbox.faults.add({ kind: 'error', status: 500, effect: 'after', times: 10, match });
		await expect(publish()).rejects.toThrow();
		sandbox.faults.clear();
		await remove();
		await publish();
		expect(consumers()).toHaveLength(1);
	});
});

describe('who may call', () => {
	beforeEach(publish);

	test('who has the token', async () => {
		const { status, items, body } = await call();
		expect(status).toBe(200);
		expect(items).toMatchObject([
			{ eventType: 'company.created', companyId: 'c', companyName: 'Cooper' },
		]);
		expect(body).toEqual({ message: 'The workflow was started' });
	});

	test.each<[string, (token: string) => IDataObject]>([
		['none', () => ({})],
		['an empty one', () => ({ token: '' })],
		['another', () => ({ token: 'x'.repeat(43) })],
		['half of it', (token) => ({ token: token.slice(0, 20) })],
		['it twice', (token) => ({ token: [token, token] })],
		['it in another case', (token) => ({ token: token.toUpperCase() })],
	])('not who has %s', async (_, query) => {
		expect(await call({ query: query(tokenOf()) })).toMatchObject({
			status: 401,
			items: undefined,
		});
	});

	test('nobody, where n8n has lost the token', async () => {
		const query = { token: tokenOf() };
		for (const token of [undefined, '', null, 7]) {
			published.staticData = { token } as IDataObject;
			expect((await call({ query })).status).toBe(401);
			expect((await call({ query: { token } as IDataObject })).status).toBe(401);
		}
	});

	test.each([
		['no JSON', '{"eventType":', 400],
		['no event type', '{"id":"e"}', 400],
		['nothing', '', 400],
		['a list', '[]', 400],
	])('a body that is %s', async (_, body, status) => {
		expect(await call({ body })).toMatchObject({ status, items: undefined });
		expect(await call({ body: event() })).toMatchObject({ status: 200, items: [{}] });
	});

	test('not without a webhook-id', async () => {
		expect((await call({ headers: { 'webhook-id': undefined } })).status).toBe(400);
	});
});

describe('signatures, once the credential has secrets', () => {
	const mine = `whsec_${Buffer.alloc(24, 1).toString('base64')}`;
	const anothers = `whsec_${Buffer.alloc(24, 2).toString('base64')}`;

	beforeEach(async () => {
		published = workflow({}, { webhookSecrets: `whsec_${btoa('3'.repeat(24))}\n${mine}` });
		await publish();
	});

	test('the right one of any of them is taken', async () => {
		expect(await call({ headers: signed(mine, event()) })).toMatchObject({
			status: 200,
			items: [{}],
		});
	});

	test.each<[string, () => IDataObject]>([
		['missing', () => ({})],
		['of another consumer', () => signed(anothers, event())],
		['of another body', () => signed(mine, event('company.deleted'))],
		[
			'of another message',
			() => ({ ...signed(mine, event(), { id: 'msg_2' }), 'webhook-id': 'msg_1' }),
		],
		['old', () => signed(mine, event(), { at: clock.time - 301_000 })],
		['from the future', () => signed(mine, event(), { at: clock.time + 302_000 })],
	])('%s: 401, and nothing starts', async (_, headers) => {
		expect(await call({ headers: headers() })).toMatchObject({ status: 401, items: undefined });
		expect(await call({ headers: signed(mine, event()) })).toMatchObject({
			status: 200,
			items: [{}],
		});
	});

	test('a test listens as a consumer of its own, whose secret nobody has: the token will do', async () => {
		expect(await call({ isTest: true })).toMatchObject({ status: 200, items: [{}] });
		const query = { token: 'x'.repeat(43) };
		expect((await call({ isTest: true, query })).status).toBe(401);
	});

	test('secrets that can’t be read let nobody in', async () => {
		published.credential = { ...published.credential, webhookSecrets: 'whsec_oops' };
		expect((await call({ headers: signed(mine, event()) })).status).toBe(401);
	});
});

describe('once', () => {
	beforeEach(publish);
	const again = { body: event(), headers: { 'webhook-id': 'msg_7' } };

	test('a repeated delivery starts nothing, and is taken as well', async () => {
		expect((await call(again)).items).toHaveLength(1);
		expect(await call(again)).toEqual({
			...{ status: 200, items: undefined },
			body: { message: 'This event was delivered before' },
		});
		expect((await call({ headers: { 'webhook-id': 'msg_8' } })).items).toHaveLength(1);
	});

	test('two at once start one execution', async () => {
		const results = await Promise.all([call(again), call(again), call(again)]);
		expect(results.map(({ status }) => status)).toEqual([200, 200, 200]);
		expect(results.filter(({ items }) => items)).toHaveLength(1);
	});

	test('one that n8n can’t take in is taken in when it comes again', async () => {
		const results = await Promise.all([call({ ...again, status: 500 }), call(again)]);
		expect(results.map(({ status }) => status)).toEqual([500, 503]);
		expect((await call(again)).items).toHaveLength(1);
		expect((await call(again)).items).toBeUndefined();
	});

	test.each(['finish', 'close'] as const)(
		'n8n’s status alone says whether it has taken one in, also to a caller that hangs up (%s)',
		async (end) => {
			expect((await call({ ...again, status: 300, end })).status).toBe(300);
			expect((await call({ ...again, status: 299, end })).items).toHaveLength(1);
			expect((await call(again)).items).toBeUndefined();
		},
	);

	test('who has hung up before it was looked at gets an answer when it comes again', async () => {
		expect((await call({ ...again, end: 'gone' })).items).toHaveLength(1);
		expect(await call(again)).toMatchObject({ status: 200, items: undefined });
	});

	test('what is known is saved with each delivery, also where it begins an execution', async () => {
		await call(again);
		expect(published.staticData.deliveries).toHaveLength(1);
		await call({ headers: { 'webhook-id': 'msg_8' } });
		expect(published.staticData.deliveries).toHaveLength(2);
	});

	test('after a restart, too', async () => {
		await call(again);
		await jest.isolateModulesAsync(async () => {
			const module = jest.requireActual<{ CodatWebhookTrigger: typeof CodatWebhookTrigger }>(
				'../../nodes/Codat/webhook/CodatWebhookTrigger.node',
			);
			const running = trigger.webhook;
			trigger.webhook = new module.CodatWebhookTrigger().webhook;
			expect(await call(again)).toMatchObject({ status: 200, items: undefined });
			expect((await call({ headers: { 'webhook-id': 'msg_8' } })).items).toHaveLength(1);
			trigger.webhook = running;
		});
	});

	test('a changed workflow keeps what it knows', async () => {
		await call(again);
		await remove();
		published.parameters = { triggerOn: ['company.created'] };
		await publish();
		expect(await call(again)).toMatchObject({ status: 200, items: undefined });
	});
});

test('the first read of a connection counts as new, later ones as they say', async () => {
	await publish();
	const read = { connectionId: 'k', dataType: 'bills', recordsModified: false, status: 'Complete' };
	const body = event('read.completed', { referenceCompany: { id: 'c' }, dataTypes: [read] });
	const itemsOf = async (id: string, status?: number) =>
		(await call({ body, headers: { 'webhook-id': id }, status })).items;
	expect(await itemsOf('msg_1', 500)).toHaveLength(1);
	expect(await itemsOf('msg_1')).toMatchObject([
		{ companyId: 'c', connectionId: 'k', dataType: 'bills' },
	]);
	expect(await itemsOf('msg_2')).toBeUndefined();
	expect(published.staticData.connections).toHaveLength(1);
});

test('n8n is told of one address, which nobody has to copy, and what to say beside it', () => {
	const { webhooks, hints, triggerPanel } = trigger.description;
	expect(webhooks).toEqual([
		{
			...{ name: 'default', path: 'codat', httpMethod: 'POST' },
			...{ responseMode: 'onReceived', responseData: '' },
			...{ ndvHideUrl: true, ndvHideMethod: true },
		},
	]);
	expect(hints).toMatchObject([
		{ type: 'info', location: 'outputPane', whenToDisplay: 'beforeExecution' },
	]);
	expect(triggerPanel).toHaveProperty('executionsHelp.active');
	expect(triggerPanel).toHaveProperty('executionsHelp.inactive');
});
