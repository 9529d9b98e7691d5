import assert from 'node:assert/strict';
import type { IDataObject, INode, INodeParameters } from 'n8n-workflow';
import { SEED } from '../../sandbox/seed.ts';
import { outputOf } from '../../scripts/n8n/client.mts';
import type { Credential, Execution } from '../../scripts/n8n/types.mts';
import { byId, CODAT, node } from './nodes.mts';

const { bakery, florist } = SEED.companies;

/** The main way through one of Codat's products, as a workflow. */
export interface Way {
	name: string;
	companyId: string;
	connectionId: string;
	/** By the names of their nodes: operations of Codat's, and nodes of n8n's own. */
	steps: Record<string, IDataObject | INode>;
	/** What it changes in Codat. */
	effects: string[];
	/** What is to be seen of the items that nodes give, or a check of them. */
	gives: Record<string, IDataObject[] | ((execution: Execution, name: string) => void)>;
}

/** A download gives one item, with its file. */
const file = (fileName: string, mimeType: string) => (execution: Execution, name: string) => {
	const [{ binary }, ...others] = outputOf(execution, name);
	assert.deepEqual(others, []);
	const { data } = binary!;
	assert.deepEqual([data.fileName, data.mimeType], [fileName, mimeType]);
	assert.ok((data.bytes ?? 0) > 0, `${fileName} is empty`);
};

const some = (execution: Execution, name: string) =>
	assert.ok(outputOf(execution, name).length > 1, `${name} gave too little`);

const SHEET = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

const ofN8n = (type: string, parameters: INodeParameters) =>
	node('', `n8n-nodes-base.${type}`, parameters);
const edit = (record: object): INode => ({
	...ofN8n('set', { mode: 'raw', jsonOutput: JSON.stringify(record) }),
	typeVersion: 3.4,
});
/** A text of the item, as a file. */
const asFile = (sourceProperty: string, fileName: string) =>
	ofN8n('convertToFile', { operation: 'toText', sourceProperty, options: { fileName } });

const rows = (...list: IDataObject[]) => ({ rows: list });
const wait = { waitForCompletion: true, maxWaitMinutes: 1 };

/** Operations of one resource. */
const of =
	(resource: string) =>
	(operation: string, more: IDataObject = {}) => ({ resource, operation, ...more });

const payable = of('billPay');
const billId = "={{ $('Bill').item.json.id }}";

const feed = of('bankFeed');
const sourceAccountId = byId('acc-77');

const report = of('report');
const spend = { reportType: 'spendAnalysis' };

const DAYS = ['2026-03-03', '2026-03-02', '2026-03-01'];
const movements = DAYS.map((day, index) => ({ id: `t-${index}`, day, amount: 10 - 8 * index }));

