import type { SentOnce } from '../../transport/request';
import type { Call } from '../operation';

interface Memory {
	pushWrites?: { run: string; items: Record<number, SentOnce> };
}

/**
 * What became of the item's write when this run of the node was tried before. Kept in the
 * execution's own data, where n8n's Retry On Fail finds it: that runs the whole node again, items
 * that were written included.
 */
export function sentOnce({ context, itemIndex }: Call): SentOnce {
	const memory = context.getContext('node') as Memory;
	const run = `${context.getExecutionId()} ${context.getWorkflowDataProxy(itemIndex).$runIndex}`;
	if (memory.pushWrites?.run !== run) memory.pushWrites = { run, items: {} };
	return (memory.pushWrites.items[itemIndex] ??= {});
}
