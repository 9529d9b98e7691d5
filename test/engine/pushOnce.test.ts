import type { IDataObject } from 'n8n-workflow';

import type { Fault } from '../../sandbox/faults';
import { startSandbox, type Sandbox } from '../../sandbox/server';
import { clock, useFakeClock } from './clock';
import type { RunOptions } from './harness';
import { asJson, CUSTOMER, pushRunner } from './pushRun';

jest.mock('n8n-workflow', () => jest.requireActual('./clock').withFakeSleep());
const mockTimeout = { ms: 60_000 };
jest.mock('../../nodes/Codat/transport/limits', () => ({
	get TIMEOUT_MS() {
		return mockTimeout.ms;
	},
}));
useFakeClock();

let sandbox: Sandbox;
const { run } = pushRunner(() => sandbox);

beforeAll(async () => {
	sandbox = await startSandbox({ now: clock.now });
});
beforeEach(() => {
	mockTimeout.ms = 60_000;
	sandbox.reset();
});
afterAll(async () => await sandbox.close());

const receipt = {
	data: { data: Buffer.from('a receipt').toString('base64'), mimeType: 'application/pdf' },
};
const writes: Record<string, [IDataObject, RunOptions?]> = {
	create: [{ dataType: 'customers', ...asJson(CUSTOMER) }],
	update: [{ dataType: 'customers', recordId: 'c-1', ...asJson(CUSTOMER) }],
	delete: [{ dataType: 'bills', recordId: 'b-1' }],
	uploadAttachment: [{ dataType: 'bills', recordId: 'b-1' }, { binary: [receipt] }],
};
const write = async (operation: string, options: RunOptions = {}) => {
	const [parameters, own] = writes[operation];
	return await run(operation, parameters, { ...own, ...options });
};
const retryOnFail = { node: { retryOnFail: true, maxTries: 5, waitBetweenTries: 1 } };

/** What a write comes to: it is written, nobody knows (as an error says), or it is refused. */
type End = 'written' | 'unknown' | 'refused';

const faults: Array<[name: string, fault: Fault, post: End, putOrDelete: End]> = [
	['dropped before it was handled', { kind: 'resetBeforeResponse' }, 'written', 'unknown'],
	['handled, but the answer was lost', { kind: 'resetAfterEffect' }, 'written', 'unknown'],
	['handled, but the answer broke off', { kind: 'resetMidBody' }, 'written', 'unknown'],
	['handled, but the answer can’t be unpacked', { kind: 'brokenGzip' }, 'written', 'unknown'],
	['never answered', { kind: 'neverAnswer' }, 'written', 'unknown'],
	['429 with seconds', { kind: 'tooManyRequests', seconds: 3 }, 'written', 'written'],
	[
		'429 with a date',
		{ kind: 'tooManyRequests', retryAfter: 'date', seconds: 3 },
		'written',
		'written',
	],
	['409, in progress', { kind: 'inProgress' }, 'written', 'refused'],
	['408', { kind: 'status', status: 408 }, 'unknown', 'unknown'],
	['500 after it took effect', { kind: 'error', status: 500 }, 'unknown', 'unknown'],
	[
		'503 before it took effect',
		{ kind: 'error', status: 503, effect: 'before' },
		'unknown',
		'unknown',
	],
	['half an answer', { kind: 'truncatedJson' }, 'unknown', 'unknown'],
	['400', { kind: 'status', status: 400 }, 'refused', 'refused'],
];
/** Faults of what an answer holds. */
const OF_A_BODY = ['half an answer', 'handled, but the answer can’t be unpacked'];
const cells = faults.flatMap(([name, fault, post, putOrDelete]) =>
	Object.keys(writes)
		// Half of nothing is nothing: an attachment's answer is empty.
		.filter((operation) => !OF_A_BODY.includes(name) || operation !== 'uploadAttachment')
		.map((operation) => {
			const isPost = operation === 'create' || operation === 'uploadAttachment';
			return { name, fault, operation, end: isPost ? post : putOrDelete };
		}),
);
const UNKNOWN = /may or may not have carried this out|most likely carried this out/;

