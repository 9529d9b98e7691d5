import { DATA_TYPES } from '../../sandbox/data/dataTypes';
import { queryable } from '../../sandbox/data/records';
import { SEED } from '../../sandbox/seed';
import { startBench, type Bench } from './sandboxClient';

const { bakery, bookshop, florist, studio, workshop } = SEED.companies;

let bench: Bench;
const call: Bench['call'] = async (...request) => await bench.call(...request);

beforeAll(async () => {
	bench = await startBench();
});

beforeEach(() => bench.sandbox.reset());

afterAll(async () => await bench.sandbox.close());

type Body = Record<string, unknown> & { id: string; modifiedDate: string };

interface Page {
	results: Body[];
	totalResults: number;
}

/** A company that has each kind of data; Zettle has no disputes. */
function ownerOf(dataType: string): { id: string; connectionId: string } {
	const { source } = DATA_TYPES[dataType];
	const { accounting, banking } = florist.connections;
	if (source === 'Commerce') return { id: bakery.id, connectionId: bakery.connections.commerce };
	return { id: florist.id, connectionId: source === 'Banking' ? banking : accounting };
}

function pathOf(dataType: string): string {
	const { scope, path } = DATA_TYPES[dataType];
	const { id, connectionId } = ownerOf(dataType);
	const place = scope === 'company' ? '' : `/connections/${connectionId}`;
	return `/companies/${id}${place}/data/${path.replace(':accountId', 'bank-0001')}`;
}

async function list(dataType: string, query: Record<string, string> = {}): Promise<Page> {
	const { status, body } = await call('GET', `${pathOf(dataType)}?${new URLSearchParams(query)}`);
	expect(status).toBe(200);
	return body as unknown as Page;
}

const change = async (dataType: string, body: Record<string, unknown>) =>
	await call('POST', '/_sandbox/records', {
		companyId: ownerOf(dataType).id,
		connectionId: ownerOf(dataType).connectionId,
		dataType,
		...body,
	});

const idsOf = ({ results }: Page) => results.map(({ id }) => id);
const ALL = Object.keys(DATA_TYPES);
const DATED = ALL.filter((dataType) => !DATA_TYPES[dataType].undated);
const KEPT = ALL.filter((dataType) => queryable(dataType).includes('metadata'));

test('all data types with records are there', () => {
	expect(ALL).toHaveLength(37);
	expect(KEPT).toHaveLength(22);
});

describe.each(ALL)('%s', (dataType) => {
	test('pages without a gap', async () => {
		const whole = await list(dataType);
		expect(whole.totalResults).toBe(12);
		const parts: Body[] = [];
		for (let page = 1; page <= 3; page++) {
			parts.push(...(await list(dataType, { page: String(page), pageSize: '5' })).results);
		}
		expect(parts).toEqual(whole.results);
		expect(await list(dataType)).toEqual(whole);
	});

	test('can be asked for by its fields, and by no others', async () => {
		const [first] = (await list(dataType)).results;
		const field = first.id ? 'id' : 'accountId';
		const found = await list(dataType, { query: `${field}=${String(first[field])}` });
		expect(found.results).toContainEqual(first);
		const refused = [
			`colour=red`,
			...Object.entries(first).flatMap(([name, value]) =>
				Array.isArray(value) ? `${name}.id=1` : [],
			),
		];
		for (const query of refused) {
			const answer = await call('GET', `${pathOf(dataType)}?${new URLSearchParams({ query })}`);
			expect(answer.body).toMatchObject({
				statusCode: 400,
				error: expect.stringMatching(/^Error parsing query - Could not resolve property /),
			});
		}
	});

	test('is answered one by one, where Codat does', async () => {
		const [first] = (await list(dataType)).results;
		const one = await call('GET', `${pathOf(dataType)}/${first.id ?? 'none'}`);
		if (DATA_TYPES[dataType].listOnly) {
			expect(one.status).toBe(404);
			return;
		}
		expect(one.body).toEqual(first);
		const { model } = DATA_TYPES[dataType];
		expect((await call('GET', `${pathOf(dataType)}/gone`)).body).toMatchObject({
			statusCode: 404,
			error: `${model} gone not found`,
		});
	});
});

