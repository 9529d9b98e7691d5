import { dataTypesOf } from '../../sandbox/data/dataTypes';
import { SEED } from '../../sandbox/seed';
import { useBench } from './sandboxClient';

const { bakery, bookshop, florist, studio, workshop } = SEED.companies;

const bench = useBench();
const { call, kinds } = bench;

beforeEach(async () => await bench.start());

const queue = async (company: string, dataType: string, connectionId?: string) =>
	await call(
		'POST',
		`/companies/${company}/data/queue/${dataType}${connectionId ? `?connectionId=${connectionId}` : ''}`,
	);
const pull = async (company: string, id: unknown) =>
	(await call('GET', `/companies/${company}/data/history/${String(id)}`)).body;
const statusOf = async (company: string, dataType: string) =>
	(
		(await call('GET', `/companies/${company}/dataStatus`)).body as Record<
			string,
			{ currentStatus: string }
		>
	)[dataType];

test('a pull moves with the clock', async () => {
	const { body } = await queue(bakery.id, 'invoices');
	const running = { dataType: 'invoices', isCompleted: false, isErrored: false, progress: 0 };
	expect(body).toMatchObject({ ...running, status: 'Queued' });
	const connectionId = bakery.connections.accounting;
	expect(body).toMatchObject({ companyId: bakery.id, connectionId });
	bench.advance(1000);
	expect(await pull(bakery.id, body.id)).toMatchObject({ status: 'Fetching', progress: 33 });
	expect(await statusOf(bakery.id, 'invoices')).toMatchObject({ currentStatus: 'Fetching' });
	expect((await queue(bakery.id, 'invoices')).status).toBe(409);
	bench.advance(2000);
	const done = { status: 'Complete', progress: 100, isCompleted: true };
	expect(await pull(bakery.id, body.id)).toMatchObject(done);
	expect(await statusOf(bakery.id, 'invoices')).toMatchObject({
		currentStatus: 'Complete',
		latestSyncId: body.id,
		latestSuccessfulSyncId: body.id,
		lastSuccessfulSync: '2026-03-02T12:00:03.000Z',
	});
	expect(kinds()).toEqual(['pull.started']);
});

test.each([
	['as the company is set', bookshop.id, 'bills', 'FetchError', true],
	[
		'at once, where the platform does not have the type',
		bookshop.id,
		'salesOrders',
		'NotSupported',
		false,
	],
	['where the connection is lost', workshop.id, 'commerce-orders', 'AuthError', true],
])('a pull ends %s', async (_, company, dataType, status, isErrored) => {
	const { body } = await queue(company, dataType);
	bench.advance(5000);
	const ended = await pull(company, body.id);
	expect(ended).toMatchObject({ status, isErrored, isCompleted: false });
	expect(await statusOf(company, dataType)).toMatchObject({ currentStatus: status });
});

test('how pulls end can be set', async () => {
	await call('PUT', '/_sandbox/pulls', {
		companyId: florist.id,
		dataType: 'invoices',
		status: 'ValidationError',
		errorMessage: 'Two invoices have one number.',
	});
	const { body } = await queue(florist.id, 'invoices');
	const path = `/companies/${florist.id}/sync/${String(body.id)}/validation`;
	expect((await call('GET', path)).body).toEqual({ errors: [], warnings: [] });
	bench.advance(5000);
	expect(await pull(florist.id, body.id)).toMatchObject({
		status: 'ValidationError',
		errorMessage: 'Two invoices have one number.',
	});
	expect((await call('GET', path)).body).toMatchObject({
		errors: [{ message: 'Two invoices have one number.' }],
	});
});

test('all data types are refreshed at once, and those in progress go on', async () => {
	await queue(florist.id, 'invoices');
	expect((await call('POST', `/companies/${florist.id}/data/all`)).status).toBe(204);
	const path = `/companies/${florist.id}/data/history`;
	const query = `?query=${encodeURIComponent('status!=Complete&&status!=NotSupported')}&pageSize=500`;
	const { body } = await call('GET', path + query);
	const had = (['Accounting', 'Banking', 'Commerce'] as const).flatMap(dataTypesOf);
	// Zettle has no disputes.
	expect(body.totalResults).toBe(had.length - 1);
	expect(kinds()).toEqual(['pull.started', 'pull.started']);
	expect((await call('GET', `${path}?query=isCompleted%3Dtrue`)).body).toMatchObject({
		statusCode: 400,
		error: 'Error parsing query - Could not resolve property isCompleted on Dataset',
	});
});

