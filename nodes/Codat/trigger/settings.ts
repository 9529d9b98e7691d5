import { company } from '../fields/locators';
import type { Field } from '../fields/field';
import { product } from '../fields/product';
import { readFields } from '../fields/readField';

const triggerOn: Field = {
	property: {
		displayName: 'Trigger On',
		name: 'triggerOn',
		type: 'multiOptions',
		required: true,
		options: [
			{
				name: 'Connection Status Changed',
				value: 'connectionStatusChanged',
				description: 'A connection was created, linked, unlinked or lost its authorization',
			},
			{
				name: 'Push Operation Completed',
				value: 'pushOperationCompleted',
				description: 'A record was written to a platform',
			},
			{
				name: 'Push Operation Failed',
				value: 'pushOperationFailed',
				description: 'A record could not be written to a platform, or not in time',
			},
			{
				name: 'Sync Completed',
				value: 'syncCompleted',
				description: 'A sync ended in success, whether or not it had data to write',
			},
			{
				name: 'Sync Failed',
				value: 'syncFailed',
				description: 'A sync ended in failure',
			},
			{
				name: 'Sync Started',
				value: 'syncStarted',
				description: 'A sync appeared, whether it still runs or has ended already',
			},
			{
				name: 'Sync Status Changed',
				value: 'syncStatusChanged',
				description: 'A sync has another status code than before',
			},
		],
		default: ['syncCompleted'],
	},
};

const companyScope: Field = {
	property: {
		displayName: 'Companies',
		name: 'companyScope',
		type: 'options',
		options: [
			{
				name: 'One Company',
				value: 'one',
				description: 'One request to Codat a poll for each kind of record watched',
			},
			{
				name: 'All Companies',
				value: 'all',
				description: 'The same for every company that has been connected, and one more',
			},
		],
		default: 'one',
		description:
			'Whose records to watch. Every poll counts towards your daily quota of requests: for all companies, poll every five minutes or less often.',
	},
};

/** What the user sets in the Codat Trigger. */
export const watchFields: Field[] = [
	triggerOn,
	companyScope,
	{
		...company,
		property: { ...company.property, displayOptions: { show: { companyScope: ['one'] } } },
	},
	{
		...product,
		property: {
			...product.property,
			displayOptions: {
				show: { triggerOn: ['syncCompleted', 'syncFailed', 'syncStarted', 'syncStatusChanged'] },
			},
		},
	},
];

/** What the user has chosen to watch. */
export interface WatchSettings {
	events: string[];
	/** Empty where no syncs are watched. */
	product: string;
	/** Undefined for all companies. */
	companyId?: string;
	/** The name of the one company, where the editor knows it. */
	companyName?: string;
}

/**
 * @param parameter gives a parameter's value by its name, or the fallback where it isn't set
 * @throws UserFacingError when one can't be used
 */
export function readSettings(parameter: Parameters<typeof readFields>[1]): WatchSettings {
	// No field of these is a date, for which a zone would count.
	const { triggerOn, product, companyId } = readFields(watchFields, parameter, 'UTC');
	return {
		events: triggerOn as string[],
		product: (product ?? '') as string,
		companyId: companyId as string | undefined,
	};
}
