import assert from 'node:assert/strict';
import { mkdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type Browser, chromium, type Page, selectors } from 'playwright-core';
import { SEED } from '../../sandbox/seed.ts';
import { EXAMPLES, readExample } from '../../scripts/n8n/examples.mts';
import { projectDir } from '../../scripts/n8n/paths.mts';
import type { AppTest, TestContext } from './appTest.mts';

selectors.setTestIdAttribute('data-test-id');

/** The README's pictures are taken anew when asked to; a run of the tests leaves them as they are. */
const UPDATE_DOCS = Boolean(process.env.UPDATE_DOCS);
const MAX_BYTES = 200_000;

const bakery = { id: SEED.companies.bakery.id, name: 'Harbour Lane Bakery' };

/** A browser window with n8n's editor in it, as its owner sees it. */
class Editor {
	private constructor(
		readonly page: Page,
		private readonly browser: Browser,
		private readonly context: TestContext,
	) {}

	static async open(context: TestContext): Promise<Editor> {
		const browser = await chromium.launch({
			executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
			args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
		});
		const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
		page.setDefaultTimeout(20_000);
		// n8n's hint that a trigger's output can be pinned would cover it in the pictures.
		await page.addInitScript('localStorage.setItem("N8N_PIN_DATA_DISCOVERY_NDV", "true")');
		const { client, n8n } = context.stage;
		const [name, value] = client.cookie.split('=');
		await page.context().addCookies([{ name, value, url: n8n.url }]);
		return new Editor(page, browser, context);
	}

	async goTo(path: string): Promise<void> {
		await this.page.goto(this.context.stage.n8n.url + path);
	}

	async close(): Promise<void> {
		await this.browser.close();
	}

	/** Takes a picture of what has this test ID, or of all. */
	async picture(name: string, testId?: string): Promise<void> {
		const folder = UPDATE_DOCS
			? join(projectDir, 'docs')
			: join(this.context.resultsDir, 'screenshots');
		await mkdir(folder, { recursive: true });
		const path = join(folder, `${name}.png`);
		// Nothing is pointed at, and nothing is on its way in or out.
		await this.page.mouse.move(0, 0);
		await this.page.waitForFunction(
			'document.getAnimations().every((it) => it.playState !== "running")',
		);
		const shot = { path, animations: 'disabled', caret: 'hide' } as const;
		await (testId ? this.page.getByTestId(testId).screenshot(shot) : this.page.screenshot(shot));
		const { size } = await stat(path);
		assert.ok(size < MAX_BYTES, `${name}.png has ${size} bytes`);
	}

	input(field: string) {
		return this.page.getByTestId(`parameter-input-${field}`).locator('input, textarea');
	}

	get output() {
		return this.page.getByTestId('output-panel');
	}

	async execute(): Promise<void> {
		await this.page.getByTestId('node-execute-button').click();
	}

	/** Opens the list of a resource locator, and picks from it. */
	async pick(field: string, name: string): Promise<void> {
		await this.page.getByTestId(`resource-locator-${field}`).getByTestId('rlc-input').click();
		await this.page.getByTestId('rlc-item').filter({ hasText: name }).click();
	}

	async choose(field: string, name: string): Promise<void> {
		await this.page.getByTestId(`parameter-input-${field}`).getByRole('combobox').click();
		await this.page.getByRole('option', { name, exact: true }).click();
	}

	/** Adds the Codat node to a new workflow, to write a record with. */
	async addCreateRecord(): Promise<void> {
		const { page } = this;
		await this.goTo('/workflow/new');
		await page.getByTestId('canvas-plus-button').click();
		await page.getByTestId('node-creator-search-bar').fill('codat');
		await page
			.getByTestId('node-creator-item-name')
			.filter({ hasText: /^Codat$/ })
			.click();
		await page.getByText(/^Actions \(\d+\)/).click();
		await page.getByText('Create record', { exact: true }).click();
		await page.getByTestId('node-credentials-select').getByRole('combobox').click();
		await page.getByRole('option', { name: this.context.stage.credential.name }).first().click();
	}

	/** Puts values in the place of a list's hints. */
	async replaceHints(field: string, values: Record<string, string>): Promise<void> {
		const editor = this.page.getByTestId(`parameter-input-${field}`);
		let text = (await editor.locator('.cm-line').allInnerTexts()).join('\n');
		for (const [hint, value] of Object.entries(values)) {
			assert.ok(text.includes(hint), `${text} has no hint ${hint}`);
			text = text.replace(hint, value);
		}
		await editor.locator('.cm-content').click();
		await this.page.keyboard.press('Control+A');
		await this.page.keyboard.insertText(text);
	}
}

