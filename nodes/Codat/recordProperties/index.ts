import { dataTypeOf } from '../dataTypes';
import { inAlphabet } from '../fields/alphabet';
import type { Kind, Queryable } from '../fields/filters';
import { own } from '../fields/read';
import { accounting } from './accounting';
import { banking } from './banking';
import { commerce } from './commerce';
import type { Properties } from './properties';

const PROPERTIES: Record<string, Properties> = { ...accounting, ...banking, ...commerce };

const KINDS = ['text', 'number', 'date', 'boolean'] as const;

/** Made once: each poll asks for them several times. */
const queryables = new Map<Properties, Queryable>();

/** What the records of a data type can be filtered and sorted by; nothing for what is no list. */
export function queryableOf(dataType: unknown): Queryable {
	const properties = dataTypeOf(dataType)?.read?.unpaged ? undefined : propertiesOf(dataType);
	if (!properties) return {};
	const queryable = queryables.get(properties) ?? queryableFrom(properties);
	queryables.set(properties, queryable);
	return queryable;
}

function queryableFrom(properties: Properties): Queryable {
	const scalars = KINDS.flatMap((kind) =>
		names(properties[kind]).map((name): [string, Kind] => [name, kind]),
	);
	const choices = Object.entries(properties.choices ?? {}).map(([name, values]): [string, Kind] => [
		name,
		names(values),
	]);
	return Object.fromEntries([...scalars, ...choices].sort(([a], [b]) => inAlphabet(a, b)));
}

/** What the records of all of these data types can be filtered by. */
export function sharedQueryable(dataTypes: unknown[]): Queryable {
	const [first = {}, ...others] = dataTypes.map(queryableOf);
	const shared = Object.entries(first).flatMap(([name, kind]): Array<[string, Kind]> => {
		const kinds = [kind, ...others.map((other) => other[name])];
		if (typeof kind !== 'string') {
			const values = kind.filter((value) => kinds.every((each) => each?.includes(value)));
			return values.length > 0 ? [[name, values]] : [];
		}
		return kinds.every((each) => each === kind) ? [[name, kind]] : [];
	});
	return Object.fromEntries(shared);
}

/** What Simplify leaves of a record. */
export function simpleRecord(dataType: unknown): readonly string[] {
	return names(propertiesOf(dataType)?.simple);
}

/** Whether the records say when they were last modified. */
export function isDated(dataType: unknown): boolean {
	return names(propertiesOf(dataType)?.date).includes('modifiedDate');
}

/** Whether records that were deleted on the platform stay, marked as such. */
export function keepsDeleted(dataType: unknown): boolean {
	return names(propertiesOf(dataType)?.boolean).includes('metadata.isDeleted');
}

function propertiesOf(dataType: unknown): Properties | undefined {
	return own(PROPERTIES, dataType);
}

const names = (text = ''): string[] => text.split(' ').filter((name) => name !== '');
