/**
 * Writes what README.md and docs/operations say of the operations, from the code: `npm run readme`.
 * With `--check` it writes nothing, and fails when a file is not what it would write.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { resources } from '../nodes/Codat/actions/index';
import type { Resource } from '../nodes/Codat/actions/operation';
import { projectDir } from './n8n/paths.mts';
import { resourcePage } from './resourcePage.mts';

const FOLDER = 'docs/operations';

const byName = (a: { name: string }, b: { name: string }) => a.name.localeCompare(b.name);
const pageOf = ({ name }: Resource) => `${FOLDER}/${name.toLowerCase().replace(/ /g, '-')}.md`;

/** README.md with its table of operations as they are. */
function readmeWith(all: Resource[]): string {
	const rows = all.map((resource) => {
		const names = Object.values(resource.operations).sort(byName);
		const list = names.map((operation) => operation.name).join(' · ');
		return `| [${resource.name}](${pageOf(resource)}) | ${list} |`;
	});
	const lines = readFileSync(join(projectDir, 'README.md'), 'utf8').split('\n');
	const first = lines.findIndex((line) => /^\| Resource +\| Operations +\|$/.test(line));
	const length = lines.slice(first).findIndex((line) => !line.startsWith('|'));
	lines.splice(first, length, '| Resource | Operations |', '| --- | --- |', ...rows);
	return lines.join('\n');
}

const all = Object.values(resources).sort(byName);
const files = new Map([['README.md', readmeWith(all)]]);
for (const resource of all) files.set(pageOf(resource), resourcePage(resource));

const isCheck = process.argv.includes('--check');
mkdirSync(join(projectDir, FOLDER), { recursive: true });
for (const [name, text] of files) {
	const file = join(projectDir, name);
	const written = await format(text, { ...(await resolveConfig(file)), filepath: file });
	if (existsSync(file) && readFileSync(file, 'utf8') === written) continue;
	if (isCheck) {
		console.error(`${name} does not tell of the operations as they are: run \`npm run readme\`.`);
		process.exitCode = 1;
	} else writeFileSync(file, written);
}
for (const page of readdirSync(join(projectDir, FOLDER)).map((name) => `${FOLDER}/${name}`)) {
	if (files.has(page)) continue;
	if (isCheck) {
		console.error(`${page} is of a resource that there is none of: run \`npm run readme\`.`);
		process.exitCode = 1;
	} else rmSync(join(projectDir, page));
}
