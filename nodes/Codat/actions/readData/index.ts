import type { Resource } from '../operation';
import { attachments } from './attachments';
import { pulls } from './pulls';
import { records } from './records';
import { refreshes } from './refresh';
import { statements } from './statements';

/** What Codat has fetched from the platforms of companies. */
export const readData: Resource = {
	name: 'Read Data',
	first: 'getAll',
	operations: { ...records, ...statements, ...attachments, ...pulls, ...refreshes },
};
