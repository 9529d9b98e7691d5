import type { IDataObject } from 'n8n-workflow';

import { SEED } from '../../sandbox/seed';
import { startSandbox, type Sandbox } from '../../sandbox/server';
import { clock, useFakeClock } from './clock';
import { asJson, autoMapped, filledIn, pushRunner } from './pushRun';
import { byId } from './harness';

jest.mock('n8n-workflow', () => jest.requireActual('./clock').withFakeSleep());
useFakeClock();

const { florist } = SEED.companies;

let sandbox: Sandbox;
const { run, form } = pushRunner(() => sandbox);

beforeAll(async () => {
	sandbox = await startSandbox({ now: clock.now });
});
beforeEach(() => sandbox.reset());
afterAll(async () => await sandbox.close());

const written = () => sandbox.ledger.map(({ body }) => body);
/** What the editor keeps of a record that was chosen by its name. */
const chosen = (value: string) => ({
	__rl: true,
	mode: 'list',
	value,
	cachedResultName: 'A name',
});
const rows = (...list: IDataObject[]) => ({ rows: list });

/** Writes a record from a form, its values and what is beside it. */
async function write(
	dataType: string,
	values: IDataObject | null,
	beside: IDataObject,
	options?: Parameters<typeof run>[2],
) {
	const { fields } = await form({ dataType });
	return await run(
		'create',
		{ dataType, record: filledIn(fields, values), waitForCompletion: true, ...beside },
		options,
	);
}

describe('a record with names and rows, without an ID or a brace', () => {
	test('an invoice', async () => {
		const { json, error } = await write(
			'invoices',
			{ issueDate: '2026-03-01T00:00:00' },
			{
				customerRef: chosen('customer-0001'),
				lineItems: rows(
					{
						description: 'Rye loaves',
						quantity: '12',
						unitAmount: '4.50',
						accountRef: chosen('account-0001'),
						taxRateRef: chosen('tax-0001'),
					},
					{
						description: 'Delivery',
						quantity: '1',
						unitAmount: '10',
						accountRef: chosen('account-0002'),
						taxRateRef: chosen('tax-0001'),
						itemRef: chosen('item-0001'),
						discountAmount: '0.1',
						trackingCategoryRefs: rows({ trackingCategory: chosen('tracking-0001') }),
					},
				),
			},
		);
		expect(error).toBeUndefined();
		expect(json[0]).toMatchObject({ status: 'Success', validation: { errors: [], warnings: [] } });
		expect(written()).toEqual([
			{
				issueDate: '2026-03-01T00:00:00',
				customerRef: { id: 'customer-0001' },
				lineItems: [
					{
						description: 'Rye loaves',
						quantity: 12,
						unitAmount: 4.5,
						accountRef: { id: 'account-0001' },
						taxRateRef: { id: 'tax-0001' },
					},
					{
						description: 'Delivery',
						quantity: 1,
						unitAmount: 10,
						accountRef: { id: 'account-0002' },
						taxRateRef: { id: 'tax-0001' },
						itemRef: { id: 'item-0001' },
						discountAmount: 0.1,
						trackingCategoryRefs: [{ id: 'tracking-0001' }],
					},
				],
			},
		]);
	});

	test('a bill', async () => {
		const line = { quantity: '2', unitAmount: '3.5', accountRef: chosen('account-0003') };
		const { json } = await write(
			'bills',
			{ issueDate: '2026-03-01', dueDate: '2026-03-31', status: 'Open' },
			{ supplierRef: chosen('supplier-0001'), lineItems: rows(line) },
		);
		expect(json[0]).toMatchObject({ status: 'Success', validation: { warnings: [] } });
		expect(written()).toEqual([
			{
				issueDate: '2026-03-01',
				dueDate: '2026-03-31',
				status: 'Open',
				supplierRef: { id: 'supplier-0001' },
				lineItems: [{ quantity: 2, unitAmount: 3.5, accountRef: { id: 'account-0003' } }],
			},
		]);
	});

	test('a journal entry', async () => {
		const { json } = await write(
			'journalEntries',
			{ postedOn: '2026-03-01' },
			{
				journalLines: rows(
					{ accountRef: chosen('account-0001'), netAmount: '99.99', description: 'Flour' },
					{ accountRef: chosen('account-0002'), netAmount: '-99.99', currency: 'GBP' },
				),
			},
		);
		expect(json[0]).toMatchObject({ status: 'Success', validation: { warnings: [] } });
		expect(written()).toEqual([
			{
				postedOn: '2026-03-01',
				journalLines: [
					{ accountRef: { id: 'account-0001' }, netAmount: 99.99, description: 'Flour' },
					{ accountRef: { id: 'account-0002' }, netAmount: -99.99, currency: 'GBP' },
				],
			},
		]);
	});

	test.each([
		['payments', 'customerRef', 'paymentLines', 'Invoice'],
		['billPayments', 'supplierRef', 'billPaymentLines', 'Bill'],
	])('%s, with what they pay', async (dataType, payer, lines, type) => {
		const links = rows(
			{ type, [`paid${type}`]: chosen('paid-0001'), amount: '-20' },
			// A name that was chosen before the type was changed.
			{
				type: 'CreditNote',
				[`paid${type}`]: chosen('other'),
				paidCreditNote: chosen('paid-0002'),
				amount: '-5',
			},
		);
		const { json, error } = await write(
			dataType,
			{ date: '2026-03-01', totalAmount: '25.00' },
			{
				[payer]: chosen('party-0001'),
				accountRef: chosen('account-0001'),
				[lines]: rows({ amount: '25', links }),
			},
		);
		expect(error).toBeUndefined();
		expect(json[0]).toMatchObject({ status: 'Success', validation: { warnings: [] } });
		expect(written()).toEqual([
			{
				date: '2026-03-01',
				totalAmount: 25,
				[payer]: { id: 'party-0001' },
				accountRef: { id: 'account-0001' },
				lines: [
					{
						amount: 25,
						links: [
							{ type, id: 'paid-0001', amount: -20 },
							{ type: 'CreditNote', id: 'paid-0002', amount: -5 },
						],
					},
				],
			},
		]);
	});

	test('a customer with addresses, and a transfer between accounts', async () => {
		const address = { type: 'Billing', line1: '12 Quay Street', city: 'Bristol' };
		await write('customers', { customerName: 'A' }, { addresses: rows({ ...address, line2: '' }) });
		await write(
			'transfers',
			{ date: '2026-03-01' },
			{ fromAccountRef: chosen('account-1'), toAccountRef: chosen('account-2') },
			{ executionId: 'another' },
		);
		expect(written()).toEqual([
			{ customerName: 'A', addresses: [address] },
			{
				date: '2026-03-01',
				from: { accountRef: { id: 'account-1' } },
				to: { accountRef: { id: 'account-2' } },
			},
		]);
	});
});

