import { UserFacingError } from '../transport/userFacingError';
import type { Field, Values } from './field';
import { isPlainObject } from './read';
import { rows } from './rows';

type Description = Parameters<typeof rows>[0];

/**
 * Rows of which each has a `name` and more, as an object by name: what Codat wants where the names
 * are the user's own. An expression may give the object itself.
 *
 * @param fields those beside the name
 * @param valueOf a row's value
 * @param rowOf what is in a row for such a value
 * @throws UserFacingError for a name that comes twice
 */
export function byName(
	property: Description,
	name: Field,
	fields: Field[],
	valueOf: (row: Values) => unknown,
	rowOf: (value: unknown) => Values,
): Field {
	const list = rows(property, [name, ...fields]);
	const names = [name, ...fields].map((field) => field.property.name);
	return {
		property: list.property,
		read: (value, label, timezone) => {
			const asRows = isByName(value, names)
				? Object.entries(value).map(([name, each]) => ({ ...rowOf(each), name }))
				: value;
			const found = list.read!(asRows, label, timezone) as Values[];
			const given = found.map((row) => row.name);
			const twice = given.find((each, index) => given.indexOf(each) !== index);
			if (twice !== undefined) {
				throw new UserFacingError(
					`'${label}' has "${String(twice)}" twice`,
					'Give each row a name of its own.',
				);
			}
			const entries = found.map((row) => [row.name as string, valueOf(row)] as const);
			return entries.length > 0 ? Object.fromEntries(entries) : undefined;
		},
	};
}

/** An object by name, as Codat gives it, and neither the form's rows nor one of them. */
function isByName(value: unknown, fields: string[]): value is Record<string, unknown> {
	if (!isPlainObject(value)) return false;
	const keys = Object.keys(value);
	const isForm = keys.length === 1 && typeof value.rows === 'object';
	const isRow = 'name' in value && keys.length > 1 && keys.every((key) => fields.includes(key));
	return keys.length > 0 && !isForm && !isRow;
}

/** Rows of a name and a text, as an object of texts by name. */
export const textsByName = (property: Description, name: Field, value: Field): Field =>
	byName(
		property,
		name,
		[value],
		(row) => row[value.property.name],
		(text) => ({ [value.property.name]: text }),
	);
