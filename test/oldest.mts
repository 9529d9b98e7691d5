// `npm run test:oldest`: the engine tests and the package tests with the oldest n8n that still gets
// fixes. Its last line is the sum: 'N passed, N failed, N skipped'.
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { projectDir } from '../scripts/n8n/paths.mts';
import { OLDEST, provisionN8n } from '../scripts/n8n/provision.mts';

/** What n8n does with the package itself: installs and loads it, keeps its credential, runs its nodes. */
const APP_TESTS = ['credential', 'lists', 'package', 'sync', 'tools', 'webhookTrigger'];

interface Counts {
	passed: number;
	failed: number;
	skipped: number;
}

const { resolve } = createRequire(import.meta.url);
const log = (line: string) => console.log(line);

/**
 * Runs a script with this Node, and shows what it prints.
 * @param summary finds the line that has its counts, such as '1 failed, 2 skipped, 3 passed'
 * @returns the counts; a script that failed without a failed test, or ran none, counts as one
 */
async function counted(args: string[], env: NodeJS.ProcessEnv, summary: RegExp): Promise<Counts> {
	const child = spawn(process.execPath, args, {
		cwd: projectDir,
		env: { ...process.env, ...env },
		stdio: ['ignore', 'pipe', 'pipe'],
	});
	let text = '';
	for (const stream of [child.stdout, child.stderr]) {
		stream.on('data', (chunk: Buffer) => {
			process.stdout.write(chunk);
			text += String(chunk);
		});
	}
	const code = await new Promise((end) => child.once('close', end));
	const line =
		text
			.split('\n')
			.filter((it) => summary.test(it))
			.at(-1) ?? '';
	const number = (word: string) => Number(new RegExp(`(\\d+) ${word}`).exec(line)?.[1] ?? 0);
	const [passed, failed, skipped] = ['passed', 'failed', 'skipped'].map(number);
	const isBroken = failed === 0 && (code !== 0 || passed === 0);
	return { passed, failed: isBroken ? 1 : failed, skipped };
}

async function main(): Promise<number> {
	const { dir } = await provisionN8n({ log, release: OLDEST });
	log(`\nThe engine tests with n8n ${OLDEST.version}:`);
	const engine = await counted(
		// n8n 1 leaves a timer behind, which would keep jest from ending.
		[resolve('jest/bin/jest'), '--ci', '--forceExit', 'test/engine'],
		{ N8N_MODULES: join(dir, 'node_modules'), NO_COLOR: '1' },
		/^Tests: /,
	);
	log(`\nThe package tests in n8n ${OLDEST.version}:`);
	const app = await counted(
		[resolve('tsx/cli'), 'test/app/run.mts', '--oldest', ...APP_TESTS],
		{},
		/^\d+ passed, \d+ failed$/,
	);
	const sum = (part: keyof Counts) => engine[part] + app[part];
	log(`\n${sum('passed')} passed, ${sum('failed')} failed, ${sum('skipped')} skipped`);
	return sum('failed') === 0 ? 0 : 1;
}

process.exit(await main());
