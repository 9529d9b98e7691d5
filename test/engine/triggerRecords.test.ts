import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { NodeHelpers } from 'n8n-workflow';

import { CodatTrigger } from '../../nodes/Codat/CodatTrigger.node';
import { recordsToChange } from '../../sandbox/data/reading';
import { changeRecords } from '../../sandbox/data/records';
import { startPull } from '../../sandbox/pulls';
import { DEFAULT_RATE_LIMIT } from '../../sandbox/rateLimits';
import { SEED } from '../../sandbox/seed';
import { startSandbox, type Sandbox } from '../../sandbox/server';
import type { RecordChange } from '../../sandbox/state';
import { clock, useFakeClock } from './clock';
import { backingOff, pollContext } from './harness';

jest.mock('n8n-workflow', () => jest.requireActual('./clock').withFakeSleep());
useFakeClock();

const { bakery, florist } = SEED.companies;
const trigger = new CodatTrigger();
const description = trigger.description;
let sandbox: Sandbox;

beforeAll(async () => {
	sandbox = await startSandbox({ now: clock.now });
});
beforeEach(() => {
	sandbox.reset();
	sandbox.requests.length = 0;
});
afterAll(async () => await sandbox.close());

const credential = () => ({ apiKey: sandbox.apiKey, baseUrl: sandbox.url });
const one = { companyScope: 'one', companyId: { mode: 'id', value: bakery.id } };
const BOTH = ['recordCreatedOrUpdated', 'recordDeleted'];
const paths = () => sandbox.requests.map(({ path }) => path);

/** Codat fetches a data type of a company from all connections that have it, once a change is made. */
function fetched(companyId: string, dataType: string, ...changes: RecordChange[]): void {
	const company = sandbox.state.companies.get(companyId)!;
	for (const change of changes) {
		clock.advance(1_000);
		changeRecords(recordsToChange(company, { dataType }, sandbox.clock), change, sandbox.clock);
	}
	for (const connection of company.connections) {
		startPull(company, connection, dataType, { clock: sandbox.clock, durationMs: 1_000 });
	}
	clock.advance(2_000);
}

async function publish(parameters: IDataObject, mode?: 'manual') {
	const context = pollContext(credential(), parameters, { mode });
	const poll = async () => {
		const output = await trigger.poll.call(context);
		return (output?.[0] ?? []).map(({ json }) => json);
	};
	if (!mode) expect(await poll()).toEqual([]);
	sandbox.requests.length = 0;
	return poll;
}

test('records that Codat has fetched new, changed and deleted, each with where it is from', async () => {
	const poll = await publish({ ...one, triggerOn: BOTH, dataTypes: ['invoices', 'bills'] });
	fetched(bakery.id, 'invoices', { action: 'add' }, { action: 'modify' }, { action: 'delete' });
	const items = await poll();
	const about = {
		dataType: 'invoices',
		companyId: bakery.id,
		connectionId: bakery.connections.accounting,
	};
	expect(items.map(({ event }) => event)).toEqual([BOTH[0], BOTH[0], BOTH[1]]);
	for (const item of items) expect(item).toMatchObject({ ...about, id: expect.any(String) });
	expect(items[2].metadata).toEqual({ isDeleted: true });
	expect(new Set(items.map(({ modifiedDate }) => modifiedDate)).size).toBe(3);
	expect(await poll()).toEqual([]);
});

test('a poll with nothing new is one request, however many data types there are', async () => {
	const dataTypes = ['invoices', 'bills', 'customers', 'transfers', 'commerce-orders'];
	const poll = await publish({ ...one, triggerOn: BOTH, dataTypes });
	expect(await poll()).toEqual([]);
	expect(paths()).toEqual([`/companies/${bakery.id}/dataStatus`]);
});

test('a data type is read when it has been fetched anew, once more after ten minutes, and then no more', async () => {
	const poll = await publish({ ...one, triggerOn: BOTH, dataTypes: ['invoices', 'bills'] });
	const asked = async () => {
		sandbox.requests.length = 0;
		await poll();
		return paths().filter((path) => path.includes('/data/'));
	};
	clock.advance(11 * 60_000);
	await poll();
	fetched(bakery.id, 'invoices', { action: 'add' });
	expect(await asked()).toEqual([`/companies/${bakery.id}/data/invoices`]);
	clock.advance(9 * 60_000);
	expect(await asked()).toEqual([]);
	clock.advance(60_000);
	expect(await asked()).toEqual([`/companies/${bakery.id}/data/invoices`]);
	clock.advance(3_600_000);
	expect(await asked()).toEqual([]);
});

test('of data that are read by connection, those of each that has them', async () => {
	const dataTypes = ['commerce-orders', 'transfers'];
	const poll = await publish({ triggerOn: BOTH, dataTypes, companyScope: 'all' });
	fetched(florist.id, 'commerce-orders', { action: 'add' });
	fetched(florist.id, 'transfers', { action: 'add' });
	const { commerce, accounting } = florist.connections;
	expect(await poll()).toEqual([
		expect.objectContaining({
			dataType: 'commerce-orders',
			connectionId: commerce,
			companyName: 'Marigold & Fern',
		}),
		expect.objectContaining({ dataType: 'transfers', connectionId: accounting }),
	]);
	const lists = paths().filter((path) => path.includes('/data/'));
	expect(lists).toHaveLength(2);
});

