import { NodeApiError, type INode } from 'n8n-workflow';

import { codatError } from '../../nodes/Codat/transport/errors';
import {
	absenceIn,
	isEmptyList,
	isRecordGone,
	type Absence,
} from '../../nodes/Codat/transport/notFound';

const answer = (body: unknown, status = 404) =>
	({ kind: 'answer', status, headers: {}, body }) as const;
const codats = (error: string) =>
	answer({ statusCode: 404, service: 'PublicApi', error, correlationId: '0a40c2f3' });
const GUID = '846ed55c-974b-4392-a1f1-87b6fdbf3c5e';

// Of Codat's own texts, those that its specs and docs show, and others that it has been seen to say.
const CASES: Array<[string, ReturnType<typeof answer>, Absence | undefined]> = [
	['no syncs', codats(`No syncs for company ${GUID} were found.`), 'records'],
	[
		'no data',
		codats('No data available for accounts for ID e5889b459f544926ac5b8e6756df2s'),
		'records',
	],
	['no company', codats(`No company was found with ID ${GUID}`), 'company'],
	['no company, in other words', codats(`Company ${GUID} not found`), 'company'],
	['no connection', codats(`Data connection ${GUID} not found`), 'connection'],
	['no product', codats('Sync for Commerce is not configured for this client'), 'product'],
	[
		'no record',
		codats(
			`InvoicePdfNotFoundException: Invoice not found for company ${GUID} and invoice ID 12345`,
		),
		'other',
	],
	['no push', codats(`Push operation ${GUID} not found`), 'other'],
	['no endpoint', codats('Not found'), 'other'],
	['words never heard of', codats('Nothing to see here'), 'other'],
	['words that only begin like those for none', codats('No syncs are allowed'), 'other'],
	['another server’s', answer({ error: 'Not Found', status: 404, path: '/x' }), 'codat'],
	['a web page', answer('<html>404</html>'), 'codat'],
	['nothing', answer(undefined), 'codat'],
	['null', answer(null), 'codat'],
	['a list', answer([]), 'codat'],
	['an error that is no text', answer({ error: { code: 404 }, correlationId: 'c' }), 'codat'],
	['another status', answer({ error: 'No syncs were found.' }, 400), undefined],
];

test.each(CASES)('a 404 that says %s', (_, response, absence) => {
	expect(absenceIn(response)).toBe(absence);
	expect(isEmptyList(response)).toBe(absence === 'records');
	expect(isRecordGone(response)).toBe(absence === 'records' || absence === 'other');
});

const node = { id: '1', name: 'Codat', type: 'codat', parameters: {} } as unknown as INode;

test.each<[Absence, RegExp]>([
	['codat', /Base URL/],
	['company', /account/],
	['connection', /Choose 'Connection' again/],
	['product', /product/],
	['other', /Check the IDs/],
])('the error for a missing %s says what to do', (absence, advice) => {
	const [, response] = [...CASES].reverse().find((each) => each[2] === absence)!;
	const request = { method: 'GET', path: '/companies' } as const;
	const error = codatError(node, request, response, (text) => text);
	expect(error).toBeInstanceOf(NodeApiError);
	expect(error.description).toMatch(advice);
	expect(error.failure).toEqual({ cause: 'configuration-invalid' });
});

test('spaces round Codat’s words make no difference', () => {
	expect(absenceIn(codats(`  No company was found with ID ${GUID} `))).toBe('company');
});
