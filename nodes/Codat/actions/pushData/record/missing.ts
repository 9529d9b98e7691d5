import { own } from '../../../fields/read';
import type { PushOption } from './model';
import { fieldsOf, isGroup, labelOf, within } from './model';

/** Where a field stands: for people, for the model, and for people within its item of a list. */
interface Place {
	label: string;
	path: string[];
	item: string;
}

type Labels = ReadonlyMap<string, string>;

/**
 * The labels of the fields that a record lacks. What an object requires counts when the object is
 * there or is itself required, and in every item of a list.
 *
 * @param value as `fillRecord` gives it: without anything empty
 * @param labels by the way to a field, of those that people know by another label than the model's
 */
export function missingFields(
	option: PushOption,
	value: unknown,
	labels: Labels = new Map(),
): string[] {
	return [...new Set(missingAt(option, value, { label: '', path: [], item: '' }, labels))];
}

function missingAt(option: PushOption, value: unknown, place: Place, labels: Labels): string[] {
	if (value === undefined) return option.required === true ? lacking(option, place, labels) : [];
	if (!Array.isArray(value)) return lackingIn(option, value, place, labels);
	if (value.length === 0) return option.required === true ? [place.label] : [];
	return value.flatMap((each, index) => {
		const item = `${place.label} #${index + 1}`;
		return lackingIn(option, each, { ...place, label: item, item }, labels);
	});
}

function lackingIn(option: PushOption, value: unknown, place: Place, labels: Labels): string[] {
	return fieldsOf(option).flatMap(([key, field]) => {
		const path = [...place.path, key];
		const known = labels.get(path.join('.'));
		const label =
			known === undefined ? within(place.label, labelOf(key, field)) : within(place.item, known);
		const there = own(value as Record<string, unknown>, key);
		return missingAt(field, there, { ...place, label, path }, labels);
	});
}

/** What to fill in where a whole object is lacking: what it requires, or the object itself. */
function lacking(option: PushOption, place: Place, labels: Labels): string[] {
	const fields = isGroup(option) ? lackingIn(option, {}, place, labels) : [];
	return fields.length > 0 ? fields : [place.label];
}
