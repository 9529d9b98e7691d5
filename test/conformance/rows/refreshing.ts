import { SchemaDataType as LendingDataType } from '@codat/lending/dist/sdk/models/shared';
import { DataType as ExpensesDataType } from '@codat/sync-for-expenses/dist/sdk/models/shared';
import type { IDataObject } from 'n8n-workflow';

import { SEED } from '../../../sandbox/seed';
import { bySdks, type Row } from '../compare';
import { byId, byKey } from './values';

const { bakery } = SEED.companies;

const companyId = bakery.id;
const connectionId = bakery.connections.accounting;
const customDataIdentifier = 'purchase-requests';
const customData = {
	dataSource: '/api.xro/2.0/Accounts',
	requiredData: { code: '$.Code' },
	keyBy: ['$.AccountID'],
};
const ofXero = { platformKey: 'gbol', dataType: 'invoices' } as const;
const supplementalDataConfig = {
	extras: {
		dataSource: '/Invoices',
		pullData: { expected: 'ExpectedPaymentDate' },
		pushData: { sent: 'SentToContact' },
	},
};

const node = (name: string, parameters: IDataObject = {}) => {
	const [resource, operation] = name.split('.');
	return {
		resource,
		operation,
		companyId: byId(companyId),
		connectionId: byId(connectionId),
		platformKey: byKey('gbol'),
		dataType: 'invoices',
		productIdentifier: 'commerce',
		customDataIdentifier,
		...parameters,
	};
};

const call = (name: string, parameters?: IDataObject) => ({ name, node: node(name, parameters) });

const datasetId = 'c0da7005-7d3a-4c1e-9b52-000000000100';
const page = { page: 1, pageSize: 100 };
const list = { orderBy: '-requested', query: 'status!=Complete' };

