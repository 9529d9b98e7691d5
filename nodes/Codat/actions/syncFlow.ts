import { clientId } from '../fields/clientId';
import type { Field, Values } from '../fields/field';
import { inBody, inQuery } from '../fields/field';
import { platformField } from '../fields/locators';
import { anyText, requiredText, yesNo } from '../fields/read';
import { rows, textList } from '../fields/rows';
import type { Resource } from './operation';

const locale: Field = inQuery({
	property: {
		displayName: 'Language',
		name: 'locale',
		type: 'options',
		options: [
			{ name: 'English (US)', value: 'en-us' },
			{ name: 'French', value: 'fr-fr' },
		],
		default: 'en-us',
		description: 'The language of the texts',
	},
});

const textRows = rows(
	{ displayName: 'Texts', name: 'texts', item: 'Text', required: true, description: '' },
	[
		{
			property: {
				displayName: 'Key',
				name: 'key',
				type: 'string',
				default: '',
				placeholder: 'e.g. welcomeTitle',
				description: 'Codat’s name for the text, as Get Text returns it',
			},
			read: requiredText,
		},
		{
			property: {
				displayName: 'Text',
				name: 'text',
				type: 'string',
				default: '',
				placeholder: 'e.g. Welcome to Harbour Lane',
				description: 'What the merchant sees. Leave empty to show nothing.',
			},
			// In a list, so that an empty text is a value too.
			read: (value, label) => [anyText(value, label)],
		},
		{
			property: {
				displayName: 'Required',
				name: 'required',
				type: 'options',
				options: [
					{ name: 'Leave as It Is', value: 'unchanged' },
					{ name: 'No', value: 'false' },
					{ name: 'Yes', value: 'true' },
				],
				default: 'unchanged',
				description: 'Whether the text is required',
			},
			read: (value, label) =>
				value === undefined || value === 'unchanged' ? undefined : yesNo(value, label),
		},
	],
);

type Row = { key: string; text: [string]; required?: boolean };

/** Texts to set, by key. */
const texts: Field = {
	property: { ...textRows.property, description: 'The texts to set; all others stay' },
	read: (value, label, timezone) => {
		const list = textRows.read!(value, label, timezone) as Row[];
		const entries = list.map(({ key, text: [text], required }): [string, Values] => [
			key,
			{ text, ...(required !== undefined && { required }) },
		]);
		return Object.fromEntries(entries);
	},
};

const platformKey = platformField(
	'Platform',
	'platformKey',
	'The accounting software that the accounts belong to',
	'searchAccountingPlatforms',
);

const visibleAccounts: Field = inBody(
	textList({
		displayName: 'Visible Accounts',
		name: 'visibleAccounts',
		item: 'Account',
		required: true,
		placeholder: 'e.g. Expense.Overhead',
		description: 'The accounts that merchants can choose from. They replace the previous ones.',
	}),
);

/** What merchants see in Sync Flow, where they set up Sync for Commerce. */
export const syncFlow: Resource = {
	name: 'Sync Flow',
	first: 'getText',
	operations: {
		getText: {
			name: 'Get Text',
			action: 'Get sync flow text',
			description: 'Get the texts that merchants see in Sync Flow',
			endpoint: 'GET /sync/commerce/config/ui/text',
			fields: [locale],
		},
		updateText: {
			name: 'Update Text',
			action: 'Update sync flow text',
			description: 'Change texts that merchants see in Sync Flow',
			endpoint: 'PATCH /sync/commerce/config/ui/text',
			fields: [locale, texts],
			body: ({ texts }) => texts,
		},
		getVisibleAccounts: {
			name: 'Get Visible Accounts',
			action: 'Get visible accounts',
			description: 'Get the accounts that merchants can choose from in Sync Flow',
			endpoint: 'GET /clients/{clientId}/config/ui/accounts/platform/{platformKey}',
			fields: [clientId, platformKey],
		},
		updateVisibleAccounts: {
			name: 'Update Visible Accounts',
			action: 'Update visible accounts',
			description: 'Set the accounts that merchants can choose from in Sync Flow',
			endpoint: 'POST /sync/commerce/config/ui/accounts/platform/{platformKey}',
			fields: [platformKey, visibleAccounts],
		},
	},
};
