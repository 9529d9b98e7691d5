import assert from 'node:assert/strict';
import type { IDataObject, INode, INodeParameters } from 'n8n-workflow';
import { SEED } from '../../sandbox/seed.ts';
import type { Credential } from '../../scripts/n8n/types.mts';
import { askAgent, askMcp, codatTool, recordIn } from './aiTools.mts';
import type { AppTest } from './appTest.mts';
import type { ModelTool } from './chatModel.mts';
import { byId } from './nodes.mts';

const { bakery, workshop } = SEED.companies;

/** What stands in a field after a click on its ✨. */
const byModel = (key: string, type = 'string', description = '') =>
	`={{ /*n8n-auto-generated-fromAI-override*/ $fromAI('${key}', \`${description}\`, '${type}') }}`;

/** Tools named as n8n names them, with nothing set that needn't be. */
const theTools = {
	companies: (credential: Credential) =>
		codatTool(credential, 'Get many companies in Codat', {
			resource: 'company',
			operation: 'getAll',
		}),
	invoices: (credential: Credential, name: string, parameters: INodeParameters = {}) =>
		codatTool(credential, name, {
			resource: 'readData',
			operation: 'getAll',
			companyId: byId(bakery.id),
			...parameters,
		}),
	customer: (credential: Credential, more: Partial<INode> = {}) =>
		codatTool(
			credential,
			'Create record in Codat',
			{
				resource: 'pushData',
				operation: 'create',
				companyId: byId(bakery.id),
				connectionId: byId(bakery.connections.accounting),
				dataType: 'customers',
				recordJson: byModel('Record__JSON_', 'json', 'Its customerName'),
			},
			more,
		),
	/** To QuickBooks Desktop, which is off: the write stays pending. */
	pending(credential: Credential) {
		const tool = theTools.customer(credential);
		const { id, connections } = workshop;
		const place = { companyId: byId(id), connectionId: byId(connections.accounting) };
		return { ...tool, parameters: { ...tool.parameters, ...place, waitForCompletion: true } };
	},
	pushOperation: (credential: Credential) =>
		codatTool(credential, 'Get push operation in Codat', {
			resource: 'pushData',
			operation: 'get',
			companyId: byId(workshop.id),
			pushOperationKey: byModel('Push_Operation_Key'),
		}),
	sync: (credential: Credential) =>
		codatTool(credential, 'Start sync in Codat', {
			resource: 'sync',
			operation: 'start',
			companyId: byId(byModel('Company', 'string', 'The company’s ID')),
			waitForCompletion: true,
		}),
};

const ways = { 'AI Agent': askAgent, 'MCP Server Trigger': askMcp };

/** What a model is shown of the tools: all that it can go by, and nothing that n8n's way adds. */
const SHOWN: ModelTool[] = [
	{
		name: 'Create_record_in_Codat',
		description: 'Create record in Codat',
		parameters: {
			properties: { Record__JSON_: { description: 'Its customerName' } },
			required: ['Record__JSON_'],
		},
	},
	{
		name: 'Get_many_companies_in_Codat',
		description: 'Get many companies in Codat',
		parameters: { properties: {} },
	},
	{
		name: 'Invoices',
		description: 'Get many records in Codat',
		parameters: { properties: {} },
	},
	{
		name: 'More_invoices',
		description: 'The bakery’s invoices, as many as you want',
		parameters: {
			properties: { Limit: { type: 'number', description: 'Up to 100' } },
			required: ['Limit'],
		},
	},
	{
		name: 'Start_sync_in_Codat',
		description: 'Start sync in Codat',
		parameters: {
			properties: { Company: { type: 'string', description: 'The company’s ID' } },
			required: ['Company'],
		},
	},
];

const shownOf = ({ name, description, parameters }: ModelTool): ModelTool => {
	const { properties, required } = parameters;
	return { name, description, parameters: { properties, ...(required ? { required } : {}) } };
};

