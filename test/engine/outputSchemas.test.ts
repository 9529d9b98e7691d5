import type { IDataObject } from 'n8n-workflow';

import { resources } from '../../nodes/Codat/actions';
import { SEED } from '../../sandbox/seed';
import { startSandbox, type Sandbox } from '../../sandbox/server';
import { runCodat } from './harness';

const { bakery, surveyors } = SEED.companies;
const companyId = { mode: 'id', value: bakery.id };
const connectionId = { mode: 'id', value: bakery.connections.accounting };

let sandbox: Sandbox;
beforeAll(async () => {
	sandbox = await startSandbox();
});
afterAll(async () => await sandbox.close());

const operations = Object.entries(resources).flatMap(([resource, { operations }]) =>
	Object.keys(operations).map((operation) => [resource, operation]),
);

const schemaOf = (resource: string, operation: string) =>
	jest.requireActual<{ type: string; properties: IDataObject }>(
		`../../nodes/Codat/__schema__/v1.0.0/${resource}/${operation}.json`,
	);

test.each(operations)('%s %s has an output schema', (resource, operation) => {
	const { type, properties } = schemaOf(resource, operation);
	expect(type).toBe('object');
	expect(Object.keys(properties).length).toBeGreaterThan(0);
});

test.each<[resource: string, operation: string, parameters: IDataObject]>([
	['sync', 'start', {}],
	['sync', 'startForDateRange', { start: '2026-01-01', finish: '2026-01-02' }],
	['sync', 'get', { syncId: bakery.syncs.written }],
	['sync', 'getAll', {}],
	['sync', 'getLatest', { product: 'expenses', companyId: { mode: 'id', value: surveyors.id } }],
	['sync', 'getLastSuccessful', {}],
	['sync', 'getStatus', {}],
	['connection', 'create', { platformKey: { mode: 'id', value: 'fbrh' } }],
	['connection', 'createPartnerExpense', {}],
	['connection', 'get', { connectionId }],
	['connection', 'getAll', {}],
	[
		'connection',
		'getSyncFlowUrl',
		{ commerceKey: { mode: 'id', value: 'aiwb' }, accountingKey: { mode: 'id', value: 'gbol' } },
	],
	['pushData', 'get', { pushOperationKey: bakery.pushes.failed }],
	['pushData', 'getAll', {}],
	['pushData', 'getOptions', { connectionId, dataType: 'invoices' }],
])('%s %s returns what its schema says', async (resource, operation, parameters) => {
	const { json, error } = await runCodat(
		{ apiKey: sandbox.apiKey, baseUrl: sandbox.url },
		{ resource, operation, companyId, ...parameters },
		{ executionId: `${resource} ${operation}` },
	);
	expect(error).toBeUndefined();
	expect(json.length).toBeGreaterThan(0);
	const known = Object.keys(schemaOf(resource, operation).properties);
	for (const record of json) expect(known).toEqual(expect.arrayContaining(Object.keys(record)));
});
