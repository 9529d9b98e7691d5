import fc from 'fast-check';

import { flawOf, isSame, secretsIn, type Signed } from '../../nodes/Codat/webhook/signature';
import { sign } from '../../sandbox/outbox';

/** The example in Codat's documentation (Create a webhook consumer, Verify webhook signature). */
const DOCUMENTED = {
	signedWith: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
	id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
	timestamp: 1614265330,
	body: '{"test": 2432232314}',
	signature: 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
};
const NOW = DOCUMENTED.timestamp * 1000;
const { keys } = secretsIn(DOCUMENTED.signedWith);

const documented: Signed = {
	id: DOCUMENTED.id,
	timestamp: String(DOCUMENTED.timestamp),
	signatures: DOCUMENTED.signature,
	body: Buffer.from(DOCUMENTED.body),
};
const flaw = (change: Partial<Signed>, now = NOW) =>
	flawOf({ ...documented, ...change }, keys, now);

test('the documented example is right, to the node and to the sandbox', () => {
	expect(flaw({})).toBeUndefined();
	const { signedWith: secret, id, timestamp, body, signature } = DOCUMENTED;
	expect(sign(secret, id, timestamp, body)).toBe(signature);
});

test('what the sandbox signs is right, whatever it is', () => {
	fc.assert(
		fc.property(
			fc.uint8Array({ minLength: 24, maxLength: 64 }),
			fc.string({ minLength: 1 }),
			fc.nat(4_000_000_000),
			fc.string({ unit: 'binary' }),
			(key, id, timestamp, body) => {
				const secret = `whsec_${Buffer.from(key).toString('base64')}`;
				const signed = {
					id,
					timestamp: String(timestamp),
					signatures: sign(secret, id, timestamp, body),
					body: Buffer.from(body),
				};
				expect(flawOf(signed, secretsIn(secret).keys, timestamp * 1000)).toBeUndefined();
			},
		),
	);
});

/** A text with one character put in, taken out or put in another's place. */
function changed(text: string): fc.Arbitrary<string> {
	const printable = fc.integer({ min: 33, max: 126 }).map((code) => String.fromCharCode(code));
	return fc
		.tuple(fc.nat(text.length), fc.constantFrom(0, 1), fc.oneof(printable, fc.constant('')))
		.map(([at, cut, put]) => text.slice(0, at) + put + text.slice(at + cut))
		.filter((result) => result !== text);
}

test('a thousand changed deliveries are all refused', () => {
	const changes = fc.oneof(
		changed(DOCUMENTED.body).map((body) => ({ body: Buffer.from(body) })),
		changed(DOCUMENTED.id).map((id) => ({ id })),
		changed(String(DOCUMENTED.timestamp)).map((timestamp) => ({ timestamp })),
		// A space ends a signature, and what stands after it is another.
		changed(DOCUMENTED.signature).map((signatures) => ({ signatures })),
	);
	let refused = 0;
	fc.assert(
		fc.property(changes, (change) => {
			expect(flaw(change)).toBeDefined();
			refused++;
		}),
		{ numRuns: 1_000, seed: 2026 },
	);
	expect(refused).toBe(1_000);
});

test('a signature of another consumer is refused, of one among several secrets taken', () => {
	const other = `whsec_${Buffer.alloc(24, 7).toString('base64')}`;
	expect(flawOf(documented, secretsIn(other).keys, NOW)).toBe('wrong');
	expect(flawOf(documented, [], NOW)).toBe('wrong');
	const both = secretsIn(`${other}\n${DOCUMENTED.signedWith}`).keys;
	expect(flawOf(documented, both, NOW)).toBeUndefined();
});

