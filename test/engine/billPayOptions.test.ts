import type { IDataObject } from 'n8n-workflow';

import { Codat } from '../../nodes/Codat/Codat.node';
import { SEED } from '../../sandbox/seed';
import { startSandbox, type Sandbox } from '../../sandbox/server';
import { byId, loadOptionsContext } from './harness';

const { bakery } = SEED.companies;
const { listSearch } = new Codat().methods;
type Method = keyof typeof listSearch;
const METHODS: Method[] = [
	'searchBillAccounts',
	'searchBillTaxRates',
	'searchPaymentAccounts',
	'searchBillSuppliers',
	'searchPayableBills',
	'searchBillAttachments',
];

let sandbox: Sandbox;
beforeAll(async () => {
	sandbox = await startSandbox();
});
beforeEach(() => sandbox.reset());
afterAll(async () => await sandbox.close());

async function load(method: Method, parameters: IDataObject = {}, filter?: string, token?: string) {
	const context = loadOptionsContext(
		{ apiKey: sandbox.apiKey, baseUrl: sandbox.url },
		{
			resource: 'billPay',
			operation: 'createBill',
			companyId: byId(bakery.id),
			connectionId: byId(bakery.connections.accounting),
			billId: byId('payable-0001'),
			...parameters,
		},
	);
	return await listSearch[method].call(context, filter, token);
}
const answer = (body: IDataObject) =>
	sandbox.faults.add({ kind: 'status', status: 200, body, times: 1 });

test.each(METHODS)('%s has names, and the IDs behind them', async (method) => {
	const { results } = await load(method);
	expect(results.length).toBeGreaterThan(1);
	for (const { name, value } of results) {
		expect(name).not.toBe('');
		expect(value).toMatch(/^(account|tax|payables-bank|payee|payable)-\d{4}$|^c0da7006-/);
	}
});

test('the files of a bill are listed, with what they are', async () => {
	const its = { operation: 'downloadAttachment', billId: 'payable/1' };
	const files = [{ id: 'f-1', name: 'i.pdf', contentType: 'application/pdf' }, null, { id: 'f-2' }];
	const body = files as unknown as IDataObject;
	sandbox.faults.add({ kind: 'status', status: 200, body, times: 2 });
	expect((await load('searchBillAttachments', its)).results).toEqual([
		{ name: 'i.pdf (application/pdf)', value: 'f-1' },
		{ name: 'f-2', value: 'f-2' },
	]);
	expect(sandbox.requests[0].path).toMatch(/\/bills\/payable%2F1\/attachments$/);
	expect((await load('searchBillAttachments', its, 'PDF')).results).toHaveLength(1);
	await expect(load('searchBillAttachments', its)).rejects.toThrow(/no files for this bill/);
	await expect(load('searchBillAttachments', { ...its, billId: '' })).rejects.toThrow(
		/Set 'Bill' first/,
	);
});

test('what tells them apart is shown beside the name', async () => {
	answer({ accounts: [{ id: 1, name: 'Flour', nominalCode: '310', currency: 'GBP' }] });
	expect((await load('searchBillAccounts')).results).toEqual([
		{ name: 'Flour (310, GBP)', value: '1' },
	]);
	answer({ taxRates: [{ id: 'v', name: 'VAT', effectiveTaxRate: 20 }, { id: 'z' }] });
	expect((await load('searchBillTaxRates')).results).toEqual([
		{ name: 'VAT (20%)', value: 'v' },
		{ name: 'z', value: 'z' },
	]);
	answer({ bankAccounts: [{ id: 'b', name: 'Till', accountNumber: '', currency: 'GBP' }] });
	expect((await load('searchPaymentAccounts')).results).toEqual([
		{ name: 'Till (GBP)', value: 'b' },
	]);
	answer({ results: [{ id: 's', supplierName: 'Wren', status: 'Archived' }, null] });
	expect((await load('searchBillSuppliers')).results).toEqual([
		{ name: 'Wren (Archived)', value: 's' },
	]);
});

