import assert from 'node:assert/strict';
import type { INodeParameters } from 'n8n-workflow';
import { HOUR } from '../../sandbox/clock.ts';
import type { Fault } from '../../sandbox/faults.ts';
import { SEED } from '../../sandbox/seed.ts';
import type { LoggedRequest } from '../../sandbox/state.ts';
import { waitFor } from '../../scripts/n8n/wait.mts';
import type { AppTest } from './appTest.mts';
import { byId, chain, CODAT, MANUAL, node } from './nodes.mts';
import type { Stage } from './stage.mts';

const { bakery, florist } = SEED.companies;

/** As many requests as the node has on their way at once. */
const MOST_IN_FLIGHT = 10;

interface Stop {
	items: number;
	/** How many requests Codat has had by then. */
	after: number;
	fault?: Fault;
}

/**
 * Runs an operation on many items, and stops the run.
 * @returns the requests that Codat had, once all were answered
 */
async function runAndStop(
	{ client, credential, sandbox }: Stage,
	parameters: INodeParameters,
	{ items, after, fault }: Stop,
): Promise<LoggedRequest[]> {
	const jsonOutput = `={{ ({ list: Array.from({ length: ${items} }, (_, index) => ({ index })) }) }}`;
	const definition = chain('Stop', [
		node(MANUAL, 'n8n-nodes-base.manualTrigger'),
		{ ...node('List', 'n8n-nodes-base.set', { mode: 'raw', jsonOutput }), typeVersion: 3.4 },
		node('Items', 'n8n-nodes-base.splitOut', { fieldToSplitOut: 'list', options: {} }),
		node('Codat', CODAT, parameters, credential),
	]);
	const { id } = await client.createWorkflow(definition);
	const before = sandbox.requests.length;
	const sent = () => sandbox.requests.slice(before);
	if (fault) sandbox.faults.add(fault);
	try {
		const executionId = await client.run(id, MANUAL);
		await waitFor('Codat to have been asked', () => sent().length >= after);
		await client.stop(executionId);
		const atStop = sent().length;
		const { status } = await client.waitForExecution(executionId);
		assert.equal(status, 'canceled');
		await waitFor('all to be answered', () => sent().every((each) => each.status !== undefined));
		// Whatever the node would do next, it has begun by the time that n8n answers.
		await client.getExecution(executionId);
		assert.ok(
			sent().length <= atStop + MOST_IN_FLIGHT,
			`${atStop} at the stop, ${sent().length} now`,
		);
		return sent();
	} finally {
		sandbox.faults.clear();
	}
}

export const tests: AppTest[] = [
	{
		name: 'a wait for a sync ends with the run, and the sync goes on in Codat',
		async run({ stage }) {
			const { sandbox, codat } = stage;
			const usual = sandbox.state.syncDurationMs;
			sandbox.state.syncDurationMs = HOUR;
			try {
				const sent = await runAndStop(
					stage,
					{
						resource: 'sync',
						operation: 'start',
						companyId: byId(bakery.id),
						product: 'commerce',
						waitForCompletion: true,
					},
					{ items: 1, after: 2 },
				);
				assert.deepEqual(
					sent.slice(1).map(({ method }) => method),
					sent.slice(1).map(() => 'GET'),
				);
			} finally {
				sandbox.state.syncDurationMs = usual;
				await codat.advance(HOUR);
			}
		},
	},
	{
		name: 'of three hundred writes, no more are begun',
		async run({ stage }) {
			const { sandbox } = stage;
			const { companies } = sandbox.state;
			const known = new Set(companies.keys());
			const before = sandbox.ledger.length;
			const sent = await runAndStop(
				stage,
				{ resource: 'company', operation: 'create', name: '=Market stall {{ $json.index }}' },
				{ items: 300, after: 30, fault: { kind: 'delay', ms: 200, times: 300 } },
			);
			for (const id of companies.keys()) if (!known.has(id)) companies.delete(id);
			const created = sandbox.ledger.slice(before).map(({ kind }) => kind);
			assert.deepEqual(
				created,
				sent.map(() => 'company.created'),
			);
		},
	},
	{
		name: 'an upload is cancelled at Codat, which processes nothing of it',
		async run({ stage }) {
			const record = `{ id: 't-' + index, amount: 1, accountId: 'acc-1', currency: 'GBP', postedDate: '2026-03-01' }`;
			const list = `={{ Array.from({ length: 5000 }, (_, index) => (${record})) }}`;
			await runAndStop(
				stage,
				{
					resource: 'bankStatement',
					operation: 'uploadStatement',
					companyId: byId(florist.id),
					connectionId: byId(florist.connections.banking),
					dataType: 'banking-transactions',
					transactions: { lists: [{ list }] },
				},
				{ items: 1, after: 3, fault: { kind: 'delay', ms: 500, times: 100 } },
			);
			const { end, parts } = stage.sandbox.state.companies.get(florist.id)!.uploads.at(-1)!;
			assert.equal(end, 'Cancel');
			assert.ok(parts.length < 5, `${parts.length} parts came`);
		},
	},
];
