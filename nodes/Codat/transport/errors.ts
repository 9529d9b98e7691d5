import type { Failure, INode, JsonObject } from 'n8n-workflow';
import { NodeApiError } from 'n8n-workflow';

import { DAY, HOUR, MINUTE } from '../time';
import { absenceIn, type Absence } from './notFound';
import { kindOf } from './refusals';
import { couldNotBeSent, isUntrusted, type ConnectionFault } from './fault';
import type { Answer, CodatRequest, Outcome } from './request';
import { tell, type Redact } from './redact';
import { askedWait, mayHaveEffect, takesKey } from './retry';
import { codatText, describe, errorMessage, messagesIn, naming, validationTexts } from './words';

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
 * @param companyName of the company that the request is about, where the editor knows it
 * @param wasLost whether Codat may have carried out an earlier attempt
 */
export function codatError(
	node: INode,
	request: CodatRequest,
	outcome: Outcome,
	redact: Redact,
	itemIndex?: number,
	companyName?: string,
	wasLost = false,
): NodeApiError {
	const { message, advice, failure } =
		outcome.kind === 'fault' ? wordFault(request, outcome) : wordAnswer(request, outcome);
	const isUnknown = addsUp(request) && (wasLost || mayHaveEffect(outcome));
	const isTold = [OUTCOME_UNKNOWN, LIKELY_DONE].some((text) => advice.includes(text));
	const whatToDo = isUnknown && !isTold ? `${OUTCOME_UNKNOWN} ${advice}` : advice;
	const body = outcome.kind === 'answer' ? errorMessage(outcome) : {};
	const details = [naming(whatToDo, companyName), ...validationTexts(body)];
	if (typeof body.correlationId === 'string') {
		details.push(`Codat's correlation ID, for their support: ${body.correlationId.trim()}`);
	}
	// No code for a fault: n8n would put words of its own over ours.
	const httpCode = outcome.kind === 'answer' ? String(outcome.status) : undefined;
	const description = tell(describe(details), redact);
	const safeMessage = tell(message, redact);
	const error = new NodeApiError(node, { message: safeMessage, httpCode } as JsonObject, {
		message: safeMessage,
		description,
		httpCode,
		itemIndex,
		failure,
	});
	const absence = outcome.kind === 'answer' ? absenceIn(outcome) : undefined;
	if (absence) absences.set(error, absence);
	if (isUnknown) unknowns.add(error);
	return error;
}

/** Not in the errors themselves, which n8n keeps and shows. */
const absences = new WeakMap<object, Absence>();
const unknowns = new WeakSet<object>();

/** Whether an error leaves open what became of a write. */
export function isOutcomeUnknown(error: unknown): boolean {
	return error instanceof NodeApiError && unknowns.has(error);
}

/** What a 404 means that has become an error; undefined for any other. */
export function absenceOf(error: unknown): Absence | undefined {
	return error instanceof NodeApiError ? absences.get(error) : undefined;
}

