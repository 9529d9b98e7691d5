import type { IDataObject } from 'n8n-workflow';

import { besideForm, labelsBeside, merged } from '../../nodes/Codat/actions/pushData/record/beside';
import { fillRecord } from '../../nodes/Codat/actions/pushData/record/fill';
import { formFields, keptModel } from '../../nodes/Codat/actions/pushData/record/form';
import { LISTS } from '../../nodes/Codat/actions/pushData/record/lists';
import { missingFields } from '../../nodes/Codat/actions/pushData/record/missing';
import type { PushOption } from '../../nodes/Codat/actions/pushData/record/model';
import type { Part } from '../../nodes/Codat/actions/pushData/record/parts';
import { keysOf, optionAt } from '../../nodes/Codat/actions/pushData/record/place';
import { REFERENCES } from '../../nodes/Codat/actions/pushData/record/references';
import { list, number, object, text } from './pushModels';
import { everyRow, modelFrom, waysIn, waysOf } from './pushRowSamples';

const place = (dataType: string, model: PushOption, values: IDataObject) =>
	fillRecord(model, besideForm({ dataType, ...values }, model, {}));
const bill = (line: Record<string, PushOption>) =>
	object('Bill', { lineItems: list('Lines', line, true) }, true);
const id = (label = 'ID') => ({ id: text(label, true) });

describe('every list of every data type', () => {
	const cases = LISTS.flatMap((each) =>
		each.dataTypes.map((dataType) => [dataType, each] as const),
	);
	test.each(cases.map(([dataType, each]) => [dataType, each.field.property.name, each] as const))(
		'%s: %s keep every value, in the first of its places and in the last',
		(dataType, name, part) => {
			for (const pick of [0, -1]) {
				const model = modelFrom(part, pick);
				const rows = everyRow(part, optionAt(model, keysOf(part.at[0]))!);
				const read = part.field.read!(rows, name, '');
				const record = place(dataType, model, { [name]: read } as IDataObject);
				expect(waysIn(record)).toEqual(waysOf(model));
			}
		},
	);
});

