import { resources } from '../../nodes/Codat/actions';
import { rows } from './endpoints';

/**
 * The rows of the resources that are built. Until the rest of Read Data is merged, its rows are those
 * that are there.
 */
export const built = rows.filter(
	({ resource, operation }) =>
		resource in resources &&
		(resource !== 'readData' || operation in resources.readData.operations),
);
