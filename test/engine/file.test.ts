import type { IBinaryData } from 'n8n-workflow';

import { SEED } from '../../sandbox/seed';
import { startSandbox, type Sandbox } from '../../sandbox/server';
import { byId, runCodat } from './harness';

const { bakery } = SEED.companies;
let sandbox: Sandbox;

beforeAll(async () => {
	sandbox = await startSandbox();
});
beforeEach(() => sandbox.reset());
afterAll(async () => await sandbox.close());

async function upload(fileName: string, bytes: number) {
	const file = { data: Buffer.alloc(bytes, 1).toString('base64'), mimeType: 'x/y', fileName };
	return await uploadAny(file, fileName);
}

/** @param file as the item before has it, be it none of n8n's */
async function uploadAny(file: unknown, executionId: string) {
	return await runCodat(
		{ apiKey: sandbox.apiKey, baseUrl: sandbox.url },
		{
			resource: 'file',
			operation: 'upload',
			companyId: byId(bakery.id),
			connectionId: byId(bakery.connections.accounting),
		},
		{ binary: [{ data: file as IBinaryData }], executionId },
	);
}

test('a document is uploaded, then listed', async () => {
	expect((await upload('Lease.PDF', 100)).json).toEqual([{ success: true }]);
	const { json } = await runCodat(
		{ apiKey: sandbox.apiKey, baseUrl: sandbox.url },
		{ resource: 'file', operation: 'getAll', companyId: byId(bakery.id) },
	);
	expect(json).toEqual([expect.objectContaining({ fileName: 'Lease.PDF' })]);
});

test.each([
	['setup.exe', 100, 'Codat doesn’t take the file "setup.exe"'],
	['pdf', 100, 'Codat doesn’t take the file "pdf"'],
	['scan.pdf', 10 * 1024 * 1024 + 1, 'The file "scan.pdf" is larger than 10 MB'],
	['empty.pdf', 0, 'The file "empty.pdf" is empty'],
])('%s of %d bytes is refused before it is sent', async (name, bytes, message) => {
	const { error } = await upload(name, bytes);
	expect(error?.message).toBe(message);
	expect(sandbox.requests).toEqual([]);
});

const data = Buffer.from('abc').toString('base64');

test.each([
	['no type', { fileName: 'a.pdf' }, 'a.pdf'],
	['a type that is none', { fileName: 'a.pdf', mimeType: 5 }, 'a.pdf'],
	['no name', { fileExtension: 'pdf', mimeType: 'application/pdf' }, 'attachment.pdf'],
	['an empty name', { fileExtension: 'pdf', fileName: ' ' }, 'attachment.pdf'],
	['a length as text', { fileName: 'a.pdf', bytes: '3' }, 'a.pdf'],
])('a file with %s is uploaded', async (kind, facts, name) => {
	expect((await uploadAny({ data, ...facts }, kind)).error).toBeUndefined();
	expect(JSON.stringify(sandbox.requests[0].body)).toContain(`"${name}"`);
});

test.each([
	['nothing', null],
	['a text', 'abc'],
	['a name alone', { fileName: 'a.pdf' }],
	['data that are none', { fileName: 'a.pdf', data: {} }],
])('%s is no file', async (kind, file) => {
	const { error } = await uploadAny(file, kind);
	expect(error?.message).toBe("The input item’s field 'data' is not a file");
	expect(sandbox.requests).toEqual([]);
});

test('a name that is no text is refused as one that Codat doesn’t take', async () => {
	const { error } = await uploadAny({ data, fileName: 5 }, 'number');
	expect(error?.message).toBe('Codat doesn’t take the file "5"');
});
