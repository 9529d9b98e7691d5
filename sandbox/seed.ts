import { addCompany } from './companies';
import { addConnection } from './connections';
import { DAY, MINUTE, type Clock } from './clock';
import {
	findIntegration,
	PARTNER_EXPENSE,
	supportedTypes,
	TEST_BANK,
	type Integration,
} from './integrations';
import type {
	Company,
	Connection,
	ConnectionStatus,
	ExpenseTransaction,
	Product,
	Pull,
	PullEnd,
	Push,
	State,
	Sync,
	SyncEnd,
} from './state';

const uuid = (group: string, number: number) =>
	`${group}-7d3a-4c1e-9b52-${String(number).padStart(12, '0')}`;
const companyId = (number: number) => uuid('c0da7000', number);
const connectionId = (number: number) => uuid('c0da7001', number);
const syncId = (number: number) => uuid('c0da7002', number);
const commerceSyncId = (number: number) => uuid('c0da7003', number);
const transactionId = (number: number) => uuid('c0da7006', number);
const pullId = (number: number) => uuid('c0da7005', number);
const pushKey = (number: number) => uuid('c0da7004', number);

/** The IDs of what is in the sandbox from the start. All of it is made up. */
export const SEED = {
	companies: {
		/**
		 * Xero and the Commerce Sandbox, both linked; its syncs succeed, and one in its past failed.
		 */
		bakery: {
			id: companyId(1),
			connections: { accounting: connectionId(1), commerce: connectionId(2) },
			syncs: { written: syncId(1), failed: syncId(2), nothingToWrite: syncId(3) },
			pushes: { success: pushKey(1), failed: pushKey(2) },
		},
		/** QuickBooks Online and Shopify, both linked; its syncs fail with 5130. */
		bookshop: {
			id: companyId(2),
			connections: { accounting: connectionId(3), commerce: connectionId(4) },
			syncs: { nothingToWrite: syncId(4), failed: syncId(5) },
		},
		/** Codat Sandbox, Zettle and a bank, all linked; no syncs yet. */
		florist: {
			id: companyId(3),
			connections: {
				accounting: connectionId(5),
				commerce: connectionId(6),
				banking: connectionId(11),
			},
		},
		/** No connections. */
		studio: { id: companyId(4), connections: {} },
		/** Expenses: Xero and a partner expense connection. */
		surveyors: {
			id: companyId(5),
			connections: { accounting: connectionId(7), expense: connectionId(8) },
			syncs: { written: syncId(6), failed: syncId(7) },
			transactions: {
				written: transactionId(1),
				failed: transactionId(2),
				reimbursement: transactionId(3),
			},
		},
		/** QuickBooks Desktop, an offline connector whose writes stay pending; and a lost Shopify. */
		workshop: {
			id: companyId(6),
			connections: { accounting: connectionId(9), commerce: connectionId(10) },
		},
	},
} as const;

interface CompanySeed {
	id: string;
	name: string;
	description?: string;
	tags?: Record<string, string>;
	products: string[];
	nextSync?: SyncEnd;
	nextPulls?: Record<string, PullEnd>;
	connections: Array<[id: string, platformKey: string, status?: ConnectionStatus]>;
	syncs?: Array<[product: Product, id: string, daysAgo: number, end: SyncEnd]>;
	transactions?: Array<[id: string, syncId: string, kind?: ExpenseTransaction['kind']]>;
	pushes?: Array<[key: string, daysAgo: number, push: Partial<Push>]>;
}

const { bakery, bookshop, florist, studio, surveyors, workshop } = SEED.companies;

