import { nameOf } from '../../dataTypes';
import { codatText } from '../../transport/words';
import { absenceIn } from '../../transport/notFound';
import type { Answer } from '../../transport/request';
import { UserFacingError } from '../../transport/userFacingError';
import { misplaced } from '../misplaced';

/** Whether Codat answers that there are no options, for whatever reason. */
export function hasNoOptions(answer: Answer): boolean {
	return !['codat', 'product', undefined].includes(absenceIn(answer));
}

/**
 * Codat's 404 for options, in words: where it is not for the connection, the platform can't write the
 * data type (docs/codat.md, Errors).
 *
 * @param look asks Codat for the connection
 */
export async function noOptions(
	answer: Answer,
	dataType: unknown,
	companyName: string | undefined,
	look: () => Promise<Answer>,
): Promise<UserFacingError> {
	const absence = absenceIn(answer);
	const said = codatText(answer) ?? '';
	if (absence === 'company') {
		return new UserFacingError(said, "Choose 'Company' again: it may have been deleted.");
	}
	const missed = { absence, said, dataType, done: 'written to', companyName };
	return (
		(await misplaced(missed, look)) ??
		new UserFacingError(
			`The platform of this connection can’t take ${nameOf(dataType).toLowerCase()} from Codat`,
			`${said ? `Codat says: ${said}\n` : ''}Choose another data type, or a connection to a platform that supports this one.`,
		)
	);
}
