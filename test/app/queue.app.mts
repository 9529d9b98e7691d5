import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { LoggedRequest } from '../../sandbox/state.ts';
import { SEED } from '../../sandbox/seed.ts';
import { errorOf, outputOf } from '../../scripts/n8n/client.mts';
import type { Execution } from '../../scripts/n8n/types.mts';
import { EXAMPLES, readExample } from '../../scripts/n8n/examples.mts';
import { waitFor } from '../../scripts/n8n/wait.mts';
import type { AppTest, TestContext } from './appTest.mts';
import { allOver, listen, marksIn, namesOf, tell, untilMarked, untilTaken } from './deliveries.mts';
import { MANUAL, operationWorkflow, triggerWorkflow } from './nodes.mts';
import { CONCURRENCY, openQueueStage, type QueueStage } from './queueStage.mts';

const { bakery, florist } = SEED.companies;

const HOUR_MS = 60 * 60_000;

let opening: Promise<QueueStage> | undefined;

/** Ends what the tests below have started. */
export async function close(): Promise<void> {
	// When it couldn't be opened, the tests have said so, and nothing is left of it.
	const stage = await opening?.catch(() => undefined);
	await stage?.close();
}

/** A test on the one stage of this file, with both workers running and the sandbox as new. */
function queueTest(
	name: string,
	timeoutMs: number,
	test: (stage: QueueStage) => Promise<void>,
): AppTest {
	const run = async (context: TestContext) => {
		opening ??= openQueueStage(join(context.stage.folder, '.n8n', 'nodes'));
		const stage = await opening;
		stage.sandbox.reset();
		await stage.startWorkers();
		try {
			await test(stage);
		} catch (error) {
			for (const [who, text] of Object.entries(await stage.logs())) {
				await writeFile(join(context.resultsDir, `queue-${who}.log`), text);
			}
			throw error;
		}
	};
	return { name, timeoutMs, run };
}

async function assertSuccess(stage: QueueStage, execution: Execution): Promise<void> {
	assert.equal(execution.status, 'success', errorOf(execution));
	assert.equal((await stage.workersOf(execution.id)).length, 1, 'It ran on no worker');
}

/** A workflow that starts a sync and waits for its end. Returns its id. */
async function syncWorkflow({ client, credential }: QueueStage): Promise<string> {
	const parameters = { resource: 'sync', operation: 'start', waitForCompletion: true };
	return (await client.createWorkflow(operationWorkflow(credential, bakery.id, parameters))).id;
}

/** A workflow that creates a customer named after the execution, and waits for that. Returns its id. */
async function pushWorkflow({ client, credential }: QueueStage): Promise<string> {
	const parameters = {
		resource: 'pushData',
		operation: 'create',
		connectionId: { __rl: true, mode: 'id', value: bakery.connections.accounting },
		dataType: 'customers',
		recordMode: 'json',
		recordJson: '={{ JSON.stringify({ customerName: $execution.id }) }}',
		waitForCompletion: true,
	};
	return (await client.createWorkflow(operationWorkflow(credential, bakery.id, parameters))).id;
}

/** Runs a workflow many times at once. Returns the executions' ids. */
async function runMany({ client }: QueueStage, workflowId: string, count: number) {
	return await Promise.all(
		Array.from({ length: count }, async () => await client.run(workflowId, MANUAL)),
	);
}

async function untilWritten({ sandbox }: QueueStage, count: number): Promise<void> {
	const isWritten = () => sandbox.ledger.length >= count;
	await waitFor(`${count} writes in the sandbox`, isWritten, { timeoutMs: 60_000 });
}

/** Which execution each write came from. */
const writers = ({ sandbox }: QueueStage) =>
	sandbox.ledger.map(({ body }) => (body as { customerName: string }).customerName);

const sorted = (ids: string[]) => [...ids].sort((one, other) => Number(one) - Number(other));

/** How many of the executions each worker has taken on. */
async function shares({ workers }: QueueStage, executionIds: string[]): Promise<number[]> {
	const jobs = await Promise.all(workers.map(async (worker) => await worker.jobs()));
	return jobs.map((its) => its.filter((job) => executionIds.includes(job.executionId)).length);
}

const writesTo = ({ sandbox }: QueueStage): LoggedRequest[] =>
	sandbox.requests.filter(({ method }) => method === 'POST');

