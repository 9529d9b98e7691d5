import type { BenchContext } from '../context.mts';
import type { Result } from '../result.mts';
import { type NodeRun, PublishedWorkflow, refused, type Run } from '../runs.mts';
import type { RateLimit } from '../../sandbox/rateLimits.ts';
import { type Stage, withStage } from '../stage.mts';
import { seconds, whole } from '../stats.mts';
import { batches, splitOut, type Step } from '../workflows.mts';
import { itemsOf, latestSync } from './items.mts';

const ITEMS = 1_000;
const LATENCY_MS = 20;
const LIMIT = { limit: 100, windowMs: 1_000 };

/** Batches of 100 that a patient user would try, one after the other, until nothing is refused. */
const INTERVALS_MS = [1_000, 1_050, 1_100, 1_200, 1_300, 1_500];

type Measured = Run & NodeRun;

async function repeat(
	stage: Stage,
	name: string,
	step: Step,
	{ runs, headers }: { runs: number; headers: RateLimit['headers'] },
): Promise<Measured[]> {
	const workflow = await PublishedWorkflow.publish(stage, name, [splitOut('body.items'), step]);
	const measured: Measured[] = [];
	for (let run = 0; run < runs; run++) {
		await stage.sandbox.ask('limit', { ...LIMIT, headers });
		const figures = await workflow.run(itemsOf(stage, ITEMS));
		measured.push({ ...figures, ...(await workflow.lastRun()) });
		if (measured.some(({ items }) => items !== ITEMS)) break;
	}
	return measured;
}

/** Finds the shortest interval with which batches of 100 get through in every run. */
async function tune(stage: Stage, runs: number): Promise<{ name: string; measured: Measured[] }> {
	for (const interval of INTERVALS_MS) {
		const name = `HTTP Request, batches of 100, ${interval} ms apart`;
		const step = latestSync.http(stage, batches(100, interval));
		const measured = await repeat(stage, name, step, { runs, headers: 'full' });
		if (measured.every(({ items }) => items === ITEMS)) return { name, measured };
	}
	throw new Error('No interval between batches keeps HTTP Request within the limit');
}

function lineOf(name: string, measured: Measured[]): string[] {
	return [
		name,
		seconds(measured.map(({ nodeMs }) => nodeMs)),
		whole(measured.map(({ items }) => items)),
		whole(measured.map(refused)),
	];
}

/** Row 2: a server that allows 100 requests a second. */
export async function rateLimit({ packageFolder, runs }: BenchContext): Promise<Result> {
	const setup = { latencyMs: LATENCY_MS, companies: ITEMS, syncs: 1 };
	return await withStage(packageFolder, setup, async (stage) => {
		const codat = latestSync.codat(stage);
		const warmUp = await PublishedWorkflow.publish(stage, 'Warm-up', [
			splitOut('body.items'),
			codat,
		]);
		await warmUp.run(itemsOf(stage, ITEMS));

		const full = await repeat(stage, 'Codat', codat, { runs, headers: 'full' });
		const bare = await repeat(stage, 'Codat', codat, { runs, headers: 'retryAfterOnly' });
		const plain = await repeat(stage, 'HTTP Request', latestSync.http(stage), {
			runs: 1,
			headers: 'full',
		});
		const tuned = await tune(stage, runs);
		const slowest = (measured: Measured[]) => Math.max(...measured.map(({ nodeMs }) => nodeMs));
		const verdict = (what: string, measured: Measured[], most: number) => ({
			target: `100 requests a second, ${what}: all 1,000 in at most ${most} s`,
			measured: seconds(measured.map(({ nodeMs }) => nodeMs)),
			reached: slowest(measured) <= most * 1000 && measured.every(({ items }) => items === ITEMS),
		});
		return {
			title: '1,000 items where 100 requests a second are allowed',
			how: 'The same as above, but the sandbox counts requests in windows of one second, and answers 429 beyond 100: with the X-Rate-Limit headers that Codat documents, or with Retry-After alone. 10 s is the time that the limit itself takes.',
			header: ['node', 'time', 'items done', 'requests refused'],
			lines: [
				lineOf('Codat, X-Rate-Limit headers', full),
				lineOf('Codat, Retry-After alone', bare),
				lineOf('HTTP Request, as it comes', plain),
				lineOf(tuned.name, tuned.measured),
			],
			verdicts: [
				verdict('with the X-Rate-Limit headers', full, 11),
				verdict('with Retry-After alone', bare, 12),
			],
			remarks: [
				`HTTP Request fails as a whole when one request is refused, and gives nothing. Its batches are tuned here to the shortest of ${INTERVALS_MS.join(', ')} ms with which nothing is refused in any run; someone else's use of the same Codat account would make them fail.`,
			],
		};
	});
}
