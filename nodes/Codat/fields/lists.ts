import type { Field } from './field';
import { wholeNumber } from './read';

/** Whether a list operation returns all of its records. */
export const returnAll: Field = {
	property: {
		displayName: 'Return All',
		name: 'returnAll',
		type: 'boolean',
		default: false,
		description: 'Whether to return all results or only up to a given limit',
	},
};

/** How many records a list operation returns when not all. */
export const limit: Field = {
	property: {
		displayName: 'Limit',
		name: 'limit',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: 50,
		description: 'Max number of results to return',
		displayOptions: { show: { returnAll: [false] } },
	},
	read: wholeNumber(1, 1_000_000),
};
