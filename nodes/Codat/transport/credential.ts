import { UserFacingError } from './userFacingError';

/** Where Codat's API is, unless the credential says otherwise. */
export const PRODUCTION_URL = 'https://api.codat.io';

/**
 * The `Authorization` header for whatever the user pasted: the raw key, the encoded key, or the
 * ready-made header that the Codat portal shows, with or without its name.
 *
 * A raw key is itself valid Base64 at times, so what is pasted counts as encoded only when it
 * decodes to printable ASCII and encodes back to itself (docs/codat.md,
 * Authentication). There is no colon: Codat encodes the key alone.
 */
export function authorizationHeader(pasted: string): string {
	return `Basic ${encodeKey(bareKey(pasted))}`;
}

const ADVICE = 'Correct it in the Codat API credential.';

/** The forms of the key that must not be shown to anyone, also as they stand in a URL or in JSON. */
export function secretForms(pasted: string): string[] {
	const encoded = encodeKey(bareKey(pasted));
	const raw = Buffer.from(encoded, 'base64').toString('utf8');
	const unpadded = encoded.replace(/=+$/, '');
	const urlSafe = unpadded.replaceAll('+', '-').replaceAll('/', '_');
	const forms = [raw, encoded, unpadded, urlSafe].flatMap((form) => [
		form,
		encodeURIComponent(form),
		JSON.stringify(form).slice(1, -1),
	]);
	// What is shorter is no key, and stands in many a text.
	return [...new Set(forms)].filter((form) => form.length >= 6);
}

/**
 * The base URL without a slash at its end.
 *
 * @throws UserFacingError when it is no URL, carries a login, or isn't https (loopback
 * may be http: that is the sandbox)
 */
export function checkBaseUrl(baseUrl: string): string {
	const text = baseUrl.trim() || PRODUCTION_URL;
	const url = URL.canParse(text) ? new URL(text) : undefined;
	if (!url) throw new UserFacingError("'Base URL' is not a URL. Use https://api.codat.io", ADVICE);
	const isLoopback = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/.test(url.hostname);
	if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLoopback)) {
		throw new UserFacingError(
			"'Base URL' must start with https://, so that your key travels encrypted",
			ADVICE,
		);
	}
	if (url.username || url.password || url.search || url.hash) {
		throw new UserFacingError(
			"'Base URL' must be only an address, such as https://api.codat.io",
			ADVICE,
		);
	}
	return url.origin + url.pathname.replace(/\/+$/, '');
}

function bareKey(pasted: string): string {
	return pasted
		.trim()
		.replace(/^authorization\s*:\s*/i, '')
		.replace(/^basic(\s+|$)/i, '')
		.trim();
}

function encodeKey(bare: string): string {
	const decoded = Buffer.from(bare, 'base64');
	const isEncoded =
		decoded.toString('base64') === bare && /^[\x21-\x7e]+$/.test(decoded.toString('latin1'));
	return isEncoded ? bare : Buffer.from(bare, 'utf8').toString('base64');
}
