import fc from 'fast-check';
import type { INodeProperties } from 'n8n-workflow';

import { resources } from '../../nodes/Codat/actions';
import { options } from '../../nodes/Codat/fields/collection';
import type { Field } from '../../nodes/Codat/fields/field';
import { readField, readFields } from '../../nodes/Codat/fields/readField';
import { readRetries } from '../../nodes/Codat/fields/retries';
import { watchFields } from '../../nodes/Codat/trigger/fields';
import { outcome } from './outcome';

const field = (type: INodeProperties['type'], more: Partial<INodeProperties> = {}): Field => ({
	property: { displayName: 'Field', name: 'field', type, default: '', ...more },
});
const choices = [
	{ name: 'First', value: 'first' },
	{ name: 'Two', value: 2 },
	{ name: 'Yes', value: true },
	{ name: 'Not Set', value: '' },
];

const allFields = [
	// Many operations share a field.
	...new Set([
		...Object.values(resources).flatMap(({ operations }) =>
			Object.values(operations).flatMap(({ fields }) => fields),
		),
		...watchFields,
	]),
].filter(({ property: { type } }) => type !== 'resourceMapper' && type !== 'notice');

describe('a value is read by the type of its property', () => {
	test.each([
		...[true, 'true', ' TRUE ', 'Yes', 'yes', 1, '1'].map((value) => [value, true]),
		...[false, 'false', 'False ', 'NO', 0, '0'].map((value) => [value, false]),
	])('boolean: %j is %j', (value, expected) => {
		expect(readField(field('boolean'), value, 'UTC')).toBe(expected);
	});

	test.each([
		['', 'empty'],
		[null, 'the expression gave nothing for it'],
		[undefined, 'not set'],
		['ja', '"ja"'],
		[2, '2'],
		[NaN, 'NaN'],
		[[true], '[true]'],
		[['false'], '["false"]'],
		[{}, '{}'],
		[new Date(0), '1970'],
	])('boolean: %j is refused', (value, shown) => {
		const { refusal } = outcome(() => readField(field('boolean'), value, 'UTC'));
		expect(refusal).toMatch(/^'Field' must be true or false\. It is /);
		expect(refusal).toContain(shown);
	});

	test('options: one of them, also as a text', () => {
		const dropdown = field('options', { options: choices });
		expect(readField(dropdown, ' first ', 'UTC')).toBe('first');
		for (const value of [2, '2']) expect(readField(dropdown, value, 'UTC')).toBe(2);
		for (const value of [true, 'TRUE']) expect(readField(dropdown, value, 'UTC')).toBe(true);
		for (const value of ['First', '2.0', 'yes', null, undefined, ['first'], '../first', {}]) {
			const { refusal } = outcome(() => readField(dropdown, value, 'UTC'));
			expect(refusal).toMatch(/^'Field' must be one of first, 2, true\. It is /);
		}
	});

	test('multiOptions: a list of them', () => {
		const many = field('multiOptions', { options: choices });
		expect(readField(many, ['first', 2], 'UTC')).toEqual(['first', 2]);
		expect(readField(many, [], 'UTC')).toEqual([]);
		const atLeastOne = field('multiOptions', { options: choices, required: true });
		expect(outcome(() => readField(atLeastOne, [], 'UTC')).refusal).toMatch(/^'Field' is empty/);
		for (const value of ['first', ['first', 'third'], Array(1), null, { 0: 'first' }]) {
			expect(outcome(() => readField(many, value, 'UTC')).refusal).toMatch(/^'Field' must be/);
		}
	});

	test('number: within its bounds, and with the digits that were written', () => {
		const number = field('number', { typeOptions: { minValue: 1, maxValue: 60 } });
		expect(readField(number, ' 1.5 ', 'UTC')).toBe(1.5);
		expect(readField(number, 60, 'UTC')).toBe(60);
		for (const value of [0, 61, '', ' ', null, undefined, true, [5], '0x10', '5,5', Infinity]) {
			const { refusal } = outcome(() => readField(number, value, 'UTC'));
			expect(refusal).toMatch(/^'Field' must be a number from 1 to 60\. It is /);
		}
		expect(outcome(() => readField(number, '1.00000000000000000001', 'UTC')).refusal).toMatch(
			/^'Field' has a number that would change: 1\.00000000000000000001 would be sent as 1\./,
		);
	});

	test('string: a text, which a list or an object is not', () => {
		expect(readField(field('string'), 7, 'UTC')).toBe('7');
		expect(readField(field('string'), null, 'UTC')).toBe('');
		const invalid = { toISO: () => null };
		for (const value of [['a'], { a: 1 }, invalid, new Date(NaN)]) {
			expect(outcome(() => readField(field('string'), value, 'UTC')).refusal).toMatch(
				/^'Field' must be a text/,
			);
		}
		const needed = field('string', { required: true });
		expect(outcome(() => readField(needed, ' ', 'UTC')).refusal).toMatch(/^'Field' is empty/);
	});

	test('and so are the members of a collection, of those that were added', () => {
		const set = options(
			{ property: { ...field('boolean').property, name: 'isOn', displayName: 'Is On' } },
			{ property: { ...field('string').property, name: 'note', displayName: 'Note' } },
		);
		expect(readField(set, { isOn: 'no', note: '', other: 1 }, 'UTC')).toEqual({ isOn: false });
		expect(readField(set, undefined, 'UTC')).toEqual({});
		expect(outcome(() => readField(set, { isOn: 'off' }, 'UTC')).refusal).toMatch(/^'Is On' must/);
		for (const value of ['isOn', 1, ['isOn'], true]) {
			expect(outcome(() => readField(set, value, 'UTC')).refusal).toMatch(/^'Options' must be/);
		}
	});

	test.each(allFields.map((each) => [each.property.displayName, each] as const))(
		'%s: any value is taken or refused by name',
		(_, each) => {
			const { property } = each;
			const names = [
				property.displayName,
				...(property.type === 'collection' ? (property.options ?? []) : []).map(
					(member) => (member as INodeProperties).displayName,
				),
			];
			const anyValue = fc.oneof(
				fc.anything({ withDate: true, withBigInt: true, withSparseArray: true, withMap: true }),
				fc.dictionary(
					fc.constantFrom('value', ...(property.options ?? []).map(({ name }) => name)),
					fc.anything(),
				),
			);
			fc.assert(
				fc.property(anyValue, (value) => {
					const { refusal, value: read } = outcome(() => readField(each, value, 'UTC'));
					if (refusal !== undefined) {
						// Within rows, it is the row's own field that is named.
						const isNamed = names.some((name) => refusal.includes(`'${name}`));
						return isNamed || (property.type === 'fixedCollection' && /'[^']+'/.test(refusal));
					}
					const types: Record<string, unknown[]> = {
						boolean: ['boolean'],
						dateTime: ['string', 'undefined'],
						number: ['number'],
						// Some are references: an object with the ID.
						resourceLocator: ['string', 'object', 'undefined'],
						string: property.typeOptions?.multipleValues
							? ['object', 'undefined']
							: ['string', 'undefined'],
					};
					return (types[property.type] ?? [typeof read]).includes(typeof read);
				}),
				{ numRuns: 50, seed: 2026 },
			);
		},
	);

	test('a type that nothing reads is not passed on', () => {
		expect(() => readField(field('color'), 'red', 'UTC')).toThrow(TypeError);
	});
});

