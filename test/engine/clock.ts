import type * as n8nWorkflow from 'n8n-workflow';

/**
 * A clock that moves only when something sleeps, so that waits take no time. A test file puts it
 * in force with
 * `jest.mock('n8n-workflow', () => jest.requireActual('./clock').withFakeSleep())`
 * and `useFakeClock()`, and starts its sandbox with `now: clock.now`.
 */
export const clock = {
	time: Date.UTC(2026, 0, 15, 12),
	/** Every wait since the test began, in milliseconds; not those for a turn of the event loop. */
	slept: [] as number[],
	/** Called when something begins to sleep. */
	onSleep: undefined as (() => void) | undefined,
	now: () => clock.time,
	advance: (ms: number) => {
		clock.time += ms;
	},
};

/** n8n-workflow, but for its `sleep`. */
export function withFakeSleep(): typeof n8nWorkflow {
	const actual = jest.requireActual<typeof n8nWorkflow>('n8n-workflow');
	// In n8n 1, `sleep` heeds no signal.
	const isOld = 'sleepWithAbort' in actual;
	return isOld
		? Object.assign(
				{ ...actual, sleep: async (ms: number) => await fakeSleep(ms) },
				{ sleepWithAbort: fakeSleep },
			)
		: { ...actual, sleep: fakeSleep };
}

async function fakeSleep(ms: number, signal?: AbortSignal): Promise<void> {
	signal?.throwIfAborted();
	const end = clock.time + ms;
	if (ms > 0) clock.slept.push(ms);
	clock.onSleep?.();
	// Those who begin to sleep together wake together.
	await Promise.resolve();
	clock.time = Math.max(clock.time, end);
	signal?.throwIfAborted();
}

export function useFakeClock(): void {
	beforeEach(() => {
		clock.slept = [];
		clock.onSleep = undefined;
		jest.spyOn(Date, 'now').mockImplementation(clock.now);
	});
	afterEach(() => jest.restoreAllMocks());
}
