import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { RateLimit } from '../sandbox/rateLimits.ts';
import { projectDir } from '../scripts/n8n/paths.mts';

export interface SandboxSetup {
	latencyMs: number;
	/** Generated companies. */
	companies?: number;
	/** For each generated company: then it has a linked connection, too. */
	syncs?: number;
	/** Generated connections of the company that the seed calls studio. */
	connections?: number;
}

export interface Traffic {
	/** Oldest first. */
	requests: Array<{ at: number; path: string; status?: number }>;
	maxInFlight: number;
}

/** What the sandbox's process does when it is asked to. */
export interface Commands {
	describe(): { url: string; apiKey: string; companyIds: string[] };
	traffic(): Traffic;
	/** Forgets the traffic so far. */
	clear(): void;
	/** Undefined: no limit that matters. */
	limit(limit: RateLimit | undefined): void;
	/** Gives a company a sync that has just succeeded. */
	sync(companyId: string): void;
}

/** A sandbox in a process of its own. */
export class SandboxProcess {
	private calls = 0;
	readonly url: string = '';
	readonly apiKey: string = '';
	readonly companyIds: string[] = [];

	private constructor(private readonly child: ChildProcess) {
		child.setMaxListeners(100);
	}

	static async start(setup: SandboxSetup): Promise<SandboxProcess> {
		const script = join(projectDir, 'bench', 'sandbox.mts');
		const sandbox = new SandboxProcess(fork(script, [JSON.stringify(setup)]));
		return Object.assign(sandbox, await sandbox.ask('describe'));
	}

	/** @throws Error when the process has ended */
	async ask<Name extends keyof Commands>(
		name: Name,
		...[input]: Parameters<Commands[Name]>
	): Promise<ReturnType<Commands[Name]>> {
		const id = ++this.calls;
		const answer = new Promise<ReturnType<Commands[Name]>>((resolve, reject) => {
			const listen = (message: { id: number; output: ReturnType<Commands[Name]> }) => {
				if (message.id !== id) return;
				this.child.removeListener('message', listen);
				this.child.removeListener('exit', gone);
				resolve(message.output);
			};
			const gone = () => reject(new Error('The sandbox has ended'));
			this.child.on('message', listen);
			this.child.once('exit', gone);
		});
		this.child.send({ id, name, input });
		return await answer;
	}

	async close(): Promise<void> {
		const ended = once(this.child, 'exit');
		this.child.disconnect();
		await ended;
	}
}
