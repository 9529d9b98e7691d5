import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const read = (file: string) => readFileSync(file, 'utf8');

const github = readdirSync('.github', { recursive: true, encoding: 'utf8' })
	.filter((file) => /\.(yml|md)$/.test(file))
	.map((file) => join('.github', file));
const inRoot = readdirSync('.').filter((file) => file.endsWith('.md'));
const inDocs = readdirSync('docs')
	.filter((file) => file.endsWith('.md'))
	.map((file) => `docs/${file}`);
const texts = [...inRoot, ...inDocs, ...github, 'bench/README.md', '.ci/run'].map(
	(file): [string, string] => [file, read(file)],
);

const { scripts, devDependencies } = JSON.parse(read('package.json')) as Record<
	'scripts' | 'devDependencies',
	Record<string, string>
>;

/** What npm itself can do, and is told to here. */
const OF_NPM = ['ci', 'config', 'install', 'ping', 'publish'];
/** Commands that a package brings under another name than its own. */
const BROUGHT: Record<string, string> = { 'n8n-node': '@n8n/node-cli', tsc: 'typescript' };

/** Each command of a kind, with the file that names it. */
const named = (pattern: RegExp, all = texts) =>
	all.flatMap(([file, text]) => [...text.matchAll(pattern)].map(([, name]) => `${file}: ${name}`));

const unknown = (commands: string[], isKnown: (name: string) => boolean) =>
	commands.filter((command) => !isKnown(command.slice(command.indexOf(': ') + 2)));

test('the files that someone new looks for are there', () => {
	expect(inRoot).toEqual(
		expect.arrayContaining(['README.md', 'CONTRIBUTING.md', 'SECURITY.md', 'CODE_OF_CONDUCT.md']),
	);
	expect(existsSync('LICENSE')).toBe(true);
});

test('the README says which n8n this is tested with', () => {
	const versions = [...read('scripts/n8n/provision.mts').matchAll(/\bversion: '(.+)'/g)];
	const [newest, oldest] = versions.map(([, version]) => version);
	expect(read('README.md')).toContain(`Built with n8n ${newest} and tested there in full.`);
	expect(read('README.md')).toContain(`in n8n ${oldest}`);
});

test('npm scripts that texts and workflows name are there', () => {
	const runs = named(/\bnpm run ([\w:]+)/g);
	expect(runs.length).toBeGreaterThan(15);
	expect(unknown(runs, (name) => name in scripts)).toEqual([]);
	const others = named(/(?:^ *|`|run: |&& |; )npm (?!run\b)([a-z]+)/gm);
	expect(others.length).toBeGreaterThan(8);
	expect(unknown(others, (name) => name in scripts || OF_NPM.includes(name))).toEqual([]);
});

test('what npx runs comes with the project', () => {
	const tools = named(/\bnpx (?:-\S+ )*([\w@/-]+)/g);
	expect(tools.length).toBeGreaterThan(2);
	expect(unknown(tools, (name) => (BROUGHT[name] ?? name) in devDependencies)).toEqual([]);
});

test('npm scripts run what is there', () => {
	const own: Array<[string, string]> = Object.entries(scripts);
	expect(unknown(named(/\bnpm run ([\w:]+)/g, own), (name) => name in scripts)).toEqual([]);
	const files = named(/\b([\w/]+\.mt?js|[\w/]+\.mts)\b/g, [...own, ...texts]);
	const written = files.filter((file) => /: (scripts|test|sandbox|bench)\//.test(file));
	expect(written.length).toBeGreaterThan(8);
	expect(unknown(written, existsSync)).toEqual([]);
});

test('links between files lead somewhere', () => {
	const broken = texts.flatMap(([file, text]) =>
		[...text.matchAll(/\]\((?!https?:|mailto:|#)([^)#\s]+)/g)]
			.map(([, link]) => join(dirname(file), link))
			.filter((target) => !existsSync(target))
			.map((target) => `${file}: ${target}`),
	);
	expect(broken).toEqual([]);
});
