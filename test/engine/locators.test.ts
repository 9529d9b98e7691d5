import type { IDataObject, INodeListSearchResult } from 'n8n-workflow';
import { LoadOptionsContext } from 'n8n-core';
import { Codat } from '../../nodes/Codat/Codat.node';
import { INTEGRATIONS } from '../../sandbox/integrations';
import { SEED } from '../../sandbox/seed';
import { startSandbox, type Sandbox } from '../../sandbox/server';
import { additionalData, loadOptionsContext } from './harness';

const { bakery, bookshop, florist, studio, workshop } = SEED.companies;

let sandbox: Sandbox;

beforeAll(async () => {
	sandbox = await startSandbox({ companies: 1_200 });
});
beforeEach(() => sandbox.reset());
afterAll(async () => await sandbox.close());

const { listSearch } = new Codat().methods;

/** Loads one page of a list, as the editor does. */
async function load(
	method: keyof typeof listSearch,
	filter?: string,
	paginationToken?: string,
	parameters: IDataObject = {},
): Promise<INodeListSearchResult> {
	const context = loadOptionsContext(
		{ apiKey: sandbox.apiKey, baseUrl: sandbox.url },
		{ resource: 'connection', operation: 'get', ...parameters },
	);
	return await listSearch[method].call(context, filter, paginationToken);
}

const namesOf = ({ results }: INodeListSearchResult) => results.map(({ name }) => name);
const queries = () => sandbox.requests.map(({ query }) => query.query);

describe('companies', () => {
	test('every page can be reached, and no company comes twice', async () => {
		const values: unknown[] = [];
		let token: string | undefined;
		do {
			const page = await load('searchCompanies', undefined, token);
			values.push(...page.results.map(({ value }) => value));
			token = page.paginationToken;
		} while (token !== undefined);
		expect(values).toHaveLength(1_206);
		expect(new Set(values).size).toBe(1_206);
	});

	test('Codat searches, in one request', async () => {
		expect(namesOf(await load('searchCompanies', 'bakery'))).toEqual(['Harbour Lane Bakery']);
		expect(queries()).toEqual(['name~bakery']);
	});

	test('a search with many results goes on where it stopped', async () => {
		const first = await load('searchCompanies', 'company');
		const second = await load('searchCompanies', 'company', first.paginationToken);
		const third = await load('searchCompanies', 'company', second.paginationToken);
		const values = [first, second, third]
			.flatMap(({ results }) => results)
			.map((each) => each.value);
		expect(new Set(values).size).toBe(1_200);
		expect(third.paginationToken).toBeUndefined();
	});

	test('characters of Codat’s query language can be searched for', async () => {
		expect(namesOf(await load('searchCompanies', 'Marigold & F'))).toEqual(['Marigold & Fern']);
		expect(namesOf(await load('searchCompanies', '&'))).toEqual(['Marigold & Fern']);
	});

	test('nothing found is an empty list', async () => {
		expect(await load('searchCompanies', 'zeppelin')).toEqual({
			results: [],
			paginationToken: undefined,
		});
	});

	test('the right companies are found where Codat refuses to search', async () => {
		sandbox.faults.add({ kind: 'status', status: 400, times: 2 });
		expect(namesOf(await load('searchCompanies', 'bakery'))).toEqual(['Harbour Lane Bakery']);
		expect(queries().slice(0, 3)).toEqual(['name~bakery', 'name~bakery', undefined]);
	});

	test('the right companies are found where Codat takes no notice of the search', async () => {
		const all = [...sandbox.state.companies.values()].map(({ id, name }) => ({ id, name }));
		sandbox.faults.add({
			kind: 'rewrite',
			times: 10,
			rewrite: (body) => {
				const { pageNumber, pageSize } = body as { pageNumber: number; pageSize: number };
				const end = pageNumber * pageSize;
				return {
					...(body as object),
					results: all.slice(end - pageSize, end),
					totalResults: all.length,
					_links: end < all.length ? { next: { href: '/companies' } } : {},
				};
			},
		});
		const found = await load('searchCompanies', '01199');
		expect(namesOf(found)).toEqual(['Company 01199']);
		expect(found.paginationToken).toBeUndefined();
		expect(sandbox.requests).toHaveLength(3);
	});
});

