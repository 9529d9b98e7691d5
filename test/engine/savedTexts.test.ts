import type { IDataObject, INode } from 'n8n-workflow';
import { NodeHelpers } from 'n8n-workflow';

import { Codat } from '../../nodes/Codat/Codat.node';
import { SEED } from '../../sandbox/seed';
import { startSandbox, type Sandbox } from '../../sandbox/server';
import { byId, runCodat } from './harness';

const { bakery, surveyors } = SEED.companies;

let sandbox: Sandbox;
beforeAll(async () => {
	sandbox = await startSandbox();
});
beforeEach(() => sandbox.reset());
afterAll(async () => await sandbox.close());

const ofBakery = {
	companyId: byId(bakery.id),
	connectionId: byId(bakery.connections.accounting),
	dataType: 'invoices',
};
const guid = '4e0f467c-c879-46ed-951a-05dfc2ddf7cc';

/** The fields that were texts when workflows were saved with them. */
const FIELDS: Array<[resource: string, operation: string, name: string, others: IDataObject]> = [
	['sync', 'get', 'syncId', { product: 'commerce' }],
	['expense', 'getAllTransactions', 'syncId', { companyId: byId(surveyors.id) }],
	['pushData', 'get', 'pushOperationKey', {}],
	['pushData', 'delete', 'recordId', {}],
	['pushData', 'getOptions', 'accountId', { dataType: 'bankTransactions' }],
	['readData', 'get', 'recordId', {}],
	['readData', 'getAll', 'accountId', { dataType: 'bankTransactions' }],
	['readData', 'downloadInvoicePdf', 'recordId', {}],
	['readData', 'getAttachment', 'attachmentId', { recordId: byId('invoice-0001') }],
	['readData', 'getPullOperation', 'datasetId', {}],
	['billPay', 'downloadAttachment', 'attachmentId', { billId: byId('payable-0001') }],
	['billPay', 'getAllAttachments', 'billId', {}],
	['billPay', 'updateSupplier', 'supplierId', { supplierName: 'Wren' }],
	['bankStatement', 'endSession', 'datasetId', {}],
	['webhook', 'delete', 'webhookId', {}],
];

describe.each(FIELDS)('%s %s: %s', (resource, operation, name, others) => {
	const credential = () => ({ apiKey: sandbox.apiKey, baseUrl: sandbox.url });
	const parameters = { resource, operation, ...ofBakery, ...others };

	async function sentWith(value: unknown): Promise<{ sent: unknown[]; said?: string }> {
		sandbox.reset();
		const given = { ...parameters, [name]: value } as IDataObject;
		// n8n itself refuses to run a node with an empty field that is required.
		const said = await runCodat(credential(), given, { items: [{ id: guid }] }).then(
			({ error }) => error?.message,
			(error: Error) => error.message,
		);
		const sent = sandbox.requests.map(({ method, path, query }) => [method, path, query]);
		return { sent, said };
	}

	test('a saved text or expression means what it meant', async () => {
		const expected = await sentWith({ __rl: true, mode: 'id', value: guid });
		expect(JSON.stringify(expected.sent)).toContain(guid);
		const saved = [
			guid,
			` ${guid} `,
			'={{ $json.id }}',
			// As the editor leaves it after a change to the text.
			{ __rl: true, mode: '', value: guid },
			{ __rl: true, mode: 'list', value: guid, cachedResultName: 'Something' },
			{ __rl: true, mode: 'id', value: '={{ $json.id }}' },
		];
		for (const value of saved) expect(await sentWith(value)).toEqual(expected);
	});

	test.each(['', '={{ "" }}', '={{ null }}', { __rl: true, mode: 'list', value: '' }])(
		'nothing in it is refused by name: %j',
		async (value) => {
			const { sent, said } = await sentWith(value);
			expect(said).toMatch(/^'.+' is empty|Parameter ".+" is required|^The workflow has issues/);
			expect(sent).toEqual([]);
		},
	);

	test('n8n finds nothing wrong with a saved text', () => {
		const { description } = new Codat();
		const issues = (value: string) => {
			const node = { parameters: { ...parameters, [name]: value } } as unknown as INode;
			const found = NodeHelpers.getNodeParametersIssues(description.properties, node, description);
			return found?.parameters?.[name];
		};
		expect(issues(guid)).toBeUndefined();
		expect(issues('={{ $json.id }}')).toBeUndefined();
		if (name !== 'accountId') expect(issues('')).toHaveLength(1);
	});
});