/** Does something in the editor; when that goes wrong, a picture shows how it looked. */
async function inEditor(context: TestContext, work: (editor: Editor) => Promise<void>) {
	const editor = await Editor.open(context);
	try {
		await work(editor);
	} catch (error) {
		const path = join(context.resultsDir, 'screenshots', 'invoice-failure.png');
		await editor.page.screenshot({ path });
		throw error;
	} finally {
		await editor.close();
	}
}

async function fillInInvoice(editor: Editor): Promise<void> {
	const { page } = editor;
	await editor.pick('companyId', bakery.name);
	await editor.pick('connectionId', 'Xero');
	await editor.choose('dataType', 'Invoices');
	await editor.input('customerRef.id').fill('cust-1001');
	await editor.input('issueDate').fill('2026-03-01 00:00:00');
	await editor.input('issueDate').press('Enter');
	await editor.replaceHints('lineItems', {
		'‹Description: text›': 'Rye loaves',
		'"‹Quantity: required number›"': '12',
		'"‹Unit amount: required number›"': '4.5',
	});
	await page.getByTestId('parameter-input-waitForCompletion').locator('.el-switch').click();
}

export const tests: AppTest[] = [
	{
		name: 'someone who knows no API writes an invoice, and reads why another is refused',
		timeoutMs: 120_000,
		run: async (context) =>
			await inEditor(context, async (editor) => {
				const { page, output } = editor;
				const { ledger } = context.stage.sandbox;
				const before = ledger.length;
				await editor.addCreateRecord();
				await fillInInvoice(editor);
				await page.setViewportSize({ width: 1440, height: 1430 });
				await page.getByTestId('node-credentials-select').scrollIntoViewIfNeeded();
				await editor.picture('invoice-form', 'node-parameters');
				await page.setViewportSize({ width: 1440, height: 900 });

				await editor.execute();
				await output.getByTestId('radio-button-json').click();
				await output.getByText('"Success"', { exact: true }).waitFor();
				await editor.picture('invoice-created');
				const [written, ...others] = ledger.slice(before);
				assert.deepEqual(others, []);
				assert.equal(written.kind, 'push.created');
				assert.deepEqual(written.body, {
					customerRef: { id: 'cust-1001' },
					issueDate: '2026-03-01T00:00:00',
					lineItems: [{ description: 'Rye loaves', quantity: 12, unitAmount: 4.5 }],
				});

				await page.getByTestId('add-fields-select').getByRole('button').click();
				await page.getByRole('menuitem', { name: 'Reference' }).click();
				await editor.input('reference').fill('FAIL');
				await editor.execute();
				const message = output.getByTestId('node-error-message');
				await message.filter({ hasText: 'The push operation failed' }).waitFor();
				assert.match(
					await output.getByTestId('node-error-description').innerText(),
					/The record was refused, since it says FAIL/,
				);
				await editor.picture('invoice-refused');

				const { length } = ledger;
				await editor.input('customerRef.id').fill('');
				await editor.execute();
				await page.getByText('Field "customerRef.id" is required').waitFor();
				assert.equal(ledger.length, length);
			}),
	},
	{
		name: 'a sync is started in the editor and waited for',
		timeoutMs: 90_000,
		run: async (context) =>
			await inEditor(context, async (editor) => {
				const { client, credential } = context.stage;
				const example = await readExample(EXAMPLES.startSync, credential, bakery);
				const { id } = await client.createWorkflow(example);
				await editor.goTo(`/workflow/${id}`);
				const node = editor.page.getByTestId('canvas-node').filter({ hasText: 'Start the sync' });
				await node.dblclick();
				await editor.execute();
				await editor.output.getByText('syncStatusCode').first().waitFor();
				await editor.picture('start-sync');
			}),
	},
	{
		name: 'the trigger shows a sync as a sample',
		timeoutMs: 90_000,
		run: async (context) =>
			await inEditor(context, async (editor) => {
				const { client, credential } = context.stage;
				const example = await readExample(EXAMPLES.onSyncCompleted, credential);
				const { id } = await client.createWorkflow(example);
				await editor.goTo(`/workflow/${id}`);
				const node = editor.page.getByTestId('canvas-node').filter({ hasText: 'When a sync ends' });
				await node.dblclick();
				await editor.execute();
				await editor.output.getByText('syncStatusCode').first().waitFor();
				await editor.picture('trigger');
			}),
	},
];
