import type { IDataObject } from 'n8n-workflow';

import type { Field, Values } from '../../../fields/field';
import { isEmpty, isPlainObject, own } from '../../../fields/read';
import { UserFacingError } from '../../../transport/userFacingError';
import { LISTS } from './lists';
import type { PushOption } from './model';
import { keysOf, notTaken, optionAt, place, wayOf } from './place';
import type { Part } from './parts';
import { REFERENCES } from './references';

const inForm = (dataTypes: string[]) => ({
	show: { recordMode: ['form'], dataType: dataTypes },
});

/** What is chosen by name, before the form for the other fields. */
export const referenceFields: Field[] = REFERENCES.map(({ field, in: places }) => ({
	...field,
	property: { ...field.property, displayOptions: inForm(Object.keys(places)) },
}));

/** The lists of a record as rows, after the form for its other fields. */
export const listFields: Field[] = LISTS.map(({ field, dataTypes }) => ({
	...field,
	property: { ...field.property, displayOptions: inForm(dataTypes) },
}));

/** A part of a data type's records, at its place in them. */
function partsOf(dataType: unknown): Part[] {
	const type = String(dataType);
	const references = REFERENCES.filter((each) => Object.hasOwn(each.in, type)).map((each) => ({
		...each,
		at: [`${each.in[type]}.id`],
	}));
	return [...references, ...LISTS.filter(({ dataTypes }) => dataTypes.includes(type))];
}

/**
 * What was chosen and added beside the form, as a part of the record.
 *
 * @param model what the platform takes; an empty one takes everything
 * @param filled what the form itself gives
 * @throws UserFacingError naming what the platform doesn't take, or what is given twice
 */
export function besideForm(values: Values, model: PushOption, filled: IDataObject): IDataObject {
	const record: IDataObject = {};
	for (const part of partsOf(values.dataType)) {
		const { name, displayName } = part.field.property;
		const value = values[name];
		if (isEmpty(value) || (Array.isArray(value) && value.length === 0)) continue;
		const keys = keysOf(part.at[0]);
		if (optionAt(model, keys) === undefined) throw notTaken(displayName);
		if (valueAt(filled, keys) !== undefined) {
			throw givenTwice(displayName, `both in its own field and in the form (${keys.join('.')})`);
		}
		if (valueAt(record, keys) !== undefined)
			throw givenTwice(displayName, `in two fields (${keys.join('.')})`);
		place(record, part, value, model, displayName);
	}
	return record;
}

function valueAt(record: IDataObject, keys: string[]): unknown {
	return keys.reduce<unknown>(
		(value, key) => (isPlainObject(value) ? own(value, key) : undefined),
		record,
	);
}

function givenTwice(label: string, where: string): UserFacingError {
	return new UserFacingError(`'${label}' is given twice`, `It is set ${where}. Clear one of them.`);
}

/** What of a data type's records stands beside the form, by the way to it. */
export function standsBeside(dataType: unknown): {
	references: Set<string>;
	lists: Set<string>;
} {
	const ways = (parts: Part[]) => new Set(parts.map(({ at }) => at[0]));
	const parts = partsOf(dataType);
	return {
		references: ways(parts.filter(({ of }) => of !== undefined)),
		lists: ways(parts.filter((part) => part.parts !== undefined)),
	};
}

/** What the user knows the fields of a record by that stand beside its form, by the way to each. */
export function labelsBeside(dataType: unknown, model: PushOption): Map<string, string> {
	const labels = new Map<string, string>();
	const add = (parts: Part[], option: PushOption, path: string[]) => {
		for (const part of parts) {
			const way = wayOf(part, option);
			if (way === undefined) continue;
			const keys = keysOf(way);
			const holder = [...path, ...keys.slice(0, -1)];
			const isReference = part.of !== undefined;
			const isOwnHolder = isReference && keys.length > 1;
			for (const each of [
				[...path, ...keys],
				...(isOwnHolder ? [holder, [...holder, 'dataType']] : []),
			]) {
				const id = each.join('.');
				if (!labels.has(id)) labels.set(id, part.field.property.displayName);
			}
			if (part.parts) add(part.parts, optionAt(option, keys) ?? {}, [...path, ...keys]);
		}
	};
	add(partsOf(dataType), model, []);
	return labels;
}

/** Two parts of a record as one; where both have a value, the first counts. */
export function merged(first: IDataObject, second: IDataObject): IDataObject {
	const record = { ...first };
	for (const [key, value] of Object.entries(second)) {
		const there = record[key];
		if (there === undefined) record[key] = value;
		else if (isPlainObject(there) && isPlainObject(value)) {
			record[key] = merged(there as IDataObject, value as IDataObject);
		}
	}
	return record;
}
