// Puts small mistakes into nodes/ and credentials/, one at a time, and says which of them no test
// notices: npm run mutate -- --help
import { type ChildProcess, fork } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import { typeChecker } from './mutate/types.mts';
import { type Mutant, mutantsOf, sampleOf, withMutant, withNotes } from './mutate/mutants.mts';
import type { Done, Job } from './mutate/worker.mts';
import { projectDir } from './n8n/paths.mts';

const { values, positionals } = parseArgs({
	allowPositionals: true,
	options: {
		'per-file': { type: 'string', default: '8' },
		seed: { type: 'string', default: '1' },
		workers: { type: 'string', default: '2' },
		tests: { type: 'string', default: '' },
		help: { type: 'boolean', short: 'h' },
	},
});

if (values.help) {
	console.log(`npm run mutate: puts small mistakes into the code, and lists those that no test notices.

  npm run mutate -- [part of a file's path …]   in these files alone; all of them take hours

  --per-file 8   mistakes in each file at most
  --seed 1       which ones
  --workers 2    processes at once
  --tests a,b    only the test files whose path holds one of these; without it, all but the longest
`);
	process.exit();
}

/** Tests that take long, or test the sandbox. */
const LEFT_OUT =
	/(triggerHistories|triggerPushHistories|load|faultMatrix|everyOperation|outputSchemas|sandbox\w*)\.test\.ts$/;
/** A worker that is silent for so long is taken to hang. */
const HANGS_MS = 300_000;
/** How much CPU time the tests of one mutant may take; what is left then is not run. */
const CPU_MS = 30_000;

const filesIn = (folder: string) =>
	readdirSync(join(projectDir, folder), { recursive: true, encoding: 'utf8' })
		.filter((name) => name.endsWith('.ts'))
		.map((name) => join(folder, name));

class Worker {
	private child?: ChildProcess;

	/** @returns undefined when the tests hang or end the process */
	async do(job: Job): Promise<Done | undefined> {
		this.child ??= await this.start();
		const { child } = this;
		return await new Promise((resolve) => {
			const end = (done?: Done) => {
				clearTimeout(timer);
				child.removeAllListeners();
				if (!done) this.stop();
				resolve(done);
			};
			const timer = setTimeout(end, HANGS_MS);
			child.once('message', (done: Done) => end(done));
			child.once('exit', () => end());
			child.send(job);
		});
	}

	stop(): void {
		this.child?.kill('SIGKILL');
		this.child = undefined;
	}

	private async start(): Promise<ChildProcess> {
		const child = fork(join(projectDir, 'scripts/mutate/worker.mts'), {
			execArgv: process.execArgv,
			cwd: projectDir,
			stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
		});
		await new Promise((resolve) => child.once('message', resolve));
		return child;
	}
}

/** Does all of it, each piece with the worker that is free. */
async function share<Item>(items: Item[], act: (item: Item, worker: Worker) => Promise<void>) {
	const queue = [...items];
	await Promise.all(
		workers.map(async (worker) => {
			for (let item = queue.shift(); item !== undefined; item = queue.shift()) {
				await act(item, worker);
			}
		}),
	);
}

interface Tests {
	file: string;
	/** The tests in which the code ran; undefined for all, as it ran while loading. */
	only?: string[];
	ms: number;
}

const workers = Array.from({ length: Number(values.workers) }, () => new Worker());
const sources = Object.fromEntries(
	[...filesIn('nodes'), ...filesIn('credentials')].map((file) => [
		file,
		readFileSync(join(projectDir, file), 'utf8'),
	]),
);
const mutants = Object.entries(sources)
	.filter(([file]) => positionals.length === 0 || positionals.some((part) => file.includes(part)))
	.flatMap(([file, source]) =>
		sampleOf(mutantsOf(file, source), Number(values['per-file']), Number(values.seed)),
	);
const noted: Record<string, string> = {};
for (const file of new Set(mutants.map((mutant) => mutant.file))) {
	const ofFile = mutants.filter((mutant) => mutant.file === file);
	noted[file] = withNotes(sources[file], ofFile);
}

