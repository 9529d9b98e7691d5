import { resources } from '../../nodes/Codat/actions';
import { rows } from './endpoints';

/** The rows of the resources that are built. */
export const built = rows.filter(({ resource }) => resource in resources);
