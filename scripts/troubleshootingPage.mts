import type { INode } from 'n8n-workflow';
import { codatError } from '../nodes/Codat/transport/errors';
import type { CodatRequest, Outcome } from '../nodes/Codat/transport/request';
import { KINDS, kindOf, type Kind } from '../nodes/Codat/transport/refusals';
import { naming } from '../nodes/Codat/transport/words';
import { GUID, SAID } from '../test/unit/refusalTexts';
import { ownMessages } from './ownMessages.mts';

/** The page of all messages: Codat's own by their words, the nodes' own as they stand in the code. */
export function troubleshootingPage(): string {
	return [
		'# When something goes wrong',
		'<!-- Written by npm run readme. -->',
		'Search this page for part of the message, without names, numbers and IDs: `…` stands for those. In n8n, the text below a message also says what to do, and contains Codat’s correlation ID, which their support asks for. To continue with the other items, set **Settings > On Error** of the node to _Continue_.',
		'In **Resource > Operation**, the resource and the operation are those of the node **Codat**.',
		'## What Codat says',
		'Codat’s words differ from platform to platform; these are examples. The number is the HTTP status, which n8n shows with the error’s details.',
		...kindSections(),
		'## When Codat says something else, or nothing',
		'If Codat says something, it replaces the first line. What to do is the same.',
		list(statusRows()),
		'## When there is no answer',
		list(faultRows()),
		...ownSections(),
	].join('\n\n');
}

type Row = [message: string, advice: string, more?: string];

const list = (rows: Row[]) =>
	rows
		.map(([message, advice, more = '']) => `- **${plain(message)}**${more}<br>${plain(advice)}`)
		.map((row) => row.replace(/<br>$/, ''))
		.join('\n');

/** Without what Markdown would read as more than text. */
const plain = (text: string) => text.replace(/</g, '&lt;').replace(/\n/g, ' ');

/** Sections by what Codat answers with, in the order of their numbers. */
const TITLES: Record<string, string> = {
	400: 'Codat doesn’t accept the request (400)',
	402: 'A limit of your Codat account (402)',
	403: 'The key isn’t allowed to do this (403)',
	404: 'Something is not there (404)',
	409: 'Not possible at the moment (409)',
	422: 'Codat can’t take these values (422)',
	451: 'Codat can’t offer this (451)',
	sync: 'Reasons that failed syncs give',
};

function kindSections(): string[] {
	const found = new Map<string, Row[]>();
	for (const kind of KINDS) {
		const said = SAID.filter(([status, text]) => kindOf(status, [text]) === kind);
		// One that Codat's docs name without words of its own is found by its status (see below).
		if (said.length === 0) continue;
		const [[status]] = said;
		found.set(String(status), [...(found.get(String(status)) ?? []), kindRow(kind, said)]);
	}
	for (const status of found.keys()) {
		if (!(status in TITLES)) throw new Error(`What is the title for ${status}?`);
	}
	return Object.entries(TITLES)
		.filter(([status]) => found.has(status))
		.flatMap(([status, title]) => [`### ${title}`, list(found.get(status)!)]);
}

/** How many examples of one kind are enough. */
const ENOUGH = 3;

function kindRow({ hint }: Kind, said: typeof SAID): Row {
	const texts = [...new Set(said.map(([, text]) => general(text)))].slice(0, ENOUGH);
	const [first, ...others] = texts;
	const also = others.map((text) => `_${plain(text)}_`).join(' ');
	return [first, naming(hint), also && ` Or: ${also}`];
}

const general = (text: string) =>
	text
		.replaceAll(GUID, '…')
		.replace(/\be5889b459f54\b/, '…')
		.replace(/\.?$/, '.');

const node = { id: '', name: 'Codat', type: 'codat', parameters: {} } as unknown as INode;
const reading = { method: 'GET', path: '/companies' } as const;
const writing = { method: 'POST', path: '/companies' } as const;

