import type { IDataObject } from 'n8n-workflow';

import { SEED } from '../../sandbox/seed';
import { startSandbox, type Sandbox } from '../../sandbox/server';
import { breachesOf } from '../spec/deviations';
import { clock, useFakeClock } from './clock';
import { byId, runCodat, type RunOptions } from './harness';

jest.mock('n8n-workflow', () => jest.requireActual('./clock').withFakeSleep());
useFakeClock();

const { bakery, surveyors } = SEED.companies;
const { written, reimbursement } = surveyors.transactions;
const NEW = '4d7c6929-7770-412b-91bb-44d3bc71d111';
const rows = (...list: IDataObject[]) => ({ rows: list });

let sandbox: Sandbox;
beforeAll(async () => {
	sandbox = await startSandbox({ now: clock.now });
});
beforeEach(() => sandbox.reset());
afterAll(async () => await sandbox.close());

const line = { netAmount: 100, taxAmount: 20, accountRef: byId('account-0003') };
const payment = {
	transactionId: NEW,
	type: 'Payment',
	issueDate: '2026-01-31T00:00:00',
	currency: 'gbp',
	lines: rows(line),
};

async function run(operation: string, parameters: IDataObject = {}, options?: RunOptions) {
	return await runCodat(
		{ apiKey: sandbox.apiKey, baseUrl: sandbox.url },
		{ resource: 'expense', operation, companyId: byId(surveyors.id), ...parameters },
		options,
	);
}
const create = async (parameters: IDataObject = {}, options?: RunOptions) =>
	await run('create', { ...payment, ...parameters }, options);
const sent = () => sandbox.requests.at(-1)?.body as unknown;

describe('what is sent', () => {
	test('an item is one transaction of the list that Codat takes', async () => {
		const { json, error } = await create({
			lines: rows({
				...line,
				taxRateRef: byId('tax-0001'),
				trackingRefs: rows({ dataType: 'trackingCategories', id: byId('tracking-0001') }),
				invoiceTo: byId('customer-0001'),
			}),
			additionalFields: {
				contactRef: byId('supplier-0001'),
				bankAccountRef: byId('account-0003'),
				merchantName: 'Quayside Stationers',
				notes: '',
				postAsDraft: false,
				currencyRate: 1.25,
			},
		});
		expect(error).toBeUndefined();
		expect(sent()).toEqual([
			{
				id: NEW,
				type: 'Payment',
				issueDate: '2026-01-31T00:00:00',
				currency: 'GBP',
				contactRef: { id: 'supplier-0001', type: 'Supplier' },
				bankAccountRef: { id: 'account-0003' },
				merchantName: 'Quayside Stationers',
				postAsDraft: false,
				currencyRate: 1.25,
				lines: [
					{
						netAmount: 100,
						taxAmount: 20,
						accountRef: { id: 'account-0003' },
						taxRateRef: { id: 'tax-0001' },
						trackingRefs: [{ id: 'tracking-0001', dataType: 'trackingCategories' }],
						invoiceTo: { id: 'customer-0001', type: 'customer' },
					},
				],
			},
		]);
		expect(json).toEqual([
			expect.objectContaining({
				transactionId: NEW,
				syncId: expect.any(String),
				outcome: 'inProgress',
			}),
		]);
	});

	test('an expression may give lines as Codat has them', async () => {
		const lines = [
			{
				netAmount: '100.5',
				accountRef: { id: 'account-0003' },
				trackingRefs: [{ id: 'tracking-0001', dataType: 'trackingCategories' }],
			},
		];
		const options = { items: [{ lines }] };
		const { error } = await create({ lines: { lists: [{ list: '={{ $json.lines }}' }] } }, options);
		expect(error).toBeUndefined();
		expect(sent()).toMatchObject([
			{ lines: [{ ...lines[0], netAmount: 100.5, trackingRefs: lines[0].trackingRefs }] },
		]);
	});

	test.each([
		['2026-01-31', '2026-01-31'],
		['2026-01-31T00:30:00.000+02:00', '2026-01-31T00:30:00.000'],
		['2026-01-31T23:30:00Z', '2026-01-31T23:30:00Z'],
	])('a date stays on its day: %s', async (issueDate, expected) => {
		await create({ issueDate });
		expect(sent()).toMatchObject([{ issueDate: expected }]);
	});

	test('a transfer names both accounts and amounts', async () => {
		const { error } = await run('createTransfer', {
			transactionId: NEW,
			date: '2026-01-31',
			fromAccountRef: byId('account-0003'),
			fromAmount: 12.5,
			toAccountRef: byId('account-0001'),
			toAmount: '15',
		});
		expect(error).toBeUndefined();
		expect(sent()).toEqual({
			date: '2026-01-31',
			from: { accountRef: { id: 'account-0003' }, amount: 12.5 },
			to: { accountRef: { id: 'account-0001' }, amount: 15 },
		});
	});

	test('an update has no ID in its body, and no lines that were not set', async () => {
		const { error } = await run('update', { ...payment, transactionId: written, lines: {} });
		expect(error).toBeUndefined();
		expect(sent()).toEqual({ type: 'Payment', issueDate: '2026-01-31T00:00:00', currency: 'GBP' });
	});

	test('a file is attached to a transaction', async () => {
		const data = Buffer.from('a receipt').toString('base64');
		const { json } = await run(
			'uploadAttachment',
			{ syncId: surveyors.syncs.written, transactionId: written },
			{ binary: [{ data: { data, mimeType: 'application/pdf', fileName: 'r.pdf' } }] },
		);
		expect(json).toEqual([expect.objectContaining({ transactionId: written })]);
	});
});

