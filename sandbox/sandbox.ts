import type { Clock } from './clock';
import type { FaultSwitch } from './faults';
import type { Outbox } from './outbox';
import type { RateLimit } from './rateLimits';
import type { LedgerEntry, LoggedRequest, State } from './state';

export interface SandboxOptions {
	now?: () => number;
	/** The raw key; 'sandbox-key' unless given. */
	apiKey?: string;
	/** Extra generated companies, to page through. */
	companies?: number;
	rateLimit?: RateLimit;
	syncDurationMs?: number;
	pushDurationMs?: number;
	pullDurationMs?: number;
	reportDurationMs?: number;
	/** How long it takes to handle a request that has been let in. */
	latencyMs?: number;
}

export interface Sandbox {
	url: string;
	apiKey: string;
	clock: Clock;
	state: State;
	/** The newest 100,000 requests, oldest first. */
	requests: LoggedRequest[];
	/** Every write that took effect, oldest first. */
	ledger: LedgerEntry[];
	faults: FaultSwitch;
	/** What is delivered to webhook consumers. What is due later is so when `deliver` is called. */
	outbox: Outbox;
	/** Without a limit, the one that the sandbox started with is back. */
	setRateLimit(limit: RateLimit | undefined): void;
	/** Everything as it was at the start. */
	reset(): void;
	close(): Promise<void>;
	stats: { maxInFlight: number };
}
