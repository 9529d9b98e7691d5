import type { IDataObject } from 'n8n-workflow';

import { parametersFor } from '../../engine/parametersFor';
import { nameOf, rows, type Row as Endpoint } from '../../spec/endpoints';
import type { Row } from '../compare';
import { sdksFor, type Sdks } from '../sdks';

/**
 * Reading what Codat has fetched: one call for each data type by each SDK that has it, found by the
 * names that SDKs have for it.
 */
type Method = (request: IDataObject) => Promise<unknown>;

const LENDING = ['accountsPayable', 'accountsReceivable', 'transactions', 'accountingBankData'];

/** Where SDKs keep data types that they call something else. */
const ELSEWHERE: Record<string, string[]> = {
	bankAccounts: ['lending.accountingBankData.accounts'],
	chartOfAccounts: ['accounting.accounts', 'lending.financialStatements.accounts'],
};

/** The methods of SDKs, by operation and data type, that aren't named after what they do. */
const METHODS: Record<string, string[]> = {
	'getAll bankTransactions': [
		'accounting.bankAccountTransactions.list',
		'lending.accountingBankData.listTransactions',
	],
	'getAll commerce-companyInfo': [
		'commerceData.companyInfo.get',
		'lending.companyInfo.getCommerceProfile',
	],
	'getAll commerce-paymentMethods': ['commerceData.payments.listMethods'],
	'get commerce-paymentMethods': ['commerceData.payments.getMethod'],
	'getAll commerce-productCategories': ['commerceData.products.listCategories'],
	'get commerce-productCategories': ['commerceData.products.getCategory'],
	'getFinancials balanceSheet': [
		'accounting.reports.getBalanceSheet',
		'lending.financialStatements.balanceSheet.get',
	],
	'getFinancials cashFlowStatement': [
		'accounting.reports.getCashFlowStatement',
		'lending.financialStatements.cashFlow.get',
	],
	'getFinancials profitAndLoss': [
		'accounting.reports.getProfitAndLoss',
		'lending.financialStatements.profitAndLoss.get',
	],
	downloadInvoicePdf: [
		'accounting.invoices.downloadPdf',
		'lending.accountsReceivable.invoices.downloadPdf',
	],
};

/** What SDKs call the operations that go by data type. */
const VERBS: Record<string, string> = {
	getAll: 'list',
	get: 'get',
	getAllAttachments: 'listAttachments',
	getAttachment: 'getAttachment',
	downloadAttachment: 'downloadAttachment',
};

/** Where an SDK may keep a data type. */
function placesOf(dataType: string): string[] {
	const [, kind = 'accounting', name = dataType] = /^(commerce|banking)-(.+)$/.exec(dataType) ?? [];
	const groups: Record<string, string[]> = {
		accounting: ['accounting', 'expenses', ...LENDING.map((group) => `lending.${group}`)],
		banking: ['lending.banking'],
		commerce: ['commerceData', 'lending.sales'],
	};
	const named = groups[kind].map((group) => `${group}.${name}`);
	return [...named, ...(ELSEWHERE[dataType] ?? [])];
}

/** The method of an SDK at a place such as `accounting.bills.list`. */
function methodAt(sdks: Sdks, place: string): Method | undefined {
	const names = place.split('.');
	const method = names.pop()!;
	const owner = names.reduce<unknown>(
		(at, name) => (at as Record<string, unknown> | undefined)?.[name],
		sdks,
	) as Record<string, Method> | undefined;
	return typeof owner?.[method] === 'function' ? owner[method].bind(owner) : undefined;
}

const known = sdksFor({ url: 'http://127.0.0.1', apiKey: 'none' });

/** The methods that make an endpoint's request. */
function methodsFor({ operation, values = {} }: Endpoint): string[] {
	const own = METHODS[[operation, ...Object.values(values)].join(' ')] ?? [];
	const verb = VERBS[operation];
	const named = verb && values.dataType ? placesOf(values.dataType) : [];
	return [...own, ...named.map((place) => `${place}.${verb}`)].filter((place) =>
		methodAt(known, place),
	);
}

const plain = (value: unknown) =>
	value !== null && typeof value === 'object' && '__rl' in value
		? (value as unknown as { value: string }).value
		: (value as string);

/** The path parameter that is the record's ID, which SDKs name as the specs do. */
const recordParameter = (endpoint: string) =>
	/\/data\/[\w-]+\/\{(\w+)\}(?:\/(?:attachments|pdf)\b|$)/.exec(endpoint)?.[1];

function callsOf(row: Endpoint, odd?: string): Row[] {
	const parameters: IDataObject = { ...parametersFor(row, false), options: {} };
	if (row.operation === 'getAll') Object.assign(parameters, { returnAll: false, limit: 100 });
	if (row.operation === 'getFinancials') parameters.options = { startMonth: '2026-01-31' };
	if (odd) parameters.recordId = odd;
	const record = recordParameter(row.endpoint);
	const { recordId } = parameters;
	const ids = ['companyId', 'connectionId', 'accountId', 'attachmentId'].map((name) => [
		name,
		plain(parameters[name]),
	]);
	const request: IDataObject = {
		...(Object.fromEntries(ids) as IDataObject),
		...(record && { [record]: recordId }),
		...(row.operation === 'getAll' && { page: 1, pageSize: 100 }),
		periodLength: parameters.periodLength,
		periodsToCompare: parameters.periodsToCompare,
		startMonth: '2026-01-31T00:00:00.000Z',
	};
	return methodsFor(row).map((place) => ({
		name: nameOf(row),
		variant: `${place}${odd ? ` of ${odd}` : ''}`,
		node: parameters,
		isGone: odd !== undefined,
		sdk: async (sdks) => await methodAt(sdks, place)!(request),
	}));
}

const ofReading = rows.filter(
	({ resource, operation }) =>
		resource === 'readData' &&
		(operation in VERBS || ['getFinancials', 'downloadInvoicePdf'].includes(operation)),
);

/** Each list, record, statement and file. */
export const reading: Row[] = [
	...ofReading.flatMap((row) => callsOf(row)),
	// Their IDs are made up by platforms.
	...ofReading
		.filter(({ operation }) => operation === 'get')
		.flatMap((row) => callsOf(row, 'r/1 é?#..')),
];
