import type { IDataObject } from 'n8n-workflow';

import type * as capacity from '../../nodes/Codat/trigger/capacity';
import { isTypeSeen, type TypeSeen } from '../../nodes/Codat/trigger/recordsSeen';
import type { TriggerState } from '../../nodes/Codat/trigger/state';
import type { Visit } from '../../nodes/Codat/trigger/urgency';
import { COMPANY, Invoices } from './triggerInvoices';
import { N8n, type Send } from './triggerN8n';

jest.mock('n8n-workflow', () => jest.requireActual('../engine/clock').withFakeSleep());

/** For how many records there is room, unless the code is to say. */
let room: number | undefined;
jest.mock('../../nodes/Codat/trigger/capacity', () => ({
	withinCapacity: (companies: TriggerState['companies'], total = room) =>
		jest
			.requireActual<typeof capacity>('../../nodes/Codat/trigger/capacity')
			.withinCapacity(companies, total),
}));

const NOW = Date.UTC(2026, 0, 15, 12);

/** What n8n has kept. */
interface Saved {
	state: { companies: Record<string, IDataObject>; visits: Record<string, Visit> };
}

const PARAMETERS = {
	...{ triggerOn: ['recordCreatedOrUpdated'], dataTypes: ['invoices'], companyScope: 'one' },
	...{ companyId: COMPANY, options: {}, filters: {} },
	matchType: 'allConditions',
};

