/**
 * Writes the output schemas that n8n's editor shows before a node has run, one an operation, from
 * what every operation returns on n8n's engine against the sandbox, and those of the triggers:
 * `tsx scripts/writeSchemas.mts`.
 */
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { resources } from '../nodes/Codat/actions/index';
import { outputsOf } from '../test/engine/outputs';
import { schemaOf } from '../test/engine/schema';
import { triggerOutputs } from '../test/engine/triggerOutputs';
import { webhookOutputs } from '../test/engine/webhookOutputs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const folder = join(root, 'nodes/Codat/__schema__/v1.0.0');

async function write(file: string, items: unknown[]): Promise<void> {
	await writeFile(file, `${JSON.stringify({ ...schemaOf(items), version: 1 }, null, '\t')}\n`);
}

const outputs = await outputsOf();
await rm(folder, { recursive: true, force: true });
for (const [resource, { operations }] of Object.entries(resources)) {
	await mkdir(join(folder, resource), { recursive: true });
	for (const operation of Object.keys(operations)) {
		const items = outputs[`${resource}.${operation}`];
		if (!items?.length) throw new Error(`${resource}.${operation} returns nothing to learn from`);
		await write(join(folder, resource, `${operation}.json`), items);
	}
}
// Those of nodes that have no operations, of which each needs a folder of its own.
await write(`${folder}.json`, await triggerOutputs());
const webhookFolder = join(root, 'nodes/Codat/webhook/__schema__');
await mkdir(webhookFolder, { recursive: true });
await write(join(webhookFolder, 'v1.0.0.json'), await webhookOutputs());
process.exit();
