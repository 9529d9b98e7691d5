import fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';

import { readState } from '../../nodes/Codat/trigger/saved';
import { N8n, type Polled } from './triggerN8n';

const COMPANY = '8a210b68-6988-11ed-a1eb-0242ac120002';
const EVENTS = [
	'syncStarted',
	'syncCompleted',
	'pushOperationCompleted',
	'connectionStatusChanged',
];
const PARAMETERS = {
	triggerOn: EVENTS,
	product: 'commerce',
	companyScope: 'one',
	companyId: COMPANY,
};

/** A state as version 0.1.0 saved it. */
const FORMER = {
	scope: JSON.stringify(['commerce', COMPANY]),
	since: {
		syncs: '2026-01-01T00:00:00.000Z',
		pushes: '2026-01-01T00:00:00.000Z',
		connections: '2026-01-01T00:00:00.000Z',
	},
	companies: {
		[COMPANY]: {
			syncs: {
				byId: { open: ['1000'], old: ['2000', '2026-01-02T00:00:00.000000000'] },
				floor: '2026-01-01T00:00:00.000000000',
			},
			pushes: { byId: { pending: ['Pending'] } },
			connections: { byId: { link: ['Linked'] } },
		},
	},
	lastCompany: COMPANY,
};

/** A Codat whose lists are set. */
class Lists {
	syncs: unknown[] = [
		{ syncId: 'open', syncStatusCode: 1000, syncUtc: '2026-01-03T00:00:00Z' },
		{ syncId: 'old', syncStatusCode: 2000, syncUtc: '2026-01-02T00:00:00Z' },
		{ syncId: 'older', syncStatusCode: 2000, syncUtc: '2025-12-31T00:00:00Z' },
	];
	pushes: unknown[] = [
		{ pushOperationKey: 'pending', status: 'Pending', requestedOnUtc: '2026-01-03T00:00:00Z' },
	];
	connections: unknown[] = [{ id: 'link', status: 'Linked' }];

	readonly send = async ({ url }: { url: string }) => {
		const { pathname } = new URL(url);
		const one = /\/push\/(.+)/.exec(pathname)?.[1];
		const records = pathname.includes('/sync/')
			? this.syncs
			: pathname.endsWith('/push')
				? this.pushes
				: this.connections;
		if (one === undefined) return { statusCode: 200, body: records };
		return {
			statusCode: 404,
			body: { error: `Push operation ${one} not found`, correlationId: 'c' },
		};
	};
}

function newsIn(lists: Lists): void {
	const utc = new Date(Date.now() + 60_000).toISOString();
	lists.syncs = [...lists.syncs, { syncId: 'news', syncStatusCode: 2000, syncUtc: utc }];
	const push = { pushOperationKey: 'news', status: 'Success', requestedOnUtc: utc };
	lists.pushes = [push, ...lists.pushes];
	lists.connections = [...lists.connections, { id: 'news', status: 'PendingAuth' }];
}
const NEWS = [
	'connectionStatusChanged news',
	'pushOperationCompleted news',
	'syncCompleted news',
	'syncStarted news',
];

function namesOf(polled: Polled): string[] {
	if ('error' in polled) throw polled.error;
	const idOf = ({ syncId, pushOperationKey, id }: IDataObject) => syncId ?? pushOperationKey ?? id;
	return polled.items.map((item) => `${String(item.event)} ${String(idOf(item))}`).sort();
}

function restored(lists: Lists, state: unknown, parameters: IDataObject = PARAMETERS): N8n {
	const n8n = new N8n(parameters, lists.send);
	n8n.restore({ state });
	return n8n;
}

describe('what version 0.1.0 saved', () => {
	test.each(['init', 'update'] as const)(
		'goes on at %s, missing and repeating nothing',
		async (mode) => {
			const lists = new Lists();
			lists.syncs[0] = { syncId: 'open', syncStatusCode: 4000, syncUtc: '2026-01-03T00:00:00Z' };
			lists.pushes[0] = { ...(lists.pushes[0] as object), status: 'Success' };
			lists.connections[0] = { id: 'link', status: 'Unlinked' };
			const parameters = { ...PARAMETERS, triggerOn: [...EVENTS, 'syncFailed'] };
			const n8n = restored(lists, FORMER, parameters);
			expect(namesOf(await n8n.activate(mode))).toEqual([
				'connectionStatusChanged link',
				'pushOperationCompleted pending',
				'syncFailed open',
			]);
			expect(namesOf(await n8n.poll())).toEqual([]);
			expect(n8n.warnings).toEqual([]);
		},
	);

	test('of another product, all but the syncs', async () => {
		const lists = new Lists();
		const n8n = restored(lists, FORMER, { ...PARAMETERS, product: 'expenses' });
		newsIn(lists);
		expect(namesOf(await n8n.activate('update'))).toEqual(
			NEWS.filter((name) => !name.startsWith('sync')),
		);
		expect(n8n.warnings).toEqual([]);
	});

	test('of another company, nothing', () => {
		const { state } = readState({ ...FORMER, scope: '["commerce","all"]' });
		expect(state?.scopes).toEqual({
			syncs: '["commerce","all"]',
			pushes: '["all"]',
			connections: '["all"]',
		});
	});
});

