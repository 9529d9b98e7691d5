import type { CodatRequest } from '../transport/request';
import type { Run, Sent } from './run';

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
	{ method, path }: Pick<CodatRequest, 'method' | 'path'>,
): Sent {
	const request = JSON.stringify([itemIndex, ordinal, method, path]);
	const known = sent.get(request) ?? {};
	sent.set(request, known);
	return known;
}
