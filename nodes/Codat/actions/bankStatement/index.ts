import { additionalFields } from '../../fields/collection';
import { dataTypeField } from '../../fields/dataType';
import type { Field } from '../../fields/field';
import { inBody } from '../../fields/field';
import { codatLocator, company, connection, recordLocator } from '../../fields/locators';
import { UserFacingError } from '../../transport/userFacingError';
import { inTurn } from '../inTurn';
import type { Resource } from '../operation';
import { accounts, transactions } from './records';
import { DATASET, partsOf, UPLOAD, uploadInSession } from './session';

const dataType = dataTypeField(
	[
		{ name: 'Banking Accounts', value: 'banking-accounts' },
		{ name: 'Banking Transactions', value: 'banking-transactions' },
	],
	'What to upload. Upload accounts first: transactions belong to an account.',
	(value) => `Codat doesn’t take uploads of "${value}"`,
	'banking-transactions',
);

const shownFor = (value: string, field: Field): Field => ({
	...field,
	property: { ...field.property, displayOptions: { show: { dataType: [value] } } },
});

const records = [
	shownFor('banking-accounts', accounts),
	shownFor('banking-transactions', transactions),
];

const datasetId: Field = codatLocator({
	displayName: 'Pull Operation ID',
	name: 'datasetId',
	description:
		'The upload session, which Codat calls a pull operation. Start Upload Session returns its ID as id.',
	searchListMethod: 'searchPullOperations',
	example: '8a210b68-6988-11ed-a1eb-0242ac120002',
});

const thirdPartyAccount: Field = inBody(
	recordLocator({
		displayName: 'Bank Account ID',
		name: 'accountId',
		description:
			'The account to upload data for. For one that Codat doesn’t know yet, use the bank’s ID for it.',
		searchListMethod: 'searchBankingAccounts',
		example: '7110701885',
		required: true,
	}),
);

const providerId: Field = {
	property: {
		displayName: 'Provider ID',
		name: 'providerId',
		type: 'string',
		default: '',
		placeholder: 'e.g. ob-quay-bank',
		description: 'The banking platform’s ID of the bank, where it has one',
	},
};

const status: Field = inBody({
	property: {
		displayName: 'Status',
		name: 'status',
		type: 'options',
		options: [
			{ name: 'Cancel', value: 'Cancel', description: 'Discard what was uploaded' },
			{ name: 'Process', value: 'Process', description: 'Have Codat process what was uploaded' },
		],
		default: 'Process',
		description: 'What to do with what was uploaded',
	},
});

const ofConnection = [company, connection];

/** Bank data that a company gives itself, in place of a bank connection (Lending spec). */
export const bankStatement: Resource = {
	name: 'Bank Statement',
	first: 'uploadStatement',
	operations: {
		uploadStatement: {
			name: 'Upload Statement',
			action: 'Upload bank statement',
			description:
				'Upload accounts or transactions in one step: start a session, send everything, and end the session',
			endpoint: `POST ${UPLOAD}/startSession`,
			fields: [...ofConnection, dataType, ...records],
			// Codat has one session open for a data type.
			together: inTurn(['companyId', 'connectionId', 'dataType'], uploadInSession),
		},
		getConfiguration: {
			name: 'Get Upload Configuration',
			action: 'Get bank statement upload configuration',
			description: 'Get the account that a connection takes uploads for',
			endpoint: `GET ${UPLOAD}/configuration`,
			fields: ofConnection,
		},
		setConfiguration: {
			name: 'Set Upload Configuration',
			action: 'Set bank statement upload configuration',
			description:
				'Set the account that a connection takes uploads for. It must be set once before the first upload.',
			endpoint: `POST ${UPLOAD}/configuration`,
			fields: [...ofConnection, thirdPartyAccount, additionalFields(providerId)],
			body: ({ accountId, additionalFields }) => ({
				source: 'codat',
				accountId,
				...(additionalFields as object),
			}),
		},
		startSession: {
			name: 'Start Upload Session',
			action: 'Start bank statement upload session',
			description:
				'Start an upload in steps. Upload Statement does all of them; only one session can be open for a data type.',
			endpoint: `POST ${UPLOAD}/startSession`,
			fields: [...ofConnection, inBody(dataType)],
		},
		upload: {
			name: 'Upload Data',
			action: 'Upload data to session',
			description: 'Upload accounts or transactions to a session that was started',
			endpoint: `POST ${DATASET}/upload`,
			fields: [...ofConnection, datasetId, dataType, ...records],
			async execute({ values, request }) {
				const parts = partsOf(values);
				if (parts.length > 1) {
					throw new UserFacingError(
						'Codat takes one account or 1,000 transactions at a time',
						"Split them over several items, or use 'Upload Statement', which sends them in parts.",
					);
				}
				return (await request({ body: parts[0] })).body;
			},
		},
		endSession: {
			name: 'End Upload Session',
			action: 'End bank statement upload session',
			description: 'Have Codat process what was uploaded in a session, or discard it',
			endpoint: `POST ${DATASET}/endSession`,
			fields: [...ofConnection, datasetId, status],
		},
	},
};
