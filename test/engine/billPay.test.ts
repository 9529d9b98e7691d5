import type { IDataObject } from 'n8n-workflow';

import type { Fault } from '../../sandbox/faults';
import { startSandbox, type Sandbox } from '../../sandbox/server';
import { breachesOf } from '../spec/deviations';
import { billPayRunner } from './billPayRun';
import { clock, useFakeClock } from './clock';
import { byId, type RunOptions } from './harness';

jest.mock('n8n-workflow', () => jest.requireActual('./clock').withFakeSleep());
useFakeClock();

const rows = (...list: IDataObject[]) => ({ rows: list });

let sandbox: Sandbox;
beforeAll(async () => {
	sandbox = await startSandbox({ now: clock.now });
});
beforeEach(() => sandbox.reset());
afterAll(async () => await sandbox.close());

const { run, books } = billPayRunner(() => sandbox);
const sent = () => sandbox.requests.at(-1)?.body as IDataObject;

const line = { unitAmount: 20, quantity: 2, accountRef: byId('account-0002') };
const bill = {
	supplierRef: byId('payee-0001'),
	issueDate: '2026-01-10',
	dueDate: '2026-02-10',
	currency: 'gbp',
	lineItems: rows(line),
};
const create = async (parameters: IDataObject = {}, options?: RunOptions) =>
	await run('createBill', { ...bill, ...parameters }, options);

describe('a new bill', () => {
	test('is sent as Codat’s spec has it, open', async () => {
		const { json, error } = await create({
			lineItems: rows({
				...line,
				description: 'Flour',
				taxRateRef: byId('tax-0001'),
				taxAmount: '8',
				totalAmount: '48',
				trackingRefs: rows(
					{ dataType: 'trackingCategories', id: 'D/1', isBillable: true },
					{ dataType: 'customers', id: 'C.1', isBillable: true },
				),
			}),
			additionalFields: { reference: 'INV-1', currencyRate: 1.25 },
		});
		expect(error).toBeUndefined();
		expect(sent()).toEqual({
			supplierRef: { id: 'payee-0001' },
			issueDate: '2026-01-10',
			dueDate: '2026-02-10',
			currency: 'GBP',
			status: 'Open',
			reference: 'INV-1',
			currencyRate: 1.25,
			lineItems: [
				{
					description: 'Flour',
					unitAmount: 20,
					quantity: 2,
					taxAmount: 8,
					totalAmount: 48,
					accountRef: { id: 'account-0002' },
					taxRateRef: { id: 'tax-0001' },
					trackingRefs: [
						// Only customers can be billed for a line.
						{ dataType: 'trackingCategories', id: 'D/1' },
						{ dataType: 'customers', id: 'C.1', isBillable: true },
					],
				},
			],
		});
		expect(sandbox.requests.flatMap(breachesOf)).toEqual([]);
		expect(json[0]).toMatchObject({ id: expect.any(String), amountDue: 48, status: 'Open' });
	});

	test('says nothing of amounts that are not set: 0 would count', async () => {
		await create();
		expect(sent().lineItems).toEqual([
			{ unitAmount: 20, quantity: 2, accountRef: { id: 'account-0002' } },
		]);
		await create({ lineItems: rows({ ...line, taxAmount: '0' }) }, { executionId: 'another' });
		expect(sent().lineItems).toEqual([expect.objectContaining({ taxAmount: 0 })]);
	});

	test('may have its lines from an expression, as Codat returns them', async () => {
		const lines = '={{ [{ unitAmount: "5.50", taxAmount: null, accountRef: { id: "a/1" } }] }}';
		const lineItems = { lists: [{ list: lines }, { list: '[]' }], rows: [line] };
		const { error } = await create({ lineItems });
		expect(error).toBeUndefined();
		// What it leaves out has no default, which rows of the form have.
		expect(sent().lineItems).toEqual([
			{ unitAmount: 20, quantity: 2, accountRef: { id: 'account-0002' } },
			{ unitAmount: 5.5, accountRef: { id: 'a/1' } },
		]);
	});

	test.each<[string, IDataObject]>([
		["'Supplier' is empty", { supplierRef: byId('={{ null }}') }],
		["'Issue Date' must be a date", { issueDate: '2026-02-30' }],
		["'Due Date' is empty", { dueDate: '={{ null }}' }],
		["'Currency' is not a currency", { currency: '£' }],
		["'Line Items' is empty", { lineItems: {} }],
		["'Line Items' is empty", { lineItems: { lists: [{ list: '[]' }] } }],
		[
			"'Line Items' must be a list of objects",
			{ lineItems: { lists: [{ list: '"two loaves"' }] } },
		],
		["'Line Items' is not valid JSON", { lineItems: { lists: [{ list: '[{' }] } }],
		[
			"'Line Items #2: Tax Amount' must be a number",
			{ lineItems: rows(line, { ...line, taxAmount: '20 %' }) },
		],
		[
			"'Line Items #1: Tracking #1: Name' is empty",
			{ lineItems: rows({ ...line, trackingRefs: rows({ dataType: 'customers', id: '' }) }) },
		],
	])('%s: nothing is sent', async (message, parameters) => {
		const { error } = await create(parameters);
		expect(error?.message).toContain(message);
		expect(sandbox.requests).toEqual([]);
	});
});