describe('platforms have the same in different places', () => {
	const tracked = (line: Record<string, PushOption>, row: IDataObject) =>
		place('bills', bill(line), { lineItems: [row] as never });
	const categories = [{ trackingCategory: 'a' }, { trackingCategory: 'b' }];
	const record = object('Record', { ...id(), dataType: text('Kind', true) });
	const recordRefs = { tracking: object('T', { recordRefs: list('R', record.properties!) }) };

	test.each<[string, Record<string, PushOption>, IDataObject]>([
		[
			'a list of categories',
			{ trackingCategoryRefs: list('T', id()) },
			{ trackingCategoryRefs: [{ id: 'a' }, { id: 'b' }] },
		],
		[
			'a list that the platform says nothing of',
			{ trackingCategoryRefs: list('T', undefined) },
			{ trackingCategoryRefs: [{ id: 'a' }, { id: 'b' }] },
		],
		[
			'a list within an object',
			{ tracking: object('T', { categoryRefs: list('C', id()) }) },
			{ tracking: { categoryRefs: [{ id: 'a' }, { id: 'b' }] } },
		],
		[
			'records of any kind',
			recordRefs,
			{
				tracking: {
					recordRefs: [
						{ id: 'a', dataType: 'trackingCategories' },
						{ id: 'b', dataType: 'trackingCategories' },
					],
				},
			},
		],
	])('%s', (_, line, placed) => {
		expect(tracked(line, { trackingCategoryRefs: categories })).toEqual({ lineItems: [placed] });
	});

	test('records of several kinds stand in one list, spelled as the platform does', () => {
		const kinds = [{ value: 'Customers' }, { value: 'trackingCategories' }];
		const line = {
			tracking: object('T', {
				recordRefs: list('R', { ...id(), dataType: { ...text('Kind'), options: kinds } }),
			}),
		};
		const row = {
			trackedCustomer: 'c',
			trackedSupplier: 's',
			trackingCategoryRefs: [categories[0]],
		};
		const model = keptModel(formFields(bill(line)))!;
		expect(place('bills', model, { lineItems: [row] as never })).toEqual({
			lineItems: [
				{
					tracking: {
						recordRefs: [
							{ id: 'c', dataType: 'Customers' },
							{ id: 's', dataType: 'suppliers' },
							{ id: 'a', dataType: 'trackingCategories' },
						],
					},
				},
			],
		});
	});

	test('a platform that has a list twice, and requires both, is given it twice', () => {
		const line = (required: boolean) => ({
			trackingCategoryRefs: list('T', { ...id(), name: text('Name') }, true),
			tracking: object('T', { categoryRefs: list('C', id(), required) }),
		});
		const row = { trackingCategoryRefs: [{ trackingCategory: 'a', trackingCategoryName: 'A' }] };
		const trackingCategoryRefs = [{ id: 'a', name: 'A' }];
		expect(tracked(line(false), row)).toEqual({ lineItems: [{ trackingCategoryRefs }] });
		expect(tracked(line(true), row)).toEqual({
			lineItems: [{ trackingCategoryRefs, tracking: { categoryRefs: [{ id: 'a' }] } }],
		});
	});

	test('a platform that takes one category takes no more', () => {
		const line = { trackingCategoryRefs: object('T', id()) };
		expect(tracked(line, { trackingCategoryRefs: [categories[0]] })).toEqual({
			lineItems: [{ trackingCategoryRefs: { id: 'a' } }],
		});
		expect(() => tracked(line, { trackingCategoryRefs: categories })).toThrow('has 2 rows');
	});

	test('what a platform has no place for is refused by name', () => {
		const row = { quantity: 1, trackingCategoryRefs: categories };
		expect(() => tracked({ quantity: number('Q') }, row)).toThrow(
			"doesn’t take 'Line Items #1: Tracking Categories'",
		);
		const line = { trackingCategoryRefs: list('T', id()) };
		const named = [{ trackingCategory: 'a', trackingCategoryName: 'A' }];
		expect(() => tracked(line, { trackingCategoryRefs: named })).toThrow(
			"doesn’t take 'Line Items #1: Tracking Categories #1: Tracking Category Name'",
		);
	});

	test('a reference of which the platform says nothing is an ID', () => {
		const line = { accountRef: { type: 'Object' }, taxRateRef: object('Tax', id()) };
		expect(tracked(line, { accountRef: 'a', accountName: 'A', taxRateRef: 't' })).toEqual({
			lineItems: [{ accountRef: { id: 'a', name: 'A' }, taxRateRef: { id: 't' } }],
		});
	});

	test('a contact says what it is, as the platform spells it', () => {
		const kinds = { ...text('Kind', true), options: [{ value: 'Suppliers' }] };
		const contactRef = object('Contact', { ...id(), dataType: kinds });
		const model = keptModel(formFields(object('Cost', { contactRef })))!;
		expect(place('directCosts', model, { supplierRef: 's' })).toEqual({
			contactRef: { id: 's', dataType: 'Suppliers' },
		});
		const bare = object('Cost', { contactRef: object('Contact', id()) });
		expect(place('directCosts', bare, { customerRef: 'c' })).toEqual({ contactRef: { id: 'c' } });
	});
});

test('what is missing is named as the form beside it does', () => {
	const line = {
		accountRef: object('Nominal Account Reference', id('Account ID'), true),
		unitAmount: number('Price', true),
		trackingCategoryRefs: list('Tracked', id('Identifier'), true),
		colour: text('Colour', true),
	};
	const model = object(
		'Bill',
		{
			supplierRef: object('Supplier Reference', id('Identifier'), true),
			lineItems: list('Direct Lines', line, true),
		},
		true,
	);
	const lack = (record: IDataObject) => missingFields(model, record, labelsBeside('bills', model));
	expect(lack({})).toEqual(['Supplier', 'Line Items']);
	const lineItems = [
		{ trackingCategoryRefs: [{}] },
		{ accountRef: {}, unitAmount: 1, colour: 'x' },
	];
	expect(lack({ supplierRef: {}, lineItems })).toEqual([
		'Supplier',
		'Line Items #1 › Account',
		'Line Items #1 › Unit Amount',
		'Line Items #1 › Tracking Categories #1 › Tracking Category',
		'Line Items #1 › Colour',
		'Line Items #2 › Account',
		'Line Items #2 › Tracking Categories',
	]);
});

test('two parts of a record become one, in which the first counts', () => {
	expect(
		merged(
			{ a: 1, contactRef: { dataType: 'x' } },
			{ a: 2, contactRef: { id: 'c', dataType: 'y' } },
		),
	).toEqual({ a: 1, contactRef: { dataType: 'x', id: 'c' } });
});

test('names of fields are unique in a row and hold no dots', () => {
	const check = (parts: Part[]) => {
		const names = parts.map(({ field }) => field.property.name);
		expect(new Set(names).size).toBe(names.length);
		expect(names.filter((name) => !/^[a-z][A-Za-z0-9]*$/.test(name))).toEqual([]);
		for (const part of parts) if (part.parts) check(part.parts);
	};
	check([...REFERENCES, ...LISTS]);
});
