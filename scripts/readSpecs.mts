/**
 * Writes test/spec/facts.json: what Codat's own specs say of a request to each endpoint. The
 * accounting API, whose spec is not to be had whole, is read from Codat's SDK for it.
 *
 * tsx scripts/readSpecs.mts <folder of OpenAPI specs>
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';

import type { EndpointFacts, Facts, ParameterFacts, Schema } from '../test/spec/factTypes';
import { readAccountingSdk } from './specs/accountingSdk.mts';
import { readOpenApi } from './specs/openApi.mts';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** Where specs have the same endpoint, the schemas of the first are kept. */
const FIRST = ['Platform', 'Sync-Commerce', 'Sync-Expenses', 'Lending'];

/** A schema with all that it refers to, to compare it with another spec's. */
function expanded(schema: Schema, { schemas }: Facts, within: string[] = []): unknown {
	if (schema.$ref) {
		if (within.includes(schema.$ref)) return 'itself';
		return expanded(schemas[schema.$ref], { schemas } as Facts, [...within, schema.$ref]);
	}
	const parts = (value: unknown): unknown => {
		if (Array.isArray(value)) return value.map(parts);
		return value !== null && typeof value === 'object'
			? expanded(value as Schema, { schemas } as Facts, within)
			: value;
	};
	return sorted(
		Object.fromEntries(Object.entries(schema).map(([key, each]) => [key, parts(each)])),
	);
}

/** What either of two specs allows for a parameter. */
function either(known: ParameterFacts, other: ParameterFacts): ParameterFacts {
	if (JSON.stringify(known) === JSON.stringify(other)) return known;
	if (known.enum && other.enum) {
		return { ...known, enum: [...new Set([...known.enum, ...other.enum])] };
	}
	return { anyOf: [...(known.anyOf ?? [known]), other] };
}

function eitherOf(
	known: EndpointFacts['query'] = {},
	other: EndpointFacts['query'] = {},
): EndpointFacts['query'] {
	const both = Object.keys(known).filter((name) => name in other);
	const merged = both.map((name) => [name, either(known[name], other[name])]);
	const all = { ...other, ...known, ...Object.fromEntries(merged) };
	return Object.keys(all).length > 0 ? all : undefined;
}

/** An endpoint that two specs have: the parameters of both, and a body that either allows. */
function merged(known: EndpointFacts, other: EndpointFacts, facts: Facts): EndpointFacts {
	const path = eitherOf(known.path, other.path);
	const query = eitherOf(known.query, other.query);
	const body = known.body ?? other.body;
	const result: EndpointFacts = {
		...(path && { path }),
		...(query && { query }),
		...(body && { body }),
	};
	if (known.body && other.body) {
		const choices = known.body.schema.anyOf ?? [known.body.schema];
		const text = (schema: Schema) => JSON.stringify(expanded(schema, facts));
		const isNew = !choices.some((choice) => text(choice) === text(other.body!.schema));
		if (isNew && text(known.body.schema) !== text(other.body.schema)) {
			result.body = { ...known.body, schema: { anyOf: [...choices, other.body.schema] } };
		}
	}
	return result;
}

/** The parameters that all specs describe alike, by place and name. */
function parametersAlike(endpoints: EndpointFacts[]): Map<string, ParameterFacts> {
	const found = new Map<string, Set<string>>();
	for (const endpoint of endpoints) {
		for (const [key, facts] of parametersOf(endpoint)) {
			found.set(key, (found.get(key) ?? new Set()).add(JSON.stringify(facts)));
		}
	}
	const alike = [...found].filter(([, each]) => each.size === 1);
	return new Map(alike.map(([key, [facts]]) => [key, JSON.parse(facts) as ParameterFacts]));
}

function parametersOf(endpoint: EndpointFacts): Array<[string, ParameterFacts]> {
	return (['path', 'query'] as const).flatMap((where) =>
		Object.entries(endpoint[where] ?? {}).map(([name, facts]): [string, ParameterFacts] => [
			`${where} ${name}`,
			facts,
		]),
	);
}

/** The SDK knows a parameter's type; the specs, where they agree, its format and bounds. */
function refined(endpoint: EndpointFacts, alike: Map<string, ParameterFacts>): EndpointFacts {
	for (const where of ['path', 'query'] as const) {
		for (const name of Object.keys(endpoint[where] ?? {})) {
			endpoint[where]![name] = alike.get(`${where} ${name}`) ?? endpoint[where]![name];
		}
	}
	return endpoint;
}

/** The schemas that endpoints refer to, and those that these refer to. */
function used({ endpoints, schemas }: Facts): Facts['schemas'] {
	const names = new Set<string>();
	const collect = (value: unknown): void => {
		for (const [, name] of JSON.stringify(value).matchAll(/"\$ref":"([^"]+)"/g)) {
			if (names.has(name)) continue;
			names.add(name);
			collect(schemas[name]);
		}
	};
	collect(endpoints);
	return Object.fromEntries([...names].map((name) => [name, schemas[name]]));
}

function sorted<T>(record: Record<string, T>): Record<string, T> {
	return Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));
}

const [folder] = process.argv.slice(2);
if (folder === undefined) {
	console.error('Name the folder that the specs are in.');
	process.exit(2);
}
const titles = readdirSync(folder)
	.filter((name) => name.endsWith('.json'))
	.map((name) => name.replace(/^Codat-|\.json$/g, ''));
const others = titles.filter((title) => !FIRST.includes(title)).sort();

const facts: Facts = { endpoints: {}, schemas: {} };
function add(read: Facts): void {
	Object.assign(facts.schemas, read.schemas);
	for (const [endpoint, found] of Object.entries(read.endpoints)) {
		const known = facts.endpoints[endpoint];
		facts.endpoints[endpoint] = known ? merged(known, found, facts) : found;
	}
}
for (const title of [...FIRST, ...others]) {
	const spec = JSON.parse(readFileSync(join(folder, `Codat-${title}.json`), 'utf8')) as object;
	add(readOpenApi(spec, title));
}
const alike = parametersAlike(Object.values(facts.endpoints));
const sdk = readAccountingSdk(join(root, 'node_modules/@codat/accounting/dist/sdk'));
// A spec is newer than the SDK.
const withoutSpec = Object.entries(sdk.endpoints).filter(([key]) => !(key in facts.endpoints));
add({
	schemas: sdk.schemas,
	endpoints: Object.fromEntries(
		withoutSpec.map(([endpoint, found]) => [endpoint, refined(found, alike)]),
	),
});

const file = join(root, 'test/spec/facts.json');
const result: Facts = { endpoints: sorted(facts.endpoints), schemas: sorted(used(facts)) };
const style = { ...(await resolveConfig(file)), filepath: file };
writeFileSync(file, await format(JSON.stringify(result), style));
console.log(`${Object.keys(result.endpoints).length} endpoints`);
