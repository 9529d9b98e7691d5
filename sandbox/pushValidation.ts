import type { ValidationItem } from './errors';
import type { PushOption } from './pushOptions';
import { isObject } from './route';

export interface Findings {
	errors: ValidationItem[];
	warnings: ValidationItem[];
}

const TYPES: Record<PushOption['type'], (value: unknown) => boolean> = {
	Array: Array.isArray,
	Object: isObject,
	String: (value) => typeof value === 'string',
	Number: (value) => typeof value === 'number',
	Boolean: (value) => typeof value === 'boolean',
	DateTime: (value) => typeof value === 'string' && !Number.isNaN(Date.parse(value)),
};

/** Any text in a record that asks for the write to fail. */
const MARKER = 'FAIL';

function isMissing(value: unknown): boolean {
	return value === undefined || value === null || value === '';
}

/** The error of a write that asks to fail. */
export function refusals({ displayName }: PushOption, written: unknown): ValidationItem[] {
	if (!JSON.stringify(written)?.includes(MARKER)) return [];
	const message = `The record was refused, since it says ${MARKER}.`;
	return [{ itemId: 'reference', message, validatorName: displayName }];
}

/** Holds a record against its model: fields that are missing, unknown, or of another kind. */
export function validate(model: PushOption, record: unknown): Findings {
	const findings: Findings = { errors: [], warnings: [] };
	const note = (kind: keyof Findings, itemId: string, message: string) =>
		findings[kind].push({ itemId, message, validatorName: model.displayName });

	function checkFields(fields: Record<string, PushOption>, value: object, path: string): void {
		for (const [name, option] of Object.entries(fields)) {
			check(option, (value as Record<string, unknown>)[name], path + name);
		}
		for (const name of Object.keys(value)) {
			if (!(name in fields)) note('warnings', path + name, `${path}${name} is not in the model.`);
		}
	}

	function check(option: PushOption, value: unknown, path: string): void {
		if (isMissing(value)) {
			if (option.required) note('errors', path, `${option.displayName} is required.`);
		} else if (!TYPES[option.type](value)) {
			note('errors', path, `${option.displayName} must be of type ${option.type}.`);
		} else if (option.options && !option.options.some((known) => known.value === value)) {
			note('errors', path, `${option.displayName} does not allow ${String(value)}.`);
		} else if (Array.isArray(value)) {
			value.forEach((one, index) =>
				checkFields(option.properties ?? {}, Object(one), `${path}[${index}].`),
			);
		} else if (isObject(value)) {
			checkFields(option.properties ?? {}, value, `${path}.`);
		}
	}

	if (isObject(record)) checkFields(model.properties ?? {}, record, '');
	findings.errors.push(...refusals(model, record));
	return findings;
}
