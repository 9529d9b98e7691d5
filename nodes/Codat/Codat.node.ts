import type {
	IDataObject,
	IExecuteFunctions,
	INode,
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
} from 'n8n-workflow';
import { NodeApiError, NodeConnectionTypes, NodeOperationError } from 'n8n-workflow';

import { properties } from './actions';
import { findOperation } from './actions/find';
import { mapInOrder } from './transport/concurrency';
import { runOperation } from './actions/operation';
import { currentRun } from './actions/run';
import { startedIn } from './actions/started';
import { retriesProperty } from './fields/retries';
import { credentialTest, listSearch, loadOptions, resourceMapping } from './methods';
import { createClient } from './transport/client';
import { describe, toNodeError } from './transport/errors';
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
		const items = this.getInputData();
		const run = currentRun(this);
		const stop = new AbortController();
		const cancelled = this.getExecutionCancelSignal();
		cancelled?.addEventListener('abort', () => stop.abort(), { once: true });
		const client = await createClient(this, stop.signal).catch(async (error) => {
			throw toNodeError(node, error, await redactorFor(this));
		});

		const goingOn: string[] = [];
		const results = await mapInOrder(
			items.length,
			async (itemIndex): Promise<INodeExecutionData[]> => {
				const pairedItem = { item: itemIndex };
				try {
					const operation = findOperation(
						this.getNodeParameter('resource', itemIndex),
						this.getNodeParameter('operation', itemIndex),
					);
					const records = await runOperation(operation, this, client, run, itemIndex);
					return records.map((record) => ({ ...record, pairedItem }));
				} catch (error) {
					const nodeError = toNodeError(node, error, client.redact, itemIndex);
					// Cut short by the user, whose run n8n ends itself, or by another item that failed.
					if (stop.signal.aborted) {
						const started = startedIn(nodeError);
						if (started) goingOn.push(`${started.name} (item ${itemIndex})`);
						return [];
					}
					if (!this.continueOnFail()) throw nodeError as NodeApiError | NodeOperationError;
					return [{ json: asOutput(node, nodeError), pairedItem }];
				}
			},
			stop,
		).catch((error: NodeApiError | NodeOperationError) => {
			throw withOthers(error, goingOn);
		});
		return [results.flat()];
	}
}

/**
 * A failed item's output. Not as the item's `error`, for which n8n drops all but the message. It takes
 * the error branch where there is one, but only without any other keys than these two.
 */
function asOutput(node: INode, error: NodeApiError | NodeOperationError): IDataObject {
	const details = error.description ? { details: error.description } : {};
	const ids = node.onError === 'continueErrorOutput' ? {} : startedIn(error)?.ids;
	return { error: error.message, ...details, ...ids };
}

/** The node's error, which also tells what of other items goes on in Codat. */
function withOthers<E extends NodeApiError | NodeOperationError>(error: E, goingOn: string[]): E {
	if (goingOn.length === 0) return error;
	const others = `Other items had been sent as well and go on in Codat, so running this again would send them again: ${goingOn.join(', ')}`;
	error.description = describe([...(error.description ? [error.description] : []), others]);
	return error;
}
