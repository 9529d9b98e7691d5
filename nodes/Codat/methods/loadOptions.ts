import type { ILoadOptionsFunctions, INodePropertyOptions } from 'n8n-workflow';

import { knownOperation } from '../actions/find';
import { queryableOf } from '../actions/operation';
import { sharedQueryable } from '../recordProperties';
import { filterConditions, filterFields, sortOrders, type Queryable } from '../fields/filters';

/** The fields that a filter can be about: those of the records that the operation lists. */
export async function getFilterFields(
	this: ILoadOptionsFunctions,
): Promise<INodePropertyOptions[]> {
	return filterFields(chosenQueryable(this));
}

/** The conditions that fit the field of the same filter. */
export async function getFilterConditions(
	this: ILoadOptionsFunctions,
): Promise<INodePropertyOptions[]> {
	return filterConditions(chosenQueryable(this), this.getCurrentNodeParameter('&field'));
}

/** The orders that the operation's list can have. */
export async function getSortOrders(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	return sortOrders(chosenQueryable(this));
}

function chosenQueryable(context: ILoadOptionsFunctions): Queryable {
	// The trigger's, of which there may be several.
	const types = context.getCurrentNodeParameter('dataTypes');
	if (Array.isArray(types)) return sharedQueryable(types);
	const parameter = (name: string) => String(context.getCurrentNodeParameter(name) ?? '');
	const operation = knownOperation(parameter('resource'), parameter('operation'));
	const values = { dataType: parameter('dataType') };
	return (operation && queryableOf(operation, values)) ?? {};
}
