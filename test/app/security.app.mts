import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { cp, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Fault } from '../../sandbox/faults.ts';
import { SEED } from '../../sandbox/seed.ts';
import { type Sandbox, startSandbox } from '../../sandbox/server.ts';
import { errorOf, N8nClient } from '../../scripts/n8n/client.mts';
import type { Credential } from '../../scripts/n8n/types.mts';
import { startN8n } from '../../scripts/n8n/instance.mts';
import { waitFor } from '../../scripts/n8n/wait.mts';
import type { AppTest, TestContext } from './appTest.mts';
import { Codat } from './codat.mts';
import { CODAT, MANUAL, operationWorkflow, triggerWorkflow } from './nodes.mts';

const { bakery } = SEED.companies;

/** Keys that stand nowhere else. */
const KEY = 'qZ7-right/key+Xw93kd02Lm4';
const WRONG_KEY = 'qZ7-wrong/key+Pv51hs88Tn6';

const HEADER = `Basic ${Buffer.from(KEY).toString('base64')}`;

/** All that a key can be told from. */
const SECRETS = [KEY, WRONG_KEY].flatMap((key) => [
	key,
	Buffer.from(key).toString('base64').replace(/=+$/, ''),
	encodeURIComponent(key),
]);

interface N8n {
	client: N8nClient;
	/** Where it keeps all that it keeps, its log too. */
	folder: string;
	/** Makes a credential for what is at a base URL. */
	credential(baseUrl: string, apiKey?: string): Promise<Credential>;
}

