import type { EndpointFacts, Facts, ParameterFacts, Schema } from '../../test/spec/factTypes';

type Json = Record<string, unknown>;

const METHODS = ['get', 'post', 'put', 'patch', 'delete'];
const COPIED = [
	'type',
	'format',
	'nullable',
	'enum',
	'minimum',
	'maximum',
	'minLength',
	'maxLength',
	'pattern',
	'minItems',
	'maxItems',
] as const;
const NAMED = /^#\/components\/schemas\/([^/]+)$/;

/**
 * What an OpenAPI spec says of requests.
 *
 * @param title what the names of its schemas begin with
 */
export function readOpenApi(spec: object, title: string): Facts {
	const schemas: Record<string, Schema> = {};

	/** What a reference points to, which in Codat's specs may be anywhere, lists included. */
	function target(ref: string): Json {
		const steps = ref.split('/').slice(1);
		return steps.reduce<unknown>((at, step) => {
			const key = decodeURIComponent(step).replace(/~1/g, '/').replace(/~0/g, '~');
			return (at as Json)[key];
		}, spec) as Json;
	}

	function resolved(given: Json): Json {
		return typeof given.$ref === 'string' ? resolved(target(given.$ref)) : given;
	}

	function reduced(given: Json): Schema {
		if (typeof given.$ref === 'string') {
			const schema = referred(given.$ref);
			return given.nullable === true ? { ...schema, nullable: true } : schema;
		}
		const schema: Json = {};
		for (const key of COPIED) if (key in given) schema[key] = given[key];
		if (given.properties) {
			schema.type = 'object';
			schema.properties = mapped(given.properties as Json);
		}
		if (Array.isArray(given.required) && given.required.length > 0)
			schema.required = given.required;
		if (given.items) schema.items = reduced(given.items as Json);
		const others = given.additionalProperties;
		if (others) schema.additionalProperties = others === true || reduced(others as Json);
		const choices = (given.oneOf ?? given.anyOf) as Json[] | undefined;
		if (choices) schema.anyOf = choices.map(reduced);
		const parts = (given.allOf ?? []) as Json[];
		return parts.map((part) => whole(reduced(part))).reduce(joined, schema as Schema);
	}

	function referred(ref: string): Schema {
		const [, name] = NAMED.exec(ref) ?? [];
		if (name === undefined) return reduced(target(ref));
		const $ref = `${title} ${name}`;
		if (!(name in known)) {
			known[name] = true;
			schemas[$ref] = reduced(target(ref));
		}
		return { $ref };
	}
	const known: Record<string, boolean> = {};

	function whole(schema: Schema): Schema {
		return schema.$ref ? whole(schemas[schema.$ref]) : schema;
	}

	function mapped(properties: Json): Record<string, Schema> {
		return Object.fromEntries(
			Object.entries(properties).map(([name, each]) => [name, reduced(each as Json)]),
		);
	}

	function parameter(given: Json): ParameterFacts {
		const schema = whole(reduced(given.schema as Json));
		const isOptional = given.in === 'path' || given.required !== true;
		return isOptional ? schema : { ...schema, mandatory: true };
	}

	function endpoint(operation: Json, shared: Json[]): EndpointFacts {
		const parameters = [...shared, ...((operation.parameters ?? []) as Json[])].map(resolved);
		const facts: EndpointFacts = {};
		for (const where of ['path', 'query'] as const) {
			const found = parameters.filter((each) => each.in === where);
			if (found.length === 0) continue;
			facts[where] = Object.fromEntries(found.map((each) => [each.name, parameter(each)]));
		}
		if (operation.requestBody) facts.body = body(resolved(operation.requestBody as Json));
		return facts;
	}

	function body({ content, required }: Json): EndpointFacts['body'] {
		const [contentType, media] = Object.entries(content as Json)[0];
		const schema = reduced((media as { schema?: Json }).schema ?? {});
		return { contentType, ...(required === true && { mandatory: true }), schema };
	}

	const endpoints: Facts['endpoints'] = {};
	const { paths } = spec as { paths?: Json };
	for (const [path, methods] of Object.entries(paths ?? {}) as Array<[string, Json]>) {
		const shared = (methods.parameters ?? []) as Json[];
		for (const method of METHODS.filter((each) => each in methods)) {
			const operation = methods[method] as Json;
			endpoints[`${method.toUpperCase()} ${path}`] = endpoint(operation, shared);
		}
	}
	return { endpoints, schemas };
}

/** A schema that holds all that two parts of an `allOf` say. */
function joined(one: Schema, other: Schema): Schema {
	return {
		...one,
		...other,
		...((one.properties ?? other.properties) && {
			properties: { ...one.properties, ...other.properties },
		}),
		...((one.required ?? other.required) && {
			required: [...new Set([...(one.required ?? []), ...(other.required ?? [])])],
		}),
	};
}