const COMPANIES: CompanySeed[] = [
	{
		id: bakery.id,
		name: 'Harbour Lane Bakery',
		description: 'Sourdough and pastries, two shops',
		tags: { region: 'north', tier: 'gold' },
		products: ['commerce'],
		connections: [
			[bakery.connections.accounting, 'gbol'],
			[bakery.connections.commerce, 'aiwb'],
		],
		syncs: [
			['commerce', bakery.syncs.written, 3, { code: 2000 }],
			[
				'commerce',
				bakery.syncs.failed,
				2,
				{
					code: 5130,
					errorMessage: 'The invoice for till 2 could not be written: account 4999 is closed.',
				},
			],
			['commerce', bakery.syncs.nothingToWrite, 1, { code: 2040 }],
		],
		pushes: [
			[bakery.pushes.success, 4, { dataType: 'customers', recordId: 'cust-1001' }],
			[
				bakery.pushes.failed,
				2,
				{
					dataType: 'invoices',
					errors: [
						{
							itemId: 'dueDate',
							message: 'The due date is before the issue date.',
							validatorName: 'Invoice',
						},
					],
				},
			],
		],
	},
	{
		id: bookshop.id,
		name: 'Foxglove Books',
		tags: { region: 'south', tier: 'silver' },
		products: ['commerce'],
		nextSync: {
			code: 5130,
			errorMessage: 'The daily sales entry could not be written: the books are closed until June.',
		},
		nextPulls: {
			bills: { status: 'FetchError', errorMessage: 'QuickBooks Online did not answer in time.' },
		},
		connections: [
			[bookshop.connections.accounting, 'qhyg'],
			[bookshop.connections.commerce, 'fztf'],
		],
		syncs: [
			['commerce', bookshop.syncs.nothingToWrite, 5, { code: 2040 }],
			['commerce', bookshop.syncs.failed, 1, { code: 4200 }],
		],
	},
	{
		id: florist.id,
		name: 'Marigold & Fern',
		description: 'Signed up last week',
		products: ['commerce'],
		connections: [
			[florist.connections.accounting, 'mqjo'],
			[florist.connections.commerce, 'ugxp'],
			[florist.connections.banking, TEST_BANK],
		],
	},
	{ id: studio.id, name: 'Tin Kettle Studio', products: [], connections: [] },
	{
		id: surveyors.id,
		name: 'Northbeck Surveyors',
		tags: { region: 'north' },
		products: ['expenses'],
		connections: [
			[surveyors.connections.accounting, 'gbol'],
			[surveyors.connections.expense, PARTNER_EXPENSE],
		],
		syncs: [
			['expenses', surveyors.syncs.written, 2, { code: 2000 }],
			[
				'expenses',
				surveyors.syncs.failed,
				1,
				{ code: 5130, errorMessage: 'Expense 7 has no account to be written to.' },
			],
		],
		transactions: [
			[surveyors.transactions.written, surveyors.syncs.written],
			[surveyors.transactions.failed, surveyors.syncs.failed],
			[surveyors.transactions.reimbursement, surveyors.syncs.written, 'reimbursement'],
		],
	},
	{
		id: workshop.id,
		name: 'Calder Joinery',
		products: ['commerce'],
		connections: [
			[workshop.connections.accounting, 'pqsw'],
			[workshop.connections.commerce, 'fztf', 'Deauthorized'],
		],
	},
];

function seedSync(
	[product, id, daysAgo, end]: [Product, string, number, SyncEnd],
	clock: Clock,
): Sync {
	const startedAt = clock.now() - daysAgo * DAY;
	return {
		product,
		syncId: id,
		commerceSyncId: commerceSyncId(Number(id.slice(-12))),
		syncUtc: clock.stamp(startedAt),
		startedAt,
		endsAt: startedAt + MINUTE,
		end,
		range: {
			start: new Date(startedAt - DAY).toISOString(),
			finish: new Date(startedAt).toISOString(),
		},
	};
}

function seedPush(
	[key, daysAgo, push]: [string, number, Partial<Push>],
	company: Company,
	clock: Clock,
): Push {
	const requestedAt = clock.now() - daysAgo * DAY;
	return {
		key,
		connectionId: company.connections[0].id,
		dataType: 'customers',
		change: 'Created',
		requestedAt,
		completesAt: requestedAt + 2_000,
		errors: [],
		warnings: [],
		...push,
	};
}

/** One good pull of each data type, as of the connection's last sync. */
function seedPulls({ id, lastSync }: Connection, integration: Integration): Pull[] {
	if (!lastSync) return [];
	const endsAt = Date.parse(lastSync);
	const first = Number(id.slice(-12)) * 100;
	return supportedTypes(integration).map((dataType, index) => ({
		id: pullId(first + index),
		connectionId: id,
		dataType,
		requestedAt: endsAt - MINUTE,
		endsAt,
		end: { status: 'Complete' },
	}));
}

type SeededState = Pick<State, 'companies' | 'webhooks' | 'documents'>;

/** A state to begin with, and `extra` generated companies named `Company 00001` and so on. */
export function seedState(clock: Clock, extra: number): SeededState {
	const state: SeededState = { companies: new Map(), webhooks: [], documents: new Map() };
	const created = clock.stamp(clock.now() - 30 * DAY);

	for (const { connections, syncs = [], pushes = [], transactions = [], ...details } of COMPANIES) {
		const company = addCompany(state, { ...details, created });
		for (const [id, key, status = 'Linked'] of connections) {
			const integration = findIntegration(key);
			if (!integration) throw new Error(`The seed names an unknown platform: ${key}`);
			const connection = addConnection(company, integration, status, clock, id);
			connection.created = created;
			if (status === 'Linked') connection.lastSync = clock.stamp(clock.now() - DAY);
			company.pulls.push(...seedPulls(connection, integration));
		}
		company.syncs = syncs.map((sync) => seedSync(sync, clock));
		company.transactions = transactions.map(([transactionId, syncId, kind = 'expense']) => ({
			transactionId,
			syncId,
			kind,
		}));
		company.pushes = pushes.map((push) => seedPush(push, company, clock));
	}
	for (let number = 1; number <= extra; number++) {
		const name = `Company ${String(number).padStart(5, '0')}`;
		addCompany(state, { id: uuid('c0da7009', number), name, created });
	}
	return state;
}