describe('a poll', () => {
	let now = NOW;
	beforeEach(() => {
		now = NOW;
		room = undefined;
		jest.spyOn(Date, 'now').mockImplementation(() => now);
	});
	afterEach(() => jest.restoreAllMocks());

	async function publish(codat: Invoices): Promise<N8n> {
		const n8n = new N8n(PARAMETERS, codat.send);
		expect(await n8n.activate('activate')).toEqual({ items: [] });
		return n8n;
	}

	async function items(n8n: N8n): Promise<IDataObject[]> {
		const polled = await n8n.poll();
		if ('error' in polled) throw polled.error;
		return polled.items;
	}

	const dateOf = (at: number) => `${new Date(at).toISOString().slice(0, 23)}0000Z`;

	test('that finds very many tells of them in several, each once, whole dates at a time', async () => {
		const codat = new Invoices();
		const n8n = await publish(codat);
		// 5,000 of one date in the middle.
		codat.records = Array.from({ length: 35_000 }, (_, number) => ({
			id: String(number),
			modifiedDate: dateOf(
				NOW + 10_000 * (Math.min(number, 14_000) + Math.max(0, number - 19_000)),
			),
		}));
		codat.fetches++;
		now += 400_000_000;
		const told = new Set<unknown>();
		const counts: number[] = [];
		for (let poll = 0; poll < 6; poll++) {
			now += 60_000;
			const found = await items(n8n);
			for (const { id } of found) told.add(id);
			counts.push(found.length);
		}
		expect(told.size).toBe(35_000);
		expect(counts.reduce((sum, count) => sum + count)).toBe(35_000);
		// What is read twice is not counted twice.
		expect(Math.min(...counts.slice(0, 3))).toBeGreaterThanOrEqual(10_000);
		expect(Math.max(...counts)).toBeLessThan(17_000);
		expect(counts.slice(-2)).toEqual([0, 0]);
		expect(n8n.savedBytes).toBeLessThan(3_000_000);
	});

	test('that has no time for all pages tells what it has read, and the next goes on', async () => {
		const codat = new Invoices();
		const n8n = await publish(codat);
		codat.records = Array.from({ length: 9_000 }, (_, number) => ({
			id: String(number),
			modifiedDate: dateOf(NOW + 10_000 * number),
		}));
		codat.fetches++;
		now += 90_000_000;
		codat.onRequest = () => (now += 55_000);
		const told: unknown[] = [];
		const counts: number[] = [];
		for (let poll = 0; poll < 5; poll++) {
			const found = await items(n8n);
			told.push(...found.map(({ id }) => id));
			counts.push(found.length);
		}
		expect(counts[0]).toBeGreaterThan(0);
		expect(counts[1]).toBeGreaterThan(0);
		expect(told).toHaveLength(9_000);
		expect(new Set(told).size).toBe(9_000);
	});

	test('tells first which record of whom it is, whatever fields the record has', async () => {
		const codat = new Invoices();
		const n8n = await publish(codat);
		codat.records = [{ id: 'a', modifiedDate: dateOf(NOW), companyId: 'own', dataType: 'own' }];
		codat.fetches++;
		const [item] = await items(n8n);
		expect(Object.keys(item).slice(0, 4)).toEqual([
			...['event', 'dataType', 'companyId', 'connectionId'],
		]);
		expect(item).toMatchObject({ dataType: 'invoices', companyId: COMPANY });
	});

	test('passes over what is no record, and one that has no date, and says so in the log', async () => {
		const codat = new Invoices();
		const n8n = await publish(codat);
		const modifiedDate = dateOf(NOW);
		codat.records = [null as unknown as IDataObject, { id: 'a', modifiedDate }, { id: 'b' }];
		codat.fetches++;
		expect((await items(n8n)).map(({ id }) => id)).toEqual(['a']);
		expect(n8n.warnings).toEqual([expect.stringMatching(/left out \d of the records/)]);
	});

	test('remembers no more records than there is room for, and tells none of them twice', async () => {
		const codat = new Invoices();
		const n8n = await publish(codat);
		const modifiedDate = dateOf(NOW + 1_000);
		codat.records = Array.from({ length: 52 }, (_, id) => ({ id: String(id), modifiedDate }));
		codat.fetches++;
		now += 60_000;
		room = 50;
		expect(await items(n8n)).toHaveLength(52);
		const { invoices } = (n8n.memory as unknown as Saved).state.companies[COMPANY];
		expect(Object.keys((invoices as unknown as TypeSeen).places.company.told)).toHaveLength(50);
		codat.fetches++;
		expect(await items(n8n)).toEqual([]);
	});

	test('is not kept from later news by a date that is still to come', async () => {
		const codat = new Invoices();
		const n8n = await publish(codat);
		codat.records = [{ id: 'a', modifiedDate: '2099-01-01T00:00:00Z' }];
		codat.fetches++;
		expect((await items(n8n)).map(({ id }) => id)).toEqual(['a']);
		now += 7_200_000;
		codat.records.unshift({ id: 'b', modifiedDate: dateOf(now) });
		codat.fetches++;
		now += 60_000;
		expect((await items(n8n)).map(({ id }) => id)).toEqual(['b']);
		now += 660_000;
		expect(await items(n8n)).toEqual([]);
	});

	test('goes on from the latest date that it has read, or from the fetch’s', async () => {
		const codat = new Invoices();
		const n8n = await publish(codat);
		const fromOfNext = async () => {
			codat.requests = [];
			codat.fetches++;
			now += 60_000;
			await items(n8n);
			return /modifiedDate>=([^&]+)/.exec(
				codat.requests.at(-1)!.searchParams.get('query') ?? '',
			)?.[1];
		};
		codat.records = [{ id: 'a', modifiedDate: dateOf(NOW + 10_000) }];
		expect(await fromOfNext()).toBeUndefined();
		expect(await fromOfNext()).toBe(dateOf(NOW + 10_000 - 3_600_000));
		codat.fetchedAt = dateOf(NOW + 90_000);
		await fromOfNext();
		expect(await fromOfNext()).toBe(dateOf(NOW + 90_000 - 3_600_000));
		// The places and dates of what is told are not lost by a filter that lets nothing through.
		expect(isTypeSeen((n8n.memory as unknown as Saved).state.companies[COMPANY].invoices)).toBe(
			true,
		);
	});

	test.each([
		[404, { error: 'No data available for invoices.' }],
		[404, { error: 'Data type invoices is not supported.', correlationId: 'c' }],
		[409, { error: 'The data set has not been requested.' }],
	])('that finds no list (%p) has not read it', async (statusCode, body) => {
		const codat = new Invoices();
		const n8n = await publish(codat);
		codat.fetchedAt = dateOf(NOW + 36_000_000);
		now += 36_000_000;
		codat.fetches++;
		codat.refuses = () => ({ statusCode, body });
		codat.requests = [];
		expect(await items(n8n)).toEqual([]);
		const asked = codat.requests.filter(({ pathname }) => pathname.endsWith('/invoices'));
		expect(asked).toHaveLength(1);
		expect(n8n.warnings).toEqual([]);
		codat.refuses = () => undefined;
		codat.records = [{ id: 'a', modifiedDate: dateOf(NOW + 1_000) }];
		codat.fetches++;
		expect((await items(n8n)).map(({ id }) => id)).toEqual(['a']);
	});

	test('tells nothing old where Codat knows no order when watching begins', async () => {
		const codat = new Invoices();
		codat.fetches = 1;
		codat.fetchedAt = dateOf(NOW - 1_000);
		codat.records = [{ id: 'a', modifiedDate: dateOf(NOW - 2_000) }];
		codat.refuses = ({ searchParams }) =>
			searchParams.has('orderBy') ? { statusCode: 400, body: { error: 'No order' } } : undefined;
		const n8n = await publish(codat);
		codat.records.push({ id: 'b', modifiedDate: dateOf(NOW + 1_000) });
		codat.fetches++;
		expect((await items(n8n)).map(({ id }) => id)).toEqual(['b']);
	});

	test('ten minutes after watching has begun tells what Codat has shown late', async () => {
		const codat = new Invoices();
		codat.fetches = 1;
		codat.fetchedAt = dateOf(NOW - 2_000);
		codat.records = [{ id: 'a', modifiedDate: dateOf(NOW - 3_000) }];
		const n8n = await publish(codat);
		codat.records.push({ id: 'late', modifiedDate: dateOf(NOW - 1_000) });
		now += 599_000;
		expect(await items(n8n)).toEqual([]);
		now += 2_000;
		expect((await items(n8n)).map(({ id }) => id)).toEqual(['late']);
	});

	test.each<[string, (codat: Invoices) => void]>([
		['of a record', () => {}],
		['of a fetch', (codat) => (codat.fetchedAt = '2099-01-01T00:00:00Z')],
	])('begins with what is old by now, whatever date %s is still to come', async (_, set) => {
		const codat = new Invoices();
		codat.fetches = 1;
		codat.records = [
			{ id: 'old', modifiedDate: dateOf(NOW - 1_000) },
			{ id: 'to come', modifiedDate: '2099-01-01T00:00:00Z' },
		];
		set(codat);
		const n8n = await publish(codat);
		codat.records.push({ id: 'new', modifiedDate: dateOf(NOW + 1_000) });
		codat.fetches++;
		now += 60_000;
		const told = (await items(n8n)).map(({ id }) => id);
		expect(told).toContain('new');
		expect(told).not.toContain('old');
	});

	test('with another filter tells nothing that was there before', async () => {
		const codat = new Invoices();
		const parameters: IDataObject = { ...PARAMETERS };
		const n8n = new N8n(parameters, codat.send);
		codat.fetches = 1;
		codat.fetchedAt = dateOf(NOW - 1_000);
		await n8n.activate('activate');
		const conditions = [{ field: 'currency', condition: 'equals', value: 'NOK' }];
		parameters.filters = { conditions };
		codat.refuses = ({ searchParams }) =>
			searchParams.get('query')?.includes('currency')
				? { statusCode: 200, body: { results: [{ id: 'x', modifiedDate: dateOf(NOW + 500) }] } }
				: undefined;
		await n8n.activate('update');
		// n8n keeps what polls learn with the events that they tell: here, one that fits the filter.
		codat.records = [{ id: 'a', modifiedDate: dateOf(NOW + 1_000) }];
		codat.fetchedAt = dateOf(NOW + 2_000);
		codat.fetches++;
		now += 60_000;
		expect((await items(n8n)).map(({ id }) => id)).toEqual(['x']);
		parameters.filters = {};
		expect(await n8n.activate('update')).toEqual({ items: [] });
		codat.records.push({ id: 'b', modifiedDate: dateOf(NOW + 3_000) });
		codat.fetches++;
		expect((await items(n8n)).map(({ id }) => id)).toEqual(['b']);
	});

	test('first of a company that was there before tells what has changed since, and nothing old', async () => {
		const codat = new Invoices();
		codat.fetches = 1;
		codat.fetchedAt = dateOf(NOW - 1_000);
		codat.records = [{ id: 'a', modifiedDate: dateOf(NOW - 1_000) }];
		let isAway = true;
		const send: Send = async (options) => {
			const { pathname } = new URL(options.url);
			if (pathname === '/companies') {
				const results = ['first', COMPANY].map((id) => ({ id, created: '2025-01-01' }));
				return { statusCode: 200, body: { results } };
			}
			if (pathname.includes('first')) return { statusCode: 200, body: {} };
			return isAway ? { statusCode: 403, body: { error: 'No' } } : await codat.send(options);
		};
		const n8n = new N8n({ ...PARAMETERS, companyScope: 'all' }, send);
		await n8n.activate('activate');
		isAway = false;
		codat.records.push({ id: 'b', modifiedDate: dateOf(NOW + 1_000) });
		now += 60_000;
		expect((await items(n8n)).map(({ id }) => id)).toEqual(['b']);
	});

	test('reads what was fetched under another date, though the fetch that is named is the same', async () => {
		const codat = new Invoices();
		codat.fetches = 1;
		codat.fetchedAt = dateOf(NOW - 1_000);
		const n8n = await publish(codat);
		codat.records = [{ id: 'a', modifiedDate: dateOf(NOW + 1_000) }];
		expect(await items(n8n)).toEqual([]);
		codat.fetchedAt = dateOf(NOW + 2_000);
		expect((await items(n8n)).map(({ id }) => id)).toEqual(['a']);
	});

	test('notes that a fetch is under way: the company is looked at sooner', async () => {
		const codat = new Invoices();
		codat.fetches = 1;
		const n8n = await publish(codat);
		const isOpen = () => (n8n.memory as unknown as Saved).state.visits[COMPANY].isOpen;
		expect(isOpen()).toBe(false);
		codat.status = 'Fetching';
		await items(n8n);
		expect(isOpen()).toBe(true);
	});

	test('notes when something new was found, until something newer is', async () => {
		const codat = new Invoices();
		const n8n = await publish(codat);
		const newsAt = () => (n8n.memory as unknown as Saved).state.visits[COMPANY].newsAt;
		expect(newsAt()).toBeUndefined();
		codat.records = [{ id: 'a', modifiedDate: dateOf(NOW) }];
		codat.fetches++;
		await items(n8n);
		now += 60_000;
		await items(n8n);
		expect(newsAt()).toBe(NOW);
	});

	test('gives up by the deadline, whatever hangs', async () => {
		const codat = new Invoices();
		const n8n = await publish(codat);
		codat.timeouts = [];
		codat.onRequest = () => (now += 100_000);
		codat.fetches++;
		await n8n.poll();
		// Of n8n's 300 s, four fifths; no request has more than a minute, nor less than a second.
		expect(codat.timeouts).toEqual([60_000, 60_000, 40_000]);
	});
});
