/**
 * Holds the guided form for records against real push models: for each JSON file in a folder, whose
 * name begins with the data type, whether a user could fill in a record with the form, and what
 * stands in the way; and which of its lists have rows, which are JSON.
 *
 * tsx scripts/checkPushModels.mts <folder>
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { IDataObject, ResourceMapperField } from 'n8n-workflow';

import { besideForm, standsBeside } from '../nodes/Codat/actions/pushData/record/beside';
import { fillRecord } from '../nodes/Codat/actions/pushData/record/fill';
import { formFields, keptModel } from '../nodes/Codat/actions/pushData/record/form';
import { LISTS } from '../nodes/Codat/actions/pushData/record/lists';
import { missingFields } from '../nodes/Codat/actions/pushData/record/missing';
import type { PushOption } from '../nodes/Codat/actions/pushData/record/model';
import { fieldsOf, ofNewRecord } from '../nodes/Codat/actions/pushData/record/model';
import { dataTypes } from '../nodes/Codat/dataTypes';
import { everyRow, waysIn, waysOf } from '../test/unit/pushRowSamples';

/** A value that the option takes. */
function sample(option: PushOption): unknown {
	const choice = option.options?.find(({ value }) => typeof value === 'string' && value !== '');
	switch (option.type) {
		case 'Object':
			return fieldsOf(option).length > 0 ? sampleFields(option) : { id: 'x' };
		case 'Array':
			return fieldsOf(option).length > 0 ? [sampleFields(option)] : ['x'];
		case 'Number':
			return 12.5;
		case 'Boolean':
			return true;
		case 'DateTime':
			return '2026-01-31';
		default:
			return choice?.value ?? 'x';
	}
}

function sampleFields(option: PushOption): IDataObject {
	return Object.fromEntries(
		fieldsOf(option).map(([key, field]) => [key, sample(field)]),
	) as IDataObject;
}

/** The record's values by field, typed as a user would: lists and numbers as text. */
function typed(fields: ResourceMapperField[], record: IDataObject): IDataObject {
	return Object.fromEntries(
		fields.map(({ id, type }) => {
			const value = id.split('.').reduce<unknown>((at, key) => (at as IDataObject)?.[key], record);
			if (String(type) === 'json') return [id, JSON.stringify(value)];
			return [id, type === 'number' ? String(value) : value];
		}),
	) as IDataObject;
}

/** The paths of everything that has a value of its own, items of lists included. */
function leaves(value: unknown, path = ''): string[] {
	if (value === null || typeof value !== 'object') return [path];
	return Object.entries(value).flatMap(([key, each]) => leaves(each, `${path}/${key}`));
}

/** What in a record is not as the model says. */
function violations(option: PushOption, value: unknown, path = ''): string[] {
	const found = (text: string) => [`${path || 'the record'} ${text}`];
	if (value === undefined) return option.required === true ? found('is missing') : [];
	const isObject = value !== null && typeof value === 'object' && !Array.isArray(value);
	const isA: Record<string, boolean> = {
		Object: isObject,
		Array: Array.isArray(value),
		Number: typeof value === 'number',
		Boolean: typeof value === 'boolean',
		DateTime: typeof value === 'string' && !Number.isNaN(Date.parse(value)),
		String: typeof value === 'string',
	};
	if (isA[option.type ?? ''] !== true) return found(`is no ${String(option.type)}`);
	const within = (record: unknown, at: string) =>
		fieldsOf(option).flatMap(([key, field]) =>
			violations(field, (record as IDataObject)[key], `${at}/${key}`),
		);
	if (Array.isArray(value)) return value.flatMap((item, n) => within(item, `${path}/${n}`));
	return isObject ? within(value, path) : [];
}

