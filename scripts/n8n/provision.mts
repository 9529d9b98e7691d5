import { access, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { withLock } from './lock.mts';
import { cacheDir } from './paths.mts';
import { type Log, run } from './run.mts';

/** The newest n8n that installs whole from npm. */
export const N8N_VERSION = '2.41.1';

/** n8n 2.41 needs Node 24, which npm brings: the user's own may be older. */
const NODE_RANGE = '24';

export interface N8nInstallation {
	/** The Node binary that runs n8n. */
	node: string;
	/** n8n's entry script, to run with `node`. */
	n8nBin: string;
	/** The folder that holds both. */
	dir: string;
}

/** The npm package that holds a Node binary for this machine, as the `node` package names it. */
function nodePackage(): string {
	const { platform, arch } = process;
	const prefix = platform === 'darwin' && arch === 'arm64' ? 'node-bin' : 'node';
	return `${prefix}-${platform === 'win32' ? 'win' : platform}-${arch}`;
}

async function install(dir: string, nodeDir: string, log: Log): Promise<void> {
	const logFile = join(cacheDir, `n8n-${N8N_VERSION}-install.log`);
	await rm(dir, { recursive: true, force: true });
	await rm(logFile, { force: true });
	await mkdir(dir, { recursive: true });
	await writeFile(join(dir, 'package.json'), '{ "private": true }\n');
	log(`n8n ${N8N_VERSION} is not on this machine yet: this takes some minutes and 3 GB, once.`);
	await run(
		'npm',
		[
			'install',
			'--ignore-scripts',
			'--no-audit',
			'--no-fund',
			'--save-exact',
			`${nodePackage()}@${NODE_RANGE}`,
			`n8n@${N8N_VERSION}`,
		],
		{
			cwd: dir,
			logFile,
			log,
			title: `Downloading n8n ${N8N_VERSION} and Node ${NODE_RANGE}`,
			hint: `Check that this machine reaches the npm registry (npm ping) and has 4 GB free in ${cacheDir}, and run this again.`,
		},
	);
	// n8n's other native packages are optional to it. This one has a ready binary where GitHub can be
	// reached, and is compiled against the headers that came with Node where it can't.
	await run('npm', ['rebuild', 'sqlite3', '--ignore-scripts=false', '--foreground-scripts'], {
		cwd: dir,
		logFile,
		log,
		env: { npm_config_nodedir: nodeDir },
		title: "Building n8n's database driver (sqlite3)",
		hint: 'Check that a C++ compiler, make and python3 are installed (on Debian: apt-get install g++ make python3), and run this again.',
	});
	const node = join(nodeDir, 'bin', 'node');
	await run(node, ['-e', 'require("sqlite3")'], {
		cwd: dir,
		logFile,
		log,
		title: 'Checking the database driver',
		hint: `Delete ${dir} and run this again.`,
	});
}

/**
 * Installs n8n and the Node that runs it into the user's cache, once per version.
 * An interrupted installation is begun again; of two processes at once, one waits for the other.
 * @returns where both are
 * @throws Error in plain words when a download or the build fails
 */
export async function provisionN8n({ log }: { log: Log }): Promise<N8nInstallation> {
	const dir = join(cacheDir, `n8n-${N8N_VERSION}`);
	const nodeDir = join(dir, 'node_modules', nodePackage());
	const installation = {
		node: join(nodeDir, 'bin', 'node'),
		n8nBin: join(dir, 'node_modules', 'n8n', 'bin', 'n8n'),
		dir,
	};
	const stamp = join(dir, 'installed.txt');
	const isInstalled = async () =>
		(await readFile(stamp, 'utf8').catch(() => '')).startsWith(N8N_VERSION) &&
		(await access(installation.node).then(
			() => true,
			() => false,
		));
	if (await isInstalled()) return installation;
	await mkdir(cacheDir, { recursive: true });
	const lockFile = join(cacheDir, `n8n-${N8N_VERSION}.lock`);
	await withLock(lockFile, { log, busy: `is installing n8n ${N8N_VERSION}` }, async () => {
		if (await isInstalled()) return;
		await install(dir, nodeDir, log);
		// Written last: its absence means that the installation was interrupted.
		await writeFile(stamp, `${N8N_VERSION}\n`);
	});
	return installation;
}
