import { randomUUID } from 'node:crypto';
import { CodatError, invalidRequest } from '../errors';
import { bodyOf, NO_CONTENT, ok, routes, type Answer, type Call } from '../route';

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
		throw invalidRequest();
	}
	call.state.webhooks.push(consumer);
	call.enter({ kind: 'webhook.created' });
	return { status: 201, body: consumer };
}

function remove(call: Call): Answer {
	const { webhookId } = call.params;
	const index = call.state.webhooks.findIndex(({ id }) => id === webhookId);
	if (index < 0) throw new CodatError(404, `No webhook consumer was found with ID ${webhookId}`);
	call.state.webhooks.splice(index, 1);
	call.enter({ kind: 'webhook.deleted' });
	return NO_CONTENT;
}

/** Platform spec, tag Webhooks. */
export const webhookRoutes = routes({
	'GET /webhooks': ({ state }) => ok({ results: state.webhooks }),
	'POST /webhooks': create,
	'DELETE /webhooks/:webhookId': remove,
});
