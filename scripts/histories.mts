// Many more random histories of records than the tests have, and how many of them go wrong:
// npm run histories -- [--runs 10000] [--seed 1]
import fc from 'fast-check';
import { parseArgs } from 'node:util';
import { History, Missed, ToldTwice } from '../test/unit/triggerRecordHistory.ts';
import { setups, steps } from '../test/unit/triggerRecordSteps.ts';

const { values } = parseArgs({
	options: {
		runs: { type: 'string', default: '10000' },
		seed: { type: 'string', default: '1' },
	},
});
const numRuns = Number(values.runs);
const seed = Number(values.seed);

/** Of n8n's clock against Codat's, in milliseconds. */
const SKEWS = [0, 0, -300_000, 300_000];

const counts = { histories: 0, events: 0, missed: 0, twice: 0, 'wrong otherwise': 0 };
const began = performance.now();
const histories = fc.tuple(fc.oneof(...SKEWS.map(setups)), steps);
for (const [setup, itsSteps] of fc.sample(histories, { numRuns, seed })) {
	const history = new History(setup);
	try {
		await history.run(itsSteps);
	} catch (error) {
		if (error instanceof Missed) counts.missed++;
		else if (error instanceof ToldTwice) counts.twice++;
		else counts['wrong otherwise']++;
		console.log(`History ${counts.histories}: ${String(error)}`);
	}
	counts.events += history.events;
	if (++counts.histories % 1_000 === 0) console.log(`${counts.histories} of ${numRuns}`);
}
console.table({ ...counts, seed, seconds: Math.round((performance.now() - began) / 1_000) });
process.exitCode = counts.missed + counts.twice + counts['wrong otherwise'] > 0 ? 1 : 0;
