import { Locale } from '@codat/sync-for-commerce/sdk/models/shared';
import type { IDataObject } from 'n8n-workflow';

import { CLIENT_ID } from '../../sandbox/routes/settings';
import { SEED } from '../../sandbox/seed';
import { startSandbox, type Sandbox } from '../../sandbox/server';
import { runCodat } from '../engine/harness';
import { breachesOf } from '../spec/deviations';
import { sdksFor, type Sdks } from './sdks';
import { onTheWire } from './wire';

/**
 * Expenses, sync configurations and Sync Flow: the node sends what Codat's SDKs send. The newest
 * Expenses SDK (3.1) writes transactions to paths that the spec no longer has, so the spec alone
 * holds those. Commerce's configuration is left out too: the SDK sends no body for it.
 */
const { bakery, surveyors } = SEED.companies;
const { written } = surveyors.transactions;
const companyId = surveyors.id;
const byId = (value: string) => ({ __rl: true, mode: 'id', value });
const platformKey = { __rl: true, mode: 'key', value: 'gbol' };
const ofWritten = { syncId: surveyors.syncs.written, transactionId: written };

let sandbox: Sandbox;
let sdks: Sdks;
beforeAll(async () => {
	sandbox = await startSandbox();
	sdks = sdksFor(sandbox);
});
afterAll(async () => await sandbox.close());

interface Row {
	node: IDataObject;
	sdk: (sdks: Sdks) => Promise<unknown>;
}

const ROWS: Record<string, Row> = {
	'expense getAllTransactions': {
		node: { resource: 'expense', operation: 'getAllTransactions', ...ofWritten, limit: 100 },
		sdk: async ({ expenses }) =>
			await expenses.transactionStatus.list({ companyId, ...ofWritten, page: 1, pageSize: 100 }),
	},
	'expense getTransaction': {
		node: { resource: 'expense', operation: 'getTransaction', ...ofWritten },
		sdk: async ({ expenses }) => await expenses.transactionStatus.get({ companyId, ...ofWritten }),
	},
	'syncConfiguration get expenses': {
		node: { resource: 'syncConfiguration', operation: 'get', product: 'expenses' },
		sdk: async ({ expenses }) => await expenses.configuration.get({ companyId }),
	},
	'syncConfiguration getMappingOptions': {
		node: { resource: 'syncConfiguration', operation: 'getMappingOptions' },
		sdk: async ({ expenses }) => await expenses.configuration.getMappingOptions({ companyId }),
	},
	'syncConfiguration update expenses': {
		node: {
			resource: 'syncConfiguration',
			operation: 'update',
			product: 'expenses',
			updateFields: { supplier: byId('supplier-0002') },
		},
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
	'syncConfiguration get commerce': {
		node: {
			resource: 'syncConfiguration',
			operation: 'get',
			product: 'commerce',
			companyId: byId(bakery.id),
		},
		sdk: async ({ commerce }) =>
			await commerce.advancedControls.getConfiguration({ companyId: bakery.id }),
	},
	'syncFlow getText': {
		node: { resource: 'syncFlow', operation: 'getText', locale: 'fr-fr' },
		sdk: async ({ commerce }) =>
			await commerce.syncFlowSettings.getConfigTextSyncFlow({ locale: Locale.FrFr }),
	},
	'syncFlow updateText': {
		node: {
			resource: 'syncFlow',
			operation: 'updateText',
			texts: { rows: [{ key: 'title', text: 'Hello', required: 'true' }] },
		},
		sdk: async ({ commerce }) =>
			await commerce.syncFlowSettings.updateConfigTextSyncFlow({
				locale: Locale.EnUs,
				requestBody: { title: { text: 'Hello', required: true } },
			}),
	},
	'syncFlow getVisibleAccounts': {
		node: {
			resource: 'syncFlow',
			operation: 'getVisibleAccounts',
			clientId: CLIENT_ID,
			platformKey,
		},
		sdk: async ({ commerce }) =>
			await commerce.syncFlowSettings.getVisibleAccounts({
				clientId: CLIENT_ID,
				platformKey: 'gbol',
			}),
	},
	'syncFlow updateVisibleAccounts': {
		node: {
			resource: 'syncFlow',
			operation: 'updateVisibleAccounts',
			platformKey,
			visibleAccounts: ['Asset'],
		},
		sdk: async ({ commerce }) =>
			await commerce.syncFlowSettings.updateVisibleAccountsSyncFlow({
				platformKey: 'gbol',
				visibleAccounts: { visibleAccounts: ['Asset'] },
			}),
	},
};

test.each(Object.entries(ROWS))('%s', async (_, { node, sdk }) => {
	sandbox.reset();
	await sdk(sdks);
	expect(sandbox.requests).toHaveLength(1);
	const bySdk = onTheWire(sandbox.requests[0]);
	sandbox.reset();
	const { error } = await runCodat(
		{ apiKey: sandbox.apiKey, baseUrl: sandbox.url },
		{ companyId: byId(companyId), ...node },
	);
	expect(error).toBeUndefined();
	// The last: a change of a configuration reads it first.
	const request = sandbox.requests.at(-1)!;
	expect(onTheWire(request)).toEqual(bySdk);
	expect(breachesOf(request)).toEqual([]);
});
