import type { INodeProperties } from 'n8n-workflow';

import { connection } from './connection';
import type { Operation } from './operation';
import { pushData } from './pushData';
import { sync } from './sync';

export interface Resource {
	/** In the resource dropdown, singular, Title Case. */
	name: string;
	/** By value, which saved workflows hold. */
	operations: Record<string, Operation>;
}

/** Everything that the node can do, by resource value. */
export const resources: Record<string, Resource> = { connection, pushData, sync };

/** The node's properties: the resource, each resource's operations, each operation's fields. */
export function buildProperties(): INodeProperties[] {
	const resource: INodeProperties = {
		displayName: 'Resource',
		name: 'resource',
		type: 'options',
		noDataExpression: true,
		options: byName(Object.entries(resources).map(([value, { name }]) => ({ name, value }))),
		default: 'sync',
	};
	return [resource, ...Object.entries(resources).flatMap(resourceProperties)];
}

function resourceProperties([resource, { operations }]: [string, Resource]): INodeProperties[] {
	const entries = Object.entries(operations);
	const [first] = Object.keys(operations);
	const operation: INodeProperties = {
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: [resource] } },
		options: byName(
			entries.map(([value, { name, action, description }]) => ({
				name,
				value,
				action,
				description,
			})),
		),
		default: first,
	};
	const fields = entries.flatMap(([value, { fields }]) =>
		fields.map(({ property }) => ({
			...property,
			displayOptions: {
				show: { resource: [resource], operation: [value], ...property.displayOptions?.show },
			},
		})),
	);
	return [operation, ...fields];
}

function byName<Option extends { name: string }>(options: Option[]): Option[] {
	return options.sort((a, b) => a.name.localeCompare(b.name));
}
