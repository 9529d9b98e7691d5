import type { Answer } from './request';
import { UserFacingError } from './userFacingError';

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

const WORDS: Array<[Absence, RegExp]> = [
	// "No syncs for company … were found.", "No data available for accounts for ID …"
	['records', /^no (syncs\b.*\bfound|data available)\b/i],
	['product', /\bnot (configured|enabled|set up)\b/i],
	// "Data connection … not found"
	['connection', /\bconnection\b.*\bnot found|^no (data )?connection\b/i],
	// "No company was found with ID …"
	['company', /\bcompany \S+ (was )?not found|^no company\b/i],
];

/** @returns what isn't there, or undefined when the answer is no 404 */
export function absenceIn({ status, body }: Answer): Absence | undefined {
	if (status !== 404) return undefined;
	const { error, correlationId } = (body ?? {}) as { error?: unknown; correlationId?: unknown };
	if (typeof error !== 'string') return 'codat';
	const known = WORDS.find(([, words]) => words.test(error.trim()));
	// By this ID Codat's own can be told from another server's, whatever its words.
	return known?.[0] ?? (typeof correlationId === 'string' ? 'other' : 'codat');
}

/** Whether a 404 stands for an empty list: only Codat's own words for "none" do. */
export function isEmptyList(answer: Answer): boolean {
	return absenceIn(answer) === 'records';
}

/** Whether a 404 says that the one record that was asked for isn't there. */
export function isRecordGone(answer: Answer): boolean {
	return ['records', 'other'].includes(absenceIn(answer) ?? '');
}

const NOTHING_UNDER_ID = 'Codat found nothing under this ID';

/** What a user is told of a 404: a message for when Codat gave none, and what to do. */
export function wordAbsence(answer: Answer): { message: string; advice: string } {
	switch (absenceIn(answer)) {
		case 'codat':
			return {
				message: 'Nothing was found, and the answer does not look like one of Codat’s',
				advice:
					"Check 'Base URL' in the Codat API credential, and any proxy between n8n and Codat.",
			};
		case 'company':
			return {
				message: NOTHING_UNDER_ID,
				advice:
					'The company may be deleted, or belong to another Codat account than the API key. Choose it from the list again.',
			};
		case 'connection':
			return {
				message: NOTHING_UNDER_ID,
				advice:
					'The connection may be deleted, or belong to another company. Link the platform again, or choose another connection.',
			};
		case 'product':
			return {
				message: NOTHING_UNDER_ID,
				advice:
					'Your Codat account doesn’t have this product, or it is not set up. Look in the Codat portal under Settings > Products, or ask Codat.',
			};
		default:
			return {
				message: NOTHING_UNDER_ID,
				advice:
					"Check the IDs: the record may be deleted, belong to another company, or be of a kind that the company's platform doesn't have.",
			};
	}
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
