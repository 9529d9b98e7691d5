import fc from 'fast-check';
import type { IDataObject, INodeListSearchResult } from 'n8n-workflow';

import { RECORD_KINDS, searchOf, type RecordKind } from '../../nodes/Codat/fields/companyRecords';
import { Codat } from '../../nodes/Codat/Codat.node';
import { recordsToChange } from '../../sandbox/data/reading';
import { changeRecords } from '../../sandbox/data/records';
import { SEED } from '../../sandbox/seed';
import { startSandbox, type Sandbox } from '../../sandbox/server';
import { byId, loadOptionsContext } from './harness';

const { bakery, bookshop, studio, surveyors, workshop } = SEED.companies;
const { listSearch: searches } = new Codat().methods;
const listSearch: Record<string, (typeof searches)['searchRecords']> = searches;

let sandbox: Sandbox;
beforeAll(async () => {
	sandbox = await startSandbox();
});
beforeEach(() => sandbox.reset());
afterAll(async () => await sandbox.close());

const ofBakery = {
	resource: 'pushData',
	operation: 'create',
	companyId: byId(bakery.id),
	connectionId: byId(bakery.connections.accounting),
};

/** Loads one page of a list, as the editor does. */
async function load(
	method: string,
	parameters: IDataObject = {},
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	const context = loadOptionsContext(
		{ apiKey: sandbox.apiKey, baseUrl: sandbox.url },
		{ ...ofBakery, ...parameters },
	);
	return await listSearch[method].call(context, filter, paginationToken);
}

const namesIn = ({ results }: INodeListSearchResult) => results.map(({ name }) => name);
const names = async (...given: Parameters<typeof load>) => namesIn(await load(...given));
const queries = () => sandbox.requests.map(({ query }) => query.query);

/** Answers lists of a path with records of the test's own. */
function answer(path: RegExp, results: unknown, times = 20): void {
	const rewrite = () => ({ results, pageNumber: 1, pageSize: 100 });
	sandbox.faults.add({ kind: 'rewrite', times, match: { path }, rewrite });
}

