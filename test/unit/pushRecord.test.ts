import fc from 'fast-check';
import type { IDataObject, ResourceMapperField } from 'n8n-workflow';

import { fillRecord } from '../../nodes/Codat/actions/pushData/record/fill';
import { formFields, keptModel } from '../../nodes/Codat/actions/pushData/record/form';
import { missingFields } from '../../nodes/Codat/actions/pushData/record/missing';
import { fromId, ofNewRecord, toId } from '../../nodes/Codat/actions/pushData/record/model';
import { anyModel, hire, list, object, recordOf, text } from './pushModels';

const visible = (fields: ResourceMapperField[]) => fields.filter(({ display }) => display);
const form = () => visible(formFields(ofNewRecord(hire)));
const field = (id: string) => form().find((each) => each.id === id);
const fill = (values: IDataObject) => fillRecord(hire, values);

describe('the values of a form become a record', () => {
	test('of JSON’s own types, nested as the model is', () => {
		expect(
			fill({
				'boatRef.id': 7,
				startsOn: '2026-05-01',
				crew: ' 4 ',
				isInsured: 'TRUE',
				harbour: 'N',
				legs: '[{ "miles": "12.5", "to": { "code": 3 } }]',
				insurer: '{ "id": "i1" }',
			}),
		).toEqual({
			boatRef: { id: '7' },
			startsOn: '2026-05-01',
			crew: 4,
			isInsured: true,
			harbour: 'N',
			legs: [{ miles: 12.5, to: { code: '3' } }],
			insurer: { id: 'i1' },
		});
	});

	test('without what is empty, at any depth', () => {
		expect(
			fill({
				'boatRef.id': '',
				crew: null,
				isInsured: false,
				legs: [{ miles: 0, to: { code: '' }, stops: [{ name: null, at: null }] }, { miles: null }],
			}),
		).toEqual({ isInsured: false, legs: [{ miles: 0 }] });
	});

	test('without a list that was not filled in, but with one that is meant to be empty', () => {
		const legs = String(field('legs')?.defaultValue);
		expect(fill({ legs, notes: '[]' })).toEqual({ notes: [] });
		expect(fill({ legs: legs.replace(/"‹Miles[^"]*"/, '12') })).toEqual({ legs: [{ miles: 12 }] });
	});

	test('from a list, a list as text, or a single item', () => {
		const leg = { miles: 1 };
		for (const legs of [[leg], JSON.stringify([leg]), leg]) {
			expect(fill({ legs } as IDataObject)).toEqual({ legs: [leg] });
		}
	});

	test('from whole objects too, in which a field of its own counts more', () => {
		const boatRef = { id: 'b1', name: 'Heron' };
		for (const values of [
			{ boatRef, 'boatRef.id': 'b2' },
			{ 'boatRef.id': 'b2', boatRef },
		]) {
			expect(fill(values)).toEqual({ boatRef: { id: 'b2', name: 'Heron' } });
		}
	});

	test('without what the model doesn’t know', () => {
		expect(fill({ sails: 3, 'boatRef.colour': 'red', crew: 1 })).toEqual({ crew: 1 });
	});

	test('as they are where there is no model', () => {
		expect(fillRecord(undefined, { 'boatRef.id': 7, crew: '4', gone: null })).toEqual({
			boatRef: { id: 7 },
			crew: '4',
		});
	});

	test('with dates as the user sees them: no time zone moves them to another day', () => {
		const luxon = { toISO: () => '2026-05-01T00:00:00.000+02:00' };
		const dates = [
			['2026-05-01', '2026-05-01'],
			['2026-05-01T00:00:00', '2026-05-01T00:00:00'],
			['2026-05-01 08:30', '2026-05-01T08:30'],
			['2026-05-01T00:00:00.1234567Z', '2026-05-01T00:00:00.1234567Z'],
			['2026-05-01T00:00:00+0200', '2026-05-01T00:00:00'],
			[luxon, '2026-05-01T00:00:00.000'],
			[new Date(Date.UTC(2026, 4, 1)), '2026-05-01T00:00:00.000Z'],
		];
		for (const [given, sent] of dates) {
			expect(fill({ startsOn: given } as IDataObject)).toEqual({ startsOn: sent });
		}
	});

	test.each([
		[{ crew: 'four' }, "'Crew' must be a number, such as 1234.5", '"four"'],
		[{ crew: true }, "'Crew' must be a number", 'true'],
		[{ isInsured: 'maybe' }, "'Insured?' must be true or false", '"maybe"'],
		[{ startsOn: '01/05/2026' }, "'Starts On' must be a date", '"01/05/2026"'],
		[{ startsOn: '2026-02-30' }, "'Starts On' must be a date", '"2026-02-30"'],
		[{ startsOn: '2026-05-01T25:00:00' }, "'Starts On' must be a date", '25:00'],
		[{ legs: '[{' }, "'Legs' is not valid JSON", ''],
		[{ legs: '12' }, "'Legs' must be a JSON list", '12'],
		[{ legs: [{ miles: 1 }, { miles: 'far' }] }, "'Legs #2 › Miles' must be a number", '"far"'],
		[{ legs: [7] }, "'Legs #1' must be a JSON object", '7'],
		[{ insurer: '[]' }, "'Insurer' must be a JSON object", '[]'],
		[{ boatRef: 'b1' }, "'Boat' is not valid JSON", ''],
		[{ 'boatRef.name': ['a'] }, "'Boat › Name' must be a text", '["a"]'],
		[{ 'boatRef.name': { a: 1 } }, "'Boat › Name' must be a text", '{"a":1}'],
	])('%j is refused by name', (values, message, shown) => {
		expect(() => fill(values as IDataObject)).toThrow(
			expect.objectContaining({
				message: expect.stringContaining(message),
				description: expect.stringContaining(shown),
			}),
		);
	});
});

describe('what is missing is named', () => {
	const lack = (record: IDataObject) => missingFields(hire, record);

	test('with all that an empty record lacks', () => {
		expect(lack({})).toEqual(['Boat › Identifier', 'Starts On', 'Legs']);
	});

	test('in an optional object only when it is there', () => {
		const rest = { boatRef: { id: 'b' }, startsOn: '2026-05-01', legs: [{ miles: 1 }] };
		expect(lack(rest)).toEqual([]);
		expect(lack({ ...rest, ownerRef: { name: 'Ada' } })).toEqual(['Owner › Identifier']);
	});

	test('in every item of a list, and in lists within', () => {
		const legs = [{ miles: 1, to: {} }, {}, { miles: 2, stops: [{ name: 'x' }, { at: 'y' }] }];
		expect(lack({ boatRef: { id: 'b' }, startsOn: 'x', legs })).toEqual([
			'Legs #1 › To › Code',
			'Legs #2 › Miles',
			'Legs #3 › Stops #2 › Name',
		]);
	});

	test('as the object itself where nothing in it is required', () => {
		const model = object('Hire', { boat: object('Boat', { name: text('Name') }, true) });
		expect(missingFields(model, {})).toEqual(['Boat']);
		expect(missingFields(model, { boat: { name: 'Heron' } })).toEqual([]);
	});

	test('as the list itself where it is empty', () => {
		expect(
			missingFields(object('Hire', { legs: list('Legs', undefined, true) }), { legs: [] }),
		).toEqual(['Legs']);
	});
});

describe('for any model', () => {
	const withRecord = anyModel.chain((model) => fc.tuple(fc.constant(model), recordOf(model)));

	/** What a user types to get the record: a value a field, lists and objects as JSON. */
	function typed(fields: ResourceMapperField[], record: IDataObject): IDataObject {
		const values = fields.map(({ id, type }) => {
			const value = fromId(id).reduce<unknown>(
				(at, key) =>
					at !== null && typeof at === 'object' && Object.hasOwn(at, key)
						? (at as IDataObject)[key]
						: undefined,
				record,
			);
			const isJson = value !== undefined && String(type) === 'json';
			return [id, isJson ? JSON.stringify(value) : value];
		});
		return Object.fromEntries(values) as IDataObject;
	}

	test('flattening, filling in and putting together gives back the same record', () => {
		fc.assert(
			fc.property(withRecord, ([model, record]) => {
				const fields = formFields(model);
				const kept = keptModel(fields);
				expect(fillRecord(kept, typed(visible(fields), record))).toEqual(record);
				// As input data, unless a name looks like the way to another field.
				const isPlain = Object.keys(record).every((key) => toId([key]) === key);
				if (isPlain) expect(fillRecord(kept, record)).toEqual(record);
				expect(missingFields(kept!, record)).toEqual([]);
			}),
		);
	});

	test('IDs and labels are unique, labels are never empty, and IDs lead back to their paths', () => {
		fc.assert(
			fc.property(anyModel, (model) => {
				const fields = visible(formFields(model));
				expect(new Set(fields.map(({ id }) => id)).size).toBe(fields.length);
				expect(new Set(fields.map(({ displayName }) => displayName)).size).toBe(fields.length);
				for (const { id, displayName } of fields) {
					expect(displayName.trim()).not.toBe('');
					expect(toId(fromId(id))).toBe(id);
					expect(id).not.toMatch(/["'\\[\]]/);
				}
			}),
		);
	});

	test('a form that was opened and left as it is sends nothing, and names what is required', () => {
		fc.assert(
			fc.property(anyModel, (model) => {
				const fields = visible(formFields(model));
				const untouched = Object.fromEntries(
					fields.map(({ id, defaultValue }) => [id, defaultValue ?? null]),
				) as IDataObject;
				const lists = fields.filter(({ defaultValue }) => defaultValue === '[]').length;
				const record = fillRecord(model, untouched);
				if (lists === 0) expect(record).toEqual({});
				const needs = fields.some(({ required }) => required);
				if (needs) expect(missingFields(model, record)).not.toEqual([]);
			}),
		);
	});

	test('every required field that is left out is named', () => {
		fc.assert(
			fc.property(withRecord, fc.nat(), ([model, record], pick) => {
				const needed = visible(formFields(model)).filter(({ required }) => required);
				if (needed.length === 0) return;
				const { id } = needed[pick % needed.length];
				const values = typed(visible(formFields(model)), record);
				expect(missingFields(model, fillRecord(model, { ...values, [id]: null }))).not.toEqual([]);
			}),
		);
	});
});
