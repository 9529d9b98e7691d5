import type { IDataObject, INodePropertyOptions } from 'n8n-workflow';

import { resources } from '../../nodes/Codat/actions';
import { SEED } from '../../sandbox/seed';
import { startSandbox, type Sandbox } from '../../sandbox/server';
import { clock, useFakeClock } from './clock';
import {
	asJson,
	autoMapped,
	bakeryPath,
	CUSTOMER,
	filledIn,
	ofBakery,
	pushRunner,
} from './pushRun';
import { byId } from './harness';

jest.mock('n8n-workflow', () => jest.requireActual('./clock').withFakeSleep());
useFakeClock();

const { bakery, bookshop, florist, studio } = SEED.companies;
const UNKNOWN_ID = '0e8a2b1c-1111-4222-8333-444455556666';

let sandbox: Sandbox;
const { run, form } = pushRunner(() => sandbox);

beforeAll(async () => {
	sandbox = await startSandbox({ now: clock.now });
});
beforeEach(() => sandbox.reset());
afterAll(async () => await sandbox.close());

const sent = () => sandbox.requests.map(({ method, path }) => `${method} ${path}`);
const wrote = () => sandbox.ledger.map(({ method, path, body }) => [`${method} ${path}`, body]);
const file = (content: string, more: object = {}) => ({
	data: {
		data: Buffer.from(content).toString('base64'),
		mimeType: 'application/pdf',
		fileName: 'receipt.pdf',
		...more,
	},
});

/** The data types that an operation offers. */
function offered(operation: string): string[] {
	const field = resources.pushData.operations[operation].fields.find(
		({ property }) => property.name === 'dataType',
	);
	return (field?.property.options as INodePropertyOptions[]).map(({ value }) => String(value));
}

describe('what each operation sends and returns', () => {
	test('Get Options', async () => {
		const { json } = await run('getOptions', { dataType: 'customers' });
		expect(json).toEqual([expect.objectContaining({ type: 'Object', required: true })]);
		expect(sent()).toEqual([`GET ${bakeryPath}/options/customers`]);
	});

	test('Get Options of bank transactions, which stand below their account', async () => {
		const connectionId = florist.connections.accounting;
		const of = { companyId: byId(florist.id), connectionId: byId(connectionId) };
		const { json } = await run('getOptions', {
			...of,
			dataType: 'bankTransactions',
			accountId: 'acc 1/2',
		});
		expect(json).toHaveLength(1);
		expect(sent()).toEqual([
			`GET /companies/${florist.id}/connections/${connectionId}/options/bankAccounts/acc%201%2F2/bankTransactions`,
		]);
	});

	test('Get Operation', async () => {
		const { json } = await run('get', { pushOperationKey: bakery.pushes.failed });
		expect(json).toEqual([
			expect.objectContaining({ pushOperationKey: bakery.pushes.failed, status: 'Failed' }),
		]);
		expect(sent()).toEqual([`GET /companies/${bakery.id}/push/${bakery.pushes.failed}`]);
	});

	test('Get Many Operations, paged, with what to look for', async () => {
		const items = [{}, {}, {}];
		await run('create', { dataType: 'customers', ...asJson(CUSTOMER) }, { items });
		sandbox.requests.length = 0;
		const all = await run('getAll', { returnAll: true, options: { orderBy: '-requestedOnUtc' } });
		expect(all.json).toHaveLength(5);
		const failed = await run('getAll', { options: { query: 'status=Failed' } });
		expect(failed.json.map(({ status }) => status)).toEqual(['Failed']);
		const two = await run('getAll', { limit: 2 });
		expect(two.json).toHaveLength(2);
		expect(sandbox.requests.map(({ query }) => query)).toEqual([
			{ orderBy: '-requestedOnUtc', page: '1', pageSize: '2000' },
			{ query: 'status=Failed', page: '1', pageSize: '50' },
			{ page: '1', pageSize: '2' },
		]);
	});

	test('Create Record, from JSON', async () => {
		const { json } = await run('create', { dataType: 'customers', ...asJson(CUSTOMER) });
		expect(json).toEqual([
			expect.objectContaining({ status: 'Pending', dataType: 'customers', companyId: bakery.id }),
		]);
		expect(wrote()).toEqual([[`POST ${bakeryPath}/push/customers`, CUSTOMER]]);
		expect(sandbox.requests[0].query).toEqual({});
	});

	test('Create Record, with its options', async () => {
		await run('create', {
			dataType: 'customers',
			...asJson(CUSTOMER),
			options: { timeoutInMinutes: 5, allowSyncOnPushComplete: false },
		});
		expect(sandbox.requests[0].query).toEqual({
			timeoutInMinutes: '5',
			allowSyncOnPushComplete: 'false',
		});
	});

	test('Update Record', async () => {
		await run('update', {
			dataType: 'customers',
			recordId: 'cust/1001',
			...asJson(CUSTOMER),
			options: { forceUpdate: true },
		});
		expect(wrote()).toEqual([[`PUT ${bakeryPath}/push/customers/cust%2F1001`, CUSTOMER]]);
		expect(sandbox.requests[0].query).toEqual({ forceUpdate: 'true' });
	});

	test('Delete Record', async () => {
		const { json } = await run('delete', { dataType: 'bills', recordId: 'bill-7' });
		expect(json).toEqual([expect.objectContaining({ status: 'Pending', dataType: 'bills' })]);
		expect(wrote()).toEqual([[`DELETE ${bakeryPath}/push/bills/bill-7`, undefined]]);
	});

	test('Upload Attachment', async () => {
		const { json } = await run(
			'uploadAttachment',
			{ dataType: 'bills', recordId: 'bill-7' },
			{ binary: [file('a receipt')] },
		);
		expect(json).toEqual([{ success: true }]);
		const received = { fileName: 'receipt.pdf', contentType: 'application/pdf', size: 9 };
		expect(wrote()).toEqual([
			[`POST ${bakeryPath}/push/bills/bill-7/attachments`, { file: received }],
		]);
	});
});

