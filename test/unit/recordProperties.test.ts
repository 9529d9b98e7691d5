import { dataTypes } from '../../nodes/Codat/dataTypes';
import {
	isDated,
	keepsDeleted,
	queryableOf,
	simpleRecord,
} from '../../nodes/Codat/recordProperties';
import { DATA_TYPES } from '../../sandbox/data/dataTypes';
import { recordBody, seedRecords } from '../../sandbox/data/records';
import type { JsonObject } from '../../sandbox/route';

/** What the table says of records, against the sandbox's, which parse with Codat's SDKs. */
const listed = Object.keys(dataTypes).filter((type) => dataTypes[type].read);
const inPages = listed.filter((type) => type in DATA_TYPES);
const clock = { now: () => 0, stamp: () => '2026-01-01T00:00:00.1234567Z' } as never;

const samples = (dataType: string): JsonObject[] =>
	seedRecords(dataType, Date.UTC(2026, 0, 31), clock).records.map((record) => ({
		...recordBody(dataType, record),
	}));

/** The values at a dotted name, of whatever record has it. */
function valuesAt(records: JsonObject[], name: string): unknown[] {
	return records
		.map((record) =>
			name.split('.').reduce<unknown>((at, key) => (at as JsonObject | undefined)?.[key], record),
		)
		.filter((value) => value !== undefined && value !== null);
}

/** Single values that no filter is offered for: rarely asked for, or not in the models of Codat's SDKs. */
const NOT_OFFERED = /^shipTo\.|^(bill|invoice)Item\.\w+Ref\.|\.dataType$|^metadata\./;

const FITS: Record<string, (value: unknown) => boolean> = {
	text: (value) => typeof value === 'string',
	number: (value) => typeof value === 'number',
	boolean: (value) => typeof value === 'boolean',
	date: (value) => typeof value === 'string' && /^\d{4}-\d\d-\d\d/.test(value),
};

describe.each(inPages)('%s', (dataType) => {
	const records = samples(dataType);

	test('has what it can be filtered by, of that kind', () => {
		const wrong = Object.entries(queryableOf(dataType)).flatMap(([name, kind]) => {
			const fits =
				typeof kind === 'string' ? FITS[kind] : (value: unknown) => kind.includes(value as string);
			return valuesAt(records, name).filter((value) => !fits(value)).length > 0 ? [name] : [];
		});
		expect(wrong).toEqual([]);
	});

	test('is simplified to ten properties at most, which it has, what names it first', () => {
		const simple = simpleRecord(dataType);
		expect(simple.length).toBeGreaterThan(2);
		expect(simple.length).toBeLessThanOrEqual(10);
		expect(simple[0]).toMatch(/^(id|accountId)$/);
		// The path names the account of bank transactions, and their answer does.
		const optional = ['note', 'registrationNumber', 'parentId', 'accountId'];
		const missing = simple.filter(
			(name) => valuesAt(records, name).length === 0 && !optional.includes(name),
		);
		expect(missing).toEqual([]);
	});

	test('can be filtered by each single value of its records', () => {
		const known = Object.keys(queryableOf(dataType));
		const scalars = (value: JsonObject, before = ''): string[] =>
			Object.entries(value).flatMap(([key, each]) => {
				if (each === undefined || each === null || Array.isArray(each)) return [];
				return typeof each === 'object'
					? scalars(each as JsonObject, `${before}${key}.`)
					: [before + key];
			});
		const all = new Set(records.flatMap((record) => scalars(record)));
		const missing = [...all].filter((name) => !known.includes(name) && !NOT_OFFERED.test(name));
		expect(dataTypes[dataType].read?.unpaged ? known : missing).toEqual([]);
	});

	test('is dated as the sandbox’s', () => {
		expect(isDated(dataType)).toBe(!DATA_TYPES[dataType].undated);
		if (keepsDeleted(dataType)) expect(valuesAt(records, 'metadata.isDeleted')).not.toEqual([]);
	});
});
