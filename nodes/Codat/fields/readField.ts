import type { INodeProperties, INodePropertyOptions, NodePropertyTypes } from 'n8n-workflow';

import { UserFacingError } from '../transport/userFacingError';
import { isoDate, optionalDate } from './dates';
import type { Field, Values } from './field';
import { jsonObject } from './json';
import {
	anyNumber,
	anyText,
	choice,
	choices,
	gaveNothing,
	isEmpty,
	isPlainObject,
	requiredText,
	yesNo,
} from './read';

type Read = NonNullable<Field['read']>;

/** How a value is read whose field doesn't say so itself, by the type of its property. */
const READERS: Partial<Record<NodePropertyTypes, (property: INodeProperties) => Read>> = {
	boolean: () => yesNo,
	dateTime: ({ required }) => (required ? isoDate : optionalDate),
	json: () => jsonObject,
	multiOptions: (property) => (property.required ? atLeastOne : choices)(valuesOf(property)),
	number: ({ typeOptions }) => anyNumber(typeOptions?.minValue, typeOptions?.maxValue),
	options: (property) => choice(valuesOf(property)),
	string: ({ required }) => (required ? requiredText : anyText),
};

/**
 * Reads a field's value.
 *
 * @param raw as n8n gives it: what the user set, or what an expression gave
 * @param timezone the workflow's, in which dates without a zone are meant
 * @param label what messages call the field
 * @throws UserFacingError naming the field, with what its value is and what it must be
 */
export function readField(
	{ property, read }: Field,
	raw: unknown,
	timezone: string,
	label = property.displayName,
): unknown {
	const reader = read ?? READERS[property.type]?.(property);
	if (!reader) throw new TypeError(`Nothing reads '${property.name}' (${property.type})`);
	return reader(raw, label, timezone);
}

/**
 * Reads all fields that are in force, going by the values of the fields above them.
 *
 * @param parameter gives a parameter's raw value by its name, or the fallback where it isn't set
 * @param saved gives the same with its expressions as they were written
 * @throws UserFacingError naming the first field that can't be used
 */
export function readFields(
	fields: Field[],
	parameter: (name: string, fallback: INodeProperties['default']) => unknown,
	timezone: string,
	saved: (name: string) => unknown = () => undefined,
): Values {
	const values: Values = {};
	for (const field of fields) {
		const { name, type, displayOptions, default: fallback } = field.property;
		// A form is left to the operation: with its values come all of its fields and their choices.
		if (type === 'resourceMapper' || type === 'notice') continue;
		if (!isShown(displayOptions?.show, values)) continue;
		const given = parameter(name, fallback);
		try {
			values[name] = readField(field, given, timezone);
		} catch (error) {
			const isNothing = isEmpty(valueIn(given)) && isExpression(valueIn(saved(name)));
			throw isNothing ? gaveNothing(field.property.displayName) : (error as Error);
		}
	}
	return values;
}

/** What stands in a locator, or the value itself. */
function valueIn(value: unknown): unknown {
	return isPlainObject(value) && '__rl' in value ? value.value : value;
}

function isExpression(saved: unknown): boolean {
	return typeof saved === 'string' && saved.startsWith('=');
}

/** Whether a field is in force that is shown for some values of others. */
export function isShown(show: Record<string, unknown> | undefined, values: Values): boolean {
	return Object.entries(show ?? {}).every(([name, allowed]) =>
		[values[name]].flat().some((value) => (allowed as unknown[]).includes(value)),
	);
}

function valuesOf({ options }: INodeProperties): Array<INodePropertyOptions['value']> {
	return (options as INodePropertyOptions[]).map(({ value }) => value);
}

function atLeastOne(values: Array<INodePropertyOptions['value']>): Read {
	const read = choices(values);
	return (value, label) => {
		const chosen = read(value, label);
		if (chosen.length > 0) return chosen;
		throw new UserFacingError(`'${label}' is empty`, 'Choose at least one.');
	};
}
