import type { IDataObject } from 'n8n-workflow';

import { CLIENT_ID } from '../../sandbox/routes/settings';
import { SEED } from '../../sandbox/seed';
import { startSandbox, type Sandbox } from '../../sandbox/server';
import { byId, runCodat, type RunOptions } from './harness';

const { bakery, studio, surveyors } = SEED.companies;

let sandbox: Sandbox;
beforeAll(async () => {
	sandbox = await startSandbox();
});
beforeEach(() => sandbox.reset());
afterAll(async () => await sandbox.close());

async function run(parameters: IDataObject, options?: RunOptions) {
	return await runCodat({ apiKey: sandbox.apiKey, baseUrl: sandbox.url }, parameters, options);
}

describe('configurations', () => {
	const of = (product: string, id: string) => ({
		resource: 'syncConfiguration',
		product,
		companyId: byId(id),
	});
	const get = async (product: string, id: string) =>
		await run({ ...of(product, id), operation: 'get' });
	const update = async (product: string, id: string, updateFields: IDataObject) =>
		await run({ ...of(product, id), operation: 'update', updateFields });

	test('what can’t be read is not changed', async () => {
		for (const kind of ['empty', 'noContent'] as const) {
			sandbox.reset();
			sandbox.faults.add({ kind, match: { method: 'GET' } });
			const { error } = await update('expenses', surveyors.id, {
				supplier: byId('supplier-0002'),
			});
			expect(error?.message).toBe('Codat gave no configuration to change');
			expect(sandbox.requests.every(({ method }) => method === 'GET')).toBe(true);
		}
	});

	test('of expenses: what is not set stays', async () => {
		const before = (await get('expenses', surveyors.id)).json[0];
		const { json, error } = await update('expenses', surveyors.id, {
			supplier: byId('supplier-0002'),
			// Of the other product, which was chosen before.
			enable: false,
		});
		expect(error).toBeUndefined();
		expect(json[0]).toEqual({ ...before, supplier: { id: 'supplier-0002' } });
		expect((await get('expenses', surveyors.id)).json).toEqual(json);
		expect(sandbox.ledger).toHaveLength(1);
	});

	test('items of one company change it one after the other: none undoes another', async () => {
		const settings = [{ a: 1 }, { b: 2 }, { c: 3 }];
		const { json, error } = await run(
			{
				...of('commerce', '={{ $json.id }}'),
				operation: 'update',
				updateFields: { otherSettings: '={{ $json.settings }}' },
			},
			{
				items: settings.map((each) => ({ id: bakery.id, settings: each })),
			},
		);
		expect(error).toBeUndefined();
		expect(json).toMatchObject([{ a: 1 }, { a: 1, b: 2 }, { a: 1, b: 2, c: 3 }]);
		expect((await get('commerce', bakery.id)).json).toMatchObject([{ a: 1, b: 2, c: 3 }]);
	});

	test('of expenses: all three are sent where there was nothing', async () => {
		sandbox.faults.add({
			kind: 'status',
			status: 404,
			body: { error: 'No data available for configuration', correlationId: 'c-1' },
			match: { method: 'GET' },
		});
		await update('expenses', studio.id, { supplier: byId('supplier-0002') });
		expect(sandbox.requests.at(-1)?.body).toEqual({
			bankAccount: {},
			supplier: { id: 'supplier-0002' },
			customer: {},
		});
	});

	test('of commerce: what is not set is sent back as it was read', async () => {
		const before = (await get('commerce', bakery.id)).json[0];
		const configuration = before.configuration as IDataObject;
		const { error } = await update('commerce', bakery.id, {
			selectedFrequency: 'Monthly',
			syncHour: '5',
			syncFees: true,
			syncPayments: false,
			supplier: byId('supplier-0002'),
			otherSettings:
				'{ "configuration": { "mapSettings": { "outputFormat": "JournalEntry" }, "countryCode": "IE" } }',
		});
		expect(error).toBeUndefined();
		expect(sandbox.requests.at(-1)?.body).toEqual({
			...before,
			schedule: { ...(before.schedule as IDataObject), selectedFrequency: 'Monthly', syncHour: 5 },
			configuration: {
				...configuration,
				countryCode: 'IE',
				newPayments: { ...(configuration.newPayments as IDataObject), syncPayments: false },
				fees: { ...(configuration.fees as IDataObject), syncFees: true },
			},
		});
	});

	test.each(['commerce', 'expenses'])('of %s: nothing set changes nothing', async (product) => {
		const before = (await get(product, surveyors.id)).json;
		await update(product, surveyors.id, {});
		expect((await get(product, surveyors.id)).json).toEqual(before);
	});

	test('a configuration that can’t be read is not overwritten', async () => {
		for (const fault of [
			{ kind: 'status', status: 500, times: 9 } as const,
			{ kind: 'empty' } as const,
			{ kind: 'rewrite', rewrite: () => [] } as const,
		]) {
			sandbox.reset();
			sandbox.faults.add({ ...fault, match: { method: 'GET' } });
			const { error } = await run({
				...of('commerce', bakery.id),
				operation: 'update',
				updateFields: { enable: false },
				retries: { strategy: 'none' },
			});
			expect(error).toBeDefined();
			expect(sandbox.ledger).toEqual([]);
		}
	});

	test.each<[IDataObject, RegExp]>([
		[{ syncHour: 24 }, /'Sync Hour' must be a whole number from 0 to 23/],
		[{ selectedFrequency: 'Hourly' }, /'Frequency' must be one of Daily, Monthly/],
		[{ otherSettings: '[]' }, /'Other Settings \(JSON\)' must be a JSON object/],
		[{ startDate: 'soon' }, /'Start Date' must be a date/],
	])('%j is refused before anything is sent', async (fields, message) => {
		expect((await update('commerce', bakery.id, fields)).error?.message).toMatch(message);
		expect(sandbox.requests).toEqual([]);
	});

	test('a company that is not there is an error', async () => {
		const { error } = await update('expenses', 'c0da7000-0000-4000-8000-000000000000', {});
		expect(error).toBeDefined();
		expect(sandbox.ledger).toEqual([]);
	});
});

