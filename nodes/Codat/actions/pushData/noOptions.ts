import { codatText } from '../../transport/errors';
import type { Answer } from '../../transport/request';
import { UserFacingError } from '../../transport/userFacingError';
import { nameOf } from '../../dataTypes';

/**
 * Codat's 404 for options, in words: it stands for a platform that can't write the data type as well
 * as for a company or connection that isn't there (contract §1.1).
 */
export function noOptions(answer: Answer, dataType: unknown): UserFacingError {
	const said = codatText(answer) ?? '';
	if (/(company|connection)\b.*not found|no (company|(data )?connection)\b/i.test(said)) {
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
