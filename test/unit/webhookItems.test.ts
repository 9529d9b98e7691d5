import fc from 'fast-check';

import {
	EVENTS,
	eventTypesOf,
	OTHER,
	WRITES,
	WRITTEN_TYPES,
} from '../../nodes/Codat/webhook/events';
import { eventIn, told } from '../../nodes/Codat/webhook/items';

const company = { id: 'c0da7000-0000', name: 'Harbour Lane Bakery', description: null };
const read = (dataType: string, more: object = {}) => ({
	connectionId: 'c0da7001-0000',
	dataType,
	recordsModified: false,
	status: 'Complete',
	issues: [],
	...more,
});

const bodyOf = (eventType: string, payload: object) => ({
	id: 'e0000000-0000',
	eventType,
	generatedDate: '2026-03-02T12:00:00.000Z',
	payload,
});

function itemsOf(eventType: string, payload: object, known: string[] = ['c0da7001-0000']) {
	const event = eventIn(JSON.stringify(bodyOf(eventType, payload)))!;
	return told(event, (connectionId) => known.includes(connectionId)).items;
}

const readsOf = (dataTypes: unknown, eventType = 'read.completed', known?: string[]) =>
	itemsOf(
		eventType,
		{ referenceCompany: company, modifiedFromDate: '2026-03-01T00:00:00.000Z', dataTypes },
		known,
	);
const namesOf = (items: Array<{ dataType?: unknown }>) => items.map(({ dataType }) => dataType);

describe('a read', () => {
	test('is an item for each data type with new records, ready to be read', () => {
		const reads = [read('invoices', { recordsModified: true }), read('bills')];
		expect(readsOf(reads)).toEqual([
			{
				eventType: 'read.completed',
				companyId: company.id,
				companyName: company.name,
				connectionId: 'c0da7001-0000',
				dataType: 'invoices',
				modifiedFromDate: '2026-03-01T00:00:00.000Z',
				recordsModified: true,
				status: 'Complete',
				issues: [],
				id: 'e0000000-0000',
				generatedDate: '2026-03-02T12:00:00.000Z',
			},
		]);
	});

	test.each([
		['2026-03-01T00:00:00.1234567', '2026-03-01T00:00:00.1234567Z'],
		['2026-03-01 10:00:00', '2026-03-01 10:00:00Z'],
		[' 2026-03-01T10:00:00\n', '2026-03-01T10:00:00Z'],
		['2026-03-01T00:00:00+02:00', '2026-03-01T00:00:00+02:00'],
		['2026-03-01', '2026-03-01'],
		['soon', 'soon'],
		[7, 7],
		[null, null],
		[undefined, null],
	])(
		'from %s on: in UTC, as Codat means it, whatever the workflow’s time zone',
		(given, expected) => {
			const dataTypes = [read('bills', { recordsModified: true })];
			const [item] = itemsOf('read.completed', { modifiedFromDate: given, dataTypes });
			expect(item.modifiedFromDate).toBe(expected);
		},
	);

	test('of which nothing overwrites whose it is', () => {
		const more = {
			recordsModified: true,
			companyId: 'another',
			eventType: 'x',
			modifiedFromDate: 1,
		};
		expect(readsOf([read('bills', more)])).toMatchObject([
			{ companyId: company.id, eventType: 'read.completed' },
		]);
		expect(readsOf([read('bills', more)])[0].modifiedFromDate).not.toBe(1);
	});

	test('with nothing new is none', () => {
		expect(readsOf([read('invoices'), read('bills')])).toEqual([]);
		expect(readsOf([])).toEqual([]);
	});

	test('counts as new when it is the first of a connection, but where it failed', () => {
		const reads = [
			read('invoices'),
			read('bills', { status: 'FetchError' }),
			read('items', { status: 'NotSupported' }),
			read('customers', { status: undefined }),
			read('suppliers', { status: 'FetchError', recordsModified: true }),
		];
		expect(namesOf(readsOf(reads, 'read.completed', []))).toEqual([
			'invoices',
			'customers',
			'suppliers',
		]);
		expect(namesOf(readsOf(reads))).toEqual(['suppliers']);
	});

	test.each([
		['read.completed.initial', true],
		['read.completed.successful.initial', true],
		['myProduct.read.completed.initial', true],
		['read.completed.successful', false],
		['myProduct.read.completed', false],
	])('%s counts as new: %s', (eventType, isNew) => {
		expect(namesOf(readsOf([read('invoices')], eventType))).toEqual(isNew ? ['invoices'] : []);
	});

	test('makes known the connections of which data came', () => {
		const reads = [
			read('invoices'),
			read('bills'),
			read('orders', { connectionId: 'lost', status: 'AuthError' }),
			read('items', { connectionId: 7 }),
		];
		const event = eventIn(JSON.stringify(bodyOf('read.completed', { dataTypes: reads })))!;
		expect(told(event, () => false).connections).toEqual(['c0da7001-0000']);
	});

	test('that went wrong, or that can’t be read, is an item as it came', () => {
		const unsuccessful = readsOf([read('invoices')], 'read.completed.unsuccessful');
		expect(unsuccessful).toMatchObject([{ companyId: company.id, payload: {} }]);
		expect(readsOf('none')).toMatchObject([{ payload: { dataTypes: 'none' } }]);
		expect(readsOf([null, 'none', 7, read('bills', { recordsModified: true })])).toHaveLength(1);
	});
});