describe('what can’t be sent is refused before anything is', () => {
	test.each<[string, IDataObject, RegExp]>([
		['no ID', { transactionId: '={{ "" }}' }, /'Transaction ID' is empty/],
		['an ID of another kind', { transactionId: 'EXP-2041/1' }, /'Transaction ID' is not a GUID/],
		['a type that is none', { type: 'Gift' }, /'Type' must be one of/],
		[
			'no date',
			{ issueDate: '={{ null }}' },
			/'Issue Date' (must be a date|is empty: the expression gave nothing)/,
		],
		[
			'a date in words',
			{ issueDate: 'yesterday' },
			/'Issue Date' (must be a date|is empty: the expression gave nothing)/,
		],
		['a currency in words', { currency: 'Pounds' }, /'Currency' is not a currency: "Pounds"/],
		['no lines', { lines: {} }, /'Lines' is empty/],
		[
			'a list that is a text',
			{ lines: { lists: [{ list: '"stationery"' }] } },
			/'Lines' must be a list of objects/,
		],
		[
			'a list in which tracking is a text',
			{ lines: { lists: [{ list: '={{ [{ netAmount: 1, trackingRefs: "travel" }] }}' }] } },
			/'Lines #1: Tracking' must be a list of objects/,
		],
		[
			'an amount in words',
			{ lines: rows(line, { ...line, netAmount: 'ten' }) },
			/'Lines #2: Net Amount' must be a number/,
		],
		[
			'no amount',
			{ lines: rows({ ...line, netAmount: '' }) },
			/'Lines #1: Net Amount' (is empty|must be a number)/,
		],
		[
			'an account and an item',
			{ lines: rows({ ...line, itemRef: 'item-1' }) },
			/'Lines #1' has both an account and an item/,
		],
		[
			'an account that is no ID',
			{ lines: rows({ ...line, accountRef: { name: 'Travel' } }) },
			/'Lines #1: Account' must be a text/,
		],
		[
			'tracking without a name',
			{ lines: rows({ ...line, trackingRefs: rows({ dataType: 'customers' }) }) },
			/'Lines #1: Tracking #1: Name' is empty/,
		],
		[
			'too much tracking',
			{
				lines: rows({
					...line,
					trackingRefs: rows(...Array.from({ length: 11 }, () => ({ id: byId('t-1') }))),
				}),
			},
			/'Lines #1: Tracking' has 11 entries/,
		],
		[
			'too many lines',
			{ lines: rows(...Array.from({ length: 101 }, () => line)) },
			/'Lines' has 101 entries/,
		],
	])('%s', async (_, parameters, message) => {
		const { error } = await create(parameters);
		expect(error?.message).toMatch(message);
		expect(sandbox.requests).toEqual([]);
	});

	test('reimbursements need a supplier, adjustments an account in each line', async () => {
		const claim = { ...payment, dueDate: '2026-02-28', contactRef: byId('={{ "" }}') };
		expect((await run('createReimbursement', claim)).error?.message).toMatch(/'Supplier' is empty/);
		const moved = {
			...payment,
			date: '2026-01-31',
			lines: rows({ amount: 5, accountRef: byId('={{ "" }}') }),
		};
		expect((await run('createAdjustment', moved)).error?.message).toMatch(
			/'Lines #1: Account' is empty/,
		);
		expect(sandbox.requests).toEqual([]);
	});
});

describe('each is written once', () => {
	test('a create whose answer was lost is sent again under its key', async () => {
		sandbox.faults.add({ kind: 'resetAfterEffect' });
		const { error } = await create();
		expect(error).toBeUndefined();
		expect(sandbox.ledger).toHaveLength(1);
		expect(new Set(sandbox.requests.map(({ headers }) => headers['idempotency-key'])).size).toBe(1);
	});

	test.each([
		['update', { ...payment, transactionId: written }],
		['updateReimbursement', { ...payment, transactionId: reimbursement }],
		['createTransfer', payment],
	])('%s starts a sync each time, so it is not sent again', async (operation, parameters) => {
		sandbox.faults.add({ kind: 'resetAfterEffect' });
		const { error } = await run(operation, {
			...parameters,
			contactRef: byId('supplier-0001'),
			dueDate: '2026-02-28',
			date: '2026-01-31',
			fromAccountRef: byId('account-0003'),
			toAccountRef: byId('account-0001'),
		});
		expect(error?.description).toMatch(/may or may not have/);
		expect(sandbox.requests).toHaveLength(1);
		expect(sandbox.ledger).toHaveLength(1);
	});
});

