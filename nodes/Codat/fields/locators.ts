import type { INodeParameterResourceLocator, INodeProperties } from 'n8n-workflow';

import type { Field } from './field';
import { codatId } from './read';

/**
 * A resource locator: From List, searchable, or By ID, where a link from the Codat portal does
 * as well. No validation pattern, since one would block expressions.
 */
function locator(
	property: Pick<INodeProperties, 'displayName' | 'name' | 'description'>,
	searchListMethod: string,
	placeholder: string,
): INodeProperties {
	return {
		...property,
		type: 'resourceLocator',
		default: { mode: 'list', value: '' },
		required: true,
		modes: [
			{
				displayName: 'From List',
				name: 'list',
				type: 'list',
				placeholder: `Select a ${property.displayName.toLowerCase()}…`,
				typeOptions: { searchListMethod, searchable: true },
			},
			{ displayName: 'By ID', name: 'id', type: 'string', placeholder },
		],
	};
}

/**
 * The ID in a locator's value, which may also be a bare ID or a link from the Codat portal,
 * where an ID follows the name of its kind (`…/companies/{id}/…`).
 */
export function locatedId(value: unknown, kind: 'companies' | 'connections'): string {
	const located =
		value !== null && typeof value === 'object'
			? (value as INodeParameterResourceLocator).value
			: value;
	const text = String(located ?? '').trim();
	const link = new RegExp(`^https?://.*/${kind}/([^/?#]+)`, 'i').exec(text);
	return link ? link[1] : text;
}

/** The company that an operation works on. */
export const company: Field = {
	property: locator(
		{
			displayName: 'Company',
			name: 'companyId',
			description: 'The customer of yours whose data this is about',
		},
		'searchCompanies',
		'e.g. 8a210b68-6988-11ed-a1eb-0242ac120002',
	),
	read: (value, label) => codatId(locatedId(value, 'companies'), label),
};
