import { randomBytes } from 'node:crypto';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { N8nClient } from '../scripts/n8n/client.mts';
import type { Credential } from '../scripts/n8n/types.mts';
import { type N8nInstance, startN8n } from '../scripts/n8n/instance.mts';
import { SandboxProcess, type SandboxSetup } from './sandboxProcess.mts';

/** A new n8n with the package in it, and a sandbox, each in a process of its own. */
export interface Stage {
	n8n: N8nInstance;
	client: N8nClient;
	sandbox: SandboxProcess;
	/** For the Codat nodes. */
	codatApi: Credential;
	/** For HTTP Request. */
	httpHeaderAuth: Credential;
}

/**
 * Opens a stage for a row and closes it again.
 * @param packageFolder an n8n user folder with the package installed, which is copied
 */
export async function withStage<T>(
	packageFolder: string,
	setup: SandboxSetup,
	work: (stage: Stage) => Promise<T>,
): Promise<T> {
	const userFolder = await mkdtemp(join(tmpdir(), 'n8n-nodes-codat-bench-'));
	const closers: Array<() => Promise<void>> = [
		async () => await rm(userFolder, { recursive: true, force: true }),
	];
	try {
		const nodes = join('.n8n', 'nodes');
		await cp(join(packageFolder, nodes), join(userFolder, nodes), { recursive: true });
		const sandbox = await SandboxProcess.start(setup);
		closers.push(async () => await sandbox.close());
		const n8n = await startN8n({ userFolder, env: inspectionEnv() });
		closers.push(async () => await n8n.stop());

		const client = new N8nClient(n8n.url);
		const password = `${randomBytes(12).toString('base64url')}7A`;
		await client.setUpOwner({ email: 'owner@example.com', password });
		const codatApi = await client.createCredential({
			name: 'Codat sandbox',
			type: 'codatApi',
			data: { apiKey: sandbox.apiKey, baseUrl: sandbox.url },
		});
		const httpHeaderAuth = await client.createCredential({
			name: 'Codat header',
			type: 'httpHeaderAuth',
			data: {
				name: 'Authorization',
				value: `Basic ${Buffer.from(sandbox.apiKey).toString('base64')}`,
			},
		});
		return await work({ n8n, client, sandbox, codatApi, httpHeaderAuth });
	} finally {
		for (const close of closers.reverse()) await close();
	}
}

/** BENCH_NODE_OPTIONS=--cpu-prof shows what n8n spends its time on. */
function inspectionEnv(): Record<string, string> {
	const options = process.env.BENCH_NODE_OPTIONS;
	return options ? { NODE_OPTIONS: options } : {};
}
