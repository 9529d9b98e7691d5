import type { IDataObject } from 'n8n-workflow';
import { NodeApiError } from 'n8n-workflow';

import { mapInOrder } from '../transport/concurrency';
import { PollIsFull } from './asking';

/** A company that could not be looked at. */
export interface Skipped {
	companyId: string;
	error: Error;
}

/**
 * Visits companies, several at a time. One that fails doesn't stop the others, unless what stands
 * in its way stands in the way of all.
 *
 * @param isOver asked before each: whether to visit no more
 * @returns the last company that need not be visited again before the others have been
 * @throws the first failure when all failed
 */
export async function visitEach(
	companies: IDataObject[],
	isOver: () => boolean,
	visit: (company: IDataObject, companyId: string) => Promise<void>,
): Promise<{ skipped: Skipped[]; last?: string }> {
	const skipped: Skipped[] = [];
	let visited = 0;
	let begun = 0;
	/** The first that there was no room for: the next poll begins with it, and has room. */
	let firstCutOff = Infinity;
	let isBarred = false;
	await mapInOrder(companies.length, async (index) => {
		if (isBarred || isOver()) return;
		const companyId = String(companies[index].id);
		begun = index + 1;
		try {
			await visit(companies[index], companyId);
			visited++;
		} catch (error) {
			if (error instanceof PollIsFull) {
				firstCutOff = Math.min(firstCutOff, index);
				return;
			}
			skipped.push({ companyId, error: error as Error });
			isBarred ||= error instanceof NodeApiError && ['401', '429'].includes(error.httpCode ?? '');
		}
	});
	if (visited === 0 && skipped.length > 0) throw skipped[0].error;
	const done = Math.min(begun, firstCutOff);
	return { skipped, last: done > 0 ? String(companies[done - 1].id) : undefined };
}