describe('every data type that an operation offers is one that Codat can do this with', () => {
	const connectionId = florist.connections.accounting;
	const of = {
		companyId: byId(florist.id),
		connectionId: byId(connectionId),
		accountId: 'acc-1',
		recordId: 'rec-1',
	};
	const expected = { create: 18, update: 8, delete: 5, uploadAttachment: 6 };

	test.each(Object.entries(expected))('%s: %i of them', async (operation, count) => {
		const dataTypes = offered(operation);
		expect(dataTypes).toHaveLength(count);
		for (const dataType of dataTypes) {
			const path = `/companies/${florist.id}/connections/${connectionId}/push/`;
			const { error } = await run(
				operation,
				{ ...of, dataType, ...asJson({ any: 'thing' }) },
				{ binary: [file('x')] },
			);
			// The sandbox has no models of a few, but paths of all.
			expect(error?.message ?? '').toMatch(/^$|is not supported/);
			expect(sandbox.requests.at(-1)?.path).toMatch(new RegExp(`^${path}`));
		}
	});

	test('Get Options knows all of Codat’s data types', () => {
		expect(offered('getOptions')).toHaveLength(43);
	});

	test('a data type that Codat can’t do this with is refused before anything is sent', async () => {
		const { error } = await run('update', {
			dataType: '={{ "transfers" }}',
			recordId: 'x',
			...asJson({ a: 1 }),
		});
		expect(error?.message).toBe('Codat can’t update transfers');
		expect(error?.description).toContain('bankAccounts, billCreditNotes, bills');
		expect(sent()).toEqual([]);
	});
});

