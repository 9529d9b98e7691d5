import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, chromium, type Locator, type Page, selectors } from 'playwright-core';
import type { WorkflowDefinition } from '../../scripts/n8n/client.mts';
import { EXAMPLES, readExample } from '../../scripts/n8n/examples.mts';
import { SEED } from '../../sandbox/seed.ts';
import type { AppTest, TestContext } from './appTest.mts';

selectors.setTestIdAttribute('data-test-id');

const CHROMIUM = process.env.CHROMIUM ?? '/usr/bin/chromium';

/** Chromium as root, on a machine without a screen or a way to Google. */
const FLAGS = [
	'--no-sandbox',
	'--disable-gpu',
	'--disable-quic',
	'--no-first-run',
	'--disable-background-networking',
	'--disable-component-update',
	'--disable-sync',
];

interface Editor {
	page: Page;
	/** Opens a new workflow and waits until its nodes are shown. */
	open(definition: WorkflowDefinition): Promise<void>;
	/** Takes a picture of what the user sees. */
	show(name: string): Promise<void>;
}

/** Does something in n8n's editor, in a real browser, logged in as the owner. */
async function inEditor(
	{ stage, resultsDir }: TestContext,
	work: (editor: Editor) => Promise<void>,
): Promise<void> {
	const profile = await mkdtemp(join(tmpdir(), 'n8n-nodes-codat-browser-'));
	let browser: BrowserContext | undefined;
	try {
		browser = await chromium.launchPersistentContext(profile, {
			executablePath: CHROMIUM,
			args: FLAGS,
			viewport: { width: 1440, height: 900 },
		});
		const [name, value] = stage.client.cookie.split('=');
		await browser.addCookies([{ name, value, url: stage.n8n.url }]);
		const page = await browser.newPage();
		page.setDefaultTimeout(20_000);
		await mkdir(join(resultsDir, 'screenshots'), { recursive: true });
		const show = async (name: string) => {
			const path = join(resultsDir, 'screenshots', `${name}.png`);
			await page.screenshot({ path, animations: 'disabled' });
		};
		const open = async (definition: WorkflowDefinition) => {
			const { id } = await stage.client.createWorkflow(definition);
			await page.goto(`${stage.n8n.url}/workflow/${id}`);
			for (const node of definition.nodes) {
				if (node.type === 'n8n-nodes-base.stickyNote') continue;
				await page.getByTestId('canvas-node').filter({ hasText: node.name }).waitFor();
			}
		};
		try {
			await work({ page, open, show });
		} catch (error) {
			await show('failure');
			throw error;
		}
	} finally {
		await browser?.close();
		await rm(profile, { recursive: true, force: true });
	}
}

/** Opens the drop-down of a node's field. Returns its choices. */
async function choices(page: Page, field: string): Promise<Locator> {
	await page.getByTestId(`parameter-input-${field}`).getByRole('combobox').click();
	const options = page.getByRole('option');
	await options.first().waitFor();
	return options;
}

export const tests: AppTest[] = [
	{
		name: 'the example workflow opens, with its notes',
		timeoutMs: 90_000,
		async run(context) {
			const company = { id: SEED.companies.bakery.id, name: 'Harbour Lane Bakery' };
			const { credential } = context.stage;
			const example = await readExample(EXAMPLES.startSync, credential, company);
			await inEditor(context, async ({ page, open, show }) => {
				await open(example);
				await page.getByTestId('sticky').filter({ hasText: 'Start a sync' }).waitFor();
				await show('example-workflow');
			});
		},
	},
	{
		name: 'the Codat node can be added from the panel, and its operations chosen',
		timeoutMs: 90_000,
		async run(context) {
			const empty = { name: 'New workflow', nodes: [], connections: {}, settings: {} };
			await inEditor(context, async ({ page, open, show }) => {
				await open(empty);
				await page.getByTestId('canvas-plus-button').click();
				await page.getByTestId('node-creator-search-bar').fill('codat');
				const items = page.getByTestId('node-creator-item-name');
				await items.filter({ hasText: 'Codat' }).first().waitFor();
				await show('node-panel');
				await items.filter({ hasText: /^Codat$/ }).click();
				await page.getByText(/^Actions \(\d+\)/).click();
				const action = page.getByText('Start sync', { exact: true });
				await action.waitFor();
				await show('node-actions');
				await action.click();
				await page.getByTestId('parameter-input-operation').waitFor();
				await show('node-details');
				const operations = await choices(page, 'operation');
				await show('operations');
				assert.ok((await operations.count()) >= 7);
			});
		},
	},
	{
		name: 'a company is picked from the list, and the example runs',
		timeoutMs: 90_000,
		async run(context) {
			const example = await readExample(EXAMPLES.startSync, context.stage.credential);
			await inEditor(context, async ({ page, open, show }) => {
				await open(example);
				await page.getByTestId('canvas-node').filter({ hasText: 'Start the sync' }).dblclick();
				await page.getByTestId('resource-locator-companyId').getByTestId('rlc-input').click();
				const companies = page.getByTestId('rlc-item');
				await companies.filter({ hasText: 'Harbour Lane Bakery' }).waitFor();
				await show('companies');
				await companies.filter({ hasText: 'Harbour Lane Bakery' }).click();
				await page.keyboard.press('Escape');
				await page.getByTestId('execute-workflow-button').click();
				await page.getByText('Workflow executed successfully').waitFor();
				await show('executed');
			});
		},
	},
];
