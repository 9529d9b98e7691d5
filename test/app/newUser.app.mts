import assert from 'node:assert/strict';
import type { AppTest } from './appTest.mts';
import { type Editor, inEditor } from './editor.mts';

const OF_BAKERY = { companyId: 'Harbour Lane Bakery', connectionId: 'Xero' };

async function pickAll(editor: Editor, chosen: Record<string, string>): Promise<void> {
	for (const [field, name] of Object.entries(chosen)) await editor.pick(field, name);
}

async function fillInDay(editor: Editor, field: string, day: string): Promise<void> {
	await editor.input(field).fill(`${day} 00:00:00`);
	await editor.input(field).press('Enter');
}

export const tests: AppTest[] = [
	{
		name: 'someone new to Codat gets from an empty canvas to a bill that is paid',
		timeoutMs: 180_000,
		run: async (context) =>
			await inEditor(context, async (editor) => {
				const { output } = editor;
				const { ledger } = context.stage.sandbox;
				const before = ledger.length;
				await editor.addCodat('Create bill');
				await editor.chooseCredential();
				await pickAll(editor, { ...OF_BAKERY, supplierRef: 'Copper Kettle Tools' });
				await fillInDay(editor, 'issueDate', '2026-03-01');
				await fillInDay(editor, 'dueDate', '2026-03-31');
				await editor.input('currency').fill('GBP');
				const booked = { accountRef: 'Account 0002', taxRateRef: 'Reduced rate' };
				const line = { description: 'Rye flour', unitAmount: '24.5' };
				await editor.addRow('lineItems', booked, line, 'Line Item');
				await editor.formPicture('bill-form', 1500);
				await editor.execute();
				await output.getByText('totalAmount').first().waitFor();
				await editor.keep('bill-created');

				await editor.addCodat('Create bill payment');
				await editor.chooseCredential();
				await pickAll(editor, OF_BAKERY);
				const bills = await editor.entries('billId');
				await editor.keep('bills-to-pay');
				assert.ok((await bills.allInnerTexts()).some((text) => /24\.50 GBP, Open/.test(text)));
				await bills.filter({ hasText: '24.50 GBP, Open' }).first().click();
				await editor.pick('accountRef', 'Current account 0001');
				await editor.input('amount').fill('24.5');
				await fillInDay(editor, 'date', '2026-03-15');
				await editor.formPicture('bill-payment-form', 1100);
				await editor.execute();
				await output.getByText('amount').first().waitFor();
				await editor.keep('bill-paid');

				const written = ledger.slice(before);
				assert.deepEqual(
					written.map(({ kind }) => kind),
					['bill.created', 'bill.paid'],
				);
				assert.deepEqual(written[1].body, {
					accountRef: { id: 'payables-bank-0001' },
					amount: 24.5,
					date: '2026-03-15T00:00:00',
				});
			}),
	},
	{
		name: 'someone new to Codat gets from an empty canvas to a report as an Excel file',
		timeoutMs: 180_000,
		run: async (context) =>
			await inEditor(context, async (editor) => {
				const { output } = editor;
				const company = { companyId: 'Marigold & Fern' };
				await editor.addCodat('Generate report');
				await editor.chooseCredential();
				await pickAll(editor, company);
				await editor.choose('reportType', 'Credit Model');
				await editor.field('waitForCompletion').locator('.el-switch').click();
				await editor.keep('report-form');
				await editor.execute();
				await output.getByText('Complete', { exact: true }).first().waitFor();
				await editor.keep('report-generated');

				await editor.addCodat('Download report as Excel');
				await editor.chooseCredential();
				await pickAll(editor, company);
				await editor.choose('reportType', 'Credit Model');
				const reports = await editor.entries('reportId');
				await reports.nth(1).waitFor();
				await editor.keep('reports');
				assert.equal(await reports.first().innerText(), 'Latest');
				await reports.filter({ hasText: '(Complete)' }).first().click();
				await editor.execute();
				await output.getByText('creditModel.xlsx').first().waitFor();
				await editor.keep('report-downloaded');
			}),
	},
];
