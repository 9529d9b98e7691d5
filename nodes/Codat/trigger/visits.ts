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
 * @returns those that could not be looked at, and whether there was room for all
 * @throws the first failure when all failed
 */
export async function visitEach(
	companies: IDataObject[],
	isOver: () => boolean,
	visit: (company: IDataObject, companyId: string) => Promise<void>,
): Promise<{ skipped: Skipped[]; isComplete: boolean }> {
	const skipped: Skipped[] = [];
	let visited = 0;
	let isComplete = true;
	let isBarred = false;
	await mapInOrder(companies.length, (index) => async () => {
		if (isBarred || isOver()) {
			isComplete = false;
			return;
		}
		const companyId = String(companies[index].id);
		try {
			await visit(companies[index], companyId);
			visited++;
		} catch (error) {
			if (error instanceof PollIsFull) {
				isComplete = false;
				return;
			}
			skipped.push({ companyId, error: error as Error });
			isBarred ||= error instanceof NodeApiError && ['401', '429'].includes(error.httpCode ?? '');
		}
	});
	// Of few that there was room for, others may do better: the next poll looks at those.
	const isFailure = visited === 0 && (isBarred || isComplete);
	if (isFailure && skipped.length > 0) throw skipped[0].error;
	return { skipped, isComplete };
}
