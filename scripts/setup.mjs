// Installs what the project needs, when it isn't there yet. Plain Node: nothing is installed before it ran.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const NEEDED = [20, 19];

const projectDir = dirname(dirname(fileURLToPath(import.meta.url)));
const modulesDir = join(projectDir, 'node_modules');
const stampFile = join(modulesDir, '.installed-from');

/** @returns {never} */
function fail(message) {
	console.error(`\n${message}\n`);
	process.exit(1);
}

const [major, minor] = process.versions.node.split('.').map(Number);
if (major < NEEDED[0] || (major === NEEDED[0] && minor < NEEDED[1])) {
	fail(
		`Node ${process.versions.node} is too old: this needs Node ${NEEDED.join('.')} or newer. Get one from https://nodejs.org and run this again.`,
	);
}

const lock = readFileSync(join(projectDir, 'package-lock.json'));
const wanted = createHash('sha256').update(lock).digest('hex');
const installed = existsSync(stampFile) ? readFileSync(stampFile, 'utf8') : '';

if (installed !== wanted) {
	console.log('Installing the packages this project is built with (about a minute, once)…');
	const { status, error } = spawnSync(
		'npm',
		['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'],
		{
			cwd: projectDir,
			stdio: 'inherit',
			shell: process.platform === 'win32',
		},
	);
	if (error) fail(`npm can't be run: ${error.message}. It comes with Node: is it on the PATH?`);
	if (status !== 0) {
		fail(
			`npm ci failed (exit code ${status}). What it printed stands above. If this machine is offline, go online; "npm ping" tells whether it reaches the npm registry. Then run this again.`,
		);
	}
	// Written last: npm ci empties node_modules first, so an interrupted installation leaves no stamp.
	writeFileSync(stampFile, wanted);
	console.log('The packages are installed.');
}
