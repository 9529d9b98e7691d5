/**
 * Writes the table of operations in README.md from the code: `npm run readme`. With `--check` it
 * writes nothing, and fails when the table is not what it would write.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { resources } from '../nodes/Codat/actions/index';
import { projectDir } from './n8n/paths.mts';

const byName = (a: { name: string }, b: { name: string }) => a.name.localeCompare(b.name);
const rows = Object.values(resources)
	.sort(byName)
	.map(({ name, operations }) => {
		const names = Object.values(operations).sort(byName);
		return `| ${name} | ${names.map((operation) => operation.name).join(' · ')} |`;
	});

const file = join(projectDir, 'README.md');
const text = readFileSync(file, 'utf8');
const lines = text.split('\n');
const first = lines.findIndex((line) => /^\| Resource +\| Operations +\|$/.test(line));
const length = lines.slice(first).findIndex((line) => !line.startsWith('|'));
lines.splice(first, length, '| Resource | Operations |', '| --- | --- |', ...rows);
const options = { ...(await resolveConfig(file)), filepath: file };
const written = await format(lines.join('\n'), options);

if (!process.argv.includes('--check')) writeFileSync(file, written);
else if (written !== text) {
	console.error('README.md does not list the operations as they are: run `npm run readme`.');
	process.exitCode = 1;
}
