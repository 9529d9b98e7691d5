/**
 * What each of the README's pictures shows, so that a picture that is older than that is found out:
 * docs/pictures.json holds what they were made from. `UPDATE_DOCS=1 npm run test:app` makes both.
 */
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import type { INodeProperties, INodePropertyCollection, INodePropertyOptions } from 'n8n-workflow';
import { Codat } from '../nodes/Codat/Codat.node.ts';
import { CodatTrigger } from '../nodes/Codat/CodatTrigger.node.ts';
import { CodatWebhookTrigger } from '../nodes/Codat/webhook/CodatWebhookTrigger.node.ts';
import { resources } from '../nodes/Codat/actions/index.ts';
import { nightlyWorkflow } from '../test/app/nodes.mts';

/** From the project's root, where npm runs everything. */
const MADE_FROM = 'docs/pictures.json';

const read = (file: string) => readFileSync(file, 'utf8');

type Part = INodeProperties | INodePropertyCollection | INodePropertyOptions;

/** What a form shows of its fields; descriptions are shown only when they are pointed at. */
function shown(parts: Part[] = []): unknown {
	return parts.map((part) => {
		if ('values' in part) return [part.displayName, shown(part.values)];
		if (!('displayName' in part)) return part.name;
		const { displayName, type, placeholder, required, options, displayOptions } = part;
		return [displayName, type, placeholder, required, displayOptions, shown(options as Part[])];
	});
}

/** How n8n's editor and the nodes look on any canvas. */
function canvas(): unknown {
	const [minor] = /\d+\.\d+/.exec(JSON.parse(read('package.json')).devDependencies['n8n-core'])!;
	const nodes = [new Codat(), new CodatTrigger(), new CodatWebhookTrigger()].map(
		({ description: { displayName, subtitle, inputs, outputs } }) => [
			displayName,
			subtitle,
			inputs,
			outputs,
		],
	);
	return [minor, read('icons/codat.svg'), nodes];
}

/** Of a workflow: all but what is made anew each time. */
function nightly(): unknown {
	const { nodes, connections } = nightlyWorkflow({ id: '', name: '', type: '' });
	return [nodes.map(({ id: _, ...node }) => node), connections];
}

const recordForm = () =>
	shown(resources.pushData.operations.create.fields.map(({ property }) => property));

/** The pictures that are not of an example. */
const OTHERS: Record<string, () => unknown> = {
	'invoice-form': recordForm,
	nightly,
	'payments-form': recordForm,
	trigger: () => shown(new CodatTrigger().description.properties),
};

/**
 * @param name of a picture, as in docs/<name>.png
 * @returns a hash of what it shows
 * @throws Error when nothing tells what it shows
 */
export function madeFrom(name: string): string {
	const example = /^examples\/(.+)$/.exec(name)?.[1];
	if (!example && !(name in OTHERS)) throw new Error(`What does docs/${name}.png show?`);
	const content = example ? JSON.parse(read(`workflows/${example}.json`)) : OTHERS[name]();
	return createHash('sha256')
		.update(JSON.stringify([canvas(), content]))
		.digest('hex');
}

/** What each picture was made from. */
export function pictures(): Record<string, string> {
	return JSON.parse(read(MADE_FROM)) as Record<string, string>;
}

/** Notes that a picture has just been made. */
export function noteMade(name: string): void {
	const all = { ...pictures(), [name]: madeFrom(name) };
	const sorted = Object.entries(all).sort(([a], [b]) => (a < b ? -1 : 1));
	writeFileSync(MADE_FROM, `${JSON.stringify(Object.fromEntries(sorted), null, '\t')}\n`);
}
