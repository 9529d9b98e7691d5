/**
 * Writes what README.md and docs/ say of operations, events, messages and limits, from the code:
 * `npm run readme`. With `--check` it writes nothing, and fails when a file is not what it would write.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import type { INodePropertyOptions, INodeType } from 'n8n-workflow';
import { CodatTrigger } from '../nodes/Codat/CodatTrigger.node.ts';
import { CodatWebhookTrigger } from '../nodes/Codat/webhook/CodatWebhookTrigger.node.ts';
import { resources } from '../nodes/Codat/actions/index';
import type { Resource } from '../nodes/Codat/actions/operation';
import { limitsPage } from './limitsPage.mts';
import { projectDir } from './n8n/paths.mts';
import { resourcePage } from './resourcePage.mts';
import { troubleshootingPage } from './troubleshootingPage.mts';

const FOLDER = 'docs/operations';

const byName = (a: { name: string }, b: { name: string }) => a.name.localeCompare(b.name);
const pageOf = ({ name }: Resource) => `${FOLDER}/${name.toLowerCase().replace(/ /g, '-')}.md`;

/**
 * A text with the table that has these columns written anew.
 * @throws Error when there is no such table
 */
function withTable(text: string, columns: string[], rows: string[][]): string {
	const lines = text.split('\n');
	const isHeader = (line: string) =>
		line.startsWith('|') && cellsOf(line).join() === columns.join();
	const first = lines.findIndex(isHeader);
	if (first < 0) throw new Error(`README.md has no table of ${columns.join(' and ')}.`);
	const length = lines.slice(first).findIndex((line) => !line.startsWith('|'));
	const table = [columns, columns.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`);
	lines.splice(first, length, ...table);
	return lines.join('\n');
}

const cellsOf = (line: string) =>
	line
		.split('|')
		.slice(1, -1)
		.map((cell) => cell.trim());

function operationRows(all: Resource[]): string[][] {
	return all.map((resource) => {
		const names = Object.values(resource.operations).sort(byName);
		const list = names.map((operation) => operation.name).join(' · ');
		return [`[${resource.name}](${pageOf(resource)})`, list];
	});
}

/** The choices of 'Trigger On', as their descriptions tell of them. */
function eventRows({ description: { properties } }: INodeType): string[][] {
	const { options = [] } = properties.find(({ name }) => name === 'triggerOn')!;
	return (options as INodePropertyOptions[]).map(({ name, description = '' }) => [
		name,
		description,
	]);
}

function readmeWith(all: Resource[]): string {
	const readme = readFileSync(join(projectDir, 'README.md'), 'utf8');
	const operations = withTable(readme, ['Resource', 'Operations'], operationRows(all));
	const events = withTable(operations, ['Event', 'Happens when'], eventRows(new CodatTrigger()));
	return withTable(events, ['Event of Codat', 'Comes when'], eventRows(new CodatWebhookTrigger()));
}

const all = Object.values(resources).sort(byName);
const files = new Map([
	['README.md', readmeWith(all)],
	['docs/troubleshooting.md', troubleshootingPage()],
	['docs/limits.md', limitsPage()],
]);
for (const resource of all) files.set(pageOf(resource), resourcePage(resource));

const isCheck = process.argv.includes('--check');
mkdirSync(join(projectDir, FOLDER), { recursive: true });
for (const [name, text] of files) {
	const file = join(projectDir, name);
	const written = await format(text, { ...(await resolveConfig(file)), filepath: file });
	if (existsSync(file) && readFileSync(file, 'utf8') === written) continue;
	if (isCheck) {
		console.error(`${name} does not tell of the nodes as they are: run \`npm run readme\`.`);
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