describe('which fields are in force goes by what was read', () => {
	const shown = (name: string, show: Record<string, Array<string | boolean>>) => ({
		property: { ...field('string').property, name, displayOptions: { show } },
	});
	const fields: Field[] = [
		{ property: { ...field('boolean').property, name: 'wait', default: false } },
		{
			property: { ...field('multiOptions', { options: choices }).property, name: 'kinds' },
		},
		shown('minutes', { wait: [true] }),
		shown('first', { kinds: ['first'] }),
		shown('behind', { minutes: ['x'] }),
	];
	const read = (given: Record<string, unknown>) =>
		Object.keys(
			readFields(fields, (name, fallback) => (name in given ? given[name] : fallback), 'UTC'),
		);

	test.each([
		[{ wait: 'true', kinds: [] }, ['wait', 'kinds', 'minutes']],
		[{ wait: 'false', kinds: [] }, ['wait', 'kinds']],
		[{ kinds: [2, 'first'] }, ['wait', 'kinds', 'first']],
		[{ wait: 'no', kinds: [], minutes: 'x' }, ['wait', 'kinds']],
		[{ wait: 1, kinds: [], minutes: 'x' }, ['wait', 'kinds', 'minutes', 'behind']],
	])('%j', (given, names) => expect(read(given)).toEqual(names));
});

describe('retries', () => {
	test('are read by their types, and what is not set has its default', () => {
		expect(
			readRetries({ strategy: 'none', retryConnectionErrors: 'false', maxInterval: '2000' }),
		).toMatchObject({
			strategy: 'none',
			retryConnectionErrors: false,
			maxInterval: 2000,
			exponent: 1.5,
		});
	});

	test.each([
		[{ strategy: 'Backoff' }, /^'Strategy' must be one of backoff, none/],
		[{ retryConnectionErrors: 'never' }, /^'Retry Connection Errors' must be true or false/],
		[{ initialInterval: null }, /^'Initial Interval \(Milliseconds\)' must be a number/],
		[{ exponent: '' }, /^'Exponent' must be a number/],
		[{ maxElapsedTime: [1000] }, /^'Max Elapsed Time \(Milliseconds\)' must be a number/],
		['none', /^'Retries' must be an object/],
	])('%j is refused', (value, message) => {
		expect(outcome(() => readRetries(value)).refusal).toMatch(message);
	});
});
