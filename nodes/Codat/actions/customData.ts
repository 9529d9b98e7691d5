import { additionalFields } from '../fields/collection';
import type { Field } from '../fields/field';
import { inBody } from '../fields/field';
import { limit, returnAll } from '../fields/lists';
import { company, connection, platform } from '../fields/locators';
import { textsByName } from '../fields/pairs';
import { recordId, requiredText } from '../fields/read';
import { textList } from '../fields/rows';
import { describePull } from '../outcomes';
import type { Resource } from './operation';
import { refreshOne, waitFields } from './refreshAndWait';

const customDataIdentifier: Field = {
	property: {
		displayName: 'Custom Data Type',
		name: 'customDataIdentifier',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. purchase-requests',
		description: 'Your identifier for the custom data type, the same for each platform',
	},
	read: recordId,
};

const ofPlatform: Field = {
	...platform,
	property: { ...platform.property, description: 'The software that the data is fetched from' },
};

const dataSource: Field = inBody({
	property: {
		displayName: 'Data Source',
		name: 'dataSource',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. /api.xro/2.0/Accounts',
		description: 'The endpoint of the platform that has the data. Codat doesn’t check it.',
	},
	read: requiredText,
});

const requiredData: Field = inBody(
	textsByName(
		{
			displayName: 'Required Data',
			name: 'requiredData',
			item: 'Property',
			required: true,
			description:
				'What to fetch from each record: your own names, and where the values are in the platform’s data',
		},
		{
			property: {
				displayName: 'Name',
				name: 'name',
				type: 'string',
				default: '',
				placeholder: 'e.g. accountCode',
				description: 'Your name for the value',
			},
			read: requiredText,
		},
		{
			property: {
				displayName: 'JSONPath',
				name: 'path',
				type: 'string',
				default: '',
				placeholder: 'e.g. $.Code',
				description: 'Where the value is in the platform’s data',
			},
			read: requiredText,
		},
	),
);

const keyBy: Field = inBody(
	textList({
		displayName: 'Key By',
		name: 'keyBy',
		item: 'JSONPath',
		required: true,
		placeholder: 'e.g. $.AccountID',
		description: 'The properties of the platform’s data that together identify a record',
	}),
);

const sourceModifiedDate: Field = textList({
	displayName: 'Source Modified Date',
	name: 'sourceModifiedDate',
	item: 'JSONPath',
	placeholder: 'e.g. $.UpdatedDateUTC',
	description: 'The property of the platform’s data that says when a record last changed there',
});

/** Data types of one's own, which Codat's model doesn't have. */
export const customData: Resource = {
	name: 'Custom Data',
	first: 'getAll',
	operations: {
		getAll: {
			name: 'Get Many Records',
			action: 'Get many custom data records',
			description: 'List the records of a custom data type that Codat has fetched',
			endpoint:
				'GET /companies/{companyId}/connections/{connectionId}/data/custom/{customDataIdentifier}',
			fields: [company, connection, customDataIdentifier, returnAll, limit],
			returns: 'pages',
		},
		refresh: {
			name: 'Refresh',
			action: 'Refresh custom data',
			description: 'Have Codat fetch a custom data type again',
			describe: describePull,
			endpoint:
				'POST /companies/{companyId}/connections/{connectionId}/data/queue/custom/{customDataIdentifier}',
			fields: [company, connection, customDataIdentifier, ...waitFields],
			execute: refreshOne,
		},
		getConfiguration: {
			name: 'Get Configuration',
			action: 'Get custom data configuration',
			description: 'Get what Codat fetches from a platform for a custom data type',
			endpoint: 'GET /integrations/{platformKey}/dataTypes/custom/{customDataIdentifier}',
			fields: [ofPlatform, customDataIdentifier],
		},
		configure: {
			name: 'Configure',
			action: 'Configure custom data',
			description:
				'Set what Codat fetches from a platform for a custom data type. This replaces its whole configuration for that platform.',
			endpoint: 'PUT /integrations/{platformKey}/dataTypes/custom/{customDataIdentifier}',
			fields: [
				ofPlatform,
				customDataIdentifier,
				dataSource,
				requiredData,
				keyBy,
				additionalFields(sourceModifiedDate),
			],
		},
	},
};
