// `npm run bench`: figures of the nodes in a real n8n, next to those of n8n's HTTP Request node.
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs, promisify } from 'node:util';
import { installPackage } from '../scripts/n8n/package.mts';
import { projectDir } from '../scripts/n8n/paths.mts';
import { NEWEST, provisionN8n } from '../scripts/n8n/provision.mts';
import type { BenchContext } from './context.mts';
import { forConsole, forReadme } from './report.mts';
import type { Result } from './result.mts';
import { getMany } from './rows/getMany.mts';
import { items } from './rows/items.mts';
import { pacing } from './rows/pacing.mts';
import { packaging } from './rows/package.mts';
import { polls } from './rows/polls.mts';
import { rateLimit } from './rows/rateLimit.mts';

const RUNS = 3;

const rows: Record<string, (context: BenchContext) => Promise<Result>> = {
	items,
	rateLimit,
	getMany,
	polls,
	pacing,
	package: packaging,
};

const HELP = `npm run bench: measures the Codat nodes next to n8n's HTTP Request node. About 8 minutes.

Leave the machine alone meanwhile. All rows together are written into bench/README.md.

  --rows a,b   measures these alone, and writes nothing: ${Object.keys(rows).join(', ')}
`;

const log = (line: string) => console.log(line);

/** @throws Error in plain words when a row isn't known */
function chosenRows(): string[] | undefined {
	const { values } = parseArgs({
		options: { rows: { type: 'string' }, help: { type: 'boolean', short: 'h' } },
	});
	if (values.help) return undefined;
	const names = values.rows?.split(',') ?? Object.keys(rows);
	const unknown = names.find((name) => !(name in rows));
	if (unknown !== undefined) throw new Error(`There is no row ${unknown}.\n\n${HELP}`);
	return names;
}

async function versions(installation: BenchContext['installation']) {
	const { stdout } = await promisify(execFile)(installation.node, ['--version']);
	const manifest = await readFile(join(projectDir, 'package.json'), 'utf8');
	const { version } = JSON.parse(manifest) as { version: string };
	return { n8n: NEWEST.version, node: stdout.trim().replace('v', ''), package: version };
}

/** @returns whether every row could be measured */
async function measure(names: string[]): Promise<boolean> {
	if (process.platform !== 'linux') {
		throw new Error("The bench needs Linux: it reads n8n's CPU time and memory from /proc.");
	}
	const installation = await provisionN8n({ log });
	const packageFolder = await mkdtemp(join(tmpdir(), 'n8n-nodes-codat-bench-package-'));
	try {
		await installPackage({ userFolder: packageFolder, log });
		const results: Result[] = [];
		for (const name of names) {
			log(`\nMeasuring ${name}…`);
			try {
				const result = await rows[name]({ installation, packageFolder, runs: RUNS, log });
				log(forConsole(result));
				results.push(result);
			} catch (error) {
				log(`\nCould not be measured: ${(error as Error).message}`);
			}
		}
		if (results.length < names.length) return false;
		if (names.length < Object.keys(rows).length) return true;
		const file = join(projectDir, 'bench', 'README.md');
		const circumstances = { ...(await versions(installation)), date: new Date(), runs: RUNS };
		await writeFile(file, forReadme(results, circumstances));
		log(`\nWritten to ${file}`);
		return true;
	} finally {
		await rm(packageFolder, { recursive: true, force: true });
	}
}

try {
	const names = chosenRows();
	if (names === undefined) log(HELP);
	else if (!(await measure(names))) process.exitCode = 1;
} catch (error) {
	console.error(`\n${(error as Error).message}\n`);
	process.exitCode = 1;
}
process.exit();
