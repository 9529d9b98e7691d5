import assert from 'node:assert/strict';
import axios from 'axios';
import type { IDataObject } from 'n8n-workflow';
import { SEED } from '../../sandbox/seed.ts';
import { errorOf, outputOf } from '../../scripts/n8n/client.mts';
import type { Execution } from '../../scripts/n8n/types.mts';
import { EXAMPLES, readExample, sandboxChoices } from '../../scripts/n8n/examples.mts';
import type { AppTest } from './appTest.mts';
import { inEditor } from './editor.mts';
import { McpClient } from './mcp.mts';
import { triggerWorkflow } from './nodes.mts';
import type { Stage } from './stage.mts';

const { bakery, bookshop, florist } = SEED.companies;

interface Running {
	stage: Stage;
	n8nUrl: string;
}

interface Example {
	file: string;
	name: string;
	/** The node that a user starts it from by hand. */
	byHand?: string;
	/** What makes a published workflow start; it is published before. */
	start?(running: Running): Promise<unknown>;
	check(items: (node: string) => IDataObject[], stage: Stage): void;
}

/** A field of each item, as text. */
const said = (items: IDataObject[], field: string) => items.map((item) => String(item[field]));

async function post<T = IDataObject>(url: string, body: IDataObject): Promise<T> {
	return (await axios.post<T>(url, body, { proxy: false })).data;
}

