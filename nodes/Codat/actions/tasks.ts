import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import type { Client } from '../transport/client';
import { sleep } from '../transport/sleep';
import { findOperation } from './find';
import { carryOut, outputOf, prepare, type Call, type Operation, type Share } from './operation';
import { parametersOf, type Parameters } from './parameters';
import type { Run } from './run';

/** A piece of the node's work: an item, or all those that are carried out together. */
export type Task = () => Promise<Done[]>;

/** Reads what a task takes, which sends nothing. */
export type MakeTask = () => Task;

/** What became of some of the items: output, or an error. */
export interface Done extends Pick<Share, 'itemIndexes' | 'error' | 'started'> {
	output: INodeExecutionData[];
}

/** The node's work on its items: a task for each, unless the operation takes them together. */
export async function tasksFor(
	context: IExecuteFunctions,
	client: Client,
	run: Run,
): Promise<MakeTask[]> {
	const parameters = parametersOf(context);
	const begin = (itemIndex: number) => {
		const operation = operationFor(parameters, itemIndex);
		return { operation, call: prepare(operation, context, client, run, parameters, itemIndex) };
	};
	const indexes = context.getInputData().map((_, itemIndex) => itemIndex);
	if (takesTogether(parameters)) {
		const tasks = await tasksTogether(context, indexes, begin);
		return tasks.map((task) => () => task);
	}
	return indexes.map((itemIndex) => () => {
		try {
			const { operation, call } = begin(itemIndex);
			return async () => await runAlone(operation, call);
		} catch (error) {
			return async () => [failed(itemIndex, error)];
		}
	});
}

async function runAlone(operation: Operation, call: Call): Promise<Done[]> {
	const { itemIndex } = call;
	try {
		return [{ itemIndexes: [itemIndex], output: await carryOut(operation, call) }];
	} catch (error) {
		return [failed(itemIndex, error)];
	}
}

type Begin = (itemIndex: number) => { operation: Operation; call: Call };

const operationFor = ({ value }: Parameters, itemIndex: number): Operation =>
	findOperation(value('resource', itemIndex), value('operation', itemIndex));

/** Whether the node is set to an operation that takes items together: it is one for all items. */
function takesTogether(parameters: Parameters): boolean {
	try {
		return operationFor(parameters, 0).together !== undefined;
	} catch {
		// Its item will say so.
		return false;
	}
}

/**
 * A task for each group of items. All are read before anything is sent. One that can't be is a task
 * of its own, and the only one where its failure ends the run.
 */
async function tasksTogether(
	context: IExecuteFunctions,
	indexes: number[],
	begin: Begin,
): Promise<Task[]> {
	const tasks: Task[] = [];
	const groups = new Map<string, Call[]>();
	for (const itemIndex of indexes) {
		// Thousands of items take their time to read: others have a turn as well.
		await sleep(0);
		try {
			const { operation, call } = begin(itemIndex);
			const key = operation.together?.by(call.values) ?? `item ${itemIndex}`;
			const known = groups.get(key);
			if (known) {
				known.push(call);
				continue;
			}
			const calls = [call];
			groups.set(key, calls);
			tasks.push(async () => await runTogether(operation, calls));
		} catch (error) {
			const task = async () => [failed(itemIndex, error)];
			if (!context.continueOnFail()) return [task];
			tasks.push(task);
		}
	}
	return tasks;
}

async function runTogether(operation: Operation, calls: Call[]): Promise<Done[]> {
	const shares = await operation.together!.execute(calls);
	return shares.map(({ result, ...share }) => ({
		...share,
		output: 'error' in share ? [] : outputOf(operation, calls[0], result),
	}));
}

const failed = (itemIndex: number, error: unknown): Done => ({
	itemIndexes: [itemIndex],
	output: [],
	error,
});
