/** The sandbox's time: an injected clock, which a test or a control request can push ahead. */
export class Clock {
	private offset = 0;
	private ticks = 0;

	constructor(private readonly source: () => number) {}

	now(): number {
		return this.source() + this.offset;
	}

	advance(ms: number): void {
		this.offset += ms;
	}

	reset(): void {
		this.offset = 0;
	}

	/**
	 * An instant as Codat writes it, with seven fractional digits (Commerce spec's examples of
	 * `syncUtc`). The last four only tell apart what happens within one millisecond.
	 */
	stamp(at: number = this.now()): string {
		this.ticks = (this.ticks + 1) % 10_000;
		return new Date(at).toISOString().replace('Z', `${String(this.ticks).padStart(4, '0')}Z`);
	}
}

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
