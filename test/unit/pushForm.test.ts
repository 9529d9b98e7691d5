import fc from 'fast-check';
import { validateFieldType, type IDataObject, type ResourceMapperField } from 'n8n-workflow';

import { fillRecord } from '../../nodes/Codat/actions/pushData/record/fill';
import { formFields, keptModel } from '../../nodes/Codat/actions/pushData/record/form';
import { missingFields } from '../../nodes/Codat/actions/pushData/record/missing';
import {
	fromId,
	modelIn,
	ofNewRecord,
	toId,
} from '../../nodes/Codat/actions/pushData/record/model';
import { anyModel, hire, list, object, recordOf, text } from './pushModels';

const visible = (fields: ResourceMapperField[]) => fields.filter(({ display }) => display);
const form = () => visible(formFields(ofNewRecord(hire)));
const field = (id: string) => form().find((each) => each.id === id);
const fill = (values: IDataObject) => fillRecord(hire, values);

describe('a model becomes a form', () => {
	test('with a field for each value, labelled with the way to it, and lists as JSON', () => {
		expect(form().map(({ id, displayName, type }) => [id, displayName, type])).toEqual([
			['boatRef.id', 'Boat › Identifier (required)', 'string'],
			['boatRef.name', 'Boat › Name', 'string'],
			['ownerRef.id', 'Owner › Identifier (required with Owner)', 'string'],
			['ownerRef.name', 'Owner › Name', 'string'],
			['startsOn', 'Starts On (required)', 'dateTime'],
			['crew', 'Crew', 'number'],
			['isInsured', 'Insured?', 'boolean'],
			['harbour', 'Harbour', 'options'],
			['legs', 'Legs (JSON list) (required)', 'json'],
			['notes', 'Notes (JSON list)', 'json'],
			['insurer', 'Insurer (JSON object)', 'json'],
		]);
	});

	test('that shows what is required, and offers the rest', () => {
		const shown = form().filter(({ removed }) => !removed);
		expect(shown.map(({ id }) => id)).toEqual(['boatRef.id', 'startsOn', 'legs']);
		expect(shown.every(({ required }) => required)).toBe(true);
	});

	test('that shows everything when nothing is required', () => {
		const fields = visible(
			formFields(object('Note', { title: text('Title'), body: text('Body') })),
		);
		expect(fields.map(({ removed }) => removed)).toEqual([false, false]);
	});

	test('whose choices all have a value', () => {
		expect(field('harbour')?.options).toEqual([
			{ name: 'North', value: 'N' },
			{ name: 'S', value: 'S' },
			{ name: 'Elsewhere', value: 'Elsewhere' },
			{ name: 'Abroad', value: 'Abroad' },
		]);
	});

	test('whose lists begin with an item that says what goes where', () => {
		expect(JSON.parse(String(field('legs')?.defaultValue))).toEqual([
			{
				miles: '‹Miles: required number›',
				to: { code: '‹To › Code: text›' },
				stops: [{ name: '‹Stops › Name: text›', at: '‹Stops › At: date›' }],
			},
		]);
		const kinds = list('Legs', {
			season: { ...text('Season', true), options: [{ value: 'Low' }, { value: 'High' }] },
			isPaid: { type: 'Boolean' },
			tags: list('Tags', undefined),
		});
		const [legs] = formFields(object('Hire', { kinds }));
		expect(JSON.parse(String(legs.defaultValue))).toEqual([
			{
				season: '‹Season: required one of Low, High›',
				isPaid: '‹Is Paid: true or false›',
				tags: '‹Tags: list›',
			},
		]);
		expect(field('notes')?.defaultValue).toBe('[]');
	});

	test('that leaves out what Codat sets itself, unless the platform asks for it', () => {
		const asked = { ...hire.properties, id: text('Account Reference', true) };
		const ids = (model: typeof hire) => visible(formFields(model)).map(({ id }) => id);
		expect(ids(ofNewRecord(hire))).not.toContain('modifiedDate');
		expect(ids(ofNewRecord({ ...hire, properties: asked }))).toContain('id');
		expect(ids(hire)).toEqual(expect.arrayContaining(['id', 'modifiedDate', 'sourceModifiedDate']));
	});

	test('that names fields by their keys where Codat gives no name, and tells twins apart', () => {
		const model = object('Hire', {
			depositPaid: { type: 'Number' },
			from: text('Date'),
			to: text('Date'),
			empty: { type: 'String', displayName: ' ' },
		});
		expect(visible(formFields(model)).map(({ displayName }) => displayName)).toEqual([
			'Deposit Paid',
			'Date [from]',
			'Date [to]',
			'Empty',
		]);
	});

	test('none of whose texts n8n takes for an expression', () => {
		const trap = '={{ $env.HOME }}';
		const model = object('Hire', {
			a: { ...text(trap), options: [{ value: 'x', displayName: trap }, { value: trap }] },
			b: list(trap, { c: text(trap) }),
		});
		const texts: string[] = [];
		JSON.stringify(formFields(model), (_, value: unknown) => {
			if (typeof value === 'string') texts.push(value);
			return value;
		});
		expect(texts.filter((each) => each.startsWith('='))).toEqual([]);
	});
});

