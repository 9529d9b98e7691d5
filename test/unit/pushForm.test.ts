import { validateFieldType, type IDataObject, type ResourceMapperField } from 'n8n-workflow';

import { fillRecord } from '../../nodes/Codat/actions/pushData/record/fill';
import { formFields, keptModel } from '../../nodes/Codat/actions/pushData/record/form';
import { modelIn, ofNewRecord } from '../../nodes/Codat/actions/pushData/record/model';
import { hire, list, object, text } from './pushModels';

const visible = (fields: ResourceMapperField[]) => fields.filter(({ display }) => display);
const form = () => visible(formFields(ofNewRecord(hire)));
const field = (id: string) => form().find((each) => each.id === id);

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

test.each(['{ "type": "Object", "prop', '', 'null', '[]'])(
	'a form whose model was cut is one without a model: %j',
	(defaultValue) => {
		const fields = form().map((field) => ({ ...field }));
		const model = formFields(ofNewRecord(hire)).find((field) => field.defaultValue !== undefined)!;
		expect(keptModel([...fields, { ...model, defaultValue }])).toBeUndefined();
	},
);
