import type { PushOption } from './model';
import { fieldsOf, isGroup, labelOf, own, within } from './model';

/**
 * The labels of the fields that a record lacks. What an object requires counts when the object is
 * there or is itself required, and in every item of a list.
 *
 * @param value as `fillRecord` gives it: without anything empty
 */
export function missingFields(option: PushOption, value: unknown, label = ''): string[] {
	if (value === undefined) return option.required === true ? lacking(option, label) : [];
	if (Array.isArray(value)) {
		if (value.length === 0) return option.required === true ? [label] : [];
		return value.flatMap((item, index) => lackingIn(option, item, `${label} #${index + 1}`));
	}
	return lackingIn(option, value, label);
}

function lackingIn(option: PushOption, value: unknown, label: string): string[] {
	return fieldsOf(option).flatMap(([key, field]) =>
		missingFields(
			field,
			own(value as Record<string, unknown>, key),
			within(label, labelOf(key, field)),
		),
	);
}

/** What to fill in where a whole object is lacking: what it requires, or the object itself. */
function lacking(option: PushOption, label: string): string[] {
	const fields = isGroup(option) ? lackingIn(option, {}, label) : [];
	return fields.length > 0 ? fields : [label];
}
