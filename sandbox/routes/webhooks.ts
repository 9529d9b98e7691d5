import { randomUUID } from 'node:crypto';
import { CodatError, STATUS_TEXT } from '../errors';
import { bodyOf, ok, type Answer, type Call, type Route } from './route';

/** How many consumers a client can have (Codat docs: Create a webhook consumer). */
const MAX_CONSUMERS = 50;

function strings(value: unknown): string[] {
	return Array.isArray(value) ? value.map(String) : [];
}

/**
 * At least one event type is required, though the spec does not say so (Codat docs: Create a
 * webhook consumer).
 */
function create(call: Call): Answer {
	const { url, disabled, eventTypes, companyTags } = bodyOf(call, 'WebhookConsumerPrototype');
	const consumer = {
		id: randomUUID(),
		url: String(url),
		disabled: disabled === true,
		eventTypes: strings(eventTypes),
		companyTags: strings(companyTags),
	};
	const full = call.state.webhooks.length >= MAX_CONSUMERS;
	if (full || consumer.eventTypes.length === 0 || !URL.canParse(consumer.url)) {
		throw new CodatError(400, STATUS_TEXT[400]);
	}
	call.state.webhooks.push(consumer);
	call.record({ kind: 'webhook.created' });
	return { status: 201, body: consumer };
}

function remove(call: Call): Answer {
	const { webhookId } = call.params;
	const index = call.state.webhooks.findIndex(({ id }) => id === webhookId);
	if (index < 0) throw new CodatError(404, `No webhook consumer was found with ID ${webhookId}`);
	call.state.webhooks.splice(index, 1);
	call.record({ kind: 'webhook.deleted' });
	return { status: 204 };
}

/** Platform spec, tag Webhooks. */
export const webhookRoutes: Route[] = [
	{ method: 'GET', path: '/webhooks', handle: ({ state }) => ok({ results: state.webhooks }) },
	{ method: 'POST', path: '/webhooks', handle: create },
	{ method: 'DELETE', path: '/webhooks/:webhookId', handle: remove },
];
