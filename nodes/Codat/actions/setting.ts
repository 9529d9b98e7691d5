import { clientId } from '../fields/clientId';
import { additionalFields } from '../fields/collection';
import type { Field } from '../fields/field';
import { inBody } from '../fields/field';
import { optionalUrl, requiredText } from '../fields/read';
import { textList } from '../fields/rows';
import { overridesDefaults, syncSettings } from '../fields/syncSettings';
import type { Call, Resource } from './operation';

const allowedOrigins = inBody(
	textList({
		displayName: 'Allowed Origins',
		name: 'allowedOrigins',
		item: 'Origin',
		required: true,
		placeholder: 'e.g. https://www.example.com',
		description:
			'Your websites that may use Codat’s embedded components. They replace the previous ones.',
	}),
);

const text = (
	property: Pick<Field['property'], 'displayName' | 'name' | 'description' | 'placeholder'>,
): Field['property'] => ({ ...property, type: 'string', default: '' });

const name: Field = inBody({
	property: {
		...text({
			displayName: 'Name',
			name: 'name',
			placeholder: 'e.g. Bridge Street Lending',
			description: 'The name that your customers see',
		}),
		required: true,
	},
	read: requiredText,
});

const redirectUrl: Field = inBody({
	property: {
		...text({
			displayName: 'Redirect URL',
			name: 'redirectUrl',
			placeholder: 'e.g. https://example.com/linked/{companyId}',
			description:
				'Where customers are sent when they have linked a platform. Codat fills in placeholders such as {companyId}.',
		}),
		required: true,
	},
	read: requiredText,
});

const logoUrl: Field = {
	property: text({
		displayName: 'Logo URL',
		name: 'logoUrl',
		placeholder: 'e.g. https://example.com/logo.png',
		description: 'The URL of your logo',
	}),
	read: optionalUrl,
};

const iconUrl: Field = {
	property: text({
		displayName: 'Icon URL',
		name: 'iconUrl',
		placeholder: 'e.g. https://example.com/icon.ico',
		description: 'The URL of your icon',
	}),
	read: optionalUrl,
};

const whiteListUrls = textList({
	displayName: 'Allowed URLs',
	name: 'whiteListUrls',
	item: 'URL',
	placeholder: 'e.g. https://example.com',
	description: 'The URLs that may make requests to Codat in your name. When none is set, any may.',
});

/** Codat's answer has a deprecated field with the API key, which belongs in no output, wherever it stands. */
async function withoutKey({ request }: Call): Promise<unknown> {
	const { body } = await request();
	if (body === undefined) return undefined;
	return JSON.parse(
		JSON.stringify(body, (name, value: unknown) => (/^api_?key$/i.test(name) ? undefined : value)),
	);
}

/** Settings of the Codat account as a whole. */
export const setting: Resource = {
	name: 'Setting',
	first: 'getProfile',
	operations: {
		getProfile: {
			name: 'Get Profile',
			action: 'Get profile',
			description: 'Get the name, logo and links that your customers see',
			endpoint: 'GET /profile',
			fields: [],
			execute: withoutKey,
		},
		updateProfile: {
			name: 'Update Profile',
			action: 'Update profile',
			description:
				'Replace the name, logo and links that your customers see; what is not set is cleared',
			endpoint: 'PUT /profile',
			fields: [name, redirectUrl, additionalFields(logoUrl, iconUrl, whiteListUrls)],
			execute: withoutKey,
		},
		getSyncSettings: {
			name: 'Get Sync Settings',
			action: 'Get sync settings',
			description:
				'Get how often and how far back Codat fetches data, unless a company has its own settings',
			endpoint: 'GET /profile/syncSettings',
			fields: [],
		},
		updateSyncSettings: {
			name: 'Update Sync Settings',
			action: 'Update sync settings',
			description:
				'Set how often and how far back Codat fetches data, unless a company has its own settings',
			endpoint: 'POST /profile/syncSettings',
			fields: [clientId, syncSettings, overridesDefaults],
			// Codat's spec wants the ID in the body.
			body: ({ clientId, settings, overridesDefaults }) => ({
				clientId,
				settings,
				overridesDefaults,
			}),
		},
		getCors: {
			name: 'Get CORS',
			action: 'Get CORS settings',
			description: 'Get the websites that may use Codat’s embedded components',
			endpoint: 'GET /corsSettings',
			fields: [],
		},
		updateCors: {
			name: 'Update CORS',
			action: 'Update CORS settings',
			description: 'Set the websites that may use Codat’s embedded components',
			endpoint: 'POST /corsSettings',
			fields: [allowedOrigins],
		},
		getManagementCors: {
			name: 'Get Connection Management CORS',
			action: 'Get connection management CORS settings',
			description: 'Get the websites that may use Codat’s older connection management component',
			endpoint: 'GET /connectionManagement/corsSettings',
			fields: [],
		},
		updateManagementCors: {
			name: 'Update Connection Management CORS',
			action: 'Update connection management CORS settings',
			description: 'Set the websites that may use Codat’s older connection management component',
			endpoint: 'POST /connectionManagement/corsSettings',
			fields: [allowedOrigins],
		},
	},
};
