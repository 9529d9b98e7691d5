import fc from 'fast-check';

import {
	accrued,
	hasBudget,
	isPace,
	isWorthSaying,
	learned,
	mayLook,
	mayPoll,
	roundTime,
	spent,
	type Pace,
} from '../../nodes/Codat/trigger/pacing';
import { isVisit, urgencyOf, type Visit } from '../../nodes/Codat/trigger/urgency';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const MIDNIGHT = Date.UTC(2026, 0, 2);
const MORNING = MIDNIGHT - DAY;

interface Day {
	/** Requests that a poll wants, if it may. */
	wanted: number;
	/** Milliseconds between polls. */
	every: number;
	share: number;
	quota: number;
	/** Requests of others between two polls, in turn. */
	others: number[];
	/** How much the quota grows at some time of the day. */
	growth: number;
}

/** A day of polls. @returns what the trigger has used, and at each poll what was left before it */
function live({ wanted, every, share, quota, others, growth }: Day) {
	let left = quota;
	let used = 0;
	let pace: Pace | undefined;
	const polls: Array<{ at: number; used: number; left: number }> = [];
	for (let now = MORNING, poll = 0; now < MIDNIGHT; now += every, poll++) {
		if (poll === 100) left += growth;
		left = Math.max(0, left - others[poll % others.length]);
		polls.push({ at: now, used, left });
		pace = accrued(pace, now);
		if (!mayPoll(pace, now)) continue;
		for (let sent = 0; sent < wanted && left > 0; sent++) {
			pace = accrued(pace, now);
			if (sent > 0 && !(mayLook(pace) && hasBudget(pace, now))) break;
			pace = pace && spent(pace, now);
			left--;
			used++;
			pace = learned(pace, { remaining: left, reset: MIDNIGHT }, share, now);
			pace.round = wanted;
		}
	}
	return { used, polls };
}

const days = fc.record({
	wanted: fc.integer({ min: 1, max: 400 }),
	every: fc.integer({ min: 20_000, max: HOUR }),
	share: fc.integer({ min: 1, max: 100 }).map((percent) => percent / 100),
	quota: fc.integer({ min: 0, max: 100_000 }),
	others: fc.array(fc.integer({ min: 0, max: 300 }), { minLength: 1, maxLength: 5 }),
	growth: fc.constant(0),
});

test('from any time of the day on, it uses no more than its share of what was left then', () => {
	fc.assert(
		fc.property(days, (day) => {
			const { used, polls } = live(day);
			// With nothing to use, it asks once an hour whether there is more.
			const excess = polls.map(
				(poll) => used - poll.used - day.share * poll.left - 1 - (MIDNIGHT - poll.at) / HOUR,
			);
			expect(Math.max(...excess)).toBeLessThanOrEqual(0);
		}),
		{ numRuns: 20, seed: 2026 },
	);
});

test('a trigger that is alone and wants more than it may has used its share by the end', () => {
	fc.assert(
		fc.property(days, (day) => {
			const quota = 2_000 + (day.quota % 20_000);
			const greedy = { ...day, quota, wanted: 100_000, others: [0], every: 60_000 };
			const { used } = live(greedy);
			expect(used).toBeGreaterThan(0.95 * day.share * quota - 20);
		}),
		{ numRuns: 10, seed: 2026 },
	);
});

test('what it uses is spread over the day: no quarter of it goes without', () => {
	const { polls } = live({
		...{ wanted: 1, every: 60_000, share: 0.5, quota: 2_000, others: [0], growth: 0 },
	});
	for (let quarter = 1; quarter <= 4; quarter++) {
		const of = (part: number) => polls[Math.floor(((polls.length - 1) * part) / 4)].used;
		expect(of(quarter) - of(quarter - 1)).toBeGreaterThan(220);
		expect(of(quarter) - of(quarter - 1)).toBeLessThan(290);
	}
});

test('what fits is never held back', () => {
	const { used, polls } = live({
		...{ wanted: 3, every: 300_000, share: 0.5, quota: 2_000, others: [0], growth: 0 },
	});
	expect(used).toBe(3 * polls.length);
});