describe('the form, where rows and names stand beside it', () => {
	const ids = (fields: Array<{ id: string; display: boolean }>) =>
		fields.filter(({ display }) => display).map(({ id }) => id);

	test('leaves out what is chosen by name, and only offers lists that have rows', async () => {
		const { fields } = await form({ dataType: 'invoices' });
		expect(ids(fields)).not.toContain('customerRef.id');
		const lines = fields.find(({ id }) => id === 'lineItems');
		expect(lines).toMatchObject({ required: false, removed: true });
		expect(ids(fields.filter(({ removed }) => !removed))).toEqual(['issueDate']);
	});

	test('keeps the IDs that it was saved with', async () => {
		const saved = filledIn([], { 'customerRef.id': '={{ $json.customer }}' });
		const { fields } = await form({ dataType: 'invoices', record: saved });
		expect(ids(fields)).toContain('customerRef.id');
	});
});

describe('forms that were saved before', () => {
	const lines = '[{ "quantity": 1.50, "unitAmount": "2", "taxAmount": null }]';

	test('send the same', async () => {
		const { fields } = await form({
			dataType: 'invoices',
			record: filledIn([], { 'customerRef.id': 'c' }),
		});
		const old = fields.map((field) =>
			field.id === 'lineItems' ? { ...field, type: 'array' as const, required: true } : field,
		);
		const values = { 'customerRef.id': 'c', issueDate: '2026-01-31', lineItems: lines };
		await run('create', { dataType: 'invoices', record: filledIn(old, values) });
		expect(JSON.stringify(written()[0])).toBe(
			'{"customerRef":{"id":"c"},"issueDate":"2026-01-31","lineItems":[{"quantity":1.5,"unitAmount":2}]}',
		);
	});

	test('may be added to, but nothing is given twice', async () => {
		const values = { 'customerRef.id': 'c', issueDate: '2026-01-31', lineItems: lines };
		const { error } = await write('invoices', values, { customerRef: chosen('other') });
		expect(error?.message).toContain("'Customer' is given twice");
		expect(error?.description).toContain('customerRef.id');
		const twice = await write('invoices', values, { lineItems: rows({ quantity: '1' }) });
		expect(twice.error?.message).toContain("'Line Items' is given twice");
		// Hints that were left in place are nothing.
		const { fields } = await form({ dataType: 'invoices' });
		const hints = fields.find(({ id }) => id === 'lineItems')?.defaultValue as string;
		const { error: none } = await write(
			'invoices',
			{ ...values, lineItems: hints },
			{ lineItems: rows({ quantity: '1', unitAmount: '1' }) },
		);
		expect(none).toBeUndefined();
		expect(written()).toHaveLength(1);
	});
});

