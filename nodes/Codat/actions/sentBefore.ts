import type { CodatRequest } from '../transport/request';
import type { Run, Sent } from './run';

/**
 * What became of an item's request when this run of the node was tried before: n8n's Retry On Fail
 * runs the whole node again, items that were written included.
 */
export function sentBefore(
	{ sent }: Run,
	itemIndex: number,
	{ method, path }: Pick<CodatRequest, 'method' | 'path'>,
): Sent {
	const request = JSON.stringify([itemIndex, method, path]);
	const known = sent.get(request) ?? {};
	sent.set(request, known);
	return known;
}
