import type { IDataObject } from 'n8n-workflow';

import { SEED } from '../../sandbox/seed';
import { compare } from './compare';
import type { Row } from './seedRows';

/** What has Codat fetch data, and what says which, as @codat/platform and @codat/accounting send it. */
const { bakery } = SEED.companies;
const byId = (value: string) => ({ __rl: true, mode: 'id', value });
const byKey = (value: string) => ({ __rl: true, mode: 'key', value });

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

const rows: Row[] = [
	{
		seed: 'readData.refreshAll',
		node: node('readData.refreshAll'),
		sdk: async ({ platform }) => await platform.refreshData.all({ companyId }),
	},
	{
		seed: 'readData.refreshDataType',
		node: node('readData.refreshDataType'),
		sdk: async ({ platform }) =>
			await platform.refreshData.byDataType({ companyId, dataType: 'invoices' }),
	},
	{
		seed: 'readData.refreshDataType',
		variant: 'of one connection',
		node: node('readData.refreshDataType', { options: { connectionId: byId(connectionId) } }),
		sdk: async ({ platform }) =>
			await platform.refreshData.byDataType({ companyId, dataType: 'invoices', connectionId }),
	},
	{
		seed: 'company.refreshProduct',
		node: node('company.refreshProduct'),
		sdk: async ({ platform }) =>
			await platform.companies.refreshProductData({ companyId, productIdentifier: 'commerce' }),
	},
	{
		seed: 'company.refreshProduct',
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
		seed: 'company.refreshInfo',
		node: node('company.refreshInfo'),
		sdk: async ({ accounting }) => await accounting.companyInfo.refresh({ companyId }),
	},
	{
		seed: 'customData.configure',
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
		seed: 'customData.configure',
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
		seed: 'customData.getConfiguration',
		node: node('customData.getConfiguration'),
		sdk: async ({ platform }) =>
			await platform.customDataType.getConfiguration({ platformKey: 'gbol', customDataIdentifier }),
	},
	{
		seed: 'customData.refresh',
		node: node('customData.refresh'),
		sdk: async ({ platform }) =>
			await platform.customDataType.refresh({ companyId, connectionId, customDataIdentifier }),
	},
	{
		seed: 'customData.getAll',
		node: node('customData.getAll', { returnAll: false, limit: 100 }),
		sdk: async ({ platform }) =>
			await platform.customDataType
				.list({ companyId, connectionId, customDataIdentifier, page: 1, pageSize: 100 })
				// By the spec each value is an object, which what platforms have, such as a number, is not.
				.catch((error: Error) => {
					if (error.name !== 'ResponseValidationError') throw error;
				}),
	},
	{
		seed: 'supplementalData.configure',
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
		seed: 'supplementalData.getConfiguration',
		node: node('supplementalData.getConfiguration'),
		sdk: async ({ platform }) => await platform.supplementalData.getConfiguration(ofXero),
	},
];

compare(rows);
