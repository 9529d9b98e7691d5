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
	return await runCodat(
		{ apiKey: sandbox.apiKey, baseUrl: sandbox.url },
		{
			resource: 'file',
			operation: 'upload',
			companyId: byId(bakery.id),
			connectionId: byId(bakery.connections.accounting),
		},
		{ binary: [{ data: file }], executionId: fileName },
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
	['setup.exe', 100, 'Codat does not take the file "setup.exe"'],
	['pdf', 100, 'Codat does not take the file "pdf"'],
	['scan.pdf', 10 * 1024 * 1024 + 1, 'The file "scan.pdf" has more than 10 MB'],
	['empty.pdf', 0, 'The file "empty.pdf" is empty'],
])('%s of %d bytes is refused before it is sent', async (name, bytes, message) => {
	const { error } = await upload(name, bytes);
	expect(error?.message).toBe(message);
	expect(sandbox.requests).toEqual([]);
});