export const WAYS: Way[] = [
	{
		name: 'a supplier is created, and a bill of theirs with a file, which is paid',
		companyId: bakery.id,
		connectionId: bakery.connections.accounting,
		steps: {
			Supplier: payable('createSupplier', {
				supplierName: 'Tidal Mill',
				additionalFields: { emailAddress: 'mill@example.com' },
			}),
			Bill: payable('createBill', {
				supplierRef: byId('={{ $json.id }}'),
				issueDate: '2026-03-01',
				dueDate: '2026-03-31',
				currency: 'GBP',
				lineItems: rows(
					{ description: 'Rye', quantity: 3, unitAmount: 20, accountRef: byId('account-0002') },
					{ description: 'Delivery', unitAmount: 5, taxRateRef: byId('tax-0001') },
				),
				additionalFields: { reference: 'MILL-7' },
			}),
			File: asFile('reference', 'mill.txt'),
			Attach: payable('uploadAttachment', { billId }),
			Download: payable('downloadAttachment', { billId, attachmentId: '={{ $json.id }}' }),
			Pay: payable('payBill', {
				billId,
				accountRef: byId('payables-bank-0001'),
				amount: "={{ $('Bill').item.json.amountDue }}",
				date: '2026-03-15',
			}),
			Paid: payable('getAllBills', {
				returnAll: true,
				filters: {
					conditions: [
						{ field: 'status', condition: 'equals', value: 'Paid' },
						{ field: 'sourceModifiedDate', condition: 'greaterThan', value: '={{ $today }}' },
					],
				},
			}),
			Files: payable('getAllAttachments', { billId }),
		},
		effects: ['supplier.created', 'bill.created', 'bill.attachmentUploaded', 'bill.paid'],
		gives: {
			Bill: [{ status: 'Open', totalAmount: 65, amountDue: 65 }],
			Download: file('mill.txt', 'text/plain'),
			Pay: [{ amount: 65, accountRef: { id: 'payables-bank-0001' } }],
			// Others may have been paid today as well.
			Paid: (execution, name) => {
				const bills = outputOf(execution, name).map(({ json }) => json);
				const [paid] = bills.filter(({ reference }) => reference === 'MILL-7');
				assert.deepEqual([paid?.status, paid?.amountDue], ['Paid', 0]);
			},
			Files: (execution, name) =>
				assert.equal(outputOf(execution, name).at(-1)!.json.name, 'mill.txt'),
		},
	},
	{
		name: 'a source account is created and mapped, gets transactions of many items, and is synced',
		companyId: florist.id,
		connectionId: florist.connections.accounting,
		steps: {
			Account: feed('createAccount', {
				id: 'acc-77',
				accountName: 'Till account',
				accountType: 'checking',
				accountNumber: '01200440',
				currency: 'GBP',
				balance: 120,
			}),
			Map: feed('createMapping', { sourceAccountId, targetAccountId: byId('bank-0002') }),
			Statement: edit({ list: movements }),
			Items: ofN8n('splitOut', { fieldToSplitOut: 'list' }),
			Send: feed('createTransactions', {
				sourceAccountId,
				transactions: rows({
					id: '={{ $json.id }}',
					date: '={{ $json.day }}',
					amount: '={{ $json.amount }}',
				}),
				...wait,
			}),
			Sync: feed('startSync', { sourceAccountId, ...wait }),
			Latest: feed('getLatestSync', { sourceAccountId }),
		},
		effects: ['sourceAccount.created', 'sourceAccount.mapped', 'push.created', 'feedSync.started'],
		gives: {
			Map: [{ status: 'connecting' }],
			Items: movements,
			Send: [{ status: 'Success', outcome: 'success', transactionCount: 3 }],
			Sync: [{ status: 'SuccessDataPushed', outcome: 'success' }],
			Latest: [{ status: 'SuccessDataPushed' }],
		},
	},
	{
		name: 'a report is generated, read, and downloaded as Excel and as a bundle',
		companyId: florist.id,
		connectionId: florist.connections.banking,
		steps: {
			Generate: report('generate', { reportType: 'categorizedBankStatement', ...wait }),
			Excel: report('downloadExcel', {
				reportType: 'categorizedBankStatement',
				reportId: byId("={{ $('Generate').item.json.id }}"),
			}),
			Accounts: report('getBankStatementAccounts', { returnAll: true }),
			First: ofN8n('limit', {}),
			Spending: report('generate', { ...spend, ...wait }),
			Bundle: report('downloadBundle'),
			Suppliers: report('getSpendAnalysis', { section: 'suppliers', returnAll: true }),
		},
		effects: ['report.requested', 'report.requested'],
		gives: {
			Generate: [{ status: 'Complete', outcome: 'success' }],
			Excel: file('statement.xlsx', SHEET),
			Accounts: some,
			Bundle: file('SpendReports.zip', 'application/zip'),
			Suppliers: some,
		},
	},
	{
		name: 'an Excel report is generated and downloaded',
		companyId: florist.id,
		connectionId: florist.connections.accounting,
		steps: {
			Generate: of('excelReport')('generate', { reportType: 'audit', ...wait }),
			Download: of('excelReport')('download', { reportType: 'audit' }),
		},
		effects: ['report.requested'],
		gives: {
			Generate: [{ inProgress: false, success: true, outcome: 'success' }],
			Download: file('audit.xlsx', SHEET),
		},
	},
	{
		name: 'a bank statement of many items is uploaded',
		companyId: florist.id,
		connectionId: florist.connections.banking,
		steps: {
			Statement: edit({ list: movements }),
			Upload: of('bankStatement')('uploadStatement', {
				dataType: 'banking-transactions',
				transactions: {
					lists: [
						{
							list: "={{ $json.list.map(({ id, day, amount }) => ({ id, amount, accountId: 'acc-1', currency: 'GBP', postedDate: day })) }}",
						},
					],
				},
			}),
		},
		effects: [
			'bankStatement.sessionStarted',
			'bankStatement.uploaded',
			'bankStatement.sessionEnded',
		],
		gives: { Upload: [{ uploaded: 3, dataType: 'banking-transactions' }] },
	},
	{
		name: 'a file is uploaded, listed, and downloaded with all others',
		companyId: florist.id,
		connectionId: florist.connections.accounting,
		steps: {
			Contract: edit({ text: 'Lease of the shop' }),
			File: asFile('text', 'lease.docx'),
			Upload: of('file')('upload'),
			List: of('file')('getAll', { returnAll: true }),
			Download: of('file')('download'),
		},
		effects: ['file.uploaded'],
		gives: {
			List: [{ fileName: 'lease.docx', sourceType: 'Accounting' }],
			Download: file('files.zip', 'application/zip'),
		},
	},
	{
		name: 'it is told how far books and bank agree, and how the shop does',
		companyId: florist.id,
		connectionId: florist.connections.commerce,
		steps: {
			Status: of('dataIntegrity')('getStatus', { dataType: 'accountTransactions' }),
			Summary: of('dataIntegrity')('getSummaries', { dataType: 'accountTransactions' }),
			Revenue: of('commerceMetrics')('get', { metric: 'revenue', reportDate: '2026-02-01' }),
			Details: of('dataIntegrity')('getDetails', {
				dataType: 'accountTransactions',
				filters: { conditions: [{ field: 'amount', condition: 'greaterThan', value: '250' }] },
			}),
		},
		effects: [],
		gives: {
			Summary: [{ type: 'banking-transactions' }],
			Revenue: [{ reportInfo: { reportName: 'revenue', pageNumber: 1, pageSize: 12 } }],
			Details: some,
		},
	},
];

/** Codat's nodes know the company and connection of the way. */
export const nodesOf = ({ companyId, connectionId, steps }: Way, credential: Credential): INode[] =>
	Object.entries(steps).map(([name, step]) =>
		'typeVersion' in step
			? { ...(step as INode), name }
			: node(
					name,
					CODAT,
					{
						companyId: byId(companyId),
						connectionId: byId(connectionId),
						...step,
					} as INodeParameters,
					credential,
				),
	);
