import { access, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { withLock } from './lock.mts';
import { cacheDir } from './paths.mts';
import { type Log, run } from './run.mts';

/** An n8n, with what else it takes to install and run it. */
export interface N8nRelease {
	version: string;
	/** The major version of Node that runs it. npm brings it: the user's own may be another. */
	node: string;
	/** Packages that npm takes in the place of those that n8n names. */
	overrides?: Record<string, string>;
	/** Environment variables that it takes, and the others don't. */
	settings?: Record<string, string>;
	/** What it serves once it is ready, where it doesn't heed N8N_ENDPOINT_HEALTH. */
	readyPath?: string;
}

/** The newest n8n that installs whole from npm. It needs Node 24. */
export const NEWEST: N8nRelease = {
	version: '2.41.1',
	node: '24',
	settings: { N8N_DISABLED_MODULES: 'mcp-registry' },
};

/**
 * The oldest n8n that still gets fixes: the last minor version of n8n 1, whose patches go on beside
 * those of n8n 2. It takes Node 20.19 to 24; the isolated-vm that it brings, 22 and 24.
 */
export const OLDEST: N8nRelease = {
	version: '1.123.81',
	node: '22',
	overrides: {
		// n8n takes it from its maker's own site, for its spreadsheet nodes. Here npm's must do.
		xlsx: '0.18.5',
		// Of its time: newer ones need a newer @langchain/core than n8n names.
		'@langchain/langgraph-checkpoint': '1.0.0',
	},
	readyPath: '/rest/settings',
};

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

async function install(release: N8nRelease, dir: string, nodeDir: string, log: Log): Promise<void> {
	const { version, node: nodeRange, overrides } = release;
	const logFile = join(cacheDir, `n8n-${version}-install.log`);
	await rm(dir, { recursive: true, force: true });
	await rm(logFile, { force: true });
	await mkdir(dir, { recursive: true });
	await writeFile(join(dir, 'package.json'), JSON.stringify({ private: true, overrides }));
	log(`n8n ${version} is not on this machine yet: this takes some minutes and 3 GB, once.`);
	await run(
		'npm',
		[
			'install',
			'--ignore-scripts',
			'--no-audit',
			'--no-fund',
			'--save-exact',
			`${nodePackage()}@${nodeRange}`,
			`n8n@${version}`,
		],
		{
			cwd: dir,
			logFile,
			log,
			title: `Downloading n8n ${version} and Node ${nodeRange}`,
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
export async function provisionN8n({
	log,
	release = NEWEST,
}: {
	log: Log;
	release?: N8nRelease;
}): Promise<N8nInstallation> {
	const { version } = release;
	const dir = join(cacheDir, `n8n-${version}`);
	const nodeDir = join(dir, 'node_modules', nodePackage());
	const installation = {
		node: join(nodeDir, 'bin', 'node'),
		n8nBin: join(dir, 'node_modules', 'n8n', 'bin', 'n8n'),
		dir,
	};
	const stamp = join(dir, 'installed.txt');
	const isInstalled = async () =>
		(await readFile(stamp, 'utf8').catch(() => '')) === `${version}\n` &&
		(await access(installation.node).then(
			() => true,
			() => false,
		));
	if (await isInstalled()) return installation;
	await mkdir(cacheDir, { recursive: true });
	const lockFile = join(cacheDir, `n8n-${version}.lock`);
	await withLock(lockFile, { log, busy: `is installing n8n ${version}` }, async () => {
		if (await isInstalled()) return;
		await install(release, dir, nodeDir, log);
		// Written last: its absence means that the installation was interrupted.
		await writeFile(stamp, `${version}\n`);
	});
	return installation;
}
