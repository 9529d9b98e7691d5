import fastify from 'fastify';
import type {
	ICredentialsDecrypted,
	ICredentialTestFunctions,
	IWorkflowExecuteAdditionalData,
} from 'n8n-workflow';
import { CredentialTestContext } from 'n8n-core';

import { codatApiTest } from '../../nodes/Codat/methods/credentialTest';
import { startSandbox, type Sandbox } from '../../sandbox/server';

let sandbox: Sandbox;

beforeAll(async () => {
	sandbox = await startSandbox();
});
beforeEach(() => sandbox.faults.clear());
afterAll(async () => await sandbox.close());

async function probe(data: Record<string, string>) {
	const context = new CredentialTestContext({} as IWorkflowExecuteAdditionalData);
	const credential = { id: '1', name: 'Codat', type: 'codatApi', data } as ICredentialsDecrypted;
	return await codatApiTest.call(context, credential);
}

test('a right key passes, in every form', async () => {
	const encoded = Buffer.from(sandbox.apiKey).toString('base64');
	for (const apiKey of [sandbox.apiKey, encoded, `Basic ${encoded}`]) {
		expect(await probe({ apiKey, baseUrl: sandbox.url })).toEqual({
			status: 'OK',
			message: 'Connection successful!',
		});
	}
});

test.each([
	['a wrong key', { apiKey: 'no-such-key' }, 'did not accept this API key'],
	['no key', { apiKey: ' ' }, "'API Key' is empty"],
	['a URL without https', { baseUrl: 'http://api.codat.io' }, 'must start with https'],
	['a URL that is none', { baseUrl: 'codat' }, 'is not a URL'],
	[
		'a host that does not exist',
		{ baseUrl: 'https://no-such-host.invalid' },
		/host was not found|can't be reached/,
	],
])('%s is told in words, and the key is not shown', async (_, data, message) => {
	const result = await probe({ apiKey: sandbox.apiKey, baseUrl: sandbox.url, ...data });
	expect(result.status).toBe('Error');
	expect(result.message).toMatch(message);
	expect(result.message).not.toContain(sandbox.apiKey);
});

test('a port that nobody listens on', async () => {
	const gone = await startSandbox();
	await gone.close();
	const result = await probe({ apiKey: 'key', baseUrl: gone.url });
	expect(result.message).toContain("can't be reached (ECONNREFUSED)");
});

test.each([
	['a web page', { kind: 'html' as const }, 'not Codat’s API'],
	['another API', { kind: 'status' as const, status: 200, body: { ok: true } }, 'not Codat’s API'],
	['a list of another API', { kind: 'status' as const, status: 200, body: [] }, 'not Codat’s API'],
	['half an answer', { kind: 'truncatedJson' as const }, 'not Codat’s API'],
	['an empty answer', { kind: 'empty' as const }, 'not Codat’s API'],
	['a redirect', { kind: 'redirect' as const, to: 'https://elsewhere.example' }, 'not Codat’s API'],
	['a page that is missing', { kind: 'status' as const, status: 404 }, 'not Codat’s API'],
	['the rate limit', { kind: 'tooManyRequests' as const }, 'rate limit'],
	['maintenance', { kind: 'error' as const, status: 503 }, 'not available right now'],
	['a dropped connection', { kind: 'resetBeforeResponse' as const }, "can't be reached"],
])('%s never passes', async (_, fault, message) => {
	sandbox.faults.add(fault);
	const result = await probe({ apiKey: sandbox.apiKey, baseUrl: sandbox.url });
	expect(result.status).toBe('Error');
	expect(result.message).toContain(message);
});

test('a certificate that isn’t trusted is told with what to do', async () => {
	const { cert, key } = jest.requireActual<{ cert: string; key: string }>(
		'../fixtures/untrusted.cjs',
	);
	const server = fastify({ https: { cert, key } });
	const result = await probe({
		apiKey: sandbox.apiKey,
		baseUrl: await server.listen({ port: 0, host: '127.0.0.1' }),
	});
	await server.close();
	expect(result.message).toContain('not trusted');
	expect(result.message).toContain('NODE_EXTRA_CA_CERTS');
});

test('an answer that can’t be unpacked is told in words', async () => {
	sandbox.faults.add({ kind: 'brokenGzip' });
	const result = await probe({ apiKey: sandbox.apiKey, baseUrl: sandbox.url });
	expect(result.status).toBe('Error');
	expect(result.message).toContain('not Codat’s API');
});

test.each(['message', 'code'])('a key in the %s of an error is not shown', async (part) => {
	const context = {
		helpers: {
			request: async () => {
				throw Object.assign(new Error('it failed'), { [part]: `no ${sandbox.apiKey}` });
			},
		},
	} as unknown as ICredentialTestFunctions;
	const data = { apiKey: sandbox.apiKey, baseUrl: sandbox.url };
	const result = await codatApiTest.call(context, {
		id: '1',
		name: 'Codat',
		type: 'codatApi',
		data,
	} as ICredentialsDecrypted);
	expect(result.status).toBe('Error');
	expect(result.message).not.toContain(sandbox.apiKey);
});
