/**
 * Holds the guided form for records against real push models: for each JSON file in a folder,
 * whether a user could fill in a record with the form, and what stands in the way.
 *
 * tsx scripts/checkPushModels.mts <folder>
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { IDataObject, ResourceMapperField } from 'n8n-workflow';

import { fillRecord } from '../nodes/Codat/actions/pushData/record/fill';
import { formFields, keptModel } from '../nodes/Codat/actions/pushData/record/form';
import { missingFields } from '../nodes/Codat/actions/pushData/record/missing';
import type { PushOption } from '../nodes/Codat/actions/pushData/record/model';
import { fieldsOf, ofNewRecord } from '../nodes/Codat/actions/pushData/record/model';

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
			if (type === 'array' || type === 'object') return [id, JSON.stringify(value)];
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

const [folder] = process.argv.slice(2);
if (folder === undefined) {
	console.error('Name the folder that the models are in.');
	process.exit(2);
}
const files = readdirSync(folder).filter((name) => name.endsWith('.json'));
let usable = 0;
for (const name of files) {
	const obstacles = check(JSON.parse(readFileSync(join(folder, name), 'utf8')) as PushOption);
	if (obstacles.length === 0) usable++;
	else console.log(`${name}\n${obstacles.map((text) => `\t${text}`).join('\n')}`);
}
console.log(`${usable} of ${files.length} models give a form that a record can be filled in with`);
process.exitCode = usable === files.length ? 0 : 1;
