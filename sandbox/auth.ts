import { CodatError, STATUS_TEXT } from './errors';

/**
 * The one header that Codat accepts: the raw key in base64, with no colon (Codat docs:
 * Authentication).
 */
export function authorizationFor(apiKey: string): string {
	return `Basic ${Buffer.from(apiKey).toString('base64')}`;
}

/** Refuses a request whose key is not the sandbox's. */
export function authenticate(authorization: string | undefined, apiKey: string): void {
	if (authorization !== authorizationFor(apiKey)) throw new CodatError(401, STATUS_TEXT[401]);
}
