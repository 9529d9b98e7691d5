import { randomUUID } from 'node:crypto';

/** One finding of a validation (Platform spec: `errorValidationItem`, `validationItem`). */
export interface ValidationItem {
	itemId: string | null;
	message: string;
	validatorName: string;
}

/** The body of every error (Platform spec: `ErrorMessage`). */
export interface ErrorMessage {
	statusCode: number;
	service: string;
	error: string;
	correlationId: string;
	canBeRetried: string;
	detailedErrorCode: number;
	validation?: { errors: ValidationItem[]; warnings: ValidationItem[] };
}

/** An error that is answered as an `ErrorMessage`. */
export class CodatError extends Error {
	constructor(
		readonly status: number,
		message: string,
		readonly service = 'PublicApi',
		readonly headers: Record<string, string> = {},
	) {
		super(message);
	}

	get body(): ErrorMessage {
		return errorMessage(this.status, this.message, this.service);
	}
}

/** Codat's error body, with a correlation ID of its own. */
export function errorMessage(
	statusCode: number,
	error: string,
	service = 'PublicApi',
): ErrorMessage {
	return {
		statusCode,
		service,
		error,
		correlationId: randomUUID().replaceAll('-', ''),
		canBeRetried: 'Unknown',
		detailedErrorCode: 0,
	};
}

/** What Codat says for a status when there is nothing more to say (Codat docs: Errors). */
export const STATUS_TEXT: Record<number, string> = {
	400: 'Error processing request - not valid.',
	401: 'Unauthorized',
	402: 'You have exceeded the 50-company limit that applies to a Free plan.',
	403: 'You are not authorised to use this endpoint.',
	404: 'Not found',
	405: 'Method not allowed',
	408: 'The request took too long.',
	409: 'A request with this idempotency key is still in progress.',
	422: 'This idempotency key was used before, with a different request.',
	429: 'You have made too many requests in a given amount of time; please retry later.',
	500: 'An internal error occurred.',
	502: 'A downstream service did not answer.',
	503: 'The Codat API is temporarily offline for maintenance. Please try again later.',
	504: 'A downstream service did not answer in time.',
};

/** A 404 for a company that does not exist or was deleted. */
export function companyNotFound(id: string): CodatError {
	return new CodatError(404, `No company was found with ID ${id}`, 'ClientsApi');
}

/** A 404 for a connection that does not exist or was deleted. */
export function connectionNotFound(id: string): CodatError {
	return new CodatError(404, `Data connection ${id} not found`);
}

/** A 400 for a request that Codat can't read. */
export function invalidRequest(): CodatError {
	return new CodatError(400, STATUS_TEXT[400]);
}