describe('waiting', () => {
	const waiting = { waitForCompletion: true };

	test.each([
		['create', {}],
		['update', { transactionId: written }],
		['createAdjustment', { date: '2026-01-31', lines: rows({ ...line, amount: 5 }) }],
	])('%s returns the transaction that was written, and its sync', async (operation, parameters) => {
		const { json, error } = await run(operation, { ...payment, ...waiting, ...parameters });
		expect(error).toBeUndefined();
		expect(json).toEqual([
			expect.objectContaining({
				status: 'Completed',
				outcome: 'success',
				syncId: expect.any(String),
				transactionId: expect.any(String),
			}),
		]);
		expect(sandbox.ledger).toHaveLength(1);
		expect(sandbox.requests.flatMap(breachesOf)).toEqual([]);
	});

	const wrong = { ...waiting, lines: rows({ ...line, accountRef: byId('account-none') }) };

	test('a transaction that is not valid is an error with Codat’s reason', async () => {
		const { error } = await create(wrong);
		expect(error?.message).toBe(
			'The transaction is not valid: Account account-none does not exist.',
		);
		expect(error?.description).toContain(NEW);
	});

	test('or a result, when that is wanted', async () => {
		const { json, error } = await create({ ...wrong, returnFailedTransaction: true });
		expect(error).toBeUndefined();
		expect(json).toEqual([
			expect.objectContaining({ status: 'ValidationError', outcome: 'failure' }),
		]);
	});

	/** Codat's answers about transactions, as they stay while the sync goes its way. */
	const staysAs = (status: unknown) =>
		sandbox.faults.add({
			kind: 'rewrite',
			match: { method: 'GET', path: /transactions/ },
			times: Infinity,
			rewrite: () => [{ transactionId: NEW.toUpperCase(), status, message: null }],
		});

	test('a sync that failed fails what it leaves pending, with its reason', async () => {
		staysAs('Pending');
		sandbox.state.companies.get(surveyors.id)!.nextSync = {
			code: 4260,
			errorMessage: 'The subscription has ended.',
		};
		const { error } = await create(waiting);
		expect(error?.message).toBe('The sync of the transaction failed: The subscription has ended.');
		const { json } = await create({
			...waiting,
			returnFailedTransaction: true,
			transactionId: NEW,
		});
		expect(json).toMatchObject([{ outcome: 'failure', syncStatusCode: 4260 }]);
	});

	test('a status that is new or none is waited for, until the time is up', async () => {
		staysAs(null);
		const { error } = await create({ ...waiting, maxWaitMinutes: 2 });
		expect(error?.message).toMatch(
			/^The transaction was sent to Codat \(sync .*not finished after 2/,
		);
		expect(error?.description).toContain("Check with 'Get Transaction Status' of 'Expense' first");
		expect(sandbox.ledger).toHaveLength(1);
	});

	test('an answer without a sync can’t be followed, and says that it was sent', async () => {
		sandbox.faults.add({ kind: 'missingFields', fields: ['syncId'] });
		const { error } = await create(waiting);
		expect(error?.message).toMatch(/^The transaction was sent to Codat, but how it ended/);
	});
});

describe('statuses', () => {
	const ofWritten = { syncId: surveyors.syncs.written, transactionId: written };

	test('of all transactions of a sync', async () => {
		const { json } = await run('getAllTransactions', { ...ofWritten, returnAll: true });
		expect(json.map(({ transactionId }) => transactionId)).toEqual([written, reimbursement]);
		expect(json[0]).toMatchObject({ status: 'Completed', outcome: 'success' });
	});

	test('of one, and an error where the sync has none such', async () => {
		expect((await run('getTransaction', ofWritten)).json).toMatchObject([
			{ transactionId: written, outcome: 'success' },
		]);
		sandbox.faults.add({ kind: 'rewrite', rewrite: () => [] });
		expect((await run('getTransaction', ofWritten)).error?.message).toMatch(/no transaction/);
	});

	test('of a sync that is not there', async () => {
		const { error } = await run('getAllTransactions', { syncId: bakery.syncs.written });
		expect(error?.message).toMatch(/not found/);
	});
});

test('with Continue On Fail each item has its own result', async () => {
	const items = [{ id: NEW }, { id: 'no' }, { id: written }];
	const { json } = await create(
		{ transactionId: '={{ $json.id }}' },
		{ items, node: { onError: 'continueRegularOutput' } },
	);
	expect(json).toMatchObject([
		{ transactionId: NEW },
		{ error: expect.stringContaining('not a GUID') },
		{ transactionId: written },
	]);
});
