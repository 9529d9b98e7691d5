import { createPace } from './pace';
import type { Answer, Outcome } from './request';
import { askedWait, timeHeader } from './retry';
import { sleep } from './sleep';
import { within } from './within';

/** How many requests Codat has left for the period that ends at `reset`, in epoch milliseconds. */
export interface Quota {
	remaining: number;
	reset: number;
}

/** Lets the requests of one node run wait together for Codat's rate limit. */
export interface Gate {
	/**
	 * Resolves when a request may go out; with the answer that holds requests back, when that is
	 * for longer than `maxWait` milliseconds. Rejects with the signal's reason on cancelling.
	 */
	enter(maxWait: number, signal?: AbortSignal): Promise<Answer | undefined>;
	/** Says how the request that entered ended, and reads its rate limit headers. */
	leave(outcome: Outcome | undefined): void;
	/** Holds all requests back until then (epoch milliseconds). */
	holdUntil(time: number, because: Answer): void;
}

/**
 * @param maxPause the longest wait, in milliseconds, that is made before Codat refuses anything:
 * on the strength of `X-Rate-Limit-Remaining` and `-Reset` alone (docs/codat.md, Rate limits), or,
 * where it doesn't send these, of what its refusals have taught
 */
export function createGate(maxPause: number): Gate {
	let heldUntil = 0;
	let heldBecause: Answer | undefined;
	let inFlight = 0;
	/** What Codat last said of the current period; null where it says nothing. */
	let quota: Quota | null = null;
	let wake: Array<() => void> = [];
	const pace = createPace();

	/** How long the next request is better not sent; Infinity until an answer says more. */
	function pauseBefore(now: number): number {
		if (quota === null) return pace.pause(now);
		if (quota.reset <= now || quota.remaining > inFlight) return 0;
		return inFlight > 0 ? Infinity : quota.reset - now;
	}

	function hold(time: number, because: Answer) {
		if (time <= heldUntil) return;
		heldUntil = time;
		heldBecause = because;
	}

	/** The refusal, which asks for a wait since it came, as if it came now. */
	function asIfNow(refusal: Answer, now: number): Answer {
		const left = Math.ceil((heldUntil - now) / 1000);
		return { ...refusal, headers: { ...refusal.headers, 'retry-after': String(left) } };
	}

	return {
		async enter(maxWait, signal) {
			const deadline = Date.now() + maxWait;
			for (;;) {
				const now = Date.now();
				const pause = pauseBefore(now);
				if (heldUntil > Math.max(now, deadline)) return heldBecause && asIfNow(heldBecause, now);
				if (heldUntil > now) {
					await sleep(heldUntil - now, signal);
				} else if (pause === Infinity && inFlight > 0 && now < deadline) {
					const answered = new Promise<void>((resolve) => wake.push(resolve));
					await within(deadline - now, answered, undefined);
					signal?.throwIfAborted();
				} else if (pause > 0 && pause <= maxPause && now + pause <= deadline) {
					await sleep(pause, signal);
				} else {
					inFlight++;
					pace.sent(now);
					return undefined;
				}
			}
		},
		leave(outcome) {
			inFlight--;
			if (outcome?.kind === 'answer') {
				const now = Date.now();
				quota = laterQuota(readQuota(outcome, now), quota);
				if (outcome.status === 429) {
					const wait = askedWait(outcome, now);
					pace.refused(now, wait);
					// At once, before those that wait for an answer go on.
					if (wait !== undefined) hold(now + wait, outcome);
				} else pace.answered(now);
			}
			const waiting = wake;
			wake = [];
			for (const resume of waiting) resume();
		},
		holdUntil: hold,
	};
}

/** What an answer says of the current period; undefined where it says nothing. */
export function readQuota(answer: Answer, now: number): Quota | undefined {
	const remaining = Number.parseInt(answer.headers['x-rate-limit-remaining'] ?? '', 10);
	const reset = timeHeader(answer.headers['x-rate-limit-reset'], now);
	return Number.isNaN(remaining) || reset === undefined ? undefined : { remaining, reset };
}

/** Answers overtake each other: within one period, the lowest number left is the truth. */
function laterQuota(said: Quota | undefined, known: Quota | null): Quota | null {
	if (said === undefined || known === null) return said ?? known;
	if (said.reset > known.reset) return said;
	return said.reset === known.reset && said.remaining < known.remaining ? said : known;
}
