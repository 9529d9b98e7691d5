import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { projectDir } from '../../scripts/n8n/paths.mts';
import type { BenchContext } from '../context.mts';
import type { Result } from '../result.mts';
import { median, milliseconds } from '../stats.mts';

const execute = promisify(execFile);

const LOADING_MS = 50;
const PACKED_KB = 300;

/** Prints how long it takes to load the files that are given, n8n-workflow being there already. */
const SCRIPT = `
	require('n8n-workflow');
	const began = performance.now();
	for (const file of process.argv.slice(1)) require(file);
	console.log(performance.now() - began);
`;

async function load({ installation, runs }: BenchContext, files: string[]): Promise<number[]> {
	const { node, dir } = installation;
	// Where n8n lets its community packages find n8n-workflow.
	const NODE_PATH = join(dir, 'node_modules');
	const times: number[] = [];
	// The first time warms the disk's cache up, and is not counted.
	for (let run = 0; run <= runs; run++) {
		const { stdout } = await execute(node, ['-e', SCRIPT, ...files], {
			cwd: dir,
			env: { ...process.env, NODE_PATH },
		});
		if (run > 0) times.push(Number(stdout));
	}
	return times;
}

/** Row 6: what the package costs n8n before anyone uses it. */
export async function packaging(context: BenchContext): Promise<Result> {
	const dist = join(context.packageFolder, '.n8n/nodes/node_modules/n8n-nodes-codat/dist');
	const ours = await load(context, [
		join(dist, 'credentials/CodatApi.credentials.js'),
		join(dist, 'nodes/Codat/Codat.node.js'),
		join(dist, 'nodes/Codat/CodatTrigger.node.js'),
	]);
	const base = join(context.installation.dir, 'node_modules/n8n-nodes-base/dist');
	const theirs = await load(context, [join(base, 'nodes/HttpRequest/HttpRequest.node.js')]);

	const { stdout } = await execute('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
		cwd: projectDir,
	});
	const [{ size, unpackedSize, entryCount }] = JSON.parse(stdout) as Array<{
		size: number;
		unpackedSize: number;
		entryCount: number;
	}>;
	const kB = (bytes: number) => `${(bytes / 1000).toFixed(0)} kB`;
	return {
		title: 'Loading the package',
		how: "Requiring the credential's and the nodes' files in a fresh Node, the one that runs n8n, with n8n-workflow loaded already. The size is npm pack's.",
		header: ['what', 'time to load', 'packed', 'unpacked', 'files'],
		lines: [
			['n8n-nodes-codat', milliseconds(ours), kB(size), kB(unpackedSize), String(entryCount)],
			["n8n's HTTP Request node", milliseconds(theirs), '', '', ''],
		],
		verdicts: [
			{
				target: `Loading the package: under ${LOADING_MS} ms`,
				measured: milliseconds(ours),
				reached: median(ours) < LOADING_MS,
			},
			{
				target: `Packed: under ${PACKED_KB} kB`,
				measured: kB(size),
				reached: size < PACKED_KB * 1000,
			},
		],
	};
}
