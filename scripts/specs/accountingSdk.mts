import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

import type { EndpointFacts, Facts, ParameterFacts, Schema } from '../../test/spec/factTypes';

const TITLE = 'Accounting';
/** How a parameter's or property's name on the wire is noted, and whose it is. */
const PARAMETER =
	/data: "(pathParam|queryParam),[^"]*name=(\w+)"[\s\S]*?\], \w+\.prototype, "(\w+)"/g;
const BODY = /data: "[^"]*\brequest, media_type=([\w/-]+)"[\s\S]*?\], \w+\.prototype, "(\w+)"/g;
const EXPOSED = /Expose\)\(\{ name: "(\w+)" \}\)[\s\S]*?\], (\w+)\.prototype, "(\w+)"/g;
const SENDING =
	/new operations\.(\w+Request)\(req\)[\s\S]*?generateURL\(baseURL, "([^"]+)"[\s\S]*?method: "(\w+)"/g;

/** The form field is `file` in all specs that have one; this SDK, older than they, has no name for it. */
const FILE: Schema = {
	type: 'object',
	properties: { file: { type: 'string', format: 'binary' } },
	required: ['file'],
};

/**
 * What `@codat/accounting` sends: methods and paths stand in its code, names and places in the
 * decorators of its request classes, types in their declarations.
 *
 * @param folder its `dist/sdk`
 */
export function readAccountingSdk(folder: string): Facts {
	const schemas: Facts['schemas'] = {};
	const endpoints: Facts['endpoints'] = {};
	const models = join(folder, 'models/operations');
	const program = ts.createProgram([join(models, 'index.d.ts')], { skipLibCheck: true });
	const checker = program.getTypeChecker();

	const wireNames = new Map<string, string>();
	for (const code of sources(join(folder, 'models/shared'))) {
		for (const [, wire, owner, name] of code.matchAll(EXPOSED))
			wireNames.set(`${owner} ${name}`, wire);
	}

	function schemaOf(given: ts.Type): Schema {
		const type = checker.getNonNullableType(given);
		if (type.flags & ts.TypeFlags.Any) return {};
		if (type.flags & ts.TypeFlags.BooleanLike) return { type: 'boolean' };
		if (type.flags & ts.TypeFlags.EnumLike && type.isUnion()) {
			const values = type.types.map((each) => (each as ts.StringLiteralType).value);
			return { type: 'string', enum: values };
		}
		if (type.flags & ts.TypeFlags.EnumLike) {
			return { type: 'string', enum: [(type as ts.StringLiteralType).value] };
		}
		if (type.flags & ts.TypeFlags.NumberLike) return { type: 'number' };
		if (type.flags & ts.TypeFlags.StringLike) return { type: 'string' };
		if (checker.isArrayType(type)) {
			const [item] = checker.getTypeArguments(type as ts.TypeReference);
			return { type: 'array', items: schemaOf(item) };
		}
		const values = checker.getIndexTypeOfType(type, ts.IndexKind.String);
		if (values) return { type: 'object', additionalProperties: schemaOf(values) };
		const name = type.symbol.getName();
		if (name === 'RFCDate') return { type: 'string', format: 'date' };
		const $ref = `${TITLE} ${name}`;
		if (!($ref in schemas)) {
			schemas[$ref] = { type: 'object' };
			const wire = (property: ts.Symbol) =>
				wireNames.get(`${name} ${property.getName()}`) ?? property.getName();
			const properties = checker.getPropertiesOfType(type);
			schemas[$ref].properties = Object.fromEntries(
				properties.map((each) => [wire(each), schemaOf(checker.getTypeOfSymbol(each))]),
			);
			const required = properties.filter(isRequired).map(wire);
			if (required.length > 0) schemas[$ref].required = required;
		}
		return { $ref };
	}

	/** The properties of a request class, by name. */
	function declared(request: string): Map<string, ts.Symbol> {
		const file = program.getSourceFile(
			join(models, `${request.toLowerCase().replace(/request$/, '')}.d.ts`),
		);
		const module = file && checker.getSymbolAtLocation(file);
		const found =
			module && checker.getExportsOfModule(module).find((each) => each.getName() === request);
		if (!found) throw new Error(`Where is ${request}?`);
		const properties = checker.getPropertiesOfType(checker.getDeclaredTypeOfSymbol(found));
		return new Map(properties.map((property) => [property.getName(), property]));
	}

	function endpoint(request: string): EndpointFacts {
		const facts: EndpointFacts = {};
		const properties = declared(request);
		const file = join(models, `${request.toLowerCase().replace(/request$/, '')}.js`);
		const code = readFileSync(file, 'utf8');
		for (const [, kind, wire, name] of code.matchAll(PARAMETER)) {
			const property = properties.get(name)!;
			const schema: ParameterFacts = schemaOf(checker.getTypeOfSymbol(property));
			if (kind === 'queryParam' && isRequired(property)) schema.mandatory = true;
			const where = kind === 'pathParam' ? 'path' : 'query';
			facts[where] = { ...facts[where], [wire]: schema };
		}
		for (const [, contentType, name] of code.matchAll(BODY)) {
			const property = properties.get(name)!;
			const isFile = contentType === 'multipart/form-data';
			facts.body = {
				contentType,
				...((isFile || isRequired(property)) && { mandatory: true }),
				schema: isFile ? FILE : schemaOf(checker.getTypeOfSymbol(property)),
			};
		}
		return facts;
	}

	for (const code of sources(folder)) {
		for (const [, request, path, method] of code.matchAll(SENDING)) {
			endpoints[`${method.toUpperCase()} ${path}`] = endpoint(request);
		}
	}
	return { schemas, endpoints };
}

function isRequired(symbol: ts.Symbol): boolean {
	return (symbol.flags & ts.SymbolFlags.Optional) === 0;
}

function sources(folder: string): string[] {
	const names = readdirSync(folder).filter((name) => name.endsWith('.js'));
	return names.map((name) => readFileSync(join(folder, name), 'utf8'));
}
