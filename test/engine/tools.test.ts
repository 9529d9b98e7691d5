import { ExecuteContext } from 'n8n-core';

import type { Fault } from '../../sandbox/faults';
import { startSandbox, type Sandbox } from '../../sandbox/server';
import { clock, useFakeClock } from './clock';
import {
	agentsModuleCall,
	mcpJob,
	mcpTool,
	runAgent,
	WRITE_PATH,
	writes,
	type Setting,
} from './toolRun';

jest.mock('n8n-workflow', () => jest.requireActual('./clock').withFakeSleep());
useFakeClock();

let sandbox: Sandbox;

beforeAll(async () => {
	sandbox = await startSandbox({ now: clock.now });
});
beforeEach(() => sandbox.reset());
afterAll(async () => await sandbox.close());

const operations = Object.keys(writes);
/** Those that carry an `Idempotency-Key`; Codat carries the others out each time they come. */
const isKeyed = (operation: string) => ['create', 'createTransactions'].includes(operation);

const INPUT = { name: 'Tide & Loaf' };
const retryOnFail = { retryOnFail: true, maxTries: 4, waitBetweenTries: 1 };

/** After each of these the node gives up, and n8n tries it again. */
const faults: Array<[string, Fault]> = [
	['an error after it took effect', { kind: 'error', status: 500 }],
	['half an answer', { kind: 'truncatedJson' }],
	['a page of a proxy', { kind: 'htmlAsJson' }],
];
const cells = operations.flatMap((operation) =>
	faults.map(([name, fault]) => ({ operation, name, fault })),
);

const sent = () => sandbox.requests.filter(({ path }) => WRITE_PATH.test(path));
const written = () => sandbox.ledger.length;
const keys = () =>
	sent()
		.map(({ headers }) => headers['idempotency-key'])
		.filter(Boolean);
const strike = (fault: Fault, times = 1) =>
	sandbox.faults.add({ ...fault, times, match: { path: WRITE_PATH } });

/** One call was tried more than once by n8n, and is one write. */
function expectOneWrite(operation: string) {
	expect(written()).toBeLessThanOrEqual(1);
	expect(new Set(keys()).size).toBe(isKeyed(operation) ? 1 : 0);
	if (isKeyed(operation)) expect(sent().length).toBeGreaterThan(1);
	else expect(sent()).toHaveLength(1);
}

describe('one call is one write, however often n8n tries it', () => {
	test.each(cells)('the wrapper: $operation, $name', async ({ operation, fault }) => {
		strike(fault);
		const setting = { operation, tool: retryOnFail };
		const { tries } = await runAgent(sandbox, setting, async (makeTool) => {
			const tool = await makeTool();
			await tool.invoke(INPUT).catch(() => undefined);
		});
		expect(tries).toBeGreaterThan(1);
		expectOneWrite(operation);
	});

	test.each(cells)('Agent V3: $operation, $name', async ({ operation, fault }) => {
		strike(fault);
		const onError = 'continueRegularOutput' as const;
		const calls = [{ id: 'call_1', input: INPUT }];
		await runAgent(sandbox, { operation, tool: { ...retryOnFail, onError } }, calls);
		expectOneWrite(operation);
	});

	test.each(cells)('MCP Server Trigger: $operation, $name', async ({ operation, fault }) => {
		strike(fault);
		const tool = await mcpTool(sandbox, { operation, tool: retryOnFail });
		await tool.invoke(INPUT).catch(() => undefined);
		expectOneWrite(operation);
	});

	test('calls whose tries alternate keep apart what they have sent', async () => {
		strike({ kind: 'error', status: 500 }, 3);
		const setting = { operation: 'delete', tool: retryOnFail };
		const { tries } = await runAgent(sandbox, setting, async (makeTool) => {
			const tools = [await makeTool(), await makeTool(), await makeTool()];
			await Promise.allSettled(tools.map(async (tool) => await tool.invoke({})));
		});
		expect(tries).toBe(12);
		expect(sent()).toHaveLength(3);
	});
});

