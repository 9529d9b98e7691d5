import type {
	IHookFunctions,
	INodeType,
	INodeTypeDescription,
	IWebhookFunctions,
	IWebhookResponseData,
} from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import { credentialTest } from '../methods';
import { EVENTS } from './events';
import { atCodat, checkExists, create, remove } from './lifecycle';
import { receive } from './receive';
import { webhookFields } from './settings';

const names = Object.fromEntries(EVENTS.map(({ name, value }) => [value, name]));

/** The names of the events, such as Read Completed for read.completed. */
const SUBTITLE = `={{ $parameter["triggerOn"].map((event) => (${JSON.stringify(names)})[event]).join(", ") }}`;

export class CodatWebhookTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Codat Webhook Trigger',
		name: 'codatWebhookTrigger',
		icon: { light: 'file:../../../icons/codat.svg', dark: 'file:../../../icons/codat.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle: SUBTITLE,
		description: 'Starts the workflow when Codat sends an event, such as a read that has completed',
		eventTriggerDescription: 'Waiting for Codat to send one of the chosen events',
		activationMessage:
			'Codat now sends the chosen events to this workflow. In the Codat portal, Monitor > Webhooks > Events shows its webhook consumer, and every delivery.',
		triggerPanel: {
			header: '',
			executionsHelp: {
				inactive:
					"<b>While building your workflow</b>, click the 'execute step' button, then make one of the events happen in Codat. This will trigger an execution, which will show up in this editor.<br /> <br /><b>Once you're happy with your workflow</b>, publish it. Then every time Codat sends an event, the workflow will execute. These executions will show up in the <a data-key='executions'>executions list</a>, but not in the editor.",
				active:
					"<b>While building your workflow</b>, click the 'execute step' button, then make one of the events happen in Codat. This will trigger an execution, which will show up in this editor.<br /> <br /><b>Your workflow will also execute automatically</b>, since it's published. Every time Codat sends an event, this node will trigger an execution. These executions will show up in the <a data-key='executions'>executions list</a>, but not in the editor.",
			},
			activationHint:
				'Once you’ve finished building your workflow, publish it: this node then registers itself with Codat, and there is no address to copy.',
		},
		hints: [
			{
				message:
					"This node accepts only what is sent to its own secret address. To also check that it comes from Codat unchanged, add the webhook consumer’s signing secret to 'Webhook Signing Secrets' in the Codat API credential.",
				type: 'info',
				location: 'outputPane',
				whenToDisplay: 'beforeExecution',
			},
		],
		defaults: { name: 'Codat Webhook Trigger' },
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'codatApi', required: true, testedBy: 'codatApiTest' }],
		webhooks: [
			{
				name: 'default',
				httpMethod: 'POST',
				responseMode: 'onReceived',
				// Otherwise n8n 2.41 answers 'firstEntryJson', and doesn't ask for what the node would answer.
				responseData: '',
				path: 'codat',
				ndvHideUrl: true,
				ndvHideMethod: true,
			},
		],
		properties: webhookFields.map(({ property }) => property),
	};

	methods = { credentialTest };

	webhookMethods = {
		default: {
			async checkExists(this: IHookFunctions): Promise<boolean> {
				return await atCodat(this, checkExists);
			},
			async create(this: IHookFunctions): Promise<boolean> {
				await atCodat(this, create);
				return true;
			},
			async delete(this: IHookFunctions): Promise<boolean> {
				await atCodat(this, remove);
				return true;
			},
		},
	};

	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		return await receive(this);
	}
}
