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
		'How to try again when Codat is busy, limits the rate or can’t be reached. Nothing is written twice.',
	options: [
		{
			displayName: 'Exponent',
			name: 'exponent',
			type: 'number',
			typeOptions: { minValue: 1, numberPrecision: 2 },
			default: 1.5,
			description: 'The factor by which each wait grows',
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
				'How long to keep trying: 60000 is a minute, 300000 five minutes. The maximum is 3600000, an hour. A try that would come later is not made.',
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
					description: 'Try once, as soon as the rate limit allows',
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
