import { randomBytes } from 'node:crypto';

/** The query parameter of the registered URL by which a caller is known. */
export const TOKEN = 'token';

/** What nobody can guess. */
export function newToken(): string {
	return randomBytes(32).toString('base64url');
}

/** Whether a value is such a token; what n8n has kept may be anything. */
export function isToken(value: unknown): value is string {
	return typeof value === 'string' && /^[\w-]{43}$/.test(value);
}

/** An address that has the token in it. */
export function withToken(address: string, token: string): string {
	const url = new URL(address);
	url.searchParams.set(TOKEN, token);
	return url.href;
}

/** A URL without its query; empty for what is none. */
export function addressOf(url: unknown): string {
	if (typeof url !== 'string' || !URL.canParse(url)) return '';
	const { origin, pathname } = new URL(url);
	return origin + pathname;
}

/** The token in a URL, if it is one and has one. */
export function tokenIn(url: unknown): string | undefined {
	if (typeof url !== 'string' || !URL.canParse(url)) return undefined;
	return new URL(url).searchParams.get(TOKEN) ?? undefined;
}

/** Hosts that are found in a private network alone, or on the machine itself. */
const PRIVATE_HOSTS = [
	/^[^.[]+$/,
	/\.(localhost|local|internal|lan|home|home\.arpa)$/,
	/^(0|10|127)\.[\d.]+$/,
	/^(169\.254|192\.168)\.[\d.]+$/,
	/^172\.(1[6-9]|2\d|3[01])\.[\d.]+$/,
	/^100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.[\d.]+$/,
	/^\[(::1?|f[cde].*|::ffff:.*)\]/,
];

/** Whether the internet can't reach an address. */
export function isPrivate(address: string): boolean {
	const { hostname } = new URL(address);
	return PRIVATE_HOSTS.some((pattern) => pattern.test(hostname.toLowerCase()));
}
