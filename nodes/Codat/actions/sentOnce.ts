import type { IExecuteFunctions } from 'n8n-workflow';

import type { SentOnce } from '../transport/request';

/**
 * By the data that n8n keeps for a node during an execution: they outlive a try of the node, and go
 * with the execution. n8n's Retry On Fail runs the whole node again, items that were written included.
 */
const memories = new WeakMap<object, { run: number; writes: Map<string, SentOnce> }>();

/** What became of the item's write when this run of the node was tried before. */
export function sentOnce(context: IExecuteFunctions, itemIndex: number, request: string): SentOnce {
	const execution = context.getContext('node');
	const run = context.getWorkflowDataProxy(itemIndex).$runIndex as number;
	let memory = memories.get(execution);
	// A loop's runs are writes of their own.
	if (memory?.run !== run) memories.set(execution, (memory = { run, writes: new Map() }));

	const write = `${itemIndex} ${request}`;
	const known = memory.writes.get(write) ?? {};
	memory.writes.set(write, known);
	return known;
}
