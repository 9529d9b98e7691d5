import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import type { Field, Values } from '../fields/field';
import { gather } from '../fields/field';
import { queryOf, type Queryable } from '../fields/filters';
import { companyNameIn } from '../fields/locators';
import { isPlainObject } from '../fields/read';
import { readFields } from '../fields/readField';
import { readRetries } from '../fields/retries';
import { simplified } from '../fields/simplify';
import type { Client, SendOptions } from '../transport/client';
import type { Endpoint } from '../transport/endpoint';
import { fillEndpoint } from '../transport/endpoint';
import { idempotencyKey } from '../transport/idempotency';
import { isEmptyList } from '../transport/notFound';
import { fetchAll, fetchByToken, recordsOf, withResults } from '../transport/pagination';
import type { Redact } from '../transport/redact';
import type { Answer, CodatRequest } from '../transport/request';
import { endingBy, takesKey } from '../transport/retry';
import { UserFacingError } from '../transport/userFacingError';
import { download, type FileFacts } from './download';
import { explained } from './misplaced';
import type { Parameters } from './parameters';
import type { Run } from './run';
import { sentBefore } from './sentBefore';
import type { StartedFacts } from './started';
import { asList, boundList, LONGEST_CALL } from './toolCall';

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
	 * `record` (the default) passes the answer on; `pages` follows Codat's paging, `tokenPages` that of
	 * Bill Pay; `array` is a list in one answer, or a 404 for none; `file` is a download.
	 */
	returns?: 'record' | 'pages' | 'tokenPages' | 'array' | 'file';
	/** Where its records stand in the answer, if not in `results`. */
	list?: string;
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
	/** A PUT that takes an idempotency key (docs/codat.md, Idempotency). */
	keyed?: boolean;
	/**
	 * Checks values against one another.
	 *
	 * @throws UserFacingError
	 */
	check?: (values: Values) => void;
	/** In place of the one request that the fields above describe, for what can't be said so. */
	execute?: (call: Call) => Promise<unknown>;
	/** In place of `execute`, where items depend on each other, as where one request takes many. */
	together?: Together;
}

/** How items are carried out together. */
export interface Together {
	/** Items for which this gives the same go together. */
	by: (values: Values) => string;
	/** Tells of every item what became of it, failures included; nothing is thrown. */
	execute: (calls: Call[]) => Promise<Share[]>;
}

/** What became of some of the items that were carried out together: a result, or an error. */
export interface Share {
	itemIndexes: number[];
	result?: unknown;
	error?: unknown;
	/** What Codat has of theirs, whatever becomes of the others. */
	started?: StartedFacts;
}

/** What an operation works with for one item. */
export interface Call {
	values: Values;
	itemIndex: number;
	context: IExecuteFunctions;
	/** By when a call by an AI agent is to end, in epoch milliseconds; undefined for any other. */
	callEnds?: number;
	/** Raised when the user stops the execution, or another item has failed it. */
	signal?: AbortSignal;
	redact: Redact;
	/** The name of the company, where the user chose it from the list. */
	companyName(): string | undefined;
	/**
	 * Sends the operation's own request, as its data describe it but for the parts given.
	 *
	 * @param terms in Codat's query language, beside those that the user has set
	 */
	request(parts?: RequestParts, terms?: readonly string[]): Promise<Answer>;
	/** Sends another request; path parameters are filled from the values. */
	send(endpoint: Endpoint, parts?: RequestParts): Promise<Answer>;
	/** Says that nothing is left of what was written so far: when n8n tries again, all is sent anew. */
	undo(): void;
}

type RequestParts = Pick<
	CodatRequest,
	'query' | 'body' | 'file' | 'asFile' | 'keyed' | 'once' | 'isLast'
> &
	Pick<SendOptions, 'accept' | 'deadline'>;

/**
 * Reads and checks what an item is to be done with.
 *
 * @throws UserFacingError naming the field that can't be used
 */
