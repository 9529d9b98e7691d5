import type { INode, JsonObject } from 'n8n-workflow';
import { NodeApiError, UserError } from 'n8n-workflow';

import { createClient } from '../../nodes/Codat/transport/client';
import { couldNotBeSent, isLasting, isUntrusted } from '../../nodes/Codat/transport/fault';
import type { CodatRequest, RequestContext } from '../../nodes/Codat/transport/request';

jest.mock('n8n-workflow', () => ({
	...jest.requireActual<object>('n8n-workflow'),
	sleep: async () => {},
	// In n8n 1.
	sleepWithAbort: undefined,
}));

const node = { name: 'Codat', parameters: {} } as INode;

/** An error as Node or the HTTP client gives it, in n8n's wrapper. */
function wrapped(parts: object, message = 'failed'): NodeApiError {
	const inner = Object.assign(new Error(message), parts);
	const outer = Object.assign(new Error(message), { ...parts, syscall: undefined, cause: inner });
	return new NodeApiError(node, outer as unknown as JsonObject);
}

/** What becomes of a request whose connection fails so each time. */
async function failing(thrown: Error, request: Partial<CodatRequest>) {
	let sent = 0;
	const context = {
		getNode: () => node,
		getCredentials: async () => ({}),
		helpers: {
			httpRequestWithAuthentication: async () => {
				sent++;
				throw thrown;
			},
		},
	} as unknown as RequestContext;
	const client = await createClient(context);
	const retries = { ...TWO_TRIES };
	const error = (await client
		.send({ method: 'GET', path: '/companies', ...request }, { retries })
		.catch((each: unknown) => each)) as NodeApiError;
	return { sent, error };
}

const TWO_TRIES = {
	strategy: 'backoff' as const,
	initialInterval: 1,
	maxInterval: 1,
	exponent: 1,
	maxElapsedTime: 300,
	retryConnectionErrors: true,
};

const UNKNOWN = 'may or may not have carried this out';

describe('a PUT that Codat would carry out twice', () => {
	test.each([
		// Linux gives these to a connection that stood, once the network tells that it is gone.
		['read', 'EHOSTUNREACH'],
		['read', 'ENETUNREACH'],
		['read', 'ETIMEDOUT'],
		['write', 'ENETDOWN'],
		['read', 'ECONNRESET'],
	])('is sent once where the connection stood: %s %s', async (syscall, code) => {
		const { sent, error } = await failing(wrapped({ code, syscall }), {
			method: 'PUT',
			once: true,
		});
		expect(sent).toBe(1);
		expect(error.description).toContain(UNKNOWN);
	});

	test.each([
		'EHOSTUNREACH',
		'ENETUNREACH',
		'ETIMEDOUT',
		'EACCES',
		'EADDRNOTAVAIL',
		'ECONNREFUSED',
	])('is tried again where it was never made: connect %s', async (code) => {
		const { sent, error } = await failing(wrapped({ code, syscall: 'connect' }), {
			method: 'PUT',
			once: true,
		});
		expect(sent).toBeGreaterThan(1);
		expect(error.description).not.toContain(UNKNOWN);
	});

	test('is tried again where none of a host’s addresses could be reached', async () => {
		const each = Object.assign(new Error('connect'), { code: 'ETIMEDOUT', syscall: 'connect' });
		const all = { code: 'ETIMEDOUT', errors: [each, each] };
		expect((await failing(wrapped(all), { method: 'PUT', once: true })).sent).toBeGreaterThan(1);
	});
});

test.each([
	'ERR_SSL_DECRYPTION_FAILED_OR_BAD_RECORD_MAC',
	'ERR_SSL_SSLV3_ALERT_BAD_RECORD_MAC',
	'ERR_SSL_TLSV1_ALERT_INTERNAL_ERROR',
	'ERR_STREAM_PREMATURE_CLOSE',
	'ERR_BAD_RESPONSE',
	'ERR__ERROR_FORMAT_PADDING_1',
	'Z_BUF_ERROR',
	'HPE_HEADER_OVERFLOW',
	'UNHEARD_OF',
])('after %s, nobody knows what became of a write', async (code) => {
	const { error } = await failing(wrapped({ code }), { method: 'PUT', once: true });
	expect(error.message).not.toContain('nothing was sent');
	expect(error.description).toContain(UNKNOWN);
});

test.each([
	'ERR_SSL_WRONG_VERSION_NUMBER',
	'ERR_SSL_UNSUPPORTED_PROTOCOL',
	'ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION',
	'ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE',
	'ERR_SSL_TLSV1_UNRECOGNIZED_NAME',
	'ERR_SSL_TLSV1_ALERT_UNKNOWN_CA',
])('%s: the handshake failed, so nothing was sent', async (code) => {
	const { error, sent } = await failing(wrapped({ code }), { method: 'PUT', once: true });
	expect(error.message).toContain('nothing was sent');
	expect(sent).toBe(1);
});

test('what n8n itself doesn’t let out is told in n8n’s words, and not tried again', async () => {
	const blocked = new UserError('The request was blocked', { description: 'Ask your n8n admin' });
	for (const thrown of [
		new NodeApiError(node, blocked as unknown as JsonObject),
		wrapped({ cause: blocked }, 'blocked'),
	]) {
		const { sent, error } = await failing(thrown, { method: 'POST' });
		expect(sent).toBe(1);
		expect(error).toBe(blocked);
	}
});

test('an address that can’t be read was never sent to, and another try won’t help', () => {
	const fault = { kind: 'fault', code: 'ERR_INVALID_URL' } as const;
	expect([couldNotBeSent(fault), isLasting(fault)]).toEqual([true, true]);
});

test('only whole names of OpenSSL’s stand for a host that isn’t trusted', () => {
	expect(isUntrusted('PATH_LENGTH_EXCEEDED')).toBe(true);
	expect(isUntrusted('PATH_LENGTH_EXCEEDED_BY_SOMETHING')).toBe(false);
	expect(isUntrusted('EPROTO')).toBe(true);
	expect(isUntrusted('EPROTONOSUPPORT')).toBe(false);
});
