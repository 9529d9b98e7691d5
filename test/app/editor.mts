import assert from 'node:assert/strict';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Browser, chromium, type Locator, type Page, selectors } from 'playwright-core';
import sharp from 'sharp';
import type { Execution, WorkflowDefinition } from '../../scripts/n8n/types.mts';
import { projectDir } from '../../scripts/n8n/paths.mts';
import { noteMade } from '../../scripts/pictures.mts';
import type { TestContext } from './appTest.mts';

selectors.setTestIdAttribute('data-test-id');

/** The README's pictures are taken anew when asked to; a run of the tests leaves them as they are. */
const UPDATE_DOCS = Boolean(process.env.UPDATE_DOCS);
const MAX_BYTES = 120_000;

/** So large that n8n shows any of the examples in its full size. */
const CANVAS = { width: 3000, height: 1200 };
const MARGIN = 24;
const ONLY_NODES = `
	.vue-flow { background: #fff !important; }
	.vue-flow__background, .vue-flow__panel { display: none !important; }
`;

/** A part of the window, in pixels. */
interface Box {
	x: number;
	y: number;
	width: number;
	height: number;
}

const readme = async () => await readFile(join(projectDir, 'README.md'), 'utf8');

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

/** A browser window with n8n's editor in it, as its owner sees it. */
export class Editor {
	private constructor(
		readonly page: Page,
		private readonly browser: Browser,
		private readonly context: TestContext,
	) {}

	static async open(context: TestContext): Promise<Editor> {
		const browser = await chromium.launch({
			executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
			args: FLAGS,
		});
		const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
		page.setDefaultTimeout(20_000);
		page.setDefaultNavigationTimeout(60_000);
		// n8n's hint that a trigger's output can be pinned would cover it in the pictures.
		await page.addInitScript('localStorage.setItem("N8N_PIN_DATA_DISCOVERY_NDV", "true")');
		const { client, n8n } = context.stage;
		const [name, value] = client.cookie.split('=');
		await page.context().addCookies([{ name, value, url: n8n.url }]);
		return new Editor(page, browser, context);
	}

	async close(): Promise<void> {
		await this.browser.close();
	}

	async goTo(path: string): Promise<void> {
		await this.page.goto(this.context.stage.n8n.url + path);
	}

	/** Opens a new workflow and waits until its nodes are shown. */
	async show(definition: WorkflowDefinition): Promise<void> {
		const { id } = await this.context.stage.client.createWorkflow(definition);
		await this.goTo(`/workflow/${id}`);
		for (const { name, type } of definition.nodes) {
			if (type !== 'n8n-nodes-base.stickyNote') await this.node(name).waitFor();
		}
	}

	/** A node on the canvas. */
	node(name: string): Locator {
		return this.page.locator(`[data-test-id=canvas-node][data-node-name=${JSON.stringify(name)}]`);
	}

	/** Keeps what the user sees, for whoever looks into a run's results. */
	async keep(name: string): Promise<void> {
		const path = join(await this.folder(), `${name}.png`);
		await this.page.screenshot({ path, animations: 'disabled' });
	}

	/** Takes a picture for the README, of what has this test ID, of a part, or of all. */
	async picture(name: string, what?: string | Box): Promise<void> {
		const isShown = UPDATE_DOCS && (await readme()).includes(`(docs/${name}.png)`);
		const folder = isShown ? join(projectDir, 'docs') : await this.folder();
		const path = join(folder, `${name}.png`);
		// Nothing is pointed at or typed into, and nothing is on its way in or out.
		await this.page.mouse.move(0, 0);
		await this.page.evaluate('document.activeElement?.blur()');
		await this.page.waitForFunction(
			'document.getAnimations().every((it) => it.playState !== "running")',
		);
		const style = '.el-notification { display: none }';
		const shot = { path, style, animations: 'disabled', caret: 'hide' } as const;
		await (typeof what === 'string'
			? this.page.getByTestId(what).screenshot(shot)
			: this.page.screenshot({ ...shot, clip: what }));
		if (!isShown) return;
		// Few colours, as the editor has: a third of the size.
		const small = await sharp(path)
			.png({ palette: true, dither: 0, compressionLevel: 9 })
			.toBuffer();
		assert.ok(small.length < MAX_BYTES, `${name}.png has ${small.length} bytes`);
		await writeFile(path, small);
		noteMade(name);
	}

	/** Takes a picture of a workflow as an execution has left it: its nodes and notes, nothing else. */
	async executionPicture(name: string, { id, workflowId, data }: Execution): Promise<void> {
		const { page } = this;
		await page.setViewportSize(CANVAS);
		await this.goTo(`/workflow/${workflowId}/executions/${id}`);
		const ran = Object.keys(data.resultData.runData);
		for (const each of ran) {
			await this.node(each).getByTestId('canvas-node-status-success').first().waitFor();
		}
		await page.addStyleTag({ content: ONLY_NODES });
		const boxes = await page.locator('.vue-flow__node, .vue-flow__edge-path').evaluateAll((parts) =>
			parts.map((part) => {
				const { left, top, right, bottom } = part.getBoundingClientRect();
				return { left, top, right, bottom };
			}),
		);
		// The names of nodes stand below them, and are wider.
		const left = Math.min(...boxes.map((box) => box.left)) - 2 * MARGIN;
		const top = Math.min(...boxes.map((box) => box.top)) - MARGIN;
		const width = Math.max(...boxes.map((box) => box.right)) + 2 * MARGIN - left;
		const height = Math.max(...boxes.map((box) => box.bottom)) + 3 * MARGIN - top;
		await this.picture(name, { x: left, y: top, width, height });
	}