test('a quota that grows, as when companies are linked, is used', () => {
	const day = { wanted: 50, every: 60_000, share: 0.5, quota: 1_000, others: [0] };
	expect(live({ ...day, growth: 0 }).used).toBeLessThanOrEqual(500);
	const { used } = live({ ...day, growth: 20_000 });
	expect(used).toBeGreaterThan(9_500);
	expect(used).toBeLessThanOrEqual(10_500);
});

test('answers that overtake each other are no growth', () => {
	const first = learned(undefined, { remaining: 1_000, reset: MIDNIGHT }, 0.5, MORNING);
	const later = learned(first, { remaining: 900, reset: MIDNIGHT }, 0.5, MORNING);
	expect(later.budget).toBe(450);
	expect(learned(later, { remaining: 950, reset: MIDNIGHT }, 0.5, MORNING).budget).toBe(450);
	expect(learned(later, { remaining: 951, reset: MIDNIGHT }, 0.5, MORNING).budget).toBe(475.5);
});

describe('the day', () => {
	const pace = learned(undefined, { remaining: 2_400, reset: MIDNIGHT }, 0.5, MORNING);

	test('begins with an hour’s worth, and with all of it in its last hour', () => {
		expect(pace).toMatchObject({ budget: 1_200, saved: 50 });
		const late = learned(undefined, { remaining: 100, reset: MIDNIGHT }, 0.5, MIDNIGHT - HOUR / 2);
		expect(late).toMatchObject({ budget: 50, saved: 50 });
	});

	test('what is due comes evenly, and none of it by a clock that goes back', () => {
		expect(accrued(pace, MORNING + DAY / 2)!.saved).toBeCloseTo(625);
		expect(accrued(pace, MIDNIGHT - 1)!.saved).toBeCloseTo(1_200);
		expect(accrued(pace, MORNING - HOUR)!.saved).toBe(50);
	});

	test('ends: then nothing is known, and a poll may begin', () => {
		expect(accrued(pace, MIDNIGHT - 1)).toBeDefined();
		expect(accrued(pace, MIDNIGHT)).toBeUndefined();
		for (const may of [mayPoll(undefined, MIDNIGHT), mayLook(undefined), hasBudget(undefined, 0)]) {
			expect(may).toBe(true);
		}
	});

	test('a reset that is far off counts as a day', () => {
		const far = learned(undefined, { remaining: 10, reset: MIDNIGHT + 900 * DAY }, 0.5, MORNING);
		expect(far.reset).toBe(MORNING + DAY);
	});
});

describe('with little left', () => {
	const pace = learned(undefined, { remaining: 480, reset: MIDNIGHT }, 0.5, MORNING);

	test('a poll waits until its list of companies is worth it', () => {
		const may = (round: number, saved: number) => mayPoll({ ...pace, round, saved }, MORNING);
		expect([may(1, 0.9), may(1, 1), may(5, 4.9), may(5, 5)]).toEqual([false, true, false, true]);
		expect([may(1_000, 9.9), may(1_000, 10)]).toEqual([false, true]);
	});

	test('the last request is one to use, and not to ask with', () => {
		const last = { ...pace, budget: 1, saved: 1, round: 1 };
		expect(mayPoll(last, MORNING)).toBe(true);
		expect(mayPoll({ ...last, saved: 0 }, MORNING + 5 * HOUR)).toBe(false);
	});

	test('with nothing, one request an hour asks whether there is more', () => {
		const none = { ...pace, budget: 0.5, saved: 0.5, askedAt: MORNING };
		for (const [after, may] of [
			[HOUR - 1, false],
			[HOUR, true],
		] as const) {
			expect(mayPoll(none, MORNING + after)).toBe(may);
			expect(hasBudget(none, MORNING + after)).toBe(may);
		}
		expect(mayPoll({ ...none, budget: 240, saved: 0 }, MORNING + 5 * HOUR)).toBe(false);
		const asked = spent(none, MORNING + HOUR);
		expect(mayPoll(asked, MORNING + HOUR + 1)).toBe(false);
	});

	test('says how long a round takes, and again when it is twice as long', () => {
		const of = (round: number, toldRound?: number) => ({ ...pace, round, toldRound });
		expect(roundTime(of(10))).toBe(HOUR);
		expect(roundTime(of(10_000))).toBe(DAY);
		expect(roundTime({ ...pace, budget: 0 })).toBe(DAY);
		expect(isWorthSaying(of(10))).toBe(true);
		expect(isWorthSaying(of(19, HOUR))).toBe(false);
		expect(isWorthSaying(of(20, HOUR))).toBe(true);
	});
});

