import type { IDataObject } from 'n8n-workflow';

import { SEED } from '../../../sandbox/seed';
import { bySdks, type Row } from '../compare';
import { byId, settings, syncSettings } from './values';

const companyId = SEED.companies.bakery.id;
const info = { name: 'Tide & Loaf', description: 'Bakers of the quay' };
const tags = { region: 'north' };
const tagRows = { rows: [{ name: 'region', value: 'north' }] };
const product = { companyId, productIdentifier: 'lending' };

const company = (operation: string, parameters: IDataObject = {}): Pick<Row, 'name' | 'node'> => ({
	name: `company.${operation}`,
	node: { resource: 'company', operation, companyId: byId(companyId), ...parameters },
});

const list = { orderBy: '-created', query: 'name~bakery' };
const page = { page: 1, pageSize: 100 };

/** The customers' companies. */
export const companies: Row[] = [
	...bySdks(company('getAll', { limit: 100, options: list }), {
		platform: async ({ platform }) => await platform.companies.list({ ...page, ...list }),
		expenses: async ({ expenses }) => await expenses.companies.list({ ...page, ...list }),
		lending: async ({ lending }) => await lending.companies.list({ ...page, ...list }),
		common: async ({ common }) => await common.companies.list({ ...page, ...list }),
		commerce: async ({ commerce }) =>
			await commerce.advancedControls.listCompanies({ ...page, ...list }),
	}),
	{
		...company('getAll', { limit: 100, options: { tags: tagRows } }),
		variant: 'by tag',
		sdk: async ({ platform }) => await platform.companies.list({ ...page, tags: 'region=north' }),
	},
	...bySdks(company('get'), {
		platform: async ({ platform }) => await platform.companies.get({ companyId }),
		expenses: async ({ expenses }) => await expenses.companies.get({ companyId }),
		lending: async ({ lending }) => await lending.companies.get({ companyId }),
		common: async ({ common }) => await common.companies.get({ companyId }),
	}),
	...bySdks(
		company('create', {
			name: info.name,
			additionalFields: { description: info.description },
		}),
		{
			platform: async ({ platform }) => await platform.companies.create(info),
			expenses: async ({ expenses }) => await expenses.companies.create(info),
			lending: async ({ lending }) => await lending.companies.create(info),
			common: async ({ common }) => await common.companies.create(info),
			commerce: async ({ commerce }) => await commerce.advancedControls.createCompany(info),
		},
	),
	{
		...company('create', {
			name: info.name,
			additionalFields: { description: info.description, tags: tagRows },
		}),
		variant: 'with tags',
		sdk: async ({ platform }) => await platform.companies.create({ ...info, tags }),
	},
	...bySdks(
		company('replace', {
			name: info.name,
			additionalFields: { description: info.description },
		}),
		{
			platform: async ({ platform }) =>
				await platform.companies.replace({ companyId, companyRequestBody: info }),
			expenses: async ({ expenses }) =>
				await expenses.companies.update({ companyId, companyRequestBody: info }),
			lending: async ({ lending }) =>
				await lending.companies.update({ companyId, companyRequestBody: info }),
			common: async ({ common }) =>
				await common.companies.update({ companyId, companyRequestBody: info }),
		},
	),
	{
		...company('update', { updateFields: { name: info.name, tags: tagRows } }),
		sdk: async ({ platform }) =>
			await platform.companies.update({
				companyId,
				companyUpdateRequest: { name: info.name, tags },
			}),
	},
	...bySdks(company('delete'), {
		platform: async ({ platform }) => await platform.companies.delete({ companyId }),
		expenses: async ({ expenses }) => await expenses.companies.delete({ companyId }),
		lending: async ({ lending }) => await lending.companies.delete({ companyId }),
		common: async ({ common }) => await common.companies.delete({ companyId }),
	}),
	{
		...company('addProduct', product),
		sdk: async ({ platform }) => await platform.companies.addProduct(product),
	},
	{
		...company('removeProduct', product),
		sdk: async ({ platform }) => await platform.companies.removeProduct(product),
	},
	{
		...company('getSyncSettings'),
		sdk: async ({ platform }) => await platform.companies.getCompanySyncSettings({ companyId }),
	},
	{
		...company('updateSyncSettings', { settings, overridesDefaults: true }),
		sdk: async ({ platform }) =>
			await platform.companies.setCompanySyncSettings({
				companyId,
				requestBody: { companyId, settings: syncSettings, overridesDefaults: true },
			}),
	},
	...bySdks(company('getInfo'), {
		accounting: async ({ accounting }) => await accounting.companyInfo.get({ companyId }),
		lending: async ({ lending }) => await lending.companyInfo.getAccountingProfile({ companyId }),
	}),
	{
		...company('getAccessToken'),
		sdk: async ({ platform }) => await platform.companies.getAccessToken({ companyId }),
	},
];
