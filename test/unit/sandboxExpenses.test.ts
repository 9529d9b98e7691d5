import { SEED } from '../../sandbox/seed';
import { useBench } from './sandboxClient';

const { bakery, florist, surveyors } = SEED.companies;

const bench = useBench();
const { call, kinds } = bench;

beforeEach(async () => await bench.start());

const base = `/companies/${surveyors.id}/sync/expenses`;
const id = 'c0da7777-7d3a-4c1e-9b52-000000000001';
const lines = [{ netAmount: 10, accountRef: { id: 'account-0001' } }];
const side = { accountRef: { id: 'account-0003' }, amount: 5 };
const dates = { issueDate: '2026-03-01', dueDate: '2026-03-31' };

const KINDS = [
	{
		path: 'expense-transactions',
		body: { id, type: 'Payment', issueDate: '2026-03-01', currency: 'GBP', lines },
		updates: 202,
	},
	{
		path: 'reimbursable-expense-transactions',
		body: { id, contactRef: { id: 'supplier-0001' }, ...dates, currency: 'GBP', lines },
		updates: 200,
	},
	{
		path: 'adjustment-transactions',
		body: {
			id,
			date: '2026-03-01',
			currency: 'GBP',
			lines: [{ amount: 3, accountRef: side.accountRef }],
		},
	},
];
const [{ body: payment }] = KINDS;

const send = async (body: unknown) => await call('POST', `${base}/expense-transactions`, body);
const statusIn = async (syncId: unknown) =>
	(await call('GET', `${base}/syncs/${String(syncId)}/transactions/${id}`)).body;

describe.each(KINDS)('$path', ({ path, body, updates }) => {
	test('are sent, and end with their sync', async () => {
		const sent = await call('POST', `${base}/${path}`, [body]);
		expect(sent.status).toBe(200);
		const { syncId } = sent.body;
		expect(await statusIn(syncId)).toMatchObject([{ transactionId: id, status: 'Pending' }]);
		bench.advance(10_000);
		expect(await statusIn(syncId)).toMatchObject([{ status: 'Completed' }]);
		const list = await call('GET', `${base}/syncs/${String(syncId)}/transactions`);
		expect(list.body).toMatchObject({ totalResults: 1, results: [{ transactionId: id }] });
		expect(kinds()).toEqual(['expense.created']);
	});

	test('must say what is required', async () => {
		for (const field of Object.keys(body).filter((name) => name !== 'lines')) {
			const rest = Object.fromEntries(Object.entries(body).filter(([name]) => name !== field));
			expect((await call('POST', `${base}/${path}`, [rest])).status).toBe(400);
		}
		for (const bad of [undefined, [], body]) {
			expect((await call('POST', `${base}/${path}`, bad)).status).toBe(400);
		}
		expect(kinds()).toEqual([]);
	});

	test('are updated, where Codat does', async () => {
		const one = `${base}/${path}/${id}`;
		expect((await call('PUT', one, body)).status).toBe(404);
		const { syncId } = (await call('POST', `${base}/${path}`, [body])).body;
		const updated = await call('PUT', one, body);
		expect(updated.status).toBe(updates ?? 404);
		if (updates) expect(updated.body.syncId).not.toBe(syncId);
	});
});

test('a transfer is made and updated by one request', async () => {
	const path = `${base}/transfer-transactions/${id}`;
	const body = { date: '2026-03-01', from: side, to: side };
	expect((await call('PUT', path, { ...body, to: {} })).status).toBe(400);
	expect((await call('PUT', path, body)).status).toBe(200);
	expect((await call('PUT', path, body)).status).toBe(200);
	expect(kinds()).toEqual(['expense.created', 'expense.updated']);
});

test.each([
	[
		'names an account that is not there',
		{ lines: [{ netAmount: 1, accountRef: { id: 'x' } }] },
		'ValidationError',
	],
	['asks to fail', { notes: 'FAIL' }, 'PushError'],
])('a sync fails when one transaction %s', async (_, fields, status) => {
	const { syncId } = (await send([{ ...payment, ...fields }])).body;
	bench.advance(10_000);
	expect(await statusIn(syncId)).toMatchObject([{ status, message: expect.any(String) }]);
	const sync = await call('GET', `${base}/syncs/latest/status`);
	expect(sync.body).toMatchObject({ syncId, syncStatusCode: 5130 });
});

test('a company that is not configured gets a configuration error', async () => {
	const path = `/companies/${florist.id}/sync/expenses`;
	await call('POST', `${path}/expense-transactions`, [payment]);
	bench.advance(10_000);
	const latest = await call('GET', `${path}/syncs/latest/status`);
	expect(latest.body).toMatchObject({ syncStatusCode: 4000 });
	expect((await call('GET', `${path}/config`)).status).toBe(404);
});

test('an idempotency key sends once', async () => {
	const key = { 'idempotency-key': 'a' };
	const path = `${base}/expense-transactions`;
	const [first, again] = [
		await call('POST', path, [payment], key),
		await call('POST', path, [payment], key),
	];
	expect(again.body).toEqual(first.body);
	expect(kinds()).toEqual(['expense.created']);
});

test('a file is attached to a transaction', async () => {
	const { written } = surveyors.transactions;
	const path = `${base}/syncs/${surveyors.syncs.written}/transactions/${written}/attachments`;
	const form = new FormData();
	form.set('file', new File(['%PDF-'], 'receipt.pdf'));
	expect((await call('POST', path, form)).body).toMatchObject({
		companyId: surveyors.id,
		transactionId: written,
	});
	expect((await call('POST', path)).status).toBe(400);
	expect((await call('POST', path.replace(written, 'none'), form)).status).toBe(404);
	expect(kinds()).toEqual(['expense.attachmentUploaded']);
});

test('mapping options are the company’s accounts, tax rates and tracking categories', async () => {
	const { body } = await call('GET', `${base}/mappingOptions`);
	expect(body).toMatchObject({ expenseProvider: 'Partner Expense' });
	for (const list of [body.accounts, body.trackingCategories, body.taxRates]) {
		expect(list).toHaveLength(10);
	}
	expect((await call('GET', `/companies/${bakery.id}/sync/expenses/mappingOptions`)).status).toBe(
		404,
	);
});
