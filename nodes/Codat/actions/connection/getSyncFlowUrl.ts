import type { IDataObject } from 'n8n-workflow';

import { options } from '../../fields/collection';
import type { Field } from '../../fields/field';
import { platformField } from '../../fields/locators';
import { optionalText } from '../../fields/read';
import type { Endpoint } from '../../transport/endpoint';
import { UserFacingError } from '../../transport/userFacingError';
import type { Operation } from '../operation';

const merchantIdentifier: Field = {
	property: {
		displayName: 'Merchant Identifier',
		name: 'merchantIdentifier',
		type: 'string',
		default: '',
		placeholder: 'e.g. Harbour Lane Bakery',
		description:
			'The merchant’s name, which the new company gets, or the ID of a company that is in Codat already',
	},
	read: optionalText,
};

const redirectUrl: Field = {
	property: {
		displayName: 'Redirect URL',
		name: 'redirectUrl',
		type: 'string',
		default: '',
		placeholder: 'e.g. https://example.com/done',
		description: 'Where the merchant is sent at the end of Sync Flow',
	},
	read: (value, label) => {
		const text = optionalText(value);
		if (text !== undefined && !URL.canParse(text)) {
			throw new UserFacingError(
				`'${label}' is not a whole URL: "${text.slice(0, 60)}"`,
				'Begin it with https://',
			);
		}
		return text;
	},
};

const endpoint: Endpoint = 'GET /config/sync/commerce/{commerceKey}/{accountingKey}/start';

export const getSyncFlowUrl: Operation = {
	name: 'Get Sync Flow URL',
	action: 'Get sync flow URL',
	description:
		'Create a new company and connections, and get a URL for Sync Flow. Its one-time passcode lasts 30 seconds.',
	endpoint,
	fields: [
		platformField(
			'Commerce Platform',
			'commerceKey',
			'The software that the merchant sells with',
			'searchCommercePlatforms',
		),
		platformField(
			'Accounting Platform',
			'accountingKey',
			'The software that the merchant keeps the books in',
			'searchAccountingPlatforms',
		),
		options(merchantIdentifier, redirectUrl),
	],
	execute: async (call) => {
		const query = call.values.options as IDataObject;
		// A GET that creates a company each time it is sent (Commerce spec: get-sync-flow-url).
		return (await call.send(endpoint, { query, once: true })).body;
	},
};
