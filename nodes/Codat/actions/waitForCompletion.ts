import type { IDataObject } from 'n8n-workflow';
import { sleep } from 'n8n-workflow';

import type { Field } from '../fields/field';
import { wholeNumber } from '../fields/read';

/** Whether an operation waits until what it started has ended. */
export const waitForCompletion: Field = {
	property: {
		displayName: 'Wait for Completion',
		name: 'waitForCompletion',
		type: 'boolean',
		default: false,
		description: 'Whether to wait until Codat has finished, and return how it ended',
	},
};

/** How long an operation waits at most. */
export const maxWaitMinutes: Field = {
	property: {
		displayName: 'Max Wait (Minutes)',
		name: 'maxWaitMinutes',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: 1440 },
		default: 10,
		description: 'How long to wait at most. What was started goes on in Codat after that.',
		displayOptions: { show: { waitForCompletion: [true] } },
	},
	read: wholeNumber(1, 1440),
};

const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 15_000;

/**
 * Asks again and again, less and less often, until the state is final.
 *
 * @param ask gives the state now, or undefined while Codat doesn't know of it yet
 * @returns the final state, or undefined when the time is up
 * @throws what `ask` throws, and the signal's reason on cancelling
 */
export async function pollUntil(
	ask: () => Promise<IDataObject | undefined>,
	isFinal: (state: IDataObject) => boolean,
	maxWaitMinutes: number,
	signal?: AbortSignal,
): Promise<IDataObject | undefined> {
	const deadline = Date.now() + maxWaitMinutes * 60_000;
	for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(pause * 1.5, LONGEST_PAUSE_MS)) {
		const state = await ask();
		if (state !== undefined && isFinal(state)) return state;
		const left = deadline - Date.now();
		if (left <= 0) return undefined;
		await sleep(Math.min(pause, left), signal);
	}
}
