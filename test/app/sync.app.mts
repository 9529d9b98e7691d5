import assert from 'node:assert/strict';
import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { EXAMPLES, readExample } from '../../scripts/n8n/examples.mts';
import { errorOf, outputOf } from '../../scripts/n8n/client.mts';
import { SEED } from '../../sandbox/seed.ts';
import type { AppTest, TestContext } from './appTest.mts';
import { MANUAL, operationWorkflow } from './nodes.mts';

const { bakery, bookshop } = SEED.companies;

/** Runs one operation on the bakery in a workflow of its own, and gives the items it returned. */
async function execute(
	{ stage }: TestContext,
	operation: string,
	parameters: INodeParameters = {},
): Promise<IDataObject[]> {
	const workflow = await stage.client.createWorkflow(
		operationWorkflow(stage.credential, bakery.id, { resource: 'sync', operation, ...parameters }),
	);
	const execution = await stage.client.runToEnd(workflow.id, MANUAL);
	assert.equal(execution.status, 'success', errorOf(execution));
	return outputOf(execution, 'Codat').map(({ json }) => json);
}

/** Runs the example that starts a sync, on a company, and gives what its last node said. */
async function runExample({ stage }: TestContext, company: { id: string; name: string }) {
	const example = await readExample(EXAMPLES.startSync, stage.credential, { companyId: company });
	const { id } = await stage.client.createWorkflow(example);
	const execution = await stage.client.runToEnd(id, 'When clicking Execute workflow');
	assert.equal(execution.status, 'success', errorOf(execution));
	const last = execution.data.resultData.lastNodeExecuted ?? '';
	return { last, items: outputOf(execution, last).map(({ json }) => json) };
}

export const tests: AppTest[] = [
	{
		name: 'Start starts a sync',
		async run(context) {
			const { ledger } = context.stage.sandbox;
			const before = ledger.length;
			const [sync] = await execute(context, 'start');
			assert.deepEqual(
				ledger.slice(before).map(({ kind }) => kind),
				['sync.started'],
			);
			assert.ok(sync.commerceSyncId);
		},
	},
	{
		name: 'Start for Date Range starts one for those dates',
		async run(context) {
			const [sync] = await execute(context, 'startForDateRange', {
				start: '2026-01-01T00:00:00Z',
				finish: '2026-01-31T00:00:00Z',
			});
			assert.match(JSON.stringify(sync.syncDateRangeUtc), /2026-01-01.*2026-01-31/);
		},
	},
	{
		name: 'Get Many returns the syncs',
		async run(context) {
			const syncs = await execute(context, 'getAll', { product: 'commerce', returnAll: true });
			const ids = syncs.map(({ syncId }) => syncId);
			for (const id of Object.values(bakery.syncs)) assert.ok(ids.includes(id));
		},
	},
	{
		name: 'Get returns one sync',
		async run(context) {
			const syncId = bakery.syncs.failed;
			const [sync] = await execute(context, 'get', { product: 'commerce', syncId });
			assert.equal(sync.syncId, syncId);
			assert.equal(sync.syncStatusCode, 5130);
		},
	},
	{
		name: 'Get Status returns the status of the latest sync',
		async run(context) {
			const [sync] = await execute(context, 'getStatus');
			assert.equal(sync.companyId, bakery.id);
		},
	},
	{
		name: 'Get Latest returns the newest sync',
		async run(context) {
			const [latest] = await execute(context, 'getLatest', { product: 'commerce' });
			const [first] = await execute(context, 'getAll', { product: 'commerce', limit: 1 });
			assert.equal(latest.syncId, first.syncId);
		},
	},
	{
		name: 'Get Last Successful returns a sync that succeeded',
		async run(context) {
			const [sync] = await execute(context, 'getLastSuccessful', { product: 'commerce' });
			assert.equal(Math.floor(Number(sync.syncStatusCode) / 1000), 2);
		},
	},
	{
		name: 'the example waits for the sync, and says that it completed',
		async run(context) {
			const { last, items } = await runExample(context, { ...bakery, name: 'Harbour Lane Bakery' });
			assert.equal(last, 'Sync completed');
			assert.equal(items[0].outcome, 'completed');
		},
	},
	{
		name: 'the example says that a sync failed, and why',
		async run(context) {
			const { last, items } = await runExample(context, { ...bookshop, name: 'Foxglove Books' });
			assert.equal(last, 'Sync failed');
			assert.match(String(items[0].message), /books are closed/);
		},
	},
];