function check(given: PushOption): string[] {
	const model = ofNewRecord(given);
	const all = formFields(model);
	const fields = all.filter(({ display }) => display);
	const kept = keptModel(all);
	const obstacles: string[] = [];
	const expect = (holds: boolean, text: string) => holds || obstacles.push(text);

	const ids = fields.map(({ id }) => id);
	const labels = fields.map(({ displayName }) => displayName);
	expect(fields.length > 0, 'there are no fields');
	expect(new Set(ids).size === ids.length, 'an ID is there twice');
	const twice = labels.filter((label, index) => labels.indexOf(label) !== index);
	expect(twice.length === 0, `a label is there twice: ${twice.join(', ')}`);
	expect(!labels.some((label) => label.trim() === ''), 'a label is empty');
	for (const { id, type, options } of fields) {
		expect(type !== 'options' || (options?.length ?? 0) > 0, `${id} has no choices`);
	}
	expect(!JSON.stringify(all).includes('":"='), 'n8n would take a text for an expression');

	// Everything filled in arrives, and is as the model wants it.
	const record = sampleFields(model);
	const filled = fillRecord(kept, typed(fields, record));
	expect(
		JSON.stringify(leaves(filled).sort()) === JSON.stringify(leaves(record).sort()),
		'a value can’t be reached',
	);
	for (const text of violations({ ...model, required: true }, filled)) obstacles.push(text);
	expect(missingFields(kept!, filled).length === 0, 'a full record counts as incomplete');

	// The form as it opens: what is required is shown, and named when it is left as it is.
	const shown = fields.filter(({ removed }) => removed !== true);
	const untouched = Object.fromEntries(
		shown.map(({ id, defaultValue }) => [id, defaultValue ?? null]),
	);
	const empty = fillRecord(kept, untouched);
	const named = missingFields(kept!, empty);
	expect(Object.keys(empty).length === 0, `an untouched form sends ${Object.keys(empty).join()}`);
	const needsSomething = violations(model, {}).length > 0;
	expect(!needsSomething || named.length > 0, 'what is missing is not named');

	// What is shown at first is enough for a record that the platform takes.
	const least = fillRecord(kept, typed(shown, record));
	for (const text of violations(model, least)) obstacles.push(`as first shown: ${text}`);
	return obstacles;
}

/** The data type in whose name a file's begins. */
function dataTypeOf(file: string): string {
	const found = Object.keys(dataTypes).find((each) => file.startsWith(`${each.toLowerCase()}-`));
	return found ?? file;
}

/** What rows and names can fill in of a model, and what they can't. */
function checkRows(file: string, given: PushOption) {
	const dataType = dataTypeOf(file);
	const model = ofNewRecord(given);
	const kept = keptModel(formFields(model))!;
	const obstacles: string[] = [];
	const counts = { withRows: [] as string[], onlyJson: [] as string[] };
	const offered = new Set(
		formFields(model, standsBeside(dataType)).flatMap(({ id, display }) => (display ? [id] : [])),
	);
	for (const [key, option] of fieldsOf(model).filter(([, { type }]) => type === 'Array')) {
		if (!offered.has(key)) obstacles.push(`${key} can't be given as JSON`);
		const list = LISTS.find(
			({ at, dataTypes: types }) => at[0] === key && types.includes(dataType),
		);
		if (list === undefined) {
			counts.onlyJson.push(key);
			continue;
		}
		counts.withRows.push(key);
		const { name } = list.field.property;
		const rows = list.field.read!(everyRow(list, kept.properties![key]), name, '');
		const placed = besideForm({ dataType, [name]: rows }, kept, {});
		const record = fillRecord(kept, placed);
		const filled = new Set(waysIn(record));
		for (const way of waysOf(option, [key])) {
			const isFilled = [...filled].some((each) => each === way || each.startsWith(`${way}.`));
			if (!isFilled) obstacles.push(`${way} has no row`);
		}
		for (const text of violations(option, record[key], key)) obstacles.push(`rows: ${text}`);
	}
	return { ...counts, obstacles };
}

const [folder] = process.argv.slice(2);
if (folder === undefined) {
	console.error('Name the folder that the models are in.');
	process.exit(2);
}
const files = readdirSync(folder).filter((name) => name.endsWith('.json'));
let usable = 0;
const lists = { withRows: 0, onlyJson: 0 };
for (const name of files) {
	const model = JSON.parse(readFileSync(join(folder, name), 'utf8')) as PushOption;
	const { withRows, onlyJson, obstacles: inRows } = checkRows(name, model);
	const obstacles = [...check(model), ...inRows];
	lists.withRows += withRows.length;
	lists.onlyJson += onlyJson.length;
	if (obstacles.length === 0) usable++;
	const rows = `rows: ${withRows.join(', ') || 'none'}`;
	console.log(`${name}  ${rows}${onlyJson.length > 0 ? `; JSON: ${onlyJson.join(', ')}` : ''}`);
	for (const text of obstacles) console.log(`\t${text}`);
}
console.log(`${lists.withRows} lists with rows (and as JSON), ${lists.onlyJson} as JSON only`);
console.log(`${usable} of ${files.length} models give a form that a record can be filled in with`);
process.exitCode = usable === files.length ? 0 : 1;
