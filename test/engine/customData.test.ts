import type { IDataObject } from 'n8n-workflow';

import { startSandbox, type Sandbox } from '../../sandbox/server';
import { clock, useFakeClock } from './clock';
import { runCodat } from './harness';
import { ofBakery } from './pushRun';

jest.mock('n8n-workflow', () => jest.requireActual('./clock').withFakeSleep());
useFakeClock();

const byKey = (value: string) => ({ __rl: true, mode: 'key', value });
const xero = { platformKey: byKey('gbol') };

let sandbox: Sandbox;
let runs = 0;

beforeAll(async () => {
	sandbox = await startSandbox({ now: clock.now });
});
beforeEach(() => sandbox.reset());
afterAll(async () => await sandbox.close());

async function run(name: string, parameters: IDataObject, item: IDataObject = {}) {
	const [resource, operation] = name.split('.');
	return await runCodat(
		{ apiKey: sandbox.apiKey, baseUrl: sandbox.url },
		{ resource, operation, ...xero, ...parameters },
		{ executionId: `execution-${++runs}`, items: [item] },
	);
}

const sent = () => sandbox.requests[0].body;

describe('custom data', () => {
	const ovens = { customDataIdentifier: 'ovens' };
	const configuration = {
		dataSource: '/api.xro/2.0/Accounts',
		requiredData: { code: '$.Code', 'Account ID': '$.AccountID' },
		keyBy: ['$.AccountID'],
	};
	const form = {
		...ovens,
		dataSource: configuration.dataSource,
		requiredData: {
			rows: [
				{ name: 'code', path: '$.Code' },
				{ name: ' Account ID ', path: ' $.AccountID ' },
			],
		},
		keyBy: ['$.AccountID'],
	};

	test('is configured, and read again', async () => {
		const { json } = await run('customData.configure', form);
		expect(sent()).toEqual(configuration);
		expect(json).toEqual([configuration]);
		expect((await run('customData.getConfiguration', ovens)).json).toEqual([configuration]);
	});

	test.each([['$.Updated'], [['$.Updated']], ['={{ ["$.Updated"] }}']])(
		'when it was modified can be given: %j',
		async (sourceModifiedDate) => {
			await run('customData.configure', { ...form, additionalFields: { sourceModifiedDate } });
			expect(sent()).toEqual({ ...configuration, sourceModifiedDate: ['$.Updated'] });
		},
	);

	test('required data may have names that are words of the form, and be given by expressions', async () => {
		const rows = [
			...['name', 'rows', 'path'].map((name) => ({ name, path: `$.${name}` })),
			{ name: '={{ $json.name }}', path: '={{ $json.path }}' },
		];
		const parameters = { ...form, requiredData: { rows } };
		await run('customData.configure', parameters, { name: 'lists', path: '$.lists' });
		expect(sent()).toMatchObject({
			requiredData: { name: '$.name', rows: '$.rows', path: '$.path', lists: '$.lists' },
		});
	});

	test.each([
		[{ requiredData: {} }, "'Required Data' is empty"],
		[{ requiredData: { rows: [{ name: 'code' }] } }, "'Required Data #1: JSONPath' is empty"],
		[
			{ requiredData: { rows: [{ name: 'code', path: '={{ null }}' }] } },
			"'Required Data #1: JSONPath' is empty",
		],
		[
			{ requiredData: { rows: [{ name: '={{ ["code"] }}', path: '$' }] } },
			"'Required Data #1: Name' must be a text",
		],
		[{ requiredData: { rows: [{ path: '$' }] } }, "'Required Data #1: Name' is empty"],
		[
			{
				requiredData: {
					rows: [
						{ name: 'code', path: '$.A' },
						{ name: 'code ', path: '$.B' },
					],
				},
			},
			'\'Required Data\' has "code" twice',
		],
		[{ keyBy: [] }, "'Key By' is empty"],
		[{ keyBy: [' '] }, "'Key By' is empty"],
		[{ keyBy: '={{ [{}] }}' }, "'Key By' must be"],
		[{ dataSource: ' ' }, "'Data Source' is empty"],
		[{ customDataIdentifier: ' ' }, "'Custom Data Type' is empty"],
		[{ customDataIdentifier: '..' }, 'can\'t be ".."'],
		[{ platformKey: byKey('xero!') }, "'Platform' is not a platform key"],
	] as Array<[IDataObject, string]>)('%j is refused', async (bad, message) => {
		const { error } = await run('customData.configure', { ...form, ...bad });
		expect(error?.message).toContain(message);
		expect(sandbox.requests).toEqual([]);
	});

	test('an identifier stays one part of the path', async () => {
		await run('customData.getConfiguration', { customDataIdentifier: 'a/../b?c' });
		expect(sandbox.requests[0].path).toMatch(/custom\/a%2F..%2Fb%3Fc$/);
	});

	test('records are read in pages, once they have been fetched', async () => {
		await run('customData.configure', form);
		const of = { ...ofBakery, ...ovens };
		const { error } = await run('customData.getAll', { ...of, returnAll: true });
		expect(error?.httpCode).toBe('409');

		await run('customData.refresh', { ...of, waitForCompletion: true });
		sandbox.requests.length = 0;
		const all = (await run('customData.getAll', { ...of, returnAll: true })).json;
		expect(all).toHaveLength(12);
		expect(all[0]).toMatchObject({ content: { code: expect.anything() } });
		expect((await run('customData.getAll', { ...of, returnAll: false, limit: 5 })).json).toEqual(
			all.slice(0, 5),
		);
		expect(sandbox.requests.flatMap(({ query }) => Object.keys(query))).toEqual([
			'page',
			'pageSize',
			'page',
			'pageSize',
		]);
	});

	test('pages of fewer records than were asked for', async () => {
		await run('customData.configure', form);
		const of = { ...ofBakery, ...ovens };
		await run('customData.refresh', { ...of, waitForCompletion: true });
		const records = Array.from({ length: 3 }, (_, page) =>
			Array.from({ length: 4 }, (_, n) => ({ id: `${page}-${n}`, content: {} })),
		);
		for (const results of records) {
			sandbox.faults.add({
				kind: 'rewrite',
				rewrite: () => ({ results, pageNumber: 1, pageSize: 4, totalResults: 12 }),
				match: { method: 'GET' },
			});
		}
		const { json } = await run('customData.getAll', { ...of, returnAll: true });
		expect(json).toEqual(records.flat());
	});

	test('what is not configured is said in Codat’s words', async () => {
		const { error } = await run('customData.refresh', {
			...ofBakery,
			...ovens,
			waitForCompletion: true,
		});
		expect(error?.message).toContain('not configured');
		expect(error?.message).not.toContain('was started');
	});
});

