import { kindOf } from './refusals';
import type { Answer } from './request';
import { UserFacingError } from './userFacingError';
import { errorMessage } from './words';

/**
 * What a 404 means. Codat answers so for much that differs, and only its words tell which
 * (specs: the examples of `Not-Found`; docs: Errors).
 */
export type Absence =
	/** There are no records yet: an empty list. */
	| 'records'
	| 'company'
	| 'connection'
	/** The Codat account doesn't have the product, or it isn't set up. */
	| 'product'
	/** Codat's words are none of the above: most often one record that isn't there. */
	| 'other'
	/** The answer is not Codat's: a proxy's page, or another server. */
	| 'codat';

/** @returns what isn't there, or undefined when the answer is no 404 */
export function absenceIn(answer: Answer): Absence | undefined {
	if (answer.status !== 404) return undefined;
	const { error, correlationId } = errorMessage(answer);
	if (typeof error !== 'string') return 'codat';
	const kind = kindOf(answer.status, [error]);
	// By this ID Codat's own can be told from another server's, whatever its words.
	return kind?.absence ?? (typeof correlationId === 'string' ? 'other' : 'codat');
}

/** Whether a 404 stands for an empty list: only Codat's own words for "none" do. */
export function isEmptyList(answer: Answer): boolean {
	return absenceIn(answer) === 'records';
}

/** Whether a 404 says that the one record that was asked for isn't there. */
export function isRecordGone(answer: Answer): boolean {
	return ['records', 'other'].includes(absenceIn(answer) ?? '');
}

/**
 * A connection that is not one of the chosen company's: the editor goes on showing it after the
 * company was changed.
 *
 * @param companyName as the editor shows it, if it is known
 * @param said Codat's own words
 */
export function notOfCompany(companyName: string | undefined, said: string): UserFacingError {
	const whose = companyName === undefined ? 'this company' : companyName;
	return new UserFacingError(
		`This connection is not one of ${whose}'s. Choose 'Connection' again`,
		`It is another company's, or was deleted.${said === '' ? '' : `\nCodat says: ${said}`}`,
	);
}
