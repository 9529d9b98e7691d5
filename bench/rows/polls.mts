import { setTimeout as delay } from 'node:timers/promises';
import type { IDataObject } from 'n8n-workflow';
import { SEED } from '../../sandbox/seed.ts';
import { waitFor } from '../../scripts/n8n/wait.mts';
import type { BenchContext } from '../context.mts';
import { cpuTime, forgetPeak, peakMemory, residentMemory } from '../proc.mts';
import type { Result } from '../result.mts';
import type { Traffic } from '../sandboxProcess.mts';
import { idleCpu } from '../runs.mts';
import { type Stage, withStage } from '../stage.mts';
import { mebibytes, median, seconds, whole } from '../stats.mts';
import { chain, codatTrigger, companyId, type Step, TRIGGER } from '../workflows.mts';

const LATENCY_MS = 20;
const COMPANIES = 1_000;
const SYNCS = 10;
const SETTLING_MS = 3_000;

/** Sleeps until that many milliseconds after a multiple of `every` on the clock, as cron counts. */
async function untilAfter(every: number, offset: number): Promise<void> {
	await delay((every - ((Date.now() - offset) % every)) % every);
}

/**
 * Publishes a workflow with a trigger. Its first poll is part of that, and may take longer than the
 * client waits.
 */
async function publish(stage: Stage, name: string, trigger: Step): Promise<string> {
	const steps = [trigger, { name: 'Nothing', type: 'n8n-nodes-base.noOp' }];
	const { id } = await stage.client.createWorkflow(chain(name, steps));
	await stage.client.publish(id).catch(async (error) => {
		if ((await stage.client.publicationOf(id)).status !== 'published') throw error;
	});
	return id;
}

/** Watches a trigger that polls every so many seconds. @returns the requests of each poll */
async function watchPolls(
	stage: Stage,
	everySeconds: number,
	polls: number,
): Promise<Array<Traffic['requests']>> {
	const every = everySeconds * 1000;
	await untilAfter(every, every - 200);
	await stage.sandbox.ask('clear');
	const began = Date.now();
	await delay(polls * every);
	const { requests } = await stage.sandbox.ask('traffic');
	return Array.from({ length: polls }, (_, poll) =>
		requests.filter(({ at }) => Math.floor((at - began) / every) === poll),
	);
}

const durationOf = (requests: Traffic['requests']) =>
	requests.length > 0 ? requests[requests.length - 1].at - requests[0].at + LATENCY_MS : 0;

/** Row 5: one company. @returns the requests of each poll */
async function pollOne(stage: Stage): Promise<number[]> {
	const scope = { companyScope: 'one', companyId: companyId(SEED.companies.bakery.id) };
	const trigger = codatTrigger(stage.codatApi, 2, scope);
	const id = await publish(stage, 'One company', trigger);
	const polls = await watchPolls(stage, 2, 5);
	await stage.client.unpublish(id);
	return polls.map(({ length }) => length);
}

interface ManyFigures {
	requests: number[];
	times: number[];
	/** CPU time of a poll, in milliseconds. */
	cpu: number[];
	/** Bytes of the static data as JSON. */
	state: number;
	remembered: number;
	before: number;
	peak: number;
}

/** Row 7: all of 1,000 companies. */
async function pollMany(stage: Stage, polls: number): Promise<ManyFigures> {
	const { client, n8n, sandbox, codatApi } = stage;
	const everySeconds = 10;
	// An n8n that has just been started is busy with itself, and holds what it doesn't need.
	await delay(SETTLING_MS);
	const before = await residentMemory(n8n.pid);
	await forgetPeak(n8n.pid);
	const trigger = codatTrigger(codatApi, everySeconds, { companyScope: 'all' });
	const id = await publish(stage, 'All companies', trigger);
	const cpuBefore = await cpuTime(n8n.pid);
	const began = Date.now();
	const seen = await watchPolls(stage, everySeconds, polls);
	const cpu = await cpuTime(n8n.pid);
	const tookMs = Date.now() - began;
	const peak = await peakMemory(n8n.pid);

	// n8n saves the trigger's state with the runs that it starts.
	await sandbox.ask('sync', sandbox.companyIds[0]);
	await client.waitForExecutions(id, 1, { timeoutMs: 60_000, intervalMs: 500 });
	const state = await waitFor('the state to be saved', async () => await stateOf(stage, id));
	await client.unpublish(id);
	const idleShare = ((await idleCpu(stage)) * tookMs) / 1000;
	return {
		requests: seen.map(({ length }) => length),
		times: seen.map(durationOf),
		cpu: [(cpu - cpuBefore - idleShare) / polls],
		state: JSON.stringify(state).length,
		remembered: Object.keys(state.companies as IDataObject).length,
		before,
		peak,
	};
}

async function stateOf({ client }: Stage, id: string): Promise<IDataObject | undefined> {
	const { staticData } = (await client.getWorkflow(id)) as { staticData?: IDataObject | string };
	const data = typeof staticData === 'string' ? JSON.parse(staticData) : staticData;
	return data?.[`node:${TRIGGER}`]?.state as IDataObject | undefined;
}

/** Rows 5 and 7: what the trigger's polls cost. */
export async function polls({ packageFolder, runs }: BenchContext): Promise<Result> {
	const setup = { latencyMs: LATENCY_MS, companies: COMPANIES, syncs: SYNCS };
	const { one, many } = await withStage(packageFolder, setup, async (stage) => ({
		one: await pollOne(stage),
		many: await pollMany(stage, runs),
	}));
	const daily = median(many.requests) * 24 * 60;
	return {
		title: 'Polls with nothing new',
		how: `Codat Trigger for syncs, published; polled by the second here, where n8n's own minimum is a minute. ${COMPANIES.toLocaleString('en')} companies have one linked connection and ${SYNCS} syncs each; ${LATENCY_MS} ms latency. A poll's time is from its first request to its last answer. The state is what n8n keeps in its database for the trigger (JSON).`,
		header: [
			'companies',
			'polls',
			'requests a poll',
			'time',
			'CPU',
			'state',
			'n8n before',
			'n8n peak',
		],
		lines: [
			['1', whole([one.length]), whole(one), '', '', '', '', ''],
			[
				`${COMPANIES.toLocaleString('en')} (all)`,
				whole([many.times.length]),
				whole(many.requests),
				seconds(many.times),
				seconds(many.cpu),
				`${whole([many.state / 1000])} kB`,
				mebibytes([many.before]),
				mebibytes([many.peak]),
			],
		],
		verdicts: [
			{
				target: 'One poll, one company, nothing new: 1 request',
				measured: whole(one),
				reached: one.every((requests) => requests === 1),
			},
		],
		remarks: [
			`The state remembers the syncs of ${whole([many.remembered])} companies, those of the sandbox's own included. A poll looks at 900 at most, and the next one continues from there.`,
			`Polled every minute, these are ${whole([daily])} requests a day. Codat allows 1,000 a day and 1,000 more for each active company, ${whole([1_000 * (COMPANIES + 1)])} here, and 1,000 a minute: the trigger makes fewer, see the day of polls.`,
		],
	};
}
