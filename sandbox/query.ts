import { CodatError } from './errors';
import { isObject } from './route';

export type Predicate = (record: unknown) => boolean;

type Operator = '!=' | '>=' | '<=' | '=' | '~' | '>' | '<';

const TERM = /^\s*([\w.-]+)\s*(!=|>=|<=|=|~|>|<)\s*([^&|{}]+)/;

function malformed(): CodatError {
	return new CodatError(400, 'Error parsing query - Malformed query.', 'ClientsApi');
}

/** A 400 for a property that the records do not have (Commerce spec's example of a 400). */
export function assertProperty(path: string, properties: readonly string[], name: string): void {
	if (!properties.includes(path.split('.')[0])) {
		const text = `Error parsing query - Could not resolve property ${path} on ${name}`;
		throw new CodatError(400, text, 'PullApi');
	}
}

/** The values at a dotted path; a list on the way stands for each of its records. */
export function valuesAt(record: unknown, path: string[]): unknown[] {
	if (Array.isArray(record)) return record.flatMap((one) => valuesAt(one, path));
	if (path.length === 0) return [record];
	return isObject(record) ? valuesAt(record[path[0]], path.slice(1)) : [];
}

/** Orders numbers as numbers, and all else as text without regard to case; dates sort as text. */
export function compareValues(left: unknown, right: unknown): number {
	const [a, b] = [Number(left), Number(right)];
	if (left !== '' && right !== '' && !Number.isNaN(a) && !Number.isNaN(b)) return a - b;
	const [x, y] = [String(left).toLowerCase(), String(right).toLowerCase()];
	return x < y ? -1 : Number(x > y);
}

const TESTS: Record<Operator, (value: unknown, expected: string) => boolean> = {
	'=': (value, expected) => compareValues(value, expected) === 0,
	'!=': (value, expected) => compareValues(value, expected) !== 0,
	'>': (value, expected) => compareValues(value, expected) > 0,
	'<': (value, expected) => compareValues(value, expected) < 0,
	'>=': (value, expected) => compareValues(value, expected) >= 0,
	'<=': (value, expected) => compareValues(value, expected) <= 0,
	'~': (value, expected) => String(value).toLowerCase().includes(expected.toLowerCase()),
};

/**
 * Codat's query language (Codat docs: Querying): `property op value`, joined by `&&` and `||`,
 * grouped by braces. Null fields match nothing. Properties are checked when a list of them is
 * given.
 */
export function parseQuery(query: string, properties?: readonly string[], name = ''): Predicate {
	let rest = query;

	function skip(token: string): boolean {
		const trimmed = rest.trimStart();
		if (!trimmed.startsWith(token)) return false;
		rest = trimmed.slice(token.length);
		return true;
	}

	function term(): Predicate {
		if (skip('{')) {
			const inner = either();
			if (!skip('}')) throw malformed();
			return inner;
		}
		const match = TERM.exec(rest);
		if (!match) throw malformed();
		const [text, path, operator, value] = match;
		rest = rest.slice(text.length);
		if (properties) assertProperty(path, properties, name);
		const test = TESTS[operator as Operator];
		return (record) =>
			valuesAt(record, path.split('.')).some(
				(found) => found !== null && found !== undefined && test(found, value.trim()),
			);
	}

	function both(): Predicate {
		const terms = [term()];
		while (skip('&&')) terms.push(term());
		return (record) => terms.every((matches) => matches(record));
	}

	function either(): Predicate {
		const terms = [both()];
		while (skip('||')) terms.push(both());
		return (record) => terms.some((matches) => matches(record));
	}

	if (query.length >= 2048) throw malformed();
	const predicate = either();
	if (rest.trim() !== '') throw malformed();
	return predicate;
}