const reads = Object.entries(ways).map(
	([way, ask]): AppTest => ({
		name: `${way}: a tool is shown in words, a list says whether it goes on, an error what to do`,
		async run({ stage }) {
			const { credential, sandbox } = stage;
			sandbox.faults.add({
				kind: 'rewrite',
				match: { path: /invoices$/ },
				times: Infinity,
				rewrite: (body) => ({
					...(body as IDataObject),
					results: Array.from({ length: 150 }, (_, id) => ({ id: `i-${id}` })),
				}),
			});
			const more = {
				limit: byModel('Limit', 'number', 'Up to 100'),
				descriptionType: 'manual',
				toolDescription: 'The bakery’s invoices, as many as you want',
			};
			const { tools, told } = await ask(
				stage,
				[
					theTools.companies(credential),
					theTools.invoices(credential, 'Invoices'),
					theTools.invoices(credential, 'More invoices', more),
					theTools.customer(credential),
					theTools.sync(credential),
				],
				[
					{ name: 'Get_many_companies_in_Codat' },
					{ name: 'Invoices' },
					{ name: 'More_invoices', args: { Limit: 1000 } },
					{ name: 'Start_sync_in_Codat', args: { Company: 'Harbour Lane Bakery' } },
				],
				[{ name: 'Start_sync_in_Codat', args: { Company: bakery.id } }],
			).finally(() => sandbox.faults.clear());

			const byName = tools.map(shownOf).sort((a, b) => (a.name < b.name ? -1 : 1));
			assert.deepEqual(byName, SHOWN);
			const [companies, invoices, moreInvoices] = told.slice(0, 3).map(recordIn);
			const { records } = companies as { records: IDataObject[] };
			assert.equal(companies.hasMore, false);
			assert.equal(companies.count, records.length);
			assert.ok(records.some(({ name }) => name === 'Harbour Lane Bakery'));
			for (const [list, count] of [[invoices, 20] as const, [moreInvoices, 100] as const]) {
				assert.equal(list.count, count);
				assert.equal(list.hasMore, true);
				assert.equal((list.records as IDataObject[]).length, count);
			}
			assert.match(told[3], /'Company' is not an ID: \\?"Harbour Lane Bakery\\?"/);
			assert.match(told[3], /Company › Get Many lists your companies\./);
			assert.equal(recordIn(told[4]).outcome, 'success');
		},
	}),
);

export const tests: AppTest[] = [
	...reads,
	{
		name: 'a wait ends within 25 s with the operation as it stands, and where to look leads on',
		timeoutMs: 120_000,
		async run({ stage }) {
			const { credential, sandbox } = stage;
			const written = sandbox.ledger.length;
			await Promise.all(
				Object.entries(ways).map(async ([way, ask]) => {
					const { told, waits } = await ask(
						stage,
						[theTools.pending(credential), theTools.pushOperation(credential)],
						[{ name: 'Create_record_in_Codat', args: { Record__JSON_: { customerName: way } } }],
						([answer]) => {
							const { pushOperationKey: Push_Operation_Key } = recordIn(answer);
							return [{ name: 'Get_push_operation_in_Codat', args: { Push_Operation_Key } }];
						},
					);
					assert.ok(waits[0] > 15_000 && waits[0] <= 25_000, `${way}: ${waits[0]} ms`);
					const [pending, operation] = told.map(recordIn);
					assert.equal(pending.status, 'Pending');
					assert.equal(pending.outcome, 'inProgress');
					const key = String(pending.pushOperationKey);
					assert.match(key, /^[0-9a-f-]{36}$/);
					const next = String(pending.next);
					assert.ok(next.includes(`push operation ${key}`), next);
					assert.ok(next.includes("Check again later with 'Get Operation' of 'Push Data'."), next);
					assert.ok(next.endsWith('Running this again would write again.'), next);
					assert.equal(operation.pushOperationKey, key);
					assert.equal(operation.status, 'Pending');
				}),
			);
			assert.equal(sandbox.ledger.length - written, 2);
		},
	},
	{
		name: 'AI Agent: two calls are two writes, and one that n8n tries again is one',
		async run({ stage }) {
			const { credential, sandbox } = stage;
			const { faults } = sandbox;
			const path = `/companies/${bakery.id}/connections/${bakery.connections.accounting}/push`;
			const [requests, effects] = [sandbox.requests.length, sandbox.ledger.length];
			const create = (customerName: string) => [
				{ name: 'Create_record_in_Codat', args: { Record__JSON_: { customerName } } },
			];
			const retrying = { retryOnFail: true, maxTries: 3, waitBetweenTries: 100 };
			try {
				// It takes effect, but its answer can't be read.
				faults.add({ kind: 'htmlAsJson', match: { path: new RegExp(`^${path}`) } });
				const { told } = await askAgent(
					stage,
					[theTools.customer(credential, retrying)],
					create('Tide & Loaf'),
					create('Tide & Loaf'),
					[...create('Salt & Rye'), ...create('Salt & Rye')],
				);
				for (const answer of told) assert.equal(recordIn(answer).status, 'Pending', answer);
			} finally {
				faults.clear();
			}
			const written = sandbox.ledger.slice(effects).map(({ body }) => body as IDataObject);
			assert.deepEqual(
				written.map(({ customerName }) => customerName),
				['Tide & Loaf', 'Tide & Loaf', 'Salt & Rye', 'Salt & Rye'],
			);
			const keys = sandbox.requests
				.slice(requests)
				.filter((request) => request.path.startsWith(path))
				.map(({ headers }) => headers['idempotency-key']);
			assert.equal(keys.length, 5);
			assert.equal(keys[1], keys[0]);
			assert.equal(new Set(keys).size, 4);
		},
	},
];
