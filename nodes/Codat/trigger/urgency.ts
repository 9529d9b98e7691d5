import { HOUR } from '../time';

/** What is known of a company's last look: plain data. Times are epoch milliseconds. */
export interface Visit {
	at: number;
	/** When something new was last found. */
	newsAt?: number;
	/** Something was under way. */
	isOpen?: boolean;
	/** When the company's data were last fetched, as the list of companies said. */
	lastSync?: string;
}

const RECENT = HOUR;

/**
 * How much sooner than others a company is looked at. The numbers are bounded, so that one without
 * any sign of news waits at most so many times as long, and none starves.
 */
const WEIGHTS = { open: 8, fetched: 8, recent: 4, quiet: 1 };

/**
 * How urgent it is to look at a company: how long ago that was, weighted by how likely there is
 * news.
 *
 * @param visit undefined for one that was never looked at, which comes before all
 * @param lastSync as the list of companies says now, if it does
 */
export function urgencyOf(
	visit: Visit | undefined,
	lastSync: string | undefined,
	now: number,
): number {
	if (visit === undefined) return Infinity;
	const waited = Math.max(1, now - visit.at);
	return waited * weightOf(visit, lastSync, now);
}

function weightOf(
	{ newsAt, isOpen, lastSync: known }: Visit,
	lastSync: string | undefined,
	now: number,
): number {
	if (isOpen) return WEIGHTS.open;
	if (lastSync !== undefined && lastSync !== known) return WEIGHTS.fetched;
	return newsAt !== undefined && now - newsAt < RECENT ? WEIGHTS.recent : WEIGHTS.quiet;
}

/** Whether a value that n8n has kept is a visit. */
export function isVisit(value: unknown): value is Visit {
	const { at, newsAt = 0, isOpen = false, lastSync = '' } = Object(value) as Visit;
	return (
		Number.isFinite(at) &&
		Number.isFinite(newsAt) &&
		typeof isOpen === 'boolean' &&
		typeof lastSync === 'string'
	);
}