const TABLE: Example[] = [
	{
		file: EXAMPLES.summary,
		name: 'a sync completes: what changed is added up and posted',
		start: async ({ stage: { codat } }) => {
			await codat.change(florist.id, 'commerce-orders', { action: 'add', count: 3 });
			await codat.sync(florist.id);
		},
		check(items) {
			const [message] = said(items('Post the summary'), 'message');
			assert.match(
				message,
				/^Marigold & Fern: .* \d+ (order is|orders are) new or changed, [\d.]+ GBP in all/,
			);
		},
	},
	{
		file: EXAMPLES.alertOnFailures,
		name: 'a sync fails: the reason is posted',
		start: async ({ stage: { codat } }) => await codat.sync(bookshop.id),
		check(items) {
			const [alert] = said(items('Alert'), 'alert');
			assert.match(alert, /^Foxglove Books: the sync failed\. .*books are closed/);
		},
	},
	{
		file: EXAMPLES.nightly,
		name: 'all customers are refreshed and synced, and only failures come out',
		byHand: 'Every night at two',
		check(items) {
			assert.ok(items('Sync').length >= 3);
			const failures = items('What failed tonight');
			assert.deepEqual([...new Set(said(failures, 'company'))].sort(), [
				'Calder Joinery',
				'Foxglove Books',
			]);
			const books = failures.filter(({ company }) => company === 'Foxglove Books');
			assert.deepEqual(said(books, 'what').sort(), ['bills', 'sync']);
			assert.match(said(failures, 'reason').join(), /did not answer in time/);
		},
	},
	{
		file: EXAMPLES.onboard,
		name: 'a customer signs up, is given the link, and its data are fetched',
		async start({ n8nUrl }) {
			const customer = { name: 'Tide and Loaf', platformKey: 'gbol' };
			const answer = await post(`${n8nUrl}/webhook/codat-new-customer`, customer);
			assert.match(String(answer.linkUrl), /^https:\/\/link-api\.codat\.io\//);
		},
		check(items) {
			assert.ok(items('Fetch its data').length > 1);
			const messages = said(items('Welcome'), 'message');
			assert.deepEqual(messages, ['Tide and Loaf is linked, and its data is there.']);
		},
	},
	{
		file: EXAMPLES.invoices,
		name: 'invoices are written from a table, and the one that fails is collected',
		byHand: 'Run by hand',
		check(items) {
			assert.deepEqual(said(items('Note that it is written'), 'number'), ['EX-1', 'EX-2']);
			const [{ failures }] = items('All failures');
			assert.match(JSON.stringify(failures), /^\[\{"number":"EX-3","reason":".*says FAIL/);
		},
	},
	{
		file: EXAMPLES.expenses,
		name: 'a card provider sends payments, and is answered how each went',
		async start({ n8nUrl }) {
			const payment = {
				id: '5d3c1a52-6a50-4f6c-9f0e-0d5a1c4b7e09',
				date: '2026-11-20',
				currency: 'GBP',
				merchant: 'Wren Packaging',
				amount: 9.5,
				accountId: 'account-0001',
			};
			const body = {
				payments: [payment, { ...payment, id: `${payment.id.slice(0, -1)}a`, accountId: 'none' }],
			};
			const answers = await post<IDataObject[]>(`${n8nUrl}/webhook/codat-card-payments`, body);
			assert.deepEqual(said(answers, 'status'), ['Completed', 'ValidationError']);
		},
		check(items) {
			const reasons = said(items('How it went'), 'reason');
			assert.deepEqual(reasons, ['', 'Account none does not exist.']);
		},
	},
	{
		file: EXAMPLES.expenses,
		name: 'the same with its own examples',
		byHand: 'Try it with examples',
		check(items) {
			assert.deepEqual(said(items('How it went'), 'status'), ['Completed', 'ValidationError']);
		},
	},
	{
		file: EXAMPLES.bills,
		name: 'small bills are approved and paid, once',
		byHand: 'Run by hand',
		check(items, { sandbox }) {
			const paid = items('Note the day');
			assert.ok(paid.length > 0);
			assert.equal(items('Pay the bill').length, paid.length);
			for (const { amountDue, approved } of paid) {
				assert.ok(Number(amountDue) <= 120);
				assert.equal(approved, true);
			}
			assert.ok(items('Leave it to a person').length > 0);
			assert.equal(sandbox.ledger.filter(({ kind }) => kind === 'bill.paid').length, paid.length);
		},
	},
	{
		file: EXAMPLES.lendingReport,
		name: 'the report of a month is made and downloaded, with a note',
		byHand: 'On the first of the month',
		check(items) {
			assert.match(
				said(items('Write the note'), 'note')[0],
				/\d+ (customer owes|customers owe) money/,
			);
			assert.match(said(items('Download the report'), 'fileName')[0], /\.xlsx$/);
		},
	},
	{
		file: EXAMPLES.readOnWebhook,
		name: 'Codat tells of a read, and what it brought is read',
		async start({ stage: { codat, sandbox } }) {
			await codat.change(bakery.id, 'invoices', { action: 'add' });
			await sandbox.outbox.deliver();
		},
		check(items) {
			const [{ company, invoice }] = items('In short');
			assert.equal(company, 'Harbour Lane Bakery');
			assert.ok(invoice);
		},
	},
];

/** Imports an example, starts it as its user would, and gives the execution when it has ended. */
async function runExample(stage: Stage, { file, byHand, start }: Example): Promise<Execution> {
	const { client, credential, n8n } = stage;
	const example = await readExample(file, credential, sandboxChoices(file));
	// Every minute is too seldom for a test.
	const { pollTimes } = triggerWorkflow(credential, '', []).nodes[0].parameters;
	for (const { parameters } of example.nodes) {
		if ('pollTimes' in parameters) parameters.pollTimes = pollTimes;
	}
	const { id } = await client.createWorkflow(example);
	if (byHand !== undefined) return await client.runToEnd(id, byHand, { timeoutMs: 60_000 });
	await client.publish(id);
	try {
		await start?.({ stage, n8nUrl: n8n.url });
		const [execution] = await client.waitForExecutions(id, 1, { timeoutMs: 45_000 });
		return execution;
	} finally {
		await client.unpublish(id);
	}
}

/** The first execution of each example, for its picture. */
const executions = new Map<string, Execution>();

const started: AppTest[] = TABLE.map((example) => ({
	name: `${example.file}: ${example.name}`,
	timeoutMs: 120_000,
	async run({ stage }) {
		const execution = await runExample(stage, example);
		assert.equal(execution.status, 'success', errorOf(execution));
		example.check((node) => outputOf(execution, node).map(({ json }) => json), stage);
		if (!executions.has(example.file)) executions.set(example.file, execution);
	},
}));

export const tests: AppTest[] = [
	...started,
	{
		name: `${EXAMPLES.askAboutCustomer}: an MCP client reads a customer’s data, and can't write`,
		async run({ stage }) {
			const { client, credential, n8n, sandbox } = stage;
			const file = EXAMPLES.askAboutCustomer;
			const example = await readExample(file, credential, sandboxChoices(file));
			const { id } = await client.createWorkflow(example);
			await client.publish(id);
			try {
				const before = sandbox.requests.length;
				const mcp = await McpClient.connect(`${n8n.url}/mcp/codat-customer`);
				const answer = async (tool: string, args: IDataObject = {}) => {
					const { content, isError } = await mcp.call(tool, args);
					assert.ok(!isError, content[0]?.text);
					return content[0].text;
				};
				assert.match(await answer('Company'), /Harbour Lane Bakery/);
				assert.match(await answer('Connections'), /Xero/);
				assert.match(await answer('Latest_sync'), /syncStatus/);
				assert.match(await answer('Invoices', { limit: 2, query: '' }), /invoiceNumber/);
				assert.match(await answer('Bills', { limit: 2, query: 'amountDue>0' }), /amountDue/);
				assert.match(await answer('Profit_and_loss'), /profitAndLoss|grossProfit|netProfit/);
				const methods = sandbox.requests.slice(before).map(({ method }) => method);
				assert.deepEqual([...new Set(methods)], ['GET']);
				const [execution] = await client.waitForExecutions(id, 6);
				executions.set(file, execution);
			} finally {
				await client.unpublish(id);
			}
		},
	},
	{
		name: 'in the editor, they are all green: their pictures',
		timeoutMs: 300_000,
		run: async (context) =>
			await inEditor(context, async (editor) => {
				assert.equal(executions.size, 10, 'some have not run to their end');
				for (const [file, execution] of executions) {
					await editor.executionPicture(`examples/${file.replace('.json', '')}`, execution);
				}
			}),
	},
];