test.each<[string, unknown, IDataObject]>([
	['a field that is nothing', { properties: { a: null } }, { a: 'string' }],
	['a field that is a list', { properties: { a: [] } }, { a: 'string' }],
	['a list of fields', { properties: [{ type: 'String' }] }, {}],
	['fields that are a text', { properties: 'abc' }, {}],
	['choices that are an object', { properties: { a: { options: {} } } }, { a: 'string' }],
	['a choice that is nothing', { properties: { a: { options: [null] } } }, { a: 'string' }],
	['a choice of an object', { properties: { a: { options: [{ value: {} }] } } }, { a: 'string' }],
	[
		'a kind that is an object',
		{ properties: { a: { type: {}, required: 'no' } } },
		{ a: 'string' },
	],
	[
		'choices of what a reference is to',
		{ properties: { dataType: { options: 5 } } },
		{ dataType: 'string' },
	],
	['nothing at all', null, {}],
])('a model with %s still becomes a form', (_, given, types) => {
	const fields = formFields(modelIn(given));
	expect(Object.fromEntries(visible(fields).map(({ id, type }) => [id, type]))).toEqual(types);
	expect(fields.some(({ required }) => required)).toBe(false);
	const values = { a: 'x', dataType: 'x' };
	const record = fillRecord(keptModel(fields), values);
	expect(Object.keys(record)).toEqual(Object.keys(types));
});

describe('beside what is chosen by name and added as rows', () => {
	const beside = { references: new Set(['boatRef.id', 'harbour']), lists: new Set(['legs']) };
	const fields = (saved?: IDataObject) => visible(formFields(hire, beside, saved));
	const ids = (saved?: IDataObject) => fields(saved).map(({ id }) => id);

	test('a form has no ID, unless the platform has choices for it, and only offers the lists', () => {
		expect(ids()).not.toContain('boatRef.id');
		expect(ids()).toEqual(expect.arrayContaining(['boatRef.name', 'harbour', 'legs']));
		const shown = fields().filter(({ removed }) => !removed);
		expect(shown.map(({ id }) => id)).toEqual(['startsOn']);
	});

	test('a form that was saved with an ID keeps it', () => {
		expect(ids({ 'boatRef.id': 'b' })).toContain('boatRef.id');
		expect(ids({ 'boatRef.id': ' ' })).not.toContain('boatRef.id');
	});

	test('what a reference is to goes with its ID', () => {
		const model = object('Hire', {
			contactRef: object('Contact', {
				id: text('ID', true),
				dataType: { ...text('Kind', true), options: [{ value: 'Suppliers' }] },
			}),
		});
		const of = { references: new Set(['contactRef.id']), lists: new Set<string>() };
		const left = (saved: IDataObject) => visible(formFields(model, of, saved)).map(({ id }) => id);
		expect(left({})).toEqual([]);
		expect(left({ 'contactRef.dataType': 'Suppliers' })).toEqual(['contactRef.dataType']);
		expect(left({ 'contactRef.id': 'c' })).toEqual(['contactRef.id', 'contactRef.dataType']);
	});

	test('n8n itself refuses no value of JSON', () => {
		const json = form().filter(({ displayName }) => displayName.includes('(JSON'));
		for (const { id, type } of json) {
			expect(validateFieldType(id, '[{', type!)).toMatchObject({ valid: true });
		}
		expect(json).toHaveLength(3);
	});
});

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

test.each(['{ "type": "Object", "prop', '', 'null', '[]'])(
	'a form whose model was cut is one without a model: %j',
	(defaultValue) => {
		const fields = form().map((field) => ({ ...field }));
		const model = formFields(ofNewRecord(hire)).find((field) => field.defaultValue !== undefined)!;
		expect(keptModel([...fields, { ...model, defaultValue }])).toBeUndefined();
	},
);
