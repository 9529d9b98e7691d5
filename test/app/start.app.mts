import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import axios from 'axios';
import type { SavedWorkflow } from '../../scripts/n8n/types.mts';
import { EXAMPLES } from '../../scripts/n8n/examples.mts';
import { projectDir } from '../../scripts/n8n/paths.mts';
import { assertPortIsFree, freePort } from '../../scripts/n8n/ports.mts';
import { provisionN8n } from '../../scripts/n8n/provision.mts';
import { waitFor } from '../../scripts/n8n/wait.mts';
import type { AppTest } from './appTest.mts';

type Listed = Pick<SavedWorkflow, 'activeVersionId' | 'name'>;

/** Follows the link that `npm start` prints, as a browser does. Returns the workflows that are there. */
async function workflowsBehind(link: string): Promise<Listed[]> {
	const http = axios.create({ proxy: false, maxRedirects: 0, validateStatus: () => true });
	const { headers } = await http.get<string>(link);
	const [cookie] = headers['set-cookie']![0].split(';');
	const { origin, pathname } = new URL(String(headers.location));
	assert.equal(pathname, '/home/workflows');
	const { data } = await http.get<{ data: Listed[] }>(`${origin}/rest/workflows`, {
		headers: { Cookie: cookie },
	});
	return data.data;
}

export const tests: AppTest[] = [
	{
		name: 'npm start brings up n8n with the examples, logs in by its link, and ends when it is told to',
		timeoutMs: 300_000,
		async run() {
			// As on a machine that has n8n, but has never had this package.
			const home = await mkdtemp(join(tmpdir(), 'n8n-nodes-codat-start-'));
			const { dir } = await provisionN8n({ log: () => {} });
			const cache = join(home, 'n8n-nodes-codat');
			await mkdir(cache);
			await symlink(dir, join(cache, basename(dir)));
			const port = await freePort();
			const started = spawn('npm', ['start'], {
				cwd: projectDir,
				env: { ...process.env, PORT: String(port), XDG_CACHE_HOME: home },
				stdio: ['ignore', 'pipe', 'pipe'],
			});
			const ended = once(started, 'close');
			let printed = '';
			started.stdout.on('data', (part) => (printed += String(part)));
			started.stderr.on('data', (part) => (printed += String(part)));
			try {
				const isReady = () => printed.includes('Ctrl-C ends it') || started.exitCode !== null;
				await waitFor('n8n to be ready', isReady, { timeoutMs: 240_000 });
				const [, link] = /Open +(http\S+)/.exec(printed) ?? assert.fail(printed);
				assert.ok(printed.includes(`http://127.0.0.1:${port} `), printed);
				const workflows = await workflowsBehind(link);
				assert.equal(workflows.length, Object.keys(EXAMPLES).length);
				const active = workflows.filter((workflow) => workflow.activeVersionId !== null);
				assert.deepEqual(
					active.map(({ name }) => name),
					['Codat: when a sync completes or fails'],
				);
			} finally {
				started.kill();
				await ended;
				await rm(home, { recursive: true, force: true });
			}
			assert.ok(printed.trimEnd().endsWith('Ending…'), printed);
			await assertPortIsFree(port);
		},
	},
];
