import type { INodeProperties, INodePropertyCollection } from 'n8n-workflow';
import type { Operation, Resource } from '../nodes/Codat/actions/operation';

/** The page of a resource: its operations, and what each asks for, in the words of its form. */
export function resourcePage({ name, operations }: Resource): string {
	const sorted = Object.values(operations).sort((a, b) => a.name.localeCompare(b.name));
	return [
		`# ${name}`,
		`<!-- Written by npm run readme. -->`,
		`What the node **Codat** does with the resource **${name}**. Fields in bold are required.`,
		...sorted.map(operationText),
	].join('\n\n');
}

function operationText({ name, action, description, fields }: Operation): string {
	const properties = fields.map(({ property }) => property);
	const said = properties.filter(
		({ type, displayOptions }) => type === 'notice' && !displayOptions,
	);
	const rows = properties.filter(({ type }) => type !== 'notice').flatMap((each) => rowsOf(each));
	return [
		`## ${name}`,
		`${sentence(description)} In the list of actions, it is called _${action}_.`,
		...said.map(({ displayName }) => `> ${displayName}`),
		rows.join('\n'),
	].join('\n\n');
}

/** A line for a field, and one for each of those that are within it. */
function rowsOf(property: INodeProperties, within = ''): string[] {
	const { displayName, name, type, required, description, hint, options = [] } = property;
	const label = `${within}${displayName}`;
	const said = description ?? hint;
	const row = `- ${required ? `**${label}**` : label}${said ? `: ${plain(sentence(said))}` : ''}`;
	if (type === 'collection') {
		return (options as INodeProperties[]).flatMap((each) => rowsOf(each, `${label} › `));
	}
	// The conditions of filters are explained once, in the README.
	if (type !== 'fixedCollection' || name === 'filters') return [row];
	const groups = options as INodePropertyCollection[];
	return [
		row,
		...groups.flatMap(({ values }) => values.flatMap((each) => rowsOf(each, `${label} › `))),
	];
}

/** With a full stop, which n8n wants no description of one sentence to have. */
const sentence = (text: string) => (/[.?!]$/.test(text) ? text : `${text}.`);

/** Without HTML, in which n8n's descriptions have their links. */
const plain = (text: string) =>
	text.replace(/<a href="([^"]+)"[^>]*>(.*?)<\/a>/g, '[$2]($1)').replace(/<[^>]+>/g, '');