/** Waits until the main has polled twice more: what was there before has been seen. */
async function polls({ sandbox }: QueueStage, companyId: string): Promise<void> {
	const count = () =>
		sandbox.requests.filter(
			({ method, path, status }) =>
				method === 'GET' && status !== undefined && path.includes(`/${companyId}/sync/`),
		).length;
	const before = count();
	await waitFor(`n8n to poll company ${companyId}`, () => count() >= before + 2);
}

export const tests: AppTest[] = [
	queueTest('the example that waits for a sync runs on a worker', 240_000, async (stage) => {
		const company = { ...bakery, name: 'Harbour Lane Bakery' };
		const example = await readExample(EXAMPLES.startSync, stage.credential, {
			companyId: company,
		});
		const { id } = await stage.client.createWorkflow(example);
		const execution = await stage.client.runToEnd(id, 'When clicking Execute workflow', {
			timeoutMs: 60_000,
		});
		await assertSuccess(stage, execution);
		const [item] = outputOf(execution, 'Sync completed');
		assert.equal(item.json.outcome, 'completed');
		assert.equal(stage.sandbox.ledger.length, 1);
	}),

	queueTest('the example that follows syncs starts once for each', 90_000, async (stage) => {
		const { client, codat, credential } = stage;
		const example = await readExample(EXAMPLES.onSyncCompleted, credential);
		// Every minute is too seldom for a test.
		const { pollTimes } = triggerWorkflow(credential, '', []).nodes[0].parameters;
		const trigger = example.nodes.find(({ name }) => name === 'When a sync ends');
		assert.ok(trigger);
		trigger.parameters.pollTimes = pollTimes;
		const { id } = await client.createWorkflow(example);
		await client.publish(id);
		await codat.sync(florist.id);
		await client.waitForExecutions(id, 1);
		await polls(stage, florist.id);
		await codat.sync(bakery.id);
		await client.waitForExecutions(id, 2);
		await polls(stage, florist.id);
		await client.unpublish(id);

		const executions = await client.waitForExecutions(id, (await client.listExecutions(id)).length);
		for (const execution of executions) await assertSuccess(stage, execution);
		const companies = executions
			.flatMap((execution) => outputOf(execution, 'Sync completed'))
			.map(({ json }) => /company (\S+) completed/.exec(String(json.message))?.[1]);
		assert.deepEqual(companies, [bakery.id, florist.id]);
	}),

	queueTest('twenty writes at once are spread over both workers', 120_000, async (stage) => {
		const { client, codat, sandbox } = stage;
		sandbox.state.pushDurationMs = HOUR_MS;
		const ids = await runMany(stage, await pushWorkflow(stage), 2 * CONCURRENCY);
		// Nothing ends before the clock moves: so all of them are under way at the same time.
		await untilWritten(stage, ids.length);
		await codat.advance(HOUR_MS);
		for (const id of ids) await assertSuccess(stage, await client.waitForExecution(id));

		assert.deepEqual(sorted(writers(stage)), sorted(ids));
		assert.equal(writesTo(stage).length, ids.length);
		assert.deepEqual(await shares(stage, ids), [CONCURRENCY, CONCURRENCY]);
	}),

	queueTest('a worker that is stopped finishes what it has begun', 90_000, async (stage) => {
		const { client, codat, sandbox } = stage;
		sandbox.state.syncDurationMs = HOUR_MS;
		const workflowId = await syncWorkflow(stage);
		const id = await client.run(workflowId, MANUAL);
		await untilWritten(stage, 1);
		const [worker] = await stage.workersOf(id);
		const stopped = worker.stop();
		await waitFor('the worker to be stopping', async () => {
			const log = (await stage.logs())[worker.name];
			return log.includes(`Waiting for 1 active executions to finish... (execution IDs: ${id})`);
		});
		const next = await client.run(workflowId, MANUAL);
		await untilWritten(stage, 2);
		await codat.advance(HOUR_MS);
		for (const it of [id, next]) await assertSuccess(stage, await client.waitForExecution(it));
		assert.equal(await stopped, 'exit code 0');
		assert.ok(!(await stage.workersOf(next)).includes(worker));
		assert.equal(sandbox.ledger.length, 2);
	}),

	// n8n 2 runs no execution again whose worker is gone (`maxStalledCount: 0`): it ends in an error
	// once the lock on its job has run out, and 30 s more have shown no success. What waits stays.
	queueTest(
		'a killed worker: no write is doubled, no execution in the queue is lost',
		180_000,
		async (stage) => {
			const { client, codat, sandbox, workers } = stage;
			const workflowId = await pushWorkflow(stage);
			sandbox.state.pushDurationMs = HOUR_MS;
			const running = await runMany(stage, workflowId, 2 * CONCURRENCY);
			await untilWritten(stage, running.length);
			sandbox.state.pushDurationMs = 0;
			const waiting = await runMany(stage, workflowId, 5);

			assert.deepEqual(await shares(stage, waiting), [0, 0]);

			const [killed] = workers;
			const jobs = (await killed.jobs()).map(({ executionId }) => executionId);
			const lost = running.filter((id) => jobs.includes(id));
			await killed.kill();
			await codat.advance(HOUR_MS);
			const kept = [...running.filter((id) => !lost.includes(id)), ...waiting];
			for (const id of kept) await assertSuccess(stage, await client.waitForExecution(id));
			for (const id of lost) {
				const execution = await client.waitForExecution(id, { timeoutMs: 90_000 });
				assert.equal(execution.status, 'error');
				assert.match(String(errorOf(execution)), /failed to be processed too many times/);
				assert.deepEqual(await stage.workersOf(id), [killed]);
			}

			// The worker is back, with nothing to do but what is new.
			await stage.startWorkers();
			const later = await runMany(stage, workflowId, 2);
			for (const id of later) await assertSuccess(stage, await client.waitForExecution(id));
			const all = [...running, ...waiting, ...later];
			assert.equal(lost.length, CONCURRENCY);
			assert.deepEqual(sorted(writers(stage)), sorted(all));
			assert.equal(writesTo(stage).length, all.length);
		},
	),

	// n8n 1 did so by default with a job whose worker was gone, and an operator's tool for Redis may.
	queueTest(
		'an execution that is handed to another worker does not write again',
		120_000,
		async (stage) => {
			const { client, codat, redis, sandbox, workers } = stage;
			sandbox.state.syncDurationMs = HOUR_MS;
			const id = await client.run(await syncWorkflow(stage), MANUAL);
			await untilWritten(stage, 1);
			const [first] = await stage.workersOf(id);
			const job = (await first.jobs()).find(({ executionId }) => executionId === id);
			assert.ok(job);
			await first.kill();
			// As Bull does it, from whom n8n has its queue. The lock goes to whoever takes the job.
			assert.equal(await redis.command('LREM', 'bull:jobs:active', '1', job.id), '1');
			await redis.command('RPUSH', 'bull:jobs:wait', job.id);

			await waitFor(
				'the other worker to ask for the sync again',
				() => writesTo(stage).length === 2,
			);
			await codat.advance(HOUR_MS);
			const execution = await client.waitForExecution(id);
			assert.equal(execution.status, 'success', errorOf(execution));
			assert.deepEqual(await stage.workersOf(id), workers);
			assert.equal(sandbox.ledger.length, 1);
			const keys = writesTo(stage).map(({ headers }) => headers['idempotency-key']);
			assert.ok(keys[0]);
			assert.equal(keys[1], keys[0]);
		},
	),
	queueTest(
		'Codat’s events are told once, run by the workers, and gone',
		300_000,
		async (stage) => {
			const { client, sandbox } = stage;
			const { deliveries } = sandbox.outbox;
			const resendAll = async () =>
				await Promise.all(
					deliveries.map(async ({ messageId }) => await sandbox.outbox.resend(messageId)),
				);
			const { id } = await listen(stage);
			const marks = namesOf('queued', 40);
			const told = tell(sandbox, marks);
			await resendAll();
			await told;
			await untilTaken(stage);
			await resendAll();
			await untilMarked(sandbox, marks.length);
			await client.unpublish(id);
			await allOver(client, id);
			assert.deepEqual(marksIn(sandbox).sort(), [...marks].sort());
			assert.deepEqual(sandbox.state.webhooks, []);
			for (const execution of await client.listExecutions(id)) {
				assert.equal((await stage.workersOf(execution.id)).length, 1);
			}
		},
	),
];
