import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
	type N8nInstance,
	startInstalled,
	type StartOptions,
} from '../../scripts/n8n/instance.mts';
import { freePort, onFreePorts, portsTaken, PortTakenError } from '../../scripts/n8n/ports.mts';
import type { AppTest } from './appTest.mts';

/**
 * Stands in for n8n: notes its ports, and says that it is ready. As often as it is told to, it
 * fails instead, as n8n does; meanwhile another n8n is ready on its port.
 */
const FAKE_N8N = `
const { appendFileSync, readFileSync } = require('node:fs');
const { createServer } = require('node:http');
const { N8N_PORT, N8N_RUNNERS_BROKER_PORT, N8N_ENDPOINT_HEALTH, FAKE_TRIES, FAKE_WORDS, FAKE_FAILURES } = process.env;
appendFileSync(FAKE_TRIES, [N8N_PORT, N8N_RUNNERS_BROKER_PORT].join(' ') + '\\n');
const fails = readFileSync(FAKE_TRIES, 'utf8').trim().split('\\n').length <= Number(FAKE_FAILURES);
const health = fails ? '/healthz' : N8N_ENDPOINT_HEALTH;
createServer((request, response) => {
	response.statusCode = request.url === health + '/readiness' ? 200 : 404;
	response.end();
	if (!fails) return;
	console.log(FAKE_WORDS.replace('N8N_PORT', N8N_PORT).replace('BROKER', N8N_RUNNERS_BROKER_PORT));
	setTimeout(() => process.exit(1), 50);
}).listen(Number(N8N_PORT), '127.0.0.1');
`;

/** As n8n 2.41.1 says them. */
const WORDS = {
	n8n: "n8n's port N8N_PORT is already in use. Do you have another instance of n8n running already?",
	broker:
		"n8n Task Broker's port BROKER is already in use. Do you have another instance of n8n running already?",
	worker:
		'Port N8N_PORT is already in use, possibly by the n8n main process server. Please set a different port for the worker server.',
	other: 'Last session crashed',
};

interface FakeStart {
	words: string;
	failures: number;
	options?: Partial<StartOptions>;
}

/** Starts the fake. Returns how that ended, and the ports of each try. */
async function start({ words, failures, options }: FakeStart) {
	const userFolder = await mkdtemp(join(tmpdir(), 'n8n-nodes-codat-ports-'));
	const [n8nBin, tries] = [join(userFolder, 'n8n.cjs'), join(userFolder, 'tries.txt')];
	let n8n: N8nInstance | undefined;
	let error: Error | undefined;
	try {
		await writeFile(n8nBin, FAKE_N8N);
		n8n = await startInstalled(
			{ node: process.execPath, n8nBin },
			{
				userFolder,
				env: { FAKE_TRIES: tries, FAKE_WORDS: words, FAKE_FAILURES: String(failures) },
				...options,
			},
		);
	} catch (failure) {
		error = failure as Error;
	}
	await n8n?.stop();
	const lines = (await readFile(tries, 'utf8').catch(() => '')).trim().split('\n');
	await rm(userFolder, { recursive: true });
	return { n8n, error, tries: lines.filter(Boolean).map((line) => line.split(' ')) };
}

export const tests: AppTest[] = [
	...(['n8n', 'broker', 'worker'] as const).map((who) => ({
		name: `n8n starts on other ports when another took them first (${who})`,
		async run() {
			const { n8n, error, tries } = await start({ words: WORDS[who], failures: 2 });
			assert.equal(error, undefined);
			assert.equal(tries.length, 3);
			assert.equal(new Set(tries.flat()).size, 6);
			assert.equal(n8n?.url, `http://127.0.0.1:${tries[2][0]}`);
		},
	})),
	{
		name: 'n8n is given up after five starts without a port',
		async run() {
			const { error, tries } = await start({ words: WORDS.broker, failures: 100 });
			assert.match(error?.message ?? '', /Task Broker's port \d+ is already in use/);
			assert.equal(tries.length, 5);
		},
	},
	{
		name: 'n8n that fails for another reason is not started again',
		async run() {
			const { error, tries } = await start({ words: WORDS.other, failures: 100 });
			assert.match(error?.message ?? '', /n8n ended while starting \(exit code 1\)/);
			assert.equal(tries.length, 1);
		},
	},
	{
		name: 'a port that the user asked for is said to be taken, not exchanged',
		async run() {
			const port = await freePort();
			const taken = await start({ words: WORDS.n8n, failures: 100, options: { port } });
			assert.match(taken.error?.message ?? '', new RegExp(`^Port ${port} is already in use. Stop`));
			assert.equal(taken.tries.length, 1);

			const broker = await start({ words: WORDS.broker, failures: 1, options: { port } });
			assert.equal(broker.n8n?.url, `http://127.0.0.1:${port}`);
		},
	},
	{
		name: "Redis's and PostgreSQL's words for a port that is taken are understood",
		async run() {
			const port = await freePort();
			const redis = `Warning: Could not create server TCP listening socket 127.0.0.1:${port}: bind: Address already in use`;
			const postgres = 'LOG:  could not bind IPv4 address "127.0.0.1": Address already in use';
			for (const words of [redis, postgres]) {
				assert.equal(portsTaken(words).length, 1);
				let tries = 0;
				const work = async () => {
					tries += 1;
					if (tries === 1) throw new PortTakenError(words);
					return tries;
				};
				assert.equal(await onFreePorts(work), 2);
			}
			assert.deepEqual(portsTaken('port 5678 is free'), []);
		},
	},
];
