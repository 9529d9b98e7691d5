import type { INode } from 'n8n-workflow';
import { NodeApiError, NodeOperationError } from 'n8n-workflow';

import { tell, type Redact } from './redact';
import { UserFacingError } from './userFacingError';

/**
 * Any error as one of n8n's, with the item that it is about, and with its texts told as `tell` does:
 * the errors of a run all leave through here.
 */
export function toNodeError(
	node: INode,
	error: unknown,
	redact: Redact,
	itemIndex?: number,
): NodeApiError | NodeOperationError {
	if (error instanceof UserFacingError) {
		const description = tell(error.description, redact);
		// A text, and not the error, whose stack and cause would hold it as it was.
		return new NodeOperationError(node, tell(error.message, redact), { description, itemIndex });
	}
	const known = asError(error);
	known.message = tell(known.message, redact);
	if (known.stack) known.stack = redact(known.stack);
	if (!(known instanceof NodeApiError || known instanceof NodeOperationError)) {
		return new NodeOperationError(node, known, { itemIndex });
	}
	if (known.description) known.description = tell(known.description, redact);
	known.messages = known.messages.map((text) => tell(text, redact));
	return known;
}

/** What was thrown, as an error whose message can be set: that of an aborted signal's can only be read. */
function asError(thrown: unknown): Error {
	const isWritable =
		thrown instanceof Error && Object.getOwnPropertyDescriptor(thrown, 'message')?.writable;
	if (isWritable) return thrown;
	const { message } = (thrown ?? {}) as { message?: unknown };
	return new Error(typeof message === 'string' ? message : String(thrown));
}
