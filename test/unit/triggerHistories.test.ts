import fc from 'fast-check';

import { History } from './triggerHistory';
import { events, steps, type Setup } from './triggerSteps';

let capacity = 2_000;
// Without the turns of the event loop between companies, of which thousands of histories have many.
jest.mock('n8n-workflow', () => jest.requireActual('../engine/clock').withFakeSleep());
jest.mock('../../nodes/Codat/trigger/state', () => ({
	...jest.requireActual<object>('../../nodes/Codat/trigger/state'),
	capacityFor: () => capacity,
}));

afterEach(() => (capacity = 2_000));

async function check(setup: Partial<Setup>, numRuns: number, maxLength: number) {
	await fc.assert(
		fc.asyncProperty(events, steps(maxLength), async (chosen, history) => {
			await new History({
				events: chosen,
				isAll: false,
				isSmall: false,
				skew: 0,
				...setup,
			}).run(history);
		}),
		{ numRuns, seed: 2026 },
	);
}

describe('no event twice and none missed, whatever happens', () => {
	test('100 histories of one company', async () => await check({}, 100, 14));
	test('100 histories of all companies', async () => await check({ isAll: true }, 100, 14));
	test.each([
		[20, -300_000],
		[20, -20_000],
		[20, 20_000],
		// Of all companies, that what came before is old shows at one that is looked at late.
		[80, 300_000],
	])('%p histories with n8n’s clock %p ms ahead of Codat’s', async (numRuns, skew) => {
		await check({ isAll: true, skew }, numRuns, 14);
	});
	test('100 histories with room for eight records', async () => {
		capacity = 8;
		await check({ isSmall: true }, 60, 30);
		await check({ isSmall: true, isAll: true }, 40, 30);
	});
});
