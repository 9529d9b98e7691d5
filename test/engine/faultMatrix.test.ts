import { CredentialTestContext } from 'n8n-core';
import type {
	ICredentialDataDecryptedObject,
	ICredentialsDecrypted,
	IDataObject,
	IWorkflowExecuteAdditionalData,
} from 'n8n-workflow';

import { CodatTrigger } from '../../nodes/Codat/CodatTrigger.node';
import { codatApiTest } from '../../nodes/Codat/methods/credentialTest';
import { searchCompanies } from '../../nodes/Codat/methods/listSearch';
import type { Fault } from '../../sandbox/faults';
import { SEED } from '../../sandbox/seed';
import { startSandbox, type Sandbox } from '../../sandbox/server';
import { putSync } from '../../sandbox/syncs';
import { clock, useFakeClock } from './clock';
import { loadOptionsContext, pollContext, runCodat } from './harness';

jest.mock('n8n-workflow', () => jest.requireActual('./clock').withFakeSleep());
// Real time passes only where nobody answers.
const TIMEOUT = 60_000;
const mockTimeout = { ms: TIMEOUT };
jest.mock('../../nodes/Codat/transport/limits', () => ({
	get TIMEOUT_MS() {
		return mockTimeout.ms;
	},
	get CREDENTIAL_TEST_TIMEOUT_MS() {
		return mockTimeout.ms;
	},
}));
useFakeClock();

const API_KEY = ['kQ9fault5', 'matrix2pass8', 'phrase0xW3mZ7tLpVb1'].join('');
const ENCODED_KEY = Buffer.from(API_KEY).toString('base64');
const { bakery, bookshop, florist } = SEED.companies;
const companyId = { __rl: true, mode: 'id', value: '={{ $json.id }}' };
const inputs = [bakery, bookshop, florist].map(({ id }) => ({ id }));

let sandbox: Sandbox;
/** Where redirects lead; nothing may ever get there. */
let elsewhere: Sandbox;
let closedUrl: string;

beforeAll(async () => {
	sandbox = await startSandbox({ now: clock.now, apiKey: API_KEY });
	elsewhere = await startSandbox({ now: clock.now });
	const closed = await startSandbox();
	closedUrl = closed.url;
	await closed.close();
});
beforeEach(() => {
	sandbox.reset();
	mockTimeout.ms = TIMEOUT;
	for (const { id } of inputs) {
		const company = sandbox.state.companies.get(id)!;
		company.nextSync = { code: 2000 };
		putSync(company, { product: 'commerce', code: 2000 }, sandbox.clock);
	}
	elsewhere.requests.length = 0;
});
afterAll(async () => {
	await sandbox.close();
	await elsewhere.close();
});

/** What came of a cell: what the user got, or the errors that the user saw. */
interface Outcome {
	results: unknown[];
	errors: unknown[];
	/** How long it may take at most, in milliseconds. */
	bound: number;
}

interface Kind {
	/** Strikes only these requests, so that the kind gets as far as it should. */
	match?: Fault['match'];
	run: (credential: ICredentialDataDecryptedObject, strike: () => void) => Promise<Outcome>;
}

const MINUTE = 60_000;

/** Runs an operation for three items, each of which must come back as results or as an error. */
function operation(parameters: IDataObject, bound: number): Kind['run'] {
	return async (credential, strike) => {
		strike();
		const { items, error } = await runCodat(credential, parameters, {
			items: inputs,
			node: { onError: 'continueRegularOutput' },
		});
		expect(error).toBeUndefined();
		const itemOf = ({ pairedItem }: (typeof items)[number]) =>
			(pairedItem as { item: number }).item;
		const order = items.map(itemOf);
		expect(order).toEqual([...order].sort((a, b) => a - b));
		return {
			results: items.filter(({ json }) => json.error === undefined).map(({ json }) => json),
			errors: items.filter(({ json }) => json.error !== undefined).map(({ json }) => json),
			bound,
		};
	};
}

