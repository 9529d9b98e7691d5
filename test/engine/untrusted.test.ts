import fastify, { type FastifyInstance } from 'fastify';
import type { IDataObject } from 'n8n-workflow';

import { runCodat } from './harness';
import { couldNotBeSent, isUntrusted } from '../../nodes/Codat/transport/fault';

/** A server whose certificate nobody trusts, as a company's proxy has one. */
const { cert, key } = jest.requireActual<{ cert: string; key: string }>(
	'../fixtures/untrusted.cjs',
);

let server: FastifyInstance;
let url: string;
let plainUrl: string;
let plain: FastifyInstance;
const received: string[] = [];

beforeAll(async () => {
	server = fastify({ https: { cert, key } }) as unknown as FastifyInstance;
	server.all('/*', async ({ method }) => received.push(method));
	url = await server.listen({ port: 0, host: '127.0.0.1' });
	plain = fastify();
	plain.all('/*', async ({ method }) => received.push(method));
	plainUrl = await plain.listen({ port: 0, host: '127.0.0.1' });
});
beforeEach(() => (received.length = 0));
afterAll(async () => {
	await server.close();
	await plain.close();
});

const operations: Array<[string, IDataObject]> = [
	['a GET', { resource: 'company', operation: 'getAll' }],
	['a POST', { resource: 'company', operation: 'create', name: 'Tide & Loaf' }],
];

describe.each([
	['a certificate that isn’t trusted', () => url],
	['a host that knows no TLS', () => plainUrl.replace('http:', 'https:')],
])('%s', (_, host) => {
	test.each(operations)(
		'%s: says that nothing was sent, and what to do',
		async (__, parameters) => {
			const { error } = await runCodat({ apiKey: 'key-12345678', baseUrl: host() }, parameters);
			expect(error?.message).toBe('The connection to Codat is not trusted, so nothing was sent');
			expect(error?.description).toContain('Ask whoever runs n8n');
			expect(error?.description).not.toContain('may or may not');
			expect(received).toEqual([]);
		},
	);
});

test.each([
	'CERT_HAS_EXPIRED',
	'CERT_NOT_YET_VALID',
	'CERT_REVOKED',
	'CERT_UNTRUSTED',
	'DEPTH_ZERO_SELF_SIGNED_CERT',
	'EPROTO',
	'ERR_SSL_WRONG_VERSION_NUMBER',
	'ERR_TLS_CERT_ALTNAME_INVALID',
	'HOSTNAME_MISMATCH',
	'INVALID_CA',
	'INVALID_PURPOSE',
	'PATH_LENGTH_EXCEEDED',
	'SELF_SIGNED_CERT_IN_CHAIN',
	'UNABLE_TO_GET_ISSUER_CERT',
	'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
	'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
])('%s is a matter of trust', (code) => {
	expect(isUntrusted(code)).toBe(true);
	expect(couldNotBeSent({ kind: 'fault', code })).toBe(true);
});

test.each(['ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'Z_DATA_ERROR', 'HPE_INVALID_CONSTANT', 'UNKNOWN'])(
	'after %s nobody knows what was sent',
	(code) => expect(couldNotBeSent({ kind: 'fault', code })).toBe(false),
);