describe('two calls are two writes', () => {
	const expectTwo = (operation: string) => {
		expect(written()).toBe(2);
		expect(new Set(keys()).size).toBe(isKeyed(operation) ? 2 : 0);
	};

	test.each(operations)('the wrapper, one tool: %s', async (operation) => {
		await runAgent(sandbox, { operation }, async (makeTool) => {
			const tool = await makeTool();
			await tool.invoke(INPUT);
			await tool.invoke(INPUT);
		});
		expectTwo(operation);
	});

	test.each(operations)('the wrapper, tools made beforehand: %s', async (operation) => {
		await runAgent(sandbox, { operation }, async (makeTool) => {
			const [one, other] = [await makeTool(), await makeTool()];
			await Promise.all([one.invoke(INPUT), other.invoke(INPUT)]);
		});
		expectTwo(operation);
	});

	test.each(operations)('the wrapper, with the very same input: %s', async (operation) => {
		const input = Object.freeze({ ...INPUT });
		await runAgent(sandbox, { operation }, async (makeTool) => {
			const tool = await makeTool();
			await Promise.all([tool.invoke(input), tool.invoke(input)]);
		});
		expectTwo(operation);
	});

	test.each(operations)('the wrapper, after a call that failed: %s', async (operation) => {
		strike({ kind: 'status', status: 400 });
		await runAgent(sandbox, { operation }, async (makeTool) => {
			const tool = await makeTool();
			await expect(tool.invoke(INPUT)).rejects.toThrow();
			await tool.invoke(INPUT);
			await tool.invoke(INPUT);
		});
		expect(written()).toBe(2);
		expect(new Set(keys()).size).toBe(isKeyed(operation) ? 3 : 0);
	});

	test.each(operations)('Agent V3, in one turn: %s', async (operation) => {
		await runAgent(sandbox, { operation }, [
			{ id: 'call_1', input: INPUT },
			{ id: 'call_2', input: INPUT },
		]);
		expectTwo(operation);
	});

	test.each(operations)('Agent V3, in two turns: %s', async (operation) => {
		// Some models count their calls anew in each turn.
		const turn = [{ id: 'call_1', input: INPUT }];
		await runAgent(sandbox, { operation }, turn, turn);
		expectTwo(operation);
	});

	test.each(operations)(
		'one by an agent, one by an agent that it has for a tool: %s',
		async (operation) => {
			await runAgent(sandbox, { operation }, [{ id: 'call_1', input: INPUT }], async (makeTool) => {
				await (await makeTool()).invoke(INPUT);
			});
			expectTwo(operation);
		},
	);

	test.each(operations)('MCP Server Trigger, one request each: %s', async (operation) => {
		const call = async () => await (await mcpTool(sandbox, { operation })).invoke(INPUT);
		await call();
		await call();
		expectTwo(operation);
	});

	test.each(operations)('MCP Server Trigger, both in one request: %s', async (operation) => {
		const tool = await mcpTool(sandbox, { operation });
		await Promise.all([tool.invoke(INPUT), tool.invoke(INPUT)]);
		expectTwo(operation);
	});

	test.each(operations)('MCP Server Trigger in queue mode: %s', async (operation) => {
		for (const executionId of ['1', '2']) await mcpJob(sandbox, { operation, executionId }, INPUT);
		expectTwo(operation);
	});

	test.each(operations)('the Agents module: %s', async (operation) => {
		await agentsModuleCall(sandbox, { operation }, INPUT);
		await agentsModuleCall(sandbox, { operation }, INPUT);
		expectTwo(operation);
	});
});

test('a call that a worker takes over from another keeps its key', async () => {
	const setting = { operation: 'create', executionId: '7' };
	await mcpJob(sandbox, setting, INPUT);
	await mcpJob(sandbox, setting, INPUT);
	expect(sent()).toHaveLength(2);
	expect(new Set(keys()).size).toBe(1);
	expect(written()).toBe(1);
});

describe('a key is no other execution’s', () => {
	const call = async (setting: Partial<Setting> = {}) =>
		await runAgent(sandbox, { operation: 'create', ...setting }, [{ id: 'call_1', input: INPUT }]);

	test('the same execution’s key is the same', async () => {
		await call();
		await call();
		expect(new Set(keys()).size).toBe(1);
	});

	test('of another workflow', async () => {
		await call();
		await call({ workflowId: 'workflow-2' });
		expect(written()).toBe(2);
	});

	test('of another n8n', async () => {
		await call();
		jest.spyOn(ExecuteContext.prototype, 'getInstanceId').mockReturnValue('another n8n');
		await call();
		expect(written()).toBe(2);
	});

	test('of the same ID in a database that was set back', async () => {
		await call();
		clock.advance(1000);
		await call();
		expect(written()).toBe(2);
	});

	// What a worker that takes over a manual execution finds has no time of its start.
	test('a manual execution that is handed to another worker keeps its key', async () => {
		await call({ mode: 'manual' });
		clock.advance(1000);
		await call({ mode: 'manual' });
		expect(written()).toBe(1);
	});
});
