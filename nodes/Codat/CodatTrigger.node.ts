import type {
	IDataObject,
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
	IPollFunctions,
} from 'n8n-workflow';
import { NodeConnectionTypes, NodeOperationError } from 'n8n-workflow';

import { company } from './fields/locators';
import { product } from './fields/product';
import { credentialTest, listSearch } from './methods';
import { createClient } from './transport/client';
import { toNodeError } from './transport/errors';
import { lookForNews, lookForSample } from './watch';
import type { TriggerState } from './trigger/state';

/** Activations whose first poll is over, and polls that have not ended: n8n has no overlap guard. */
const activated = new WeakSet<IPollFunctions>();
const polling = new WeakSet<IPollFunctions>();

export class CodatTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Codat Trigger',
		name: 'codatTrigger',
		icon: { light: 'file:../../icons/codat.svg', dark: 'file:../../icons/codat.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle: '={{$parameter["triggerOn"].join(", ")}}',
		description: 'Starts the workflow when a sync in Codat starts, completes or fails',
		defaults: { name: 'Codat Trigger' },
		polling: true,
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'codatApi', required: true, testedBy: 'codatApiTest' }],
		properties: [
			{
				displayName: 'Trigger On',
				name: 'triggerOn',
				type: 'multiOptions',
				required: true,
				options: [
					{
						name: 'Sync Completed',
						value: 'syncCompleted',
						description: 'A sync ended in success, whether or not it had data to write',
					},
					{
						name: 'Sync Failed',
						value: 'syncFailed',
						description: 'A sync ended in failure',
					},
					{
						name: 'Sync Started',
						value: 'syncStarted',
						description: 'A sync appeared, whether it still runs or has ended already',
					},
					{
						name: 'Sync Status Changed',
						value: 'syncStatusChanged',
						description: 'A sync has another status code than before',
					},
				],
				default: ['syncCompleted'],
			},
			product.property,
			{
				displayName: 'Companies',
				name: 'companyScope',
				type: 'options',
				options: [
					{
						name: 'One Company',
						value: 'one',
						description: 'One request to Codat for every poll',
					},
					{
						name: 'All Companies',
						value: 'all',
						description: 'One request for every company that has a connection, and one more',
					},
				],
				default: 'one',
				description:
					'Whose syncs to watch. Every poll counts towards your daily quota of requests.',
			},
			{
				...company.property,
				displayOptions: { show: { companyScope: ['one'] } },
			},
		],
	};

	methods = { credentialTest, listSearch };

	async poll(this: IPollFunctions): Promise<INodeExecutionData[][] | null> {
		if (polling.has(this)) return null;
		polling.add(this);
		const node = this.getNode();
		try {
			const settings = {
				events: this.getNodeParameter('triggerOn') as string[],
				product: this.getNodeParameter('product') as string,
				companyId:
					this.getNodeParameter('companyScope') === 'one'
						? (company.read!(this.getNodeParameter('companyId'), 'Company', '') as string)
						: undefined,
			};
			const client = await createClient(this);
			if (this.getMode() === 'manual') {
				const sample = await lookForSample(client, settings);
				if (sample) return asOutput([sample]);
				throw new NodeOperationError(node, 'There is no sync in Codat to show as a sample yet', {
					description: 'Start one with the Codat node or in the Codat portal, then try again.',
				});
			}

			const data = this.getWorkflowStaticData('node') as { state?: TriggerState };
			const { state, events, skipped } = await lookForNews(
				client,
				settings,
				publishedAnew(this) ? undefined : data.state,
				Date.now() + (this.getPollBudgetMs?.() ?? 30_000) * 0.8,
			);
			for (const { companyId, reason } of skipped) {
				this.logger.warn(`Codat Trigger could not look at company ${companyId}: ${reason}`);
			}
			// Last, so that a poll that fails is as if it had not been.
			data.state = state;
			activated.add(this);
			return events.length > 0 ? asOutput(events) : null;
		} catch (error) {
			throw toNodeError(node, error);
		} finally {
			polling.delete(this);
		}
	}
}

/**
 * Whether this is the first poll after the user published a workflow that was not published: what
 * happened in between is old. n8n's mode for a workflow published over its former version is
 * `update`, and for a restart `init`: then nothing must be missed.
 */
function publishedAnew(context: IPollFunctions): boolean {
	return !activated.has(context) && ['activate', 'create'].includes(context.getActivationMode());
}

function asOutput(records: IDataObject[]): INodeExecutionData[][] {
	return [records.map((json) => ({ json }))];
}