describe('the form for a record', () => {
	test('has the fields that the platform of the connection takes', async () => {
		const { fields } = await form({ dataType: 'bills' });
		const shown = fields.filter(({ removed }) => !removed);
		expect(shown.map(({ displayName }) => displayName)).toEqual([
			'Issue date (required)',
			'Due date (required)',
			'Status (required)',
		]);
		expect(sent()).toEqual([`GET ${bakeryPath}/options/bills`]);
		// Only Xero asks for a status.
		const other = await form({
			dataType: 'bills',
			companyId: byId(bookshop.id),
			connectionId: byId(bookshop.connections.accounting),
		});
		expect(other.fields.find(({ id }) => id === 'status')?.required).toBe(false);
	});

	test('writes a record that the platform takes', async () => {
		const { fields } = await form({ dataType: 'invoices' });
		const record = filledIn(fields, {
			'customerRef.id': '={{ $json.customer }}',
			issueDate: '2026-01-31T00:00:00',
			currency: 'GBP',
			lineItems: '=[{ "quantity": "{{ $json.loaves }}", "unitAmount": 2.5, "taxAmount": null }]',
		});
		const { json, error } = await run(
			'create',
			{ dataType: 'invoices', record, waitForCompletion: true },
			{ items: [{ customer: 1001, loaves: 12 }] },
		);
		expect(error).toBeUndefined();
		expect(json[0]).toMatchObject({ status: 'Success', validation: { errors: [], warnings: [] } });
		expect(wrote()[0][1]).toEqual({
			customerRef: { id: '1001' },
			issueDate: '2026-01-31T00:00:00',
			currency: 'GBP',
			lineItems: [{ quantity: 12, unitAmount: 2.5 }],
		});
	});

	test('takes lists as lists, and n8n’s own dates, from expressions', async () => {
		const { fields } = await form({ dataType: 'invoices' });
		const record = filledIn(fields, {
			'customerRef.id': 'c',
			issueDate: '={{ $today }}',
			lineItems: '={{ $json.lines }}',
		});
		const lines = [{ quantity: '3', unitAmount: 1, accountRef: { id: 400 } }];
		await run('create', { dataType: 'invoices', record }, { items: [{ lines }] });
		expect(wrote()[0][1]).toEqual({
			customerRef: { id: 'c' },
			issueDate: '2026-01-15T00:00:00.000Z',
			lineItems: [{ quantity: 3, unitAmount: 1, accountRef: { id: '400' } }],
		});
	});

	test('names everything that is missing before anything is sent', async () => {
		const { fields } = await form({ dataType: 'invoices' });
		sandbox.requests.length = 0;
		const lines = fields.find(({ id }) => id === 'lineItems');
		const untouched = {
			'customerRef.id': '={{ $json.nothing }}',
			issueDate: '={{ "" }}',
			lineItems: lines?.defaultValue as string,
		};
		const first = await run('create', {
			dataType: 'invoices',
			record: filledIn(fields, untouched),
		});
		expect(first.error?.message).toContain(
			"The invoice lacks 'Customer', 'Issue date' and 'Line Items'",
		);
		const halfItem = {
			'customerRef.id': 'c',
			issueDate: '2026-01-31',
			lineItems:
				'[{ "quantity": 1, "unitAmount": 2, "accountRef": { "id": "" } }, { "quantity": 1 }]',
		};
		const second = await run(
			'create',
			{ dataType: 'invoices', record: filledIn(fields, halfItem) },
			{ items: [{}, {}], node: { onError: 'continueRegularOutput' } },
		);
		expect(second.json[1].error).toContain("The invoice lacks 'Line Items #2 › Unit Amount'");
		expect(sent()).toEqual([]);
	});

	test('asks Codat for nothing but the writes, however many items there are', async () => {
		const { fields } = await form({ dataType: 'customers' });
		sandbox.requests.length = 0;
		const record = filledIn(fields, { customerName: '={{ $json.name }}' });
		const items = Array.from({ length: 20 }, (_, n) => ({ name: `Customer ${n}` }));
		const { json } = await run('create', { dataType: 'customers', record }, { items });
		expect(json).toHaveLength(20);
		expect(new Set(sent())).toEqual(new Set([`POST ${bakeryPath}/push/customers`]));
		expect(sandbox.requests).toHaveLength(20);
	});

	test('can take what the input item has, and nothing that the platform does not know', async () => {
		const { fields } = await form({ dataType: 'bills' });
		const items = [
			{
				row_number: 7,
				id: 'bill-1',
				modifiedDate: '2026-01-01',
				supplierRef: { id: 12 },
				'supplierRef.id': 13,
				issueDate: '2026-01-31',
				dueDate: '2026-02-28',
				status: 'Open',
				lineItems: [{ quantity: '2', unitAmount: '3.5' }],
			},
		];
		const { error } = await run(
			'create',
			{ dataType: 'bills', record: autoMapped(fields) },
			{ items },
		);
		expect(error).toBeUndefined();
		expect(wrote()[0][1]).toEqual({
			supplierRef: { id: '13' },
			issueDate: '2026-01-31',
			dueDate: '2026-02-28',
			status: 'Open',
			lineItems: [{ quantity: 2, unitAmount: 3.5 }],
		});
		const missing = await run(
			'create',
			{ dataType: 'bills', record: autoMapped(fields) },
			{ items: [{ status: 'Open' }] },
		);
		expect(missing.error?.message).toContain("The bill lacks 'Supplier', 'Issue date'");
		expect(missing.error?.description).toContain('input item');
	});

	test('does without columns that are gone, and without a schema', async () => {
		const { fields } = await form({ dataType: 'customers' });
		const gone = filledIn(fields, { customerName: 'A', fax: '1', 'address.line': 'x' });
		const bare = filledIn([], { customerName: 'B', 'extra.id': 1 });
		await run('create', { dataType: 'customers', record: gone });
		await run('create', { dataType: 'customers', record: bare }, { executionId: 'another' });
		expect(wrote().map(([, body]) => body)).toEqual([
			{ customerName: 'A' },
			{ customerName: 'B', extra: { id: 1 } },
		]);
	});

	test('updates with the same fields', async () => {
		const { fields } = await form({ operation: 'update', dataType: 'customers' });
		const record = filledIn(fields, { customerName: 'New name' });
		const of = { dataType: 'customers', recordId: 'cust-1', record };
		expect((await run('update', of)).error).toBeUndefined();
		const empty = await run('update', {
			...of,
			record: filledIn(fields, { customerName: '={{ "" }}', phone: '1' }),
		});
		expect(empty.error?.message).toContain("The customer lacks 'Name'");
		expect(wrote()).toEqual([
			[`PUT ${bakeryPath}/push/customers/cust-1`, { customerName: 'New name' }],
		]);
	});

	test.each([
		['nothing is chosen', { companyId: byId('') }, "Set 'Company'"],
		['no connection is chosen', { connectionId: byId('') }, "Set 'Connection'"],
		['an expression has no value', { companyId: byId('={{ $json.id }}') }, 'has no value yet'],
		// What the editor gives for an expression that it can't resolve.
		[
			'an expression gives nothing',
			{ companyId: { ...byId(''), value: null } },
			"expression in 'Company' has no",
		],
		['nothing is left of it', { companyId: { __rl: true, mode: 'id' } }, "in 'Company' has no"],
		['it gives no type', { dataType: null }, "expression in 'Data Type' has no value yet"],
		['an ID is none', { connectionId: byId('?') }, "'Connection' is not an ID"],
		['no account is given', { dataType: 'bankTransactions' }, "Set 'Bank Account ID'"],
		[
			'the platform can’t write the data type',
			{ dataType: 'bankTransactions', accountId: 'a' },
			'can’t take bank transactions',
		],
		[
			'the connection is another company’s',
			{ connectionId: byId(bookshop.connections.accounting) },
			'not found',
		],
	])('when %s, it says so in its place', async (_, parameters, words) => {
		const { fields, emptyFieldsNotice } = await form({ dataType: 'customers', ...parameters });
		expect(fields).toEqual([]);
		expect(emptyFieldsNotice).toContain(words);
	});

	test('is kept when it can’t be made anew', async () => {
		const { fields } = await form({ dataType: 'customers' });
		const record = filledIn(fields, { customerName: 'A' });
		sandbox.faults.add({ kind: 'error', times: Infinity });
		await expect(form({ dataType: 'customers', record })).rejects.toThrow('internal error');
		sandbox.faults.clear();
		await expect(form({ companyId: byId(''), record })).rejects.toThrow("Set 'Company'");
	});

	test('offers JSON where Codat names no fields', async () => {
		sandbox.faults.add({ kind: 'rewrite', rewrite: () => ({ type: 'Object' }) });
		const { emptyFieldsNotice } = await form({ dataType: 'customers' });
		expect(emptyFieldsNotice).toContain("Set 'Record Mode' to JSON");
	});
});

