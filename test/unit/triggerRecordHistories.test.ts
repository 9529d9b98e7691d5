import fc from 'fast-check';

import { History } from './triggerRecordHistory';
import { setups, steps } from './triggerRecordSteps';

// Without the turns of the event loop between companies.
jest.mock('n8n-workflow', () => jest.requireActual('../engine/clock').withFakeSleep());

async function check(numRuns: number, skew: number) {
	await fc.assert(
		fc.asyncProperty(setups(skew), steps, async (setup, history) => {
			await new History(setup).run(history);
		}),
		{ numRuns, seed: 2026 },
	);
}

test('150 histories of records: none missed, none told twice, nothing old', async () => {
	await check(150, 0);
});

test.each([-300_000, 300_000])('40 with n8n’s clock %p ms ahead of Codat’s', async (skew) => {
	await check(40, skew);
});