describe('supplemental data', () => {
	const ofInvoices = { dataType: 'invoices' };
	const config = {
		extras: {
			dataSource: '/Invoices',
			pullData: { expected: 'ExpectedPaymentDate' },
			pushData: { sent: 'SentToContact' },
		},
		more: { dataSource: '/More', pullData: { a: 'B' } },
	};
	const form = {
		rows: [
			{
				name: 'extras',
				dataSource: '/Invoices',
				pullData: { rows: [{ name: 'expected', property: 'ExpectedPaymentDate' }] },
				pushData: { rows: [{ name: 'sent', property: 'SentToContact' }] },
			},
			{
				name: 'more',
				dataSource: '/More',
				pullData: { rows: [{ name: 'a', property: 'B' }] },
				pushData: {},
			},
		],
	};

	test('is configured, and read again', async () => {
		const parameters = { ...ofInvoices, supplementalDataConfig: form };
		const { json, error } = await run('supplementalData.configure', parameters);
		expect(error).toBeUndefined();
		expect(sent()).toEqual({ supplementalDataConfig: config });
		expect(json).toEqual([{ success: true }]);
		const read = await run('supplementalData.getConfiguration', ofInvoices);
		expect(read.json).toEqual([{ supplementalDataConfig: config }]);
	});

	test.each([
		[{}, "'Sources' is empty"],
		[{ rows: [{ ...form.rows[0], name: '' }] }, "'Sources #1: Name' is empty"],
		[{ rows: [form.rows[0], form.rows[0]] }, '\'Sources\' has "extras" twice'],
		[{ rows: [{ name: 'x', dataSource: '/x' }] }, 'The source "x" has no properties'],
		[
			{ rows: [{ ...form.rows[0], dataSource: '={{ null }}' }] },
			"'Sources #1: Data Source' is empty",
		],
		[
			{ rows: [{ ...form.rows[1], pullData: { rows: [{ name: 'a', property: '={{ {} }}' }] } }] },
			"'Sources #1: Properties to Read #1: Property of the Platform' must be a text",
		],
	])('%j is refused', async (supplementalDataConfig, message) => {
		const { error } = await run('supplementalData.configure', {
			...ofInvoices,
			supplementalDataConfig,
		});
		expect(error?.message).toContain(message);
		expect(sandbox.requests).toEqual([]);
	});

	test('only Codat’s data types for it can be chosen', async () => {
		const { error } = await run('supplementalData.getConfiguration', { dataType: 'payments' });
		expect(error?.message).toContain("'Data Type' must be one of");
	});

	test('a platform that isn’t there', async () => {
		const { error } = await run('supplementalData.getConfiguration', {
			...ofInvoices,
			platformKey: byKey('zzzz'),
		});
		expect(error?.httpCode).toBe('404');
	});
});
