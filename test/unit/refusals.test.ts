import fc from 'fast-check';
import type { INode, INodeProperties, INodePropertyCollection } from 'n8n-workflow';

import { Codat } from '../../nodes/Codat/Codat.node';
import { resources } from '../../nodes/Codat/actions';
import { codatError } from '../../nodes/Codat/transport/errors';
import { absenceIn } from '../../nodes/Codat/transport/notFound';
import { KINDS, kindOf, type Kind } from '../../nodes/Codat/transport/refusals';
import { naming } from '../../nodes/Codat/transport/words';
import { GUID, SAID } from './refusalTexts';

test.each(SAID)('%s "%s" gets the hint that helps', (status, said, hint) => {
	expect(kindOf(status, [said])?.hint).toContain(hint);
});

test('every kind of the table is that of one of these texts', () => {
	const met = new Set(SAID.map(([status, said]) => kindOf(status, [said])));
	// A downstream endpoint that can't be accessed is in the docs without words of its own.
	const unmet = KINDS.filter((kind) => !met.has(kind) && !/downstream/.test(kind.words.source));
	expect(unmet.map(({ words }) => words.source)).toEqual([]);
});

const node = { id: '1', name: 'Codat', type: 'codat', parameters: {} } as unknown as INode;
const request = { method: 'GET', path: `/companies/${GUID}/data/invoices` } as const;

function told(status: number, body: unknown, companyName?: string) {
	const outcome = { kind: 'answer', status, headers: {}, body } as const;
	return codatError(node, request, outcome, (text) => text, 2, companyName);
}

test('Codat’s text, its validation and its correlation ID stay beside the hint', () => {
	const error = told(402, {
		error: 'Payment Required',
		correlationId: 'c0ffee',
		validation: { errors: [{ message: 'Account expired. Learn more' }] },
	});
	expect(error.message).toBe('Payment Required');
	expect(error.description).toMatch(/365 days/);
	expect(error.description).toMatch(/• Account expired\. Learn more\.\n.*c0ffee\./);
});

test('what the validation says counts where the error says nothing', () => {
	const validation = { errors: [null, 7, { message: '`Supplier Ref` was not found in Xero.' }] };
	const { description } = told(400, { error: 'Bad Request', validation }, 'Harbour Lane Bakery');
	expect(description).toMatch(/^The software of Harbour Lane Bakery has no such record/);
});

test('the company is named where its name is known', () => {
	const body = { error: `No syncs for company ${GUID} were found.`, correlationId: 'c' };
	expect(told(404, body, 'Harbour Lane Bakery').description).toMatch(
		/^Harbour Lane Bakery has never synced/,
	);
	expect(told(404, body).description).toMatch(/^This company has never synced/);
	expect(told(404, body, ' ').description).toMatch(/^This company/);
});

test('a name of a company changes nothing but itself', () => {
	const hostile = '{company} $& $1 <b>\n{Company}';
	expect(naming('{Company} lacks it. Ask {company}.', hostile)).toBe(
		'{company} $& $1 <b> {Company} lacks it. Ask {company} $& $1 <b> {Company}.',
	);
	expect(naming('{company}', 'x'.repeat(1000))).toHaveLength(80);
	const { description } = told(409, { error: 'The data set has not been requested.' }, hostile);
	expect(description).toContain('‹b›');
	expect(description).not.toContain('<b>');
});

test.each([
	['no words', {}, /First check values that come from expressions/],
	['words that say nothing', { error: 'Error processing request - not valid.' }, /First check/],
	[
		'a validation of unknown words',
		{ error: 'Bad Request', validation: { errors: [{ message: 'dueDate is before issueDate' }] } },
		/Correct what Codat names here.*\n• dueDate is before issueDate/,
	],
])('a 400 with %s has a hint too', (_, body, hint) => {
	expect(told(400, body).description).toMatch(hint);
});

