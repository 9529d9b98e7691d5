import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { startSandbox } from '../sandbox/server.ts';
import { N8nClient } from './n8n/client.mts';
import type { Credential, CredentialData } from './n8n/types.mts';
import { EXAMPLES, readExample, sandboxChoices } from './n8n/examples.mts';
import { startN8n } from './n8n/instance.mts';
import { withLock } from './n8n/lock.mts';
import { installPackage } from './n8n/package.mts';
import { cacheDir } from './n8n/paths.mts';
import { assertPortIsFree } from './n8n/ports.mts';
import { provisionN8n } from './n8n/provision.mts';
import { serveLoginLink } from './start/loginLink.mts';
import { type Memory, remember } from './start/memory.mts';
import { HELP, readSettings, type StartSettings } from './start/options.mts';

const log = (line: string) => console.log(line);

/** What has been started, to be ended in the opposite order. */
const closers: Array<() => unknown> = [];

/** Settles on Ctrl-C, or when the process is asked to end. */
const interrupted = new Promise<void>((resolve) => {
	for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
		process.once(signal, () => resolve());
	}
	// npm passes a SIGTERM on to its shell alone: that the shell is gone is then the only sign of it.
	if (process.env.npm_lifecycle_event !== 'start') return;
	const { ppid } = process;
	setInterval(() => process.ppid !== ppid && resolve(), 1_000).unref();
});

async function putCredential(client: N8nClient, credential: CredentialData): Promise<Credential> {
	const known = (await client.listCredentials()).find(({ name }) => name === credential.name);
	if (!known) return await client.createCredential(credential);
	await client.updateCredential(known.id, credential);
	return known;
}

async function logIn(client: N8nClient, { account }: Memory, userFolder: string): Promise<void> {
	if (await client.needsOwner()) return await client.setUpOwner(account);
	try {
		await client.logIn(account);
	} catch (error) {
		throw new Error(
			`${(error as Error).message}\nIf you changed the password of ${account.email} in n8n, delete ${userFolder} to begin afresh.`,
		);
	}
}

/** Imports the examples that aren't there yet. Returns the names of all of them. */
async function importExamples(
	client: N8nClient,
	credential: Credential,
	isSandbox: boolean,
): Promise<string[]> {
	const known = (await client.listWorkflows()).filter(({ isArchived }) => !isArchived);
	const names = [];
	for (const file of Object.values(EXAMPLES)) {
		const example = await readExample(file, credential, isSandbox ? sandboxChoices(file) : {});
		names.push(example.name);
		const before = known.find(({ name }) => name === example.name);
		const { id } = before ?? (await client.createWorkflow(example));
		// A real account's syncs are left alone until its owner says so.
		if (!isSandbox || file !== EXAMPLES.onSyncCompleted) continue;
		if (!before || (await client.publicationOf(id)).status === 'failed') await client.publish(id);
	}
	return names;
}

/** Starts the sandbox where it was the last time, or elsewhere if that port is taken by now. */
async function openSandbox({ sandboxPort }: Memory) {
	const host = '127.0.0.1';
	const sandbox = await startSandbox({ host, port: sandboxPort }).catch(
		(error: NodeJS.ErrnoException) => {
			if (error.code !== 'EADDRINUSE') throw error;
			return startSandbox({ host });
		},
	);
	closers.push(() => sandbox.close());
	// What is due later, such as the event of a write that has ended.
	setInterval(() => void sandbox.outbox.deliver(), 1_000).unref();
	return sandbox;
}

function box(lines: string[]): string {
	const width = Math.max(...lines.map((line) => line.length));
	const edge = '─'.repeat(width + 2);
	return [`┌${edge}┐`, ...lines.map((line) => `│ ${line.padEnd(width)} │`), `└${edge}┘`].join('\n');
}

async function run({ port, codatApiKey }: StartSettings, userFolder: string): Promise<void> {
	await assertPortIsFree(port);
	await provisionN8n({ log });
	await installPackage({ userFolder, log });
	const memory = await remember(join(userFolder, 'account.json'));
	const sandbox = codatApiKey === undefined ? await openSandbox(memory) : undefined;

	log('Starting n8n…');
	const n8n = await startN8n({ userFolder, port, log });
	closers.push(() => n8n.stop());
	const client = new N8nClient(n8n.url);
	await logIn(client, memory, userFolder);
	const credential = await putCredential(client, {
		name: sandbox ? 'Codat sandbox' : 'Codat',
		type: 'codatApi',
		data: {
			apiKey: sandbox?.apiKey ?? codatApiKey ?? '',
			baseUrl: sandbox?.url ?? 'https://api.codat.io',
		},
	});
	const examples = await importExamples(client, credential, sandbox !== undefined);
	const link = await serveLoginLink(client.cookie, `${n8n.url}/home/workflows`);
	closers.push(() => link.close());

	log(
		box([
			'n8n with the Codat nodes is ready.',
			'',
			`Open       ${link.url}`,
			`or log in  ${n8n.url}`,
			`  e-mail   ${memory.account.email}`,
			`  password ${memory.account.password}`,
			'',
			`Codat      ${sandbox ? `${sandbox.url} (made up, on this machine)` : 'https://api.codat.io (your account)'}`,
			`Credential ${credential.name}`,
			...examples.map((name, index) => `${index === 0 ? 'Workflows ' : '          '} ${name}`),
			'',
			'Ctrl-C ends it. What you make in n8n is kept for the next time.',
		]),
	);

	const end = await Promise.race([interrupted, n8n.ended]);
	if (end !== undefined) throw new Error(`n8n ended by itself (${end}). Its log: ${n8n.logFile}`);
}

async function main(): Promise<void> {
	const settings = readSettings(process.argv.slice(2), process.env);
	if (!settings) {
		console.log(HELP);
		return;
	}
	// Apart from each other: a workflow tried on made-up data must not wake up on a real account.
	const userFolder = join(cacheDir, settings.codatApiKey === undefined ? 'sandbox' : 'codat');
	await mkdir(userFolder, { recursive: true });
	const lock = { log, busy: 'is running this already', timeoutMs: 0 };
	await withLock(join(userFolder, 'lock'), lock, async () => {
		try {
			await Promise.race([run(settings, userFolder), interrupted]);
		} finally {
			if (closers.length > 0) log('Ending…');
			for (const close of closers.reverse()) await close();
		}
	});
}

main().then(
	() => process.exit(0),
	(error: Error) => {
		console.error(`\n${error.message}\n`);
		process.exit(1);
	},
);
