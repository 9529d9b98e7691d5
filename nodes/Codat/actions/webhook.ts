import { additionalFields } from '../fields/collection';
import type { Field } from '../fields/field';
import { inBody } from '../fields/field';
import { codatLocator } from '../fields/locators';
import { notice } from '../fields/notice';
import { requiredUrl } from '../fields/read';
import { textList } from '../fields/rows';
import type { Resource } from './operation';

const url: Field = inBody({
	property: {
		displayName: 'URL',
		name: 'url',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. https://example.com/codat',
		description: 'The URL that Codat sends events to',
	},
	read: requiredUrl,
});

const eventTypes = inBody(
	textList({
		displayName: 'Event Types',
		name: 'eventTypes',
		item: 'Event Type',
		required: true,
		placeholder: 'e.g. read.completed',
		description:
			'The events to send, as <a href="https://docs.codat.io/using-the-api/webhooks/event-types">Codat lists them</a>',
	}),
);

const companyTags = textList({
	displayName: 'Company Tags',
	name: 'companyTags',
	item: 'Tag',
	placeholder: 'e.g. region:north',
	description: 'Only events of companies with these tags are sent. Write each tag as name:value.',
});

const disabled: Field = {
	property: {
		displayName: 'Disabled',
		name: 'disabled',
		type: 'boolean',
		default: true,
		description: 'Whether sending is paused',
	},
};

const webhookId: Field = codatLocator({
	displayName: 'Webhook ID',
	name: 'webhookId',
	description: 'The webhook consumer, by the address that it sends to',
	searchListMethod: 'searchWebhooks',
	example: '12571faf-0898-47e7-afdd-0fe9eb0a9bf5',
});

/** Webhook consumers: addresses to which Codat sends its own events. */
export const webhook: Resource = {
	name: 'Webhook',
	first: 'getAll',
	operations: {
		getAll: {
			name: 'Get Many',
			action: 'Get many webhook consumers',
			description: 'List the addresses that Codat sends events to, 50 at most',
			endpoint: 'GET /webhooks',
			fields: [],
			returns: 'array',
		},
		create: {
			name: 'Create',
			action: 'Create webhook consumer',
			description: 'Have Codat send events to an address',
			endpoint: 'POST /webhooks',
			fields: [url, eventTypes, additionalFields(companyTags, disabled)],
		},
		delete: {
			name: 'Delete',
			action: 'Delete webhook consumer',
			description: 'Stop Codat from sending events to an address',
			endpoint: 'DELETE /webhooks/{webhookId}',
			fields: [
				webhookId,
				notice(
					'deleteWebhookNotice',
					'Codat stops sending events to this address, and its secret is deleted. This can’t be undone: a new webhook consumer has a new secret.',
				),
			],
		},
	},
};
