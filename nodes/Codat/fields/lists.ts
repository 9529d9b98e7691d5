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
	inTool: 'hidden',
};

/** How many records an AI agent is given unless it is told otherwise, and at most: it reads them all. */
export const DEFAULT_IN_TOOLS = 20;
export const MOST_IN_TOOLS = 100;

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
	inTool: {
		typeOptions: { minValue: 1, maxValue: MOST_IN_TOOLS },
		default: DEFAULT_IN_TOOLS,
		description: `Max number of results to return, ${MOST_IN_TOOLS} at most. The agent is told whether there are more.`,
		displayOptions: {},
	},
	read: wholeNumber(1, 1_000_000),
};