	/** Takes a picture of the node's form, all of it if it is no higher than this. */
	async formPicture(name: string, height: number): Promise<void> {
		const { page } = this;
		const size = page.viewportSize()!;
		await page.setViewportSize({ ...size, height });
		await page.getByTestId('node-credentials-select').scrollIntoViewIfNeeded();
		await this.picture(name, 'node-parameters');
		await page.setViewportSize(size);
	}

	private async folder(): Promise<string> {
		const folder = join(this.context.resultsDir, 'screenshots');
		await mkdir(folder, { recursive: true });
		return folder;
	}

	/** A field of the node that is open, by its parameter's name. */
	field(name: string): Locator {
		return this.page.getByTestId(`parameter-input-${name}`);
	}

	input(field: string): Locator {
		return this.field(field).locator('input, textarea');
	}

	get output(): Locator {
		return this.page.getByTestId('output-panel');
	}

	async execute(): Promise<void> {
		await this.page.getByTestId('node-execute-button').click();
	}

	/** Opens the list of a resource locator. Returns its entries. */
	async entries(field: string): Promise<Locator> {
		await this.locator(field).click();
		const entries = this.page.getByTestId('rlc-item');
		await entries.first().waitFor();
		return entries;
	}

	/** What shows, and opens, the choice of a resource locator. */
	locator(field: string): Locator {
		return this.page.getByTestId(`resource-locator-${field}`).getByTestId('rlc-input');
	}

	/** Opens the list of a resource locator, and picks from it. */
	async pick(field: string, name: string): Promise<void> {
		await this.pickAt(this.page.getByTestId(`resource-locator-${field}`), name);
	}

	private async pickAt(locator: Locator, name: string): Promise<void> {
		await locator.getByTestId('rlc-input').click();
		const found = this.page.getByTestId('rlc-item').filter({ hasText: name, visible: true });
		await found.first().click();
	}

	/**
	 * Adds a row to a list, and fills in its fields: those that are chosen by name, then the others.
	 *
	 * @param kind of row, where the list offers several
	 */
	async addRow(
		list: string,
		chosen: Record<string, string>,
		typed: Record<string, string>,
		kind?: string,
	): Promise<void> {
		const rows = this.page.getByTestId(`fixed-collection-${list}`);
		const index = await rows.getByTestId(`parameter-input-${Object.keys(typed)[0]}`).count();
		if (kind === undefined) {
			await rows.getByTestId('fixed-collection-add').first().click();
		} else {
			await rows.getByRole('combobox').last().click();
			await this.page.getByRole('option', { name: kind, exact: true }).click();
		}
		for (const [field, name] of Object.entries(chosen)) {
			await this.pickAt(rows.getByTestId(`resource-locator-${field}`).nth(index), name);
		}
		for (const [field, text] of Object.entries(typed)) {
			const input = rows.getByTestId(`parameter-input-${field}`).nth(index);
			await input.locator('input, textarea').fill(text);
		}
	}

	/** Opens the drop-down of a field. Returns its choices. */
	async choices(field: string): Promise<Locator> {
		await this.dropDown(field).click();
		const options = this.page.getByRole('option');
		await options.first().waitFor();
		return options;
	}

	/** What shows, and opens, the choice of a field with a drop-down. */
	dropDown(field: string): Locator {
		return this.field(field).getByRole('combobox');
	}

	async choose(field: string, name: string): Promise<void> {
		await this.choices(field);
		// An operation's name stands above its description.
		const named = this.page.getByText(name, { exact: true });
		await this.page.getByRole('option').filter({ has: named }).click();
	}

	/** Opens a new workflow, and adds the Codat node to it with one of its actions. */
	async addCodat(action: string): Promise<void> {
		const { page } = this;
		await this.goTo('/workflow/new');
		await page.getByTestId('canvas-plus-button').click();
		await page.getByTestId('node-creator-search-bar').fill('codat');
		const items = page.getByTestId('node-creator-item-name');
		await items.filter({ hasText: 'Codat' }).first().waitFor();
		await this.keep('node-panel');
		await items.filter({ hasText: /^Codat$/ }).click();
		await page.getByText(/^Actions \(\d+\)/).click();
		const item = page.getByText(action, { exact: true });
		await item.waitFor();
		await this.keep('node-actions');
		await item.click();
		await this.field('operation').waitFor();
	}

	/** Chooses the credential of the stage. */
	async chooseCredential(): Promise<void> {
		const { page, context } = this;
		await page.getByTestId('node-credentials-select').getByRole('combobox').click();
		await page.getByRole('option', { name: context.stage.credential.name }).first().click();
	}
}

/** Does something in the editor; when that goes wrong, a picture shows how it looked. */
export async function inEditor(
	context: TestContext,
	work: (editor: Editor) => Promise<void>,
): Promise<void> {
	const editor = await Editor.open(context);
	try {
		await work(editor);
	} catch (error) {
		await editor.keep('failure');
		throw error;
	} finally {
		await editor.close();
	}
}
