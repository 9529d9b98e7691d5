import fc from 'fast-check';

import type { Manners } from './triggerRecordsCodat';

export const EVENTS = ['recordCreatedOrUpdated', 'recordDeleted'];
const STEPS = [
	...['fetch', 'fetch', 'twoFetches', 'change', 'change', 'changes', 'end', 'end', 'end'],
	...['wait', 'wait', 'waitLong', 'poll', 'poll', 'poll', 'poll', 'failingPoll', 'shiftingPoll'],
	...['crash', 'update', 'republish', 'otherTypes', 'otherFilter', 'found', 'goneConnection'],
] as const;
export type Step = readonly [kind: (typeof STEPS)[number], seed: number];

export interface Setup {
	events: string[];
	isAll: boolean;
	/** How far n8n's clock is ahead of Codat's, in milliseconds. */
	skew: number;
	manners: Manners;
}

/** What happens in a history, from step to step. */
export const steps = fc.array(fc.tuple(fc.constantFrom(...STEPS), fc.nat(2 ** 31)), {
	minLength: 4,
	maxLength: 40,
	size: 'max',
});
/** @param skew how far n8n's clock is ahead of Codat's, in milliseconds */
export const setups = (skew: number) =>
	fc.record({
		events: fc.subarray(EVENTS, { minLength: 1 }),
		isAll: fc.boolean(),
		skew: fc.constant(skew),
		manners: fc.record({
			names: fc.constantFrom('requested' as const, 'ended' as const),
			pageSize: fc.constantFrom(2, 3, 100),
		}),
	});
