import type { IDataObject } from 'n8n-workflow';
import { SEED } from '../../sandbox/seed.ts';
import type { BenchContext } from '../context.mts';
import type { Result } from '../result.mts';
import { PublishedWorkflow, type Run } from '../runs.mts';
import { type Stage, withStage } from '../stage.mts';
import { mebibytes, median, seconds, whole } from '../stats.mts';
import {
	codat,
	companyId,
	httpRequest,
	lastItem,
	pages,
	splitOut,
	type Step,
} from '../workflows.mts';

const RECORDS = 50_000;
const LATENCY_MS = 20;
const COMPANY = SEED.companies.studio.id;

/** Codat's answers hold no more (its OpenAPI documents: `pageSize`). */
const LARGEST_PAGE = 2_000;

const http = (pageSize: number) => (stage: Stage) => [
	httpRequest(
		stage.httpHeaderAuth,
		`${stage.sandbox.url}/companies/${COMPANY}/connections`,
		pages(pageSize),
	),
	splitOut('results'),
];

const subjects: Record<string, (stage: Stage) => Step[]> = {
	'Codat, Get Many': (stage) => [
		codat(stage.codatApi, {
			resource: 'connection',
			operation: 'getAll',
			companyId: companyId(COMPANY),
			returnAll: true,
		}),
	],
	'HTTP Request, pages of 100, and Split Out': http(100),
	[`HTTP Request, pages of ${LARGEST_PAGE.toLocaleString('en')}, and Split Out`]:
		http(LARGEST_PAGE),
};

/** Runs a subject in an n8n of its own, whose memory no other has stretched. */
async function measure(
	{ packageFolder, runs }: BenchContext,
	name: string,
	connections: number,
): Promise<Run[]> {
	return await withStage(packageFolder, { latencyMs: LATENCY_MS, connections }, async (stage) => {
		const steps = [...subjects[name](stage), lastItem];
		const workflow = await PublishedWorkflow.publish(stage, name, steps, {
			responseData: 'firstEntryJson',
			settings: { saveDataSuccessExecution: 'none' },
		});
		const measured: Run[] = [];
		for (let run = 0; run < runs; run++) {
			const figures = await workflow.run();
			if ((figures.answer as IDataObject).sourceType === undefined) {
				throw new Error(`${name} failed: ${JSON.stringify(figures.answer)}`);
			}
			measured.push(figures);
		}
		return measured;
	});
}

/** Row 4: a list of 50,000 records. */
export async function getMany(context: BenchContext): Promise<Result> {
	const measured: Record<string, Run[]> = {};
	for (const name of Object.keys(subjects)) {
		measured[name] = await measure(context, name, RECORDS);
	}
	const [codatName] = Object.keys(subjects);
	const half = await measure({ ...context, runs: 1 }, codatName, RECORDS / 2);
	const requests = (runs: Run[]) => runs.map(({ traffic }) => traffic.requests.length);
	const rise = (runs: Run[]) => runs[0].peak - runs[0].before;

	const ours = measured[codatName];
	const fewest = RECORDS / LARGEST_PAGE;
	const others = Object.entries(measured).filter(([name]) => name !== codatName);
	const leastPeak = Math.min(...others.map(([, runs]) => rise(runs)));
	return {
		title: '50,000 records',
		how: `All connections of a company that has 50,000 of them, as one item each; ${LATENCY_MS} ms latency. Time is from the call of the webhook to its answer. Memory is what n8n's process holds (RSS), in an n8n that was just started: before, and at most during the first run. n8n keeps no data of these runs, so that its saving isn't measured.`,
		header: ['node', 'requests', 'time', 'memory before', 'peak', 'rise'],
		lines: Object.entries(measured).map(([name, runs]) => [
			name,
			whole(requests(runs)),
			seconds(runs.map(({ tookMs }) => tookMs)),
			mebibytes([runs[0].before]),
			mebibytes([runs[0].peak]),
			mebibytes([rise(runs)]),
		]),
		verdicts: [
			{
				target: `50,000 records: the fewest requests that the page limit allows (${fewest})`,
				measured: whole(requests(ours)),
				reached: Math.max(...requests(ours)) === fewest,
			},
			{
				target:
					'50,000 records: memory flat but for the output (at most a quarter above HTTP Request at its best)',
				measured: `${mebibytes([rise(ours)])} against ${mebibytes([leastPeak])}`,
				reached: rise(ours) <= leastPeak * 1.25,
			},
		],
		remarks: [
			`With half the records the Codat node's rise is ${mebibytes([rise(half)])}, and its time ${(median(half.map(({ tookMs }) => tookMs)) / 1000).toFixed(2)} s.`,
		],
	};
}
