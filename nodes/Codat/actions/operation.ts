import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import type { Field, Values } from '../fields/field';
import { gather } from '../fields/field';
import { queryOf, type Queryable } from '../fields/filters';
import { companyNameIn } from '../fields/locators';
import { readFields } from '../fields/readField';
import { readRetries } from '../fields/retries';
import { simplified } from '../fields/simplify';
import type { Client, SendOptions } from '../transport/client';
import type { Endpoint } from '../transport/endpoint';
import { fillEndpoint } from '../transport/endpoint';
import { idempotencyKey } from '../transport/idempotency';
import { isEmptyList } from '../transport/notFound';
import { fetchAll, recordsOf } from '../transport/pagination';
import type { Redact } from '../transport/redact';
import type { Answer, CodatRequest } from '../transport/request';
import { takesKey } from '../transport/retry';
import { download, type FileFacts } from './download';
import { explained } from './misplaced';
import type { Run } from './run';
import { sentBefore } from './sentBefore';

/** What the node can do with one kind of thing. */
export interface Resource {
	/** In the resource dropdown, singular, Title Case. */
	name: string;
	/** The operation that a new node begins with. n8n saves no default: it must never change. */
	first: string;
	/** By value, which saved workflows hold. */
	operations: Record<string, Operation>;
}

/**
 * One thing that the node can do. Mostly data: the endpoint as Codat's specs write it, whose path
 * parameters are filled from the values of the same names, and fields that know where they go.
 */
export interface Operation {
	/** In the operation dropdown, Title Case. */
	name: string;
	/** In the node panel, Sentence case, no articles. */
	action: string;
	description: string;
	fields: Field[];
	endpoint: Endpoint | ((values: Values) => Endpoint);
	/** Where the query is more than its fields. */
	query?: (values: Values) => IDataObject | undefined;
	/** Where the body is more than its fields. */
	body?: (values: Values) => unknown;
	/**
	 * `record` (the default) passes the answer on; `pages` follows Codat's paging; `array` is a list in
	 * one answer, or a 404 for none; `file` is a download.
	 */
	returns?: 'record' | 'pages' | 'array' | 'file';
	/** Where the name and type of a file are known that its download doesn't say. */
	about?: (call: Call) => Promise<FileFacts>;
	/** What a list can be filtered and sorted by. */
	queryable?: Queryable | ((values: Values) => Queryable);
	/** What Simplify leaves of a record: dotted names, ten at most. */
	simplify?: readonly string[] | ((values: Values) => readonly string[]);
	/** What an item tells beside the record. */
	describe?: (record: IDataObject) => IDataObject;
	/** Codat carries the request out anew each time it comes, and knows no key for its method. */
	once?: boolean;
	/**
	 * Checks values against one another.
	 *
	 * @throws UserFacingError
	 */
	check?: (values: Values) => void;
	/** In place of the one request that the fields above describe, for what can't be said so. */
	execute?: (call: Call) => Promise<unknown>;
}

/** What an operation works with for one item. */
export interface Call {
	values: Values;
	itemIndex: number;
	context: IExecuteFunctions;
	/** Raised when the user stops the execution, or another item has failed it. */
	signal?: AbortSignal;
	redact: Redact;
	/** What the company is called, where the user chose it from the list. */
	companyName(): string | undefined;
	/** Sends the operation's own request, as its data describe it but for the parts given. */
	request(parts?: RequestParts): Promise<Answer>;
	/** Sends another request; path parameters are filled from the values. */
	send(endpoint: Endpoint, parts?: RequestParts): Promise<Answer>;
}

type RequestParts = Pick<CodatRequest, 'query' | 'body' | 'file' | 'asFile'> &
	Pick<SendOptions, 'accept' | 'deadline'> & {
		/** For a request without an idempotency key that has an effect each time it is sent. */
		once?: boolean;
	};

/**
 * Runs an operation for one item.
 *
 * @returns one record, or many for a list; an empty success becomes `{ deleted: true }` or
 * `{ success: true }`
 * @throws UserFacingError before anything is sent; NodeApiError in Codat's words
 */