function wordAnswer(request: CodatRequest, answer: Answer): Wording {
	const { status } = answer;
	if (status < 300) return wordUnreadable(request, answer);
	const text = codatText(answer);
	const { validation } = errorMessage(answer);
	const said = messagesIn(validation?.errors);
	const isCodats = absenceIn(answer) !== 'codat';
	const kind = isCodats ? kindOf(status, [text ?? '', ...said]) : undefined;
	const is = (message: string, advice: string, failure?: Failure): Wording => ({
		message: text ?? message,
		advice: kind?.hint ?? advice,
		failure,
	});
	switch (status) {
		case 400:
			return is(
				'Codat refused the request as invalid',
				said.length > 0 || saysWhy(text)
					? 'Correct what Codat names here, and run it again.'
					: 'Codat doesn’t say which value it means. First check values that come from expressions, and IDs, which may be another company’s.',
			);
		case 401:
			return {
				message: 'Codat did not accept the API key',
				advice:
					'Open the Codat API credential and paste the key again. You can find it in the Codat portal under Developers > API keys.',
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
		case 404:
			return is(...wordNotFound(isCodats), { cause: 'configuration-invalid' });
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
				'Codat can’t take these values',
				'Check the values of this operation. If this execution was tried before, they may have changed since: Codat then keeps the first ones, so look there before you run it again.',
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

/** Whether Codat's words on a 400 name a reason, unlike those for any (specs: `Malformed-Query`). */
function saysWhy(text = ''): boolean {
	return (
		text !== '' &&
		!/^(bad request|(error processing request\W+)?not valid|invalid( request)?)\W*$/i.test(text)
	);
}

const OUTCOME_UNKNOWN =
	'Codat may or may not have carried this out. Look in Codat (at the syncs, connections or push operations of {company}) before you run it again.';

const LIKELY_DONE =
	'It is not complete JSON, but Codat has most likely carried this out. Look in Codat before you run it again.';

/** Whether sending the request again could do more than sending it once. */
export function addsUp(request: CodatRequest): boolean {
	return takesKey(request) || request.once === true;
}

/** A success whose body is no JSON: a proxy's page, or half an answer. */
function wordUnreadable(request: CodatRequest, answer: Answer): Wording {
	const failure: Failure = { cause: 'temporarily-unavailable' };
	const isWrite = addsUp(request);
	if (typeof answer.body === 'string' && /^\s*</.test(answer.body)) {
		return {
			message: 'A web page came back instead of data from Codat',
			advice: isWrite ? `${CHECK_ADDRESS} ${OUTCOME_UNKNOWN}` : CHECK_ADDRESS,
			failure,
		};
	}
	return {
		message: 'The answer from Codat can’t be read',
		advice: isWrite
			? LIKELY_DONE
			: 'It is not complete JSON. Try again; if this happens every time, contact Codat’s support.',
		failure,
	};
}

const CHECK_ADDRESS =
	"Check 'Base URL' in the Codat API credential, and any proxy between n8n and Codat.";

/** A message for a 404 that has none, and what to do where its kind isn't known. */
function wordNotFound(isCodats: boolean): [message: string, advice: string] {
	return isCodats
		? [
				'Codat found nothing under this ID',
				'Check the IDs: the record may be deleted, belong to another company, or be of a kind that the software of {company} doesn’t have.',
			]
		: ['Nothing was found, and the answer does not look like one of Codat’s', CHECK_ADDRESS];
}

/** Whether a time is the one when daily quotas start anew, but for a minute (docs/codat.md, Rate limits). */
function isMidnight(time: number): boolean {
	const sinceMidnight = (time + MINUTE) % DAY;
	return sinceMidnight <= 2 * MINUTE;
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
	const advice = `Codat takes requests again from ${new Date(reset).toISOString()}. Your daily quota resets at 00:00 UTC.`;
	const isDaily = wait > HOUR || (wait > MINUTE && isMidnight(reset));
	return {
		message: isDaily ? 'Your daily quota of Codat requests is used up' : message,
		advice,
		failure: isDaily
			? { cause: 'quota-exhausted', resetsAtEpochMs: reset }
			: { cause: 'rate-limited', retryAfterMs: wait },
	};
}

function wordFault(request: CodatRequest, fault: ConnectionFault): Wording {
	const { code } = fault;
	const failure: Failure = { cause: 'temporarily-unavailable' };
	const named = code.replace(/^E(?!RR)/, '');
	if (code === 'ENOTFOUND') {
		return {
			message: 'The base URL’s host was not found',
			advice: "Check 'Base URL' in the Codat API credential, and that n8n can reach the internet.",
			failure,
		};
	}
	if (isUntrusted(code)) {
		return {
			message: 'The connection to Codat is not trusted, so nothing was sent',
			advice: untrustedAdvice(code),
			failure: { cause: 'configuration-invalid' },
		};
	}
	const isSafe = couldNotBeSent(fault) || !addsUp(request);
	const timedOut = code === 'ECONNABORTED' || code === 'ETIMEDOUT';
	return {
		message: timedOut
			? 'Codat did not answer in time'
			: couldNotBeSent(fault)
				? 'The connection to Codat could not be made'
				: 'The connection to Codat broke off, or its answer can’t be read',
		advice: isSafe ? `Check n8n’s network and try again (code ${named}).` : OUTCOME_UNKNOWN,
		failure,
	};
}

/** What the user can do about a host that isn't trusted. */
export function untrustedAdvice(code: string): string {
	return `A company's proxy or firewall often stands between n8n and the internet, with a certificate of its own. Ask whoever runs n8n to have it trusted (NODE_EXTRA_CA_CERTS), or to let n8n reach Codat directly. If you changed 'Base URL' in the Codat API credential, check that too (code ${code}).`;
}
