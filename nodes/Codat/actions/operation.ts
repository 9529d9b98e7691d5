import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import type { Field, Values } from '../fields/field';
import { readRetries } from '../fields/retries';
import type { Client, SendOptions } from '../transport/client';
import type { Endpoint } from '../transport/endpoint';
import { fillEndpoint } from '../transport/endpoint';
import { isEmptyList } from '../transport/errors';
import { idempotencyKey } from '../transport/idempotency';
import { fetchAll, recordsOf } from '../transport/pagination';
import type { Answer, CodatRequest } from '../transport/request';
import { takesKey } from '../transport/retry';
import type { Run } from './run';
import { sentOnce } from './sentOnce';

/**
 * One thing that the node can do. Mostly data: the endpoint as Codat's specs write it, whose path
 * parameters are filled from the values of the same names.
 */
export interface Operation {
	/** In the operation dropdown, Title Case. */
	name: string;
	/** In the node panel, Sentence case, no articles. */
	action: string;
	description: string;
	fields: Field[];
	endpoint: Endpoint | ((values: Values) => Endpoint);
	query?: (values: Values) => IDataObject;
	body?: (values: Values) => unknown;
	/** `record` (the default) passes the answer on; `pages` follows Codat's paging; `array` is a list in one answer, or a 404 for none. */
	returns?: 'record' | 'pages' | 'array';
	/**
	 * Checks values against one another.
	 *
	 * @throws UserFacingError
	 */
	check?: (values: Values) => void;
	/** In place of the request that the fields above describe, for what can't be said so. */
	execute?: (call: Call) => Promise<unknown>;
}

/** What an operation works with for one item. */
export interface Call {
	values: Values;
	itemIndex: number;
	context: IExecuteFunctions;
	/** Raised when the user stops the execution, or another item has failed it. */
	signal?: AbortSignal;
	/** Sends the operation's own request, as its data describe it. */
	request(): Promise<Answer>;
	/** Sends another request; path parameters are filled from the values. */
	send(endpoint: Endpoint, parts?: RequestParts): Promise<Answer>;
}

type RequestParts = Pick<CodatRequest, 'query' | 'body' | 'file'> &
	Pick<SendOptions, 'accept'> & {
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
): Promise<IDataObject[]> {
	const values = readValues(operation.fields, context, itemIndex);
	const retries = readRetries(context.getNodeParameter('retries', itemIndex, {}));
	operation.check?.(values);

	let writes = 0;
	const send = async (endpoint: Endpoint, { accept, once, ...parts }: RequestParts = {}) => {
		const request: CodatRequest = { ...fillEndpoint(endpoint, values as IDataObject), ...parts };
		if (once) request.once = sentOnce(run, itemIndex, request);
		return await client.send(request, {
			accept,
			itemIndex,
			retries,
			idempotencyKey: takesKey(request.method)
				? idempotencyKey(...run.identity, itemIndex, writes++, request.method, request.path)
				: undefined,
		});
	};
	const endpoint =
		typeof operation.endpoint === 'function' ? operation.endpoint(values) : operation.endpoint;
	const request = async (paging: IDataObject = {}, accept?: SendOptions['accept']) =>
		await send(endpoint, {
			query: { ...operation.query?.(values), ...paging },
			body: operation.body?.(values),
			accept,
		});

	if (operation.execute) {
		const call = { values, itemIndex, context, signal: client.signal, request, send };
		return asRecords(await operation.execute(call), endpoint);
	}
	const limit = values.returnAll ? undefined : (values.limit as number | undefined);
	if (operation.returns === 'pages') {
		return await fetchAll(async (page, pageSize) => await request({ page, pageSize }), limit);
	}
	if (operation.returns === 'array') {
		return recordsOf(await request({}, isEmptyList)).slice(0, limit);
	}
	return asRecords((await request()).body, endpoint);
}

/** Reads the fields of one item. @throws UserFacingError naming the first field that can't be used */
function readValues(fields: Field[], context: IExecuteFunctions, itemIndex: number): Values {
	const values: Values = {};
	for (const { property, read } of fields) {
		const { name, displayName } = property;
		if (!isShown(property.displayOptions?.show, values)) continue;
		// Left to the operation: with the values come all fields of the form and their choices.
		if (property.type === 'resourceMapper') continue;
		const value = context.getNodeParameter(name, itemIndex, property.default);
		values[name] = read ? read(value, displayName, context.getTimezone()) : value;
	}
	return values;
}

/** Whether a field is in force, going by the values of the fields above it. */
function isShown(show: Record<string, unknown> | undefined, values: Values): boolean {
	return Object.entries(show ?? {}).every(([name, allowed]) =>
		(allowed as unknown[]).includes(values[name]),
	);
}

function asRecords(body: unknown, endpoint: Endpoint): IDataObject[] {
	if (body === undefined || body === null) {
		return [endpoint.startsWith('DELETE') ? { deleted: true } : { success: true }];
	}
	const records = Array.isArray(body) ? body : [body];
	return records.map((record) =>
		record !== null && typeof record === 'object' ? (record as IDataObject) : { value: record },
	);
}
