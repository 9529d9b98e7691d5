import type { ILoadOptionsFunctions } from 'n8n-workflow';

import type { Values } from '../../nodes/Codat/fields/field';
import {
	filterConditions,
	filterFields,
	queryOf,
	sortOrders,
	type Queryable,
} from '../../nodes/Codat/fields/filters';
import {
	getFilterConditions,
	getFilterFields,
	getSortOrders,
} from '../../nodes/Codat/methods/loadOptions';

const queryable: Queryable = {
	customerName: 'text',
	totalAmount: 'number',
	issueDate: 'date',
	isBeta: 'boolean',
	status: ['Paid', 'Void'],
	'customerRef.id': ['1', '2'],
};
const where = (field: unknown, condition: string, value?: unknown) => ({ field, condition, value });
const query = (values: Values, more?: string[]) => queryOf(values, queryable, 'UTC', more);
const one = (field: unknown, condition: string, value?: unknown) =>
	query({ filters: [where(field, condition, value)] });

test.each([
	['customerName', 'contains', 'Loaf', 'customerName~Loaf'],
	['customerName', 'equals', 'Loaf', 'customerName=Loaf'],
	['customerName', 'notEquals', 'Loaf', 'customerName!=Loaf'],
	['totalAmount', 'greaterThan', '-1.5', 'totalAmount>-1.5'],
	['totalAmount', 'greaterThanOrEqual', 10, 'totalAmount>=10'],
	['totalAmount', 'lessThan', 10, 'totalAmount<10'],
	['totalAmount', 'lessThanOrEqual', 10, 'totalAmount<=10'],
	['isBeta', 'isTrue', '', 'isBeta=true'],
	['isBeta', 'isFalse', '', 'isBeta!=true'],
	['issueDate', 'greaterThan', '2026-01-31', 'issueDate>2026-01-31'],
	['issueDate', 'lessThan', '2026-01-31T10:00:00Z', 'issueDate<2026-01-31T10:00:00.000Z'],
	['status', 'equals', 'Paid', 'status=Paid'],
])('%s %s %s is asked for as %4$s', (field, condition, value, expected) => {
	expect(one(field, condition, value)).toBe(expected);
});

test.each([
	['', 'equals', 'x', "A filter has no 'Field'"],
	['toString', 'equals', 'x', 'filter these records by "toString"'],
	['customerName', 'lessThan', 'x', "on 'Customer Name' does not fit"],
	['status', 'contains', 'x', 'does not fit'],
	['customerRef.id', 'isTrue', 'x', "on 'Customer › ID' does not fit"],
	['customerName', 'equals', '', 'has no value'],
	['totalAmount', 'equals', '1,000', 'is not a number'],
	['totalAmount', 'equals', '1e3', 'is not a number'],
	['issueDate', 'greaterThan', '2026-02-30', 'Value of the filter on Issue Date'],
	...['&', '|', '{', '}', '=', '!', '<', '>', '~'].map(
		(special): [string, string, string, string] => [
			'customerName',
			'contains',
			`A${special}B`,
			`contains "${special}"`,
		],
	),
])('%s %s %s is refused', (field, condition, value, refusal) => {
	expect(() => one(field, condition, value)).toThrow(refusal);
});

test('filters are joined as chosen, and hold together beside other terms', () => {
	const rows = [where('totalAmount', 'greaterThan', 1), where('status', 'equals', 'Paid')];
	expect(query({ filters: rows })).toBe('totalAmount>1&&status=Paid');
	const any = { filters: rows, matchType: 'anyCondition' };
	expect(query(any)).toBe('totalAmount>1||status=Paid');
	expect(query({ ...any, options: { query: 'isBeta=true' } })).toBe(
		'{totalAmount>1||status=Paid}&&isBeta=true',
	);
	expect(query({ options: { query: 'a=1||b=2' } }, ['c=3'])).toBe('{a=1||b=2}&&c=3');
	expect(query({})).toBeUndefined();
});

test('a query is shorter than 2,048 characters', () => {
	const long = (length: number) => ({ options: { query: 'q'.repeat(length) } });
	expect(query(long(2047))).toHaveLength(2047);
	expect(() => query(long(2048))).toThrow('2,048 characters');
});

test('the lists of the editor', () => {
	expect(filterFields(queryable).map(({ name }) => name)).toEqual([
		'Customer Name',
		'Total Amount',
		'Issue Date',
		'Is Beta',
		'Status',
		'Customer › ID',
	]);
	const conditions = (property: unknown) =>
		filterConditions(queryable, property).map(({ name }) => name);
	expect(conditions('issueDate')).toEqual([
		'Is After',
		'Is On or After',
		'Is Before',
		'Is On or Before',
		'Equals',
		'Does Not Equal',
	]);
	expect(conditions('totalAmount')).toContain('Is Greater Than');
	expect(conditions('isBeta')).toEqual(['Is True', 'Is False']);
	expect(conditions('')).toHaveLength(9);
	expect(conditions('toString')).toHaveLength(9);
	expect(sortOrders({ issueDate: 'date', status: ['Paid'] })).toEqual([
		{ name: 'Issue Date (Oldest First)', value: 'issueDate' },
		{ name: 'Issue Date (Newest First)', value: '-issueDate' },
		{ name: 'Status (Ascending)', value: 'status' },
		{ name: 'Status (Descending)', value: '-status' },
	]);
});

test('are those of the operation and data type that are chosen', async () => {
	const chosen = (parameters: Record<string, unknown>) =>
		({
			getCurrentNodeParameter: (name: string) => parameters[name],
		}) as unknown as ILoadOptionsFunctions;
	const connections = { resource: 'connection', operation: 'getAll' };
	const fields = (await getFilterFields.call(chosen(connections))).map(({ value }) => value);
	expect(fields).toContain('status');
	const status = chosen({ ...connections, '&field': 'status' });
	expect(await getFilterConditions.call(status)).toHaveLength(2);
	expect(await getSortOrders.call(chosen(connections))).toHaveLength(fields.length * 2);
	expect(await getFilterFields.call(chosen({ resource: 'connection' }))).toEqual([]);
	expect(await getFilterFields.call(chosen({}))).toEqual([]);
});
