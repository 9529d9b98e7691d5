import assert from 'node:assert/strict';
import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { SEED } from '../../sandbox/seed.ts';
import { type Sandbox, startSandbox } from '../../sandbox/server.ts';
import type { LedgerKind } from '../../sandbox/state.ts';
import { errorOf, outputOf } from '../../scripts/n8n/client.mts';
import type { Execution } from '../../scripts/n8n/types.mts';
import type { Row } from '../conformance/compare.ts';
import { ROWS } from '../conformance/seedRows.ts';
import type { AppTest, TestContext } from './appTest.mts';
import { MANUAL, operationWorkflow } from './nodes.mts';

const { bakery, surveyors } = SEED.companies;

/** What a run comes back with, item by item, as far as it is told here. */
interface Expected {
	items: IDataObject[];
	/** What stands in the items besides. */
	text?: RegExp;
	/** What it changes in Codat. */
	effect?: LedgerKind;
}

const ofBakery = { id: bakery.connections.accounting, platformName: 'Xero' };
const ofSurveyors = { id: surveyors.connections.accounting, platformName: 'Xero' };
const created = { platformName: 'QuickBooks Online', status: 'PendingAuth' };
const push = { pushOperationKey: bakery.pushes.success, dataType: 'customers', status: 'Success' };
const started = { companyId: bakery.id, syncStatusCode: 1000, syncStatus: 'Started' };
const day = (date: string) => `${date}T00:00:00.000Z`;

