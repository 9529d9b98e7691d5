import { execFile, spawn } from 'node:child_process';
import { promisify } from 'node:util';

/** What the README tells to run, where the whole of it takes long or doesn't end. */
const run = async (...args: string[]) =>
	(await promisify(execFile)('npm', ['run', '--silent', ...args])).stdout;

test.each(['start', 'bench', 'mutate'])(
	'npm run %s can be run, and says what it does',
	async (name) => {
		expect(await run(name, '--', '--help')).toMatch(new RegExp(`^npm (run )?${name}\\b.{20,}`));
	},
);

test('npm run histories runs histories, and says that none went wrong', async () => {
	const printed = await run('histories', '--', '--runs', '20');
	expect(printed).toMatch(/histories .* 20 /);
	expect(printed).toMatch(/missed .* 0 /);
});

test('npm run sandbox starts, says where, and answers', async () => {
	// In a group of its own: npm doesn't pass a signal on to what it runs.
	const sandbox = spawn('npm', ['run', '--silent', 'sandbox', '--', '--port', '0'], {
		detached: true,
		stdio: ['ignore', 'pipe', 'inherit'],
	});
	try {
		let printed = '';
		for await (const part of sandbox.stdout) {
			printed += String(part);
			if (printed.includes('Ctrl-C')) break;
		}
		const [, url, key] = /Base URL +(\S+)\s+API key +(\S+)/.exec(printed)!;
		const ask = async (credentials: string) =>
			await fetch(`${url}/companies`, {
				headers: { Authorization: `Basic ${Buffer.from(credentials).toString('base64')}` },
			});
		const { results } = (await (await ask(key)).json()) as { results: unknown[] };
		expect(results.length).toBeGreaterThan(5);
		expect((await ask('wrong')).status).toBe(401);
	} finally {
		process.kill(-sandbox.pid!);
	}
});