describe('connections', () => {
	const of = (value: unknown, mode = 'list') => ({ companyId: { __rl: true, mode, value } });
	const connections = async (parameters: IDataObject, filter?: string) =>
		await load('searchConnections', filter, undefined, parameters);

	test('show platform, source type and status, those in use first', async () => {
		expect(namesOf(await connections(of(workshop.id)))).toEqual([
			'QuickBooks Desktop (Accounting, Linked)',
			'Shopify (Commerce, Deauthorized)',
		]);
		const { connections: all } = sandbox.state.companies.get(workshop.id)!;
		all[0].status = 'PendingAuth';
		all[1].status = 'Linked';
		expect(namesOf(await connections(of(workshop.id)))).toEqual([
			'Shopify (Commerce, Linked)',
			'QuickBooks Desktop (Accounting, Pending Authorization)',
		]);
		expect(sandbox.requests).toHaveLength(2);
	});

	test.each([
		['commerce', [bakery.connections.commerce]],
		['XERO link', [bakery.connections.accounting]],
		[bakery.connections.accounting, [bakery.connections.accounting]],
		['shopify', []],
	])('can be searched for "%s"', async (filter, values) => {
		const { results } = await connections(of(bakery.id), filter);
		expect(results.map(({ value }) => value)).toEqual(values);
		expect(queries()).toEqual([undefined]);
	});

	test('that look the same are told apart', async () => {
		const { connections: all } = sandbox.state.companies.get(bakery.id)!;
		all.push({ ...all[1], id: 'abcdef01-7d3a-4c1e-9b52-000000000099' });
		expect(namesOf(await connections(of(bakery.id)))).toEqual([
			'Xero (Accounting, Linked)',
			'Commerce Sandbox (Commerce, Linked) c0da7001…',
			'Commerce Sandbox (Commerce, Linked) abcdef01…',
		]);
	});

	test('are those of a company that a portal link or an expression names', async () => {
		const link = `https://app.codat.io/companies/${florist.id}/summary`;
		for (const company of [of(link, 'id'), { companyId: florist.id }]) {
			expect(namesOf(await connections(company))).toEqual([
				'Codat Sandbox (Accounting, Linked)',
				'Test Bank (Banking, Linked)',
				'Zettle (Commerce, Linked)',
			]);
		}
	});

	test('of a company without any: where one is made', async () => {
		await expect(connections(of(studio.id))).rejects.toThrow(
			'This company has no connections yet. Create one with Connection › Create or in the Codat portal.',
		);
	});

	const pushing = { resource: 'pushData', operation: 'create' };

	test('that can’t be written to are left out where records are written', async () => {
		expect(namesOf(await connections({ ...pushing, ...of(bakery.id) }))).toEqual([
			'Xero (Accounting, Linked)',
		]);
		const { connections: all } = sandbox.state.companies.get(florist.id)!;
		for (const each of all) each.sourceType = 'Commerce';
		await expect(connections({ ...pushing, ...of(florist.id) })).rejects.toThrow(
			/^None of this company’s connections can be written to/,
		);
	});

	test('that have the records come first where they are read', async () => {
		const reading = { resource: 'readData', operation: 'getAll', dataType: 'commerce-orders' };
		const [first] = namesOf(await connections({ ...reading, ...of(florist.id) }));
		expect(first).toBe('Zettle (Commerce, Linked)');
	});

	const chosen = (value: string, cachedResultName?: string) => ({
		connectionId: { __rl: true, mode: 'list', value, cachedResultName },
	});

	test('say that the chosen one is another company’s, whatever is searched for', async () => {
		const old = chosen(bookshop.connections.accounting, 'Sage: 50 (Accounting, Linked)');
		const shown = [
			'Not this company’s: Sage: 50 (Accounting, Linked)',
			'Xero (Accounting, Linked)',
		];
		const found = await connections({ ...of(bakery.id), ...old }, 'accounting');
		expect(namesOf(found)).toEqual(shown);
		expect(found.results[0].value).toBe(bookshop.connections.accounting);
		// Chosen again, it is not said twice.
		const again = chosen(bookshop.connections.accounting, shown[0]);
		expect(namesOf(await connections({ ...of(bakery.id), ...again }, 'xero'))).toEqual(shown);
		// Where there is no name, by its ID; and what an expression gives is no choice.
		const nameless = await connections({ ...of(bakery.id), ...chosen('another-id-1') }, 'xero');
		expect(namesOf(nameless)[0]).toBe('Not this company’s: another-id-1');
		for (const connectionId of [null, '', bookshop.connections.accounting, [], 7]) {
			const own = await connections({ ...of(bakery.id), connectionId }, 'xero');
			expect(namesOf(own)).toEqual(['Xero (Accounting, Linked)']);
		}
	});

	test('say that the chosen one can’t be written to', async () => {
		const shop = chosen(bakery.connections.commerce, 'Commerce Sandbox (Commerce, Linked)');
		expect(namesOf(await connections({ ...pushing, ...of(bakery.id), ...shop }))).toEqual([
			'Can’t be written to: Commerce Sandbox (Commerce, Linked)',
			'Xero (Accounting, Linked)',
		]);
		expect(namesOf(await connections({ ...of(bakery.id), ...shop }))).toHaveLength(2);
	});

	test('of the only one to refresh, too', async () => {
		const { workflow, node } = loadOptionsContext(
			{ apiKey: sandbox.apiKey, baseUrl: sandbox.url },
			{
				resource: 'readData',
				operation: 'refreshDataType',
				...of(bakery.id),
				options: chosen(bookshop.connections.accounting, 'Sage'),
			},
		) as unknown as {
			workflow: ConstructorParameters<typeof LoadOptionsContext>[0];
			node: ConstructorParameters<typeof LoadOptionsContext>[1];
		};
		const data = {
			...additionalData({ apiKey: sandbox.apiKey, baseUrl: sandbox.url }),
			currentNodeParameters: node.parameters,
		};
		const path = 'parameters.options.connectionId';
		const context = new LoadOptionsContext(workflow, node, data, path);
		const [first] = namesOf(await listSearch.searchConnections.call(context));
		expect(first).toBe('Not this company’s: Sage');
	});

	test.each([
		['no company is chosen', of(''), 'Choose a company first. This list shows its connections.'],
		['the expression has no value yet', of(null, 'id'), /expression in 'Company' has no value yet/],
		['the expression is not resolved', of('={{ $json.id }}', 'id'), /has no value yet/],
		['the company can’t be one', of('bakery', 'id'), /^'Company' is not an ID/],
	])('say in words that %s, and ask nothing', async (_, company, message) => {
		await expect(connections(company)).rejects.toThrow(message);
		expect(sandbox.requests).toEqual([]);
	});

	test('of an unknown company say so in Codat’s words', async () => {
		const unknown = of('0e8a2b1c-1111-4222-8333-444455556666');
		await expect(connections(unknown)).rejects.toThrow(/company/i);
	});

	test('do not choke on records that lack almost everything', async () => {
		sandbox.faults.add({
			kind: 'missingFields',
			fields: ['platformName', 'status', 'totalResults'],
		});
		expect(namesOf(await connections(of(bookshop.id)))).toEqual([
			`${bookshop.connections.accounting} (Accounting)`,
			`${bookshop.connections.commerce} (Commerce)`,
		]);
	});
});

