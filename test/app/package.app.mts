import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { AppTest } from './appTest.mts';
import { CODAT, TRIGGER, WEBHOOK_TRIGGER } from './nodes.mts';

export const tests: AppTest[] = [
	{
		name: 'the packed tarball loads as a community package',
		async run({ stage }) {
			const types = await stage.client.nodeTypes();
			const names = types.map(({ name }) => name).filter((name) => /codat/i.test(name));
			for (const name of [CODAT, TRIGGER, WEBHOOK_TRIGGER, `${CODAT}Tool`]) {
				assert.ok(names.includes(name), `${name} is not among ${names.join(', ')}`);
			}
		},
	},
	{
		name: 'it brings nothing to run time but itself',
		async run({ stage }) {
			const folder = join(stage.folder, '.n8n/nodes/node_modules/n8n-nodes-codat');
			const manifest = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as object;
			assert.ok(!('dependencies' in manifest));
		},
	},
	{
		name: 'its icons are served, light and dark',
		async run({ stage }) {
			const types = (await stage.client.nodeTypes()).filter(({ name }) =>
				[CODAT, TRIGGER, WEBHOOK_TRIGGER].includes(name),
			);
			for (const { name, iconUrl } of types) {
				assert.ok(typeof iconUrl === 'object', `${name} has no pair of icons`);
				for (const url of [iconUrl.light, iconUrl.dark]) {
					assert.match(await stage.client.file(`/${url}`), /<svg/);
				}
			}
		},
	},
	{
		name: 'what an operation returns is shown before it has run',
		async run({ stage }) {
			const schema = await stage.client.file(`/schemas/${CODAT}/1.0.0/sync/start.json`);
			assert.ok('commerceSyncId' in (JSON.parse(schema) as { properties: object }).properties);
		},
	},
];
