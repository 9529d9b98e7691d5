import { Locale } from '@codat/sync-for-commerce/sdk/models/shared';
import {
	ContactRefType,
	ExpenseTransactionType,
} from '@codat/sync-for-expenses/dist/sdk/models/shared';
import type { IDataObject } from 'n8n-workflow';

import { CLIENT_ID } from '../../../sandbox/routes/settings';
import { SEED } from '../../../sandbox/seed';
import { FILE } from '../../engine/samples';
import type { Row } from '../compare';
import { byId, byKey } from './values';

const { bakery, surveyors } = SEED.companies;
const { id: companyId } = surveyors;
const platformKey = 'gbol';
const ofWritten = {
	syncId: surveyors.syncs.written,
	transactionId: surveyors.transactions.written,
};

const call = (name: string, parameters: IDataObject = {}): Pick<Row, 'name' | 'node'> => {
	const [resource, operation] = name.split('.');
	const product = parameters.product === undefined ? '' : ` ${String(parameters.product)}`;
	return {
		name: `${name}${product}`,
		node: { resource, operation, companyId: byId(companyId), ...parameters },
	};
};

const configurations: Row[] = [
	{
		...call('syncConfiguration.get', { product: 'expenses' }),
		sdk: async ({ expenses }) => await expenses.configuration.get({ companyId }),
	},
	{
		...call('syncConfiguration.get', { product: 'commerce', companyId: byId(bakery.id) }),
		sdk: async ({ commerce }) =>
			await commerce.advancedControls.getConfiguration({ companyId: bakery.id }),
	},
	{
		...call('syncConfiguration.getMappingOptions'),
		sdk: async ({ expenses }) => await expenses.configuration.getMappingOptions({ companyId }),
	},
	{
		...call('syncConfiguration.update', {
			product: 'expenses',
			updateFields: { supplier: byId('supplier-0002') },
		}),
		sdk: async ({ expenses }) =>
			await expenses.configuration.set({
				companyId,
				companyConfiguration: {
					bankAccount: { id: 'account-0003' },
					supplier: { id: 'supplier-0002' },
					customer: { id: 'customer-0001' },
				},
			} as Parameters<typeof expenses.configuration.set>[0]),
	},
	{
		...call('syncConfiguration.update', {
			product: 'commerce',
			companyId: byId(bakery.id),
			updateFields: { syncHour: 4 },
		}),
		sdk: async ({ commerce }) =>
			await commerce.advancedControls.setConfiguration({ companyId: bakery.id }),
		older: {
			reason: 'It sends no body, without which nothing is set.',
			asSpecified: (bySdk, { body, headers }) => ({
				...bySdk,
				body,
				headers: { ...bySdk.headers, 'content-type': headers['content-type'] },
			}),
		},
	},
];

const texts = { title: { text: 'Hello', required: true }, subtitle: { text: '' } };

const syncFlow: Row[] = [
	{
		...call('syncFlow.getText', { locale: 'fr-fr' }),
		sdk: async ({ commerce }) =>
			await commerce.syncFlowSettings.getConfigTextSyncFlow({ locale: Locale.FrFr }),
	},
	{
		...call('syncFlow.updateText', {
			texts: {
				rows: [
					{ key: 'title', text: 'Hello', required: 'true' },
					{ key: 'subtitle', text: '' },
				],
			},
		}),
		sdk: async ({ commerce }) =>
			await commerce.syncFlowSettings.updateConfigTextSyncFlow({
				locale: Locale.EnUs,
				requestBody: texts,
			}),
	},
	{
		...call('syncFlow.getVisibleAccounts', {
			clientId: CLIENT_ID,
			platformKey: byKey(platformKey),
		}),
		sdk: async ({ commerce }) =>
			await commerce.syncFlowSettings.getVisibleAccounts({ clientId: CLIENT_ID, platformKey }),
	},
	{
		...call('syncFlow.updateVisibleAccounts', {
			platformKey: byKey(platformKey),
			visibleAccounts: ['Asset', 'Expense.Overhead'],
		}),
		sdk: async ({ commerce }) =>
			await commerce.syncFlowSettings.updateVisibleAccountsSyncFlow({
				platformKey,
				visibleAccounts: { visibleAccounts: ['Asset', 'Expense.Overhead'] },
			}),
	},
];

