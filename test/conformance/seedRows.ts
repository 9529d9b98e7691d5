import { DataType } from '@codat/common/dist/sdk/models/shared';
import { DataConnectionStatus as V1Status } from '@codat/sync-for-commerce-version-1/dist/sdk/models/shared';
import { DataConnectionStatus as ExpensesStatus } from '@codat/sync-for-expenses/dist/sdk/models/shared';
import type { IDataObject } from 'n8n-workflow';
import { SEED } from '../../sandbox/seed';
import type { Row } from './compare';

const { bakery, surveyors } = SEED.companies;
const byId = (value: string) => ({ __rl: true, mode: 'id', value });
const byKey = (value: string) => ({ __rl: true, mode: 'key', value });

const ofBakery = { companyId: bakery.id, connectionId: bakery.connections.accounting };
const ofSurveyors = { companyId: surveyors.id, connectionId: surveyors.connections.accounting };
const start = '2022-10-23T00:00:00.000Z';
const finish = '2022-11-23T00:00:00.000Z';

const sync = (operation: string, parameters: IDataObject = {}) => ({
	resource: 'sync',
	operation,
	companyId: byId(bakery.id),
	...parameters,
});

function connection(operation: string, of: typeof ofBakery | typeof ofSurveyors) {
	return (parameters: IDataObject = {}) => ({
		resource: 'connection',
		operation,
		companyId: byId(of.companyId),
		connectionId: byId(of.connectionId),
		...parameters,
	});
}

const pushData = (operation: string, parameters: IDataObject = {}) => ({
	resource: 'pushData',
	operation,
	companyId: byId(bakery.id),
	...parameters,
});

/** The page that the SDKs ask for. */
const firstPage = { returnAll: false, limit: 100 };

const seed000: Row[] = [
	{
		name: '000 sync.get_sync_status',
		node: sync('getStatus'),
		sdk: async ({ commerce }) => await commerce.sync.getStatus({ companyId: bakery.id }),
	},
	{
		name: '000 sync.request_sync',
		variant: 'up to a date',
		node: sync('start', { additionalFields: { syncTo: start } }),
		sdk: async ({ commerce }) =>
			await commerce.sync.request({ companyId: bakery.id, syncToLatestArgs: { syncTo: start } }),
	},
	{
		name: '000 sync.request_sync',
		variant: 'up to now',
		node: sync('start'),
		sdk: async ({ commerce }) => await commerce.sync.request({ companyId: bakery.id }),
	},
	{
		name: '000 sync.request_sync_for_date_range',
		node: sync('startForDateRange', { start, finish }),
		sdk: async ({ commerce }) =>
			await commerce.sync.requestForDateRange({
				companyId: bakery.id,
				syncRange: { dateRange: { start, finish } },
			}),
	},
];

const seed001: Row[] = [
	{
		name: '001 connections.create',
		node: connection('create', ofBakery)({ platformKey: byKey('qhyg') }),
		sdk: async ({ commerce }) =>
			await commerce.connections.create({
				companyId: bakery.id,
				requestBody: { platformKey: 'qhyg' },
			}),
	},
	{
		name: '001 connections.get_sync_flow_url',
		node: {
			resource: 'connection',
			operation: 'getSyncFlowUrl',
			commerceKey: byKey('aiwb'),
			accountingKey: byKey('mqjo'),
		},
		sdk: async ({ commerce }) =>
			await commerce.connections.getSyncFlowUrl({ commerceKey: 'aiwb', accountingKey: 'mqjo' }),
	},
	{
		name: '001 connections.get_sync_flow_url',
		variant: 'for a merchant',
		node: {
			resource: 'connection',
			operation: 'getSyncFlowUrl',
			commerceKey: byKey('aiwb'),
			accountingKey: byKey('mqjo'),
			options: { merchantIdentifier: 'Salt & Rye, 2nd shop' },
		},
		sdk: async ({ commerce }) =>
			await commerce.connections.getSyncFlowUrl({
				commerceKey: 'aiwb',
				accountingKey: 'mqjo',
				merchantIdentifier: 'Salt & Rye, 2nd shop',
			}),
	},
	{
		name: '001 connections.list',
		node: connection('getAll', ofBakery)({ ...firstPage, options: { orderBy: '-created' } }),
		sdk: async ({ commerce }) =>
			await commerce.connections.list({
				companyId: bakery.id,
				orderBy: '-created',
				page: 1,
				pageSize: 100,
			}),
	},
	{
		name: '001 connections.list',
		variant: 'with a query',
		node: connection(
			'getAll',
			ofBakery,
		)({
			...firstPage,
			options: { query: '{status=Linked||status=PendingAuth}&&platformName~xero' },
		}),
		sdk: async ({ commerce }) =>
			await commerce.connections.list({
				companyId: bakery.id,
				query: '{status=Linked||status=PendingAuth}&&platformName~xero',
			}),
	},
	{
		name: '001 connections.update_authorization',
		node: connection('updateAuthorization', ofBakery)({ authorization: '{ "key": "string" }' }),
		sdk: async ({ commerce }) =>
			await commerce.connections.updateAuthorization({
				...ofBakery,
				requestBody: { key: 'string' },
			}),
	},
	{
		name: '001 connections.update_connection',
		variant: 'to a status',
		node: connection('update', ofBakery)({ updateFields: { status: 'Unlinked' } }),
		sdk: async ({ commerce }) =>
			await commerce.connections.updateConnection({
				...ofBakery,
				updateConnection: { status: 'Unlinked' },
			}),
	},
];

