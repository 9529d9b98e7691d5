import { type ChildProcess, execFile, spawn, type SpawnOptions } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { closeSync, openSync } from 'node:fs';
import { chmod, chown, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { freePort, onFreePorts, portsTaken, PortTakenError } from './ports.mts';
import { tail } from './run.mts';
import { waitFor } from './wait.mts';

/** What n8n's queue mode needs besides n8n: on loopback, with data and a password of its own. */
export interface Service {
	/** The settings with which n8n uses it. */
	env: Record<string, string>;
	/** Ends it and deletes its data. */
	stop(): Promise<void>;
}

export interface Redis extends Service {
	/** Runs one command. @returns what redis-cli prints */
	command(...args: string[]): Promise<string>;
}

interface Program {
	name: string;
	/** Debian's package. */
	debian: string;
	command: string;
	args: string[];
	folder: string;
	user?: Pick<SpawnOptions, 'gid' | 'uid'>;
	/** Ends it at once, and what it has started with it. */
	endSignal: NodeJS.Signals;
	isReady(): Promise<unknown>;
}

const execute = promisify(execFile);
const secret = () => randomBytes(18).toString('base64url');
const newFolder = async (name: string) => await mkdtemp(join(tmpdir(), `n8n-nodes-codat-${name}-`));

/** Nothing of the user's own settings for another server. */
const env = { PATH: process.env.PATH, LC_ALL: 'C' };

function whyNot(name: string, debian: string, error: NodeJS.ErrnoException): string {
	return error.code === 'ENOENT'
		? `${name} is not installed. On Debian: apt-get install ${debian}`
		: error.message;
}

/** Ends a process by its own id, and waits until it has ended. */
async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
	if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
	const ended = new Promise((resolve) => child.once('exit', resolve));
	child.kill(signal);
	const timer = setTimeout(() => child.kill('SIGKILL'), 10_000);
	await ended;
	clearTimeout(timer);
}

/** Starts a server and waits until it answers. Returns what ends it; it ends with this process too. */
async function serve(program: Program): Promise<() => Promise<void>> {
	const { name, debian, command, args, folder, user, endSignal, isReady } = program;
	const logFile = join(folder, 'server.log');
	const output = openSync(logFile, 'a');
	const child = spawn(command, args, {
		cwd: folder,
		env,
		...user,
		stdio: ['ignore', output, output],
	});
	closeSync(output);
	let reason: string | undefined;
	child.once('error', (error) => (reason = whyNot(name, debian, error)));
	child.once('exit', (code, signal) => (reason = `It ended with ${signal ?? `exit code ${code}`}`));

	const endNow = () => child.kill(endSignal);
	process.once('exit', endNow);
	const stop = async () => {
		await end(child, endSignal);
		process.removeListener('exit', endNow);
	};
	try {
		await waitFor(`${name} to be ready`, async () => {
			if (reason !== undefined) throw new Error(`${name} could not be started. ${reason}`);
			return await isReady().then(
				() => true,
				() => false,
			);
		});
	} catch (error) {
		await stop();
		const lastWords = await tail(logFile);
		const Failure = portsTaken(lastWords).length > 0 ? PortTakenError : Error;
		throw new Failure(`${(error as Error).message}\n${lastWords}`.trimEnd());
	}
	return stop;
}

/**
 * Starts a Redis that keeps nothing on disk.
 * @throws Error in plain words when it isn't installed or doesn't start
 */
export const startRedis = async (): Promise<Redis> => await onFreePorts(startRedisOnce);

async function startRedisOnce(): Promise<Redis> {
	const folder = await newFolder('redis');
	const remove = async () => await rm(folder, { recursive: true, force: true });
	const password = secret();
	const port = String(await freePort());
	const command = async (...args: string[]) => {
		const auth = { ...env, REDISCLI_AUTH: password };
		const { stdout } = await execute('redis-cli', ['-e', '-p', port, ...args], { env: auth });
		return stdout.trim();
	};
	try {
		const settings = [
			'bind 127.0.0.1',
			`port ${port}`,
			`requirepass ${password}`,
			'save ""',
			`dir ${folder}`,
		];
		const file = join(folder, 'redis.conf');
		await writeFile(file, settings.join('\n'), { mode: 0o600 });
		const stop = await serve({
			name: 'Redis',
			debian: 'redis-server',
			command: 'redis-server',
			args: [file],
			folder,
			endSignal: 'SIGTERM',
			isReady: async () => await command('PING'),
		});
		return {
			env: {
				QUEUE_BULL_REDIS_HOST: '127.0.0.1',
				QUEUE_BULL_REDIS_PORT: port,
				QUEUE_BULL_REDIS_PASSWORD: password,
			},
			command,
			async stop() {
				await stop();
				await remove();
			},
		};
	} catch (error) {
		await remove();
		throw error;
	}
}

