import { nameOf } from '../../dataTypes';
import { codatText } from '../../transport/errors';
import { absenceIn } from '../../transport/notFound';
import type { Answer } from '../../transport/request';
import { UserFacingError } from '../../transport/userFacingError';

/** Whether Codat answers that there are no options, for whatever reason. */
export function hasNoOptions(answer: Answer): boolean {
	return !['codat', 'product', undefined].includes(absenceIn(answer));
}

/**
 * Codat's 404 for options, in words: it stands for a platform that can't write the data type as well
 * as for a company or connection that isn't there (docs/codat.md, Errors).
 */
export function noOptions(answer: Answer, dataType: unknown): UserFacingError {
	const said = codatText(answer) ?? '';
	if (['company', 'connection'].includes(absenceIn(answer) ?? '')) {
		return new UserFacingError(
			said,
			"Check 'Company' and 'Connection': the connection must be one of this company.",
		);
	}
	return new UserFacingError(
		`The platform of this connection can’t take ${nameOf(dataType).toLowerCase()} from Codat`,
		`${said ? `Codat says: ${said}\n` : ''}Choose another data type, or a connection to a platform that supports this one.`,
	);
}
