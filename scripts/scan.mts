// What n8n does with a package that is to be verified: its scanner's own rules over the sources and
// the packed tarball, which holds what is meant and no more. `npm run scan`, after a build.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { config as lintConfig } from '@n8n/node-cli/eslint';
import {
	buildScanConfig,
	SOURCE_FILE_PATTERNS,
} from '@n8n/scan-community-package/scanner/scanner.mjs';
import { ESLint, type Linter } from 'eslint';
import { projectDir } from './n8n/paths.mts';

interface Packed {
	filename: string;
	files: Array<{ path: string }>;
}

interface Manifest {
	n8n: { nodes: string[]; credentials: string[] };
}

const PLUGIN = '@n8n/community-nodes';
const folder = mkdtempSync(join(tmpdir(), 'codat-scan-'));

const run = (command: string, args: string[]) =>
	execFileSync(command, args, {
		cwd: projectDir,
		encoding: 'utf8',
		stdio: ['ignore', 'pipe', 'inherit'],
		shell: process.platform === 'win32',
	});

const filesIn = (name: string, ending: RegExp) =>
	readdirSync(join(projectDir, name), { recursive: true, encoding: 'utf8' })
		.filter((file) => ending.test(file))
		.map((file) => `${name}/${file.replaceAll('\\', '/')}`);

/** What the package should hold. */
function meant(): string[] {
	const { n8n } = JSON.parse(readFileSync(join(projectDir, 'package.json'), 'utf8')) as Manifest;
	const copied = [...filesIn('icons', /\.svg$/), ...filesIn('nodes', /\.json$/)];
	return [
		...['LICENSE', 'README.md', 'package.json', 'dist/codat.js'],
		...[...n8n.nodes, ...n8n.credentials],
		...copied.map((file) => `dist/${file}`),
	];
}

/** What is in the package and should not be, or the other way round. */
function wrongIn(packed: string[]): string[] {
	const wanted = meant();
	return [
		...packed.filter((file) => !wanted.includes(file)).map((file) => `${file} is packed`),
		...wanted.filter((file) => !packed.includes(file)).map((file) => `${file} is not packed`),
	];
}

/** The scanner's rules with those of the newest plugin, which `n8n-node lint` has, for its own. */
function withNewestPlugin(config: Linter.Config[]): Linter.Config[] {
	const hasPlugin = ({ plugins = {} }: Linter.Config) => PLUGIN in plugins;
	const { plugins, rules } = (lintConfig as Linter.Config[]).find(hasPlugin)!;
	return [{ plugins, rules }, ...config.filter((part) => !hasPlugin(part))];
}

/** What a config reports, warnings too. As in the scanner, no comment switches a rule off. */
async function lint(cwd: string, files: string[], config: Linter.Config[]): Promise<string[]> {
	const eslint = new ESLint({
		cwd,
		allowInlineConfig: false,
		overrideConfigFile: true,
		overrideConfig: config,
	});
	const results = await eslint.lintFiles(files);
	return results.flatMap(({ filePath, messages }) =>
		messages.map(({ line, ruleId, message }) => `${filePath}:${line} ${ruleId}: ${message}`),
	);
}

try {
	const pack = run('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', folder]);
	const [{ filename, files }] = JSON.parse(pack) as Packed[];
	run('tar', ['-xzf', join(folder, filename), '-C', folder]);
	const tarball = join(folder, 'package');
	const shipped = ['**/*.js', 'package.json'];
	const scanner = await buildScanConfig();
	const found = [
		...wrongIn(files.map(({ path }) => path)),
		// With the newest plugin, `npm run lint` has been over the sources.
		...(await lint(projectDir, SOURCE_FILE_PATTERNS, scanner)),
		...(await lint(tarball, shipped, scanner)),
		...(await lint(tarball, shipped, withNewestPlugin(scanner))),
	];
	for (const line of found) console.error(line);
	if (found.length > 0) process.exitCode = 1;
	else console.log(`n8n's scanner reports nothing, on the sources and on ${filename}.`);
} finally {
	rmSync(folder, { recursive: true, force: true });
}
