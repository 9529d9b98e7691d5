import { readFileSync } from 'node:fs';
import { DAY, HOUR, MINUTE } from '../nodes/Codat/time';

/** Limits, what of, and what the nodes do about them. `{file NAME}` is a number that the code has. */
type Row = [of: string, limit: string, does: string];

const OF_CODAT: Row[] = [
	[
		'Requests a day',
		'1,000 for each company with an active connection, and 1,000 more',
		'Codat Trigger uses at most {trigger/fields DEFAULT_SHARE} % of what is left (Options > Share of Daily Quota), and looks less often if that is not enough. Operations continue until Codat refuses one, and then say when the quota resets.',
	],
	[
		'Requests at once',
		'{transport/concurrency MAX_IN_FLIGHT} for a company',
		'An operation sends no more at once, whatever the number of items.',
	],
	[
		'Requests in a minute',
		'1,000 from an IP address, or as Codat says with its answers',
		'All items wait together, for as long as Codat asks: at most {transport/retry maxElapsedTime min} minutes, unless you change Retries in the node’s Settings ({transport/retry LONGEST_ELAPSED_TIME min} minutes at most).',
	],
	[
		'Records in an answer',
		'{transport/pagination MAX_PAGE_SIZE}',
		'Return All reads more pages until it has all records.',
	],
	[
		'Characters of a query',
		'Fewer than {fields/filters QUERY_LIMIT}',
		'Longer ones are refused before anything is sent.',
	],
	[
		'Transactions of a bank feed in a request',
		'{actions/bankFeed/sendTogether MOST_IN_REQUEST}',
		'Items of an account are sent together, oldest first, in as many requests as it takes.',
	],
	[
		'Transactions of a bank statement in a request',
		'{actions/bankStatement/session PART}',
		'Upload Statement sends them in parts.',
	],
	[
		'Webhook consumers',
		'{webhook/registration MOST_CONSUMERS}',
		'Each Codat Webhook Trigger uses one, and deletes it afterwards. If there are too many, it says so when the workflow is published.',
	],
	[
		'Company tags of a webhook consumer',
		'{webhook/settings MOST_TAGS}, each of {webhook/settings LONGEST_TAG} characters',
		'More are refused when the workflow is published.',
	],
];

const OF_NODES: Row[] = [
	[
		'How long an answer may take',
		'{transport/limits TIMEOUT_MS s} seconds',
		'After that it counts as lost. What may be sent again is sent again; for the rest, the error says to look in Codat first.',
	],
	[
		'Max Wait (Minutes)',
		'{actions/waitForCompletion LONGEST_WAIT_MINUTES}',
		'A waiting node takes up one of n8n’s places. For what takes longer, Codat Trigger reports when it has finished.',
	],
	[
		'A tool’s call by an agent',
		'{actions/toolCall LONGEST_CALL s} seconds of waiting',
		'What is still running then is returned with its status so far, and with where to check again.',
	],
	[
		'A tool’s list',
		'{fields/lists DEFAULT_IN_TOOLS} records, or Limit, {fields/lists MOST_IN_TOOLS} at most',
		'`hasMore` says that there are more.',
	],
	[
		'A file to download',
		'{actions/download MOST_BYTES MiB} MB',
		'A larger one is refused, since n8n holds it in memory.',
	],
	[
		'Requests of a poll',
		'{trigger/asking MOST_REQUESTS}, repeated ones not counted',
		'Companies that had no turn are the first of the next poll.',
	],
	['Records of a poll', '{trigger/watch MANY_RECORDS}', 'The next poll reports the rest.'],
	[
		'Deliveries that a Codat Webhook Trigger remembers',
		'{webhook/deliveries MOST_DELIVERIES}',
		'One that Codat repeats starts nothing as long as it is among them.',
	],
	[
		'Age of a delivery whose signature is checked',
		'{webhook/signature TOLERANCE_SECONDS} seconds',
		'An older one is refused.',
	],
];

/** What a number of the code is divided by to be told. */
const UNITS: Record<string, number> = { min: MINUTE, s: 1_000, MiB: 1024 * 1024 };

/** The names that the code has for numbers. */
const NAMED = new Map([
	['MINUTE', MINUTE],
	['HOUR', HOUR],
	['DAY', DAY],
]);
const FACTOR = `(?:[\\d_]+|${[...NAMED.keys()].join('|')})`;

/**
 * A text with the numbers of the code at their places.
 * @throws Error when the code has no such number
 */
function filledIn(text: string): string {
	return text.replace(/\{([\w/]+) (\w+)(?: (\w+))?\}/g, (_, file: string, name: string, unit) => {
		const source = readFileSync(`nodes/Codat/${file}.ts`, 'utf8');
		const [, factors] =
			new RegExp(`\\b${name}(?: =|:) (${FACTOR}(?: \\* ${FACTOR})*)[;,]`).exec(source) ?? [];
		if (!factors) throw new Error(`There is no number ${name} in ${file}.ts.`);
		const value = factors
			.split(' * ')
			.reduce((product, each) => product * (NAMED.get(each) ?? Number(each.replace(/_/g, ''))), 1);
		return (value / (UNITS[String(unit)] ?? 1)).toLocaleString('en');
	});
}

const table = (rows: Row[]) =>
	[
		'| Of what | Limit | What the nodes do |',
		'| --- | --- | --- |',
		...rows.map((row) => `| ${row.map(filledIn).join(' | ')} |`),
	].join('\n');

/** The page of limits: Codat's, and the nodes' own. */
export function limitsPage(): string {
	return [
		'# Limits',
		'<!-- Written by npm run readme. -->',
		'## Of Codat',
		'[codat.md](codat.md) says where Codat documents them.',
		table(OF_CODAT),
		'## Of the nodes',
		table(OF_NODES),
	].join('\n\n');
}