describe('any other event is one item, as it came, with whose it is', () => {
	test('a connection', () => {
		const payload = { referenceCompany: company, connection: { id: 'c0da7001', status: 'Linked' } };
		expect(itemsOf('connection.connected', payload)).toEqual([
			{
				...bodyOf('connection.connected', payload),
				companyId: company.id,
				companyName: company.name,
				connectionId: 'c0da7001',
			},
		]);
	});

	test('a write', () => {
		const payload = { id: 'key', referenceCompany: company, connectionId: 'c0da7001' };
		expect(itemsOf('bills.write.successful', payload)).toMatchObject([
			{ companyId: company.id, connectionId: 'c0da7001', payload },
		]);
	});

	test('a company and its products', () => {
		for (const eventType of ['company.created', 'company.product.added']) {
			expect(itemsOf(eventType, company)).toMatchObject([
				{ companyId: company.id, companyName: company.name },
			]);
		}
	});

	test('of nobody: a report’s own ID is no company’s', () => {
		const payload = { id: 'report', dailyQuota: 12_000, expiryDate: '2024-09-01T23:59:99Z' };
		expect(itemsOf('client.rateLimit.reset', payload)).toEqual([
			bodyOf('client.rateLimit.reset', payload),
		]);
	});

	test('the oldest form of events', () => {
		const body = { RuleType: 'Account categories updated', CompanyId: 'c', DataConnectionId: 'd' };
		const event = eventIn(JSON.stringify(body))!;
		expect(told(event, () => true).items).toEqual([
			{ eventType: 'AccountCategoriesUpdated', companyId: 'c', connectionId: 'd', ...body },
		]);
	});

	test('nothing in it overwrites whose it is', () => {
		const body = { ...bodyOf('company.created', company), companyId: 'another' };
		expect(told(eventIn(JSON.stringify(body))!, () => true).items[0].companyId).toBe(company.id);
	});
});

test.each([
	'',
	'{',
	'null',
	'7',
	'"read.completed"',
	'[]',
	'[{"eventType":"read.completed"}]',
	'{}',
	'{"eventType":""}',
	'{"eventType":{"a":1}}',
	'eventType=read.completed',
])('%s is no event', (text) => {
	expect(eventIn(text)).toBeUndefined();
});

test('whatever JSON an event holds, it becomes items', () => {
	fc.assert(
		fc.property(
			fc.constantFrom('read.completed', 'company.created', 'x'),
			fc.jsonValue(),
			fc.jsonValue(),
			(eventType, payload, dataTypes) => {
				const bodies = [
					{ eventType, payload },
					{ eventType, payload: { dataTypes: [dataTypes], referenceCompany: payload } },
				];
				for (const body of bodies) {
					const { items } = told(eventIn(JSON.stringify(body))!, () => false);
					for (const item of items) expect(item.eventType).toBe(eventType);
				}
			},
		),
	);
});

describe('the events that can be chosen', () => {
	const names = EVENTS.map(({ name }) => name);

	test('are in alphabetical order, and each is described', () => {
		expect(names).toEqual([...names].sort((a, b) => a.localeCompare(b)));
		for (const { description } of EVENTS) expect(description).toMatch(/^[A-Z].*[^.]$/);
	});

	test('are registered by Codat’s names, each once', () => {
		expect(eventTypesOf(['company.created', 'company.created'], [], [])).toEqual([
			'company.created',
		]);
		expect(eventTypesOf([WRITES[1], OTHER], ['bills'], ['x.read.completed'])).toEqual([
			'bills.write.unsuccessful',
			'x.read.completed',
		]);
		expect(eventTypesOf(WRITES, [], [])).toHaveLength(2 * WRITTEN_TYPES.length);
	});

	test('writes are of the data types in Codat’s catalogue', () => {
		expect(WRITTEN_TYPES).toHaveLength(18);
	});
});
