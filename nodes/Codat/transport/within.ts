/**
 * What a promise comes to, or `otherwise` when it takes longer.
 *
 * @param ms milliseconds, of real time
 */
export async function within<Result>(
	ms: number,
	promise: Promise<Result>,
	otherwise: Result,
): Promise<Result> {
	const signal = AbortSignal.timeout(Math.ceil(ms));
	let onAbort = () => {};
	const timedOut = new Promise<Result>((resolve) => {
		onAbort = () => resolve(otherwise);
		signal.addEventListener('abort', onAbort, { once: true });
	});
	try {
		return await Promise.race([promise, timedOut]);
	} finally {
		signal.removeEventListener('abort', onAbort);
	}
}
