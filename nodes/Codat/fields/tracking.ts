import type { Field } from './field';
import { recordLocator } from './locators';
import { rows } from './rows';

const KINDS = {
	trackingCategories: 'Tracking Category',
	customers: 'Customer',
	suppliers: 'Supplier',
};

export type TrackingKind = keyof typeof KINDS;

/**
 * Rows of what a line is reported under, as Codat's `trackingRefs` have it.
 *
 * @param kinds in the order of the list
 * @param searchListMethod lists the records of the kind that is chosen in the row
 * @param more fields of a row
 */
export function trackingRows(
	kinds: TrackingKind[],
	searchListMethod: string,
	more: Field[] = [],
): Field {
	return rows(
		{
			displayName: 'Tracking',
			name: 'trackingRefs',
			item: 'Tracking',
			description: 'What the line is reported under, such as a department or a project',
		},
		[
			{
				property: {
					displayName: 'Kind',
					name: 'dataType',
					type: 'options',
					options: kinds.map((value) => ({ name: KINDS[value], value })),
					default: 'trackingCategories',
					description: 'The kind of record that the line is tracked by',
				},
			},
			recordLocator({
				displayName: 'Name',
				name: 'id',
				description: 'The record of that kind that the line is tracked by',
				searchListMethod,
				example: 'DEPARTMENT_5',
				required: true,
			}),
			...more,
		],
	);
}
