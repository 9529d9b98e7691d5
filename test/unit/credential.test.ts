import fc from 'fast-check';

import { CodatApi } from '../../credentials/CodatApi.credentials';
import {
	authorizationHeader,
	checkBaseUrl,
	secretForms,
} from '../../nodes/Codat/transport/credential';

const RAW = 'k7Tq2LmNz9RbXw4HsYvPc1JdGf6AeUoK3iSt8BnM';
const ENCODED = Buffer.from(RAW).toString('base64');

describe('the header', () => {
	test.each([
		['the raw key', RAW],
		['the raw key with spaces round it', `  ${RAW}\n`],
		['the encoded key', ENCODED],
		['the header value', `Basic ${ENCODED}`],
		['the header value in small letters and with spaces', `basic   ${ENCODED} `],
		['the whole header', `Authorization: Basic ${ENCODED}`],
		['the raw key after Basic', `Basic ${RAW}`],
	])('is the same for %s', (_, pasted) => {
		expect(authorizationHeader(pasted)).toBe(`Basic ${ENCODED}`);
	});

	test('has no colon in it', () => {
		expect(Buffer.from(authorizationHeader(RAW).slice(6), 'base64').toString()).toBe(RAW);
	});

	// The trap of docs/codat.md, Authentication: 40 letters and digits are valid Base64 themselves.
	test('encodes any raw key of 40 letters and digits, and leaves its encoded form', () => {
		const key = fc.string({
			unit: fc.constantFrom(...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'),
			minLength: 40,
			maxLength: 40,
		});
		fc.assert(
			fc.property(key, (raw) => {
				const encoded = Buffer.from(raw).toString('base64');
				expect(authorizationHeader(raw)).toBe(`Basic ${encoded}`);
				expect(authorizationHeader(`Basic ${encoded}`)).toBe(`Basic ${encoded}`);
			}),
			{ seed: 1, numRuns: 2000 },
		);
	});
});

test('every form of the key counts as secret, whichever was pasted', () => {
	for (const pasted of [RAW, ENCODED, `Authorization: Basic ${ENCODED}`]) {
		expect(secretForms(pasted)).toEqual(expect.arrayContaining([RAW, ENCODED]));
	}
});

describe('the base URL', () => {
	test.each([
		['https://api.codat.io', 'https://api.codat.io'],
		['', 'https://api.codat.io'],
		[' https://api.codat.io/ ', 'https://api.codat.io'],
		['https://proxy.example/codat//', 'https://proxy.example/codat'],
		['http://localhost:8089', 'http://localhost:8089'],
		['http://127.0.0.1:8089/', 'http://127.0.0.1:8089'],
		['http://[::1]:8089', 'http://[::1]:8089'],
	])('%j is taken as %s', (given, expected) => {
		expect(checkBaseUrl(given)).toBe(expected);
	});

	test.each([
		['http://api.codat.io', 'must start with https'],
		['http://127.0.0.1.example.com', 'must start with https'],
		['http://localhost.example.com', 'must start with https'],
		['ftp://localhost', 'must start with https'],
		['api.codat.io', 'is not a URL'],
		['https://user:secret@api.codat.io', 'only an address'],
		['https://api.codat.io?key=1', 'only an address'],
	])('%j is refused', (given, message) => {
		expect(() => checkBaseUrl(given)).toThrow(message);
	});
});

test('the credential adds no key to a request for nodes whose base URL can’t be trusted', async () => {
	const authenticate = async (baseUrl?: string) =>
		await new CodatApi().authenticate({ apiKey: RAW, baseUrl } as never, { url: '/companies' });
	await expect(authenticate('http://codat.example.com')).rejects.toThrow();
	expect((await authenticate()).headers).toEqual({ Authorization: `Basic ${ENCODED}` });
});
