import { checkRequest, endpointOf, type SentRequest } from './checkRequest';
import type { Schema } from './factTypes';
import { validatorOf } from './validate';

const COMPANY = '8a210b68-6988-11ed-a1eb-0242ac120002';
const CONNECTION = '2e9d2c44-f675-40ba-8049-353bfcb5e171';
const ofCompany = `/companies/${COMPANY}`;
const ofConnection = `${ofCompany}/connections/${CONNECTION}`;
const json = { 'content-type': 'application/json' };
const form = { 'content-type': 'multipart/form-data; boundary=x' };

const request = (endpoint: string, parts: Partial<SentRequest> = {}): SentRequest => {
	const [method, path] = endpoint.split(' ');
	return { method, path, query: {}, headers: parts.body === undefined ? {} : json, ...parts };
};

const bill = {
	issueDate: '2026-01-31',
	status: 'Open',
	taxAmount: 2,
	totalAmount: 12,
	subTotal: 10,
	lineItems: [{ quantity: 1, unitAmount: 10, accountRef: { id: 'food' } }],
};
const file = { fileName: 'receipt.pdf', contentType: 'application/pdf', size: 3 };
const account = {
	id: 'ac-1',
	accountName: 'Till',
	accountType: 'savings',
	accountNumber: '12345678',
	currency: 'GBP',
	balance: 1.5,
};

test.each([
	request(`GET ${ofCompany}`),
	request('GET /companies', { query: { page: '2', pageSize: '100', orderBy: '-created' } }),
	request('POST /companies', { body: { name: 'Corner Deli' } }),
	request(`GET ${ofCompany}/data/invoices/INV%2F7%20%C3%A9`),
	request(`POST ${ofCompany}/data/all`),
	request(`POST ${ofConnection}/push/bills`, { body: bill, query: { timeoutInMinutes: '5' } }),
	request(`PUT ${ofConnection}/authorization`, { body: { shop: 'deli', token: 'x' } }),
	request(`POST ${ofConnection}/push/bills/7/attachments`, { body: { file }, headers: form }),
	request(`PATCH ${ofConnection}`, { body: { status: null } }),
	request(`POST ${ofConnection}/connectionInfo/bankFeedAccounts`, { body: account }),
	request(`POST ${ofConnection}/push/bankAccounts`, {
		query: { allowSyncOnPushComplete: 'false' },
		body: { accountName: 'Till', currency: 'GBP' },
	}),
	request('POST /companies', {
		body: { name: 'Deli' },
		headers: { 'content-type': 'application/json; charset=utf-8' },
	}),
])('$method $path is as the specs say', (sent) => {
	expect(checkRequest(sent)).toEqual([]);
});