test.each<[string, unknown]>([
	['no companies', { ...FORMER, companies: undefined }],
	['no dates', { ...FORMER, since: undefined }],
	['no scope', { ...FORMER, scope: undefined }],
	['a scope that is none', { ...FORMER, scope: '["commerce"]' }],
	[
		'a date that is none',
		{ ...FORMER, since: { ...FORMER.since, syncs: '2026-13-45', pushes: 7 } },
	],
	['a company that is null', { ...FORMER, companies: { [COMPANY]: null } }],
	['a memory that is null', { ...FORMER, companies: { [COMPANY]: { syncs: null } } }],
	[
		'a record that is null',
		{ ...FORMER, companies: { [COMPANY]: { syncs: { byId: { a: null } } } } },
	],
	['nothing', null],
	['an empty object', {}],
	['a list', []],
	['a text', 'state'],
])('%s: watching starts from now, and the log says so', async (_, state) => {
	const lists = new Lists();
	const n8n = restored(lists, state);
	expect(namesOf(await n8n.activate('init'))).toEqual([]);
	expect(n8n.warnings).toEqual([
		expect.stringMatching(/could not read.*starts watching them from now/),
	]);
	newsIn(lists);
	expect(namesOf(await n8n.poll())).toEqual(NEWS);
	expect(namesOf(await n8n.activate('init'))).toEqual([]);
	expect(n8n.warnings).toHaveLength(1);
});

test.each([
	['is no record', []],
	['has a status that is no text', { open: [1000] }],
	['has a time that is none', { old: ['2000', 'January'] }],
	['has too much', { old: ['2000', '2026-01-02T00:00:00.000000000', ''] }],
])('a source whose memory %s takes no other one’s with it', async (_, byId) => {
	const lists = new Lists();
	const [memory] = Object.values(FORMER.companies);
	const broken = { ...memory, syncs: { byId } };
	const n8n = restored(lists, { ...FORMER, companies: { [COMPANY]: broken } });
	newsIn(lists);
	expect(namesOf(await n8n.activate('init'))).toEqual(
		NEWS.filter((each) => !each.startsWith('sync')),
	);
	expect(n8n.warnings).toEqual([expect.stringMatching(/remembered of syncs\./)]);
});

/** Every place in a value, as the keys that lead to it. */
function placesIn(value: unknown, path: string[] = []): string[][] {
	if (value === null || typeof value !== 'object') return [path];
	return [path, ...Object.entries(value).flatMap(([key, part]) => placesIn(part, [...path, key]))];
}

function replaced(value: unknown, [key, ...rest]: string[], by: unknown): unknown {
	if (key === undefined) return by;
	const copy = (Array.isArray(value) ? [...value] : { ...(value as object) }) as IDataObject;
	copy[key] = replaced(copy[key], rest, by) as IDataObject;
	return copy;
}

const { state: CURRENT } = readState(FORMER);
const junk = fc.oneof(fc.jsonValue({ maxDepth: 3 }), fc.constantFrom(undefined, null, [], {}, ''));
const broken = fc
	.constantFrom<unknown>(FORMER, CURRENT)
	.chain((state) =>
		fc
			.tuple(fc.constantFrom(...placesIn(state)), junk)
			.map(([path, by]) => replaced(state, path, by)),
	);

test('whatever was saved and whatever the lists hold, polling goes on and tells what is new once', async () => {
	const list = fc.array(fc.jsonValue({ maxDepth: 2 }), { maxLength: 5 });
	await fc.assert(
		fc.asyncProperty(fc.oneof(junk, broken), list, async (state, others) => {
			const lists = new Lists();
			for (const records of [lists.syncs, lists.pushes, lists.connections]) records.push(...others);
			const n8n = restored(lists, state);
			const first = await n8n.activate('init');
			expect(first).toHaveProperty('items');
			expect(namesOf(await n8n.poll())).toEqual([]);
			newsIn(lists);
			expect(namesOf(await n8n.poll())).toEqual(NEWS);
			expect(namesOf(await n8n.poll())).toEqual([]);
			expect(namesOf(await n8n.activate('init'))).toEqual([]);
		}),
		{ numRuns: 300, seed: 2026 },
	);
});

test('a null in the list of companies or of their connections is passed over, and the log says so', async () => {
	const companies = [
		null,
		{ id: '__proto__', dataConnections: [null, { id: 'a', status: 'Linked' }] },
		{ id: 'constructor', dataConnections: null },
	];
	let status = 'Linked';
	const send = async ({ url }: { url: string }) => {
		if (new URL(url).pathname === '/companies') {
			return {
				statusCode: 200,
				body: JSON.parse(JSON.stringify({ results: companies })) as unknown,
			};
		}
		return { statusCode: 200, body: { results: [null, { id: 'b', status }] } };
	};
	const n8n = new N8n({ triggerOn: ['connectionStatusChanged'], companyScope: 'all' }, send);
	expect(namesOf(await n8n.activate('activate'))).toEqual([]);
	expect(n8n.warnings).toEqual([expect.stringMatching(/left out 2 of the records/)]);
	status = 'Deauthorized';
	expect(namesOf(await n8n.poll())).toEqual(['connectionStatusChanged b']);
	expect(namesOf(await n8n.activate('init'))).toEqual([]);
});