describe('lists from expressions', () => {
	test.each(['={{ $json.lines }}', '={{ JSON.stringify($json.lines) }}', '={{ $json.lines[0] }}'])(
		'%s, added to the form, is a list as Codat’s API takes it',
		async (lineItems) => {
			const lines = [{ quantity: '3', unitAmount: 1, accountRef: { id: 400 }, more: 1 }];
			const { error } = await write(
				'invoices',
				{ issueDate: '2026-01-31', lineItems },
				{ customerRef: byId('c') },
				{ items: [{ lines }] },
			);
			expect(error).toBeUndefined();
			expect(written()[0]).toMatchObject({
				lineItems: [{ quantity: 3, unitAmount: 1, accountRef: { id: '400' }, more: 1 }],
			});
		},
	);

	test('each value of a row may be one, and an item may have none', async () => {
		const { json } = await write(
			'invoices',
			{ issueDate: '2026-01-31' },
			{
				customerRef: byId('={{ $json.customer }}'),
				lineItems: rows({
					quantity: '={{ $json.loaves }}',
					unitAmount: 2,
					description: '={{ $json.text }}',
					discountAmount: '={{ $json.nothing }}',
				}),
			},
			{
				items: [
					{ customer: 7, loaves: 3, text: 'Loaves' },
					{ customer: 'c8', loaves: '4' },
				],
			},
		);
		expect(json).toHaveLength(2);
		const bodies = written() as Array<{ customerRef: { id: string } }>;
		expect(bodies.sort((a, b) => a.customerRef.id.localeCompare(b.customerRef.id))).toMatchObject([
			{
				customerRef: { id: '7' },
				lineItems: [{ quantity: 3, unitAmount: 2, description: 'Loaves' }],
			},
			{ customerRef: { id: 'c8' }, lineItems: [{ quantity: 4, unitAmount: 2 }] },
		]);
	});
});

