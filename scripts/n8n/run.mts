import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { readFile } from 'node:fs/promises';

export type Log = (line: string) => void;

export interface RunOptions {
	cwd: string;
	/** Everything the command prints goes here: it is read when the command fails. */
	logFile: string;
	/** What the command does, in words for the user: 'Downloading n8n'. */
	title: string;
	/** What the user can do when it fails. */
	hint: string;
	log: Log;
	env?: NodeJS.ProcessEnv;
	timeoutMs?: number;
}

const PROGRESS_EVERY_MS = 15_000;

const seconds = (since: number) => `${Math.round((Date.now() - since) / 1000)} s`;

/** The last lines of a text file; empty when it can't be read. */
export async function tail(file: string, lines = 20): Promise<string> {
	const text = await readFile(file, 'utf8').catch(() => '');
	return text.trimEnd().split('\n').slice(-lines).join('\n');
}

/**
 * Runs a command to its end, reporting progress while it goes.
 * @throws Error with the command's last output and the hint, when it fails or takes too long
 */
export async function run(command: string, args: string[], options: RunOptions): Promise<void> {
	const { cwd, logFile, title, hint, log, env, timeoutMs = 20 * 60_000 } = options;
	const began = Date.now();
	log(`${title}…`);
	const output = openSync(logFile, 'a');
	const child = spawn(command, args, {
		cwd,
		env: { ...process.env, ...env },
		stdio: ['ignore', output, output],
	});
	const progress = setInterval(() => log(`${title}… ${seconds(began)}`), PROGRESS_EVERY_MS);
	const end = () => child.kill();
	process.once('exit', end);
	let timedOut = false;
	const timer = setTimeout(() => {
		timedOut = true;
		end();
	}, timeoutMs);
	try {
		const reason = await new Promise<string | undefined>((resolve) => {
			child.once('error', (error) => resolve(error.message));
			child.once('close', (code, signal) =>
				resolve(code === 0 ? undefined : `it ended with ${signal ?? `exit code ${code}`}`),
			);
		});
		if (reason !== undefined) {
			const why = timedOut ? `it took more than ${timeoutMs / 1000} s` : reason;
			throw new Error(
				`${title} failed: ${why}.\n${hint}\nWhat it printed last (all of it is in ${logFile}):\n${await tail(logFile)}`,
			);
		}
		log(`${title}: done in ${seconds(began)}`);
	} finally {
		clearInterval(progress);
		clearTimeout(timer);
		process.removeListener('exit', end);
		closeSync(output);
	}
}