test('a product is refreshed where it is enabled, and nothing is in progress', async () => {
	const path = `/companies/${bakery.id}/products/commerce/refresh`;
	expect((await call('POST', path, { dataTypes: ['payroll'] })).status).toBe(400);
	expect((await call('POST', path, { dataTypes: ['invoices'] })).status).toBe(202);
	expect((await call('POST', path)).status).toBe(400);
	bench.advance(5000);
	expect((await call('POST', path)).status).toBe(202);
	const missing = `/companies/${bakery.id}/products/lending/refresh`;
	expect((await call('POST', missing)).status).toBe(404);
});

test('what can’t be refreshed', async () => {
	expect((await queue(bakery.id, 'payroll')).status).toBe(400);
	expect((await queue(studio.id, 'invoices')).status).toBe(404);
	expect((await queue(bakery.id, 'invoices', 'none')).body).toMatchObject({
		statusCode: 404,
		error: 'Data connection none not found',
	});
	expect(kinds()).toEqual([]);
});

test('data status says what was never pulled', async () => {
	expect(await statusOf(workshop.id, 'commerce-orders')).toEqual({
		dataType: 'commerce-orders',
		currentStatus: 'Initial',
	});
	expect((await call('GET', `/companies/${studio.id}/dataStatus`)).body).toEqual({});
});

test('a data type of one’s own is configured, refreshed and read', async () => {
	const configuration = '/integrations/gbol/dataTypes/custom/ovens';
	const of = `/companies/${bakery.id}/connections/${bakery.connections.accounting}/data`;
	expect((await call('GET', configuration)).status).toBe(404);
	expect((await call('POST', `${of}/queue/custom/ovens`)).status).toBe(404);
	const asked = { dataSource: 'api/ovens', requiredData: { heat: 'heat' }, keyBy: ['heat'] };
	expect((await call('PUT', configuration, { ...asked, keyBy: [] })).status).toBe(400);
	expect((await call('PUT', configuration, asked)).body).toEqual(asked);
	expect((await call('GET', configuration)).body).toEqual(asked);
	expect((await call('GET', `${of}/custom/ovens`)).status).toBe(409);

	const { body } = await call('POST', `${of}/queue/custom/ovens`);
	expect(body).toMatchObject({ dataType: 'ovens', status: 'Queued' });
	bench.advance(5000);
	const list = (await call('GET', `${of}/custom/ovens?page=2&pageSize=5`)).body;
	expect(list).toMatchObject({ pageNumber: 2, pageSize: 5, totalResults: 12 });
	expect(list).toMatchObject({ results: [{ content: { heat: { value: 6 } } }, {}, {}, {}, {}] });
	expect(kinds()).toEqual(['customData.configured', 'pull.started']);
});

test('supplemental data are configured for a platform and a data type', async () => {
	const path = (key: string, dataType: string) =>
		`/integrations/${key}/dataTypes/${dataType}/supplementalDataConfig`;
	const asked = { supplementalDataConfig: { extra: { dataSource: 'x', pullData: { a: 'b' } } } };
	expect((await call('PUT', path('gbol', 'invoices'), {})).status).toBe(400);
	const written = await call('PUT', path('gbol', 'invoices'), asked);
	expect([written.status, written.text]).toEqual([200, '']);
	expect((await call('GET', path('gbol', 'invoices'))).body).toEqual(asked);
	expect((await call('GET', path('qhyg', 'invoices'))).body).toEqual({
		supplementalDataConfig: {},
	});
	expect((await call('GET', path('zzzz', 'invoices'))).status).toBe(404);
	expect((await call('GET', path('gbol', 'payroll'))).status).toBe(404);
});
