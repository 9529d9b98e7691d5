import type {
	IDataObject,
	INodeParameters,
	INodeProperties,
	INodePropertyCollection,
	INodePropertyOptions,
} from 'n8n-workflow';
import { NodeHelpers } from 'n8n-workflow';

import { resources } from '../../nodes/Codat/actions';
import { queryableOf, type Operation } from '../../nodes/Codat/actions/operation';
import { nameOf, type Row } from '../spec/endpoints';
import { filtersFor, overridesOf, SAMPLES } from './samples';

const COLLECTIONS = ['collection', 'fixedCollection'];

/**
 * The parameters that a user sets for a row's operation.
 *
 * @param withOptions every option as well, and not what is required alone
 */
export function parametersFor(row: Row, withOptions: boolean): IDataObject {
	const operation = resources[row.resource].operations[row.operation];
	const { endpoint, fields } = operation;
	const own: IDataObject = {
		filters: filtersFor(queryableOf(operation, row.values ?? {}) ?? {}),
		...overridesOf(nameOf(row)),
		...row.values,
	};
	const path = typeof endpoint === 'function' ? endpoint(own) : endpoint;
	const parameters: IDataObject = { resource: row.resource, operation: row.operation };
	for (const { property } of fields) {
		if (!NodeHelpers.displayParameter(parameters as INodeParameters, property, null, null))
			continue;
		const { name, type, required } = property;
		const isSet =
			required ||
			(name === 'updateFields' && isChange(operation)) ||
			(name in own && name !== 'filters') ||
			path.includes(`{${name}}`) ||
			(withOptions && COLLECTIONS.includes(type));
		parameters[name] = isSet ? valueOf(property, own) : (property.default as IDataObject);
	}
	return parameters;
}

/** Whether an operation's body is what 'Update Fields' say, and nothing else. */
export function isChange({ fields }: Operation): boolean {
	const placed = fields.filter((field) => field.in === 'body');
	return placed.length > 0 && placed.every(({ property }) => property.name === 'updateFields');
}

/** What a field is set to: the row's own value, one for its name, its own example, or one of its type. */
function valueOf(property: INodeProperties, own: IDataObject): IDataObject[string] {
	const { name, type, options, typeOptions, placeholder = '' } = property;
	if (name in own) return own[name];
	if (name in SAMPLES) return SAMPLES[name];
	const [, example] = /^e\.g\. (.+)$/.exec(placeholder) ?? [];
	const all = (properties: INodeProperties[]) =>
		Object.fromEntries(properties.map((each) => [each.name, valueOf(each, own)]));
	const [choice] = (options ?? []) as INodePropertyOptions[];
	switch (type) {
		case 'boolean':
			return true;
		case 'dateTime':
			return '2026-01-31T10:00:00Z';
		case 'number':
			return 5;
		case 'string':
			return example ?? `${name} 1`;
		case 'options':
			if (choice) return choice.value;
			break;
		case 'multiOptions':
			if (choice) return [choice.value as string];
			break;
		case 'collection':
			return all(options as INodeProperties[]);
		case 'fixedCollection': {
			const rows = (options as INodePropertyCollection[]).map((group) => {
				const row = all(group.values);
				return [group.name, typeOptions?.multipleValues ? [row] : row];
			});
			return Object.fromEntries(rows) as IDataObject;
		}
	}
	throw new Error(`Give test/engine/samples.ts a value for '${name}'`);
}
