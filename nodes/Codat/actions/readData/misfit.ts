import type { IDataObject } from 'n8n-workflow';
import { NodeApiError } from 'n8n-workflow';

import { nameOf, sourceTypeOf } from '../../dataTypes';
import { absenceIn } from '../../transport/notFound';
import { UserFacingError } from '../../transport/userFacingError';
import type { Call } from '../operation';

const SOURCE_TYPES = ['Accounting', 'Banking', 'Commerce'];

/**
 * Runs an operation on a connection; where Codat finds nothing, looks whether the connection is of a
 * type that can have the records at all, since Codat's words don't say so.
 */
export async function onFittingConnection<Result>(
	call: Call,
	run: (call: Call) => Promise<Result>,
): Promise<Result> {
	try {
		return await run(call);
	} catch (error) {
		const isAbsence = error instanceof NodeApiError && error.httpCode === '404';
		throw ((isAbsence && (await misfit(call))) || error) as Error;
	}
}

async function misfit({ values, send }: Call): Promise<UserFacingError | undefined> {
	const { connectionId, dataType } = values;
	if (connectionId === undefined) return undefined;
	const answer = await send('GET /companies/{companyId}/connections/{connectionId}', {
		accept: (each) => absenceIn(each) !== undefined,
	});
	const { sourceType, platformName } = (answer.body ?? {}) as IDataObject;
	const needed = sourceTypeOf(dataType);
	const known = SOURCE_TYPES.find(
		(type) => type.toLowerCase() === String(sourceType).toLowerCase(),
	);
	if (answer.status >= 300 || known === undefined || known === needed) return undefined;
	return new UserFacingError(
		`${nameOf(dataType)} can't be read from ${String(platformName ?? 'this connection')}, whose type is ${known}`,
		`Choose a connection of the type ${needed} in 'Connection', or another data type.`,
	);
}
