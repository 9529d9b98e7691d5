import type { INode } from 'n8n-workflow';

import { codatError } from '../../nodes/Codat/transport/errors';
import { toNodeError } from '../../nodes/Codat/transport/nodeError';
import type { Outcome } from '../../nodes/Codat/transport/request';
import { codatText, describe as describeLines } from '../../nodes/Codat/transport/words';

const node = { name: 'Codat' } as INode;
const answer = (status: number, body?: unknown, headers = {}): Outcome => ({
	kind: 'answer',
	status,
	headers,
	body,
});
const errorOf = (method: 'GET' | 'POST', outcome: Outcome) =>
	codatError(node, { method, path: '/companies' }, outcome, (text) => text, 3);

test('what Codat says is shown, with its validation and correlation ID', () => {
	const error = errorOf(
		'POST',
		answer(400, {
			statusCode: 500,
			error: 'The request is not valid.',
			correlationId: 'c0ffee',
			validation: { errors: [{ itemId: 'dueDate', message: 'is before issueDate' }, null, 7] },
		}),
	);
	expect(error.message).toBe('The request is not valid.');
	expect(error.httpCode).toBe('400');
	expect(error.context.itemIndex).toBe(3);
	expect(error.description).toContain('• dueDate: is before issueDate.');
	expect(error.description).toContain('support: c0ffee.');
});

test('markup in what Codat says is not taken for HTML, and it is bounded', () => {
	const { message } = errorOf('GET', answer(400, { error: 'lines[0].<amount>' }));
	expect(message).toBe('lines[0].‹amount›');
	expect(errorOf('GET', answer(400, { error: 'x'.repeat(1000) })).message).toHaveLength(501);
	const errors = Array.from({ length: 100 }, () => ({ message: 'wrong' }));
	const { description } = errorOf('GET', answer(400, { validation: { errors } }));
	expect(description).toContain('… and 80 more');
});

test.each([
	['POST', true],
	['GET', false],
] as const)('a page in answer to a %s: whether the outcome is unknown', (method, isUnknown) => {
	const { description } = errorOf(method, answer(200, '<html></html>'));
	expect(description).toContain("Check 'Base URL'");
	expect(description?.includes('may or may not have carried this out')).toBe(isUnknown);
});

describe('the daily quota', () => {
	beforeEach(() => jest.useFakeTimers({ now: Date.parse('2026-03-10T23:40:00Z') }));
	afterEach(() => jest.useRealTimers());

	test.each([
		['that starts anew within the hour', 20 * 60, 'quota-exhausted'],
		['limit of a minute', 40, 'rate-limited'],
		['some other limit', 5 * 60, 'rate-limited'],
	])('is told from others late in the day: %s', (_, seconds, cause) => {
		const outcome = answer(429, {}, { 'retry-after': String(seconds) });
		expect(errorOf('GET', outcome).failure?.cause).toBe(cause);
	});
});

test.each<[string | undefined, string]>([
	['Unknown country code ZZ', 'Correct what Codat names here'],
	['Error processing request - not valid.', 'doesn’t say which value'],
	['Bad Request', 'doesn’t say which value'],
	[undefined, 'doesn’t say which value'],
])('a 400 that says "%s" has advice to fit', (error, advice) => {
	expect(errorOf('POST', answer(400, { error })).description).toContain(advice);
});

test('lines end as sentences do', () => {
	expect(describeLines(['One', 'Two.', 'Three…'])).toBe('One.\nTwo.\nThree…');
});

test.each<[string, Outcome, string]>([
	['401', answer(401), 'credential-invalid'],
	['402', answer(402), 'configuration-invalid'],
	['403', answer(403), 'credential-invalid'],
	['404', answer(404), 'configuration-invalid'],
	['429', answer(429, {}, { 'retry-after': '5' }), 'rate-limited'],
	['429 for the day', answer(429, {}, { 'retry-after': '40000' }), 'quota-exhausted'],
	['503', answer(503), 'temporarily-unavailable'],
	['a dropped connection', { kind: 'fault', code: 'ECONNRESET' }, 'temporarily-unavailable'],
])('%s tells n8n how to back off', (_, outcome, cause) => {
	expect(errorOf('GET', outcome).failure?.cause).toBe(cause);
});

test.each<[string, unknown]>([
	['no body', undefined],
	['null', null],
	['a list', []],
	['odd fields', { error: 7, correlationId: {}, validation: 'none' }],
	['a text', 'Bad Gateway'],
])('a refusal with %s is told in our words', (_, body) => {
	const error = errorOf('GET', answer(500, body));
	expect(error.message).toBe('Codat could not handle the request');
	expect(error.description).toBeTruthy();
});

test('words that are empty are none', () => {
	const said = (error: unknown) =>
		codatText({ kind: 'answer', status: 400, headers: {}, body: { error } });
	expect(['  ', '', null, 7, ' No. '].map(said)).toEqual([
		undefined,
		undefined,
		undefined,
		undefined,
		'No.',
	]);
});

test.each([
	['an aborted signal', () => AbortSignal.abort().reason as unknown, 'This operation was aborted'],
	['a text', () => 'no error at all', 'no error at all'],
	['nothing', () => undefined, 'undefined'],
	['an object', () => ({ message: 'not an Error' }), 'not an Error'],
	['a frozen error', () => Object.freeze(new Error('fixed')), 'fixed'],
])('%s becomes n8n’s error, with the item', (_, thrown, message) => {
	const error = toNodeError(node, thrown(), (text) => text, 3);
	expect(error.message).toBe(message);
	expect(error.context.itemIndex).toBe(3);
});
