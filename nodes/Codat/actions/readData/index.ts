import type { Resource } from '../operation';
import { refreshes } from './refresh';

/** What Codat has fetched from the platforms of companies. */
export const readData: Resource = {
	name: 'Read Data',
	first: 'refreshAll',
	operations: { ...refreshes },
};
