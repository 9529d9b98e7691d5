import type { IDataObject } from 'n8n-workflow';

import type { Field } from './field';

/** Whether an operation whose records have more than ten fields returns the most useful ones alone. */
export const simplify: Field = {
	property: {
		displayName: 'Simplify',
		name: 'simplify',
		type: 'boolean',
		default: true,
		description: 'Whether to return a simplified version of the response instead of the raw data',
	},
};

/** The same where workflows were saved before there was a choice: they get the whole record. */
export const simplifyOff: Field = {
	property: { ...simplify.property, default: false },
	inTool: { default: true },
};

/** For lists, which may be long. */
export const simplifyNotice: Field = {
	property: {
		displayName:
			'All fields of thousands of records can need more memory than n8n has. If there may be that many, turn on Simplify or use filters.',
		name: 'simplifyNotice',
		type: 'notice',
		default: '',
		displayOptions: { show: { returnAll: [true], simplify: [false] } },
	},
	inTool: 'hidden',
};

/**
 * A record with no more than the properties named, each where it stood: what is built on it works
 * with the whole record as well.
 *
 * @param keep dotted names
 */
export function simplified(record: IDataObject, keep: readonly string[]): IDataObject {
	const simple: IDataObject = {};
	for (const path of keep) copy(record, simple, path.split('.'));
	return simple;
}

function copy(from: IDataObject, to: IDataObject, [key, ...rest]: string[]): void {
	if (!Object.hasOwn(from, key)) return;
	const value = from[key];
	if (rest.length === 0 || value === null || typeof value !== 'object' || Array.isArray(value)) {
		to[key] = value;
		return;
	}
	const child = (to[key] ?? {}) as IDataObject;
	copy(value as IDataObject, child, rest);
	to[key] = child;
}
