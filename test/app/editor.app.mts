import assert from 'node:assert/strict';
import { SEED } from '../../sandbox/seed.ts';
import { EXAMPLES, readExample } from '../../scripts/n8n/examples.mts';
import type { AppTest } from './appTest.mts';
import { inEditor } from './editor.mts';
import { chain, MANUAL, node, operationWorkflow } from './nodes.mts';

const bakery = { id: SEED.companies.bakery.id, name: 'Harbour Lane Bakery' };

export const tests: AppTest[] = [
	{
		name: 'the example workflow opens, with its notes',
		timeoutMs: 90_000,
		async run(context) {
			const example = await readExample(EXAMPLES.startSync, context.stage.credential, {
				companyId: bakery,
			});
			await inEditor(context, async (editor) => {
				await editor.show(example);
				await editor.page.getByTestId('sticky').filter({ hasText: 'Start a sync' }).waitFor();
				await editor.keep('example-workflow');
			});
		},
	},
	{
		name: 'the Codat node can be added from the panel, and its operations chosen',
		timeoutMs: 90_000,
		async run(context) {
			await inEditor(context, async (editor) => {
				await editor.addCodat('Start sync');
				await editor.keep('node-details');
				const operations = await editor.choices('operation');
				await editor.keep('operations');
				assert.ok((await operations.count()) >= 7);
			});
		},
	},
	{
		name: 'a company is picked from the list, and the example runs',
		timeoutMs: 90_000,
		async run(context) {
			const example = await readExample(EXAMPLES.startSync, context.stage.credential);
			await inEditor(context, async (editor) => {
				const { page } = editor;
				await editor.show(example);
				await editor.node('Start the sync').dblclick();
				const names = await (await editor.entries('companyId')).allInnerTexts();
				assert.ok(names.includes(bakery.name));
				assert.deepEqual(names, [...names].sort());
				await editor.keep('companies');
				await page.getByTestId('rlc-item').filter({ hasText: bakery.name }).click();
				await page.keyboard.press('Escape');
				await page.getByTestId('execute-workflow-button').click();
				await page.getByText('Workflow executed successfully').waitFor();
				await editor.keep('executed');
			});
		},
	},
	{
		name: 'what two operations have in common is kept when one is changed for the other',
		timeoutMs: 90_000,
		async run(context) {
			const shop = 'Commerce Sandbox (Commerce, Linked)';
			const nothingSet = { resource: 'readData', operation: 'getAll', companyId: undefined };
			await inEditor(context, async (editor) => {
				const isKept = async () => {
					assert.equal(await editor.locator('companyId').inputValue(), bakery.name);
					assert.equal(await editor.dropDown('dataType').inputValue(), 'Commerce: Orders');
					assert.equal(await editor.locator('connectionId').inputValue(), shop);
				};
				await editor.show(operationWorkflow(context.stage.credential, '', nothingSet));
				await editor.node('Codat').dblclick();
				await editor.pick('companyId', bakery.name);
				await editor.choose('dataType', 'Commerce: Orders');
				await editor.pick('connectionId', shop);
				await editor.choose('operation', 'Get Record');
				await isKept();
				await editor.pick('recordId', '0001');
				await editor.choose('operation', 'Get Many Records');
				await isKept();
				await editor.choose('operation', 'Get Record');
				await isKept();
				await editor.keep('kept');
				await editor.pick('recordId', '0001');
				await editor.execute();
				await editor.output
					.getByText(/^order-\d+$/)
					.first()
					.waitFor();
			});
		},
	},
	{
		name: 'a Codat tool is added to an agent, with what suits one: few records, JSON, no long wait',
		timeoutMs: 90_000,
		async run(context) {
			const agent = { ...node('Agent', '@n8n/n8n-nodes-langchain.agent'), typeVersion: 3.1 };
			const manual = node(MANUAL, 'n8n-nodes-base.manualTrigger');
			await inEditor(context, async (editor) => {
				const { page } = editor;
				await editor.show(chain('An agent', [manual, agent]));
				const tools = editor.node('Agent').locator('[data-connection-type=ai_tool]');
				await tools.getByTestId('canvas-handle-plus').click();
				await page.getByTestId('node-creator-search-bar').fill('codat');
				await page.getByText('Codat Tool', { exact: true }).click();
				await editor.field('operation').waitFor();

				await editor.choose('resource', 'Company');
				assert.equal(await editor.input('limit').inputValue(), '20');
				assert.equal(await editor.field('returnAll').count(), 0);
				await editor.keep('tool-list');

				await editor.choose('resource', 'Push Data');
				await editor.choose('operation', 'Create Record');
				assert.equal(await editor.dropDown('recordMode').inputValue(), 'JSON');
				await editor.field('recordJson').waitFor();
				await editor.field('waitForCompletion').locator('.el-switch').click();
				await editor.field('returnFailedPush').waitFor();
				assert.equal(await editor.field('maxWaitMinutes').count(), 0);
				await editor.keep('tool-write');
			});
		},
	},
];