/** Does something in an n8n of its own, with the package in it, which logs all it can. */
async function withN8n(
	{ stage }: TestContext,
	env: Record<string, string>,
	work: (n8n: N8n) => Promise<void>,
): Promise<void> {
	const folder = await mkdtemp(join(tmpdir(), 'n8n-nodes-codat-security-'));
	try {
		const nodes = join('.n8n', 'nodes');
		await cp(join(stage.folder, nodes), join(folder, nodes), { recursive: true });
		const n8n = await startN8n({
			userFolder: folder,
			env: { N8N_LOG_LEVEL: 'debug', ...env },
		});
		try {
			const client = new N8nClient(n8n.url);
			const password = `${randomBytes(12).toString('base64url')}7A`;
			await client.setUpOwner({ email: 'owner@example.com', password });
			const credential = async (baseUrl: string, apiKey = KEY) =>
				await client.createCredential({
					name: `For ${baseUrl}`,
					type: 'codatApi',
					data: { apiKey, baseUrl },
				});
			await work({ client, folder, credential });
		} finally {
			await n8n.stop();
		}
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
}

/** What may become of a request, and what the user reads then. */
const faultsTo = (other: Sandbox): Array<[Fault, RegExp]> => [
	[{ kind: 'status', status: 400 }, /not valid/],
	[{ kind: 'status', status: 400, body: { error: `Not ${HEADER}` } }, /Not Basic \*{5}/],
	[{ kind: 'status', status: 401, body: { error: `Not ${KEY}` } }, /did not accept the API key/],
	[{ kind: 'status', status: 403, body: { error: `Not ${KEY}` } }, /Not \*{5}/],
	[{ kind: 'status', status: 404 }, /Not found/],
	// Not until midnight, which may be so near that it is no longer told from a short wait.
	[{ kind: 'tooManyRequests', retryAfter: 'seconds', seconds: 7_200 }, /daily quota/],
	[{ kind: 'error', status: 500 }, /internal error/],
	[{ kind: 'error', status: 503, effect: 'before' }, /temporarily offline/],
	[{ kind: 'resetBeforeResponse' }, /broke off/],
	[{ kind: 'resetMidBody' }, /broke off/],
	[{ kind: 'html' }, /web page/],
	[{ kind: 'redirect', to: `${other.url}/companies`, status: 302 }, /redirect/],
	[{ kind: 'redirect', to: `${other.url}/companies`, status: 307 }, /redirect/],
];

const once = { strategy: 'none' };
const start = { resource: 'sync', operation: 'start', retries: once };
const getStatus = { resource: 'sync', operation: 'getStatus', retries: once };

/** Runs one operation. @returns the message that it failed with */
async function runOne(
	{ client }: N8n,
	credential: Credential,
	parameters: typeof start,
	goesOn = false,
): Promise<string | undefined> {
	const definition = operationWorkflow(credential, bakery.id, parameters);
	if (goesOn) definition.nodes[1].onError = 'continueRegularOutput';
	const { id } = await client.createWorkflow(definition);
	return errorOf(await client.runToEnd(id, MANUAL));
}

async function runThroughFaults(n8n: N8n, sandbox: Sandbox, other: Sandbox): Promise<void> {
	const right = await n8n.credential(sandbox.url);
	const wrong = await n8n.credential(sandbox.url, WRONG_KEY);
	assert.equal(await runOne(n8n, right, start), undefined);
	assert.match((await runOne(n8n, wrong, start)) ?? '', /API key/);
	for (const [fault, message] of faultsTo(other)) {
		sandbox.faults.add(fault);
		assert.match((await runOne(n8n, right, start)) ?? 'It succeeded', message);
		sandbox.faults.add(fault);
		assert.equal(await runOne(n8n, right, getStatus, true), undefined);
		sandbox.faults.clear();
	}
}

async function poll({ client, credential }: N8n, sandbox: Sandbox, other: Sandbox): Promise<void> {
	const right = await credential(sandbox.url);
	const { id } = await client.createWorkflow(triggerWorkflow(right, bakery.id, ['syncCompleted']));
	await client.publish(id);
	await new Codat(sandbox).sync(bakery.id);
	await client.waitForExecutions(id, 1);
	const match = { path: /\/sync\// };
	const faults: Fault[] = [
		{ kind: 'status', status: 401, match },
		{ kind: 'redirect', to: other.url, match },
		{ kind: 'html', match },
	];
	const active = faults.map((fault) => sandbox.faults.add(fault));
	await waitFor('polls to fail', () => active.every(({ hits }) => hits > 0));
	await client.unpublish(id);
	sandbox.faults.clear();

	const wrong = await credential(sandbox.url, WRONG_KEY);
	const failing = await client.createWorkflow(triggerWorkflow(wrong, bakery.id, ['syncCompleted']));
	await assert.rejects(client.publish(failing.id), /API key/);
	await client.unpublish(failing.id);
}

/** A credential as n8n gives it to the editor, with its fields. */
async function shownCredential(client: N8nClient, { id }: Credential): Promise<string> {
	const url = `${client.url}/rest/credentials/${id}?includeData=true`;
	const shown = await (await fetch(url, { headers: { Cookie: client.cookie } })).text();
	assert.match(shown, /"baseUrl"/);
	return shown;
}

/** Tests credentials and opens dropdowns that fail. @returns what the user reads */
async function askInVain({ client, credential }: N8n, sandbox: Sandbox, other: Sandbox) {
	const right = await credential(sandbox.url);
	const words: string[] = [];
	const test = async (apiKey: string, baseUrl: string) => {
		const data = { apiKey, baseUrl };
		const { status, message } = await client.testCredential({ ...right, data });
		assert.equal(status, 'Error', message);
		words.push(message);
	};
	await test(WRONG_KEY, sandbox.url);
	await test(KEY, 'http://127.0.0.1:1');
	await test(KEY, 'not a URL');
	const list = async (chosen: Credential, fault?: Fault) => {
		if (fault) sandbox.faults.add(fault);
		const list = { nodeType: CODAT, path: 'parameters.companyId', methodName: 'searchCompanies' };
		await client.listSearch({ ...list, credential: chosen }).then(
			() => assert.fail('The list came'),
			(error: Error) => words.push(error.message),
		);
	};
	const redirect: Fault = { kind: 'redirect', to: other.url };
	sandbox.faults.add(redirect);
	await test(KEY, sandbox.url);
	await list(await credential(sandbox.url, WRONG_KEY));
	await list(right, redirect);
	await list(right, { kind: 'html' });
	return [...words, await shownCredential(client, right)];
}

/** Every execution, as the editor gets it. */
async function executionsOf(client: N8nClient): Promise<string[]> {
	const workflows = await client.listWorkflows();
	const summaries = await Promise.all(
		workflows.map(async ({ id }) => await client.listExecutions(id)),
	);
	return await Promise.all(
		summaries.flat().map(async ({ id }) => JSON.stringify(await client.getExecution(id))),
	);
}

/** Every file in which n8n keeps something, byte by byte, by its path. */
async function filesOf(folder: string): Promise<Map<string, string>> {
	const entries = await readdir(folder, { recursive: true, withFileTypes: true });
	const paths = entries
		.filter((entry) => entry.isFile())
		.map(({ parentPath, name }) => join(parentPath, name))
		.filter((path) => !path.startsWith(join(folder, '.n8n', 'nodes')))
		.filter((path) => !path.startsWith(join(folder, '.cache')));
	const read = async (path: string) => [path, await readFile(path, 'latin1')] as const;
	return new Map(await Promise.all(paths.map(read)));
}

/** Fails where a key is in a text, and says in which and where. */
function assertNoKeyIn(what: string, text: string): void {
	for (const secret of SECRETS) {
		const at = text.indexOf(secret);
		const around = text.slice(Math.max(0, at - 200), at + 100).replace(/[^ -~]/g, ' ');
		assert.equal(at, -1, `${what} has ${secret}: …${around}…`);
	}
}

async function withSandboxes(work: (sandbox: Sandbox, other: Sandbox) => Promise<void>) {
	const sandbox = await startSandbox({ apiKey: KEY });
	const other = await startSandbox();
	try {
		await work(sandbox, other);
	} finally {
		await sandbox.close();
		await other.close();
	}
}

/** Does something with a proxy there. `seen`: the addresses that it was asked for. */
async function withProxy(work: (url: string, seen: string[]) => Promise<void>): Promise<void> {
	const seen: string[] = [];
	const proxy = createServer((request, response) => {
		seen.push(String(request.url));
		response.end('{}');
	});
	proxy.on('connect', ({ url }, socket) => {
		seen.push(String(url));
		socket.destroy();
	});
	await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
	try {
		const { port } = proxy.address() as AddressInfo;
		await work(`http://127.0.0.1:${port}`, seen);
	} finally {
		proxy.closeAllConnections();
		proxy.close();
	}
}

export const tests: AppTest[] = [
	{
		name: 'the API key is in nothing that n8n stores, logs or shows, and goes nowhere else',
		timeoutMs: 180_000,
		run: async (context) =>
			await withSandboxes(async (sandbox, other) => {
				await withN8n(context, {}, async (n8n) => {
					await runThroughFaults(n8n, sandbox, other);
					await poll(n8n, sandbox, other);
					const words = await askInVain(n8n, sandbox, other);
					const executions = await executionsOf(n8n.client);
					const files = await filesOf(n8n.folder);

					assertNoKeyIn('A message', words.join('\n'));
					executions.forEach((text) => assertNoKeyIn('An execution', text));
					files.forEach((text, path) => assertNoKeyIn(path, text));
					assertNoKeyIn('What the other got', JSON.stringify(other.requests));
					assert.deepEqual(other.requests, []);

					// The search would find it: it was sent, and the rest of it all is there.
					assert.ok(sandbox.requests.some(({ headers }) => headers.authorization === HEADER));
					assert.ok(executions.length > 25, `${executions.length} executions`);
					assert.match(files.get(join(n8n.folder, 'n8n.log')) ?? '', /debug/);
					const all = [...files.values()].join('');
					for (const known of ['sync: getStatus', bakery.id, 'broke off', 'Not Basic *****']) {
						assert.ok(all.includes(known), `${[...files.keys()].join()} have no ${known}`);
					}
				});
			}),
	},
	{
		name: 'a base URL that is not https is refused before anything is sent',
		timeoutMs: 90_000,
		run: async (context) =>
			await withProxy(async (url, seen) => {
				const env = { HTTP_PROXY: url, HTTPS_PROXY: url, NO_PROXY: '127.0.0.1,localhost' };
				await withN8n(context, env, async (n8n) => {
					const credential = await n8n.credential('http://example.com');
					assert.match((await runOne(n8n, credential, start)) ?? '', /must start with https/);
					const data = { apiKey: KEY, baseUrl: 'http://example.com' };
					const { message } = await n8n.client.testCredential({ ...credential, data });
					assert.match(message, /must start with https/);
					assert.deepEqual(seen, []);

					// Something that is sent is seen.
					const elsewhere = await n8n.credential('https://example.com');
					await runOne(n8n, elsewhere, start);
					assert.deepEqual(seen, ['example.com:443']);
				});
			}),
	},
];
