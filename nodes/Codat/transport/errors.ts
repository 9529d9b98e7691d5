import type { Failure, INode, JsonObject } from 'n8n-workflow';
import { NodeApiError, NodeOperationError } from 'n8n-workflow';

import { wordAbsence } from './notFound';
import type { Answer, CodatRequest, ConnectionFault, Outcome } from './request';
import { askedWait, takesKey } from './retry';
import { UserFacingError } from './userFacingError';

/** Codat's `ErrorMessage` (contract §1.1), none of whose fields can be counted on. */
interface ErrorMessage {
	error?: unknown;
	correlationId?: unknown;
	validation?: { errors?: unknown; warnings?: unknown } | null;
}

interface Wording {
	message: string;
	/** What the user can do. */
	advice: string;
	failure?: Failure;
}

/**
 * The error that a user sees for a request that did not succeed: Codat's own words, what to do,
 * Codat's validation items and correlation ID. `failure` lets n8n back off a polling trigger.
 *
 * @param redact takes the API key out of a text
 */
export function codatError(
	node: INode,
	request: CodatRequest,
	outcome: Outcome,
	redact: (text: string) => string,
	itemIndex?: number,
): NodeApiError {
	const { message, advice, failure } =
		outcome.kind === 'fault' ? wordFault(request, outcome) : wordAnswer(request, outcome);
	const body = outcome.kind === 'answer' ? errorMessage(outcome) : {};
	const details = [advice, ...validationTexts(body)];
	if (typeof body.correlationId === 'string') {
		details.push(`Codat's correlation ID, for their support: ${quote(body.correlationId)}`);
	}
	// No code for a fault: n8n would put words of its own over ours.
	const httpCode = outcome.kind === 'answer' ? String(outcome.status) : undefined;
	const description = redact(describe(details));
	const safeMessage = redact(message);
	return new NodeApiError(node, { message: safeMessage, httpCode } as JsonObject, {
		message: safeMessage,
		description,
		httpCode,
		itemIndex,
		failure,
	});
}

/** Any error as one of n8n's, with the item that it is about. n8n's own pass unchanged. */
export function toNodeError(
	node: INode,
	error: unknown,
	itemIndex?: number,
): NodeApiError | NodeOperationError {
	if (error instanceof NodeApiError || error instanceof NodeOperationError) return error;
	const description = error instanceof UserFacingError ? error.description : undefined;
	return new NodeOperationError(node, error as Error, { description, itemIndex });
}

/** Any 404. */
export const isNotFound = ({ status }: Answer): boolean => status === 404;

/** Codat's own words on a refusal, or undefined when it said nothing that can be read. */
export function codatText(answer: Answer): string | undefined {
	const { error } = errorMessage(answer);
	return typeof error === 'string' && error.trim() !== '' ? quote(error) : undefined;
}

function wordAnswer(request: CodatRequest, answer: Answer): Wording {
	const { status } = answer;
	if (status < 300) return wordUnreadable(request, answer);
	const text = codatText(answer);
	const is = (message: string, advice: string, failure?: Failure): Wording => ({
		message: text ?? message,
		advice,
		failure,
	});
	switch (status) {
		case 400:
			return is('Codat refused the request as invalid', 'Check the values of this operation.');
		case 401:
			return {
				message: 'Codat did not accept the API key',
				advice:
					'Open the Codat API credential and paste the key again. You find it in the Codat portal under Developers > API keys.',
				failure: { cause: 'credential-invalid' },
			};
		case 402:
			return is(
				"Your Codat plan doesn't include this",
				'Codat has reached a limit of your account, such as the number of companies of a free one. Ask Codat to raise it.',
				{ cause: 'configuration-invalid' },
			);
		case 403:
			return is(
				'Codat does not allow this API key to do that',
				'The key may be out of date, or your Codat account lacks this product. Check both in the Codat portal.',
				{ cause: 'credential-invalid' },
			);
		case 404: {
			const { message, advice } = wordAbsence(answer);
			return is(message, advice, { cause: 'configuration-invalid' });
		}
		case 408:
			return is(
				'Codat did not answer in time',
				addsUp(request) ? OUTCOME_UNKNOWN : 'This is on Codat’s side. Try again later.',
				{ cause: 'temporarily-unavailable' },
			);
		case 409:
			return is(
				'Codat is not ready for this yet',
				'Something else is in progress for this record. Try again in a minute.',
			);
		case 422:
			return is(
				'Codat has already had this request with other values',
				'The values changed between two tries of the same execution, so Codat refused the second. See in Codat what the first did before you run the workflow again.',
			);
		case 429:
			return wordRateLimit(answer);
	}
	if (status >= 300 && status < 400) {
		return {
			message: 'The base URL answered with a redirect, which Codat never does',
			advice: "Check 'Base URL' in the Codat API credential.",
			failure: { cause: 'configuration-invalid' },
		};
	}
	if (status >= 500) {
		return is(
			status === 503 ? 'Codat is not available right now' : 'Codat could not handle the request',
			addsUp(request) ? OUTCOME_UNKNOWN : 'This is on Codat’s side. Try again later.',
			{ cause: 'temporarily-unavailable', retryAfterMs: askedWait(answer, Date.now()) },
		);
	}
	return is(`Codat refused the request (HTTP ${status})`, 'Check the values of this operation.');
}

