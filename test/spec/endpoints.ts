import json from './endpoints.json';

/** An endpoint of Codat's live APIs, and what the node makes of it. */
export interface Row {
	/** As the specs write it: `GET /companies/{companyId}`. */
	endpoint: string;
	resource: string;
	operation: string;
	/** The parameter values that lead to it, where the operation has several endpoints. */
	values?: Record<string, string>;
	/** Codat's products whose specs have it. */
	products: string[];
}

/** An endpoint that the node leaves out, and why. */
export interface LeftOut extends Pick<Row, 'endpoint' | 'products'> {
	resource: null;
	operation: null;
	reason: string;
}

const all = json as Array<Row | LeftOut>;

/** Every endpoint that an operation stands for, or is to. */
export const rows = all.filter((row): row is Row => row.resource !== null);

export const leftOut = all.filter((row): row is LeftOut => row.resource === null);

/** Such as `sync.get commerce`. */
export function nameOf({ resource, operation, values = {} }: Row): string {
	return [`${resource}.${operation}`, ...Object.values(values)].join(' ');
}

/** The names of an endpoint's path parameters. */
export function parametersOf(endpoint: string): string[] {
	return [...endpoint.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
}
