import fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';

import { authorizationHeader } from '../../nodes/Codat/transport/credential';
import { redactor, tell } from '../../nodes/Codat/transport/redact';
import { SEED } from '../../sandbox/seed';
import { startSandbox, type Sandbox } from '../../sandbox/server';
import { clock, useFakeClock } from './clock';
import { loadOptionsContext, pollContext, runCodat } from './harness';
import { CodatTrigger } from '../../nodes/Codat/CodatTrigger.node';
import { getRecordFields } from '../../nodes/Codat/methods/resourceMapping';

jest.mock('n8n-workflow', () => jest.requireActual('./clock').withFakeSleep());
useFakeClock();

const API_KEY = ['u7Rw2mYq', 'c4TzB9kd', 'LxV1sNp6'].join('');
const HEADER = authorizationHeader(API_KEY);
const FORMS = [API_KEY, HEADER, HEADER.replace('Basic ', '')];
const { bakery } = SEED.companies;
const companyId = { __rl: true, mode: 'id', value: bakery.id };
const connectionId = { __rl: true, mode: 'id', value: bakery.connections.accounting };

let sandbox: Sandbox;
const credential = () => ({ apiKey: API_KEY, baseUrl: sandbox.url });
beforeAll(async () => {
	sandbox = await startSandbox({ now: clock.now, apiKey: API_KEY });
});
beforeEach(() => sandbox.reset());
afterAll(async () => await sandbox.close());

/** Whether a text holds a piece of the key that is long enough to be of use. */
function leaks(text: string): boolean {
	return FORMS.flatMap((form) => {
		const bare = form.replace('Basic ', '');
		return Array.from({ length: bare.length - 7 }, (_, start) => bare.slice(start, start + 8));
	}).some((piece) => text.includes(piece));
}

test('the key is taken out of any text, wherever it stands and however long the text is', () => {
	const redact = redactor(HEADER);
	fc.assert(
		fc.property(
			fc.string({ maxLength: 700 }),
			fc.constantFrom(...FORMS),
			fc.string({ maxLength: 700 }),
			(before, form, after) => {
				const told = tell(before + form + after, redact);
				expect(leaks(told)).toBe(false);
				for (const line of told.split('\n')) expect(line.length).toBeLessThanOrEqual(501);
				expect(told).not.toMatch(/[<>]/);
			},
		),
		{ numRuns: 500, seed: 2026 },
	);
});

test('the key is known in every spelling, and so is the piece of it that a clipped text ends with', () => {
	const unit = fc.integer({ min: 0x21, max: 0x7e }).map((code) => String.fromCharCode(code));
	const key = fc.string({ unit, minLength: 16, maxLength: 60 });
	fc.assert(
		fc.property(key, fc.nat({ max: 100 }), (bare, kept) => {
			const encoded = Buffer.from(bare).toString('base64');
			const redact = redactor(`Basic ${encoded}`);
			for (const form of [
				bare,
				encoded,
				encoded.replace(/=+$/, ''),
				Buffer.from(bare).toString('base64url'),
				encodeURIComponent(bare),
				encodeURIComponent(encoded),
				JSON.stringify(bare).slice(1, -1),
			]) {
				expect(redact(`a ${form} b`)).toMatch(/^a \*{5}(=|%3D)* b$/);
				// As Codat or a user may have clipped it.
				const piece = form.slice(0, Math.max(8, kept));
				expect(redact(`a ${piece}`)).toMatch(/^a \*{5}[=%3D]*$/);
			}
		}),
		{ numRuns: 300, seed: 2026 },
	);
});

test('a key with signs of its own is known in JSON too', () => {
	const key = 'ab"cd\\ef<gh';
	expect(tell(`it is ${JSON.stringify({ key })}`, redactor(key))).not.toContain('cd');
});

/** Ends at the clip of 500 characters, in the middle of the key. */
const SECRET_TEXT = `${'x'.repeat(350)}${HEADER} ${API_KEY}`;
const refusal = (status: number): IDataObject => ({
	statusCode: status,
	service: 'PullApi',
	error: SECRET_TEXT,
	correlationId: `c-${API_KEY}`,
	validation: { errors: [{ itemId: API_KEY, message: SECRET_TEXT }], warnings: [] },
});