/** By a row's name and variant, or by its name alone. */
const EXPECTED: Record<string, Expected> = {
	'000 sync.get_sync_status': {
		items: [{ companyId: bakery.id, syncId: bakery.syncs.nothingToWrite, syncStatusCode: 2040 }],
	},
	'000 sync.request_sync, up to a date': {
		items: [started],
		text: /"finish":"2022-10-23T00:00:00.000Z"/,
		effect: 'sync.started',
	},
	'000 sync.request_sync, up to now': { items: [started], effect: 'sync.started' },
	'000 sync.request_sync_for_date_range': {
		items: [
			{ ...started, syncDateRangeUtc: { start: day('2022-10-23'), finish: day('2022-11-23') } },
		],
		effect: 'sync.started',
	},
	'001 connections.create': { items: [created], effect: 'connection.created' },
	'001 connections.get_sync_flow_url': {
		items: [{}],
		text: /"url":"https:.*\/aiwb\/mqjo\/start\?.*otp=\d{6}"/,
		effect: 'syncFlow.started',
	},
	'001 connections.get_sync_flow_url, for a merchant': {
		items: [{}],
		text: /merchantIdentifier=Salt\+%26\+Rye%2C\+2nd\+shop/,
		effect: 'syncFlow.started',
	},
	'001 connections.list': {
		items: [{ id: bakery.connections.commerce }, { id: bakery.connections.accounting }],
	},
	'001 connections.list, with a query': { items: [ofBakery] },
	'001 connections.update_authorization': {
		items: [{ ...ofBakery, status: 'Linked' }],
		effect: 'connection.authorized',
	},
	'001 connections.update_connection, to a status': {
		items: [{ ...ofBakery, status: 'Unlinked' }],
		effect: 'connection.updated',
	},
	'002 push_data.get_model_options': {
		items: [{ type: 'Object', displayName: 'Invoice' }],
		text: /"lineItems":\{"type":"Array"/,
	},
	'002 push_data.get_operation': { items: [push] },
	'002 push_data.list_operations': { items: [push] },
	'003 connections.create_connection': { items: [created], effect: 'connection.created' },
	'003 connections.create_partner_expense_connection': {
		items: [{ platformName: 'Partner Expense', status: 'Linked' }],
		effect: 'connection.created',
	},
	'003 connections.delete_connection': {
		items: [{ deleted: true }],
		effect: 'connection.deleted',
	},
	'003 connections.get_connection': { items: [{ ...ofSurveyors, status: 'Linked' }] },
	'003 connections.list_connections': {
		items: [{ id: surveyors.connections.expense }, { id: surveyors.connections.accounting }],
	},
	'003 connections.unlink': {
		items: [{ ...ofSurveyors, status: 'Unlinked' }],
		effect: 'connection.updated',
	},
	'004 connections.delete_connection': {
		items: [{ deleted: true }],
		effect: 'connection.deleted',
	},
	'004 connections.get_connection': { items: [{ ...ofBakery, status: 'Linked' }] },
	'004 connections.unlink': {
		items: [{ ...ofBakery, status: 'Unlinked' }],
		effect: 'connection.updated',
	},
};

/** Runs a workflow with one Codat node against a new sandbox. */
async function execute({ stage }: TestContext, sandbox: Sandbox, parameters: IDataObject) {
	const data = { apiKey: sandbox.apiKey, baseUrl: sandbox.url };
	const credential = await stage.client.createCredential({
		name: 'A new sandbox',
		type: 'codatApi',
		data,
	});
	const definition = operationWorkflow(credential, bakery.id, parameters as INodeParameters);
	const { id } = await stage.client.createWorkflow(definition);
	return await stage.client.runToEnd(id, MANUAL);
}

async function withSandbox(work: (sandbox: Sandbox) => Promise<void>): Promise<void> {
	const sandbox = await startSandbox({ pushDurationMs: 500 });
	try {
		await work(sandbox);
	} finally {
		await sandbox.close();
	}
}

function itemsOf(execution: Execution): IDataObject[] {
	assert.equal(execution.status, 'success', errorOf(execution));
	return outputOf(execution, 'Codat').map(({ json }) => json);
}

const kindsIn = ({ ledger }: Sandbox) => ledger.map(({ kind }) => kind);

/** As much of an item as is expected of it. */
const part = (item: IDataObject, expected: IDataObject = item) =>
	Object.fromEntries(Object.keys(expected).map((name) => [name, item[name]]));

const nameOf = ({ name, variant }: Row) => (variant ? `${name}, ${variant}` : name);

function seedTest(row: Row): AppTest {
	const name = nameOf(row);
	return {
		name,
		run: async (context) =>
			await withSandbox(async (sandbox) => {
				const expected = EXPECTED[name] ?? EXPECTED[row.name];
				const items = itemsOf(await execute(context, sandbox, row.node));
				assert.deepEqual(
					items.map((item, index) => part(item, expected.items[index])),
					expected.items,
				);
				if (expected.text) assert.match(JSON.stringify(items), expected.text);
				assert.deepEqual(kindsIn(sandbox), expected.effect ? [expected.effect] : []);
			}),
	};
}

const INVOICE = {
	customerRef: { id: 'cust-1001' },
	issueDate: '2026-03-01T00:00:00',
	lineItems: [{ description: 'Rye loaves', quantity: 12, unitAmount: 4.5 }],
};

/** The parameters of a node that writes an invoice given as JSON, and waits for its end. */
const createInvoice = (more: IDataObject = {}) => ({
	resource: 'pushData',
	operation: 'create',
	connectionId: { __rl: true, mode: 'id', value: bakery.connections.accounting },
	dataType: 'invoices',
	recordMode: 'json',
	recordJson: JSON.stringify({ ...INVOICE, ...more }),
	waitForCompletion: true,
});

export const tests: AppTest[] = [
	// Two SDKs that call the same operation make no difference here.
	...ROWS.filter(({ variant }) => variant !== 'of the Platform SDK').map(seedTest),
	{
		name: 'a record is created, and waited for',
		run: async (context) =>
			await withSandbox(async (sandbox) => {
				const [item] = itemsOf(await execute(context, sandbox, createInvoice()));
				assert.equal(item.status, 'Success');
				assert.deepEqual(kindsIn(sandbox), ['push.created']);
				assert.deepEqual(sandbox.ledger[0].body, INVOICE);
			}),
	},
	{
		name: 'a record that the platform refuses fails in Codat’s words',
		run: async (context) =>
			await withSandbox(async (sandbox) => {
				const parameters = createInvoice({ reference: 'FAIL' });
				const execution = await execute(context, sandbox, parameters);
				assert.equal(execution.status, 'error');
				assert.match(
					errorOf(execution) ?? '',
					/The push operation failed: reference: The record was refused/,
				);
				const { description } = execution.data.resultData.error as { description?: string };
				assert.match(description ?? '', /• reference: The record was refused, since it says FAIL/);
			}),
	},
];
