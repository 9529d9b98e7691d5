import { sleep } from './sleep';

/** As many requests at once as Codat allows for a company (docs/codat.md, Rate limits). */
export const MAX_IN_FLIGHT = 10;

/**
 * Runs the task for every index from 0, at most ten at a time, and gives the results in order. The
 * next one is made while the others are on their way, and started as soon as there is room for it.
 * The first failure keeps further ones from starting and raises `stop`, so that those under way
 * can end; when all have, the failure with the lowest index is thrown. Raising `stop` from
 * outside leaves the results of what had not begun empty.
 */
export async function mapInOrder<Result>(
	count: number,
	taskFor: (index: number) => () => Promise<Result>,
	stop = new AbortController(),
): Promise<Result[]> {
	const results = new Array<Result>(count);
	const failures: Array<{ index: number; error: unknown }> = [];
	const runs: Array<Promise<void>> = [];
	let running = 0;
	let laneIsFree = () => {};

	async function run(index: number, task: () => Promise<Result>) {
		running++;
		try {
			results[index] = await task();
		} catch (error) {
			failures.push({ index, error });
			stop.abort();
		}
		running--;
		laneIsFree();
	}

	for (let index = 0; index < count && !stop.signal.aborted; index++) {
		const task = taskFor(index);
		if (running === MAX_IN_FLIGHT) await new Promise<void>((resolve) => (laneIsFree = resolve));
		if (stop.signal.aborted) break;
		runs.push(run(index, task));
		// Each has a turn of the event loop for what it prepares and sends. Ten that do so in one turn
		// all send at its end, since there is one thread, and their answers come back together, again.
		if (index + 1 < count) await sleep(0);
	}
	await Promise.all(runs);
	failures.sort((a, b) => a.index - b.index);
	if (failures.length > 0) throw failures[0].error;
	return results;
}