test.each<[breach: string, sent: SentRequest, found: RegExp]>([
	['an unknown path', request('GET /customers'), /^there is no endpoint GET \/customers$/],
	['an unknown method', request(`PATCH ${ofCompany}/connections`), /^there is no endpoint/],
	['a longer path', request(`GET ${ofCompany}/data/invoices/a/b`), /^there is no endpoint/],
	['an empty ID', request('GET /companies/'), /^path companyId: it is empty$/],
	['an ID that is no UUID', request('GET /companies/deli'), /^path companyId: .* uuid$/],
	[
		'a path’s value that is no choice',
		request(`GET ${ofConnection}/options/toys`),
		/^path dataType: It must be one of accountTransactions, /,
	],
	[
		'a platform key that has too many letters',
		request('GET /integrations/xeros'),
		/^path platformKey: /,
	],
	[
		'an unknown query parameter',
		request(`GET ${ofCompany}/connections`, { query: { limit: '5' } }),
		/^query limit: there is no such parameter$/,
	],
	['a number that is none', request('GET /companies', { query: { page: 'two' } }), /^query page: /],
	['no whole number', request('GET /companies', { query: { page: '1.5' } }), /^query page: /],
	['too small a number', request('GET /companies', { query: { page: '0' } }), /^query page: /],
	['a large page', request('GET /companies', { query: { pageSize: '5001' } }), /^query pageSize: /],
	[
		'a boolean that is none',
		request(`POST ${ofConnection}/push/bankAccounts`, {
			query: { allowSyncOnPushComplete: 'no' },
			body: {},
		}),
		/^query allowSyncOnPushComplete: /,
	],
	[
		'a query’s value that is no choice',
		request(`GET /data${ofConnection}/assess/commerceMetrics/revenue`, {
			query: {
				reportDate: '01-02-2026',
				periodUnit: 'Fortnight',
				periodLength: '1',
				numberOfPeriods: '2',
			},
		}),
		/^query periodUnit: It must be one of Day, Week, Month, Year$/,
	],
	[
		'a required query parameter that is not there',
		request(`GET /data${ofConnection}/assess/commerceMetrics/revenue`, {
			query: { reportDate: '01-02-2026', periodLength: '1', numberOfPeriods: '2' },
		}),
		/^query periodUnit: it is missing$/,
	],
	['a body of a GET', request(`GET ${ofCompany}`, { body: {} }), /^body: none is taken$/],
	['a body where none is taken', request(`POST ${ofCompany}/data/all`, { body: {} }), /none is/],
	[
		'an unknown property',
		request('POST /companies', { body: { name: 'Deli', nickname: 'D' } }),
		/^body: Unrecognized key\(s\) in object: 'nickname'$/,
	],
	[
		'an unknown property of a list’s item',
		request(`POST ${ofConnection}/push/bills`, {
			body: { ...bill, lineItems: [{ quantity: 1, unitAmount: 10, colour: 'red' }] },
		}),
		/^body\.lineItems\.0: .*'colour'$/,
	],
	[
		'a property of another type',
		request(`POST ${ofConnection}/push/bills`, { body: { ...bill, totalAmount: '12' } }),
		/^body\.totalAmount: Expected number/,
	],
	[
		'a property that is no choice',
		request(`POST ${ofConnection}/push/bills`, { body: { ...bill, status: 'open' } }),
		/^body\.status: It must be one of .*Open/,
	],
	[
		'a null that is not allowed',
		request(`POST ${ofConnection}/push/bills`, { body: { ...bill, totalAmount: null } }),
		/^body\.totalAmount: /,
	],
	[
		'a required property that is not there',
		request('POST /companies', { body: { description: 'A deli' } }),
		/^body\.name: Required/,
	],
	[
		'text where an object is taken',
		request(`POST ${ofCompany}/connections`, { body: 'gbol' }),
		/^body: Expected object/,
	],
	[
		'a text of another pattern',
		request(`POST ${ofCompany}/connections`, { body: { platformKey: 'XERO' } }),
		/^body\.platformKey: /,
	],
	[
		'a text of another kind in a map',
		request(`PUT ${ofConnection}/authorization`, { body: { token: 5 } }),
		/^body\.token: Expected string/,
	],
	[
		'what is like none of the choices',
		request(`POST ${ofConnection}/connectionInfo/bankFeedAccounts`, { body: { colour: 'red' } }),
		/^body: .*'colour'/,
	],
	[
		'a file under another name',
		request(`POST ${ofConnection}/push/bills/7/attachments`, {
			body: { content: file },
			headers: form,
		}),
		/^body\.file: Required/,
	],
	[
		'a file that is not there',
		request(`POST ${ofConnection}/push/bills/7/attachments`),
		/^body: it is missing$/,
	],
	[
		'another content type',
		request(`POST ${ofConnection}/push/bills/7/attachments`, { body: { file }, headers: json }),
		/^content type: it is application\/json, not multipart\/form-data$/,
	],
	[
		'no content type',
		request('POST /companies', { body: { name: 'Deli' }, headers: {} }),
		/^content type: it is , not application\/json$/,
	],
])('%s is found', (_, sent, found) => {
	expect(checkRequest(sent).join('\n')).toMatch(new RegExp(found.source, 'm'));
});

test('a path is that of the endpoint that says the most', () => {
	expect(endpointOf(request(`GET ${ofConnection}/options/invoices`))?.endpoint).toBe(
		'GET /companies/{companyId}/connections/{connectionId}/options/invoices',
	);
});

describe('validatorOf', () => {
	const schemas: Record<string, Schema> = {
		Tree: {
			type: 'object',
			properties: { name: { type: 'string' }, parts: { type: 'array', items: { $ref: 'Tree' } } },
			required: ['name'],
		},
	};
	const holds = (schema: Schema, value: unknown) =>
		validatorOf(schema, schemas).safeParse(value).success;

	test('follows schemas that refer to themselves', () => {
		const tree: Schema = { $ref: 'Tree' };
		expect(holds(tree, { name: 'a', parts: [{ name: 'b', parts: [] }] })).toBe(true);
		expect(holds(tree, { name: 'a', parts: [{ name: 'b', parts: [{}] }] })).toBe(false);
	});

	test.each<[Schema, allowed: unknown[], refused: unknown[]]>([
		[{ type: 'integer', format: 'int32' }, [0, -5], [1.5, 2 ** 31, '1']],
		[{ type: 'number', minimum: 1, maximum: 2 }, [1, 1.5], [0.9, 2.1, NaN]],
		[{ type: 'string', minLength: 1, maxLength: 2 }, ['a'], ['', 'abc']],
		[{ type: 'string', format: 'date' }, ['2026-01-31'], ['2026-02-30', '31.01.2026']],
		[{ type: 'string', format: 'uri' }, ['https://example.com/x'], ['example']],
		[{ type: 'string', format: 'ISO4217' }, ['GBP'], ['gbp', 'pounds']],
		[{ type: 'string', nullable: true }, [null, ''], [undefined, 0]],
		[{ type: 'boolean' }, [true], ['true', null]],
		[{ type: 'array', items: { type: 'string' }, maxItems: 1 }, [[], ['a']], [['a', 'b'], [1]]],
		[{ type: 'object', properties: {} }, [{}], [{ a: 1 }, []]],
		[{ type: 'object' }, [{ a: 1 }], [[], 'a']],
		[
			{ type: 'object', properties: { a: {} }, required: ['a'], additionalProperties: true },
			[{ a: null, b: 1 }],
			[{ b: 1 }],
		],
		[{}, [1, 'a', { a: 1 }], []],
	])('%j', (schema, allowed, refused) => {
		for (const value of allowed) expect([value, holds(schema, value)]).toEqual([value, true]);
		for (const value of refused) expect([value, holds(schema, value)]).toEqual([value, false]);
	});
});
