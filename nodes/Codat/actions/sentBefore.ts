import { createHash } from 'node:crypto';

import type { Sent } from '../transport/client';
import type { CodatRequest } from '../transport/request';
import { takesKey } from '../transport/retry';
import type { Run } from './run';

/**
 * What became of an item's request when this run of the node was tried before: n8n's Retry On Fail
 * runs the whole node again, items that were written included; and it may do so after Codat has
 * forgotten an idempotency key (docs/codat.md, Idempotency).
 *
 * @param ordinal which of the item's writes it is
 */
export function sentBefore(
	{ sent }: Run,
	itemIndex: number,
	ordinal: number,
	request: CodatRequest,
): Sent {
	const { method, path } = request;
	// With other content under the same key, Codat is asked, and refuses it.
	const content = takesKey(request) ? contentOf(request) : undefined;
	const key = JSON.stringify([itemIndex, ordinal, method, path, content]);
	const known = sent.get(key) ?? {};
	sent.set(key, known);
	return known;
}

function contentOf({ body, file }: CodatRequest): string {
	const content = JSON.stringify([body, file?.name, file?.data.length]);
	return createHash('sha256').update(content).digest('base64');
}
