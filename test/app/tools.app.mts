import assert from 'node:assert/strict';
import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { SEED } from '../../sandbox/seed.ts';
import { codatTool, publishMcp } from './aiTools.mts';
import type { AppTest } from './appTest.mts';
import { byId } from './nodes.mts';
import type { Stage } from './stage.mts';

const { bakery } = SEED.companies;
const PUSH = `/companies/${bakery.id}/connections/${bakery.connections.accounting}/push`;

/** Publishes the tools, and gives what a test needs: a client, and what has come to Codat since. */
async function publishTools(stage: Stage) {
	const { credential, sandbox } = stage;
	const tool = (name: string, operation: string, parameters: INodeParameters) =>
		codatTool(
			credential,
			name,
			{
				resource: 'pushData',
				operation,
				companyId: byId(bakery.id),
				connectionId: byId(bakery.connections.accounting),
				...parameters,
			},
			{ retryOnFail: true, maxTries: 3, waitBetweenTries: 100 },
		);
	const record = {
		dataType: 'customers',
		recordMode: 'json',
		recordJson: "={{ JSON.stringify({ customerName: $fromAI('name', 'Its name', 'string') }) }}",
	};
	const mcp = await publishMcp(stage, [
		tool('Create', 'create', record),
		tool('Update', 'update', { ...record, recordId: 'c-1' }),
		tool('Delete', 'delete', { dataType: 'bills', recordId: 'b-1' }),
	]);
	const [requests, effects] = [sandbox.requests.length, sandbox.ledger.length];
	return {
		mcp,
		sent: () => sandbox.requests.slice(requests).filter(({ path: to }) => to.startsWith(PUSH)),
		written: () => sandbox.ledger.slice(effects),
	};
}

export const tests: AppTest[] = [
	{
		name: 'MCP Server Trigger: each call writes',
		async run({ stage }) {
			const { mcp, sent, written } = await publishTools(stage);
			for (const name of ['Tide & Loaf', 'Tide & Loaf', 'Salt & Rye']) {
				const result = await mcp.call('Create', { name });
				assert.ok(!result.isError, result.content[0]?.text);
			}
			const names = written().map(({ body }) => (body as IDataObject).customerName);
			assert.deepEqual(names, ['Tide & Loaf', 'Tide & Loaf', 'Salt & Rye']);
			const keys = sent().map(({ headers }) => headers['idempotency-key']);
			assert.equal(new Set(keys).size, 3);

			for (const name of ['Update', 'Delete', 'Update', 'Delete']) {
				const result = await mcp.call(name, { name: 'Tide & Loaf' });
				assert.ok(!result.isError, result.content[0]?.text);
			}
			assert.equal(written().length, 7);
		},
	},
	{
		name: 'MCP Server Trigger: a call that n8n tries again writes once',
		async run({ stage }) {
			const { faults } = stage.sandbox;
			const { mcp, sent, written } = await publishTools(stage);
			const match = { path: new RegExp(`^${PUSH}`) };
			try {
				faults.add({ kind: 'htmlAsJson', match });
				const created = await mcp.call('Create', { name: 'Tide & Loaf' });
				assert.ok(!created.isError, created.content[0]?.text);
				assert.equal(written().length, 1);
				const keys = sent().map(({ headers }) => headers['idempotency-key']);
				assert.equal(keys.length, 2);
				assert.equal(keys[1], keys[0]);

				faults.add({ kind: 'error', status: 500, match });
				await mcp.call('Create', { name: 'Salt & Rye' });
				assert.equal(written().length, 2);

				for (const name of ['Update', 'Delete']) {
					const [requests, effects] = [sent().length, written().length];
					faults.add({ kind: 'error', status: 500, match });
					const { content } = await mcp.call(name, { name: 'Tide & Loaf' });
					assert.match(content[0].text, /may or may not have carried this out/);
					assert.equal(sent().length, requests + 1);
					assert.equal(written().length, effects + 1);
				}
			} finally {
				faults.clear();
			}
		},
	},
];
