import type { INodePropertyOptions } from 'n8n-workflow';

import type { PushOption } from '../../nodes/Codat/actions/pushData/record/model';
import { fieldsOf } from '../../nodes/Codat/actions/pushData/record/model';
import type { List, Part } from '../../nodes/Codat/actions/pushData/record/parts';
import { keysOf, optionAt, wayOf } from '../../nodes/Codat/actions/pushData/record/place';

/** A list with one row, as the editor saves it, with everything in it that the platform takes. */
export function everyRow({ parts }: List, option: PushOption): { rows: object[] } {
	const entries = parts.flatMap((part): Array<[string, unknown]> => {
		const way = wayOf(part, option);
		const isOther = !isForFirst(part, parts);
		if (way === undefined || isOther) return [];
		return [[part.field.property.name, sampleOf(part, optionAt(option, keysOf(way)) ?? {})]];
	});
	return { rows: [Object.fromEntries(entries)] };
}

/** Of fields that are each for some types, whether one is for the type that a row begins with. */
function isForFirst({ field }: Part, parts: Part[]): boolean {
	const types = field.property.displayOptions?.show?.type;
	const type = parts.find((part) => part.field.property.name === 'type');
	return !types || types.includes(type?.field.property.default as string);
}

function sampleOf(part: Part, option: PushOption): unknown {
	if (part.parts) return everyRow({ ...part, parts: part.parts }, option);
	if (part.of !== undefined) return { __rl: true, mode: 'id', value: 'x' };
	const { type, options, default: fallback } = part.field.property;
	if (type === 'options') return fallback || (options as INodePropertyOptions[]).at(-1)?.value;
	return type === 'dateTime' ? '2026-01-31' : '12.5';
}

/** A made-up model of records that have a list, each of whose values is at one of its places. */
export function modelFrom(list: List, pick: number): PushOption {
	const model: PushOption = { type: 'Object', properties: {} };
	add(model, list, pick);
	return model;
}

function add(model: PushOption, part: Part, pick: number): void {
	let option = model;
	const steps = part.at.at(pick)!.split('.');
	for (const step of steps) {
		const properties = (option.properties ??= {});
		const isLast = step === steps.at(-1);
		const type = step.endsWith('[]') || (isLast && part.parts) ? 'Array' : 'Object';
		option = properties[step.replace('[]', '')] ??= {
			type: isLast && !part.parts ? 'String' : type,
		};
	}
	if (/(recordRefs\[\]|invoiceTo)\.id$/.test(steps.slice(-2).join('.'))) {
		add(model, { ...part, at: [[...steps.slice(0, -1), 'dataType'].join('.')] }, 0);
	}
	for (const each of part.parts ?? []) add(option, each, pick);
}

/** The ways to all values of a record: names joined by dots, without numbers. */
export function waysIn(value: unknown, path: string[] = []): string[] {
	if (value === null || typeof value !== 'object') return [path.join('.')];
	const inner = Array.isArray(value)
		? value.flatMap((each) => waysIn(each, path))
		: Object.entries(value).flatMap(([key, each]) => waysIn(each, [...path, key]));
	return [...new Set(inner)].sort();
}

/** The ways to all values that a model has. */
export function waysOf(option: PushOption, path: string[] = []): string[] {
	const fields = fieldsOf(option);
	if (fields.length === 0) return [path.join('.')];
	return fields.flatMap(([key, field]) => waysOf(field, [...path, key])).sort();
}
