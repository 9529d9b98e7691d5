import { randomBytes } from 'node:crypto';
import { cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Sandbox, startSandbox } from '../../sandbox/server.ts';
import { N8nClient } from '../../scripts/n8n/client.mts';
import type { Credential } from '../../scripts/n8n/types.mts';
import { type N8nInstance, startN8n } from '../../scripts/n8n/instance.mts';
import { installPackage } from '../../scripts/n8n/package.mts';
import type { N8nRelease } from '../../scripts/n8n/provision.mts';
import type { Log } from '../../scripts/n8n/run.mts';
import { Codat } from './codat.mts';

export interface Stage {
	/** A folder of the stage's own, deleted with it. */
	folder: string;
	sandbox: Sandbox;
	codat: Codat;
	credential: Credential;
	client: N8nClient;
	n8n: N8nInstance;
	/** Starts n8n again after it was stopped or killed: same data, same port. */
	restart(): Promise<void>;
	/** What n8n has logged since the last call. */
	newLog(): Promise<string>;
	close(): Promise<void>;
}

/** Packs this package and installs it into a folder, from which each stage takes its copy. */
export async function preparePackage(log: Log): Promise<string> {
	const folder = await mkdtemp(join(tmpdir(), 'n8n-nodes-codat-package-'));
	try {
		await installPackage({ userFolder: folder, log });
	} catch (error) {
		await rm(folder, { recursive: true, force: true });
		throw error;
	}
	return folder;
}

/**
 * Opens a sandbox, and a new n8n with the package in it and a credential for that sandbox.
 * @param release of n8n; the newest unless given
 */
export async function openStage(packageFolder: string, release?: N8nRelease): Promise<Stage> {
	const folder = await mkdtemp(join(tmpdir(), 'n8n-nodes-codat-test-'));
	const nodes = join('.n8n', 'nodes');
	await cp(join(packageFolder, nodes), join(folder, nodes), { recursive: true });

	const sandbox = await startSandbox({ host: '127.0.0.1', port: 0 });
	let n8n = await startN8n({ release, userFolder: folder });
	let logRead = 0;
	const client = new N8nClient(n8n.url);
	await client.setUpOwner({
		email: 'owner@example.com',
		password: `${randomBytes(12).toString('base64url')}7A`,
	});
	const credential = await client.createCredential({
		name: 'Codat sandbox',
		type: 'codatApi',
		data: { apiKey: sandbox.apiKey, baseUrl: sandbox.url },
	});

	return {
		folder,
		sandbox,
		codat: new Codat(sandbox),
		credential,
		client,
		get n8n() {
			return n8n;
		},
		async restart() {
			const port = Number(new URL(n8n.url).port);
			n8n = await startN8n({ release, userFolder: folder, port });
		},
		async newLog() {
			const text = await readFile(n8n.logFile, 'utf8');
			const news = text.slice(logRead);
			logRead = text.length;
			return news;
		},
		async close() {
			await n8n.stop();
			await sandbox.close();
			await rm(folder, { recursive: true, force: true });
		},
	};
}
