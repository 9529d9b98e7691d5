import { createHash } from 'node:crypto';

/**
 * The `Idempotency-Key` of a write: a GUID that is the same whenever the same item of the same
 * execution is tried again, by this node or by n8n's Retry On Fail, and different for any other.
 * The values sent are no part of it: if they change between two tries, Codat refuses the second
 * (422) instead of writing twice.
 */
export function idempotencyKey(...identity: Array<string | number | undefined>): string {
	const hex = createHash('sha256').update(JSON.stringify(identity)).digest('hex');
	// Version 8 and variant bits (RFC 9562): a GUID of the application's own making.
	const variant = ((parseInt(hex[16], 16) & 3) | 8).toString(16);
	return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