describe('platforms', () => {
	test('all are listed, enabled ones first, in one request', async () => {
		const names = namesOf(await load('searchPlatforms'));
		expect(names).toHaveLength(INTEGRATIONS.length);
		expect(names[0]).toBe('Codat Sandbox (Accounting)');
		const disabled = names.filter((name) => name.includes('Not Enabled'));
		expect(disabled).toEqual([
			'Clover (Commerce, Not Enabled)',
			'Lightspeed K (Commerce, Not Enabled)',
			'Sage Business Cloud Accounting (Accounting, Not Enabled)',
		]);
		expect(names.slice(-3)).toEqual(disabled);
		expect(sandbox.requests).toHaveLength(1);
	});

	test.each([
		['searchCommercePlatforms' as const, 'Commerce', 'Lightspeed K (Not Enabled)'],
		['searchAccountingPlatforms' as const, 'Accounting', 'Xero'],
	])('%s shows those of its source type alone', async (method, sourceType, name) => {
		const list = await load(method);
		expect(namesOf(list)).toContain(name);
		const keys = list.results.map(({ value }) => String(value));
		const expected = INTEGRATIONS.filter((each) => each.sourceType === sourceType);
		expect([...keys].sort()).toEqual(expected.map(({ key }) => key).sort());
	});

	test.each([
		['xero', ['gbol']],
		['gbol', ['gbol']],
		['quickbooks desk', ['pqsw']],
		['not enabled commerce', ['fqly', 'ldgh']],
	])('can be searched for "%s"', async (filter, keys) => {
		const { results } = await load('searchPlatforms', filter);
		expect(results.map(({ value }) => value)).toEqual(keys);
	});

	test('a key that Codat does not accept is said in words', async () => {
		const context = loadOptionsContext({ apiKey: 'another', baseUrl: sandbox.url });
		const error = await listSearch.searchPlatforms.call(context).catch((caught: unknown) => caught);
		expect(error).toMatchObject({
			message: 'Codat did not accept the API key',
			// Which the editor follows with a link to the credential.
			httpCode: '401',
		});
	});
});

test('every list that a field names exists', () => {
	const named = JSON.stringify(new Codat().description).matchAll(/"searchListMethod":"(\w+)"/g);
	for (const [, method] of named) expect(Object.keys(listSearch)).toContain(method);
});
