import { setTimeout as delay } from 'node:timers/promises';

export interface WaitOptions {
	timeoutMs?: number;
	intervalMs?: number;
}

/**
 * Asks again and again until `condition` gives a value.
 * @param what what is waited for, to be read after 'Timed out waiting for'
 * @returns the first value that is neither undefined, null nor false
 * @throws Error when there is none within `timeoutMs`, and whatever `condition` throws
 */
export async function waitFor<T>(
	what: string,
	condition: () => T | undefined | null | false | Promise<T | undefined | null | false>,
	{ timeoutMs = 30_000, intervalMs = 100 }: WaitOptions = {},
): Promise<T> {
	const deadline = Date.now() + timeoutMs;
	for (;;) {
		const value = await condition();
		if (value !== undefined && value !== null && value !== false) return value;
		if (Date.now() >= deadline) {
			throw new Error(`Timed out after ${timeoutMs / 1000} s waiting for ${what}`);
		}
		await delay(intervalMs);
	}
}
