import type { INodeProperties } from 'n8n-workflow';

import { byName } from '../fields/alphabet';
import type { Field } from '../fields/field';
import type { Operation, Resource } from './operation';

/**
 * The node's properties: the resource, each resource's operations, each operation's fields.
 *
 * @param first the resource that a new node begins with; it comes first in the list too
 */
export function buildProperties(
	resources: Record<string, Resource>,
	first: string,
): INodeProperties[] {
	const resource: INodeProperties = {
		displayName: 'Resource',
		name: 'resource',
		type: 'options',
		noDataExpression: true,
		options: Object.entries(resources)
			.map(([value, { name }]) => ({ name, value }))
			.sort(byName)
			.sort((a, b) => Number(b.value === first) - Number(a.value === first)),
		default: first,
	};
	return [resource, ...Object.entries(resources).flatMap(resourceProperties)];
}

function resourceProperties([resource, { operations, first }]: [string, Resource]) {
	const operation: INodeProperties = {
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: [resource] } },
		options: Object.entries(operations)
			.map(([value, { name, action, description }]) => ({ name, value, action, description }))
			.sort(byName),
		default: first,
	};
	const fields = shareProperties(operations).map(({ property, usedBy }) => ({
		...property,
		displayOptions: {
			...property.displayOptions,
			show: { resource: [resource], operation: usedBy, ...property.displayOptions?.show },
		},
	}));
	return [operation, ...fields];
}

interface SharedProperty {
	property: INodeProperties;
	/** The operations that have it. */
	usedBy: string[];
}

/**
 * The properties of all operations, each emitted once where that keeps the order of every
 * operation's own: the description is half as large, and n8n sends it to every editor.
 */
function shareProperties(operations: Record<string, Operation>): SharedProperty[] {
	const shared: Array<SharedProperty & { key: string }> = [];
	const known = new Map<Field, Array<{ property: INodeProperties; key: string }>>();
	const keyed = (field: Field) => {
		const variants =
			known.get(field) ??
			variantsOf(field).map((property) => ({ property, key: JSON.stringify(property) }));
		known.set(field, variants);
		return variants;
	};
	for (const [operation, { fields }] of Object.entries(operations)) {
		let next = 0;
		for (const { property, key } of fields.flatMap(keyed)) {
			const found = shared.findIndex((each, index) => index >= next && each.key === key);
			const at = found >= 0 ? found : next;
			if (found >= 0) shared[at].usedBy.push(operation);
			else shared.splice(at, 0, { key, property, usedBy: [operation] });
			next = at + 1;
		}
	}
	return shared;
}

/** A field's property; where the node is a tool of an AI agent, that may be another one, or none. */
function variantsOf({ property, inTool }: Field): INodeProperties[] {
	if (inTool === undefined) return [property];
	const { displayOptions } = property;
	const elsewhere = { ...property, displayOptions: { ...displayOptions, hide: IN_TOOL } };
	if (inTool === 'hidden') return [elsewhere];
	const there = { ...property, ...inTool };
	const show = { ...there.displayOptions?.show, ...IN_TOOL };
	return [elsewhere, { ...there, displayOptions: { ...there.displayOptions, show } }];
}

const IN_TOOL = { '@tool': [true] };