test('what the filters let through, and of deletions alone no others', async () => {
	const conditions = [{ field: 'currency', condition: 'equals', value: 'NOK' }];
	const poll = await publish({
		...one,
		triggerOn: ['recordDeleted'],
		dataTypes: ['invoices'],
		filters: { conditions },
	});
	const fields = { currency: 'NOK' };
	const add = { action: 'add', fields } as const;
	fetched(bakery.id, 'invoices', add, { action: 'add' }, { action: 'delete' });
	expect(await poll()).toEqual([]);
	const { records } = recordsToChange(
		sandbox.state.companies.get(bakery.id)!,
		{ dataType: 'invoices' },
		sandbox.clock,
	);
	const { id } = records.find(({ changes }) => changes.currency === 'NOK')!;
	fetched(bakery.id, 'invoices', { action: 'delete', id });
	expect(await poll()).toEqual([expect.objectContaining({ id, event: 'recordDeleted' })]);
	const { query } = sandbox.requests.at(-1)!;
	expect(query.query).toMatch(
		/^currency=NOK&&metadata\.isDeleted=true&&modifiedDate>=[\d-]+T[\d:.]+Z$/,
	);
});

test.each([
	[{ dataTypes: [] }, "'Data Types' is empty"],
	[{ dataTypes: ['balanceSheet'] }, /Data Types/],
	[
		{ triggerOn: ['recordDeleted'], dataTypes: ['commerce-orders'] },
		"Codat doesn't say when records of Commerce: Orders are deleted",
	],
	[
		{
			dataTypes: ['invoices', 'customers'],
			filters: { conditions: [{ field: 'totalAmount', condition: 'greaterThan', value: '5' }] },
		},
		'Codat can\'t filter Customers by "totalAmount"',
	],
	[
		{ filters: { conditions: [{ field: 'issueDate', condition: 'greaterThan', value: 'soon' }] } },
		/issueDate|Issue Date/,
	],
	[{ options: { quotaShare: 0 } }, /Share of Daily Quota/],
])('%j is refused by name', async (parameters, message) => {
	const context = pollContext(credential(), {
		...one,
		triggerOn: BOTH,
		dataTypes: ['invoices'],
		...parameters,
	} as INodeParameters);
	await expect(trigger.poll.call(context)).rejects.toMatchObject({
		message: expect.stringMatching(message),
		...backingOff({ cause: 'configuration-invalid' }),
	});
	expect(sandbox.requests).toEqual([]);
});

test.each(BOTH)('a sample of %s is a real record', async (event) => {
	const poll = await publish({ ...one, triggerOn: [event], dataTypes: ['invoices'] }, 'manual');
	const [item] = await poll();
	expect(item).toMatchObject({ event, dataType: 'invoices', modifiedDate: expect.any(String) });
});

test('it keeps to its share of the day’s quota, and says in the log how much it slows down', async () => {
	const limit = { limit: 200, windowMs: 86_400_000, headers: 'full' as const };
	clock.time = Math.ceil(clock.time / 86_400_000) * 86_400_000;
	sandbox.setRateLimit(limit);
	const context = pollContext(credential(), {
		...one,
		triggerOn: BOTH,
		dataTypes: ['invoices'],
		options: { quotaShare: 20 },
	});
	const warn = jest.spyOn(context.logger, 'warn').mockImplementation(() => {});
	for (let minute = 0; minute < 24 * 60; minute++) {
		await trigger.poll.call(context);
		clock.advance(60_000);
	}
	expect(sandbox.requests.length).toBeLessThanOrEqual(40);
	expect(sandbox.requests.length).toBeGreaterThan(35);
	expect(warn).toHaveBeenCalledTimes(1);
	expect(warn).toHaveBeenCalledWith(
		expect.stringMatching(
			/slows down: it looks at the company about every \d+ minutes.*\(20% of what was left\)/,
		),
	);
	// A new day, a new quota.
	sandbox.requests.length = 0;
	await trigger.poll.call(context);
	expect(sandbox.requests).toHaveLength(1);
	sandbox.setRateLimit(DEFAULT_RATE_LIMIT);
});

describe('in the editor', () => {
	const shown = (parameters: INodeParameters, name: string) => {
		const property = description.properties.find((each) => each.name === name)!;
		return NodeHelpers.displayParameter(parameters, property, null, description);
	};
	const every = (mode: string) => ({ item: [{ mode }] });

	test('all companies every minute: a notice about the quota', () => {
		const of = (companyScope: string, mode: string) =>
			shown({ companyScope, pollTimes: every(mode) }, 'quotaNotice');
		expect(of('all', 'everyMinute')).toBe(true);
		expect(of('all', 'everyHour')).toBe(false);
		expect(of('one', 'everyMinute')).toBe(false);
	});

	test('data types and filters, where records are watched', () => {
		for (const name of ['dataTypes', 'filters', 'matchType']) {
			expect(shown({ triggerOn: ['syncFailed'] }, name)).toBe(false);
			expect(shown({ triggerOn: ['syncFailed', 'recordDeleted'] }, name)).toBe(true);
		}
	});

	test('a filter offers what all chosen data types have', async () => {
		const { getFilterFields, getFilterConditions } = trigger.methods.loadOptions;
		const context = (dataTypes: string[], field = '') =>
			({
				getCurrentNodeParameter: (name: string) => (name === 'dataTypes' ? dataTypes : field),
			}) as never;
		const namesOf = async (dataTypes: string[]) =>
			(await getFilterFields.call(context(dataTypes))).map(({ value }) => value);
		expect(await namesOf(['invoices'])).toContain('issueDate');
		const both = await namesOf(['invoices', 'customers']);
		expect(both).toContain('modifiedDate');
		expect(both).not.toContain('issueDate');
		expect(await namesOf([])).toEqual([]);
		const conditions = await getFilterConditions.call(
			context(['invoices', 'bills'], 'totalAmount'),
		);
		expect(conditions.map(({ value }) => value)).toContain('greaterThan');
	});
});
