import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import axios from 'axios';
import type { IDataObject, IWorkflowSettings } from 'n8n-workflow';
import type { Execution, ExecutionStatus } from '../scripts/n8n/types.mts';
import { waitFor } from '../scripts/n8n/wait.mts';
import { cpuTime, forgetPeak, peakMemory, residentMemory } from './proc.mts';
import type { Traffic } from './sandboxProcess.mts';
import type { Stage } from './stage.mts';
import { chain, type Step, SUBJECT, webhook } from './workflows.mts';

const RUN_TIMEOUT_MS = 120_000;

/** Until n8n has saved what it has run. */
const SETTLING_MS = 500;

/** One production run of a workflow. */
export interface Run {
	/** From the call of the webhook to its answer, in milliseconds. */
	tookMs: number;
	/** CPU time of n8n and its children from the call until the run is saved, in milliseconds. */
	cpuMs: number;
	/** The most memory that n8n held, and what it held before, in MiB. */
	peak: number;
	before: number;
	traffic: Traffic;
	/** What the webhook answered. */
	answer: unknown;
}

/** What n8n noted of a run, where it keeps its runs. */
export interface NodeRun {
	status: ExecutionStatus;
	/** The time of the measured node alone, in milliseconds. */
	nodeMs: number;
	/** Items that it gave. */
	items: number;
	error?: string;
}

/** A published workflow that a webhook starts. */
export class PublishedWorkflow {
	private constructor(
		private readonly stage: Stage,
		private readonly id: string,
		private readonly url: string,
	) {}

	/** @param steps all that come after the webhook */
	static async publish(
		stage: Stage,
		name: string,
		steps: Step[],
		{
			responseData = 'noData',
			settings,
		}: { responseData?: 'firstEntryJson' | 'noData'; settings?: IWorkflowSettings } = {},
	): Promise<PublishedWorkflow> {
		const path = randomUUID();
		const definition = chain(name, [webhook(path, responseData), ...steps], settings);
		const { id } = await stage.client.createWorkflow(definition);
		await stage.client.publish(id);
		return new PublishedWorkflow(stage, id, `${stage.n8n.url}/webhook/${path}`);
	}

	/** Runs it to its end, whether in success or in an error. */
	async run(body: IDataObject = {}): Promise<Run> {
		const { n8n, sandbox } = this.stage;
		await sandbox.ask('clear');
		await forgetPeak(n8n.pid);
		const before = await residentMemory(n8n.pid);
		const cpuBefore = await cpuTime(n8n.pid);
		const began = performance.now();
		const { data } = await axios.post<unknown>(this.url, body, {
			timeout: RUN_TIMEOUT_MS,
			proxy: false,
			validateStatus: () => true,
		});
		const tookMs = performance.now() - began;
		await delay(SETTLING_MS);
		return {
			tookMs,
			cpuMs: (await cpuTime(n8n.pid)) - cpuBefore,
			peak: await peakMemory(n8n.pid),
			before,
			traffic: await sandbox.ask('traffic'),
			answer: data,
		};
	}

	/** What n8n noted of the newest run. */
	async lastRun(): Promise<NodeRun> {
		const { client } = this.stage;
		const execution = await waitFor('the run to be saved', async () => {
			const [newest] = await client.listExecutions(this.id);
			return newest && (await client.waitForExecution(newest.id));
		});
		return noteOf(execution);
	}
}

function noteOf({ status, data }: Execution): NodeRun {
	const [run] = data.resultData.runData[SUBJECT] ?? [];
	return {
		status,
		nodeMs: run?.executionTime ?? NaN,
		items: run?.data?.main[0]?.length ?? 0,
		error: data.resultData.error?.message,
	};
}

/** The CPU time that n8n uses for nothing, in milliseconds a second. */
export async function idleCpu({ n8n }: Stage, ms = 3_000): Promise<number> {
	const before = await cpuTime(n8n.pid);
	await delay(ms);
	return ((await cpuTime(n8n.pid)) - before) / (ms / 1000);
}

/** Milliseconds of CPU time of a run without what n8n would have used anyway. */
export const cpuOf = ({ cpuMs, tookMs }: Run, idle: number) =>
	cpuMs - (idle * (tookMs + SETTLING_MS)) / 1000;

export const refused = ({ traffic }: Run) =>
	traffic.requests.filter(({ status }) => status === 429).length;
