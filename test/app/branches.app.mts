// The ways of the examples that a run against the sandbox doesn't take by itself.
import assert from 'node:assert/strict';
import type { WorkflowDefinition } from '../../scripts/n8n/types.mts';
import { errorOf, outputOf } from '../../scripts/n8n/client.mts';
import { EXAMPLES, readExample, sandboxChoices } from '../../scripts/n8n/examples.mts';
import { waitFor } from '../../scripts/n8n/wait.mts';
import type { AppTest } from './appTest.mts';
import type { Stage } from './stage.mts';

async function exampleFor({ credential }: Stage, file: string): Promise<WorkflowDefinition> {
	return await readExample(file, credential, sandboxChoices(file));
}

const nodeOf = ({ nodes }: WorkflowDefinition, name: string) =>
	nodes.find((node) => node.name === name)!;

/** The onboarding of a real customer, as its notes say, and with a wait that a test can wait for. */
async function onboarding(stage: Stage): Promise<WorkflowDefinition> {
	const { nodes, connections, ...rest } = await exampleFor(stage, EXAMPLES.onboard);
	const { 'In place of the customer': after, ...others } = connections;
	const example = {
		...rest,
		nodes: nodes.filter(({ name }) => name !== 'In place of the customer'),
		connections: { ...others, 'Give the link': after },
	};
	nodeOf(example, 'Wait ten minutes').parameters = { amount: 1, unit: 'seconds' };
	return example;
}

const BY_HAND = 'Try it with an example';

export const tests: AppTest[] = [
	{
		name: `${EXAMPLES.onboard}: as long as the customer has not linked, it waits and asks again`,
		async run({ stage }) {
			const { client, codat, sandbox } = stage;
			const before = sandbox.requests.length;
			const { id } = await client.createWorkflow(await onboarding(stage));
			const executionId = await client.run(id, BY_HAND);
			const asked = await waitFor('it to have asked three times', () => {
				const news = sandbox.requests.slice(before);
				const reads = news.filter(
					({ method, path }) => method === 'GET' && /\/connections\/[^/]+$/.test(path),
				);
				return reads.length >= 3 && reads;
			});
			await codat.link(asked[0].path);
			const execution = await client.waitForExecution(executionId);
			assert.equal(execution.status, 'success', errorOf(execution));
			assert.ok(execution.data.resultData.runData['Ask for the connection'].length >= 3);
			const [{ json }, ...more] = outputOf(execution, 'Welcome');
			assert.equal(json.message, 'Tide and Loaf is linked, and its data is there.');
			assert.deepEqual(more, []);
		},
	},
	{
		name: `${EXAMPLES.onboard}: after the time that it waits at most, it ends`,
		async run({ stage }) {
			const { client } = stage;
			const example = await onboarding(stage);
			const { parameters } = nodeOf(example, 'Within a week');
			// Whatever the sandbox's clock, the connection was made before then.
			const over = JSON.stringify(parameters).replace('days: 7', 'days: -400');
			assert.notEqual(over, JSON.stringify(parameters));
			Object.assign(parameters, JSON.parse(over));
			const { id } = await client.createWorkflow(example);
			const execution = await client.runToEnd(id, BY_HAND);
			assert.equal(execution.status, 'success', errorOf(execution));
			const { runData } = execution.data.resultData;
			assert.equal(runData['Ask for the connection'].length, 1);
			assert.deepEqual(outputOf(execution, 'Within a week'), []);
			assert.ok(!('Fetch its data' in runData));
		},
	},
	{
		name: `${EXAMPLES.bills}: a bill whose payment could not be noted is not paid again`,
		timeoutMs: 120_000,
		async run({ openStage }) {
			const stage = await openStage();
			const { client, sandbox } = stage;
			const paid = () => sandbox.ledger.filter(({ kind }) => kind === 'bill.paid').length;
			const run = async (change: (example: WorkflowDefinition) => void) => {
				const example = await exampleFor(stage, EXAMPLES.bills);
				change(example);
				const { id } = await client.createWorkflow(example);
				const execution = await client.runToEnd(id, 'Run by hand');
				assert.equal(execution.status, 'success', errorOf(execution));
				return execution;
			};
			// As if n8n had stopped in between.
			await run((example) => (nodeOf(example, 'Note the day').disabled = true));
			const before = paid();
			assert.ok(before > 0);
			const execution = await run(() => {});
			assert.equal(outputOf(execution, 'Approved and not paid').length, before);
			assert.equal(outputOf(execution, 'Still open').length, 0);
			assert.equal(paid(), before);
		},
	},
];