describe('what can’t be sent is refused by name, before anything is sent', () => {
	const invoice = { customerRef: byId('c') };
	const values = { issueDate: '2026-01-31' };
	const line = { quantity: '1', unitAmount: '2' };
	test.each<[string, IDataObject, string]>([
		['no line', {}, "The invoice lacks 'Line Items'"],
		[
			'a line without what the platform requires',
			{ lineItems: rows(line, { quantity: '1' }) },
			"The invoice lacks 'Line Items #2 › Unit Amount'",
		],
		['rows that are empty', { lineItems: rows({}, { description: '' }) }, "lacks 'Line Items'"],
		[
			'no customer',
			{ customerRef: chosen(''), lineItems: rows(line) },
			"The invoice lacks 'Customer'",
		],
		[
			'a field that the platform doesn’t take',
			{ lineItems: rows(line, { ...line, discountPercentage: '5' }) },
			"doesn’t take 'Line Items #2: Discount Percentage'",
		],
		[
			'a list that it doesn’t take',
			{ lineItems: rows(line), withholdingTax: rows({ name: 'CIS', amount: '1' }) },
			"doesn’t take 'Withholding Tax'",
		],
		[
			'a number that is none',
			{ lineItems: rows({ ...line, quantity: 'two' }) },
			"'Line Items #1: Quantity' must be a number",
		],
		[
			'a number that would change',
			{ lineItems: rows({ ...line, unitAmount: '0.12345678901234567890' }) },
			"'Line Items #1: Unit Amount' has a number that would change",
		],
	])('%s', async (_, beside, message) => {
		const { error } = await write('invoices', values, { ...invoice, ...beside });
		expect(error?.message).toContain(message);
		expect(written()).toEqual([]);
	});

	test('a type of a payment’s link that there is none of', async () => {
		const { error } = await write(
			'payments',
			{ date: '2026-03-01', totalAmount: '1' },
			{
				customerRef: byId('c'),
				paymentLines: rows({ amount: '1', links: rows({ type: 'Boat', amount: '-1' }) }),
			},
		);
		expect(error?.message).toContain("'Payment Lines #1: Links #1: Type' must be one of Invoice");
	});

	test('a supplier and a customer for the same contact', async () => {
		const { error } = await write(
			'directCosts',
			{ issueDate: '2026-01-31', currency: 'GBP' },
			{ supplierRef: byId('s'), customerRef: byId('c'), lineItems: rows(line) },
		);
		expect(error?.message).toContain("'Supplier' is given twice");
	});
});

describe('where the platform’s model isn’t known, all that is given is sent', () => {
	test('in Codat’s own places', async () => {
		const of = { connectionId: byId(florist.connections.accounting), companyId: byId(florist.id) };
		sandbox.faults.add({ kind: 'rewrite', rewrite: (body) => body });
		await run('create', {
			...of,
			dataType: 'directCosts',
			record: filledIn([], { issueDate: '2026-01-31' }),
			supplierRef: byId('s'),
			lineItems: rows({
				quantity: '1',
				taxCode: '7',
				trackedCustomer: byId('c'),
				trackedSupplier: byId('s'),
				invoiceTo: byId('i'),
				trackingCategoryRefs: rows({ trackingCategory: byId('t'), trackingCategoryName: 'T' }),
			}),
			paymentAllocations: rows({ accountRef: byId('a'), paymentAmount: '5', allocatedAmount: '4' }),
		});
		expect(written()).toEqual([
			{
				issueDate: '2026-01-31',
				contactRef: { id: 's', dataType: 'suppliers' },
				lineItems: [
					{
						quantity: 1,
						taxCode: 7,
						tracking: {
							invoiceTo: { id: 'i', dataType: 'customers' },
							customerRef: { id: 'c' },
							recordRefs: [{ id: 's', dataType: 'suppliers' }],
						},
						trackingCategoryRefs: [{ id: 't', name: 'T' }],
					},
				],
				paymentAllocations: [
					{
						payment: { accountRef: { id: 'a' }, totalAmount: 5 },
						allocation: { totalAmount: 4 },
					},
				],
			},
		]);
	});
});

test('automatic mapping takes the rest from the input item, and refuses what is given twice', async () => {
	const { fields } = await form({ dataType: 'invoices' });
	const line = { quantity: '1', unitAmount: '2' };
	const parameters = {
		dataType: 'invoices',
		record: autoMapped(fields),
		customerRef: byId('c'),
		lineItems: rows(line),
	};
	await run('create', parameters, { items: [{ issueDate: '2026-01-31', row: 1 }] });
	expect(written()).toEqual([
		{
			issueDate: '2026-01-31',
			customerRef: { id: 'c' },
			lineItems: [{ quantity: 1, unitAmount: 2 }],
		},
	]);
	const items = [{ issueDate: '2026-01-31', customerRef: { id: 'x' } }];
	const { error } = await run('create', parameters, { items });
	expect(error?.message).toContain("'Customer' is given twice");
});

test('JSON mode and other data types don’t see what stands beside a form', async () => {
	const beside = { customerRef: byId('c'), lineItems: rows({ quantity: 'none' }) };
	const record = { customerName: 'A' };
	await run('create', { dataType: 'customers', ...asJson(record), ...beside });
	const { error } = await write('customers', record, beside, { executionId: 'another' });
	expect(error).toBeUndefined();
	expect(written()).toEqual([record, record]);
});