const getOptions = pushData('getOptions', {
	connectionId: byId(ofBakery.connectionId),
	dataType: 'invoices',
});
const pushOperationKey = bakery.pushes.success;
const getPush = pushData('get', { pushOperationKey });
const pushList = { orderBy: '-requestedOnUtc', query: 'status=Success' };
const getPushes = pushData('getAll', { ...firstPage, options: pushList });

const seed002: Row[] = [
	{
		name: '002 push_data.get_model_options',
		node: getOptions,
		sdk: async ({ common }) =>
			await common.pushData.getModelOptions({ ...ofBakery, dataType: DataType.Invoices }),
	},
	{
		name: '002 push_data.get_model_options',
		variant: 'of the Platform SDK',
		node: getOptions,
		sdk: async ({ platform }) =>
			await platform.pushData.getModelOptions({ ...ofBakery, dataType: 'invoices' }),
	},
	{
		name: '002 push_data.get_operation',
		node: getPush,
		sdk: async ({ common }) =>
			await common.pushData.getOperation({ companyId: bakery.id, pushOperationKey }),
	},
	{
		name: '002 push_data.get_operation',
		variant: 'of the Platform SDK',
		node: getPush,
		sdk: async ({ platform }) =>
			await platform.pushData.getOperation({ companyId: bakery.id, pushOperationKey }),
	},
	{
		name: '002 push_data.list_operations',
		node: getPushes,
		sdk: async ({ common }) =>
			await common.pushData.listOperations({
				companyId: bakery.id,
				page: 1,
				pageSize: 100,
				...pushList,
			}),
	},
	{
		name: '002 push_data.list_operations',
		variant: 'of the Platform SDK',
		node: getPushes,
		sdk: async ({ platform }) =>
			await platform.pushData.listOperations({ companyId: bakery.id, ...pushList }),
	},
];

const seed003: Row[] = [
	{
		name: '003 connections.create_connection',
		node: connection('create', ofSurveyors)({ platformKey: byKey('qhyg') }),
		sdk: async ({ expenses }) =>
			await expenses.connections.create({
				companyId: surveyors.id,
				requestBody: { platformKey: 'qhyg' },
			}),
	},
	{
		name: '003 connections.create_partner_expense_connection',
		node: connection('createPartnerExpense', ofSurveyors)(),
		sdk: async ({ expenses }) =>
			await expenses.connections.createPartnerExpenseConnection({ companyId: surveyors.id }),
	},
	{
		name: '003 connections.delete_connection',
		node: connection('delete', ofSurveyors)(),
		sdk: async ({ expenses }) => await expenses.connections.delete(ofSurveyors),
	},
	{
		name: '003 connections.get_connection',
		node: connection('get', ofSurveyors)(),
		sdk: async ({ expenses }) => await expenses.connections.get(ofSurveyors),
	},
	{
		name: '003 connections.list_connections',
		node: connection('getAll', ofSurveyors)({ ...firstPage, options: { orderBy: '-created' } }),
		sdk: async ({ expenses }) =>
			await expenses.connections.list({
				companyId: surveyors.id,
				orderBy: '-created',
				page: 1,
				pageSize: 100,
			}),
	},
	{
		name: '003 connections.unlink',
		node: connection('unlink', ofSurveyors)(),
		sdk: async ({ expenses }) =>
			await expenses.connections.unlink({
				...ofSurveyors,
				requestBody: { status: ExpensesStatus.Unlinked },
			}),
	},
];

const seed004: Row[] = [
	{
		name: '004 connections.delete_connection',
		node: connection('delete', ofBakery)(),
		sdk: async ({ commerceV1 }) => await commerceV1.connections.deleteConnection(ofBakery),
	},
	{
		name: '004 connections.get_connection',
		node: connection('get', ofBakery)(),
		sdk: async ({ commerceV1 }) => await commerceV1.connections.getConnection(ofBakery),
	},
	{
		name: '004 connections.unlink',
		node: connection('unlink', ofBakery)(),
		sdk: async ({ commerceV1 }) =>
			await commerceV1.connections.unlink({
				...ofBakery,
				updateConnection: { status: V1Status.Unlinked },
			}),
	},
];

/** Every operation of the five documents that the project began with. */
export const ROWS: Row[] = [...seed000, ...seed001, ...seed002, ...seed003, ...seed004];
