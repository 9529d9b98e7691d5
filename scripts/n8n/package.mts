import { createHash } from 'node:crypto';
import { mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { projectDir } from './paths.mts';
import { type Log, run } from './run.mts';

interface PackageJson {
	name: string;
	version: string;
	[field: string]: unknown;
}

const readJson = async <T,>(file: string) => JSON.parse(await readFile(file, 'utf8')) as T;

/** Builds the package and packs it as it would be published. Returns the tarball's path. */
async function pack(folder: string, logFile: string, log: Log): Promise<string> {
	await run('npm', ['run', 'build'], {
		cwd: projectDir,
		logFile,
		log,
		title: 'Building n8n-nodes-codat',
		hint: 'Correct what the compiler says, and run this again.',
	});
	await run('npm', ['pack', '--ignore-scripts', '--pack-destination', folder], {
		cwd: projectDir,
		logFile,
		log,
		title: 'Packing n8n-nodes-codat',
		hint: 'Run npm pack by hand to see more.',
	});
	const tarball = (await readdir(folder)).find((name) => name.endsWith('.tgz'));
	if (tarball === undefined) throw new Error(`npm pack left no tarball in ${folder}`);
	return join(folder, tarball);
}

/**
 * Builds and packs this package, and installs the tarball into an n8n user folder with the same
 * steps as n8n's own 'Install community package': unpack, drop the dependencies that are not for
 * run time, npm install without scripts, and note it in the folder's package.json.
 * A tarball that is already installed is left as it is.
 * @returns whether anything changed
 * @throws Error in plain words when a step fails
 */
export async function installPackage({
	userFolder,
	log,
}: {
	userFolder: string;
	log: Log;
}): Promise<boolean> {
	const nodesDir = join(userFolder, '.n8n', 'nodes');
	const packing = join(userFolder, 'packing');
	const logFile = join(userFolder, 'package.log');
	await rm(packing, { recursive: true, force: true });
	await mkdir(packing, { recursive: true });
	await rm(logFile, { force: true });
	const tarball = await pack(packing, logFile, log);
	const { name, version } = await readJson<PackageJson>(join(projectDir, 'package.json'));
	const packageDir = join(nodesDir, 'node_modules', name);
	const stamp = join(nodesDir, 'installed-tarball.txt');
	const hash = createHash('sha256')
		.update(await readFile(tarball))
		.digest('hex');
	if ((await readFile(stamp, 'utf8').catch(() => '')) === hash) {
		await rm(packing, { recursive: true });
		return false;
	}

	await rm(stamp, { force: true });
	await rm(packageDir, { recursive: true, force: true });
	await mkdir(packageDir, { recursive: true });
	await run('tar', ['-xzf', tarball, '-C', packageDir, '--strip-components=1'], {
		cwd: nodesDir,
		logFile,
		log,
		title: 'Unpacking n8n-nodes-codat',
		hint: 'Check that tar is installed.',
	});
	const manifest = await readJson<PackageJson>(join(packageDir, 'package.json'));
	for (const field of ['devDependencies', 'peerDependencies', 'optionalDependencies']) {
		delete manifest[field];
	}
	await writeFile(join(packageDir, 'package.json'), JSON.stringify(manifest, null, 2));
	await run(
		'npm',
		[
			'install',
			'--audit=false',
			'--fund=false',
			'--bin-links=false',
			'--install-strategy=shallow',
			'--ignore-scripts=true',
			'--package-lock=false',
		],
		{
			cwd: packageDir,
			logFile,
			log,
			title: 'Installing n8n-nodes-codat into n8n',
			hint: 'Check that this machine reaches the npm registry (npm ping), and run this again.',
		},
	);
	const ledger = { name: 'installed-nodes', private: true, dependencies: { [name]: version } };
	await writeFile(join(nodesDir, 'package.json'), JSON.stringify(ledger, null, 2));
	await rm(packing, { recursive: true });
	await writeFile(stamp, hash);
	return true;
}
