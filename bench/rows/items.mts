import type { IDataObject } from 'n8n-workflow';
import type { Result } from '../result.mts';
import { cpuOf, idleCpu, type NodeRun, PublishedWorkflow, type Run } from '../runs.mts';
import { type Stage, withStage } from '../stage.mts';
import { median, milliseconds, ratio, seconds, whole } from '../stats.mts';
import { bareClient, latestSyncPath } from '../bareClient.mts';
import type { BenchContext } from '../context.mts';
import { batches, codat, companyId, httpRequest, nothing, splitOut } from '../workflows.mts';

const ITEMS = 1_000;
const LATENCY_MS = 20;

/** Codat's limit for a company. */
const MOST_IN_FLIGHT = 10;

/** What as many lanes take if nothing but the answers takes time. */
const LEAST_MS = (ITEMS * LATENCY_MS) / MOST_IN_FLIGHT;

export const subjects = {
	codat: 'Codat',
	plain: 'HTTP Request, as it comes',
	batched: 'HTTP Request, batches of 10, 1 ms apart',
	paced: 'HTTP Request, batches of 10, 20 ms apart',
	nothing: 'No Operation',
};

type Subject = keyof typeof subjects;

/** What a subject's node does for every item: it gets the latest sync of the item's company. */
export const latestSync = {
	codat: ({ codatApi }: Stage) =>
		codat(codatApi, {
			resource: 'sync',
			operation: 'getLatest',
			product: 'commerce',
			companyId: companyId('={{ $json.companyId }}'),
		}),
	http: ({ httpHeaderAuth, sandbox }: Stage, options?: IDataObject) =>
		httpRequest(
			httpHeaderAuth,
			`=${sandbox.url}${latestSyncPath('{{ $json.companyId }}')}`,
			options,
		),
};

/** As many items, each with another company. */
export const itemsOf = ({ sandbox }: Stage, count: number): IDataObject => ({
	items: sandbox.companyIds.slice(0, count).map((companyId) => ({ companyId })),
});

type Measured = Run & NodeRun;

async function measure(stage: Stage, runs: number) {
	const steps = {
		codat: latestSync.codat(stage),
		plain: latestSync.http(stage),
		batched: latestSync.http(stage, batches(10, 1)),
		paced: latestSync.http(stage, batches(10, LATENCY_MS)),
		nothing,
	};
	const workflows = {} as Record<Subject, PublishedWorkflow>;
	const measured = {} as Record<Subject, Measured[]>;
	const bare: number[] = [];
	const names = Object.keys(subjects) as Subject[];
	for (const name of names) {
		const all = [splitOut('body.items'), steps[name]];
		workflows[name] = await PublishedWorkflow.publish(stage, subjects[name], all);
		measured[name] = [];
	}
	const body = itemsOf(stage, ITEMS);
	// The first round warms up, and is not counted.
	for (let round = 0; round <= runs; round++) {
		const bareMs = await bareClient(stage.sandbox, ITEMS, MOST_IN_FLIGHT);
		if (round > 0) bare.push(bareMs);
		for (const name of names) {
			const run = await workflows[name].run(body);
			const note = await workflows[name].lastRun();
			if (note.items !== ITEMS) throw new Error(`${subjects[name]} failed: ${note.error}`);
			if (round > 0) measured[name].push({ ...run, ...note });
		}
	}
	return { measured, bare };
}

/** Rows 1 and 3: time, connections and CPU time of a node that does one request for every item. */
export async function items({ packageFolder, runs }: BenchContext): Promise<Result> {
	const setup = { latencyMs: LATENCY_MS, companies: ITEMS, syncs: 1 };
	const { measured, bare, idle } = await withStage(packageFolder, setup, async (stage) => ({
		...(await measure(stage, runs)),
		idle: await idleCpu(stage),
	}));
	const baseline = median(measured.nothing.map((run) => cpuOf(run, idle)));
	const times = (name: Subject) => measured[name].map(({ nodeMs }) => nodeMs);
	const cpu = (name: Subject) => measured[name].map((run) => (cpuOf(run, idle) - baseline) / ITEMS);
	const inFlight = (name: Subject) => measured[name].map(({ traffic }) => traffic.maxInFlight);

	const shown: Subject[] = ['codat', 'plain', 'batched', 'paced'];
	const [time, best, paced, least] = [
		median(times('codat')),
		median(times('batched')),
		median(times('paced')),
		median(bare),
	];
	const [cost, leastCost] = [
		median(cpu('codat')),
		Math.min(...shown.slice(1).map((name) => median(cpu(name)))),
	];
	return {
		title: '1,000 items',
		how: `One request for every item, which gets the latest sync of the item's company. The sandbox takes ${LATENCY_MS} ms to answer. Time is the node's own, as n8n notes it; CPU time is that of n8n and its children for the whole run, less the same run with No Operation in the node's place. The nodes take turns; the first round warms up and isn't counted.`,
		header: ['node', 'time', '÷ batches of 10', 'most in flight', 'requests', 'CPU an item'],
		lines: [
			...shown.map((name) => [
				subjects[name],
				seconds(times(name)),
				ratio(median(times(name)), best),
				whole(inFlight(name)),
				whole(measured[name].map(({ traffic }) => traffic.requests.length)),
				milliseconds(cpu(name)),
			]),
			['no node: a bare client', seconds(bare), ratio(least, best), `${MOST_IN_FLIGHT}`, '', ''],
		],
		verdicts: [
			{
				target: '1,000 items: no slower than HTTP Request in batches of 10',
				measured: `${ratio(time, best)} its time`,
				reached: time <= best,
			},
			{
				target: '1,000 items: no slower than HTTP Request with about as many in flight',
				measured: `${ratio(time, paced)} its time`,
				reached: time <= paced,
			},
			{
				target: `1,000 items: within 20 % of what ${MOST_IN_FLIGHT} lanes allow here, as a bare client shows`,
				measured: `${ratio(time, least)} its time`,
				reached: time <= least * 1.2,
			},
			{
				target: `1,000 items: within 20 % of what ${MOST_IN_FLIGHT} lanes would take if nothing but the answers took time (${LEAST_MS / 1000} s)`,
				measured: seconds(times('codat')),
				reached: time <= LEAST_MS * 1.2,
			},
			{
				target: `1,000 items: at most ${MOST_IN_FLIGHT} in flight`,
				measured: whole(inFlight('codat')),
				reached: Math.max(...inFlight('codat')) <= MOST_IN_FLIGHT,
			},
			{
				target: "CPU an item: no more than HTTP Request's",
				measured: `${cost.toFixed(2)} ms against ${leastCost.toFixed(2)} ms at its best`,
				reached: cost <= leastCost,
			},
		],
		remarks: [
			`HTTP Request does not wait for a batch to be answered before it sends the next: batches of 10 are not 10 in flight, unless they are as far apart as an answer takes. With ${MOST_IN_FLIGHT} in flight, which is what Codat allows for a company, ${ITEMS.toLocaleString('en')} answers of ${LATENCY_MS} ms take ${LEAST_MS / 1000} s at the least; a bare client, which does nothing but ask from as many lanes, shows what opening connections and this machine add to that.`,
		],
	};
}
