/** What a value looks like, as n8n's editor shows it. */
export interface Schema {
	type: 'string' | 'integer' | 'number' | 'boolean' | 'null' | 'object' | 'array';
	properties?: Record<string, Schema>;
	items?: Schema;
}

/**
 * The schema that all of the values fit: every property that one of them has. Where their types
 * differ, that of the first counts, and any before null.
 */
export function schemaOf(values: unknown[]): Schema {
	const known = values.filter((value) => value !== null && value !== undefined);
	if (known.length === 0) return { type: 'null' };
	const [first] = known;
	if (Array.isArray(first)) {
		const items = known.flatMap((value) => (Array.isArray(value) ? (value as unknown[]) : []));
		return items.length > 0 ? { type: 'array', items: schemaOf(items) } : { type: 'array' };
	}
	if (typeof first === 'object') {
		const objects = known.filter((value) => typeof value === 'object') as Array<
			Record<string, unknown>
		>;
		const names = [...new Set(objects.flatMap((object) => Object.keys(object)))];
		const properties = names.map((name) => [name, schemaOf(objects.map((each) => each[name]))]);
		return { type: 'object', properties: Object.fromEntries(properties) };
	}
	if (typeof first === 'number') {
		return { type: known.every(Number.isInteger) ? 'integer' : 'number' };
	}
	return { type: typeof first as 'string' | 'boolean' };
}
