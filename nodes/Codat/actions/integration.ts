import { options } from '../fields/collection';
import type { Field, Values } from '../fields/field';
import { filters, type Queryable } from '../fields/filters';
import { limit, returnAll } from '../fields/lists';
import { platform } from '../fields/locators';
import { orderBy, query } from '../fields/query';
import { simplify, simplifyNotice } from '../fields/simplify';
import type { Resource } from './operation';

/** Which of Codat's lists of integrations. */
const product: Field = {
	property: {
		displayName: 'Product',
		name: 'product',
		type: 'options',
		options: [
			{ name: 'Commerce', value: 'commerce', description: 'Those of Sync for Commerce' },
			{ name: 'Platform', value: 'platform', description: 'All that Codat has' },
		],
		default: 'platform',
		description: 'The Codat product that the integrations belong to',
	},
};

const base = ({ product }: Values) =>
	product === 'commerce' ? ('/config/integrations' as const) : ('/integrations' as const);

/** What integrations can be filtered and sorted by (Platform spec: `Integration`). */
const queryable: Queryable = {
	name: 'text',
	key: 'text',
	enabled: 'boolean',
	sourceType: ['Accounting', 'Banking', 'BankFeed', 'Commerce', 'Expense', 'Other', 'Unknown'],
	isBeta: 'boolean',
	isOfflineConnector: 'boolean',
};

const simpleIntegration = [
	'key',
	'name',
	'sourceType',
	'enabled',
	'isBeta',
	'isOfflineConnector',
	'dataProvidedBy',
	'logoUrl',
] as const;

/** Platforms that Codat integrates with. */
export const integration: Resource = {
	name: 'Integration',
	first: 'getAll',
	operations: {
		getAll: {
			name: 'Get Many',
			action: 'Get many integrations',
			description: 'List the platforms that your customers can connect',
			endpoint: (values) => `GET ${base(values)}`,
			fields: [
				product,
				returnAll,
				limit,
				simplify,
				simplifyNotice,
				...filters,
				options(query('enabled=true'), orderBy(queryable)),
			],
			returns: 'pages',
			queryable,
			simplify: simpleIntegration,
		},
		get: {
			name: 'Get',
			action: 'Get integration',
			description: 'Get a platform, and what Codat can do with each of its data types',
			endpoint: 'GET /integrations/{platformKey}',
			fields: [platform],
		},
		getBranding: {
			name: 'Get Branding',
			action: 'Get integration branding',
			description: 'Get the logo and buttons of a platform',
			endpoint: (values) => `GET ${base(values)}/{platformKey}/branding`,
			fields: [product, platform],
		},
	},
};
