import { HOUR } from '../time';
import { couldNotBeSent, isLasting } from './fault';
import type { Answer, CodatRequest, Outcome } from './request';

/** The `retries` argument of Codat's SDKs (docs/codat.md, Retries). Times are milliseconds. */
export interface RetryPolicy {
	strategy: 'backoff' | 'none';
	initialInterval: number;
	maxInterval: number;
	exponent: number;
	/** From when the request is due, its turn awaited included; no attempt begins after it. */
	maxElapsedTime: number;
	retryConnectionErrors: boolean;
}

/** As in Codat's SDKs (docs/codat.md, Retries), but for `maxElapsedTime`: theirs is an hour. */
export const DEFAULT_RETRIES: RetryPolicy = {
	strategy: 'backoff',
	initialInterval: 500,
	maxInterval: 60_000,
	exponent: 1.5,
	maxElapsedTime: 300_000,
	retryConnectionErrors: true,
};

/** As in Codat's SDKs. Longer ones would keep other workflows from running. */
export const LONGEST_ELAPSED_TIME = HOUR;

/** Between two attempts, whatever the settings and Codat say: together they could say "at once". */
const SHORTEST_PAUSE = 250;

/** For someone who waits at a dropdown or at the first poll of a workflow. */
export const IMPATIENT_RETRIES: RetryPolicy = { ...DEFAULT_RETRIES, maxElapsedTime: 10_000 };

/** The policy, but that no attempt begins after a time (epoch milliseconds). */
export function endingBy(time: number, policy: RetryPolicy): RetryPolicy {
	const left = Math.max(0, time - Date.now());
	return { ...policy, maxElapsedTime: Math.min(policy.maxElapsedTime, left) };
}

/**
 * Whether the same request may be sent again after this outcome.
 *
 * POST, PATCH and a keyed PUT carry an `Idempotency-Key`, under which Codat replays every answer but
 * a 429 for 90 minutes (docs/codat.md, Idempotency): sending again doesn't help after a 5xx, and a 409
 * means "still in progress" only after an attempt whose outcome is unknown, or when Codat says so. PUT
 * and DELETE mean the same when sent twice.
 *
 * @param afterLostAnswer an earlier attempt may have reached Codat and its answer was lost
 */
export function mayRetry(
	request: KeyFacts,
	outcome: Outcome,
	policy: RetryPolicy,
	afterLostAnswer: boolean,
): boolean {
	if (policy.strategy !== 'backoff') return false;
	if (outcome.kind === 'fault') {
		return policy.retryConnectionErrors && !isLasting(outcome);
	}
	if (outcome.status === 408 || outcome.status === 429) return true;
	if (takesKey(request)) {
		return outcome.status === 409 && (afterLostAnswer || saysInProgress(outcome));
	}
	return outcome.status >= 500;
}

type KeyFacts = Pick<CodatRequest, 'method' | 'keyed'>;

/** Whether a request carries an `Idempotency-Key` (docs/codat.md, Idempotency). */
export function takesKey({ method, keyed }: KeyFacts): boolean {
	return method === 'POST' || method === 'PATCH' || keyed === true;
}

/** Whether Codat has carried the request out, or may have. */
export function mayHaveEffect(outcome: Outcome): boolean {
	if (outcome.kind === 'fault') return !couldNotBeSent(outcome);
	return outcome.status < 300 || outcome.status === 408 || outcome.status >= 500;
}

/**
 * Milliseconds to wait before the next attempt: what Codat asked for (`Retry-After`, in seconds
 * or as a date), or else an exponential back-off with up to a quarter of jitter; never nothing.
 *
 * @param attempt number of attempts made so far, from 1
 */
export function waitBefore(
	attempt: number,
	outcome: Outcome,
	policy: RetryPolicy,
	now: number,
): number {
	const asked = outcome.kind === 'answer' ? askedWait(outcome, now) : undefined;
	const backoff = () =>
		Math.min(
			// Nothing times an infinite power is no number.
			Math.max(policy.initialInterval, 1) * policy.exponent ** (attempt - 1),
			policy.maxInterval,
		) *
		(1 - Math.random() / 4);
	return Math.max(asked ?? backoff(), SHORTEST_PAUSE);
}

/**
 * The wait that an answer asks for, in milliseconds, or undefined. Without `Retry-After`, a 429
 * that leaves no requests waits for `X-Rate-Limit-Reset` (docs/codat.md, Rate limits).
 */
export function askedWait(answer: Answer, now: number): number | undefined {
	const retryAfter = timeHeader(answer.headers['retry-after'], now);
	if (retryAfter !== undefined) return Math.max(0, retryAfter - now);
	if (answer.status !== 429 || answer.headers['x-rate-limit-remaining'] !== '0') return undefined;
	const reset = timeHeader(answer.headers['x-rate-limit-reset'], now);
	return reset === undefined ? undefined : Math.max(0, reset - now);
}

/** What a `Date` can hold. */
const LAST_DATE = 8.64e15;

/**
 * A header that holds seconds from now, an epoch in seconds, or a date, as epoch milliseconds.
 * Codat doesn't document which. Anything else, such as a time that no calendar has, is undefined.
 */
export function timeHeader(value: string | undefined, now: number): number | undefined {
	if (value === undefined || value.trim() === '') return undefined;
	const number = Number(value);
	if (Number.isNaN(number)) {
		const date = Date.parse(value);
		return Number.isNaN(date) ? undefined : date;
	}
	if (number < 0) return undefined;
	const time = number > 1_000_000_000 ? number * 1000 : now + number * 1000;
	return time <= LAST_DATE ? time : undefined;
}

function saysInProgress(answer: Answer): boolean {
	const { error } = (answer.body ?? {}) as { error?: unknown };
	return typeof error === 'string' && /idempoten|in progress/i.test(error);
}
