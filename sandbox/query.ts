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

const DATE = /^(\d{4}-\d\d-\d\d)(?:T(\d\d:\d\d:\d\d)(?:\.(\d{1,7}))?Z?)?$/;
const OFFSET = /T.*[+-]\d\d:\d\d$/;

/** What a value is compared by: numbers as numbers, dates as instants, all else without regard to case. */
export function comparable(value: unknown): number | string {
	if (typeof value === 'number') return value;
	const text = String(value ?? '');
	const at = OFFSET.test(text) ? Date.parse(text) : NaN;
	const date = DATE.exec(Number.isNaN(at) ? text : new Date(at).toISOString());
	if (date) {
		const [, day, time = '00:00:00', fraction = ''] = date;
		return `${day}T${time}.${fraction.padEnd(7, '0')}`;
	}
	const number = text === '' ? NaN : Number(text);
	return Number.isNaN(number) ? text.toLowerCase() : number;
}

export function compare(left: number | string, right: number | string): number {
	if (typeof left === 'number' && typeof right === 'number') return left - right;
	const [a, b] = [String(left), String(right)];
	return a < b ? -1 : Number(a > b);
}

const ORDERS: Record<Exclude<Operator, '~'>, (order: number) => boolean> = {
	'=': (order) => order === 0,
	'!=': (order) => order !== 0,
	'>': (order) => order > 0,
	'<': (order) => order < 0,
	'>=': (order) => order >= 0,
	'<=': (order) => order <= 0,
};

function testFor(operator: Operator, expected: string): (value: unknown) => boolean {
	if (operator === '~') {
		const part = expected.toLowerCase();
		return (value) => String(value).toLowerCase().includes(part);
	}
	const bound = comparable(expected);
	return (value) => ORDERS[operator](compare(comparable(value), bound));
}

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
		const test = testFor(operator as Operator, value.trim());
		const keys = path.split('.');
		return (record) =>
			valuesAt(record, keys).some((found) => found !== null && found !== undefined && test(found));
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
