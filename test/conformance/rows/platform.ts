import type { IDataObject } from 'n8n-workflow';

import { CLIENT_ID } from '../../../sandbox/routes/settings';
import { SAMPLES } from '../../engine/samples';
import { bySdks, type Row } from '../compare';
import { byKey, settings, syncSettings } from './values';

const call = (name: string, parameters: IDataObject = {}): Pick<Row, 'name' | 'node'> => {
	const [resource, operation] = name.split('.');
	const product = parameters.product === undefined ? '' : ` ${String(parameters.product)}`;
	return { name: `${name}${product}`, node: { resource, operation, ...parameters } };
};

const platformKey = 'gbol';
const ofPlatform = { product: 'platform', platformKey: byKey(platformKey) };
const ofCommerce = { product: 'commerce', platformKey: byKey(platformKey) };
const list = { orderBy: 'name', query: 'enabled=true' };
const page = { page: 1, pageSize: 100 };
const listed = { limit: 100, options: list };

const integrations: Row[] = [
	...bySdks(call('integration.getAll', { ...ofPlatform, ...listed }), {
		platform: async ({ platform }) => await platform.integrations.list({ ...page, ...list }),
		common: async ({ common }) => await common.integrations.list({ ...page, ...list }),
	}),
	{
		...call('integration.getAll', { ...ofCommerce, ...listed }),
		sdk: async ({ commerce }) => await commerce.integrations.list({ ...page, ...list }),
	},
	...bySdks(call('integration.get', { platformKey: byKey(platformKey) }), {
		platform: async ({ platform }) => await platform.integrations.get({ platformKey }),
		common: async ({ common }) => await common.integrations.get({ platformKey }),
	}),
	...bySdks(call('integration.getBranding', ofPlatform), {
		platform: async ({ platform }) => await platform.integrations.getBranding({ platformKey }),
		common: async ({ common }) => await common.integrations.getBranding({ platformKey }),
	}),
	{
		...call('integration.getBranding', ofCommerce),
		sdk: async ({ commerce }) => await commerce.integrations.getBranding({ platformKey }),
	},
];

const profile = {
	name: 'Bridge Street Lending',
	redirectUrl: 'https://example.com/linked/{companyId}?at=1',
	logoUrl: 'https://example.com/logo.png',
	iconUrl: 'https://example.com/icon.ico',
	whiteListUrls: ['https://example.com', 'https://www.example.com'],
};
const { name, redirectUrl, whiteListUrls, ...pictures } = profile;
const allowedOrigins = ['https://www.example.com', 'http://localhost:3000'];

const accountSettings: Row[] = [
	{
		...call('setting.getProfile'),
		sdk: async ({ platform }) => await platform.settings.getProfile(),
	},
	...bySdks(
		call('setting.updateProfile', {
			name,
			redirectUrl,
			additionalFields: { ...pictures, whiteListUrls },
		}),
		{
			platform: async ({ platform }) => await platform.settings.updateProfile(profile),
			common: async ({ common }) => await common.settings.updateProfile(profile),
		},
	),
	{
		...call('setting.getSyncSettings'),
		sdk: async ({ platform }) => await platform.settings.getSyncSettings(),
	},
	{
		...call('setting.updateSyncSettings', {
			clientId: CLIENT_ID,
			settings,
			overridesDefaults: false,
		}),
		sdk: async ({ platform }) =>
			await platform.settings.updateSyncSettings({
				clientId: CLIENT_ID,
				settings: syncSettings,
				overridesDefaults: false,
			}),
	},
	{
		...call('setting.getCors'),
		sdk: async ({ platform }) => await platform.settings.get(),
	},
	{
		...call('setting.updateCors', { allowedOrigins }),
		sdk: async ({ platform }) => await platform.settings.set({ allowedOrigins }),
	},
	{
		...call('setting.getManagementCors'),
		sdk: async ({ platform }) => await platform.cors.get(),
	},
	{
		...call('setting.updateManagementCors', { allowedOrigins }),
		sdk: async ({ platform }) => await platform.cors.set({ allowedOrigins }),
	},
];

const consumer = {
	url: 'https://example.com/codat?key=1',
	eventTypes: ['read.completed', 'client.rateLimit.reached'],
	companyTags: ['region:north'],
	disabled: true,
};
const webhookId = SAMPLES.webhookId as string;

const webhooks: Row[] = [
	{
		...call('webhook.getAll'),
		sdk: async ({ platform }) => await platform.webhooks.listConsumers(),
	},
	{
		...call('webhook.create', {
			url: consumer.url,
			eventTypes: consumer.eventTypes,
			additionalFields: { companyTags: consumer.companyTags, disabled: true },
		}),
		sdk: async ({ platform }) => await platform.webhooks.createConsumer(consumer),
	},
	{
		...call('webhook.delete', { webhookId }),
		sdk: async ({ platform }) => await platform.webhooks.deleteConsumer({ webhookId }),
	},
];

/** What is of no company: platforms, the account's settings, where events go. */
export const platformWide: Row[] = [...integrations, ...accountSettings, ...webhooks];