export async function runOperation(
	operation: Operation,
	context: IExecuteFunctions,
	client: Client,
	run: Run,
	itemIndex: number,
): Promise<INodeExecutionData[]> {
	const values = readFields(
		operation.fields,
		(name, fallback) => context.getNodeParameter(name, itemIndex, fallback),
		context.getTimezone(),
	);
	const retries = readRetries(context.getNodeParameter('retries', itemIndex, {}));
	operation.check?.(values);

	let writes = 0;
	const send: Call['send'] = async (endpoint, { accept, deadline, once, ...parts } = {}) => {
		const request: CodatRequest = { ...fillEndpoint(endpoint, values as IDataObject), ...parts };
		const isKeyed = takesKey(request.method);
		const isRepeated = !once && !isKeyed && request.method !== 'GET';
		if (once) request.once = sentBefore(run, itemIndex, request);
		return await client.send(request, {
			accept,
			deadline,
			itemIndex,
			retries,
			earlier: isRepeated ? sentBefore(run, itemIndex, request) : undefined,
			idempotencyKey: isKeyed
				? idempotencyKey(...run.identity, itemIndex, writes++, request.method, request.path)
				: undefined,
		});
	};
	const endpoint =
		typeof operation.endpoint === 'function' ? operation.endpoint(values) : operation.endpoint;
	const request = async ({ query, ...parts }: RequestParts = {}) => {
		const { fields, query: ownQuery, body: ownBody, once } = operation;
		const queryable = queryableOf(operation, values);
		const described = {
			query: {
				...(ownQuery ? ownQuery(values) : (gather('query', fields, values) as IDataObject)),
				...(queryable && { query: queryOf(values, queryable, context.getTimezone()) }),
				...query,
			},
			body: ownBody ? ownBody(values) : gather('body', fields, values),
		};
		return await send(endpoint, { ...described, once, ...parts });
	};

	const { signal, redact } = client;
	// As saved; the whole node would be copied for each item.
	const chosenCompany = () =>
		companyNameIn(context.getNodeParameter('companyId', itemIndex, null, { rawExpressions: true }));
	const companyName = () => chosenCompany().companyName;
	const call = { values, itemIndex, context, signal, redact, companyName, request, send };
	const explain = async (error: unknown) => {
		const done = /\/(push|options)\//.test(endpoint) ? 'written to' : 'read from';
		throw await explained(call, error, done);
	};
	if (operation.returns === 'file') return [await download(call, operation.about).catch(explain)];
	const records = asRecords(await resultOf(operation, call).catch(explain), endpoint);
	const keep = values.simplify ? simplifiedTo(operation, values) : undefined;
	const { describe } = operation;
	const company = describe ? chosenCompany() : {};
	return records.map((record) => ({
		json: {
			...(keep ? simplified(record, keep) : record),
			...(describe && { ...company, ...describe(record) }),
		},
	}));
}

/** What the operation gives: a record, a list of them, or nothing. */
async function resultOf({ execute, returns }: Operation, call: Call): Promise<unknown> {
	if (execute) return await execute(call);
	const { values, request } = call;
	const limit = values.returnAll ? undefined : (values.limit as number | undefined);
	switch (returns) {
		case 'pages':
			return await fetchAll(
				async (page, pageSize) => await request({ query: { page, pageSize }, accept: isEmptyList }),
				limit,
			);
		case 'array':
			return recordsOf(await request({ accept: isEmptyList })).slice(0, limit);
		default:
			return (await request()).body;
	}
}

function simplifiedTo({ simplify }: Operation, values: Values): readonly string[] | undefined {
	return typeof simplify === 'function' ? simplify(values) : simplify;
}

/** What the operation's list can be filtered and sorted by, if it is one. */
export function queryableOf(operation: Operation, values: Values): Queryable | undefined {
	const { queryable } = operation;
	return typeof queryable === 'function' ? queryable(values) : queryable;
}

function asRecords(result: unknown, endpoint: Endpoint): IDataObject[] {
	if (result === undefined || result === null) {
		return [endpoint.startsWith('DELETE') ? { deleted: true } : { success: true }];
	}
	const records = Array.isArray(result) ? result : [result];
	return records.map((record) =>
		record !== null && typeof record === 'object' ? (record as IDataObject) : { value: record },
	);
}
