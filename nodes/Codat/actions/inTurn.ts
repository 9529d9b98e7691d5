import type { Values } from '../fields/field';
import { explained } from './misplaced';
import type { Call, Share, Together } from './operation';

/**
 * Carries items out one after the other, where one must not begin before the other has ended. A failure
 * that ends the run keeps back those after it.
 *
 * @param names of the values by which items are told apart that have nothing to do with each other
 */
export function inTurn(
	names: string[],
	execute: (call: Call) => Promise<Pick<Share, 'result' | 'started'>>,
): Together {
	return {
		// Codat's IDs are the same in other letters.
		by: (values: Values) => JSON.stringify(names.map((name) => String(values[name]).toLowerCase())),
		async execute(calls) {
			const shares: Share[] = [];
			for (const call of calls) {
				const itemIndexes = [call.itemIndex];
				try {
					call.signal?.throwIfAborted();
					shares.push({ itemIndexes, ...(await execute(call)) });
				} catch (error) {
					shares.push({ itemIndexes, error: await explained(call, error, 'written to') });
					if (!call.context.continueOnFail()) break;
				}
			}
			return shares;
		},
	};
}