describe('a write is carried out once, or an error says that nobody knows', () => {
	test.each(cells)('$operation, $name: $end', async ({ fault, operation, end }) => {
		if (fault.kind === 'neverAnswer') mockTimeout.ms = 100;
		sandbox.faults.add(fault);
		const { json, error } = await write(operation);
		expect(sandbox.ledger.length).toBeLessThanOrEqual(1);
		if (end === 'written') {
			expect(error).toBeUndefined();
			expect(json).toHaveLength(1);
			expect(sandbox.ledger).toHaveLength(1);
		} else if (end === 'unknown') {
			expect(error?.description).toMatch(UNKNOWN);
		} else {
			expect(error?.description).not.toMatch(UNKNOWN);
			expect(sandbox.ledger).toHaveLength(0);
		}
	});

	test.each(cells)(
		'$operation, $name, with n8n’s Retry On Fail',
		async ({ fault, operation, end }) => {
			if (fault.kind === 'neverAnswer') mockTimeout.ms = 100;
			sandbox.faults.add(fault);
			const { json, error } = await write(operation, retryOnFail);
			expect(sandbox.ledger.length).toBeLessThanOrEqual(1);
			if (error === undefined) {
				expect(json).toHaveLength(1);
				expect(sandbox.ledger).toHaveLength(1);
			} else if (end === 'unknown') {
				expect(error.description).toMatch(UNKNOWN);
			}
			const isPost = operation === 'create' || operation === 'uploadAttachment';
			if (end === 'unknown' && !isPost) {
				expect(error).toBeDefined();
				expect(sandbox.requests).toHaveLength(1);
			}
		},
	);
});

describe('when another item fails and n8n runs the node again', () => {
	const items = [{ name: 'A' }, { name: 'B' }, { name: 'C' }];
	const parameters = (operation: string) => ({
		...writes[operation][0],
		...(operation === 'delete'
			? { recordId: '={{ $json.name }}' }
			: { recordJson: '={{ JSON.stringify({ customerName: $json.name }) }}' }),
	});

	test.each(['create', 'update', 'delete'])(
		'%s: what was written stays as it is',
		async (operation) => {
			sandbox.faults.add({ kind: 'status', status: 400, skip: 2 });
			const { json, error } = await run(operation, parameters(operation), {
				items,
				...retryOnFail,
			});
			if (operation === 'create') {
				// Codat remembers a refusal under its key (docs/codat.md, Idempotency).
				expect(error?.httpCode).toBe('400');
				expect(sandbox.ledger).toHaveLength(2);
			} else {
				expect(json).toHaveLength(3);
				expect(sandbox.ledger).toHaveLength(3);
				expect(sandbox.requests).toHaveLength(4);
			}
		},
	);
});

test.each(['update', 'delete'])('%s: each execution writes anew', async (operation) => {
	await write(operation);
	await write(operation, { executionId: 'execution-2' });
	expect(sandbox.ledger).toHaveLength(2);
});

test.each(Object.keys(writes))('%s: each turn of a loop writes anew', async (operation) => {
	await write(operation, { turns: 2 });
	expect(sandbox.ledger).toHaveLength(2);
});

test.each(['update', 'delete'])(
	'%s: is tried again where nothing can have arrived',
	async (operation) => {
		const closed = await startSandbox();
		await closed.close();
		const begin = clock.time;
		const { error } = await pushRunner(() => ({ ...closed, apiKey: sandbox.apiKey })).run(
			operation,
			writes[operation][0],
			retryOnFail,
		);
		expect(error?.message).toContain('could not be made');
		expect(error?.description).not.toMatch(UNKNOWN);
		expect(clock.time - begin).toBeGreaterThan(60_000);
	},
);

test('an attachment is sent again with the same bytes', async () => {
	sandbox.faults.add({ kind: 'resetAfterEffect' });
	await write('uploadAttachment');
	const [first, second] = sandbox.requests;
	expect(second.headers['content-type']).toBe(first.headers['content-type']);
	expect(second.headers['idempotency-key']).toBe(first.headers['idempotency-key']);
});