const kinds: Record<string, Kind> = {
	readOne: {
		run: operation({ resource: 'sync', operation: 'getLatest', companyId }, 5.5 * MINUTE),
	},
	readMany: {
		run: operation(
			{ resource: 'connection', operation: 'getAll', companyId, returnAll: true },
			5.5 * MINUTE,
		),
	},
	write: { run: operation({ resource: 'sync', operation: 'start', companyId }, 5.5 * MINUTE) },
	wait: {
		match: { path: /status$/ },
		run: operation(
			{ resource: 'sync', operation: 'start', companyId, waitForCompletion: true },
			10 * MINUTE + 1_000,
		),
	},
	poll: {
		async run(credential, strike) {
			const context = pollContext(credential, {
				triggerOn: ['syncCompleted'],
				companyScope: 'one',
				companyId: bakery.id,
			});
			const working = pollContext(
				{ apiKey: API_KEY, baseUrl: sandbox.url },
				{ triggerOn: ['syncCompleted'], companyScope: 'one', companyId: bakery.id },
			);
			const trigger = new CodatTrigger();
			await trigger.poll.call(working);
			const data = context.getWorkflowStaticData('node');
			Object.assign(data, working.getWorkflowStaticData('node'));
			putSync(
				sandbox.state.companies.get(bakery.id)!,
				{ product: 'commerce', code: 2000 },
				sandbox.clock,
			);
			strike();
			const events: unknown[] = [];
			const errors: unknown[] = [];
			const begin = clock.time;
			// Like n8n, which polls again after a poll that failed. The context's first poll would begin
			// anew after publishing, so it continues what was begun, as after a restart.
			Object.defineProperty(context, 'activation', { value: 'init' });
			try {
				const output = await trigger.poll.call(context);
				events.push(...(output?.[0] ?? []).map(({ json }) => json));
			} catch (error) {
				errors.push(error);
			}
			const bound = 30_000;
			expect(clock.time - begin).toBeLessThanOrEqual(bound);
			// Whatever happened, the next good poll brings the event, unless it has been.
			sandbox.faults.clear();
			mockTimeout.ms = TIMEOUT;
			Object.assign(working.getWorkflowStaticData('node'), data);
			const next = (await trigger.poll.call(working))?.[0] ?? [];
			expect([...events, ...next]).toHaveLength(1);
			return { results: events, errors, bound: 60_000 };
		},
	},
	search: {
		async run(credential, strike) {
			strike();
			try {
				const found = await searchCompanies.call(loadOptionsContext(credential));
				for (const { name, value } of found.results) {
					expect(`${name} ${value}`).not.toMatch(/undefined|null|\[object/);
				}
				return { results: found.results, errors: [], bound: 15_000 };
			} catch (error) {
				return { results: [], errors: [error], bound: 15_000 };
			}
		},
	},
	credentialTest: {
		async run(data, strike) {
			strike();
			const context = new CredentialTestContext({} as IWorkflowExecuteAdditionalData);
			const credential = { id: '1', name: 'Codat', type: 'codatApi', data };
			const result = await codatApiTest.call(context, credential as ICredentialsDecrypted);
			const isOk = result.status === 'OK';
			return { results: isOk ? [result] : [], errors: isOk ? [] : [result.message], bound: 0 };
		},
	},
};

const ALWAYS = { times: Infinity };
const elsewhereUrl = () => `${elsewhere.url}/companies`;

/** What each kind must come to under a fault: y, the right result; n, a clear error; -, nothing. */
const matrix: Array<[name: string, fault: Fault | 'refused' | (() => Fault), expected: string]> = [
	// The columns are those of `kinds`: read one, read many, write, wait, poll, search, credential test.
	['429 with seconds', { kind: 'tooManyRequests', retryAfter: 'seconds', seconds: 3 }, 'yyyyyyn'],
	['429 with a date', { kind: 'tooManyRequests', retryAfter: 'date', seconds: 3 }, 'yyyyyyn'],
	['429 without a header', { kind: 'tooManyRequests', retryAfter: 'none' }, 'yyyyyyn'],
	[
		'429 for the rest of the day',
		{ kind: 'tooManyRequests', retryAfter: 'dailyQuota', ...ALWAYS },
		'nnnnnnn',
	],
	['429 without an end', { kind: 'tooManyRequests', seconds: 10, ...ALWAYS }, 'nnnnnnn'],
	['408 once', { kind: 'status', status: 408 }, 'yynyyyn'],
	['500 once', { kind: 'error', status: 500 }, 'yynyyyn'],
	['502 once', { kind: 'error', status: 502, effect: 'before' }, 'yynyyyn'],
	['503 for maintenance', { kind: 'error', status: 503, effect: 'before', ...ALWAYS }, 'nnnnnnn'],
	['504 once, after it took effect', { kind: 'error', status: 504 }, 'yynyyyn'],
	['a refused connection', 'refused', 'nnn-nnn'],
	['reset before it was handled', { kind: 'resetBeforeResponse' }, 'yyyyyyn'],
	['reset without an answer', { kind: 'resetAfterEffect' }, 'yyyyyyn'],
	['reset during the body', { kind: 'resetMidBody' }, 'yyyyyyn'],
	['reset every time', { kind: 'resetBeforeResponse', ...ALWAYS }, 'nnnnnnn'],
	['slow', { kind: 'delay', ms: 10_000 }, 'yyyyyyy'],
	['no answer once', { kind: 'neverAnswer' }, 'yyyyyyn'],
	['never an answer', { kind: 'neverAnswer', ...ALWAYS }, 'nnnnnnn'],
	['half a JSON', { kind: 'truncatedJson', ...ALWAYS }, 'nnnnnnn'],
	['a web page', { kind: 'html', ...ALWAYS }, 'nnnnnnn'],
	['a web page that says it is JSON', { kind: 'htmlAsJson', ...ALWAYS }, 'nnnnnnn'],
	['an empty answer', { kind: 'empty', ...ALWAYS }, 'y-yn--n'],
	['204', { kind: 'noContent', ...ALWAYS }, 'y-yn--n'],
	['JSON that says it is text', { kind: 'wrongContentType', ...ALWAYS }, 'yyyyyyy'],
	['a huge answer', { kind: 'huge', bytes: 100_000, ...ALWAYS }, 'yyyn--n'],
	['gzip', { kind: 'gzip', ...ALWAYS }, 'yyyyyyy'],
	['gzip that can’t be unpacked, once', { kind: 'brokenGzip' }, 'yyyyyyn'],
	['gzip that can’t be unpacked', { kind: 'brokenGzip', ...ALWAYS }, 'nnnnnnn'],
	[
		'a redirect to another host',
		() => ({ kind: 'redirect', to: elsewhereUrl(), ...ALWAYS }),
		'nnnnnnn',
	],
	[
		'a lasting redirect',
		() => ({ kind: 'redirect', to: elsewhereUrl(), status: 308, ...ALWAYS }),
		'nnnnnnn',
	],
	['a list where an object was promised', { kind: 'listForObject', ...ALWAYS }, 'yyyy--n'],
	['an object where a list was promised', { kind: 'objectForList', ...ALWAYS }, 'yyyyyyn'],
	['numbers as strings', { kind: 'numbersAsStrings', ...ALWAYS }, 'yyyyyyy'],
	['unknown enum values', { kind: 'unknownEnum', ...ALWAYS }, 'yyyyyyy'],
	['missing fields', { kind: 'missingFields', ...ALWAYS }, 'yyyyyyn'],
	['impossible dates', { kind: 'impossibleDates', ...ALWAYS }, 'yyyyyyy'],
];

const cells = matrix.flatMap(([fault, set, expected]) =>
	Object.keys(kinds).map((kind, column) => ({ fault, set, kind, expected: expected[column] })),
);

test.each(cells)('$fault: $kind', async ({ set, kind, expected }) => {
	const { match, run } = kinds[kind];
	const fault = typeof set === 'function' ? set() : set;
	const baseUrl = fault === 'refused' ? closedUrl : sandbox.url;
	const strike = () => {
		if (fault === 'refused') return;
		sandbox.faults.add({ ...fault, match });
		if (fault.kind === 'neverAnswer') mockTimeout.ms = 50;
	};
	const begin = clock.time;
	const { results, errors, bound } = await run({ apiKey: API_KEY, baseUrl }, strike);
	const took = clock.time - begin;

	if (expected === 'y') {
		expect(errors).toEqual([]);
		expect(results.length).toBeGreaterThan(0);
	} else if (expected === 'n') {
		expect(errors.length).toBeGreaterThan(0);
		for (const error of errors) expect(messageOf(error)).toMatch(/^\p{L}[\s\S]{10,}/u);
	} else {
		expect(results).toEqual([]);
	}
	if (bound > 0) expect(took).toBeLessThanOrEqual(bound);

	// Three items write at most three times, and each at most once.
	const writes = sandbox.ledger.length;
	expect(writes).toBeLessThanOrEqual(['write', 'wait'].includes(kind) ? inputs.length : 0);
	if (kind === 'write' && errors.length === 0 && expected === 'y') {
		expect(writes).toBe(fault !== 'refused' && fault.kind === 'huge' ? 0 : inputs.length);
	}

	const shown = allText([results, errors]);
	expect(shown).not.toContain(API_KEY);
	expect(shown).not.toContain(ENCODED_KEY);
	expect(elsewhere.requests).toEqual([]);
});

test(`the matrix has ${cells.length} cells`, () => {
	expect(cells).toHaveLength(matrix.length * Object.keys(kinds).length);
	for (const [, , expected] of matrix) expect(expected).toHaveLength(Object.keys(kinds).length);
});

function messageOf(error: unknown): string {
	if (typeof error === 'string') return error;
	const { message, error: text } = error as { message?: string; error?: string };
	return message ?? text ?? '';
}

/** Every text that hangs on a value, hidden properties and causes included. */
function allText(value: unknown, seen = new Set<unknown>()): string {
	if (typeof value === 'string') return `${value}\n`;
	if (value === null || typeof value !== 'object' || seen.has(value)) return '';
	seen.add(value);
	return Object.getOwnPropertyNames(value)
		.map((name) => `${name}\n${allText((value as Record<string, unknown>)[name], seen)}`)
		.join('');
}
