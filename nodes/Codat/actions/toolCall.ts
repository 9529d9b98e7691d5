import type { IDataObject, INode, NodeApiError, NodeOperationError } from 'n8n-workflow';

import type { Values } from '../fields/field';
import { DEFAULT_IN_TOOLS, MOST_IN_TOOLS } from '../fields/lists';
import { describe } from '../transport/words';

/**
 * Whether the node is a tool of an AI agent, as n8n's own `@tool` tells. Its `isToolExecution` is
 * false under Agent V3, where the tool runs as any node does, and in n8n's Agents.
 */
export const isTool = ({ type }: Pick<INode, 'type'>): boolean => type.endsWith('Tool');

/**
 * How long a call by an agent goes on, in milliseconds. n8n's Agents give up after 30 seconds and can't
 * end what they have begun; this leaves the last requests their time.
 */
export const LONGEST_CALL = 20_000;

/** Has a list read no further than an agent can take in, and one more, by which `asList` knows. */
export function boundList(values: Values): void {
	if (!('returnAll' in values)) return;
	const { limit = DEFAULT_IN_TOOLS } = values as { limit?: number };
	Object.assign(values, { returnAll: false, limit: Math.min(limit, MOST_IN_TOOLS) + 1 });
}

/** A list as one record: n8n gives an agent an empty text for none. */
export function asList(records: IDataObject[], { limit = Infinity }: { limit?: number }) {
	const shown = records.slice(0, limit - 1);
	return { count: shown.length, hasMore: records.length > shown.length, records: shown };
}

/** An error with what to do in its message as well: an agent gets to see nothing else of it. */
export function inOneText<E extends NodeApiError | NodeOperationError>(error: E): E {
	if (!error.description) return error;
	error.message = describe([error.message, error.description]);
	error.description = undefined;
	return error;
}
