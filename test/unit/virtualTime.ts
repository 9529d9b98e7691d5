import type * as n8nWorkflow from 'n8n-workflow';

/**
 * Time that goes on only when everything sleeps, and then to the sleep that ends first: requests
 * of several lanes overlap as they would, and take no time. A test file puts it in force with
 * `jest.mock('n8n-workflow', () => jest.requireActual('./virtualTime').withVirtualSleep())` and
 * runs its work through `inVirtualTime`.
 */
export const virtualTime = { now: 0 };

let sleepers: Array<{ end: number; wake: () => void }> = [];

export function withVirtualSleep(): typeof n8nWorkflow {
	return {
		...jest.requireActual<typeof n8nWorkflow>('n8n-workflow'),
		// Node's timers take a millisecond at the least.
		sleep: async (ms: number) =>
			await new Promise<void>((wake) => {
				sleepers.push({ end: virtualTime.now + Math.max(1, ms), wake });
			}),
		// In n8n 1.
		sleepWithAbort: undefined,
	} as typeof n8nWorkflow;
}

/** @returns what the work took, in milliseconds, and its result */
export async function inVirtualTime<Result>(work: () => Promise<Result>) {
	sleepers = [];
	virtualTime.now = Date.UTC(2026, 0, 15, 12);
	const began = virtualTime.now;
	const spy = jest.spyOn(Date, 'now').mockImplementation(() => virtualTime.now);
	let isOver = false;
	const running = work().finally(() => (isOver = true));
	while (!isOver) {
		// Long enough for everything that can go on without sleeping.
		for (let step = 0; step < 50; step++) await null;
		if (isOver) break;
		if (sleepers.length === 0) throw new Error('Nothing goes on, and nothing sleeps');
		const next = sleepers.reduce((first, it) => (it.end < first.end ? it : first));
		sleepers = sleepers.filter((it) => it !== next);
		virtualTime.now = Math.max(virtualTime.now, next.end);
		next.wake();
	}
	spy.mockRestore();
	return { took: virtualTime.now - began, result: await running };
}
