import { notesOn, paceNote } from '../../nodes/Codat/trigger/notes';
import type { Pace } from '../../nodes/Codat/trigger/pacing';
import type { WatchSettings } from '../../nodes/Codat/trigger/settings';

const HOUR = 3_600_000;
const NOON = Date.UTC(2026, 0, 15, 12);
const ALL = { share: 0.5 } as WatchSettings;
const pace: Pace = {
	...{ reset: NOON + 12 * HOUR, remaining: 9_000, saved: 0, at: NOON, askedAt: NOON },
	...{ budget: 1_200.7, round: 1_001 },
};

test('of what went well, the log says nothing', () => {
	expect(notesOn([], [], 0)).toEqual([]);
});

test('what could not be remembered, looked at, or told is said, each in a line', () => {
	const skipped = [1, 2, 3, 4, 5, 6].map((number) => ({
		companyId: `c${number}`,
		error: new Error(`No ${number}`),
	}));
	expect(notesOn(['syncs', 'pushes'], skipped, 1)).toEqual([
		'Codat Trigger could not read what it remembered of syncs, pushes. It starts watching them from now: what happened since the last poll is not reported.',
		'Codat Trigger could not look at 6 of the companies. The next poll tries again. c1: No 1; c2: No 2; c3: No 3; c4: No 4; c5: No 5',
		'Codat Trigger left out 1 of the records that Codat sent: they are empty, or have no ID or date to tell them apart by.',
	]);
});

describe('a slow pace', () => {
	test('is said, and remembered', () => {
		const { notes, pace: noted } = paceNote(pace, ALL, true);
		expect(notes).toEqual([
			"Codat Trigger slows down: it looks at each company about every 10 hours, first where news is likely. Of Codat's daily quota it may still use 1,200 requests until 2026-01-16 00:00 UTC (50% of what was left), and looking at all takes 1,001. To change this, poll less often or raise 'Share of Daily Quota' in its options.",
		]);
		expect(noted).toEqual({ ...pace, toldRound: (1_001 * 12 * HOUR) / 1_200.7 });
		expect(paceNote(noted, ALL, true)).toEqual({ pace: noted, notes: [] });
	});

	test('is said of one company as such, and of none before the quota is new', () => {
		const [note] = paceNote({ ...pace, budget: -2 }, { ...ALL, companyId: 'c' }, true).notes;
		expect(note).toContain('it looks at the company again when the quota resets. ');
		expect(note).toContain(' use 0 requests until ');
		expect(paceNote({ ...pace, budget: 1 }, ALL, true).notes[0]).toContain(' about every ');
	});

	test('is nothing to say while it keeps no poll from looking, or is not known', () => {
		expect(paceNote(pace, ALL, false)).toEqual({ pace, notes: [] });
		expect(paceNote(undefined, ALL, true)).toEqual({ pace: undefined, notes: [] });
	});

	test.each([
		[2, '2 seconds'],
		[89, '89 seconds'],
		[90, '2 minutes'],
		[89 * 60, '89 minutes'],
		[90 * 60, '2 hours'],
		[24 * 3_600, '24 hours'],
	])('of %p s is %s', (seconds, words) => {
		const round = (seconds * 1_000 * 1_200.7) / (12 * HOUR);
		expect(paceNote({ ...pace, round }, ALL, true).notes[0]).toContain(` every ${words},`);
	});
});
