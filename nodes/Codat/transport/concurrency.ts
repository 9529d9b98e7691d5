/** As many requests at once as Codat allows for a company (docs: using-the-api/rate-limits.md). */
export const MAX_IN_FLIGHT = 10;

/**
 * Runs the task for every index from 0, at most ten at a time, and gives the results in order.
 * The first failure keeps further ones from starting and raises `stop`, so that those under way
 * can end; when all have, the failure with the lowest index is thrown. Raising `stop` from
 * outside leaves the results of what had not begun empty.
 */
export async function mapInOrder<Result>(
	count: number,
	task: (index: number) => Promise<Result>,
	stop = new AbortController(),
): Promise<Result[]> {
	const results = new Array<Result>(count);
	const failures: Array<{ index: number; error: unknown }> = [];
	let next = 0;

	async function worker() {
		while (next < count && !stop.signal.aborted) {
			const index = next++;
			try {
				results[index] = await task(index);
			} catch (error) {
				failures.push({ index, error });
				stop.abort();
			}
		}
	}

	await Promise.all(Array.from({ length: Math.min(MAX_IN_FLIGHT, count) }, worker));
	failures.sort((a, b) => a.index - b.index);
	if (failures.length > 0) throw failures[0].error;
	return results;
}
