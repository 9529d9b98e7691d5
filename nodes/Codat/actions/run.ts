import { randomUUID } from 'node:crypto';
import type { IExecuteFunctions, ISupplyDataFunctions } from 'n8n-workflow';

import type { Sent } from '../transport/client';
import { isTool } from './toolCall';

/** One run of the node, such as a turn of a loop or one call by an agent, however often n8n tries it. */
export interface Run {
	/** What tells it from every other run, those of other workflows and other n8ns included. */
	identity: Array<string | number | undefined>;
	/** What became of its writes, by item, ordinal, method, path and content. */
	sent: Map<string, Sent>;
	/** By item, how many of its writes are undone: those of another try are counted from there. */
	undone: Map<number, number>;
	/** Whether it is a call by an AI agent. */
	isTool: boolean;
}

/** By an object that n8n hands to every try of a run, and to no other; they go with it. */
const runs = new WeakMap<object, Run>();

/**
 * The run that a try of the node belongs to. To be asked for before the try first waits: for a new
 * call by an agent, n8n's latest entry in the execution's list of runs is this one only until then.
 */
export function currentRun(context: IExecuteFunctions): Run {
	// In n8n 1, only the context of a call can count the runs.
	const isCall = isOfN8n1(context) ? 'getNextRunIndex' in context : context.isToolExecution();
	// n8n's wrapper counts each try of a call as a run, but hands over the model's own arguments.
	const constant = isCall ? context.getInputData()[0].json : context.getExecuteData();
	const known = runs.get(constant);
	if (known) return known;

	const index = isCall
		? (context as unknown as ISupplyDataFunctions).getNextRunIndex() - 1
		: (context.getWorkflowDataProxy(0).$runIndex as number);
	const node = context.getNode();
	const run = {
		identity: [...executionOf(context), node.id, index],
		sent: new Map(),
		undone: new Map(),
		isTool: isTool(node),
	};
	runs.set(constant, run);
	return run;
}

/** Whether n8n 1 runs the node, which has fewer helpers. */
export const isOfN8n1 = (context: IExecuteFunctions): boolean => !('isToolExecution' in context);

/** What tells an execution from all others, and stays when another worker takes it over. */
function executionOf(context: IExecuteFunctions): Run['identity'] {
	const place = [context.getInstanceId(), context.getWorkflow().id];
	const id = context.getExecutionId();
	// Calls through MCP Server Trigger and n8n's Agents have none.
	if (id === undefined) return [...place, randomUUID()];
	// A database that was set back gives IDs anew. n8n stores when an execution began, but for those
	// started in the editor, where each worker that takes one over sets it anew.
	const isByHand = ['manual', 'evaluation'].includes(context.getMode());
	const began = isByHand ? undefined : context.getExecutionContext()?.establishedAt;
	return [...place, id, began];
}
