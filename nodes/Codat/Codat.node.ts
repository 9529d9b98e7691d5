import type {
	IExecuteFunctions,
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
} from 'n8n-workflow';
import { NodeApiError, NodeConnectionTypes, NodeOperationError } from 'n8n-workflow';

import { properties, resources } from './actions';
import { mapInOrder } from './transport/concurrency';
import { runOperation } from './actions/operation';
import { currentRun } from './actions/run';
import { retriesProperty } from './fields/retries';
import { credentialTest, listSearch, loadOptions, resourceMapping } from './methods';
import { createClient } from './transport/client';
import { toNodeError } from './transport/errors';

export class Codat implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Codat',
		name: 'codat',
		icon: { light: 'file:../../icons/codat.svg', dark: 'file:../../icons/codat.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: '={{$parameter["operation"] + ": " + $parameter["resource"]}}',
		description: 'Run syncs, manage connections and write accounting data through Codat',
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
		const client = await createClient(this, stop.signal).catch((error) => {
			throw toNodeError(node, error);
		});

		const results = await mapInOrder(
			items.length,
			async (itemIndex): Promise<INodeExecutionData[]> => {
				const pairedItem = { item: itemIndex };
				try {
					const resource = this.getNodeParameter('resource', itemIndex) as string;
					const name = this.getNodeParameter('operation', itemIndex) as string;
					const operation = resources[resource].operations[name];
					const records = await runOperation(operation, this, client, run, itemIndex);
					return records.map((record) => ({ ...record, pairedItem }));
				} catch (error) {
					// Cut short by the user, whose run n8n ends itself, or by another item that failed.
					if (stop.signal.aborted) return [];
					const nodeError = toNodeError(node, error, itemIndex);
					if (!this.continueOnFail()) throw nodeError as NodeApiError | NodeOperationError;
					// Not as the item's `error`, for which n8n drops all but the message. These two keys send
					// the item down the error branch as well.
					const details = nodeError.description ? { details: nodeError.description } : {};
					return [{ json: { error: nodeError.message, ...details }, pairedItem }];
				}
			},
			stop,
		);
		return [results.flat()];
	}
}
