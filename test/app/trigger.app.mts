import assert from 'node:assert/strict';
import type { IDataObject } from 'n8n-workflow';
import { outputOf } from '../../scripts/n8n/client.mts';
import { EXAMPLES, readExample } from '../../scripts/n8n/examples.mts';
import { waitFor } from '../../scripts/n8n/wait.mts';
import { SEED } from '../../sandbox/seed.ts';
import { putSync } from '../../sandbox/syncs.ts';
import type { AppTest } from './appTest.mts';
import type { Stage } from './stage.mts';
import { triggerWorkflow } from './nodes.mts';

const { bakery, bookshop, florist, workshop } = SEED.companies;

/** Publishes a workflow that follows a company's syncs. Returns its id. */
async function follow(stage: Stage, companyId: string, triggerOn: string[]): Promise<string> {
	const definition = triggerWorkflow(stage.credential, companyId, triggerOn);
	const { id } = await stage.client.createWorkflow(definition);
	await stage.client.publish(id);
	return id;
}

/** Every item that a workflow was started with, the oldest first, once there are `count` or more. */
async function events(stage: Stage, workflowId: string, count: number): Promise<IDataObject[]> {
	return await waitFor(
		`${count} events of workflow ${workflowId}`,
		async () => {
			const executions = await stage.client.waitForExecutions(workflowId, 0);
			const items = executions.reverse().flatMap((it) => outputOf(it, 'Codat Trigger'));
			return items.length >= count && items.map(({ json }) => json);
		},
		{ timeoutMs: 30_000 },
	);
}

/** A stage whose syncs end when the test moves the clock, and not before. */
async function withLongSyncs(stage: Promise<Stage>): Promise<Stage> {
	const { sandbox } = await stage;
	sandbox.state.syncDurationMs = 30 * 60_000;
	return await stage;
}

const namesOf = (items: IDataObject[]) => items.map(({ event }) => event);

/** Waits until n8n has polled a company's syncs twice more: what was there before has been seen. */
async function polls(stage: Stage, companyId: string): Promise<void> {
	const count = () =>
		stage.sandbox.requests.filter(
			({ method, path, status }) =>
				method === 'GET' && status !== undefined && path.includes(`/${companyId}/sync/`),
		).length;
	const before = count();
	await waitFor(`n8n to poll company ${companyId}`, () => count() >= before + 2);
}

