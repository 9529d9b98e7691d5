import { own } from '../fields/read';
import { UserFacingError } from '../transport/userFacingError';
import { resources } from './index';
import type { Operation } from './operation';

/**
 * The operation that the node is set to, which an expression may give, or a workflow made by another
 * version of this package.
 *
 * @throws UserFacingError naming what the node doesn't have
 */
export function findOperation(resource: unknown, operation: unknown): Operation {
	const found = own(resources, resource);
	if (!found) throw unknown('Resource', resource, Object.keys(resources));
	const known = own(found.operations, operation);
	if (!known) throw unknown(`Operation of ${found.name}`, operation, Object.keys(found.operations));
	return known;
}

/** The operation under these values, or undefined while they name none. */
export function knownOperation(resource: unknown, operation: unknown): Operation | undefined {
	const found = own(resources, resource);
	return found && own(found.operations, operation);
}

function unknown(what: string, given: unknown, known: string[]): UserFacingError {
	return new UserFacingError(
		`'${what}' can’t be ${JSON.stringify(given) ?? 'left out'}`,
		`Choose it from the list, or set it to one of ${known.join(', ')}. If the workflow was made elsewhere, update this package.`,
	);
}
