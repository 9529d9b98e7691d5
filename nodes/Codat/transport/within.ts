import type { Outcome } from './request';

/** What n8n's own timeout, which comes first wherever it comes at all, is let have. */
const GRACE_MS = 250;

/**
 * What the request comes to, or a timeout. n8n's own timeout begins anew with each byte, so that an
 * answer which trickles in would never end.
 *
 * @param timeout milliseconds
 */
export async function within(timeout: number, request: Promise<Outcome>): Promise<Outcome> {
	const signal = AbortSignal.timeout(timeout + GRACE_MS);
	let onAbort = () => {};
	const timedOut = new Promise<Outcome>((resolve) => {
		onAbort = () => resolve({ kind: 'fault', code: 'ETIMEDOUT' });
		signal.addEventListener('abort', onAbort, { once: true });
	});
	try {
		return await Promise.race([request, timedOut]);
	} finally {
		signal.removeEventListener('abort', onAbort);
	}
}
