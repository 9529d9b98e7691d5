// `npm run test:app`: the packed package in a real n8n, against the sandbox. With --oldest, in the
// oldest n8n that still gets fixes. Further words are the names that the files to run begin with.
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs, stripVTControlCharacters } from 'node:util';
import { projectDir } from '../../scripts/n8n/paths.mts';
import { NEWEST, OLDEST, provisionN8n } from '../../scripts/n8n/provision.mts';
import type { AppTest } from './appTest.mts';
import { openStage, preparePackage, type Stage } from './stage.mts';

const DEFAULT_TIMEOUT_MS = 60_000;

const { values, positionals: wanted } = parseArgs({
	options: { oldest: { type: 'boolean' } },
	allowPositionals: true,
});
const release = values.oldest ? OLDEST : NEWEST;

const resultsDir = join(projectDir, 'test-results');
const log = (line: string) => console.log(line);

interface Group {
	name: string;
	tests: AppTest[];
	/** Ends what its tests share. */
	close?(): Promise<void>;
}

async function loadGroups(): Promise<Group[]> {
	const folder = join(projectDir, 'test', 'app');
	const files = (await readdir(folder))
		.filter((file) => file.endsWith('.app.mts'))
		.filter((file) => wanted.length === 0 || wanted.some((name) => file.startsWith(name)))
		.sort();
	return await Promise.all(
		files.map(async (file) => {
			const module = (await import(join(folder, file))) as Omit<Group, 'name'>;
			return { name: file.replace('.app.mts', ''), tests: module.tests, close: module.close };
		}),
	);
}

async function withinTime(ms: number, work: Promise<void>): Promise<void> {
	let timer: NodeJS.Timeout | undefined;
	const tooLate = new Promise<never>((_, reject) => {
		timer = setTimeout(() => reject(new Error(`It took more than ${ms / 1000} s`)), ms);
	});
	try {
		await Promise.race([work, tooLate]);
	} finally {
		clearTimeout(timer);
	}
}

/** Runs one test. Returns what went wrong, and undefined when nothing did. */
async function runTest(
	name: string,
	test: AppTest,
	shared: Stage,
	packageFolder: string,
): Promise<Error | undefined> {
	const stages = [shared];
	await shared.newLog();
	const openAnother = async () => {
		const stage = await openStage(packageFolder, release);
		stages.push(stage);
		return stage;
	};
	try {
		const context = { stage: shared, openStage: openAnother, resultsDir };
		await withinTime(test.timeoutMs ?? DEFAULT_TIMEOUT_MS, test.run(context));
		return undefined;
	} catch (error) {
		const logs = await Promise.all(stages.map(async (stage) => await stage.newLog()));
		const file = join(resultsDir, `${name.replace(/\W+/g, '-')}.log`);
		const { stack } = error as Error;
		await writeFile(file, [stack, ...logs.map((text) => `What n8n logged:\n${text}`)].join('\n\n'));
		return error as Error;
	} finally {
		for (const stage of stages.slice(1)) await stage.close();
	}
}

/** So many groups run at once, each in an n8n of its own: as many as two cores can drive. */
const LANES = 2;

/** How long a group may take, in milliseconds. */
const longest = ({ tests }: Group) =>
	tests.reduce((sum, { timeoutMs = DEFAULT_TIMEOUT_MS }) => sum + timeoutMs, 0);

type Report = (name: string, error: Error | undefined, began: number) => void;

/** Runs groups one after another, until another lane has taken the last. */
async function runLane(groups: Group[], packageFolder: string | undefined, report: Report) {
	let shared: Stage | undefined;
	for (let group = groups.shift(); group; group = groups.shift()) {
		for (const test of group.tests) {
			const name = `${group.name}: ${test.name}`;
			if (values.oldest && test.newestOnly) {
				log(`skip  ${name}`);
				continue;
			}
			const began = Date.now();
			try {
				if (!packageFolder) throw new Error('It could not be run: the reason stands above.');
				shared ??= await openStage(packageFolder, release);
				report(name, await runTest(name, test, shared, packageFolder), began);
			} catch (obstacle) {
				report(name, obstacle as Error, began);
			}
		}
		await group.close?.();
	}
	await shared?.close();
}

async function main(): Promise<number> {
	await rm(resultsDir, { recursive: true, force: true });
	await mkdir(resultsDir, { recursive: true });
	const groups = await loadGroups();
	let passed = 0;
	let failed = 0;

	const report: Report = (name, error, began) => {
		const time = `${((Date.now() - began) / 1000).toFixed(1)} s`;
		if (error === undefined) passed += 1;
		else failed += 1;
		log(`${error === undefined ? 'ok  ' : 'FAIL'}  ${name} (${time})`);
		if (error) log(`      ${stripVTControlCharacters(error.message).replace(/\n/g, '\n      ')}`);
	};

	let packageFolder: string | undefined;
	try {
		await provisionN8n({ log, release });
		packageFolder = await preparePackage(log);
	} catch (error) {
		log(`\nThe tests can't be run: ${(error as Error).message}\n`);
	}
	// What takes longest begins first, so that no lane is left with it at the end.
	groups.sort((a, b) => longest(b) - longest(a));
	const lanes = Array.from({ length: Math.min(LANES, groups.length) });
	await Promise.all(lanes.map(async () => await runLane(groups, packageFolder, report)));
	if (packageFolder) await rm(packageFolder, { recursive: true, force: true });

	if (passed + failed === 0) {
		log('FAIL  There are no tests to run.');
		failed += 1;
	}
	log(`\n${passed} passed, ${failed} failed`);
	return failed === 0 ? 0 : 1;
}

process.exit(await main());