describe('Sync Flow', () => {
	const flow = (operation: string, parameters: IDataObject) => ({
		resource: 'syncFlow',
		operation,
		...parameters,
	});
	const setTexts = async (texts: IDataObject, options?: RunOptions) =>
		await run(flow('updateText', { locale: 'fr-fr', texts }), options);

	test('texts are set by their keys, and all others stay', async () => {
		const rows = [
			{ key: 'title', text: 'Bonjour' },
			{ key: 'footer', text: '', required: 'false' },
		];
		expect((await setTexts({ rows })).error).toBeUndefined();
		expect(sandbox.requests.at(-1)).toMatchObject({
			query: { locale: 'fr-fr' },
			body: { title: { text: 'Bonjour' }, footer: { text: '', required: false } },
		});
		const { json } = await run(flow('getText', { locale: 'fr-fr' }));
		expect(Object.keys(json[0]).sort()).toEqual(['footer', 'title', 'welcome']);
	});

	test('expressions may give each part of one', async () => {
		const row = {
			key: '={{ $json.key }}',
			text: '={{ $json.text }}',
			required: '={{ $json.not }}',
		};
		await setTexts({ rows: [row] }, { items: [{ key: 'title', text: 'Hello', not: false }] });
		expect(sandbox.requests.at(-1)?.body).toEqual({ title: { text: 'Hello', required: false } });
	});

	test.each([
		[{ rows: [] }, /'Texts' is empty/],
		[{ rows: [{ key: '={{ "" }}', text: 'x' }] }, /'Texts #1: Key' is empty/],
		[{ rows: [{ key: 'a', text: 'x', required: 'perhaps' }] }, /'Texts #1: Required' must be/],
	])('%j is refused', async (texts, message) => {
		expect((await setTexts(texts)).error?.message).toMatch(message);
		expect(sandbox.requests).toEqual([]);
	});

	test('visible accounts are replaced, and can be read', async () => {
		const platformKey = { __rl: true, mode: 'key', value: 'GBOL' };
		const visibleAccounts = ['Asset', 'Income'];
		await run(flow('updateVisibleAccounts', { platformKey, visibleAccounts }));
		const { json } = await run(flow('getVisibleAccounts', { clientId: CLIENT_ID, platformKey }));
		expect(json).toEqual([{ visibleAccounts }]);
	});
});