describe('what can’t work is said, with nothing sent where that can be known', () => {
	const customers = { dataType: 'customers' };
	const cases: Array<[string, string, IDataObject, string]> = [
		[
			'no ID',
			'create',
			{ ...customers, ...asJson(CUSTOMER), companyId: byId('={{ "" }}') },
			"'Company' is empty",
		],
		[
			'no connection',
			'create',
			{ ...customers, connectionId: byId('!') },
			"'Connection' is not an ID",
		],
		[
			'no record ID',
			'update',
			{ ...customers, ...asJson(CUSTOMER), recordId: '={{ "" }}' },
			"'Record ID' is empty",
		],
		['a path for an ID', 'delete', { dataType: 'bills', recordId: '..' }, "can't be"],
		[
			'no JSON',
			'create',
			{ ...customers, ...asJson('{ name: }') },
			"'Record (JSON)' is not valid JSON",
		],
		['a JSON list', 'create', { ...customers, ...asJson([CUSTOMER]) }, 'must be a JSON object'],
		['an empty record', 'create', { ...customers, ...asJson({}) }, 'The record is empty'],
		['an empty form', 'create', customers, 'The record is empty'],
		['no key', 'get', { pushOperationKey: '={{ "" }}' }, "'Push Operation Key' is empty"],
		['a limit of none', 'getAll', { limit: 0 }, "'Limit' must be a whole number"],
		[
			'a timeout of none',
			'create',
			{ ...customers, options: { timeoutInMinutes: 0 } },
			"'Timeout in Minutes'",
		],
		['a data type unknown', 'getOptions', { dataType: '={{ "boats" }}' }, 'no data type "boats"'],
		[
			'no account',
			'create',
			{ dataType: 'bankTransactions', ...asJson({ a: 1 }) },
			"'Bank Account ID'",
		],
		[
			'a wait of no time',
			'create',
			{ ...customers, waitForCompletion: true, maxWaitMinutes: 0 },
			"'Max Wait",
		],
	];
	test.each(cases)('%s', async (_, operation, parameters, message) => {
		const { error } = await run(operation, parameters, { items: [{}] });
		expect(error?.message).toContain(message);
		expect(error?.context?.itemIndex).toBe(0);
		expect(sent()).toEqual([]);
	});

	test.each([
		['no file', undefined, 'data', "binary file 'data'"],
		['no file of that name', file('x'), 'scan', "no binary field 'scan'"],
		['an empty file', file(''), 'data', '"receipt.pdf" is empty'],
		['a file too large', file('x', { bytes: 370_000_000 }), 'data', 'larger than 350 MB'],
		['no name', file('x'), ' ', "'Input Data Field Name' is empty"],
	])('Upload Attachment with %s', async (_, given, binaryPropertyName, message) => {
		const { error } = await run(
			'uploadAttachment',
			{ dataType: 'bills', recordId: 'b', binaryPropertyName },
			{ binary: given && [given] },
		);
		expect(error?.message).toContain(message);
		expect(error?.context?.itemIndex).toBe(0);
		expect(sent()).toEqual([]);
	});

	test('options that the platform doesn’t have', async () => {
		const { error } = await run('getOptions', { dataType: 'taxRates' });
		expect(error?.message).toContain('The platform of this connection can’t take tax rates');
		expect(error?.description).toContain('Codat says: Data type taxRates is not supported by Xero');
	});

	test.each([
		['getOptions', {}],
		['create', asJson(CUSTOMER)],
	])('%s on a connection of another company', async (operation, parameters) => {
		const connectionId = byId(bookshop.connections.accounting);
		const { error } = await run(operation, { ...customers, ...parameters, connectionId });
		expect(error?.message).toBe(
			"This connection is not one of this company's. Choose 'Connection' again",
		);
		expect(error?.description).toMatch(
			/another company's, or was deleted.\nCodat says: .*not found/,
		);
		expect(sandbox.ledger).toEqual([]);
	});

	test('a connection’s ID for a company’s', async () => {
		const { error } = await run('getAll', { companyId: ofBakery.connectionId });
		expect(error?.message).toContain('No company was found');
	});

	test('a push operation that isn’t there, and a company without any', async () => {
		const { error } = await run('get', { pushOperationKey: UNKNOWN_ID });
		expect(error?.message).toContain('not found');
		const { json } = await run('getAll', { companyId: byId(studio.id) });
		expect(json).toEqual([]);
	});

	test('items fail one by one, and the others go on', async () => {
		const { json } = await run(
			'create',
			{ ...customers, recordMode: 'json', recordJson: '={{ $json.record }}' },
			{
				items: [{ record: CUSTOMER }, { record: '[' }, { record: CUSTOMER }],
				node: { onError: 'continueRegularOutput' },
			},
		);
		expect(json.map(({ status, error }) => status ?? error)).toEqual([
			'Pending',
			expect.stringContaining("'Record (JSON)' is not valid JSON"),
			'Pending',
		]);
		expect(sandbox.ledger).toHaveLength(2);
	});
});