test.each([402, 403, 404, 409, 422])('a %s of unknown words has a hint too', (status) => {
	const { message, description } = told(status, { error: 'Never heard of', correlationId: 'c' });
	expect(message).toBe('Never heard of');
	expect(description).toMatch(/^[A-Z].{20,}\n?.*correlation ID.*: c\.$/s);
	expect(description).not.toMatch(/\{company\}/i);
});

test('a 404 of another server gets no hint of Codat’s, whatever its words', () => {
	for (const error of ['No attachment here', 'push operation', 'webhook not found']) {
		const answer = { kind: 'answer', status: 404, headers: {}, body: { error } } as const;
		expect(absenceIn(answer)).toBe('codat');
		expect(told(404, { error }).description).toMatch(/Base URL/);
	}
});

describe('the hints', () => {
	/** Where the Codat portal has it. */
	const PORTAL = ['Settings > Products', 'Settings > Integrations', 'Developers > API keys'];
	const operations = Object.values(resources).flatMap(({ name, operations: all }) =>
		Object.values(all).map((operation) => `${name} > ${operation.name}`),
	);
	const labels = new Set(labelsOf(new Codat().description.properties));

	test.each(KINDS.map((kind): [string, Kind] => [kind.words.source, kind]))(
		'%s names what the editor has',
		(_, { hint }) => {
			const paths = hint.match(/[A-Z]\w*(?: [A-Z]\w*)* > [A-Z]\w*(?: (?:[A-Z]\w*|keys))*/g) ?? [];
			for (const path of paths) expect([...PORTAL, ...operations]).toContain(path);
			for (const [, label] of hint.matchAll(/'([A-Z][^']*)'/g)) expect(labels).toContain(label);
			expect(hint.split(' > ')).toHaveLength(paths.length + 1);
			expect(hint).toMatch(/^[A-Z{].*\.$/);
		},
	);

	function labelsOf(parts: Array<INodeProperties | INodePropertyCollection>): string[] {
		return parts.flatMap((part) => {
			const inner = 'values' in part ? part.values : (part.options ?? []);
			return [part.displayName, ...labelsOf(inner as INodeProperties[])];
		});
	}
});

describe('hostile texts', () => {
	/** Words of the patterns themselves, which take them furthest. */
	const words = KINDS.flatMap(({ words: { source } }) => source.match(/[A-Za-z]{2,}/g) ?? []);
	const texts = fc
		.array(fc.oneof(fc.constantFrom(...words, ' ', '.', '\n', '('), fc.string()), { maxLength: 60 })
		.map((parts) => parts.join(' '));

	test('take no longer than others, whatever their length', () => {
		const began = Date.now();
		fc.assert(
			fc.property(texts, fc.constantFrom(400, 402, 403, 404, 409, 422), (text, status) => {
				const body = { error: text.repeat(200), correlationId: 'c' };
				const { message, description } = told(status, body);
				expect(message.length).toBeGreaterThan(0);
				expect(description).toContain('correlation ID');
			}),
			{ numRuns: 300, seed: 2026 },
		);
		expect(Date.now() - began).toBeLessThan(20_000);
	});

	test.each(KINDS.map((kind): [string, Kind] => [kind.words.source, kind]))(
		'%s does not stumble over what it is hungry for',
		(source, { words: pattern }) => {
			for (const word of source.match(/[A-Za-z]{2,}/g) ?? []) {
				const text = `${word} `.repeat(500).slice(0, 500);
				const began = Date.now();
				for (let run = 0; run < 100; run++) pattern.test(text);
				expect(Date.now() - began).toBeLessThan(2_000);
			}
		},
	);

	test('a text that is long is judged by its beginning', () => {
		expect(kindOf(404, [`${' '.repeat(9999)}No data available for x`])?.absence).toBe('records');
		expect(kindOf(404, [`${'x '.repeat(400)} push operation`])).toBeUndefined();
	});
});
