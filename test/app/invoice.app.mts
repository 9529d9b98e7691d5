import assert from 'node:assert/strict';
import { SEED } from '../../sandbox/seed.ts';
import { EXAMPLES, readExample } from '../../scripts/n8n/examples.mts';
import type { AppTest } from './appTest.mts';
import { type Editor, inEditor } from './editor.mts';

const bakery = { id: SEED.companies.bakery.id, name: 'Harbour Lane Bakery' };

/** Puts values in the place of a list's hints. */
async function replaceHints(
	editor: Editor,
	name: string,
	values: Record<string, string>,
): Promise<void> {
	const { page } = editor;
	const list = editor.field(name);
	let text = (await list.locator('.cm-line').allInnerTexts()).join('\n');
	for (const [hint, value] of Object.entries(values)) {
		assert.ok(text.includes(hint), `${text} has no hint ${hint}`);
		text = text.replace(hint, value);
	}
	await list.locator('.cm-content').click();
	await page.keyboard.press('Control+A');
	await page.keyboard.insertText(text);
}

async function fillInInvoice(editor: Editor): Promise<void> {
	await editor.pick('companyId', bakery.name);
	await editor.pick('connectionId', 'Xero');
	await editor.choose('dataType', 'Invoices');
	await editor.input('customerRef.id').fill('cust-1001');
	await editor.input('issueDate').fill('2026-03-01 00:00:00');
	await editor.input('issueDate').press('Enter');
	await replaceHints(editor, 'lineItems', {
		'‹Description: text›': 'Rye loaves',
		'"‹Quantity: required number›"': '12',
		'"‹Unit amount: required number›"': '4.5',
	});
	await editor.field('waitForCompletion').locator('.el-switch').click();
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
				await editor.addCodat('Create record');
				await page.getByTestId('node-credentials-select').getByRole('combobox').click();
				const { name } = context.stage.credential;
				await page.getByRole('option', { name }).first().click();
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
				const { credential } = context.stage;
				const example = await readExample(EXAMPLES.startSync, credential, bakery);
				await editor.show(example);
				await editor.node('Start the sync').dblclick();
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
				const { credential } = context.stage;
				const example = await readExample(EXAMPLES.onSyncCompleted, credential);
				await editor.show(example);
				await editor.node('When a sync ends').dblclick();
				await editor.execute();
				await editor.output.getByText('syncStatusCode').first().waitFor();
				await editor.picture('trigger');
			}),
	},
];
