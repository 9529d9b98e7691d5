import { BaseError, NodeApiError } from 'n8n-workflow';

import { UserFacingError } from './userFacingError';

/** Why there is no answer. */
export interface ConnectionFault {
	kind: 'fault';
	/** Node's or the HTTP client's code, such as ECONNRESET; never a message, which could hold headers. */
	code: string;
	/** Set where it was the connecting that failed: most codes don't say whether it was. */
	isConnecting?: boolean;
}

/**
 * The fault in what an HTTP request threw.
 *
 * @throws what kept the request from going out, see `refusalOf`
 */
export function faultOf(error: unknown): ConnectionFault {
	const refusal = refusalOf(error);
	if (refusal) throw refusal;
	const chain = chainOf(error);
	const codes = chain.flatMap(codesOf).filter((code) => typeof code === 'string');
	// n8n's own wrapper has a code of HTTP, or a sentence. An error without any may come at any time.
	const code = codes.find((each) => /^[A-Z][A-Z0-9_]{3,60}$/.test(each)) ?? 'UNKNOWN';
	const isConnecting = chain.some(wasConnecting);
	return { kind: 'fault', code, ...(isConnecting && { isConnecting }) };
}

/**
 * What kept a request from going out, if that was n8n or this node, such as a forbidden address: it
 * says itself what to do.
 */
export function refusalOf(error: unknown): UserFacingError | BaseError | undefined {
	return chainOf(error).find(
		(each) =>
			each instanceof UserFacingError ||
			(each instanceof BaseError && !(each instanceof NodeApiError)),
	) as UserFacingError | BaseError | undefined;
}

/** Whether a fault means that the request never left n8n. What nobody knows may have left it. */
export function couldNotBeSent({ code, isConnecting }: ConnectionFault): boolean {
	const isUnconnected = ['EAI_AGAIN', 'ECONNREFUSED', 'ENOTFOUND', 'ERR_INVALID_URL'].includes(
		code,
	);
	return isUnconnected || isConnecting === true || isUntrusted(code);
}

/** Faults that another attempt won't mend: no such host, or one that isn't trusted. */
export function isLasting({ code }: ConnectionFault): boolean {
	return ['ENOTFOUND', 'ERR_INVALID_URL'].includes(code) || isUntrusted(code);
}

/**
 * Whether a fault comes from the handshake that goes before every request: a certificate that isn't
 * trusted (OpenSSL's verification codes, which Node passes on), or no TLS where TLS was expected.
 * OpenSSL's other codes may come later.
 */
export function isUntrusted(code: string): boolean {
	if (code.startsWith('ERR_SSL_')) {
		return /VERSION|PROTOCOL|HANDSHAKE|UNRECOGNIZED_NAME|CERT|_CA$/.test(code);
	}
	return /CERT|CRL|SELF_SIGNED|UNABLE_TO_|^EPROTO$|^INVALID_(CA|PURPOSE)$|^HOSTNAME_MISMATCH$|^PATH_LENGTH_EXCEEDED$/.test(
		code,
	);
}

/** What the errors can hold that stand round and behind an HTTP client's own. */
interface Link {
	code?: unknown;
	syscall?: unknown;
	/** The code and the message, in the wrapper of n8n 1, which has no cause. */
	httpCode?: unknown;
	messages?: unknown;
	cause?: unknown;
	/** One for each address of a host. */
	errors?: unknown;
}

const codesOf = ({ code, httpCode }: Link) => [code, httpCode];

function wasConnecting({ syscall, messages }: Link): boolean {
	const said: unknown[] = Array.isArray(messages) ? messages : [];
	return syscall === 'connect' || said.some((text) => /^connect E[A-Z]+ /.test(String(text)));
}

function chainOf(error: unknown, depth = 0): Link[] {
	if (error === null || typeof error !== 'object' || depth > 8) return [];
	const { cause, errors } = error as Link;
	const first: unknown = Array.isArray(errors) ? errors[0] : undefined;
	return [error, ...chainOf(cause, depth + 1), ...chainOf(first, depth + 1)];
}