test('what n8n has kept is a pace only whole', () => {
	const pace = learned(undefined, { remaining: 100, reset: MIDNIGHT }, 0.5, MORNING);
	expect(isPace(JSON.parse(JSON.stringify(pace)))).toBe(true);
	expect(isPace({ ...pace, toldRound: 5 })).toBe(true);
	for (const name of Object.keys(pace)) {
		for (const value of [undefined, null, 'x', NaN])
			expect(isPace({ ...pace, [name]: value })).toBe(false);
	}
	for (const value of [null, undefined, 7, [], 'pace']) expect(isPace(value)).toBe(false);
	expect(isPace({ ...pace, at: pace.reset })).toBe(false);
});

describe('which company comes first', () => {
	const now = MORNING;
	const urgency = (visit?: Visit, lastSync?: string) => urgencyOf(visit, lastSync, now);

	test('one never looked at, one with something open, one just fetched, one with recent news', () => {
		const at = now - 60_000;
		const ordered = [
			urgency(undefined),
			urgency({ at: at - 1, isOpen: true }),
			urgency({ at, lastSync: 'a' }, 'b'),
			urgency({ at, newsAt: now - HOUR + 1 }),
			urgency({ at, newsAt: now - HOUR }),
		];
		expect([...ordered].sort((a, b) => b - a)).toEqual(ordered);
		expect(new Set(ordered).size).toBe(ordered.length);
		expect(urgency({ at, lastSync: 'a' })).toBe(urgency({ at }));
		expect(urgency({ at: now + HOUR })).toBe(1);
	});

	test('none starves, whatever is likely elsewhere', () => {
		fc.assert(
			fc.property(
				fc.integer({ min: 1, max: 40 }),
				fc.integer({ min: 1, max: 10 }),
				fc.array(fc.nat(3), { minLength: 40, maxLength: 40 }),
				(companies, room, signs) => {
					const start = MORNING - 60_000;
					const visits = Array.from({ length: companies }, (): Visit => ({ at: start }));
					const most = (8 * Math.ceil(companies / room) + 1) * 60_000;
					for (let time = MORNING; time < MORNING + 4 * HOUR; time += 60_000) {
						const order = visits
							.map((visit, company) => ({ company, by: urgencyOf(visit, 'now', time) }))
							.sort((a, b) => b.by - a.by || a.company - b.company);
						for (const { company } of order.slice(0, room)) {
							const isOpen = signs[company] === 1;
							const newsAt = signs[company] === 2 ? time : undefined;
							const lastSync = signs[company] === 3 ? 'before' : 'now';
							visits[company] = { at: time, isOpen, newsAt, lastSync };
						}
						expect(time - Math.min(...visits.map(({ at }) => at))).toBeLessThanOrEqual(most);
					}
				},
			),
			{ numRuns: 10, seed: 2026 },
		);
	});

	test('what n8n has kept is a visit only whole', () => {
		expect(isVisit({ at: 1 })).toBe(true);
		expect(isVisit({ at: 1, newsAt: 2, isOpen: true, lastSync: 'x' })).toBe(true);
		const odd = [null, 7, {}, { at: '1' }, { at: 1, newsAt: 'x' }, { at: 1, isOpen: 1 }];
		for (const value of [...odd, { at: 1, lastSync: 1 }]) expect(isVisit(value)).toBe(false);
	});
});