export const tests: AppTest[] = [
	{
		name: 'a sync that completes starts the workflow, once, and no older sync does',
		async run({ stage }) {
			const id = await follow(stage, bakery.id, ['syncCompleted', 'syncFailed']);
			await stage.codat.sync(bakery.id);
			await events(stage, id, 1);
			await stage.codat.sync(bakery.id);
			const items = await events(stage, id, 2);
			await stage.client.unpublish(id);

			assert.deepEqual(namesOf(items), ['syncCompleted', 'syncCompleted']);
			assert.deepEqual(
				items.map(({ outcome }) => outcome),
				['success', 'success'],
			);
			assert.notEqual(items[0].syncId, items[1].syncId);
			for (const { syncId } of items) {
				assert.ok(!Object.values<unknown>(bakery.syncs).includes(syncId));
			}
		},
	},
	{
		name: 'a sync that fails starts it with the reason',
		async run({ stage }) {
			const id = await follow(stage, bookshop.id, ['syncFailed']);
			await stage.codat.sync(bookshop.id);
			const [item] = await events(stage, id, 1);
			await stage.client.unpublish(id);

			assert.equal(item.event, 'syncFailed');
			assert.equal(item.outcome, 'failure');
			assert.match(String(item.errorMessage), /books are closed/);
		},
	},
	{
		name: 'every new status of a sync starts it',
		async run({ stage }) {
			const id = await follow(stage, florist.id, ['syncStatusChanged']);
			const { clock, state } = stage.sandbox;
			const company = state.companies.get(florist.id)!;
			const { syncId } = putSync(company, { code: 1000 }, clock);
			await events(stage, id, 1);
			putSync(company, { syncId, code: 5130 }, clock);
			const items = await events(stage, id, 2);
			await stage.client.unpublish(id);

			assert.deepEqual(namesOf(items), ['syncStatusChanged', 'syncStatusChanged']);
			assert.deepEqual(
				items.map((item) => [item.syncId, item.syncStatusCode]),
				[
					[syncId, 1000],
					[syncId, 5130],
				],
			);
		},
	},
	{
		name: 'a push operation that completes and a connection that is unlinked start it',
		async run({ stage }) {
			const triggerOn = ['pushOperationCompleted', 'connectionStatusChanged'];
			const id = await follow(stage, florist.id, triggerOn);
			const { accounting, commerce } = florist.connections;
			await stage.codat.push(florist.id, accounting, 'suppliers', {
				supplierName: 'Mill & Sons',
				contactName: 'Mill',
				status: 'Active',
			});
			await stage.codat.advance(60_000);
			await events(stage, id, 1);
			const { connections } = stage.sandbox.state.companies.get(florist.id)!;
			connections.find((connection) => connection.id === commerce)!.status = 'Unlinked';
			const items = await events(stage, id, 2);
			await stage.client.unpublish(id);

			assert.deepEqual(namesOf(items), triggerOn);
			assert.equal(items[0].status, 'Success');
			assert.equal(items[1].previousStatus, 'Linked');
		},
	},
	{
		name: 'records that Codat has fetched new and deleted start it, and no older ones do',
		timeoutMs: 120_000,
		async run({ openStage }) {
			// Of its own: what other tests have written would be fetched here for the first time.
			const stage = await openStage();
			const triggerOn = ['recordCreatedOrUpdated', 'recordDeleted'];
			const more = { dataTypes: ['invoices', 'customers'] };
			const definition = triggerWorkflow(stage.credential, bakery.id, triggerOn, more);
			const { id } = await stage.client.createWorkflow(definition);
			await stage.client.publish(id);
			await stage.codat.change(bakery.id, 'invoices', { action: 'add' });
			await events(stage, id, 1);
			await stage.codat.change(bakery.id, 'customers', { action: 'delete' });
			const items = await events(stage, id, 2);
			await stage.client.unpublish(id);

			assert.deepEqual(namesOf(items), triggerOn);
			assert.deepEqual(
				items.map(({ dataType }) => dataType),
				['invoices', 'customers'],
			);
			for (const item of items) {
				assert.equal(item.companyId, bakery.id);
				assert.equal(item.connectionId, bakery.connections.accounting);
			}
		},
	},
	{
		name: 'publishing fails with a reason when the key is wrong',
		async run({ stage }) {
			const credential = await stage.client.createCredential({
				name: 'Wrong key',
				type: 'codatApi',
				data: { apiKey: 'wrong', baseUrl: stage.sandbox.url },
			});
			const definition = triggerWorkflow(credential, bakery.id, ['syncCompleted']);
			const { id } = await stage.client.createWorkflow(definition);
			await assert.rejects(stage.client.publish(id), /(failed|activate): .+/);
			await stage.client.unpublish(id);
		},
	},
	{
		name: 'the example follows all companies',
		timeoutMs: 120_000,
		async run({ stage }) {
			const example = await readExample(EXAMPLES.onSyncCompleted, stage.credential);
			const { id } = await stage.client.createWorkflow(example);
			await stage.client.publish(id);
			await stage.codat.sync(florist.id);
			// It polls once a minute, as a user's would.
			const [execution] = await stage.client.waitForExecutions(id, 1, { timeoutMs: 90_000 });
			await stage.client.unpublish(id);
			const [item] = outputOf(execution, 'Sync completed');
			assert.match(String(item.json.message), new RegExp(`${florist.id} completed`));
		},
	},
	{
		name: 'a crash between two polls neither repeats nor loses an event',
		timeoutMs: 180_000,
		async run({ openStage }) {
			const stage = await withLongSyncs(openStage());
			const id = await follow(stage, bakery.id, ['syncCompleted', 'syncFailed']);

			// One that has been reported before the crash.
			await stage.codat.sync(bakery.id);
			await events(stage, id, 1);
			// One that a poll has seen under way, and that ends while n8n is down.
			await stage.codat.startSync(bakery.id);
			await polls(stage, bakery.id);
			await stage.n8n.kill();
			await stage.codat.advance(60 * 60_000);
			// One that begins and ends while n8n is down.
			await stage.codat.sync(bakery.id);
			await stage.restart();
			await events(stage, id, 3);
			// A second crash right after they were reported.
			await stage.n8n.kill();
			await stage.restart();
			await stage.codat.sync(bakery.id);
			const items = await events(stage, id, 4);

			assert.deepEqual(namesOf(items), Array(4).fill('syncCompleted'));
			assert.equal(new Set(items.map(({ syncId }) => syncId)).size, 4);
		},
	},
	{
		name: 'a crash before the first event loses none and repeats none',
		timeoutMs: 240_000,
		async run({ openStage }) {
			const stage = await withLongSyncs(openStage());
			const id = await follow(stage, workshop.id, ['syncStarted', 'syncCompleted']);
			await polls(stage, workshop.id);
			await stage.n8n.kill();
			await stage.codat.startSync(workshop.id);
			await stage.restart();
			assert.deepEqual(namesOf(await events(stage, id, 1)), ['syncStarted']);
			await stage.n8n.kill();
			await stage.codat.advance(60 * 60_000);
			await stage.restart();
			assert.deepEqual(namesOf(await events(stage, id, 2)), ['syncStarted', 'syncCompleted']);
		},
	},
];
