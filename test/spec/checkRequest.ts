import type { ZodError } from 'zod';

import type { EndpointFacts, Facts, ParameterFacts } from './factTypes';
import json from './facts.json';
import { validatorOf } from './validate';

const facts = json as unknown as Facts;

/** A request as it came in; the path as it was sent, still encoded. */
export interface SentRequest {
	method: string;
	path: string;
	query: Record<string, unknown>;
	body?: unknown;
	headers: Record<string, unknown>;
}

interface Found {
	/** As `GET /companies/{companyId}`. */
	endpoint: string;
	facts: EndpointFacts;
	/** The values of the path's parameters, decoded, by name. */
	parameters: Record<string, string>;
}

const endpoints = Object.entries(facts.endpoints).map(([endpoint, found]) => {
	const [method, template] = endpoint.split(' ');
	const steps = template.split('/');
	return { endpoint, found, method, steps, parameters: steps.filter(isParameter).length };
});
// Where a path fits several, it is that of the one that says the most.
endpoints.sort((one, other) => one.parameters - other.parameters);

/** The endpoint of Codat's specs that a request is to. */
export function endpointOf({
	method,
	path,
}: Pick<SentRequest, 'method' | 'path'>): Found | undefined {
	const steps = path.split('/');
	const match = endpoints.find(
		(each) =>
			each.method === method &&
			each.steps.length === steps.length &&
			each.steps.every((step, n) => isParameter(step) || step === steps[n]),
	);
	if (!match) return undefined;
	const parameters = match.steps.flatMap(
		(step, n): Array<[string, string]> =>
			isParameter(step) ? [[step.slice(1, -1), decodeURIComponent(steps[n])]] : [],
	);
	return {
		endpoint: match.endpoint,
		facts: match.found,
		parameters: Object.fromEntries(parameters),
	};
}

/**
 * Holds a request against what Codat's specs say of its endpoint.
 *
 * @returns each way in which it is not as they say; none when it is
 */
export function checkRequest(request: SentRequest): string[] {
	const found = endpointOf(request);
	if (!found) return [`there is no endpoint ${request.method} ${request.path}`];
	return [
		...pathFaults(found),
		...queryFaults(found.facts.query ?? {}, request.query),
		...bodyFaults(found.facts.body, request),
	];
}

function pathFaults({ facts: { path = {} }, parameters }: Found): string[] {
	return Object.entries(parameters).flatMap(([name, value]) =>
		value === '' ? [`path ${name}: it is empty`] : faults(`path ${name}`, path[name] ?? {}, value),
	);
}

function queryFaults(known: Record<string, ParameterFacts>, query: SentRequest['query']): string[] {
	const unknown = Object.keys(query).filter((name) => !(name in known));
	return [
		...unknown.map((name) => `query ${name}: there is no such parameter`),
		...Object.entries(known).flatMap(([name, parameter]) => {
			const value = query[name];
			if (value === undefined) return parameter.mandatory ? [`query ${name}: it is missing`] : [];
			return faults(`query ${name}`, parameter, parsed(value, parameter));
		}),
	];
}

function bodyFaults(body: EndpointFacts['body'], { body: sent, headers }: SentRequest): string[] {
	if (sent === undefined) return body?.mandatory ? ['body: it is missing'] : [];
	if (!body) return ['body: none is taken'];
	const type = String(headers['content-type'] ?? '').split(';')[0];
	return [
		...(type === body.contentType ? [] : [`content type: it is ${type}, not ${body.contentType}`]),
		...faults('body', body.schema, sent),
	];
}

function faults(place: string, schema: ParameterFacts, value: unknown): string[] {
	const { error } = validatorOf(schema, facts.schemas).safeParse(value);
	return error ? described(place, error) : [];
}

function described(place: string, { issues }: ZodError): string[] {
	return issues.map(({ path, message }) => `${[place, ...path].join('.')}: ${message}`);
}

/** A query's text as the number or boolean that it stands for. */
function parsed(value: unknown, { type }: ParameterFacts): unknown {
	if (type === 'boolean') return value === 'true' || value === 'false' ? value === 'true' : value;
	const isNumber = type === 'integer' || type === 'number';
	return isNumber && /^-?\d+(\.\d+)?$/.test(String(value)) ? Number(value) : value;
}

function isParameter(step: string): boolean {
	return step.startsWith('{');
}
