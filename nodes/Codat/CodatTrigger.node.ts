import type {
	IDataObject,
	INode,
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
	IPollFunctions,
	NodeApiError,
} from 'n8n-workflow';
import { NodeConnectionTypes, NodeOperationError } from 'n8n-workflow';

import { companyNameIn } from './fields/locators';
import { credentialTest, listSearch, loadOptions } from './methods';
import { createClient } from './transport/client';
import { toNodeError } from './transport/nodeError';
import { redactorFor, tell, type Redact } from './transport/redact';
import { UserFacingError } from './transport/userFacingError';
import { naming } from './transport/words';
import { watchFields } from './trigger/fields';
import { readSettings, type WatchSettings } from './trigger/settings';
import { lookForNews, lookForSample } from './trigger/watch';

/** Activations whose first poll is over, and polls that have not ended: n8n has no overlap guard. */
const activated = new WeakSet<IPollFunctions>();
const polling = new WeakSet<IPollFunctions>();

/** The names of the events, such as Sync Completed for syncCompleted. */
const SUBTITLE =
	'={{ $parameter["triggerOn"].join(", ").replace(/([A-Z])/g, " $1").replace(/\\bOr\\b/g, "or").replace(/(^|, )([a-z])/g, (text) => text.toUpperCase()) }}';

export class CodatTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Codat Trigger',
		name: 'codatTrigger',
		icon: { light: 'file:../../icons/codat.svg', dark: 'file:../../icons/codat.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle: SUBTITLE,
		description:
			'Starts the workflow when a sync, push operation or connection in Codat changes status, or when records change',
		defaults: { name: 'Codat Trigger' },
		polling: true,
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'codatApi', required: true, testedBy: 'codatApiTest' }],
		properties: watchFields.map(({ property }) => property),
	};

	methods = { credentialTest, listSearch, loadOptions };

	async poll(this: IPollFunctions): Promise<INodeExecutionData[][] | null> {
		if (polling.has(this)) return null;
		polling.add(this);
		try {
			const items = this.getMode() === 'manual' ? await sample(this) : await news(this);
			return items.length > 0 ? [items.map((json) => ({ json }))] : null;
		} catch (error) {
			throw asNodeError(this.getNode(), error, await redactorFor(this));
		} finally {
			polling.delete(this);
		}
	}
}

/** For a manual run: the newest record that there is. What was seen so far is left as it is. */
async function sample(context: IPollFunctions): Promise<IDataObject[]> {
	const settings = settingsOf(context);
	const client = await createClient(context);
	const item = await lookForSample(client, settings, deadlineOf(context));
	if (item) return [item];
	throw new NodeOperationError(
		context.getNode(),
		naming(
			`There is nothing ${settings.companyId === undefined ? 'in Codat' : 'for {company}'} yet to show as a sample`,
			settings.companyName,
		),
		{
			description:
				'Make something happen, such as a sync, with the Codat node or in the Codat portal, then try again.',
		},
	);
}

async function news(context: IPollFunctions): Promise<IDataObject[]> {
	const settings = settingsOf(context);
	const client = await createClient(context);
	const data = context.getWorkflowStaticData('node') as { state?: unknown };
	const before = publishedAnew(context) ? undefined : data.state;
	const { state, items, notes } = await lookForNews(client, settings, before, deadlineOf(context));
	for (const note of notes) context.logger.warn(tell(note, client.redact));
	// Last, so that a poll that fails is as if it had not been.
	data.state = state;
	activated.add(context);
	return items;
}

/** When the poll should have ended: some time before n8n would give it up. */
function deadlineOf(context: IPollFunctions): number {
	return Date.now() + (context.getPollBudgetMs?.() ?? 30_000) * 0.8;
}

function settingsOf(context: IPollFunctions): WatchSettings {
	return {
		...readSettings(
			(name, fallback) => context.getNodeParameter(name, fallback),
			context.getTimezone(),
		),
		...companyNameIn(context.getNode().parameters.companyId),
	};
}

/**
 * Whether this is the first poll after the user published a workflow that was not published: what
 * happened in between is old. n8n's mode for a workflow published over its former version is
 * `update`, and for a restart `init`: then nothing must be missed.
 */
function publishedAnew(context: IPollFunctions): boolean {
	return !activated.has(context) && ['activate', 'create'].includes(context.getActivationMode());
}

/** Settings that can't be used stay so until someone corrects them: n8n backs off. */
function asNodeError(
	node: INode,
	error: unknown,
	redact: Redact,
): NodeApiError | NodeOperationError {
	const nodeError = toNodeError(node, error, redact);
	if (error instanceof UserFacingError) nodeError.failure ??= { cause: 'configuration-invalid' };
	return nodeError;
}
