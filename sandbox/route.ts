import type { Clock } from './clock';
import { CodatError, companyNotFound, connectionNotFound, errorMessage } from './errors';
import type { Announcement } from './outbox';
import type { Company, Connection, LedgerEntry, State } from './state';

/** What Codat answers: a status and, unless it is empty, a JSON body; a `Buffer` is sent as it is. */
export interface Answer {
	status: number;
	body?: unknown;
	headers?: Record<string, string>;
}

/** A request, as a route sees it. */
export interface Call {
	method: string;
	path: string;
	params: Record<string, string>;
	query: Record<string, string | undefined>;
	body: unknown;
	state: State;
	clock: Clock;
	/** Enters a write that took effect in the ledger. */
	enter(write: Pick<LedgerEntry, 'kind' | 'pushOperationKey'>): void;
	/** Has webhook consumers told of an event. */
	announce(event: Announcement): void;
}

export interface Route {
	method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
	path: string;
	handle(call: Call): Answer | Promise<Answer>;
}

type Method = Route['method'];

/** The routes of a table, in which `METHOD /path` leads to what handles it. */
export function routes(table: Record<string, Route['handle']>): Route[] {
	return Object.entries(table).map(([name, handle]) => {
		const [method, path] = name.split(' ');
		return { method: method as Method, path, handle };
	});
}

export function ok(body: unknown): Answer {
	return { status: 200, body };
}

export const NO_CONTENT: Answer = { status: 204 };

/** Turns what a route throws into an answer. */
export function answerTo(error: unknown): Answer {
	if (error instanceof CodatError) {
		return { status: error.status, body: error.body, headers: error.headers };
	}
	const text = error instanceof Error ? error.message : String(error);
	return { status: 500, body: errorMessage(500, `Sandbox: ${text}`, 'Sandbox') };
}

/** The company of the path, or Codat's 404. */
export function companyOf({ params, state }: Call): Company {
	const company = state.companies.get(params.companyId);
	if (!company) throw companyNotFound(params.companyId);
	return company;
}

/** The connection of the path, or Codat's 404. */
export function connectionOf(call: Call): Connection {
	const { connectionId } = call.params;
	const connection = companyOf(call).connections.find(({ id }) => id === connectionId);
	if (!connection) throw connectionNotFound(connectionId);
	return connection;
}

export type JsonObject = Record<string, unknown>;

export function isObject(value: unknown): value is JsonObject {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * The body as an object; `dataObject` is the name that Codat's 400 gives it (Codat's blog,
 * 2022-08-25).
 */
export function bodyOf({ body }: Call, dataObject: string): JsonObject {
	if (!isObject(body)) throw new CodatError(400, `Push object ${dataObject} must be provided`);
	return body;
}