export function prepare(
	operation: Operation,
	context: IExecuteFunctions,
	client: Client,
	run: Run,
	{ saved, value }: Parameters,
	itemIndex: number,
): Call {
	const values = readFields(
		operation.fields,
		(name, fallback) => value(name, itemIndex, fallback),
		context.getTimezone(),
		saved,
	);
	const retries = readRetries(value('retries', itemIndex, {}));
	operation.check?.(values);
	const callEnds = run.isTool ? Date.now() + LONGEST_CALL : undefined;
	if (run.isTool) boundList(values);

	const companyName = () => companyNameIn(saved('companyId')).companyName;

	let writes = run.undone.get(itemIndex) ?? 0;
	const undo = () => void run.undone.set(itemIndex, writes);
	const send: Call['send'] = async (endpoint, { accept, deadline, ...parts } = {}) => {
		const request: CodatRequest = { ...fillEndpoint(endpoint, values as IDataObject), ...parts };
		const isWrite = request.method !== 'GET' || request.once === true;
		const ordinal = isWrite ? writes++ : 0;
		return await client.send(request, {
			accept,
			// A write has its time: cut short, nobody would know what became of it.
			deadline: deadline ?? (isWrite ? undefined : callEnds),
			itemIndex,
			companyName,
			retries: callEnds === undefined ? retries : endingBy(callEnds, retries),
			sent: isWrite ? sentBefore(run, itemIndex, ordinal, request) : undefined,
			idempotencyKey: takesKey(request)
				? idempotencyKey(...run.identity, itemIndex, ordinal, request.method, request.path)
				: undefined,
		});
	};
	const endpoint = endpointOf(operation, values);
	const { fields, query: ownQuery, body: ownBody, once, keyed } = operation;
	const fromFields = gather('body', fields, values);
	const body = ownBody ? ownBody(values) : fromFields;
	const isChange = values.updateFields !== undefined;
	if (isEmptyObject(body) || (isChange && isEmptyObject(fromFields))) throw nothingToChange();
	const request: Call['request'] = async ({ query, ...parts } = {}, terms) => {
		const queryable = queryableOf(operation, values);
		const ofList = queryable && {
			query: queryOf(values, queryable, context.getTimezone(), terms),
		};
		const ofFields = ownQuery ? ownQuery(values) : gather('query', fields, values);
		const described = { query: { ...(ofFields as IDataObject), ...ofList, ...query }, body };
		return await send(endpoint, { ...described, once, keyed, ...parts });
	};

	const { signal, redact } = client;
	return { values, itemIndex, context, callEnds, signal, redact, companyName, request, send, undo };
}

/**
 * Carries an operation out for one item.
 *
 * @returns one record, or many for a list; an empty success becomes `{ deleted: true }` or
 * `{ success: true }`
 * @throws UserFacingError before anything is sent; NodeApiError in Codat's words
 */
export async function carryOut(operation: Operation, call: Call): Promise<INodeExecutionData[]> {
	try {
		if (operation.returns === 'file') return [await download(call, operation.about)];
		return outputOf(operation, call, await resultOf(operation, call));
	} catch (error) {
		const isWritten = /\/(push|options)\//.test(endpointOf(operation, call.values));
		throw await explained(call, error, isWritten ? 'written to' : 'read from');
	}
}

/** The output items for what an operation gave. */
export function outputOf(operation: Operation, call: Call, result: unknown): INodeExecutionData[] {
	const { values } = call;
	const records = asRecords(result, endpointOf(operation, values));
	const keep = values.simplify ? simplifiedTo(operation, values) : undefined;
	const { describe } = operation;
	const companyName = describe && call.companyName();
	const company = companyName === undefined ? {} : { companyName };
	const told = records.map((record) => ({
		...(keep ? simplified(record, keep) : record),
		...(describe && { ...company, ...describe(record) }),
	}));
	const isList = call.callEnds !== undefined && Array.isArray(result);
	return (isList ? [asList(told, values)] : told).map((json) => ({ json }));
}

const isEmptyObject = (value: unknown) => isPlainObject(value) && Object.keys(value).length === 0;

/** Codat would answer a change of nothing with the record as it is, as if it had been changed. */
function nothingToChange(): UserFacingError {
	return new UserFacingError(
		'Choose at least one field to change',
		"Add it under 'Update Fields' and give it a value: an empty text counts as not set.",
	);
}

function endpointOf({ endpoint }: Operation, values: Values): Endpoint {
	return typeof endpoint === 'function' ? endpoint(values) : endpoint;
}

/** What the operation gives: a record, a list of them, or nothing. */
async function resultOf({ execute, returns, list }: Operation, call: Call): Promise<unknown> {
	if (execute) return await execute(call);
	const { values, request } = call;
	const ask = async (query?: IDataObject) =>
		withResults(await request({ query, accept: isEmptyList }), list);
	const limit = values.returnAll ? undefined : (values.limit as number | undefined);
	switch (returns) {
		case 'pages':
			return await fetchAll(async (page, pageSize) => await ask({ page, pageSize }), limit);
		case 'tokenPages':
			return await fetchByToken(
				async (continuationToken) => await ask({ continuationToken }),
				limit,
			);
		case 'array':
			return recordsOf(await ask()).slice(0, limit);
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
