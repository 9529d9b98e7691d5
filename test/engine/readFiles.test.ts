import type { IDataObject } from 'n8n-workflow';

import { SEED } from '../../sandbox/seed';
import { startSandbox, type Sandbox } from '../../sandbox/server';
import { clock, useFakeClock } from './clock';
import { byId, runCodat, type RunOptions } from './harness';

jest.mock('n8n-workflow', () => jest.requireActual('./clock').withFakeSleep());
useFakeClock();

const { florist } = SEED.companies;
const { accounting } = florist.connections;

let sandbox: Sandbox;
beforeAll(async () => {
	sandbox = await startSandbox({ now: () => clock.time });
});
beforeEach(() => sandbox.reset());
afterAll(async () => await sandbox.close());

async function run(operation: string, parameters: IDataObject, options?: RunOptions) {
	const credential = { apiKey: sandbox.apiKey, baseUrl: sandbox.url };
	const all = { resource: 'readData', operation, companyId: byId(florist.id), ...parameters };
	return await runCodat(credential, all, options);
}

const pdf = { recordId: 'invoice-0001', binaryPropertyName: 'invoice' };

test('an invoice is a PDF in the field that was named', async () => {
	const { items, error } = await run('downloadInvoicePdf', pdf);
	expect(error).toBeUndefined();
	const [{ json, binary }] = items;
	const file = binary!.invoice;
	expect(file.mimeType).toBe('application/pdf');
	expect(Buffer.from(file.data, 'base64').toString('latin1')).toMatch(/^%PDF-/);
	expect(json).toMatchObject({ mimeType: 'application/pdf' });
	expect(Buffer.from(file.data, 'base64')).toHaveLength(json.bytes as number);
});

test.each<[string, object, RegExp]>([
	['a web page', { kind: 'html' }, /A web page came back/],
	['a web page that says it is JSON', { kind: 'htmlAsJson', times: Infinity }, /web page/],
	['a page that says it is a file', { kind: 'status', status: 200, body: '<html>' }, /page/],
	['JSON', { kind: 'status', status: 200, body: { a: 1 } }, /no file/],
	['nothing', { kind: 'empty' }, /no file.*empty/s],
	['a 204', { kind: 'noContent' }, /no file/],
	[
		'Codat’s refusal, which is bytes too',
		{ kind: 'status', status: 404, body: { error: 'Invoice not found', correlationId: 'c-1' } },
		/Invoice not found.*c-1/s,
	],
])('%s in place of a file is an error that says so', async (_, fault, text) => {
	sandbox.faults.add({ match: { path: /pdf$/ }, ...fault } as never);
	const { items, error } = await run('downloadInvoicePdf', pdf);
	expect(`${error?.message} ${error?.description}`).toMatch(text);
	expect(items).toEqual([]);
});

test('an attachment has the name and type that Codat knows of it', async () => {
	const of = { dataType: 'invoices', recordId: 'invoice-0001', connectionId: byId(accounting) };
	const { json } = await run('getAllAttachments', of);
	expect(json.map(({ name }) => name)).toEqual(['Delivery note.pdf', 'Küche – “Foto” 1.png']);
	const { items } = await run('downloadAttachment', { ...of, attachmentId: json[1].id });
	expect(items[0].binary!.data).toMatchObject({
		fileName: 'Küche – “Foto” 1.png',
		mimeType: 'image/png',
	});
	expect(Buffer.from(items[0].binary!.data.data, 'base64').length).toBe(json[1].fileSize);
	const none = await run('getAllAttachments', { ...of, recordId: 'invoice-0003' });
	expect(none.json).toEqual([]);
});

test.each([
	['attachment; filename="../../etc/passwd.pdf"', 'passwd.pdf'],
	["attachment; filename=x; filename*=UTF-8''Rechnung%20%C3%BC.pdf", 'Rechnung ü.pdf'],
	["attachment; filename*=UTF-8''%E0%A4%A; filename=plain.pdf", 'plain.pdf'],
	['attachment; filename="C:\\\\temp\\\\a.pdf"', 'a.pdf'],
])('a name in %s is a name alone', async (disposition, fileName) => {
	const headers = { 'content-type': 'application/pdf', 'content-disposition': disposition };
	sandbox.faults.add({ kind: 'status', status: 200, headers, body: '%PDF-1.4' });
	const { items, error } = await run('downloadInvoicePdf', pdf);
	expect(error).toBeUndefined();
	expect(items[0].binary!.invoice.fileName).toBe(fileName);
});

test('the error of one goes on as an item, the files of others beside it', async () => {
	const { items } = await run(
		'downloadInvoicePdf',
		{ ...pdf, recordId: '={{ $json.id }}' },
		{
			items: [{ id: 'gone' }, { id: 'invoice-0002' }],
			node: { onError: 'continueRegularOutput' },
		},
	);
	expect(items[0].json.error).toMatch(/not found/);
	expect(items[1].binary).toHaveProperty('invoice');
});