test.each(DATED)('%s is ordered by modified date, and asked for from one on', async (dataType) => {
	const { results } = await list(dataType);
	expect((await list(dataType, { orderBy: '-modifiedDate' })).results).toEqual(
		[...results].reverse(),
	);
	const { modifiedDate } = results[8];
	const since = await list(dataType, {
		query: `modifiedDate>=${modifiedDate}`,
		orderBy: 'modifiedDate',
	});
	expect(since.results).toEqual(results.slice(8));
});

test.each(KEPT)('%s keeps what was deleted', async (dataType) => {
	const there = await list(dataType, { query: 'metadata.isDeleted!=true' });
	expect(there.totalResults).toBe(10);
	await change(dataType, { action: 'delete', id: there.results[0].id });
	expect((await list(dataType, { query: 'metadata.isDeleted=true' })).totalResults).toBe(3);
	expect((await list(dataType)).totalResults).toBe(12);
});

describe('records change while they are read', () => {
	const page = async (number: number) =>
		idsOf(await list('invoices', { page: String(number), pageSize: '4', orderBy: 'modifiedDate' }));

	test('one that is modified moves to the end, and pulls another over the edge', async () => {
		await change('invoices', { action: 'modify', fields: { note: 'New' }, afterReads: 1 });
		expect(await page(1)).toEqual(['invoice-0001', 'invoice-0002', 'invoice-0003', 'invoice-0004']);
		expect(await page(2)).toEqual(['invoice-0006', 'invoice-0007', 'invoice-0008', 'invoice-0009']);
		const rest = await list('invoices', { page: '3', pageSize: '4' });
		expect(idsOf(rest)).toEqual(['invoice-0010', 'invoice-0011', 'invoice-0012', 'invoice-0001']);
		expect(rest.results[3]).toMatchObject({
			note: 'New',
			modifiedDate: expect.stringMatching(/^2026-03-02T12:00:00/),
		});
	});

	test('one that is removed is a 404, and one that is added comes last', async () => {
		await change('invoices', { action: 'remove', id: 'invoice-0003' });
		await change('invoices', { action: 'add' });
		const ids = idsOf(await list('invoices'));
		expect(ids).not.toContain('invoice-0003');
		expect(ids.at(-1)).toBe('invoice-0013');
		expect((await call('GET', `${pathOf('invoices')}/invoice-0003`)).status).toBe(404);
	});
});

test('many can be added, several with one date', async () => {
	await change('invoices', { action: 'add', count: 5_000, sameDate: 300 });
	const last = await list('invoices', { page: '2', pageSize: '5000' });
	expect(last.totalResults).toBe(5_012);
	expect(last.results).toHaveLength(12);
	const { modifiedDate } = last.results[11];
	const same = await list('invoices', { query: `modifiedDate=${modifiedDate}`, pageSize: '1' });
	expect(same.totalResults).toBe(200);
});

describe('what is not there', () => {
	const get = async (path: string) => (await call('GET', `/companies/${path}`)).body;

	test.each([
		['a company without connections', `${studio.id}/data/invoices`, 404, 'no Accounting'],
		[
			'a type that the platform does not have',
			`${bookshop.id}/data/salesOrders`,
			404,
			'Data type salesOrders is not supported by QuickBooks Online.',
		],
		[
			'a connection of another kind',
			`${bakery.id}/connections/${bakery.connections.commerce}/data/transfers`,
			404,
			'Data type transfers is not supported by Commerce Sandbox.',
		],
		[
			'a type that was never pulled',
			`${workshop.id}/connections/${workshop.connections.commerce}/data/commerce-orders`,
			409,
			'The data set has not been requested.',
		],
		[
			'an account that is gone',
			`${florist.id}/connections/${florist.connections.accounting}/data/bankAccounts/none/bankTransactions`,
			404,
			'BankAccount none not found',
		],
	])('%s', async (_, path, statusCode, error) => {
		expect(await get(path)).toMatchObject({ statusCode, error: expect.stringContaining(error) });
	});
});