const testFiles = filesIn('test').filter(
	(name) =>
		name.endsWith('.test.ts') &&
		!name.includes('conformance') &&
		!LEFT_OUT.test(name) &&
		values.tests.split(',').some((part) => name.includes(part)),
);
const testsOf = new Map<string, Tests[]>(mutants.map(({ id }) => [id, []]));
console.log(`${mutants.length} mutants; which tests run their code?`);
await share(testFiles, async (file, worker) => {
	const done = await worker.do({ testFile: file, bail: false, sources: noted });
	const failed = done?.tests.filter(({ errors }) => errors.length > 0) ?? [];
	if (!done || done.error || failed.length > 0) {
		console.log(`left out, as it fails here unchanged: ${file}`, done?.error ?? failed[0]);
		return;
	}
	const { '': atLoad = [], ...inTests } = done.ran;
	const times = new Map(done.tests.map(({ name, ms }) => [name, ms]));
	const only = new Map<string, string[]>();
	for (const [name, ids] of Object.entries(inTests)) {
		for (const id of ids) only.set(id, [...(only.get(id) ?? []), name]);
	}
	for (const id of new Set([...atLoad, ...only.keys()])) {
		const names = atLoad.includes(id) ? undefined : only.get(id);
		const ms = (names ?? [...times.keys()]).reduce((sum, name) => sum + (times.get(name) ?? 0), 0);
		testsOf.get(id)!.push({ file, only: names, ms });
	}
});

type Fate = 'killed' | 'hangs' | 'survived' | 'not run by any test' | 'refused by the compiler';
const fates = new Map<Mutant, Fate>();
const ranOut = new Set<Mutant>();

async function fateOf(mutant: Mutant, worker: Worker): Promise<Fate> {
	const name = basename(mutant.file, '.ts').toLowerCase();
	const rank = ({ file, ms }: Tests) =>
		(file.toLowerCase().includes(name) ? 0 : 1e6) + (file.includes('contract') ? 0 : ms);
	const tests = testsOf.get(mutant.id)!.sort((a, b) => rank(a) - rank(b));
	const changed = { [mutant.file]: withMutant(sources[mutant.file], mutant) };
	let cpuMs = 0;
	for (const { file, only } of tests) {
		if (cpuMs > CPU_MS) {
			ranOut.add(mutant);
			break;
		}
		const done = await worker.do({ testFile: file, only, bail: true, sources: changed });
		if (!done) return 'hangs';
		cpuMs += done.cpuMs;
		if (done.error || done.tests.some(({ errors }) => errors.length > 0)) return 'killed';
	}
	return tests.length === 0 ? 'not run by any test' : 'survived';
}

const isWellTyped = typeChecker(Object.keys(sources));
const report = join(projectDir, 'test-results');
mkdirSync(report, { recursive: true });
await share(mutants, async (mutant, worker) => {
	let fate = await fateOf(mutant, worker);
	const lives = fate === 'survived' || fate === 'not run by any test';
	if (lives && !isWellTyped(mutant.file, withMutant(sources[mutant.file], mutant))) {
		fate = 'refused by the compiler';
	}
	fates.set(mutant, fate);
	if (lives && fate !== 'refused by the compiler') {
		const note = ranOut.has(mutant) ? ' (not by all tests: they take too long)' : '';
		console.log(`${fates.size}/${mutants.length} ${fate}${note}: ${mutant.id}`);
	}
	const rows = [...fates].map(([{ id }, its]) => ({ id, fate: its }));
	writeFileSync(join(report, 'mutants.json'), JSON.stringify(rows, null, '\t'));
});
for (const worker of workers) worker.stop();

const folders = new Map<string, Record<string, number>>();
for (const [{ file }, fate] of fates) {
	const folder = file.split('/').slice(0, 3).join('/');
	const counts = folders.get(folder) ?? {};
	folders.set(folder, { ...counts, [fate]: (counts[fate] ?? 0) + 1 });
}
console.table(Object.fromEntries(folders));
