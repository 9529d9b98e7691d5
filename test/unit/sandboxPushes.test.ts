import { DAY } from '../../sandbox/clock';
import { SEED } from '../../sandbox/seed';
import { useBench } from './sandboxClient';

const { bakery, florist, workshop } = SEED.companies;

const bench = useBench();
const { call, kinds } = bench;

beforeEach(async () => await bench.start());

describe('push data', () => {
	const base = `/companies/${florist.id}/connections/${florist.connections.accounting}`;
	const customer = { customerName: 'Ada Quill', emailAddress: 'ada@example.com' };
	const operation = async (key: unknown, id: string = florist.id) =>
		(await call('GET', `/companies/${id}/push/${key}`)).body;

	test('a model describes fields, lists and choices', async () => {
		const { body } = await call('GET', `${base}/options/invoices`);
		expect(body).toMatchObject({
			type: 'Object',
			required: true,
			properties: {
				customerRef: { type: 'Object', required: true, properties: { id: { required: true } } },
				lineItems: { type: 'Array', properties: { quantity: { type: 'Number' } } },
				status: { options: [{ value: 'Draft', type: 'String', displayName: 'Draft' }, {}] },
			},
		});
	});

	test('platforms differ', async () => {
		const xero = `/companies/${bakery.id}/connections/${bakery.connections.accounting}`;
		const bills = await call('GET', `${xero}/options/bills`);
		expect(bills.body).toMatchObject({ properties: { status: { required: true } } });
		const plain = await call('GET', `${base}/options/bills`);
		expect(plain.body).toMatchObject({ properties: { status: { required: false } } });
		const none = `${xero}/options/bankAccounts/1/bankTransactions`;
		expect((await call('GET', none)).body).toMatchObject({
			statusCode: 404,
			error: 'Data type bankTransactions is not supported by Xero.',
		});
	});

	test('a write succeeds when its time has come', async () => {
		const { body } = await call('POST', `${base}/push/customers`, customer);
		const key = body.pushOperationKey;
		expect(body).toMatchObject({ status: 'Pending', statusCode: 202, dataType: 'customers' });
		expect(body).not.toHaveProperty('completedOnUtc');
		expect(body).not.toHaveProperty('validation');
		bench.advance(3_000);
		expect(await operation(key)).toMatchObject({
			status: 'Success',
			statusCode: 200,
			completedOnUtc: '2026-03-02T12:00:03.0000000Z',
			changes: [{ type: 'Created', recordRef: { id: expect.any(String), dataType: 'customers' } }],
			validation: { errors: [], warnings: [] },
		});
		expect(bench.sandbox.ledger).toEqual([
			{
				at: bench.noon,
				method: 'POST',
				path: `${base}/push/customers`,
				body: customer,
				kind: 'push.created',
				pushOperationKey: key,
			},
		]);
	});

	test.each([
		['a field is missing', {}, 'customerName'],
		['a value is of another type', { customerName: 7 }, 'customerName'],
		['a choice is unknown', { ...customer, status: 'Asleep' }, 'status'],
		['an item of a list is incomplete', { ...customer, addresses: [{}] }, 'addresses[0].type'],
		['the record asks for it', { ...customer, contactName: 'FAIL' }, 'reference'],
	])('a write fails when %s', async (_, record, itemId) => {
		const { body } = await call('POST', `${base}/push/customers`, record);
		bench.advance(3_000);
		expect(await operation(body.pushOperationKey)).toMatchObject({
			status: 'Failed',
			statusCode: 400,
			errorMessage: expect.stringContaining('customers'),
			validation: { errors: [{ itemId, validatorName: 'Customer' }], warnings: [] },
		});
	});

	test('unknown fields are warned of', async () => {
		const { body } = await call('POST', `${base}/push/customers`, { ...customer, shoeSize: 44 });
		bench.advance(3_000);
		expect(await operation(body.pushOperationKey)).toMatchObject({
			status: 'Success',
			validation: { warnings: [{ itemId: 'shoeSize' }] },
		});
	});

	test('an offline connector never completes, but can time out', async () => {
		const path = `/companies/${workshop.id}/connections/${workshop.connections.accounting}/push`;
		const waiting = await call('POST', `${path}/customers`, customer);
		const timed = await call('POST', `${path}/customers?timeoutInMinutes=5`, customer);
		bench.advance(DAY);
		expect(await operation(waiting.body.pushOperationKey, workshop.id)).toMatchObject({
			status: 'Pending',
		});
		expect(await operation(timed.body.pushOperationKey, workshop.id)).toMatchObject({
			status: 'TimedOut',
			timeoutInMinutes: 5,
			completedOnUtc: '2026-03-02T12:05:00.0000000Z',
		});
	});

	test('updates, deletions and movements of a bank account', async () => {
		await call('PUT', `${base}/push/customers/c-1`, customer);
		await call('DELETE', `${base}/push/bills/b-1`);
		await call('POST', `${base}/push/bankAccounts/a-1/bankTransactions`, { transactions: [] });
		await call('POST', `${base}/push/accounts`, {});
		bench.advance(3_000);
		const { body } = await call('GET', `/companies/${florist.id}/push`);
		expect(body.results).toMatchObject([
			{ dataType: 'customers', changes: [{ type: 'Modified', recordRef: { id: 'c-1' } }] },
			{ dataType: 'bills', changes: [{ type: 'Deleted', recordRef: { id: 'b-1' } }] },
			{ dataType: 'bankTransactions', changes: [{ type: 'Created' }] },
			{ dataType: 'chartOfAccounts', status: 'Failed' },
		]);
		expect(kinds()).toEqual(['push.updated', 'push.deleted', 'push.created', 'push.created']);
	});

	test.each(['bills/b-1/attachments', 'invoices/i-1/attachment'])('%s takes a file', async (to) => {
		const form = new FormData();
		form.set('file', new Blob(['receipt'], { type: 'text/plain' }), 'receipt.txt');
		const { status, text } = await call('POST', `${base}/push/${to}`, form);
		expect([status, text]).toEqual([200, '']);
		expect(bench.sandbox.ledger).toMatchObject([
			{
				kind: 'push.attachmentUploaded',
				body: { file: { fileName: 'receipt.txt', contentType: 'text/plain', size: 7 } },
			},
		]);
		expect((await call('POST', `${base}/push/${to}`, {})).status).toBe(400);
	});

	test('the history can be ordered and queried', async () => {
		const path = `/companies/${bakery.id}/push`;
		const newest = await call('GET', `${path}?orderBy=-requestedOnUtc&pageSize=1`);
		expect(newest.body.results).toMatchObject([{ pushOperationKey: bakery.pushes.failed }]);
		const good = await call('GET', `${path}?query=status%3DSuccess`);
		expect(good.body.results).toMatchObject([{ pushOperationKey: bakery.pushes.success }]);
	});

	test.each([
		['the company', `/companies/none/push/none`, 'No company was found with ID none'],
		['the operation', `/companies/${bakery.id}/push/none`, 'Push operation none not found'],
	])('404 without %s', async (_, path, error) => {
		expect((await call('GET', path)).body).toMatchObject({ statusCode: 404, error });
	});
});
