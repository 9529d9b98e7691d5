import { companyNameIn } from '../../nodes/Codat/fields/locators';
import { anyNumber, codatId, recordId } from '../../nodes/Codat/fields/read';
import { readField } from '../../nodes/Codat/fields/readField';
import { rows, textList } from '../../nodes/Codat/fields/rows';
import { simplified } from '../../nodes/Codat/fields/simplify';
import { syncSettings } from '../../nodes/Codat/fields/syncSettings';

describe('rows', () => {
	const named = (required: boolean) =>
		rows({ displayName: 'Parts', name: 'parts', item: 'Part', required }, [
			{ property: { displayName: 'Name', name: 'name', type: 'string', default: 'none' } },
			{ property: { displayName: 'Code', name: 'code', type: 'string', default: '' } },
		]);
	const read = (value: unknown, required = false) => readField(named(required), value, 'UTC');

	test.each<[string, unknown, unknown]>([
		['the form', { rows: [{ name: 'A', code: '1' }] }, [{ name: 'A', code: '1' }]],
		['a list', [{ name: 'A', code: '1' }], [{ name: 'A', code: '1' }]],
		['one row', { name: 'A', code: '' }, [{ name: 'A' }]],
		[
			'what the form leaves at its default',
			{ rows: [{ code: '1' }] },
			[{ name: 'none', code: '1' }],
		],
		['what a list leaves out', [{ code: '1' }], [{ code: '1' }]],
		['empty rows', [{}, null, { code: '1' }], [{ code: '1' }]],
		['nothing', undefined, []],
		['null', null, []],
		['an empty text', '', []],
	])('from %s', (_, value, expected) => {
		expect(read(value)).toEqual(expected);
	});

	test('what is no row is refused, and a bad value by its row', () => {
		expect(() => read(['A'])).toThrow("'Parts' must be a list of objects");
		expect(() => read([{ code: '1' }, { code: {} }])).toThrow('Parts #2: Code');
		expect(() => read([], true)).toThrow("'Parts' is empty");
		expect(read([])).toEqual([]);
	});
});

test('a list of texts', () => {
	const read = (value: unknown, required = false) =>
		readField(textList({ displayName: 'Tags', name: 'tags', item: 'Tag', required }), value, 'UTC');
	expect(read(['a', '', 'b'])).toEqual(['a', 'b']);
	expect(read('a, b,')).toEqual(['a', 'b']);
	expect(read('')).toBeUndefined();
	expect(() => read('', true)).toThrow("'Tags' is empty");
	expect(read('a', true)).toEqual(['a']);
});

test('a simplified record has what is kept where it stood, and nothing else', () => {
	const record = { id: '1', ref: { id: '2', name: 'x', none: null }, list: [{ id: 3 }], text: 'y' };
	expect(simplified(record, ['id', 'ref.id', 'ref.none'])).toEqual({
		id: '1',
		ref: { id: '2', none: null },
	});
	// What isn't an object has no parts: it is kept whole.
	expect(
		simplified(record, ['list.id', 'text.length', 'ref.none.id', 'toString', 'absent.id']),
	).toEqual({
		list: [{ id: 3 }],
		text: 'y',
		ref: { none: null },
	});
});

test.each<[string, unknown, object]>([
	[
		'chosen from the list',
		{ mode: 'list', value: '1', cachedResultName: 'A' },
		{ companyName: 'A' },
	],
	['an ID', { mode: 'id', value: '1', cachedResultName: 'A' }, {}],
	['an expression', { mode: 'list', value: '={{ 1 }}', cachedResultName: 'A' }, {}],
	['a list without names', { mode: 'list', value: '1' }, {}],
	['no parameter', undefined, {}],
])('the company’s name: %s', (_, parameter, expected) => {
	expect(companyNameIn(parameter)).toEqual(expected);
});

test('a Codat ID is 8 to 64 letters and digits in groups', () => {
	const read = (value: unknown) => codatId(value, 'Company ID');
	for (const id of ['a1b2c3d4', '8a210b68-6988-11ed-a1eb-0242ac120002', 'a'.repeat(64)]) {
		expect(read(id)).toBe(id);
	}
	for (const id of [
		'a1b2c3d',
		'a'.repeat(65),
		'a1b2c3d4-',
		'-a1b2c3d4',
		'a1b2/c3d4',
		'a1b2c3d4--e',
	]) {
		expect(() => read(id)).toThrow("'Company ID' is not an ID");
	}
});

test('what the settings of a sync leave out: numbers that are none, and dates that are not set', () => {
	const read = (value: unknown) => readField(syncSettings, { rows: [value] }, 'UTC');
	const [none] = read({ monthsToSync: 0 }) as Array<Record<string, unknown>>;
	expect(none).not.toHaveProperty('monthsToSync');
	const [empty] = read({ monthsToSync: '' }) as Array<Record<string, unknown>>;
	expect(empty).not.toHaveProperty('monthsToSync');
	expect(read({ monthsToSync: 3 })).toMatchObject([{ monthsToSync: 3 }]);
	expect(() => read({ monthsToSync: -1 })).toThrow('Report History (Months)');
});

test('a record’s ID is at most 200 characters, none of them a control character', () => {
	expect(recordId('a'.repeat(200), 'Record')).toHaveLength(200);
	for (const id of ['a'.repeat(201), 'a\u0000b']) {
		expect(() => recordId(id, 'Record')).toThrow("'Record' is not an ID");
	}
});

test('a number out of range is refused with the range', () => {
	expect(() => anyNumber(-Infinity, 1000)(1001, 'Rate')).toThrow('at most 1,000');
	expect(() => anyNumber(0)(-1, 'Rate')).toThrow('at least 0');
});