test('options that Codat gives on several pages are all there', async () => {
	answer({ accounts: [{ id: 'a' }], pagination: { continuationToken: 'next' } });
	answer({ accounts: [{ id: 'b' }] });
	expect((await load('searchBillAccounts')).results.map(({ value }) => value)).toEqual(['a', 'b']);
});

test('suppliers come a page at a time, and are searched for on all pages', async () => {
	await load('searchBillSuppliers');
	const { payables } = sandbox.state.companies.get(bakery.id)!;
	const { suppliers } = payables.get(bakery.connections.accounting)!;
	for (let number = 1; number <= 250; number++) {
		suppliers.push({ ...suppliers[0], id: `more-${number}`, supplierName: `More ${number}` });
	}
	const first = await load('searchBillSuppliers');
	expect(first.results).toHaveLength(100);
	const second = await load('searchBillSuppliers', {}, undefined, String(first.paginationToken));
	expect(second.results.map(({ value }) => value)).toContain('more-100');
	const found = await load('searchBillSuppliers', {}, 'more 249');
	expect(found).toEqual({ results: [{ name: 'More 249', value: 'more-249' }] });
});

test('bills are told apart by what people know of them; those to be paid are still due', async () => {
	const bill = { id: 7, reference: 'PAY-7', totalAmount: 12, currency: 'GBP', status: 'Open' };
	answer({
		results: [
			{ ...bill, issueDate: '2026-01-31T00:00:00' },
			{ id: '8', supplierRef: null },
		],
	});
	expect((await load('searchPayableBills')).results).toEqual([
		{ name: 'PAY-7 (2026-01-31, 12.00 GBP, Open)', value: '7' },
		{ name: '8', value: '8' },
	]);
	const statuses = async (operation: string) => {
		const { results } = await load('searchPayableBills', { operation });
		return new Set(results.map(({ name }) => /(\w+)\)$/.exec(name)?.[1]));
	};
	expect(await statuses('payBill')).toEqual(new Set(['Open', 'Paid']));
	expect(sandbox.requests.at(-1)!.query).toEqual({});
	await statuses('updateBill');
	expect(sandbox.requests.at(-1)!.query).toEqual({
		query: 'status=Open||status=PartiallyPaid||status=Paid',
	});
});

test('lines are tracked by what is of the kind that is chosen in the same row', async () => {
	const idsOf = async (dataType: string) => {
		const context = loadOptionsContext(
			{ apiKey: sandbox.apiKey, baseUrl: sandbox.url },
			{ companyId: byId(bakery.id), resource: 'billPay', operation: 'createBill' },
		);
		const { getCurrentNodeParameter } = context;
		jest
			.spyOn(context, 'getCurrentNodeParameter')
			.mockImplementation((...given) =>
				given[0] === '&dataType' ? dataType : getCurrentNodeParameter.apply(context, given),
			);
		const { results } = await listSearch.searchBillTracking.call(context);
		return results.map(({ value }) => value);
	};
	expect(await idsOf('customers')).toContain('customer-0001');
	expect(await idsOf('trackingCategories')).toContain('tracking-0002');
});

describe('what to do is said', () => {
	test.each(METHODS)('%s without a company or connection', async (method) => {
		const missing = { mode: 'id', __rl: true, value: '' };
		await expect(load(method, { companyId: missing })).rejects.toThrow(/company/i);
		await expect(load(method, { connectionId: missing })).rejects.toThrow(/connection/i);
		await expect(load(method, { connectionId: byId('={{ $json.id }}') })).rejects.toThrow(
			"The expression in 'Connection' has no value yet",
		);
		expect(sandbox.requests).toEqual([]);
	});

	test.each(METHODS)('%s where there is nothing', async (method) => {
		answer({});
		await expect(load(method)).rejects.toThrow(/'(By ID|Bill)'/);
	});

	test.each(METHODS)('%s where the product is missing', async (method) => {
		sandbox.faults.add({ kind: 'status', status: 403, times: 1 });
		await expect(load(method)).rejects.toThrow('You are not authorised');
	});
});