const OUTCOME_UNKNOWN =
	'Codat may or may not have carried this out. Look in Codat (at the company’s syncs, connections or push operations) before you run it again.';

/** Whether sending the request again could do more than sending it once. */
function addsUp({ method, once }: CodatRequest): boolean {
	return takesKey(method) || once !== undefined;
}

/** A success whose body is no JSON: a proxy's page, or half an answer. */
function wordUnreadable(request: CodatRequest, answer: Answer): Wording {
	const isPage = typeof answer.body === 'string' && /^\s*</.test(answer.body);
	return {
		message: isPage
			? 'A web page came back instead of data from Codat'
			: 'The answer from Codat can’t be read',
		advice: isPage
			? "Check 'Base URL' in the Codat API credential, and any proxy between n8n and Codat."
			: addsUp(request)
				? 'It is not complete JSON, but Codat has most likely carried this out. Look in Codat before you run it again.'
				: 'It is not complete JSON. Try again; if it stays so, tell Codat’s support.',
		failure: { cause: 'temporarily-unavailable' },
	};
}

function wordRateLimit(answer: Answer): Wording {
	const now = Date.now();
	const wait = askedWait(answer, now);
	const message = 'Codat’s rate limit is reached';
	if (wait === undefined) {
		return {
			message,
			advice: 'Codat did not say until when. Try again later, with fewer items at a time.',
			failure: { cause: 'rate-limited' },
		};
	}
	const reset = now + wait;
	const advice = `Codat takes requests again from ${new Date(reset).toISOString()}. Your daily quota starts anew at 00:00 UTC.`;
	const isDaily = wait > 3_600_000;
	return {
		message: isDaily ? 'Your daily quota of Codat requests is used up' : message,
		advice,
		failure: isDaily
			? { cause: 'quota-exhausted', resetsAtEpochMs: reset }
			: { cause: 'rate-limited', retryAfterMs: wait },
	};
}

function wordFault(request: CodatRequest, { code }: ConnectionFault): Wording {
	const failure: Failure = { cause: 'temporarily-unavailable' };
	if (code === 'ENOTFOUND') {
		return {
			message: 'There is no host under the base URL',
			advice: "Check 'Base URL' in the Codat API credential, and that n8n can reach the internet.",
			failure,
		};
	}
	const timedOut = code === 'ECONNABORTED' || code === 'ETIMEDOUT';
	const refused = code === 'ECONNREFUSED' || code === 'EAI_AGAIN';
	return {
		message: timedOut
			? 'Codat did not answer in time'
			: `The connection to Codat ${refused ? 'could not be made' : 'broke off'}`,
		advice:
			addsUp(request) && !refused
				? OUTCOME_UNKNOWN
				: `Check n8n’s network and try again (code ${code.replace(/^E/, '')}).`,
		failure,
	};
}

function errorMessage({ body }: Answer): ErrorMessage {
	return body !== null && typeof body === 'object' ? (body as ErrorMessage) : {};
}

const MAX_VALIDATION_LINES = 20;

/** Codat's validation items, of a refusal or of a push operation, as one line each. */
export function validationTexts({ validation }: ErrorMessage): string[] {
	const items = (list: unknown) => (Array.isArray(list) ? list : []);
	const all = [...items(validation?.errors), ...items(validation?.warnings)];
	const lines = all.slice(0, MAX_VALIDATION_LINES).map((item) => {
		const { itemId, message } = (item ?? {}) as { itemId?: unknown; message?: unknown };
		return `• ${itemId ? `${quote(itemId)}: ` : ''}${quote(message ?? 'no text')}`;
	});
	const left = all.length - lines.length;
	return left > 0 ? [...lines, `… and ${left} more`] : lines;
}

/** What others wrote, bounded, and without the brackets that n8n would take for HTML. */
export function quote(text: unknown): string {
	const safe = String(text).trim().replaceAll('<', '‹').replaceAll('>', '›');
	return safe.length > 500 ? `${safe.slice(0, 500)}…` : safe;
}

/** Lines as one description. n8n shows it as a paragraph, so each ends as a sentence does. */
export function describe(lines: string[]): string {
	return lines.map((line) => (/[.!?…]$/.test(line) ? line : `${line}.`)).join('\n');
}
