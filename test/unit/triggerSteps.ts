import fc from 'fast-check';

const EVENTS = ['syncStarted', 'syncCompleted', 'syncFailed', 'syncStatusChanged'];
const STEPS = [
	...['begin', 'begin', 'move', 'move', 'move', 'brief'],
	...['poll', 'poll', 'poll', 'poll', 'failingPoll', 'failingPoll', 'overlap'],
	...['crash', 'update', 'republish', 'found', 'link'],
] as const;
export type Step = readonly [kind: (typeof STEPS)[number], seed: number];

export interface Setup {
	events: string[];
	isAll: boolean;
	isSmall: boolean;
	/** How far n8n's clock is ahead of Codat's, in milliseconds. */
	skew: number;
}

/** What happens in a history, from step to step. */
export const steps = (maxLength: number) =>
	fc.array(fc.tuple(fc.constantFrom(...STEPS), fc.nat(2 ** 31)), {
		minLength: 4,
		maxLength,
		size: 'max',
	});
export const events = fc.subarray(EVENTS, { minLength: 1 });
