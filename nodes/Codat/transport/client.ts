import { checkBaseUrl } from './credential';
import { addsUp, codatError } from './errors';
import { createGate } from './gate';
import { TIMEOUT_MS } from './limits';
import { cleaner, redactor, type Redact } from './redact';
import type { Answer, CodatRequest, Outcome, RequestContext } from './request';
import { isCancel, sendOnce } from './request';
import type { RetryPolicy } from './retry';
import { DEFAULT_RETRIES, mayHaveEffect, mayRetry, waitBefore } from './retry';
import { sleep } from './sleep';
import { within } from './within';

/** The least that a request has, however little is left of its deadline. */
const SHORTEST_TIMEOUT_MS = 1_000;

export interface SendOptions {
	/** Named in errors. */
	itemIndex?: number;
	/** The name of the company that this is about, where the editor knows it; asked for by errors alone. */
	companyName?: () => string | undefined;
	retries?: RetryPolicy;
	/** Sent where `takesKey` says so, the same for every attempt (docs/codat.md, Idempotency). */
	idempotencyKey?: string;
	/**
	 * By when it has ended whatever hangs, in epoch milliseconds, but for a last second. Without it,
	 * only the policy bounds when attempts begin, and each has its full time.
	 */
	deadline?: number;
	/** Refusals that the caller reads itself instead of getting an error. */
	accept?: (answer: Answer) => boolean;
	/** What became of the same request before, where a success is not to be repeated. */
	sent?: Sent;
}

/** What became of a write; the client keeps it up to date. */
export interface Sent {
	/** That of a success, and of what must not be sent again. */
	outcome?: Outcome;
	/** Codat may have carried it out: it is on its way, or its answer did not come. */
	wasLost?: boolean;
}

/** Sends requests to Codat for one run of a node, which share the waits for its rate limit. */
export interface Client {
	/**
	 * Sends a request until it succeeds, can't, or the policy's time is up. Its body is a JSON
	 * value, or undefined when empty.
	 *
	 * @throws NodeApiError in Codat's words for every other outcome; once the signal is raised, without
	 * sending anything more, its reason, or for a write that Codat may have, a NodeApiError that says so
	 */
	send(request: CodatRequest, options?: SendOptions): Promise<Answer>;
	/** Raised when the run is to end. */
	signal: AbortSignal;
	redact: Redact;
}

/**
 * @param stop ends waits when raised, and keeps back what is not sent yet
 * @throws UserFacingError when the credential's base URL can't be used
 */
export async function createClient(context: RequestContext, stop?: AbortSignal): Promise<Client> {
	const credential = await context.getCredentials('codatApi');
	const baseUrl = checkBaseUrl(String(credential.baseUrl ?? ''));
	const account = { credential, baseUrl, clean: cleaner(credential.apiKey) };
	const redact = redactor(credential.apiKey);
	const gate = createGate(DEFAULT_RETRIES.maxElapsedTime);
	const signal = stop ?? new AbortController().signal;
	const node = context.getNode();

	async function attempt(
		request: CodatRequest,
		key: string | undefined,
		deadline: number,
	): Promise<Outcome> {
		const left = Math.max(Math.ceil(deadline - Date.now()), SHORTEST_TIMEOUT_MS);
		const timeout = Math.min(left, TIMEOUT_MS);
		const headers = key === undefined ? {} : { 'Idempotency-Key': key };
		let outcome: Outcome | undefined;
		try {
			const answer = sendOnce(context, account, request, headers, timeout);
			// n8n's own timeout begins anew with each byte: what trickles in would never end.
			outcome = await within(timeout + 250, answer, { kind: 'fault', code: 'ETIMEDOUT' });
			return outcome;
		} finally {
			gate.leave(outcome);
		}
	}

	async function attempts(
		request: CodatRequest,
		options: SendOptions,
		sent: Sent,
		failed: (outcome: Outcome) => Error,
	): Promise<Answer> {
		const { retries = DEFAULT_RETRIES, deadline = Infinity, accept } = options;
		const lastStart = Math.min(Date.now() + retries.maxElapsedTime, deadline);
		const until = request.isLast ? undefined : signal;
		if (sent.outcome) {
			const answer = usable(sent.outcome, accept);
			if (answer) return answer;
			throw failed(sent.outcome);
		}
		for (let made = 1; ; made++) {
			until?.throwIfAborted();
			const held = await gate.enter(Math.max(0, lastStart - Date.now()), until);
			if (held) throw failed(held);
			const { wasLost = false } = sent;
			const outcome = await attempt(request, options.idempotencyKey, deadline).catch((error) => {
				sent.wasLost = wasLost || isCancel(error);
				throw error;
			});
			sent.wasLost = wasLost || mayHaveEffect(outcome);
			const answer = usable(outcome, accept);
			const isDone = answer !== undefined && answer.status < 300;
			const isSpent = request.once === true && mayHaveEffect(outcome);
			if (isDone || isSpent) sent.outcome = withoutHeaders(outcome);
			if (answer) return answer;
			if (wasLost && isGone(request, outcome)) return (sent.outcome = GONE);

			const now = Date.now();
			const wait = waitBefore(made, outcome, retries, now);
			const isLimit = outcome.kind === 'answer' && outcome.status === 429;
			if (isLimit) gate.holdUntil(now + wait, outcome);
			const outlasts = now + wait > lastStart;
			if (isSpent || outlasts || !mayRetry(request, outcome, retries, wasLost)) {
				throw failed(outcome);
			}
			// After a 429 the gate does the waiting, for all requests alike.
			if (!isLimit) await sleep(wait, until);
		}
	}

	return {
		signal,
		redact,
		async send(request, options = {}) {
			const { sent = {}, itemIndex, companyName } = options;
			const failed = (outcome: Outcome) => {
				const wasLost = sent.wasLost === true;
				return codatError(node, request, outcome, redact, itemIndex, companyName?.(), wasLost);
			};
			try {
				return await attempts(request, options, sent, failed);
			} catch (error) {
				throw isCancel(error) && sent.wasLost && addsUp(request) ? failed(CUT_OFF) : error;
			}
		},
	};
}

/** What became of a request whose run ended before its answer came. */
const CUT_OFF: Outcome = { kind: 'fault', code: 'ECANCELED' };

/** The answer where it is a success that can be read, or a refusal that the caller reads. */
function usable(outcome: Outcome, accept: SendOptions['accept']): Answer | undefined {
	if (outcome.kind === 'fault') return undefined;
	const { status, body } = outcome;
	const isSuccess = status >= 200 && status < 300 && typeof body !== 'string';
	return isSuccess || accept?.(outcome) === true ? outcome : undefined;
}

/** What is worth keeping of an outcome. */
function withoutHeaders<Kept extends Outcome>(outcome: Kept): Kept {
	return outcome.kind === 'answer' ? { ...outcome, headers: {} } : outcome;
}

/** What a DELETE is answered that found its record. */
const GONE: Answer = { kind: 'answer', status: 204, headers: {}, body: undefined };

/** A DELETE that finds nothing: after one whose answer was lost, that one did the work. */
function isGone({ method }: CodatRequest, outcome: Outcome): boolean {
	return method === 'DELETE' && outcome.kind === 'answer' && outcome.status === 404;
}
