import type { INodeProperties } from 'n8n-workflow';

import { DAY } from '../time';
import type { RetryPolicy } from '../transport/retry';
import { DEFAULT_RETRIES, LONGEST_ELAPSED_TIME } from '../transport/retry';
import { readMembers } from './collection';
import type { Field } from './field';
import { anyNumber } from './read';

/** The `retries` argument of Codat's SDKs: the same for every operation, so it stands once. */
export const retriesProperty: INodeProperties = {
	displayName: 'Retries',
	name: 'retries',
	// Beside n8n's own 'Retry On Fail'.
	isNodeSetting: true,
	type: 'collection',
	placeholder: 'Add Setting',
	default: {},
	description:
		'How to try again when Codat is busy, limits the rate or can’t be reached. A write is never sent twice.',
	options: [
		{
			displayName: 'Exponent',
			name: 'exponent',
			type: 'number',
			typeOptions: { minValue: 1, numberPrecision: 2 },
			default: 1.5,
			description: 'What each wait is multiplied with to give the next one',
		},
		{
			displayName: 'Initial Interval (Milliseconds)',
			name: 'initialInterval',
			type: 'number',
			typeOptions: { minValue: 0 },
			default: 500,
			description: 'How long to wait before the second try: 500 is half a second',
		},
		{
			displayName: 'Max Elapsed Time (Milliseconds)',
			name: 'maxElapsedTime',
			type: 'number',
			typeOptions: { minValue: 0 },
			default: 300000,
			description:
				'After how long no further try is begun: 60000 is a minute, 300000 are five, and 3600000, an hour, is the most. A wait that would last longer is not begun.',
		},
		{
			displayName: 'Max Interval (Milliseconds)',
			name: 'maxInterval',
			type: 'number',
			typeOptions: { minValue: 0 },
			default: 60000,
			description:
				'The longest wait between two tries when Codat does not name one itself: 60000 is a minute',
		},
		{
			displayName: 'Retry Connection Errors',
			name: 'retryConnectionErrors',
			type: 'boolean',
			default: true,
			description: 'Whether to try again when the connection to Codat fails or times out',
		},
		{
			displayName: 'Strategy',
			name: 'strategy',
			type: 'options',
			options: [
				{
					name: 'Backoff',
					value: 'backoff',
					description: 'Try again after waits that grow',
				},
				{
					name: 'None',
					value: 'none',
					description: 'Try once, as soon as the rate limit lets this through',
				},
			],
			default: 'backoff',
			description: 'Whether to try again at all',
		},
	],
};

/** How long a single wait or all tries together may be at most: a day, in milliseconds. */
const MAX_TIME = DAY;

/** The settings in the collection: times and the exponent have bounds, the rest is read by its type. */
const settings = (retriesProperty.options as INodeProperties[]).map((property): Field => {
	if (property.type !== 'number') return { property };
	return { property, read: anyNumber(property.typeOptions?.minValue, MAX_TIME) };
});

/**
 * Reads the `retries` collection; what is not set has its default, and more than an hour in all
 * counts as an hour.
 *
 * @throws UserFacingError naming a setting that can't be used, such as a time beyond a day
 */
export function readRetries(value: unknown): RetryPolicy {
	const policy: RetryPolicy = {
		...DEFAULT_RETRIES,
		...readMembers(settings, value, retriesProperty.displayName, ''),
	};
	return { ...policy, maxElapsedTime: Math.min(policy.maxElapsedTime, LONGEST_ELAPSED_TIME) };
}
