import { join } from 'node:path';
import { projectDir } from '../n8n/paths.mts';

/** What the parent asks for: a test file, its tests, and the sources to change for it. */
export interface Job {
	testFile: string;
	only?: string[];
	bail: boolean;
	/** Sources by their path from the root. */
	sources: Record<string, string>;
}

/** What became of it. */
export interface Done {
	/** The tests that ran. */
	tests: Array<{ name: string; errors: string[]; ms: number }>;
	/** Which notes each test made; under the empty name, what ran while loading. */
	ran: Record<string, string[]>;
	cpuMs: number;
	/** Why the file could not be loaded. */
	error?: string;
}

process.env.N8N_LOG_LEVEL = 'silent';
const { runTests } = await import('./testing.mts');

let test = '';
let ran: Record<string, Set<string>> = {};
Object.assign(globalThis, { __ran: (id: string) => (ran[test] ??= new Set()).add(id) });

async function work({ testFile, only, bail, sources }: Job): Promise<Omit<Done, 'cpuMs'>> {
	test = '';
	ran = {};
	const noted = () =>
		Object.fromEntries(Object.entries(ran).map(([name, ids]) => [name, [...ids]]));
	const texts = new Map(
		Object.entries(sources).map(([file, text]) => [join(projectDir, file), text]),
	);
	const begin = (name: string) => (test = name);
	try {
		const tests = await runTests(
			join(projectDir, testFile),
			{ only, bail, onTest: begin },
			(file) => texts.get(file),
		);
		return { tests, ran: noted() };
	} catch (error) {
		return { tests: [], ran: noted(), error: String((error as Error).stack) };
	}
}

process.on('message', async (job: Job) => {
	const before = process.cpuUsage();
	const done = await work(job);
	const { user, system } = process.cpuUsage(before);
	process.send!({ ...done, cpuMs: (user + system) / 1_000 });
});
process.send!('ready');
