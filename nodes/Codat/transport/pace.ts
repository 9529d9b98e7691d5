/**
 * For how many windows what was learned is kept to: the more often it proves true, the longer.
 * Then the limit is tried anew, since it may have grown, or others who used it may have gone.
 */
const TRUST = { least: 1, most: 8 };

interface Lesson {
	requests: number;
	/** Milliseconds. */
	length: number;
}

/**
 * Learns from refusals that say only when to come back (`Retry-After`) how many requests go
 * through in what time, and spares the refusals of the windows that follow. Times are epoch
 * milliseconds.
 */
export interface Pace {
	/**
	 * Milliseconds until another request would go through, as far as is known: 0 for at once, and
	 * Infinity until a request under way is answered.
	 */
	pause(now: number): number;
	/** A request goes out. */
	sent(now: number): void;
	/** A request went through. */
	answered(now: number): void;
	/** A request was refused, and the next is asked to wait for so many milliseconds. */
	refused(now: number, wait: number | undefined): void;
}

export function createPace(): Pace {
	let window = emptyWindow();
	let lastLesson: Lesson | undefined;
	let trust = TRUST.least;
	let limit: (Lesson & { windowsLeft: number }) | undefined;

	function learn(lesson: Lesson) {
		if (lastLesson) {
			const isProved = lesson.requests <= lastLesson.requests;
			trust = isProved ? Math.min(trust * 2, TRUST.most) : TRUST.least;
			// Of two, one may have begun in the middle of a window, or been shared with others.
			limit = {
				requests: Math.max(lesson.requests, lastLesson.requests),
				length: Math.max(lesson.length, lastLesson.length),
				windowsLeft: trust,
			};
		}
		lastLesson = lesson;
	}

	return {
		pause(now) {
			if (!limit || window.refused > 0 || window.sent < limit.requests) return 0;
			return Math.max(0, window.began + limit.length - now);
		},
		sent(now) {
			const isOver = limit !== undefined && now >= window.began + limit.length;
			if (window.refused > 0 || isOver) {
				if (window.lesson) learn(window.lesson);
				else if (limit && --limit.windowsLeft === 0) limit = undefined;
				window = emptyWindow();
			}
			window.sent++;
		},
		answered(now) {
			// Not when it was sent: the window has begun by now, wherever it is counted.
			window.began = Math.min(window.began, now);
		},
		refused(now, wait) {
			window.refused++;
			const requests = window.sent - window.refused;
			// When nothing went through, an earlier window isn't over: that says nothing of this one.
			if (requests < 1) window.lesson = undefined;
			if (wait === undefined || requests < 1) return;
			// The wait is rounded up to whole seconds, of which a window is taken to be long.
			const length = Math.floor((Math.max(0, now - window.began) + wait) / 1000) * 1000;
			window.lesson = { requests, length: window.lesson?.length ?? length };
		},
	};
}

/** What has been sent since the last wait; `began` is when the first of it was answered. */
function emptyWindow() {
	return { began: Infinity, sent: 0, refused: 0, lesson: undefined as Lesson | undefined };
}
