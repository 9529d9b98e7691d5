import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

/** A delivery as it came, with the headers that sign it; any of them may be missing. */
export interface Signed {
	id: unknown;
	/** Unix seconds. */
	timestamp: unknown;
	/** `v1,` and Base64; several with spaces between. */
	signatures: unknown;
	body: Buffer;
}

/** What is wrong with a signature. */
export type Flaw = 'missing' | 'outdated' | 'wrong';

/** How far a delivery's time may be from ours, either way (Standard Webhooks). */
const TOLERANCE_SECONDS = 300;

/**
 * Checks a signature (docs/codat.md, Webhook signatures).
 *
 * @param keys of the consumers that may have sent it
 * @param now epoch milliseconds
 * @returns what is wrong; nothing for a delivery that Codat has signed in the last five minutes
 */
export function flawOf(signed: Signed, keys: Buffer[], now: number): Flaw | undefined {
	const { id, timestamp, signatures, body } = signed;
	if (typeof id !== 'string' || typeof timestamp !== 'string' || typeof signatures !== 'string') {
		return 'missing';
	}
	const isTime = /^\d{1,12}$/.test(timestamp);
	if (!isTime || Math.abs(now / 1000 - Number(timestamp)) > TOLERANCE_SECONDS) return 'outdated';
	const given = signatures.split(' ');
	const isSigned = keys.some((key) => {
		const hmac = createHmac('sha256', key).update(`${id}.${timestamp}.`).update(body);
		// Texts, since many a text decodes to the same bytes.
		const expected = `v1,${hmac.digest('base64')}`;
		return given.some((each) => isSame(each, expected));
	});
	return isSigned ? undefined : 'wrong';
}

/** Compares a secret in a time that tells nothing of it, not even its length. */
export function isSame(given: unknown, secret: unknown): boolean {
	if (typeof given !== 'string' || typeof secret !== 'string' || secret === '') return false;
	const digest = (text: string) => createHash('sha256').update(text).digest();
	return timingSafeEqual(digest(given), digest(secret));
}

/** What a user has pasted of signing secrets. */
export interface Secrets {
	keys: Buffer[];
	/** Which of them can't be read, counting from 1. */
	unreadable: number[];
}

/** A key that is shorter is none of Codat's: Standard Webhooks asks for 24 bytes. */
const SHORTEST_KEY = 16;

/**
 * Reads signing secrets, which begin with `whsec_`: one a line, also where a browser has put spaces,
 * or nothing, in place of the line breaks.
 */
export function secretsIn(pasted: unknown): Secrets {
	const texts = String(pasted ?? '')
		.split(/[\s,;]+|(?=whsec_)/)
		.filter((text) => text !== '');
	const keys = texts.map((text) => {
		const encoded = text.replace(/^whsec_/, '');
		const key = Buffer.from(encoded, 'base64');
		const isKey = key.toString('base64').replace(/=+$/, '') === encoded.replace(/=+$/, '');
		return isKey && key.length >= SHORTEST_KEY ? key : undefined;
	});
	return {
		keys: keys.filter((key) => key !== undefined),
		unreadable: keys.flatMap((key, index) => (key ? [] : [index + 1])),
	};
}
