import { randomBytes } from 'node:crypto';
import { cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Sandbox, startSandbox } from '../../sandbox/server.ts';
import { N8nClient } from '../../scripts/n8n/client.mts';
import type { Credential } from '../../scripts/n8n/types.mts';
import { type N8nInstance, startN8n } from '../../scripts/n8n/instance.mts';
import { type Redis, startPostgres, startRedis } from '../../scripts/n8n/queueServices.mts';
import { Codat } from './codat.mts';

/** A job is n8n's word to the workers: run this execution. */
interface Job {
	id: string;
	executionId: string;
}

/** An n8n worker, which can be killed and started again. */
export class Worker {
	private n8n: N8nInstance | undefined;

	constructor(
		readonly name: string,
		private readonly userFolder: string,
		private readonly env: Record<string, string>,
	) {}

	get logFile(): string {
		return join(this.userFolder, 'n8n.log');
	}

	/** Starts it unless it runs. */
	async start(): Promise<void> {
		const { userFolder, env } = this;
		this.n8n ??= await startN8n({ command: 'worker', userFolder, env });
	}

	/** Ends it as an operator would. Returns its exit code, or the signal that had to end it. */
	async stop(): Promise<string | undefined> {
		const { n8n } = this;
		await n8n?.stop();
		this.n8n = undefined;
		return await n8n?.ended;
	}

	/** Ends it as a crash would. */
	async kill(): Promise<void> {
		await this.n8n?.kill();
		this.n8n = undefined;
	}

	/** The jobs that it has taken on since the test began, going by its log. */
	async jobs(): Promise<Job[]> {
		const text = await readFile(this.logFile, 'utf8').catch(() => '');
		const lines = text.matchAll(/Worker started execution (\d+) \(job (\d+)\)/g);
		return [...lines].map(([, executionId, id]) => ({ id, executionId }));
	}
}

/** n8n's queue mode: a main, two workers, Redis and PostgreSQL; and a sandbox. */
export interface QueueStage {
	sandbox: Sandbox;
	codat: Codat;
	credential: Credential;
	/** Talks to the main. */
	client: N8nClient;
	redis: Redis;
	/** Two of them. Either may have been killed. */
	workers: Worker[];
	/** Starts the workers that don't run. */
	startWorkers(): Promise<void>;
	/** The workers that have taken an execution on: one, unless it was handed over. */
	workersOf(executionId: string): Promise<Worker[]>;
	/** What the main and the workers have logged, by name. */
	logs(): Promise<Record<string, string>>;
	close(): Promise<void>;
}

/** How many executions a worker runs at once: n8n's default. */
export const CONCURRENCY = 10;

/**
 * n8n takes a job from a worker that has not renewed its lock in time. Its defaults are a minute, and
 * a look every 30 s: here a killed worker is missed sooner, and a busy machine still keeps its jobs.
 */
const LOCKS = {
	QUEUE_WORKER_LOCK_DURATION: '12000',
	QUEUE_WORKER_LOCK_RENEW_TIME: '2000',
	QUEUE_WORKER_STALLED_INTERVAL: '2000',
};

/** Ends all of them, the newest first, even if one can't be ended. */
async function endAll(ends: Array<() => Promise<unknown>>): Promise<void> {
	const errors: unknown[] = [];
	for (const end of ends.splice(0).reverse()) {
		await end().catch((error: unknown) => errors.push(error));
	}
	if (errors.length > 0) throw errors[0];
}

/**
 * Opens a stage, whose main and workers have a copy each of an installed package.
 * @param nodesFolder where it is installed: an n8n user folder's `.n8n/nodes`
 * @throws Error in plain words when Redis or PostgreSQL is missing, or something doesn't start
 */
export async function openQueueStage(nodesFolder: string): Promise<QueueStage> {
	const ends: Array<() => Promise<unknown>> = [];
	const close = async () => await endAll(ends);
	try {
		const folder = await mkdtemp(join(tmpdir(), 'n8n-nodes-codat-queue-'));
		ends.push(async () => await rm(folder, { recursive: true, force: true }));
		const userFolder = async (name: string) => {
			const path = join(folder, name);
			await cp(nodesFolder, join(path, '.n8n', 'nodes'), { recursive: true });
			return path;
		};

		const redis = await startRedis();
		ends.push(redis.stop);
		const postgres = await startPostgres();
		ends.push(postgres.stop);
		const sandbox = await startSandbox({ host: '127.0.0.1', port: 0 });
		ends.push(sandbox.close);

		const env = {
			...redis.env,
			...postgres.env,
			...LOCKS,
			EXECUTIONS_MODE: 'queue',
			OFFLOAD_MANUAL_EXECUTIONS_TO_WORKERS: 'true',
			N8N_ENCRYPTION_KEY: randomBytes(24).toString('base64url'),
		};
		const main = await startN8n({ userFolder: await userFolder('main'), env });
		ends.push(main.kill);
		const workers: Worker[] = [];
		for (const name of ['worker-1', 'worker-2']) {
			const worker = new Worker(name, await userFolder(name), env);
			ends.push(async () => await worker.kill());
			workers.push(worker);
		}
		const startWorkers = async () => {
			await Promise.all(workers.map(async (worker) => await worker.start()));
		};
		await startWorkers();

		const client = new N8nClient(main.url);
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
			sandbox,
			codat: new Codat(sandbox),
			credential,
			client,
			redis,
			workers,
			startWorkers,
			async workersOf(executionId) {
				const jobs = await Promise.all(workers.map(async (worker) => await worker.jobs()));
				return workers.filter((_, index) =>
					jobs[index].some((job) => job.executionId === executionId),
				);
			},
			async logs() {
				const files = {
					main: main.logFile,
					...Object.fromEntries(workers.map((it) => [it.name, it.logFile])),
				};
				const entries = Object.entries(files).map(async ([name, file]) => [
					name,
					await readFile(file, 'utf8').catch(() => ''),
				]);
				return Object.fromEntries(await Promise.all(entries)) as Record<string, string>;
			},
			close,
		};
	} catch (error) {
		await close();
		throw error;
	}
}
