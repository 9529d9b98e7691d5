import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { closeSync, openSync } from 'node:fs';
import { mkdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import {
	assertPortIsFree,
	freePort,
	onFreePorts,
	portsTaken,
	PortTakenError,
	takenMessage,
} from './ports.mts';
import { type N8nInstallation, type N8nRelease, NEWEST, provisionN8n } from './provision.mts';
import { type Log, tail } from './run.mts';
import { waitFor } from './wait.mts';

export interface StartOptions {
	/** Default: the newest. */
	release?: N8nRelease;
	/** Where n8n keeps its data, in `.n8n`. */
	userFolder: string;
	/** Chosen by the system when not given. */
	port?: number;
	/** Added to, and stronger than, the settings below. */
	env?: Record<string, string>;
	/** `worker` runs the executions of a queue-mode instance (EXECUTIONS_MODE=queue). */
	command?: 'start' | 'worker';
	/** Default: n8n.log in the user folder. */
	logFile?: string;
	log?: Log;
}

export interface N8nInstance {
	url: string;
	pid: number;
	logFile: string;
	/** Settles when it has ended, by itself or not, with the exit code or signal. */
	ended: Promise<string>;
	/** Ends it as an operator would, so that it saves its state. */
	stop(): Promise<void>;
	/** Ends it as a crash would (SIGKILL). */
	kill(): Promise<void>;
}

const READY_TIMEOUT_MS = 120_000;
const STOP_TIMEOUT_MS = 20_000;

/** Nothing here calls home, and nothing stands between the user and the editor. */
const settings = {
	N8N_LISTEN_ADDRESS: '127.0.0.1',
	N8N_HOST: '127.0.0.1',
	N8N_PROTOCOL: 'http',
	N8N_SECURE_COOKIE: 'false',
	N8N_DIAGNOSTICS_ENABLED: 'false',
	N8N_VERSION_NOTIFICATIONS_ENABLED: 'false',
	N8N_VERSION_NOTIFICATIONS_WHATS_NEW_ENABLED: 'false',
	N8N_DYNAMIC_BANNERS_ENABLED: 'false',
	N8N_TEMPLATES_ENABLED: 'false',
	N8N_PERSONALIZATION_ENABLED: 'false',
	N8N_HIRING_BANNER_ENABLED: 'false',
	N8N_VERIFIED_PACKAGES_ENABLED: 'false',
	N8N_PYTHON_ENABLED: 'false',
	N8N_UNVERIFIED_PACKAGES_ENABLED: 'true',
};

/** The user's own settings for another n8n, and the Codat key, are none of this instance's business. */
function inheritedEnv(): NodeJS.ProcessEnv {
	const foreign = /^(N8N|DB|EXECUTIONS|QUEUE|GENERIC|WEBHOOK|CODAT)_/;
	return Object.fromEntries(Object.entries(process.env).filter(([name]) => !foreign.test(name)));
}

/** Signals n8n and the task runner it starts: they are a process group of their own. */
function signalGroup(pid: number, signal: NodeJS.Signals): void {
	try {
		process.kill(-pid, signal);
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
	}
}

async function isReady(url: string): Promise<boolean> {
	try {
		const response = await fetch(url, { signal: AbortSignal.timeout(5_000) });
		// While it sets up its database, n8n answers everything with a page that says so.
		return response.ok && response.headers.get('content-type')?.includes('text/html') !== true;
	} catch {
		return false;
	}
}

function launch(
	command: string,
	args: string[],
	env: NodeJS.ProcessEnv,
	logFile: string,
): ChildProcess {
	const output = openSync(logFile, 'a');
	try {
		return spawn(command, args, { env, detached: true, stdio: ['ignore', output, output] });
	} finally {
		closeSync(output);
	}
}

/** What a log file holds beyond its first characters. */
async function logged(file: string, from = 0): Promise<string> {
	return (await readFile(file, 'utf8').catch(() => '')).slice(from);
}

/**
 * Starts n8n on loopback and waits until it is ready, installing it first if need be.
 * It ends with this process, unless it is stopped before. Ports that the system chose, and another
 * took before n8n came to them, are chosen anew.
 * @throws Error in plain words when the port is taken, or when n8n ends or isn't ready in time
 */
export async function startN8n(options: StartOptions): Promise<N8nInstance> {
	const { log = () => {}, release } = options;
	return await startInstalled(await provisionN8n({ log, release }), options);
}

/** The same, of an n8n that is there already. */
export async function startInstalled(
	installation: Pick<N8nInstallation, 'n8nBin' | 'node'>,
	options: StartOptions,
): Promise<N8nInstance> {
	if (options.port !== undefined) await assertPortIsFree(options.port);
	return await onFreePorts(async () => await startOnce(installation, options));
}

async function startOnce(
	{ node, n8nBin }: Pick<N8nInstallation, 'n8nBin' | 'node'>,
	options: StartOptions,
): Promise<N8nInstance> {
	const { userFolder, release = NEWEST, command = 'start', env = {} } = options;
	const port = options.port ?? (await freePort());
	const logFile = options.logFile ?? join(userFolder, 'n8n.log');
	await mkdir(userFolder, { recursive: true });
	await mkdir(dirname(logFile), { recursive: true });
	const before = (await logged(logFile)).length;

	// Whoever may have taken the port doesn't answer here.
	const healthPath = `/healthz-${randomUUID()}`;
	const child = launch(
		node,
		[n8nBin, command],
		{
			...inheritedEnv(),
			...settings,
			...release.settings,
			N8N_USER_FOLDER: userFolder,
			N8N_PORT: String(port),
			N8N_ENDPOINT_HEALTH: healthPath,
			N8N_RUNNERS_BROKER_PORT: String(await freePort()),
			...(command === 'worker' && {
				QUEUE_HEALTH_CHECK_ACTIVE: 'true',
				QUEUE_HEALTH_CHECK_PORT: String(port),
				N8N_WORKER_SERVER_ADDRESS: '127.0.0.1',
			}),
			...env,
		},
		logFile,
	);
	const ended = new Promise<string>((resolve) => {
		child.once('error', (error) => resolve(error.message));
		child.once('exit', (code, signal) => resolve(signal ?? `exit code ${code}`));
	});
	const { pid } = child;
	if (pid === undefined) throw new Error(`n8n didn't start: ${await ended}`);

	const killGroup = () => signalGroup(pid, 'SIGKILL');
	process.once('exit', killGroup);
	const kill = async () => {
		killGroup();
		await ended;
		process.removeListener('exit', killGroup);
	};
	const stop = async () => {
		signalGroup(pid, 'SIGTERM');
		const timer = setTimeout(killGroup, STOP_TIMEOUT_MS);
		await ended;
		clearTimeout(timer);
		// The task runner may outlive n8n.
		await kill();
	};

	const url = `http://127.0.0.1:${port}`;
	let reason: string | undefined;
	void ended.then((it) => (reason = it));
	try {
		await waitFor(
			'n8n to be ready',
			() => {
				if (reason !== undefined) throw new Error(`n8n ended while starting (${reason})`);
				return isReady(url + (release.readyPath ?? `${healthPath}/readiness`));
			},
			{ timeoutMs: READY_TIMEOUT_MS },
		);
	} catch (error) {
		await kill();
		const taken = portsTaken(await logged(logFile, before));
		if (taken.includes(String(options.port))) throw new Error(takenMessage(port));
		const Failure = taken.length > 0 ? PortTakenError : Error;
		throw new Failure(
			`${(error as Error).message}.\nWhat it printed last (all of it is in ${logFile}):\n${await tail(logFile)}`,
		);
	}
	return { url, pid, logFile, ended, stop, kill };
}