/** What the nodes say of an outcome. */
function rowOf(outcome: Outcome, request: CodatRequest = reading, more?: string): Row {
	const { message, description } = codatError(node, request, outcome, (text) => text);
	const advice = description!
		.replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/, '…')
		.replace(/\n.*correlation ID.*$/, '')
		// As n8n is told it, so that nothing is taken for HTML.
		.replace(/›/g, '>');
	return [message.replace(/$/, '.'), advice, more];
}

const answer = (status: number, body: unknown = {}, headers = {}): Outcome => ({
	kind: 'answer',
	status,
	headers,
	body,
});

/** As only Codat's own answers have. */
const CODATS = { error: '', correlationId: 'any' };

function statusRows(): Row[] {
	return [
		rowOf(answer(302)),
		rowOf(answer(400), reading, ' (400)'),
		rowOf(answer(401), reading, ' (401)'),
		rowOf(answer(402), reading, ' (402)'),
		rowOf(answer(403), reading, ' (403)'),
		rowOf(answer(404, CODATS), reading, ' (404)'),
		rowOf(answer(404), reading, ' (404)'),
		rowOf(answer(408), reading, ' (408)'),
		rowOf(answer(409), reading, ' (409)'),
		rowOf(answer(422), reading, ' (422)'),
		rowOf(answer(429), reading, ' (429)'),
		rowOf(answer(429, {}, { 'retry-after': '7200' }), reading, ' (429)'),
		rowOf(answer(500), reading, ' (500), in reading:'),
		rowOf(answer(500), writing, ' (500), in writing:'),
		rowOf(answer(503), reading, ' (503), in reading:'),
		rowOf(answer(200, '<html>')),
		rowOf(answer(200, '{'), reading, ' In reading:'),
		rowOf(answer(200, '{'), writing, ' In writing:'),
	];
}

function faultRows(): Row[] {
	const fault = (code: string, isConnecting = false): Outcome => ({
		kind: 'fault',
		code,
		...(isConnecting && { isConnecting }),
	});
	return [
		rowOf(fault('ENOTFOUND')),
		rowOf(fault('ECONNREFUSED', true)),
		rowOf(fault('ECONNABORTED'), reading, ' In reading:'),
		rowOf(fault('ECONNABORTED'), writing, ' In writing:'),
		rowOf(fault('ECONNRESET'), reading, ' In reading:'),
		rowOf(fault('ECONNRESET'), writing, ' In writing:'),
		rowOf(fault('SELF_SIGNED_CERT_IN_CHAIN')),
	];
}

/** Where the nodes' own messages come up, by the folder or file of the code. */
const PLACES: Array<[title: string, files: RegExp]> = [
	['## In the credential', /transport\/credential/],
	['## In Codat Trigger', /CodatTrigger|\/trigger\//],
	['## In Codat Webhook Trigger', /\/webhook\//],
	['## In lists and forms of the editor', /\/methods\//],
	['## In the values of fields', /\/fields\//],
	['## In the input and output of operations', /./],
];

function ownSections(): string[] {
	const found = new Map<string, Row[]>();
	for (const { file, message, advice } of ownMessages()) {
		// A part of a message, whose advice stands beside another.
		if (advice === '' && file.includes('/actions/')) continue;
		const [title] = PLACES.find(([, files]) => files.test(file))!;
		found.set(title, [...(found.get(title) ?? []), ownRow(message, advice)]);
	}
	return PLACES.flatMap(([title]) => [title, list(unique(found.get(title) ?? []))]);
}

/** Some messages have the advice in their second sentence. */
function ownRow(message: string, advice: string): Row {
	const text = message.replace(/([^.…?!])$/, '$1.');
	const end = text.indexOf('. ') + 1;
	if (advice !== '' || end === 0) return [text, advice.replace(/^…(?=\S)|(?<=\.)…$/g, '')];
	return [text.slice(0, end), text.slice(end + 1)];
}

const unique = (rows: Row[]) => [...new Map(rows.map((row) => [row.join(), row])).values()];
