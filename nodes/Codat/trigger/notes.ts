import { isWorthSaying, roundTime, type Pace } from './pacing';
import type { WatchSettings } from './settings';
import type { Skipped } from './visits';

/** What the log should say of a poll that did not go as it should. */
export function notesOn(unreadable: string[], skipped: Skipped[], leftOut: number): string[] {
	const notes: string[] = [];
	if (unreadable.length > 0) {
		notes.push(
			`Codat Trigger could not read what it remembered of ${unreadable.join(', ')}. It starts watching them from now: what happened since the last poll is not reported.`,
		);
	}
	if (skipped.length > 0) {
		const reasons = skipped.map(({ companyId, error }) => `${companyId}: ${error.message}`);
		notes.push(
			`Codat Trigger could not look at ${skipped.length} of the companies. The next poll tries again. ${reasons.slice(0, 5).join('; ')}`,
		);
	}
	if (leftOut > 0) {
		notes.push(
			`Codat Trigger left out ${leftOut} of the records that Codat sent: they are empty, or have no ID or date to tell them apart by.`,
		);
	}
	return notes;
}

/**
 * What the log should say when the pace keeps a poll from looking at all: how often it does.
 *
 * @param pace undefined when nothing is known of the day's quota
 * @returns the pace, with what has been said
 */
export function paceNote(
	pace: Pace | undefined,
	{ share, companyId }: WatchSettings,
	isSlow: boolean,
): { pace?: Pace; notes: string[] } {
	if (pace === undefined || !isSlow || !isWorthSaying(pace)) return { pace, notes: [] };
	const toldRound = roundTime(pace);
	const whom = companyId === undefined ? 'each company' : 'the company';
	const reset = new Date(pace.reset).toISOString().slice(0, 16).replace('T', ' ');
	const left = Math.max(0, Math.floor(pace.budget)).toLocaleString('en');
	const howOften =
		pace.budget < 1
			? `looks at ${whom} again when the quota resets`
			: `looks at ${whom} about every ${inWords(toldRound)}, first where news is likely`;
	return {
		pace: { ...pace, toldRound },
		notes: [
			`Codat Trigger slows down: it ${howOften}. Of Codat's daily quota it may still use ${left} requests until ${reset} UTC (${Math.round(share * 100)}% of what was left), and looking at all takes ${pace.round.toLocaleString('en')}. To change this, poll less often or raise 'Share of Daily Quota' in its options.`,
		],
	};
}

function inWords(ms: number): string {
	const seconds = Math.max(1, Math.round(ms / 1000));
	if (seconds < 90) return `${seconds} seconds`;
	const minutes = Math.round(seconds / 60);
	return minutes < 90 ? `${minutes} minutes` : `${Math.round(minutes / 60)} hours`;
}
