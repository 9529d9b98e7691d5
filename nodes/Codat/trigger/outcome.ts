/** How far a sync is. */
export type Outcome = 'inProgress' | 'success' | 'failure' | 'unknown';

/** A sync's status code as a text of digits, or empty; Codat's examples hold one as `"4200,"`. */
export function statusCode(value: unknown): string {
	return /^\s*0*(\d+)/.exec(String(value ?? ''))?.[1] ?? '';
}

/**
 * Classes a sync by the range of its status code, because Codat's table of codes is incomplete
 * and its status texts are free (docs: commerce/error-documentation.md; contract §5.1).
 */
export function outcomeOf(syncStatusCode: unknown): Outcome {
	const code = Number(statusCode(syncStatusCode) || NaN);
	if (code >= 1000 && code < 2000) return 'inProgress';
	if (code >= 2000 && code < 3000) return 'success';
	return code >= 4000 ? 'failure' : 'unknown';
}