/** Debian keeps PostgreSQL's programs off the path, by version. Returns the newest's folder. */
async function postgresPrograms(): Promise<string> {
	const root = '/usr/lib/postgresql';
	const versions = (await readdir(root).catch(() => [])).map(Number).filter(Boolean);
	return versions.length > 0 ? join(root, String(Math.max(...versions)), 'bin/') : '';
}

/** PostgreSQL refuses to run as root: its own user, whom its package made, then runs it. */
async function postgresUser(): Promise<{ uid: number; gid: number } | undefined> {
	if (process.getuid?.() !== 0) return undefined;
	const [, uid, gid] =
		/^postgres:[^:]*:(\d+):(\d+):/m.exec(await readFile('/etc/passwd', 'utf8')) ?? [];
	if (uid === undefined) {
		throw new Error('PostgreSQL is not installed. On Debian: apt-get install postgresql');
	}
	return { uid: Number(uid), gid: Number(gid) };
}

async function makeDatabase(
	programs: string,
	folder: string,
	user: { uid: number; gid: number } | undefined,
	password: string,
): Promise<string> {
	const data = join(folder, 'data');
	const passwordFile = join(folder, 'password');
	await writeFile(passwordFile, password, { mode: 0o600 });
	if (user) for (const path of [folder, passwordFile]) await chown(path, user.uid, user.gid);
	await chmod(folder, 0o700);
	const args = ['--auth=scram-sha-256', '--username=n8n', '--encoding=UTF8', '--no-sync'];
	try {
		await execute(`${programs}initdb`, [...args, `--pwfile=${passwordFile}`, `--pgdata=${data}`], {
			cwd: folder,
			env,
			...user,
		});
	} catch (error) {
		const reason = whyNot('PostgreSQL', 'postgresql', error as NodeJS.ErrnoException);
		throw new Error(`PostgreSQL could not be started. ${reason}`);
	}
	return data;
}

/**
 * Starts a PostgreSQL with an empty database. It doesn't wait for its disk: a crash of the machine
 * is not what it is for.
 * @throws Error in plain words when it isn't installed or doesn't start
 */
export const startPostgres = async (): Promise<Service> => await onFreePorts(startPostgresOnce);

async function startPostgresOnce(): Promise<Service> {
	const folder = await newFolder('postgres');
	const remove = async () => await rm(folder, { recursive: true, force: true });
	const password = secret();
	const port = String(await freePort());
	try {
		const programs = await postgresPrograms();
		const user = await postgresUser();
		const data = await makeDatabase(programs, folder, user, password);
		const settings = {
			listen_addresses: '127.0.0.1',
			port,
			unix_socket_directories: '',
			fsync: 'off',
		};
		const options = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
		const stop = await serve({
			name: 'PostgreSQL',
			debian: 'postgresql',
			command: `${programs}postgres`,
			args: ['-D', data, ...options],
			folder,
			user,
			endSignal: 'SIGQUIT',
			// Its own word, since pg_isready is content with whoever listens on the port.
			async isReady() {
				const status = await readFile(join(data, 'postmaster.pid'), 'utf8');
				if (!/^ready\s*$/m.test(status)) throw new Error('It is not ready');
			},
		});
		return {
			env: {
				DB_TYPE: 'postgresdb',
				DB_POSTGRESDB_HOST: '127.0.0.1',
				DB_POSTGRESDB_PORT: port,
				DB_POSTGRESDB_DATABASE: 'postgres',
				DB_POSTGRESDB_USER: 'n8n',
				DB_POSTGRESDB_PASSWORD: password,
			},
			async stop() {
				await stop();
				await remove();
			},
		};
	} catch (error) {
		await remove();
		throw error;
	}
}
