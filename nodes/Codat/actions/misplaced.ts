import type { IDataObject } from 'n8n-workflow';

import { nameOf, sourceTypeOf } from '../dataTypes';
import { isEmpty } from '../fields/read';
import { absenceOf } from '../transport/errors';
import { absenceIn, notOfCompany, type Absence } from '../transport/notFound';
import type { Answer } from '../transport/request';
import { UserFacingError } from '../transport/userFacingError';
import type { Call } from './operation';
import { startedIn } from './started';

const SOURCE_TYPES = ['Accounting', 'Banking', 'Commerce'];

/** How long a look at a connection may take that has failed already, in milliseconds. */
const LOOK_MS = 10_000;

/** A 404 of an operation on a connection. */
interface Missed {
	absence: Absence | undefined;
	/** What Codat said. */
	said: string;
	dataType: unknown;
	/** What the operation does with the records: `read from` or `written to`. */
	done: string;
	/** As the editor shows it, if it is known. */
	companyName?: string;
}

/**
 * Whether a 404 is for the connection, whatever Codat's words are: it is not one of the company's, or
 * of a type that can't have such records at all.
 *
 * @param look asks Codat for the connection
 * @returns what to tell, or undefined where it is not for the connection
 */
export async function misplaced(
	{ absence, said, dataType, done, companyName }: Missed,
	look: () => Promise<Answer>,
): Promise<UserFacingError | undefined> {
	if (absence === 'connection') return notOfCompany(companyName, said);
	if (absence !== 'other' && absence !== 'records') return undefined;

	const answer = await look().catch(() => undefined);
	if (answer === undefined) return undefined;
	const isGone = ['connection', 'other', 'records'].includes(absenceIn(answer) ?? '');
	if (isGone) return notOfCompany(companyName, said);
	const { sourceType, platformName } = (answer.body ?? {}) as IDataObject;
	const needed = sourceTypeOf(dataType);
	const known = SOURCE_TYPES.find(
		(type) => type.toLowerCase() === String(sourceType).toLowerCase(),
	);
	if (answer.status >= 300 || isEmpty(dataType) || known === undefined || known === needed) {
		return undefined;
	}
	return new UserFacingError(
		`${nameOf(dataType)} can't be ${done} ${String(platformName ?? 'this connection')}, whose type is ${known}`,
		`Choose a connection of the type ${needed} in 'Connection', or another data type.`,
	);
}

/** Asks for the connection that an operation works on; a 404 is an answer too. */
export async function lookAtConnection({ send }: Pick<Call, 'send'>): Promise<Answer> {
	return await send(CONNECTION, { accept: isAbsence, deadline: Date.now() + LOOK_MS });
}

export const CONNECTION = 'GET /companies/{companyId}/connections/{connectionId}';
export const isAbsence = (answer: Answer) => absenceIn(answer) !== undefined;

/**
 * The error of an operation; in place of a 404 that is for the connection, what to do about that.
 *
 * @param done as in `misplaced`
 */
export async function explained(
	call: Pick<Call, 'values' | 'send' | 'companyName'>,
	error: unknown,
	done: string,
): Promise<Error> {
	const { values } = call;
	const absence = absenceOf(error);
	const failure = error as Error;
	const { connectionId, dataType } = values;
	const only = (values.options as IDataObject | undefined)?.connectionId;
	const isAbout = connectionId !== undefined || (only !== undefined && absence === 'connection');
	if (absence === undefined || !isAbout || startedIn(failure as { context?: IDataObject })) {
		return failure;
	}
	const companyName = call.companyName();
	const missed = { absence, said: failure.message, dataType, done, companyName };
	const found = await misplaced(missed, async () => await lookAtConnection(call));
	// The same error in other words, so that it still tells its HTTP status.
	return found ? Object.assign(failure, wordsOf(found)) : failure;
}

const wordsOf = ({ message, description }: UserFacingError) => ({ message, description });