describe('each kind is shown by what people know it by', () => {
	test.each<[RecordKind, string[]]>([
		['accounts', ['Account 0001 (40001, GBP)', 'Account 0002 (40002, GBP)']],
		['bankAccounts', ['Bank account 0001 (00000001, GBP)']],
		['bills', [expect.stringMatching(/^BILL-0011 \(.+, \d{4}-\d\d-\d\d, \d+\.\d\d GBP, /)]],
		['creditNotes', [expect.stringMatching(/^CN-0011 \(Fernhill School, .+ GBP, Submitted\)$/)]],
		['billCreditNotes', [expect.stringMatching(/^BCN-0011 \(Wren Packaging, .+ GBP/)]],
		['billPayments', [expect.stringMatching(/^BP-0011 \(Wren Packaging, .+ GBP\)$/)]],
		['customers', [expect.stringMatching(/^Bramble Café customer-0001$/)]],
		['invoices', [expect.stringMatching(/^INV-0011 \(Fernhill School, .+ GBP, Partially Paid\)$/)]],
		['items', [expect.stringMatching(/^Cinnamon bun \(SKU-/)]],
		['journalEntries', [expect.stringMatching(/^Closing of day 0011 \(Journal 0001, /)]],
		['payments', [expect.stringMatching(/^PAY-0011 \(Fernhill School, .+ GBP\)$/)]],
		['suppliers', [expect.stringMatching(/^Copper Kettle Tools/)]],
		['taxRates', [expect.stringMatching(/^Reduced rate \(T\d+, 5%/)]],
		['trackingCategories', [expect.stringMatching(/^Shop floor/)]],
	])('%s', async (kind, first) => {
		const found = await names(searchOf(kind));
		expect(found.slice(0, first.length)).toEqual(first);
		expect(new Set(found).size).toBe(found.length);
		expect(sandbox.requests).toHaveLength(1);
	});

	test('deleted records and tracking headings are left out', async () => {
		// Of twelve, two are deleted.
		expect((await load('searchRecordsInvoices')).results).toHaveLength(10);
		answer(/trackingCategories$/, [
			{ id: 'D', name: 'Departments', hasChildren: true },
			{ id: 'D1', name: 'Kitchen', parentId: 'D' },
		]);
		expect((await load('searchRecordsTrackingCategories')).results).toEqual([
			{ name: 'Departments › Kitchen', value: 'D1' },
		]);
	});

	test('there is a list for every kind', () => {
		for (const kind of Object.keys(RECORD_KINDS) as RecordKind[]) {
			expect(listSearch[searchOf(kind)]).toBeInstanceOf(Function);
		}
	});
});

describe('search', () => {
	test('Codat searches, by the number or the name', async () => {
		expect(await names('searchRecordsInvoices', {}, 'fernhill INV-0011')).toHaveLength(1);
		expect(queries()).toEqual(['invoiceNumber~fernhill||customerRef.companyName~fernhill']);
	});

	test('what Codat can’t search is found all the same: a status, a day, an amount', async () => {
		const [first] = await names('searchRecordsInvoices');
		const [, day, amount] = /(\d{4}-\d\d-\d\d), (\d+\.\d\d)/.exec(first) ?? [];
		for (const filter of ['partially', day, amount]) {
			sandbox.requests.length = 0;
			expect(await names('searchRecordsInvoices', {}, filter)).toContain(first);
			expect(sandbox.requests).toHaveLength(2);
		}
	});

	test('an order or a query that Codat refuses is done without', async () => {
		sandbox.faults.add({ kind: 'status', status: 400, times: 3 });
		expect(await names('searchRecordsInvoices', {}, 'fernhill')).not.toHaveLength(0);
		expect(sandbox.requests.map(({ query }) => [query.query !== undefined, query.orderBy])).toEqual(
			[
				[true, '-issueDate'],
				[true, undefined],
				[false, '-issueDate'],
				[false, undefined],
			],
		);
	});

	test('all pages of a long list can be reached, and no record comes twice', async () => {
		const company = sandbox.state.companies.get(bakery.id)!;
		const set = recordsToChange(company, { dataType: 'customers' }, sandbox.clock);
		changeRecords(set, { action: 'add', count: 1_230 }, sandbox.clock);
		const values: unknown[] = [];
		let token: string | undefined;
		do {
			const page = await load('searchRecordsCustomers', {}, undefined, token);
			values.push(...page.results.map(({ value }) => value));
			token = page.paginationToken;
		} while (token !== undefined);
		expect(new Set(values).size).toBe(values.length);
		expect(values.length).toBeGreaterThan(1_200);
	});
});

describe('what to do is said', () => {
	const lacks = async (method: string, parameters: IDataObject, message: RegExp) => {
		await expect(load(method, parameters)).rejects.toThrow(message);
	};

	test.each([
		[{ companyId: byId('') }, /^(Choose a company first|The expression in 'Company')/],
		[{ companyId: byId('={{ $json.id }}') }, /^The expression in 'Company' has no value yet/],
		[{ companyId: byId('bakery') }, /^'Company' is not an ID/],
	])('without a company: %j', async (parameters, message) => {
		for (const method of ['searchRecordsAccounts', 'searchPushOperations', 'searchSyncs']) {
			await lacks(method, { product: 'commerce', ...parameters }, message);
		}
		expect(sandbox.requests).toEqual([]);
	});

	test('without a connection, where a list is of one', async () => {
		const none = { connectionId: { __rl: true, mode: 'list', value: '' } };
		await lacks(
			'searchRecordsBankAccounts',
			none,
			/^(Choose a connection first|The expression in 'Connection')/,
		);
		expect(sandbox.requests).toEqual([]);
	});

	test('with a connection of another company', async () => {
		const parameters = {
			companyId: {
				__rl: true,
				mode: 'list',
				value: bakery.id,
				cachedResultName: 'Harbour Lane Bakery',
			},
			connectionId: byId(bookshop.connections.accounting),
		};
		await lacks(
			'searchRecordsBankAccounts',
			parameters,
			/^This connection is not one of Harbour Lane Bakery's. Choose 'Connection' again$/,
		);
	});

	test('where Codat has none yet', async () => {
		const none =
			/^Codat has no tax rates of this company yet. Have it fetch them \(Read Data › Ref/;
		answer(/taxRates$/, []);
		await lacks('searchRecordsTaxRates', {}, none);
		sandbox.reset();
		for (const status of [404, 409]) {
			const body = { error: 'No data available for taxRates', correlationId: 'c-1' };
			sandbox.faults.add({ kind: 'status', status, body });
			await lacks('searchRecordsTaxRates', {}, none);
		}
		// Nor is it asked for again where nothing is found.
		sandbox.faults.add({ kind: 'status', status: 409, body: {} });
		await expect(load('searchRecordsTaxRates', {}, 'vat')).rejects.toThrow(none);
		expect(sandbox.requests).toHaveLength(3);
	});

	test('where the platform doesn’t have them, in Codat’s words', async () => {
		const body = { error: 'Data type items is not supported by Xero.', correlationId: 'c-1' };
		sandbox.faults.add({ kind: 'status', status: 404, body });
		await lacks(
			'searchRecordsItems',
			{},
			/^Codat can't list the company's items. It says: .* by Xero. Choose 'By ID' instead.$/,
		);
	});

	test.each([
		['searchSyncs', { product: 'commerce' }, /no syncs .* Start one \(Sync › Start\)/],
		['searchPushOperations', {}, /no push operations .* Write a record/],
		['searchPullOperations', {}, /no pull operations .* Have it fetch data/],
	])('%s of a company without any', async (method, parameters, message) => {
		await lacks(method, { companyId: byId(studio.id), ...parameters }, message);
	});
});

describe('Record ID', () => {
	const reading = { resource: 'readData', operation: 'get', dataType: 'invoices' };

	test('lists records of the data type that is chosen', async () => {
		expect(await names('searchRecords', reading)).toEqual(await names('searchRecordsInvoices'));
		const orders = { ...reading, dataType: 'commerce-orders' };
		const connectionId = byId(bakery.connections.commerce);
		expect((await names('searchRecords', { ...orders, connectionId }))[0]).toMatch(
			/^.+ \(.+, \d{4}-\d\d-\d\d, \d+\.\d\d \w+\)$/,
		);
		const locations = { ...reading, dataType: 'commerce-locations', connectionId };
		sandbox.requests.length = 0;
		expect(await names('searchRecords', locations)).not.toHaveLength(0);
		expect(sandbox.requests[0].query).toEqual({});
	});

	test.each([
		['', /^Set 'Data Type' first/],
		['={{ $json.type }}', /^The expression in 'Data Type' has no value yet/],
		['__proto__', /^Codat can't list single __proto__/],
		['bankTransactions', /^Codat can't list single bank transactions. Choose 'By ID'/],
	])('of the data type "%s": what to do', async (dataType, message) => {
		await expect(load('searchRecords', { ...reading, dataType })).rejects.toThrow(message);
		expect(sandbox.requests).toEqual([]);
	});
});

describe('what was done', () => {
	test('syncs have their time in the workflow’s zone, and how they ended, the latest first', async () => {
		const found = await load('searchSyncs', { resource: 'sync', product: 'commerce' });
		expect(found.results[0]).toEqual({
			name: expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d \(\w.*, \d{4}\)$/),
			value: expect.stringMatching(/^[0-9a-f-]{36}$/),
		});
		const shown = namesIn(found);
		expect(shown).toEqual([...shown].sort().reverse());
		expect(sandbox.requests[0].path).toContain('/sync/commerce/syncs/list/status');
		await load('searchSyncs', { resource: 'expense', companyId: byId(surveyors.id) });
		expect(sandbox.requests[1].path).toContain('/sync/expenses/syncs/list/status');
	});

	test('push and pull operations say what, when and how it ended', async () => {
		const pushes = await names('searchPushOperations');
		expect(pushes[0]).toMatch(/^[A-Z]\w+.* \(\d{4}-\d\d-\d\d \d\d:\d\d, \w+/);
		expect(sandbox.requests.at(-1)?.query.orderBy).toBe('-requestedOnUtc');
		const failed = await names('searchPushOperations', {}, 'failed');
		expect(failed.length).toBeGreaterThan(0);
		expect(failed.every((name) => name.includes('Failed'))).toBe(true);
		expect((await names('searchPullOperations'))[0]).toMatch(/^[A-Z].* \(\d{4}-.*, Complete\)$/);
	});

	test('the files of a record, and the addresses of webhooks', async () => {
		const record = { resource: 'readData', operation: 'getAttachment', dataType: 'invoices' };
		const files = await names('searchAttachments', { ...record, recordId: 'invoice-0001' });
		expect(files[0]).toMatch(/^.+\.\w+ \(\d{4}-\d\d-\d\d, /);
		sandbox.state.webhooks.push({
			id: 'w-1',
			url: 'https://example.com/hook',
			disabled: true,
			eventTypes: ['a', 'b', 'c', 'd', 'e'],
			companyTags: [],
		});
		expect(await names('searchWebhooks')).toContain(
			'https://example.com/hook (a, b, c, 2 more, Disabled)',
		);
		sandbox.state.webhooks.length = 0;
		await expect(load('searchWebhooks')).rejects.toThrow(/no webhook consumers yet/);
	});
});

describe('whatever Codat answers', () => {
	const methods = [...Object.keys(RECORD_KINDS)].map((kind) => searchOf(kind as RecordKind));

	test.each([...methods, 'searchPushOperations', 'searchPullOperations', 'searchSyncs'])(
		'%s shows a list of texts with IDs, or says why there is none',
		async (method) => {
			const scalar = fc.oneof(fc.string(), fc.integer(), fc.constant(null), fc.double());
			const record = fc.oneof(
				fc.dictionary(
					fc.constantFrom(
						'id',
						'name',
						'status',
						'issueDate',
						'totalAmount',
						'currency',
						'parentId',
					),
					fc.oneof(scalar, fc.anything()),
				),
				scalar,
			);
			await fc.assert(
				fc.asyncProperty(fc.array(record, { maxLength: 4 }), fc.string(), async (found, filter) => {
					sandbox.reset();
					const rewrite = () => JSON.parse(JSON.stringify({ results: found })) as unknown;
					sandbox.faults.add({ kind: 'rewrite', times: 20, rewrite });
					const parameters = { resource: 'sync', product: 'commerce' };
					const outcome = await load(method, parameters, filter).catch((error: Error) => error);
					if (outcome instanceof Error) {
						expect(outcome.message).toMatch(/^Codat has no /);
						return;
					}
					for (const { name, value } of outcome.results) {
						expect(typeof name).toBe('string');
						expect(String(value).trim()).not.toBe('');
						expect(name).not.toMatch(/^(undefined|null|\[object)/);
					}
				}),
				{ numRuns: 15, seed: 2026 },
			);
		},
	);

	test('any name that is searched for gets an answer, with no more in its query than its words', async () => {
		await fc.assert(
			fc.asyncProperty(fc.string({ unit: 'grapheme', maxLength: 3_000 }), async (filter) => {
				sandbox.requests.length = 0;
				await load('searchRecordsInvoices', {}, filter);
				expect(sandbox.requests.length).toBeLessThanOrEqual(4);
				for (const { query } of sandbox.requests) {
					const { query: asked = '' } = query as { query?: string };
					expect(asked.length).toBeLessThan(2_048);
					const [first = '', second = '', ...more] = asked.split('||');
					expect(more).toEqual([]);
					expect(`${first}${second}`.replaceAll('~', '')).not.toMatch(/[&|{}=!<>]/);
				}
			}),
			{ numRuns: 40, seed: 2026 },
		);
	});
});

test('a company that never was connected has no invoices to choose from', async () => {
	await expect(
		load('searchRecordsInvoices', { companyId: byId(workshop.id) }),
	).resolves.toBeDefined();
	await expect(load('searchRecordsInvoices', { companyId: byId(studio.id) })).rejects.toThrow(
		/^Codat can't list the company's invoices/,
	);
});
