import type { IDataObject } from 'n8n-workflow';
import { LoadOptionsContext } from 'n8n-core';

import { Codat } from '../../nodes/Codat/Codat.node';
import { SEED } from '../../sandbox/seed';
import { startSandbox, type Sandbox } from '../../sandbox/server';
import { additionalData, byId, loadOptionsContext } from './harness';

const { studio, surveyors } = SEED.companies;
const { listSearch } = new Codat().methods;
type Method = keyof typeof listSearch;

let sandbox: Sandbox;
beforeAll(async () => {
	sandbox = await startSandbox();
});
beforeEach(() => sandbox.reset());
afterAll(async () => await sandbox.close());

/** Loads one page of a list, as the editor does for a field at a path. */
async function load(method: Method, parameters: IDataObject = {}, filter?: string, path = '') {
	const credential = { apiKey: sandbox.apiKey, baseUrl: sandbox.url };
	const chosen = {
		resource: 'expense',
		operation: 'create',
		type: 'Payment',
		companyId: byId(surveyors.id),
		...parameters,
	};
	const { workflow, node } = loadOptionsContext(credential, chosen) as unknown as {
		workflow: ConstructorParameters<typeof LoadOptionsContext>[0];
		node: ConstructorParameters<typeof LoadOptionsContext>[1];
	};
	const data = { ...additionalData(credential), currentNodeParameters: node.parameters };
	const context = new LoadOptionsContext(workflow, node, data, path);
	return (await listSearch[method].call(context, filter)).results;
}

/** Answers with mapping options of the test's own. */
const options = (body: IDataObject) =>
	sandbox.faults.add({ kind: 'rewrite', match: { path: /mappingOptions$/ }, rewrite: () => body });

const account = (id: string, more: IDataObject = {}) => ({ id, name: id, ...more });

test('accounts have their code and currency, and are found by a part of them', async () => {
	const all = await load('searchAccounts');
	expect(all.length).toBeGreaterThan(1);
	options({ accounts: [account('Travel', { id: 'a-1', nominalCode: '720', currency: 'GBP' })] });
	expect(await load('searchAccounts', {}, '720')).toEqual([
		{ name: 'Travel (720, GBP)', value: 'a-1' },
	]);
});

const accounts = [
	account('payments', { validFor: ['expense-transactions.Payment'] }),
	account('refunds', { validFor: ['expense-transactions.Refund'] }),
	account('claims', { validFor: ['reimbursable-expense-transactions'] }),
	account('transfers', { validFor: ['transfer-transactions'], isBankAccount: true }),
	account('unknown', { isBankAccount: false }),
];

test.each<[string, Method, IDataObject, string[]]>([
	['a payment', 'searchAccounts', {}, ['payments', 'unknown']],
	['a refund', 'searchAccounts', { type: 'Refund' }, ['refunds', 'unknown']],
	[
		'a type that an expression gives',
		'searchAccounts',
		{ type: '={{ $json.type }}' },
		['payments', 'refunds', 'unknown'],
	],
	['a claim', 'searchAccounts', { operation: 'createReimbursement' }, ['claims', 'unknown']],
	['a transfer', 'searchAccounts', { operation: 'createTransfer' }, ['transfers', 'unknown']],
	['a bank', 'searchBankAccounts', {}, ['claims', 'payments', 'refunds', 'transfers']],
])('accounts that fit %s', async (_, method, parameters, names) => {
	options({ accounts });
	expect((await load(method, parameters)).map(({ name }) => name)).toEqual(names);
});

test('tax rates have their percentage, and fit the type', async () => {
	options({
		taxRates: [
			{ id: 't-1', name: 'Standard', effectiveTaxRate: 20, validTransactionTypes: ['Payment'] },
			{ id: 't-2', name: 'Refunds', effectiveTaxRate: 5, validTransactionTypes: ['Refund'] },
		],
	});
	expect(await load('searchTaxRates')).toEqual([{ name: 'Standard (20%)', value: 't-1' }]);
});

test('tracking is of the kind that its row says', async () => {
	const path = 'parameters.lines.rows[0].trackingRefs.rows[1].id';
	const ofKind = async (dataType: string) => {
		const trackingRefs = { rows: [{ dataType: 'trackingCategories' }, { dataType }] };
		const lines = { rows: [{ netAmount: 1, trackingRefs }] };
		return (await load('searchTracking', { lines }, undefined, path)).map(({ value }) => value);
	};
	expect((await ofKind('customers'))[0]).toMatch(/^customer-/);
	expect((await ofKind('suppliers'))[0]).toMatch(/^supplier-/);
	options({
		trackingCategories: [
			{ id: 'D', name: 'Departments', hasChildren: true },
			{ id: 'D1', name: 'Kitchen', parentId: 'D' },
		],
	});
	expect(await ofKind('trackingCategories')).toEqual(['D1']);
});

test('suppliers are searched by Codat', async () => {
	const [first] = await load('searchSuppliers');
	const found = await load('searchSuppliers', {}, first.name.slice(0, 5));
	expect(found.map(({ value }) => value)).toContain(first.value);
	expect(sandbox.requests.at(-1)?.query.query).toBe(
		`supplierName~${first.name.slice(0, 5).trim()}`,
	);
});

describe('what to do is said', () => {
	test.each<Method>(['searchAccounts', 'searchTaxRates', 'searchSuppliers', 'searchTracking'])(
		'%s without a company',
		async (method) => {
			await expect(load(method, { companyId: byId('') })).rejects.toThrow(
				/(Choose a company first|has no value yet)/,
			);
			await expect(load(method, { companyId: byId('={{ $json.id }}') })).rejects.toThrow(
				/has no value yet. Run the nodes before/,
			);
			expect(sandbox.requests).toEqual([]);
		},
	);

	test.each([{}, { accounts: null }, { accounts: [] }, { accounts: [null] }])(
		'where there are no mapping options: %j',
		async (body) => {
			options(body as IDataObject);
			await expect(load('searchAccounts')).rejects.toThrow(
				"Codat has no accounts of this company yet. Link its accounting software and have Codat fetch the data, or choose 'By ID'.",
			);
		},
	);

	test('where no account fits', async () => {
		options({ accounts: accounts.slice(1, 3) });
		await expect(load('searchAccounts')).rejects.toThrow(/None of the 2 accounts/);
	});

	test('where the company has no accounting software', async () => {
		await expect(load('searchAccounts', { companyId: byId(studio.id) })).rejects.toThrow();
	});

	test('where Codat has no suppliers', async () => {
		const none = { error: 'No data available for suppliers', correlationId: 'c-1' };
		sandbox.faults.add({ kind: 'status', status: 404, body: none });
		await expect(load('searchSuppliers')).rejects.toThrow(
			/Codat has no suppliers of this company yet/,
		);
	});
});
