import { DAY, type Clock } from './clock';
import { CodatError, STATUS_TEXT } from './errors';

export interface RateLimit {
	limit: number;
	windowMs: number;
	/** Whether every answer says what is left, or only a 429 says when to come back. */
	headers: 'full' | 'retryAfterOnly';
	/** Requests that the current window has seen already. */
	spent?: number;
}

/**
 * A daily quota that is large enough not to matter; it resets at 00:00 UTC (Codat docs: Rate
 * limits).
 */
export const DEFAULT_RATE_LIMIT: RateLimit = { limit: 1_000_000, windowMs: DAY, headers: 'full' };

/**
 * The quota of a client without linked companies, used up: 429 until 00:00 UTC (Codat docs: Rate
 * limits).
 */
export const DAILY_QUOTA_SPENT: RateLimit = {
	limit: 1_000,
	windowMs: DAY,
	headers: 'full',
	spent: 1_000,
};

/** Counts requests in fixed windows, aligned to multiples of their length. */
export class RateLimiter {
	private limit: RateLimit = DEFAULT_RATE_LIMIT;
	private window = -1;
	private used = 0;

	constructor(
		private readonly clock: Clock,
		private readonly initial: RateLimit = DEFAULT_RATE_LIMIT,
	) {
		this.set(initial);
	}

	/**
	 * Puts a limit in force from now on; `undefined` brings back the one the sandbox started with.
	 */
	set(limit: RateLimit = this.initial): void {
		this.limit = limit;
		this.window = this.currentWindow();
		this.used = limit.spent ?? 0;
	}

	/** Counts one request. Returns the headers of its answer, or throws the 429. */
	count(): Record<string, string> {
		const window = this.currentWindow();
		if (window !== this.window) {
			this.window = window;
			this.used = 0;
		}
		const reset = (window + 1) * this.limit.windowMs;
		if (this.used >= this.limit.limit) {
			throw new CodatError(429, STATUS_TEXT[429], 'PublicApi', {
				...this.headers(reset),
				'retry-after': String(Math.ceil((reset - this.clock.now()) / 1000)),
			});
		}
		this.used++;
		return this.headers(reset);
	}

	private currentWindow(): number {
		return Math.floor(this.clock.now() / this.limit.windowMs);
	}

	private headers(reset: number): Record<string, string> {
		if (this.limit.headers === 'retryAfterOnly') return {};
		return {
			'x-rate-limit-limit': String(this.limit.limit),
			'x-rate-limit-remaining': String(this.limit.limit - this.used),
			'x-rate-limit-reset': new Date(reset).toISOString(),
		};
	}
}
