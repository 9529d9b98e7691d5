import type {
	IDataObject,
	IExecuteFunctions,
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
} from 'n8n-workflow';
import { NodeApiError, NodeConnectionTypes, NodeOperationError } from 'n8n-workflow';

import { properties } from './actions';
import { mapInOrder } from './transport/concurrency';
import { currentRun, isOfN8n1 } from './actions/run';
import { itemsText, startedIn, type StartedFacts } from './actions/started';
import { tasksFor, type Done } from './actions/tasks';
import { inOneText } from './actions/toolCall';
import { retriesProperty } from './fields/retries';
import { credentialTest, listSearch, loadOptions, resourceMapping } from './methods';
import { createClient } from './transport/client';
import { isOutcomeUnknown } from './transport/errors';
import { toNodeError } from './transport/nodeError';
import { describe } from './transport/words';
import { redactorFor } from './transport/redact';

export class Codat implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Codat',
		name: 'codat',
		icon: { light: 'file:../../icons/codat.svg', dark: 'file:../../icons/codat.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: '={{$parameter["operation"] + ": " + $parameter["resource"]}}',
		description:
			'Manage companies and connections, run syncs, and read and write accounting data through Codat',
		defaults: { name: 'Codat' },
		usableAsTool: true,
		sensitiveOutputFields: ['accessToken'],
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'codatApi', required: true, testedBy: 'codatApiTest' }],
		properties: [...properties, retriesProperty],
	};

	methods = { credentialTest, listSearch, loadOptions, resourceMapping };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const node = this.getNode();
		const run = currentRun(this);
		const told = run.isTool ? inOneText : <E>(error: E) => error;
		const stop = new AbortController();
		const cancelled = this.getExecutionCancelSignal();
		const cancel = () => stop.abort();
		if (cancelled?.aborted) cancel();
		cancelled?.addEventListener('abort', cancel, { once: true });
		const client = await createClient(this, stop.signal).catch(async (error) => {
			throw told(toNodeError(node, error, await redactorFor(this)));
		});

		const goingOn: string[] = [];
		/** The output of items that failed, or nothing where the run has ended. */
		const outputFor = (error: unknown, itemIndexes: number[]): INodeExecutionData[] => {
			const nodeError = toNodeError(node, error, client.redact, itemIndexes[0]);
			// Cut short by the user, whose run n8n ends itself, or by another item that failed.
			if (stop.signal.aborted) {
				note(startedIn(nodeError) ?? maybeSent(nodeError), itemIndexes);
				return [];
			}
			if (!this.continueOnFail()) throw nodeError as NodeApiError | NodeOperationError;
			const json = asOutput(this, told(nodeError));
			return [{ json, pairedItem: pairedItem(itemIndexes) }];
		};
		const note = (started: StartedFacts | undefined, itemIndexes: number[]) => {
			if (started) goingOn.push(`${started.name} (${itemsText(itemIndexes)})`);
		};

		const outputOf = (outcomes: Done[]): INodeExecutionData[] => {
			for (const { started, itemIndexes } of outcomes) note(started, itemIndexes);
			return outcomes.flatMap((outcome) => {
				const { output, itemIndexes } = outcome;
				if ('error' in outcome) return outputFor(outcome.error, itemIndexes);
				return output.map((item) => ({ ...item, pairedItem: pairedItem(itemIndexes) }));
			});
		};

		const makeTasks = await tasksFor(this, client, run);
		const results = await mapInOrder(
			makeTasks.length,
			(index) => {
				const task = makeTasks[index]();
				return async () => outputOf(await task());
			},
			stop,
		)
			.catch((error: NodeApiError | NodeOperationError) => {
				throw told(withOthers(error, goingOn));
			})
			// One signal is for the whole execution, such as all turns of a loop.
			.finally(() => cancelled?.removeEventListener('abort', cancel));
		return [results.flat()];
	}
}

const maybeSent = (error: unknown): StartedFacts | undefined =>
	isOutcomeUnknown(error)
		? { name: 'a request that Codat may have carried out', ids: {} }
		: undefined;

function pairedItem(itemIndexes: number[]): INodeExecutionData['pairedItem'] {
	const all = itemIndexes.map((item) => ({ item }));
	return all.length === 1 ? all[0] : all;
}

/**
 * A failed item's output. Not as the item's `error`, for which n8n drops all but the message. It takes
 * the error branch where there is one, but only without any other keys than these two; in n8n 1, the
 * second must be `message`.
 */
function asOutput(
	context: IExecuteFunctions,
	error: NodeApiError | NodeOperationError,
): IDataObject {
	const hasBranch = context.getNode().onError === 'continueErrorOutput';
	const key = hasBranch && isOfN8n1(context) ? 'message' : 'details';
	const details = error.description ? { [key]: error.description } : {};
	return { error: error.message, ...details, ...(hasBranch ? {} : startedIn(error)?.ids) };
}

/** So many are named; there may be thousands. */
const MOST_NAMED = 20;

/** The node's error, which also tells what of other items goes on in Codat. */
function withOthers<E extends NodeApiError | NodeOperationError>(error: E, goingOn: string[]): E {
	if (goingOn.length === 0) return error;
	const named = goingOn.slice(0, MOST_NAMED).join(', ');
	const more = goingOn.length > MOST_NAMED ? ` and ${goingOn.length - MOST_NAMED} more` : '';
	const others = `Other items were also sent and continue in Codat. Running this again would send them again: ${named}${more}`;
	error.description = describe([...(error.description ? [error.description] : []), others]);
	return error;
}
