import { DAY, HOUR } from '../time';
import type { Quota } from '../transport/gate';

/** What of a quota may be used, and when: plain data. Times are epoch milliseconds. */
export interface Pace {
	reset: number;
	/** The fewest requests that Codat has said are left. */
	remaining: number;
	/** How many requests may still be used until the reset. */
	budget: number;
	/** How many of these are due by now; below zero, when more than were due have been used. */
	saved: number;
	/** Up to when `saved` has been counted. */
	at: number;
	/** When the last request was sent. */
	askedAt: number;
	/** How many requests it takes to look at all that is watched, as far as is known. */
	round: number;
	/** How long that takes, as was last said in the log, in milliseconds. */
	toldRound?: number;
}

/** More is left than before: not an answer that has overtaken others, but a larger quota. */
const GROWTH = 50;

/** A list of companies costs a request; after it, so many are looked at before the next. */
const WORTH_A_LIST = 10;

/** How much more it must take before the log says so again. */
const WORTH_SAYING = 2;

/**
 * What Codat's answer tells.
 *
 * The share is of what is left when a day is first seen, and never more than that share of what is
 * left later: others that use much leave less. What a trigger may use comes due evenly until the
 * reset, but for an hour's worth to begin with, and what it doesn't use it saves.
 *
 * @param pace undefined when nothing is known of this day
 * @param share from 0 to 1
 */
export function learned(pace: Pace | undefined, quota: Quota, share: number, now: number): Pace {
	// A day at most: a date that is far off would keep the trigger from asking for as long.
	const reset = Math.min(quota.reset, now + DAY);
	const most = share * quota.remaining;
	if (pace === undefined) {
		const dueAtOnce = reset - now > HOUR ? HOUR / (reset - now) : 1;
		const { remaining } = quota;
		return {
			reset,
			remaining,
			budget: most,
			saved: most * dueAtOnce,
			at: now,
			askedAt: now,
			round: 1,
		};
	}
	const growth = quota.remaining - pace.remaining;
	const hasGrown = growth > GROWTH;
	const remaining = hasGrown ? quota.remaining : Math.min(pace.remaining, quota.remaining);
	const budget = Math.min(hasGrown ? pace.budget + share * growth : pace.budget, share * remaining);
	return { ...pace, reset, remaining, budget, saved: Math.min(pace.saved, budget) };
}

/** What has come due since; undefined when the day is over, of whose successor nothing is known. */
export function accrued(pace: Pace | undefined, now: number): Pace | undefined {
	if (pace === undefined || now >= pace.reset) return undefined;
	const passed = Math.max(0, now - pace.at) / (pace.reset - pace.at);
	return { ...pace, at: now, saved: pace.saved + (pace.budget - pace.saved) * passed };
}

/** A request is sent. */
export function spent(pace: Pace, now: number): Pace {
	return { ...pace, budget: pace.budget - 1, saved: pace.saved - 1, askedAt: now };
}

/** Whether a request may be sent at all: the share of the day is not used up, or may have grown. */
export function hasBudget(pace: Pace | undefined, now: number): boolean {
	return pace === undefined || pace.budget >= 1 || isTimeToAsk(pace, now);
}

/** Whether to look at another company. */
export function mayLook(pace: Pace | undefined): boolean {
	return pace === undefined || pace.saved >= 1;
}

/** Whether a poll is worth its list of companies: all of them, or enough, can be looked at. */
export function mayPoll(pace: Pace | undefined, now: number): boolean {
	if (pace === undefined || isTimeToAsk(pace, now)) return true;
	return pace.budget >= 1 && pace.saved >= Math.min(pace.round, WORTH_A_LIST);
}

/** With nothing to use, one request an hour asks whether there is more: Codat's limits grow with use. */
function isTimeToAsk({ budget, askedAt }: Pace, now: number): boolean {
	return budget < 1 && now - askedAt >= HOUR;
}

/** How long it takes to look at all that is watched, or until a look is possible, in milliseconds. */
export function roundTime({ reset, budget, round, at }: Pace): number {
	const left = reset - at;
	return budget < 1 ? left : Math.min(DAY, (round * left) / budget);
}

/** Whether the log is to say how long that takes: it hasn't today, or it takes much longer now. */
export function isWorthSaying(pace: Pace): boolean {
	return roundTime(pace) >= WORTH_SAYING * (pace.toldRound ?? 0);
}

/** Whether a value that n8n has kept is a pace. */
export function isPace(value: unknown): value is Pace {
	const {
		reset,
		remaining,
		budget,
		saved,
		at,
		askedAt,
		round,
		toldRound = 0,
	} = Object(value) as Pace;
	return (
		[reset, remaining, budget, saved, at, askedAt, round, toldRound].every(Number.isFinite) &&
		reset > at
	);
}
