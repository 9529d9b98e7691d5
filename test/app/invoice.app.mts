import assert from 'node:assert/strict';
import { SEED } from '../../sandbox/seed.ts';
import { EXAMPLES, readExample } from '../../scripts/n8n/examples.mts';
import type { AppTest } from './appTest.mts';
import { type Editor, inEditor } from './editor.mts';

const bakery = { id: SEED.companies.bakery.id, name: 'Harbour Lane Bakery' };
const florist = 'Marigold & Fern';

async function fillInInvoice(editor: Editor): Promise<void> {
	await editor.pick('companyId', bakery.name);
	await editor.pick('connectionId', 'Xero');
	await editor.choose('dataType', 'Invoices');
	await editor.pick('customerRef', 'Bramble Café');
	await fillInDate(editor, 'issueDate');
	for (const [description, quantity, unitAmount] of [
		['Rye loaves', '12', '4.50'],
		['Delivery', '1', '10'],
	]) {
		const booked = { accountRef: 'Account 0001', taxRateRef: 'Reduced rate' };
		await editor.addRow('lineItems', booked, { description, quantity, unitAmount });
	}
	await editor.field('waitForCompletion').locator('.el-switch').click();
}

async function fillInDate(editor: Editor, field: string): Promise<void> {
	await editor.input(field).fill('2026-03-01 00:00:00');
	await editor.input(field).press('Enter');
}

/** Other records that are written with names and rows. */
interface Other {
	name: string;
	/** Where, if not in the bakery's Xero. */
	company?: string;
	connection?: string;
	fill(editor: Editor): Promise<void>;
	written: object;
}

const OTHERS: Other[] = [
	{
		name: 'Bills',
		async fill(editor) {
			await editor.pick('supplierRef', 'Copper Kettle Tools');
			await fillInDate(editor, 'issueDate');
			await fillInDate(editor, 'dueDate');
			await editor.choose('status', 'Open');
			const booked = { accountRef: 'Account 0002', taxRateRef: 'Reduced rate' };
			await editor.addRow('lineItems', booked, { quantity: '2', unitAmount: '3.5' });
		},
		written: {
			issueDate: '2026-03-01T00:00:00',
			dueDate: '2026-03-01T00:00:00',
			status: 'Open',
			supplierRef: { id: 'supplier-0002' },
			lineItems: [
				{
					quantity: 2,
					unitAmount: 3.5,
					accountRef: { id: 'account-0002' },
					taxRateRef: { id: 'tax-0002' },
				},
			],
		},
	},
	{
		name: 'Journal Entries',
		async fill(editor) {
			await fillInDate(editor, 'postedOn');
			await editor.addRow('journalLines', { accountRef: 'Account 0001' }, { netAmount: '9.99' });
			await editor.addRow('journalLines', { accountRef: 'Account 0002' }, { netAmount: '-9.99' });
		},
		written: {
			postedOn: '2026-03-01T00:00:00',
			journalLines: [
				{ accountRef: { id: 'account-0001' }, netAmount: 9.99 },
				{ accountRef: { id: 'account-0002' }, netAmount: -9.99 },
			],
		},
	},
	{
		name: 'Bank Transactions',
		company: florist,
		connection: 'Codat Sandbox',
		async fill(editor) {
			// The form depends on the account.
			const notice = editor.page.getByText("Set 'Bank Account ID', and the fields");
			await notice.waitFor();
			await editor.pick('accountId', 'Bank account 0001');
			await notice.waitFor({ state: 'detached' });
			await editor.addRow(
				'transactions',
				{},
				{ id: 'till-1', amount: '-4.20', description: 'Twine' },
			);
			await fillInDate(editor, 'date');
		},
		written: {
			transactions: [
				{ id: 'till-1', amount: -4.2, date: '2026-03-01T00:00:00', description: 'Twine' },
			],
		},
	},
	{
		name: 'Payments',
		async fill(editor) {
			await editor.pick('customerRef', 'Bramble Café');
			await editor.pick('accountRef', 'Account 0003');
			await fillInDate(editor, 'date');
			await editor.input('totalAmount').fill('25');
			await editor.addRow('paymentLines', {}, { amount: '25' });
			await editor.addRow('links', { paidInvoice: 'INV-0011' }, { amount: '-25' });
		},
		written: {
			date: '2026-03-01T00:00:00',
			totalAmount: 25,
			customerRef: { id: 'customer-0001' },
			accountRef: { id: 'account-0003' },
			lines: [{ amount: 25, links: [{ type: 'Invoice', id: 'invoice-0011', amount: -25 }] }],
		},
	},
];

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
				await editor.chooseCredential();
				await fillInInvoice(editor);
				await editor.formPicture('invoice-form', 2000);

				await editor.execute();
				await output.getByTestId('radio-button-json').click();
				await output.getByText('"Success"', { exact: true }).waitFor();
				await editor.picture('invoice-created');
				const [written, ...others] = ledger.slice(before);
				assert.deepEqual(others, []);
				assert.equal(written.kind, 'push.created');
				const booked = { accountRef: { id: 'account-0001' }, taxRateRef: { id: 'tax-0002' } };
				assert.deepEqual(written.body, {
					issueDate: '2026-03-01T00:00:00',
					customerRef: { id: 'customer-0001' },
					lineItems: [
						{ description: 'Rye loaves', quantity: 12, unitAmount: 4.5, ...booked },
						{ description: 'Delivery', quantity: 1, unitAmount: 10, ...booked },
					],
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

				// What n8n itself would say with the names of the API, and all of the JSON.
				const { length } = ledger;
				await editor.input('issueDate').fill('');
				await editor.execute();
				await message.filter({ hasText: "The invoice lacks 'Issue date'" }).waitFor();
				await page.getByTestId('add-fields-select').getByRole('button').click();
				await page.getByRole('menuitem', { name: 'Lines (JSON list)' }).click();
				await page.getByTestId('parameter-input-lineItems').locator('.cm-content').click();
				await page.keyboard.press('Control+A');
				await page.keyboard.insertText('[{');
				await editor.execute();
				await message.filter({ hasText: "'Lines' is not valid JSON" }).waitFor();
				await editor.picture('invoice-broken-json');
				assert.equal(ledger.length, length);
			}),
	},
	{
		name: 'a bill, a journal entry, a bank transaction and a payment are written without an ID or a brace',
		timeoutMs: 300_000,
		run: async (context) =>
			await inEditor(context, async (editor) => {
				const { ledger } = context.stage.sandbox;
				for (const other of OTHERS) {
					const { name, company = bakery.name, connection = 'Xero', fill, written } = other;
					const before = ledger.length;
					await editor.addCodat('Create record');
					await editor.chooseCredential();
					await editor.pick('companyId', company);
					await editor.pick('connectionId', connection);
					// Of two forms that are made at once, n8n shows one with what the other leaves out.
					await editor.page.getByTestId('mapping-fields-container').waitFor();
					await editor.choose('dataType', name);
					await fill(editor);
					await editor.formPicture(`${name.toLowerCase().replace(' ', '-')}-form`, 1900);
					await editor.execute();
					await editor.output.getByText('pushOperationKey').first().waitFor();
					assert.deepEqual(
						ledger.slice(before).map(({ body }) => body),
						[written],
					);
				}
			}),
	},
	{
		name: 'a sync is started in the editor and waited for',
		timeoutMs: 90_000,
		run: async (context) =>
			await inEditor(context, async (editor) => {
				const { credential } = context.stage;
				const example = await readExample(EXAMPLES.startSync, credential, {
					companyId: bakery,
				});
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
