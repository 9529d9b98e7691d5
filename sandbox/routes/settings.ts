import { areSyncSettings, DEFAULT_SYNC_SETTINGS } from '../data/syncSettings';
import { documentRoutes, hasTexts, type Document } from '../documents';
import type { JsonObject } from '../route';

/** Made up, as everything that the sandbox knows of the client. */
export const CLIENT_ID = 'c0da7fff-7d3a-4c1e-9b52-000000000001';

function areOrigins({ allowedOrigins }: JsonObject): boolean {
	return (
		Array.isArray(allowedOrigins) && allowedOrigins.every((origin) => URL.canParse(String(origin)))
	);
}

function isSyncSettings(owner: string) {
	return (body: JsonObject) =>
		hasTexts(body, owner) &&
		typeof body.overridesDefaults === 'boolean' &&
		areSyncSettings(body.settings);
}

const SETTING = { kind: 'setting.updated' } as const;

/** Platform spec, tags Settings and Companies. The profile has no API key, which it used to give away. */
const DOCUMENTS: Document[] = [
	{
		...SETTING,
		path: '/profile',
		write: 'PUT',
		model: 'Profile',
		initial: () => ({
			name: 'Sandbox',
			redirectUrl: 'https://example.com/{companyId}',
			whiteListUrls: [],
		}),
		accepts: (body) => hasTexts(body, 'name', 'redirectUrl'),
	},
	...['/corsSettings', '/connectionManagement/corsSettings'].map((path) => ({
		...SETTING,
		path,
		write: 'POST',
		model: 'ConnectionManagementAllowedOrigins',
		initial: () => ({ allowedOrigins: [] }),
		accepts: areOrigins,
	})),
	{
		...SETTING,
		path: '/profile/syncSettings',
		write: 'POST',
		answers: 'nothing',
		model: 'SyncSettings',
		initial: () => ({
			clientId: CLIENT_ID,
			settings: DEFAULT_SYNC_SETTINGS,
			overridesDefaults: false,
		}),
		accepts: isSyncSettings('clientId'),
	},
	{
		...SETTING,
		path: '/companies/:companyId/syncSettings',
		write: 'POST',
		answers: 'nothing',
		model: 'CompanySyncSettings',
		initial: ({ params }) => ({
			companyId: params.companyId,
			settings: DEFAULT_SYNC_SETTINGS,
			overridesDefaults: false,
		}),
		accepts: isSyncSettings('companyId'),
	},
];

export const settingRoutes = documentRoutes(DOCUMENTS);
