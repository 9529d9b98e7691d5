import type { IDataObject } from 'n8n-workflow';

/** A value that has fields. */
export function isRecord(value: unknown): value is IDataObject {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Those of a list that are records: Codat's lists may hold others. */
export function recordsAmong(values: unknown[]): IDataObject[] {
	return values.filter(isRecord);
}

/** The named properties of an object, where it has them. */
export function pick<Values extends object>(values: Values, names: string[]): Values {
	return Object.fromEntries(
		Object.entries(values).filter(([name]) => names.includes(name)),
	) as Values;
}