describe('a change of a bill', () => {
	const update = async (parameters: IDataObject = {}, options?: RunOptions) =>
		await run('updateBill', { ...bill, billId: 'payable-0001', ...parameters }, options);
	const keys = () => new Set(sandbox.requests.map(({ headers }) => headers['idempotency-key']));

	test('carries an idempotency key, although it is a PUT', async () => {
		const { error } = await update({ status: 'Draft', lineItems: {} });
		expect(error).toBeUndefined();
		expect([...keys()]).toEqual([expect.stringMatching(/^[0-9a-f-]{36}$/)]);
		expect(sent()).toMatchObject({ status: 'Draft' });
		expect(sent()).not.toHaveProperty('lineItems');
	});

	test.each<[string, Fault]>([
		['dropped before it was handled', { kind: 'resetBeforeResponse' }],
		['handled, but the answer was lost', { kind: 'resetAfterEffect' }],
		['still in progress', { kind: 'inProgress' }],
		['429', { kind: 'tooManyRequests', retryAfter: 'seconds', seconds: 3 }],
	])('%s: it is sent again under the same key, and carried out once', async (_, fault) => {
		sandbox.faults.add(fault);
		const { error } = await update();
		expect(error).toBeUndefined();
		expect(sandbox.requests).toHaveLength(2);
		expect(keys().size).toBe(1);
		expect(sandbox.ledger).toHaveLength(1);
	});

	test('a 5xx under the key stays what it is, and Retry On Fail carries it out no second time', async () => {
		sandbox.faults.add({ kind: 'error', status: 500, effect: 'after' });
		const node = { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 };
		const { error } = await update({}, { node });
		expect(error?.description).toContain('may or may not have carried this out');
		expect(keys().size).toBe(1);
		expect(sandbox.ledger).toHaveLength(1);
	});

	test('a supplier’s has none: it replaces the supplier, and may come twice', async () => {
		sandbox.faults.add({ kind: 'resetAfterEffect' });
		const { error } = await run('updateSupplier', {
			supplierId: 'payee-0001',
			supplierName: 'Wren & Sons',
			status: 'Archived',
			updateFields: { addresses: rows({ type: 'Billing', city: 'Whitby' }), phone: '' },
		});
		expect(error).toBeUndefined();
		expect([...keys()]).toEqual([undefined]);
		expect(sent()).toEqual({
			supplierName: 'Wren & Sons',
			status: 'Archived',
			addresses: [{ type: 'Billing', city: 'Whitby' }],
		});
	});
});

describe('paying', () => {
	const pay = async (parameters: IDataObject = {}, options?: RunOptions) =>
		await run(
			'payBill',
			{
				billId: 'payable-0001',
				accountRef: byId('payables-bank-0001'),
				amount: 1,
				date: '2026-01-20',
				...parameters,
			},
			options,
		);

	test('an amount that nobody set is not sent', async () => {
		const { error } = await pay({ amount: 0 });
		expect(error?.message).toContain("'Amount' is 0");
		expect(sandbox.requests).toEqual([]);
	});

	test('a bill of which a part is paid stays in the list, one that is paid in whole leaves it', async () => {
		await pay();
		const listed = async () =>
			(await run('getAllBills', { returnAll: true })).json.find(({ id }) => id === 'payable-0001');
		const open = await listed();
		expect(open).toMatchObject({ status: 'PartiallyPaid' });
		await pay({ amount: open!.amountDue }, { executionId: 'another' });
		expect(await listed()).toBeUndefined();
	});

	test('is done once, however often n8n tries', async () => {
		sandbox.faults.add({ kind: 'error', status: 500, effect: 'after' });
		await pay({}, { node: { retryOnFail: true, maxTries: 4, waitBetweenTries: 1 } });
		expect(books().payments).toHaveLength(1);
	});

	test('what Codat refuses is said in its words', async () => {
		const { json } = await pay(
			{ amount: 1_000_000 },
			{ node: { onError: 'continueRegularOutput' } },
		);
		expect(json[0].error).toMatch(/^Only [\d.]+ is due on the bill/);
	});

	test.each(['a/b', 'x.y', 'é ü', '?a=1&b=2', '..a'])('a bill’s ID may be %s', async (id) => {
		await run('getAllBills');
		books().bills[0].id = id;
		const { error } = await pay({ billId: id });
		expect(error).toBeUndefined();
		expect(books().payments).toHaveLength(1);
	});

	test.each(['..', '.', '={{ null }}', '={{ [] }}', '={{ "x".repeat(300) }}'])(
		'%s is no ID of a bill',
		async (billId) => {
			const { error } = await pay({ billId });
			expect(error?.message).toMatch(/'(Bill|billId)'/);
			expect(sandbox.requests).toEqual([]);
		},
	);
});
