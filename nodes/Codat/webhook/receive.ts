import type { IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';

import { isToken, TOKEN } from './address';
import { Deliveries } from './deliveries';
import { eventIn, told } from './items';
import type { Kept } from './lifecycle';
import { flawOf, isSame, secretsIn, type Flaw } from './signature';

/** How many nodes a process remembers deliveries of, beside what n8n keeps: those heard of last. */
const MOST_NODES = 500;

/** By token, what was delivered to each node since this process began. */
const memories = new Map<string, Deliveries>();

const FLAWS: Record<Flaw, string> = {
	missing: 'it is not signed',
	outdated: 'its time differs by more than five minutes from this n8n’s',
	wrong: "its signature matches none of the credential's 'Webhook Signing Secrets'",
};

/** Checks a delivery and hands on its event, unless it has been handed on before. */
export async function receive(context: IWebhookFunctions): Promise<IWebhookResponseData> {
	const kept = context.getWorkflowStaticData('node') as Kept;
	const query = context.getQueryData() as Record<string, unknown>;
	// Before anything that takes time.
	if (!isToken(kept.token) || !isSame(query[TOKEN], kept.token)) {
		return refuse(context, 401, "it was not sent to this node's secret address");
	}

	const headers = context.getHeaderData();
	const { rawBody = Buffer.alloc(0) } = context.getRequestObject();
	const id = headers['webhook-id'];
	const { webhookSecrets } = await context.getCredentials('codatApi');
	const { keys, unreadable } = secretsIn(webhookSecrets);
	// What n8n listens to for a test is a consumer of its own, whose secret nobody has yet.
	const isTest = context.getMode() === 'manual';
	if (!isTest && keys.length + unreadable.length > 0) {
		const timestamp = headers['webhook-timestamp'];
		const signatures = headers['webhook-signature'];
		const flaw = flawOf({ id, timestamp, signatures, body: rawBody }, keys, Date.now());
		if (flaw) return refuse(context, 401, FLAWS[flaw]);
	}
	const event = eventIn(rawBody.toString('utf8'));
	if (!event) return refuse(context, 400, 'its body is not a Codat event');
	if (typeof id !== 'string' || id === '') return refuse(context, 400, 'it has no webhook-id');

	const deliveries = memoryOf(kept.token);
	deliveries.learn(kept.deliveries, kept.connections);
	const earlier = deliveries.earlier(id);
	if (earlier !== undefined) {
		if (await earlier) return { webhookResponse: { message: 'This event was delivered before' } };
		return refuse(context, 503, 'n8n could not accept it');
	}
	// From here on nothing waits: whatever comes meanwhile finds it taken.
	const known = deliveries.connections;
	const { items, connections } = told(event, (connectionId) => known.has(connectionId));
	const heardOf = connections.filter((connectionId) => !known.has(connectionId));
	deliveries.take(id, heardOf, fateOf(context));
	const keep = () => {
		kept.deliveries = deliveries.taken.list;
		kept.connections = known.list;
	};
	keep();
	if (items.length === 0) return { webhookResponse: { message: 'There are no new records' } };
	return {
		workflowData: [items.map((json) => ({ json }))],
		// n8n 2.41 forgets, when it begins an execution, that there is something to be saved. It asks
		// for this afterwards, just before it saves.
		get webhookResponse() {
			keep();
			return { message: 'The workflow was started' };
		},
	};
}

/** Answers that a delivery was not taken in: Codat will repeat it. */
function refuse(context: IWebhookFunctions, status: number, why: string): IWebhookResponseData {
	const { id } = context.getWorkflow();
	context.logger.warn(
		`Codat Webhook Trigger of workflow ${id}: a delivery was refused (HTTP ${status}): ${why}`,
	);
	context
		.getResponseObject()
		.status(status)
		.json({ message: `Refused: ${why}` });
	return { noWebhookResponse: true };
}

/** Whether n8n takes a delivery in: it answers when it has begun the execution and saved what is kept. */
async function fateOf(context: IWebhookFunctions): Promise<boolean> {
	const response = context.getResponseObject();
	// Where the caller has hung up, it may well have been taken in; no event says so a second time.
	if (!response.destroyed) {
		await new Promise<void>((resolve) => {
			response.once('finish', () => resolve());
			response.once('close', () => resolve());
		});
	}
	return response.statusCode < 300;
}

function memoryOf(token: string): Deliveries {
	const memory = memories.get(token) ?? new Deliveries();
	memories.delete(token);
	memories.set(token, memory);
	if (memories.size > MOST_NODES) memories.delete(memories.keys().next().value!);
	return memory;
}
