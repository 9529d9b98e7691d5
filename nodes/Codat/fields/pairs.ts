import { UserFacingError } from '../transport/userFacingError';
import type { Field, Values } from './field';
import { rows } from './rows';

type Description = Parameters<typeof rows>[0];

/**
 * Rows of which each has a `name` and more, as an object by name: what Codat wants where the names
 * are the user's own.
 *
 * @param fields those beside the name
 * @param valueOf a row's value
 * @throws UserFacingError for a name that comes twice
 */
export function rowsByName(
	property: Description,
	name: Field,
	fields: Field[],
	valueOf: (row: Values) => unknown,
): Field {
	const list = rows(property, [name, ...fields]);
	return {
		property: list.property,
		read: (value, label, timezone) => {
			const found = list.read!(value, label, timezone) as Values[];
			const given = found.map((row) => row.name);
			const twice = given.find((each, index) => given.indexOf(each) !== index);
			if (twice !== undefined) {
				throw new UserFacingError(
					`'${label}' has "${String(twice)}" twice`,
					'Give each row its own name.',
				);
			}
			const entries = found.map((row) => [row.name as string, valueOf(row)] as const);
			return entries.length > 0 ? Object.fromEntries(entries) : undefined;
		},
	};
}

/** Rows of a name and a text, as an object of texts by name. */
export const textsByName = (property: Description, name: Field, value: Field): Field =>
	rowsByName(property, name, [value], (row) => row[value.property.name]);
