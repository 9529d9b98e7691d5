import { DATA_TYPES, STATEMENTS } from '../../sandbox/data/dataTypes';
import { authorizationFor } from '../../sandbox/auth';
import { SEED } from '../../sandbox/seed';
import { startBench, type Bench } from './sandboxClient';

const { bakery, florist, studio } = SEED.companies;

let bench: Bench;
const call: Bench['call'] = async (...request) => await bench.call(...request);

beforeAll(async () => {
	bench = await startBench();
});

beforeEach(() => bench.sandbox.reset());

afterAll(async () => await bench.sandbox.close());

async function download(path: string) {
	const response = await fetch(bench.sandbox.url + path, {
		headers: { authorization: authorizationFor(bench.sandbox.apiKey) },
	});
	const bytes = Buffer.from(await response.arrayBuffer());
	return { type: response.headers.get('content-type'), bytes };
}

const connection = `/companies/${florist.id}/connections/${florist.connections.accounting}`;
const ATTACHED = Object.keys(DATA_TYPES).filter((key) => DATA_TYPES[key].attachments);

test('six data types have attachments', () => {
	expect(ATTACHED).toHaveLength(6);
});

test.each(ATTACHED)('attachments of %s are listed, read and downloaded', async (dataType) => {
	const { scope, path } = DATA_TYPES[dataType];
	const place = scope === 'company' ? `/companies/${florist.id}` : connection;
	const { body } = await call('GET', `${place}/data/${path}`);
	const [first, , third] = body.results as Array<{ id: string }>;
	const base = `${connection}/data/${path}/${first.id}/attachments`;
	const listed = (await call('GET', base)).body;
	const attachments = listed.attachments as Array<{ id: string; fileSize: number }>;
	expect(attachments).toHaveLength(2);
	for (const attachment of attachments) {
		expect((await call('GET', `${base}/${attachment.id}`)).body).toEqual(attachment);
		const { type, bytes } = await download(`${base}/${attachment.id}/download`);
		expect(type).toBe('application/octet-stream');
		expect(bytes).toHaveLength(attachment.fileSize);
	}
	for (const end of ['none', 'none/download']) {
		expect((await call('GET', `${base}/${end}`)).status).toBe(404);
	}
	const none = `${connection}/data/${path}/${third.id}/attachments`;
	expect((await call('GET', none)).body).toEqual({ attachments: [] });
});

test('a binary file comes as it is, and a web page in its place can be had', async () => {
	const path = `${connection}/data/bills/bill-0001/attachments/c0da7006-7d3a-4c1e-9b52-000000000002/download`;
	const png = Buffer.from([0x89, 0x50, 0x4e, 0x47]);
	expect((await download(path)).bytes.subarray(0, 4)).toEqual(png);
	bench.sandbox.faults.add({ kind: 'html' });
	expect((await download(path)).type).toBe('text/html; charset=utf-8');
	bench.sandbox.faults.add({ kind: 'gzip' });
	expect((await download(path)).bytes.subarray(0, 4)).toEqual(png);
});

test('an invoice is read as PDF', async () => {
	const path = `/companies/${bakery.id}/data/invoices`;
	const { type, bytes } = await download(`${path}/invoice-0002/pdf`);
	expect([type, bytes.subarray(0, 5).toString()]).toEqual(['application/pdf', '%PDF-']);
	expect((await call('GET', `${path}/none/pdf`)).body).toMatchObject({
		statusCode: 404,
		error: 'Invoice none not found',
	});
});

describe.each(STATEMENTS)('%s', (statement) => {
	const path = `/companies/${bakery.id}/data/financials/${statement}`;

	test('has as many periods as were asked for, newest first', async () => {
		const { body } = await call('GET', `${path}?periodLength=3&periodsToCompare=4`);
		const ends = (body.reports as Array<Record<string, string>>).map((report) =>
			(report.date ?? report.toDate).slice(0, 10),
		);
		expect(ends).toEqual(['2026-02-28', '2025-11-30', '2025-08-31', '2025-05-31']);
		const from = await call(
			'GET',
			`${path}?periodLength=1&periodsToCompare=1&startMonth=2025-06-15`,
		);
		expect(JSON.stringify(from.body.reports)).toContain('2025-06-30');
	});

	test('goes back no further than the books', async () => {
		const { body } = await call('GET', `${path}?periodLength=5&periodsToCompare=99`);
		expect(body.reports).toHaveLength(4);
	});

	test.each([
		'',
		'periodLength=1',
		'periodLength=0&periodsToCompare=1',
		'periodLength=1&periodsToCompare=x',
		'periodLength=1&periodsToCompare=1&startMonth=June',
	])('?%s is refused', async (query) => {
		expect((await call('GET', `${path}?${query}`)).status).toBe(400);
	});
});

test('what a platform says of a company', async () => {
	const { body } = await call('GET', `/companies/${bakery.id}/data/info`);
	expect(body).toMatchObject({ companyName: 'Harbour Lane Bakery', baseCurrency: 'GBP' });
	const shop = `/companies/${bakery.id}/connections/${bakery.connections.commerce}/data/commerce-info`;
	expect((await call('GET', shop)).body).toMatchObject({ companyName: 'Harbour Lane Bakery' });
	expect((await call('GET', `/companies/${studio.id}/data/info`)).status).toBe(404);
	const refreshed = await call('POST', `/companies/${bakery.id}/data/info`);
	expect(refreshed.body).toMatchObject({ dataType: 'company', status: 'Queued' });
});
