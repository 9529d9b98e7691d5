import type { INodeProperties } from 'n8n-workflow';

/** A node parameter, and how what the user set in it becomes what is sent. */
export interface Field {
	/** As n8n shows it, but for the resource and operation: the registry adds those. */
	property: INodeProperties;
	/** What differs where the node is a tool of an AI agent, or that it isn't shown there. */
	inTool?: Partial<INodeProperties> | 'hidden';
	/**
	 * Where the value goes, under its own name; the fields of a collection go where it goes. Without
	 * it, the value fills the path parameter of its name, or is for the operation itself.
	 */
	in?: 'query' | 'body';
	/**
	 * Checks and normalises the value. Without it, the property's type says how (readField.ts).
	 *
	 * @param label the field's name in the editor, for messages
	 * @param timezone the workflow's, in which dates without a zone are meant
	 * @throws UserFacingError naming the field
	 */
	read?: (value: unknown, label: string, timezone: string) => unknown;
}

/** The fields' values by parameter name, as an operation sees them. */
export type Values = Record<string, unknown>;

/** A field that elsewhere fills the path, as a part of the body. */
export const inBody = (field: Field): Field => ({ ...field, in: 'body' });

/** A field that elsewhere fills the path, as a query parameter. */
export const inQuery = (field: Field): Field => ({ ...field, in: 'query' });

/**
 * What the fields put into a request's query or body, without those that have no value; undefined
 * where all could be left out and were.
 */
export function gather(
	place: 'query' | 'body',
	fields: Field[],
	values: Values,
): Values | undefined {
	const placed = fields.filter((field) => field.in === place);
	const entries = placed
		.flatMap(({ property: { name, type } }) =>
			type === 'collection'
				? Object.entries((values[name] ?? {}) as Values)
				: [[name, values[name]] as const],
		)
		.filter(([, value]) => value !== undefined);
	const isOptional = placed.every(({ property }) => property.name === 'additionalFields');
	return entries.length > 0 || !isOptional ? Object.fromEntries(entries) : undefined;
}