test('one right signature among a hundred will do, and none among a hundred will not', () => {
	const wrong = Array.from({ length: 99 }, (_, index) => `v1,${btoa(`signature ${index}`)}`);
	const among = [...wrong.slice(0, 50), DOCUMENTED.signature, ...wrong.slice(50)];
	expect(flaw({ signatures: among.join(' ') })).toBeUndefined();
	expect(flaw({ signatures: wrong.join(' ') })).toBe('wrong');
	expect(flaw({ signatures: DOCUMENTED.signature.replace('v1', 'v2') })).toBe('wrong');
	expect(flaw({ signatures: DOCUMENTED.signature.slice(3) })).toBe('wrong');
});

test.each([
	['five minutes old', 300, undefined],
	['older', 301, 'outdated'],
	['five minutes ahead', -300, undefined],
	['from the future', -301, 'outdated'],
])('%s', (_, seconds, expected) => {
	expect(flaw({}, NOW + seconds * 1000)).toBe(expected);
});

test.each<[string, Partial<Signed>, string]>([
	['no ID', { id: undefined }, 'missing'],
	['no time', { timestamp: undefined }, 'missing'],
	['no signature', { signatures: undefined }, 'missing'],
	['several headers of a kind', { signatures: [DOCUMENTED.signature] }, 'missing'],
	['an empty signature', { signatures: '' }, 'wrong'],
	['a time in words', { timestamp: 'now' }, 'outdated'],
	['a time with a sign', { timestamp: `+${DOCUMENTED.timestamp}` }, 'outdated'],
	['a time as JavaScript reads it', { timestamp: '1.61426533e9' }, 'outdated'],
	['an endless time', { timestamp: '9'.repeat(400) }, 'outdated'],
])('%s', (_, change, expected) => {
	expect(flaw(change)).toBe(expected);
});

test('a megabyte is checked as a whole', () => {
	const { signedWith: secret, id, timestamp } = DOCUMENTED;
	const body = `{"text":"${'é'.repeat(500_000)}"}`;
	const signatures = sign(secret, id, timestamp, body);
	expect(flaw({ body: Buffer.from(body), signatures })).toBeUndefined();
	expect(flaw({ body: Buffer.from(body.replace(/é"}$/, 'e"}')), signatures })).toBe('wrong');
});

describe('signing secrets as users paste them', () => {
	const one = DOCUMENTED.signedWith;
	const two = `whsec_${Buffer.alloc(32, 9).toString('base64')}`;

	test.each([
		['one', one, 1],
		['without its beginning', one.slice(6), 1],
		['two, one a line', `${one}\n${two}`, 2],
		['with Windows line ends and empty lines', `\r\n${one}\r\n\r\n ${two} \r\n`, 2],
		['with spaces, as a browser puts them for line breaks', `${one} ${two}`, 2],
		['with nothing between them', two + one, 2],
		['with commas', `${one}, ${two};`, 2],
		['without the padding', two.replace(/=+$/, ''), 1],
		['nothing', ' \n ', 0],
		['no value', undefined, 0],
	])('%s', (_, pasted, count) => {
		const { keys: found, unreadable } = secretsIn(pasted);
		expect(found).toHaveLength(count);
		expect(unreadable).toEqual([]);
	});

	test('a key has 16 bytes at the least', () => {
		const secretOf = (bytes: number) => `whsec_${Buffer.alloc(bytes, 9).toString('base64')}`;
		expect(secretsIn(secretOf(16)).keys).toHaveLength(1);
		expect(secretsIn(secretOf(15))).toEqual({ keys: [], unreadable: [1] });
	});

	test('what is none is said to be, and is no key', () => {
		const pasted = [one, 'whsec_', 'whsec_short', 'not a secret', two].join('\n');
		expect(secretsIn(pasted).unreadable).toEqual([2, 3, 4, 5, 6]);
		expect(secretsIn(pasted).keys).toHaveLength(2);
	});
});

test('a secret is the same as itself alone', () => {
	expect(isSame('token', 'token')).toBe(true);
	for (const given of ['', 'Token', 'token ', 'toke', undefined, null, ['token'], { token: 1 }]) {
		expect(isSame(given, 'token')).toBe(false);
	}
	expect(isSame('', '')).toBe(false);
	expect(isSame(undefined, undefined)).toBe(false);
});