test('what Codat returns as a result has no key in it, and is otherwise as it came', async () => {
	const record = {
		id: bakery.id,
		name: SECRET_TEXT,
		[API_KEY]: 1,
		tags: { note: ['a', 7, null, true, `k ${HEADER}`] },
		'__proto__ ': { polluted: HEADER },
	};
	sandbox.faults.add({ kind: 'status', status: 200, body: record });
	const { run, json } = await runCodat(credential(), {
		resource: 'company',
		operation: 'get',
		companyId,
	});
	expect(leaks(JSON.stringify(run))).toBe(false);
	expect(json[0]).toMatchObject({
		id: bakery.id,
		tags: { note: ['a', 7, null, true, 'k Basic *****'] },
	});
});

test.each([400, 402, 403, 404, 409, 422, 500, 503])('Codat’s %s tells no key', async (status) => {
	sandbox.faults.add({ kind: 'status', status, body: refusal(status), times: Infinity });
	for (const onError of ['stopWorkflow', 'continueRegularOutput'] as const) {
		const { run } = await runCodat(
			credential(),
			{ resource: 'connection', operation: 'getAll', companyId },
			{ node: { onError } },
		);
		expect(leaks(JSON.stringify(run))).toBe(false);
		expect(JSON.stringify(run)).toContain('*****');
	}
});

test.each<[string, IDataObject, object]>([
	[
		'a failed push',
		{
			resource: 'pushData',
			operation: 'create',
			connectionId,
			dataType: 'customers',
			recordMode: 'json',
			recordJson: '{ "customerName": "A" }',
			waitForCompletion: true,
		},
		{
			status: 'Failed',
			pushOperationKey: 'c0da7004-0000',
			errorMessage: SECRET_TEXT,
			validation: { errors: [{ itemId: API_KEY, message: SECRET_TEXT }] },
		},
	],
	[
		'a failed sync',
		{ resource: 'sync', operation: 'start', waitForCompletion: true },
		{ syncId: 'c0da7002-0000', syncStatusCode: 5130, errorMessage: SECRET_TEXT },
	],
])('%s tells no key', async (_, parameters, body) => {
	sandbox.faults.add({ kind: 'status', status: 200, body });
	const { error } = await runCodat(credential(), { companyId, ...parameters });
	expect(error).toBeDefined();
	expect(leaks(JSON.stringify({ ...error, stack: error!.stack, message: error!.message }))).toBe(
		false,
	);
});

test.each<[string, IDataObject]>([
	[
		'an ID',
		{ resource: 'company', operation: 'get', companyId: { mode: 'id', value: `k ${HEADER}` } },
	],
	[
		'a date',
		{
			resource: 'sync',
			operation: 'startForDateRange',
			companyId,
			start: API_KEY,
			finish: API_KEY,
		},
	],
	['an operation', { resource: 'sync', operation: API_KEY }],
	[
		'a binary field',
		{
			resource: 'pushData',
			operation: 'uploadAttachment',
			companyId,
			connectionId,
			recordId: '1',
			dataType: 'bills',
			binaryPropertyName: API_KEY,
		},
	],
])('a key pasted as %s is not told', async (_, parameters) => {
	const { error } = await runCodat(credential(), parameters);
	expect(error).toBeDefined();
	expect(leaks(`${error!.message} ${error!.description} ${error!.stack}`)).toBe(false);
});

test('the options’ 404, in place of a form, tells no key', async () => {
	sandbox.faults.add({ kind: 'status', status: 404, body: refusal(404), times: Infinity });
	const context = loadOptionsContext(credential(), {
		resource: 'pushData',
		operation: 'create',
		companyId,
		connectionId,
		dataType: 'invoices',
	});
	const { emptyFieldsNotice } = await getRecordFields.call(context);
	expect(emptyFieldsNotice).toContain('*****');
	expect(leaks(emptyFieldsNotice ?? '')).toBe(false);
});

test('the trigger’s errors and its log tell no key', async () => {
	const logged: string[] = [];
	const context = pollContext(credential(), {
		triggerOn: ['syncCompleted'],
		companyScope: 'all',
	});
	jest.spyOn(context.logger, 'warn').mockImplementation((text) => void logged.push(text));
	sandbox.faults.add({
		kind: 'status',
		status: 400,
		body: { ...refusal(400), error: `Not ${HEADER}` },
		match: { path: new RegExp(bakery.id) },
		times: Infinity,
	});
	await new CodatTrigger().poll.call(context);
	expect(logged.join('\n')).toContain('*****');
	expect(leaks(logged.join('\n'))).toBe(false);
	sandbox.faults.add({ kind: 'status', status: 400, body: refusal(400), times: Infinity });
	const error = await new CodatTrigger().poll.call(context).catch((each: Error) => each);
	expect(leaks(JSON.stringify(error))).toBe(false);
});