const NEW = '4d7c6929-7770-412b-91bb-44d3bc71d111';
const basics = { currency: 'GBP', issueDate: '2026-01-31T00:00:00', type: 'Payment' };
const more = { currencyRate: 1.25, merchantName: 'Quayside Stationers', notes: 'Paper' };
const amounts = { netAmount: 100, taxAmount: 20 };
const located = {
	bankAccountRef: byId('account-0003'),
	contactRef: byId('supplier-0001'),
};
/** An expense in the node's form. */
const form = {
	...basics,
	lines: {
		rows: [{ ...amounts, accountRef: byId('account-0003'), taxRateRef: byId('tax-0001') }],
	},
};
/** The same as the SDK takes it. */
const transaction = {
	...basics,
	...more,
	type: ExpenseTransactionType.Payment,
	bankAccountRef: { id: 'account-0003' },
	contactRef: { id: 'supplier-0001', type: ContactRefType.Supplier },
	lines: [{ ...amounts, accountRef: { id: 'account-0003' }, taxRateRef: { id: 'tax-0001' } }],
};

/** The newest Expenses SDK is that of 2023: what Codat has added since, none has. */
const expenses: Row[] = [
	{
		...call('expense.create', {
			transactionId: NEW,
			...form,
			additionalFields: { ...more, ...located },
		}),
		sdk: async (sdks) =>
			await sdks.expenses.expenses.create({
				companyId,
				createExpenseRequest: { items: [{ id: NEW, ...transaction }] },
			} as Parameters<typeof sdks.expenses.expenses.create>[0]),
		older: {
			reason: 'It writes a dataset, which is synced by a request of its own; now they are one.',
			asSpecified: (bySdk) => ({
				...bySdk,
				path: bySdk.path.replace('/data/expense-transactions', '/expense-transactions'),
				body: (bySdk.body as { items: unknown }).items,
			}),
		},
	},
	{
		...call('expense.update', {
			transactionId: ofWritten.transactionId,
			...form,
			updateFields: { ...more, ...located },
		}),
		sdk: async (sdks) =>
			await sdks.expenses.expenses.update({
				companyId,
				transactionId: ofWritten.transactionId,
				updateExpenseRequest: transaction,
			} as Parameters<typeof sdks.expenses.expenses.update>[0]),
	},
	{
		...call('expense.uploadAttachment', ofWritten),
		binary: FILE,
		sdk: async (sdks) =>
			await sdks.expenses.expenses.uploadAttachment({
				companyId,
				...ofWritten,
				requestBody: {
					content: Buffer.from(FILE.data.data, 'base64'),
					requestBody: FILE.data.fileName!,
				},
			} as Parameters<typeof sdks.expenses.expenses.uploadAttachment>[0]),
		older: {
			reason: 'It does not mark the content as a file, and so leaves it out of its form.',
			asSpecified: (bySdk, { body, headers }) => ({
				...bySdk,
				body,
				headers: { ...bySdk.headers, 'content-type': headers['content-type'] },
			}),
		},
	},
	{
		...call('expense.getAllTransactions', { ...ofWritten, limit: 100 }),
		sdk: async (sdks) =>
			await sdks.expenses.transactionStatus.list({
				companyId,
				...ofWritten,
				page: 1,
				pageSize: 100,
			}),
	},
	{
		...call('expense.getTransaction', ofWritten),
		sdk: async (sdks) => await sdks.expenses.transactionStatus.get({ companyId, ...ofWritten }),
	},
];

/** Sync for Commerce and Sync for Expenses. */
export const products: Row[] = [...configurations, ...syncFlow, ...expenses];
