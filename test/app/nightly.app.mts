import assert from 'node:assert/strict';
import { SEED } from '../../sandbox/seed.ts';
import { errorOf, outputOf } from '../../scripts/n8n/client.mts';
import type { AppTest } from './appTest.mts';
import { inEditor } from './editor.mts';
import { NIGHTLY, nightlyWorkflow } from './nodes.mts';

const { bakery, florist } = SEED.companies;

export const tests: AppTest[] = [
	{
		name: 'all companies are listed, each is synced, and the orders modified since are read',
		async run({ stage: { client, credential, sandbox } }) {
			const before = sandbox.ledger.length;
			const workflow = await client.createWorkflow(nightlyWorkflow(credential));
			const execution = await client.runToEnd(workflow.id, NIGHTLY);
			assert.equal(execution.status, 'success', errorOf(execution));

			const companies = outputOf(execution, 'Companies').map(({ json }) => json.id);
			assert.deepEqual([...companies].sort(), [bakery.id, florist.id]);
			const started = sandbox.ledger.slice(before).map(({ kind }) => kind);
			assert.deepEqual(started, ['sync.started', 'sync.started']);
			for (const { json } of outputOf(execution, 'Sync')) assert.equal(json.outcome, 'success');

			const orders = outputOf(execution, 'Orders');
			assert.ok(orders.length > 2, `only ${orders.length} orders`);
			for (const { json } of orders) {
				assert.ok(json.orderNumber);
				assert.ok(Object.keys(json).length <= 10);
			}
		},
	},
	{
		name: 'the same in the editor, with how many items each node gave',
		timeoutMs: 90_000,
		run: async (context) =>
			await inEditor(context, async (editor) => {
				const { page } = editor;
				await page.setViewportSize({ width: 1440, height: 520 });
				await editor.show(nightlyWorkflow(context.stage.credential));
				await page.getByTestId('execute-workflow-button').click();
				await page.getByText('Workflow executed successfully').waitFor();
				await editor.picture('nightly');
			}),
	},
];