/** Refreshes and how they stand, and the types that are set up for them. */
export const refreshing: Row[] = [
	...bySdks(call('readData.refreshAll'), {
		platform: async ({ platform }) => await platform.refreshData.all({ companyId }),
		expenses: async ({ expenses }) => await expenses.manageData.refreshAllDataTypes({ companyId }),
		lending: async ({ lending }) => await lending.manageData.refresh.allDataTypes({ companyId }),
		common: async ({ common }) => await common.refreshData.all({ companyId }),
	}),
	...bySdks(call('readData.refreshDataType'), {
		platform: async ({ platform }) =>
			await platform.refreshData.byDataType({ companyId, dataType: 'invoices' }),
		expenses: async ({ expenses }) =>
			await expenses.manageData.refreshDataType({
				companyId,
				dataType: ExpensesDataType.Invoices,
			}),
		lending: async ({ lending }) =>
			await lending.manageData.refresh.dataType({
				companyId,
				dataType: LendingDataType.Invoices,
			}),
	}),
	{
		name: 'readData.refreshDataType',
		variant: 'of one connection',
		node: node('readData.refreshDataType', { options: { connectionId: byId(connectionId) } }),
		sdk: async ({ platform }) =>
			await platform.refreshData.byDataType({ companyId, dataType: 'invoices', connectionId }),
	},
	...bySdks(call('readData.getStatus'), {
		platform: async ({ platform }) => await platform.refreshData.get({ companyId }),
		expenses: async ({ expenses }) => await expenses.manageData.get({ companyId }),
		lending: async ({ lending }) => await lending.manageData.getStatus({ companyId }),
		common: async ({ common }) => await common.refreshData.get({ companyId }),
	}),
	...bySdks(call('readData.getAllPullOperations', { limit: 100, options: list }), {
		platform: async ({ platform }) =>
			await platform.refreshData.listPullOperations({ companyId, ...page, ...list }),
		expenses: async ({ expenses }) =>
			await expenses.manageData.listPullOperations({ companyId, ...page, ...list }),
		lending: async ({ lending }) =>
			await lending.manageData.pullOperations.list({ companyId, ...page, ...list }),
		common: async ({ common }) =>
			await common.refreshData.listPullOperations({ companyId, ...page, ...list }),
	}),
	...bySdks(call('readData.getPullOperation', { datasetId }), {
		platform: async ({ platform }) =>
			await platform.refreshData.getPullOperation({ companyId, datasetId }),
		expenses: async ({ expenses }) =>
			await expenses.manageData.getPullOperation({ companyId, datasetId }),
		lending: async ({ lending }) =>
			await lending.manageData.pullOperations.get({ companyId, datasetId }),
		common: async ({ common }) =>
			await common.refreshData.getPullOperation({ companyId, datasetId }),
	}),
	{
		...call('readData.getValidationResults', { datasetId }),
		sdk: async ({ platform }) =>
			await platform.readData.getValidationResults({ companyId, datasetId }),
	},
	{
		name: 'company.refreshProduct',
		node: node('company.refreshProduct'),
		sdk: async ({ platform }) =>
			await platform.companies.refreshProductData({ companyId, productIdentifier: 'commerce' }),
	},
	{
		name: 'company.refreshProduct',
		variant: 'some data types',
		node: node('company.refreshProduct', {
			additionalFields: { dataTypes: ['invoices', 'bills'] },
		}),
		sdk: async ({ platform }) =>
			await platform.companies.refreshProductData({
				companyId,
				productIdentifier: 'commerce',
				requestBody: { dataTypes: ['invoices', 'bills'] },
			}),
	},
	{
		name: 'company.refreshInfo',
		node: node('company.refreshInfo'),
		sdk: async ({ accounting }) => await accounting.companyInfo.refresh({ companyId }),
	},
	{
		name: 'customData.configure',
		node: node('customData.configure', {
			dataSource: customData.dataSource,
			requiredData: { rows: [{ name: 'code', path: '$.Code' }] },
			keyBy: customData.keyBy,
		}),
		sdk: async ({ platform }) =>
			await platform.customDataType.configure({
				platformKey: 'gbol',
				customDataIdentifier,
				customDataTypeConfiguration: customData,
			}),
	},
	{
		name: 'customData.configure',
		variant: 'with a modified date',
		node: node('customData.configure', {
			dataSource: customData.dataSource,
			requiredData: { rows: [{ name: 'code', path: '$.Code' }] },
			keyBy: customData.keyBy,
			additionalFields: { sourceModifiedDate: ['$.UpdatedDateUTC'] },
		}),
		sdk: async ({ platform }) =>
			await platform.customDataType.configure({
				platformKey: 'gbol',
				customDataIdentifier,
				customDataTypeConfiguration: { ...customData, sourceModifiedDate: ['$.UpdatedDateUTC'] },
			}),
	},
	{
		name: 'customData.getConfiguration',
		node: node('customData.getConfiguration'),
		sdk: async ({ platform }) =>
			await platform.customDataType.getConfiguration({ platformKey: 'gbol', customDataIdentifier }),
	},
	{
		name: 'customData.refresh',
		node: node('customData.refresh'),
		sdk: async ({ platform }) =>
			await platform.customDataType.refresh({ companyId, connectionId, customDataIdentifier }),
	},
	{
		name: 'customData.getAll',
		node: node('customData.getAll', { returnAll: false, limit: 100 }),
		sdk: async ({ platform }) =>
			await platform.customDataType.list({
				companyId,
				connectionId,
				customDataIdentifier,
				page: 1,
				pageSize: 100,
			}),
	},
	{
		name: 'supplementalData.configure',
		node: node('supplementalData.configure', {
			supplementalDataConfig: {
				rows: [
					{
						name: 'extras',
						dataSource: '/Invoices',
						pullData: { rows: [{ name: 'expected', property: 'ExpectedPaymentDate' }] },
						pushData: { rows: [{ name: 'sent', property: 'SentToContact' }] },
					},
				],
			},
		}),
		sdk: async ({ platform }) =>
			await platform.supplementalData.configure({
				...ofXero,
				supplementalDataConfiguration: { supplementalDataConfig },
			}),
	},
	{
		name: 'supplementalData.getConfiguration',
		node: node('supplementalData.getConfiguration'),
		sdk: async ({ platform }) => await platform.supplementalData.getConfiguration(ofXero),
	},
];
