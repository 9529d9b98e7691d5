import assert from 'node:assert/strict';
import { errorOf, outputOf } from '../../scripts/n8n/client.mts';
import type { AppTest } from './appTest.mts';
import { chain, MANUAL, node } from './nodes.mts';
import { nodesOf, type Way, WAYS } from './productWays.mts';

const byHand = node(MANUAL, 'n8n-nodes-base.manualTrigger');

function wayTest(way: Way): AppTest {
	return {
		name: way.name,
		async run({ stage: { client, credential, sandbox } }) {
			const before = sandbox.ledger.length;
			const definition = chain(way.name, [byHand, ...nodesOf(way, credential)]);
			const { id } = await client.createWorkflow(definition);
			const execution = await client.runToEnd(id, MANUAL, { timeoutMs: 50_000 });
			assert.equal(execution.status, 'success', errorOf(execution));

			for (const [name, expected] of Object.entries(way.gives)) {
				if (typeof expected === 'function') {
					expected(execution, name);
					continue;
				}
				const items = outputOf(execution, name).map(({ json }) => json);
				const seen = items.map((item, index) =>
					Object.fromEntries(Object.keys(expected[index] ?? item).map((key) => [key, item[key]])),
				);
				assert.deepEqual(seen, expected, name);
			}
			const effects = sandbox.ledger.slice(before).map(({ kind }) => kind);
			assert.deepEqual(effects, way.effects);
		},
	};
}

export const tests: AppTest[] = WAYS.map(wayTest);
