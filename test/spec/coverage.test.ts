import type { INodePropertyOptions } from 'n8n-workflow';

import { resources } from '../../nodes/Codat/actions';
import { built, combined } from './built';
import { leftOut, nameOf, parametersOf, rows, type Row } from './endpoints';
import facts from './facts.json';

/** The resources that aren't built yet. */
const NOT_YET: string[] = [];

/** Path parameters that are no field of the operation, by operation and name, and where they come from. */
const DERIVED: Record<string, string> = {};

/** What operations offer though no spec has an endpoint for it, by `nameOf`, and why. */
const BEYOND_THE_SPECS: Record<string, string> = {
	'pushData.delete directCosts': 'Codat’s guides Write data and Webhook event types have it.',
};

const operationOf = ({ resource, operation }: Row) => resources[resource].operations[operation];

/** The values that can be chosen in an operation's field; none where it has no such list. */
function choices(row: Row, name: string): unknown[] {
	return (operationOf(row)?.fields ?? [])
		.filter(({ property }) => property.name === name && property.type === 'options')
		.flatMap(({ property }) => (property.options as INodePropertyOptions[]) ?? [])
		.map(({ value }) => value);
}

/** The endpoint that an operation has for a row's values; what makes no difference stays a parameter. */
function endpointFor(row: Row): string | undefined {
	const endpoint = operationOf(row)?.endpoint;
	if (typeof endpoint !== 'function') return endpoint;
	const parameters = parametersOf(row.endpoint).map((name) => [name, `{${name}}`]);
	return endpoint({ ...Object.fromEntries(parameters), ...row.values });
}

/** The names of path parameters are ours where Codat's differ between data types. */
const shape = (endpoint = '') => endpoint.replace(/\{\w+\}/g, '{}');

describe.each(built.map((row): [string, Row] => [nameOf(row), row]))('%s', (_, row) => {
	test(`is ${row.endpoint}`, () => {
		expect(shape(endpointFor(row))).toBe(shape(row.endpoint));
	});

	test('can be chosen, and has a field for each part of the path', () => {
		for (const [name, value] of Object.entries(row.values ?? {})) {
			expect(choices(row, name)).toContain(value);
		}
		const fields = operationOf(row).fields.map(({ property }) => property.name);
		const without = parametersOf(endpointFor(row) ?? '').filter(
			(name) => !fields.includes(name) && !(`${row.resource}.${row.operation} ${name}` in DERIVED),
		);
		expect(without).toEqual([]);
	});
});

test('no operation is there that is not listed', () => {
	const listed = new Set(
		[...rows, ...combined].map(({ resource, operation }) => `${resource}.${operation}`),
	);
	const offered = Object.entries(resources).flatMap(([resource, { operations }]) =>
		Object.keys(operations).map((operation) => `${resource}.${operation}`),
	);
	expect(offered.filter((name) => !listed.has(name))).toEqual([]);
});

test('no value can be chosen for which there is no endpoint', () => {
	const listed = new Set(built.map(nameOf));
	const offered = built.flatMap((row) => {
		const others = built.filter(
			({ resource, operation }) => resource === row.resource && operation === row.operation,
		);
		return Object.keys(row.values ?? {})
			.filter((name) => !others.some(({ endpoint }) => parametersOf(endpoint).includes(name)))
			.flatMap((name) =>
				choices(row, name).map((value) =>
					nameOf({ ...row, values: { ...row.values, [name]: String(value) } }),
				),
			);
	});
	const beyond = new Set(offered.filter((name) => !listed.has(name)));
	expect([...beyond].sort()).toEqual(Object.keys(BEYOND_THE_SPECS).sort());
});

test('what isn’t built yet is listed as such', () => {
	const missing = new Set(
		rows.map(({ resource }) => resource).filter((name) => !(name in resources)),
	);
	expect([...missing].sort()).toEqual(NOT_YET);
});

test('each endpoint of the specs is in the list, left out or not', () => {
	const listed = [...rows, ...leftOut].map(({ endpoint }) => endpoint);
	expect([...new Set(listed)].sort()).toEqual(Object.keys(facts.endpoints).sort());
	expect(rows).toHaveLength(298);
	expect(leftOut.filter(({ reason }) => reason.length < 20)).toEqual([]);
});
