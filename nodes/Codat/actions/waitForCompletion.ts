import type { IDataObject } from 'n8n-workflow';

import type { Field } from '../fields/field';
import { wholeNumber } from '../fields/read';
import { sleep } from '../transport/sleep';

/** Whether an operation waits until what it started has ended. */
export const waitForCompletion: Field = {
	property: {
		displayName: 'Wait for Completion',
		name: 'waitForCompletion',
		type: 'boolean',
		default: false,
		description: 'Whether to wait until Codat has finished, and return the result',
	},
	inTool: {
		description:
			'Whether to wait until Codat has finished, and return the result. After about 20 seconds, the agent is told the status so far, the ID, and how to check again.',
	},
};

/** A node that waits holds one of n8n's places for running workflows. */
const LONGEST_WAIT_MINUTES = 60;

/** How long an operation waits at most. */
export const maxWaitMinutes: Field = {
	property: {
		displayName: 'Max Wait (Minutes)',
		name: 'maxWaitMinutes',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: LONGEST_WAIT_MINUTES },
		default: 10,
		description: `How long to wait for each item. The maximum is ${LONGEST_WAIT_MINUTES}, since a waiting node keeps other workflows from running; what was started continues in Codat. For longer tasks, turn off 'Wait for Completion' and use a Codat Trigger, or a Wait node and Get.`,
		displayOptions: { show: { waitForCompletion: [true] } },
	},
	inTool: 'hidden',
	// Not refused: a workflow that was saved with more still works for all that ends in time.
	read: (value, label) => Math.min(wholeNumber(1, Infinity)(value, label), LONGEST_WAIT_MINUTES),
};

/**
 * The fields of an operation that can wait for what it starts.
 *
 * @param displayName of the choice that what failed is returned rather than stops the workflow
 */
export const waitFieldsFor = (displayName: string, name: string, description: string): Field[] => [
	waitForCompletion,
	maxWaitMinutes,
	{
		property: {
			displayName,
			name,
			type: 'boolean',
			default: false,
			description,
			displayOptions: { show: { waitForCompletion: [true] } },
		},
	},
];

const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 15_000;

/**
 * Looks again and again, less and less often, until the state is final.
 *
 * @param look gives the state now, or undefined while Codat doesn't know of it yet; it must have
 * ended by the time that it is given (epoch milliseconds)
 * @param maxWait milliseconds
 * @returns the final state, or undefined when the time is up
 * @throws what `look` throws, and the signal's reason on cancelling
 */
export async function pollUntil(
	look: (deadline: number) => Promise<IDataObject | undefined>,
	isFinal: (state: IDataObject) => boolean,
	maxWait: number,
	signal?: AbortSignal,
): Promise<IDataObject | undefined> {
	const deadline = Date.now() + maxWait;
	let known: IDataObject | undefined;
	for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(pause * 1.5, LONGEST_PAUSE_MS)) {
		try {
			known = (await look(deadline)) ?? known;
		} catch (error) {
			// Cut off by the end, the last look takes nothing from what is known.
			if (known !== undefined && Date.now() >= deadline && !signal?.aborted) return undefined;
			throw error as Error;
		}
		if (known !== undefined && isFinal(known)) return known;
		const left = deadline - Date.now();
		if (left <= 0) return undefined;
		await sleep(Math.min(pause, left), signal);
	}
}
