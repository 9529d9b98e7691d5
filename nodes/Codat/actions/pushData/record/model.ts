import { isPlainObject } from '../../../fields/read';

/**
 * What a platform takes for a data type, as Codat's options endpoint says it (docs/codat.md, Push
 * options). Codat's own examples show that none of it can be relied on: names and descriptions are
 * missing, choices have no value, arrays and objects don't say what is in them.
 */
export interface PushOption {
	/** Array, Object, String, Number, Boolean, DateTime; File and MultiPart are never seen. */
	type?: string;
	displayName?: string | null;
	required?: boolean;
	/** The fields of an object, or of each item of an array. */
	properties?: Record<string, PushOption> | null;
	options?: Array<{ value?: unknown; displayName?: string | null }> | null;
}

/** A model as it came from Codat, or from a saved workflow: anything else in it is ignored. */
export function modelIn(given: unknown): PushOption {
	if (!isPlainObject(given)) return {};
	const { type, displayName, required, properties, options } = given;
	const fields = isPlainObject(properties) ? Object.entries(properties) : [];
	const kind = typeof type === 'string' ? type : fields.length > 0 ? 'Object' : undefined;
	return {
		...(kind !== undefined && { type: kind }),
		...(typeof displayName === 'string' && { displayName }),
		...(required === true && { required }),
		...(fields.length > 0 && {
			properties: Object.fromEntries(fields.map(([key, each]) => [key, modelIn(each)])),
		}),
		...(Array.isArray(options) && { options: options.filter(isPlainObject) }),
	};
}

/** Fields that Codat sets itself (docs/codat.md, Writing). */
const SET_BY_CODAT = ['id', 'modifiedDate', 'sourceModifiedDate'];

/** The model of a new record: without what Codat sets itself, unless the platform asks for it. */
export function ofNewRecord(model: PushOption): PushOption {
	const properties = fieldsOf(model).filter(
		([key, { required }]) => required === true || !SET_BY_CODAT.includes(key),
	);
	return { ...model, properties: Object.fromEntries(properties) };
}

/** The fields of an object or of an array's items; none where the model doesn't say. */
export function fieldsOf(option: PushOption): Array<[string, PushOption]> {
	return Object.entries(option.properties ?? {});
}

/** Whether a form shows an object's fields one by one. */
export function isGroup(option: PushOption): boolean {
	return option.type === 'Object' && fieldsOf(option).length > 0;
}

/** What the user calls a field. */
export function labelOf(key: string, { displayName }: PushOption): string {
	const words = key
		.replace(/([a-z\d])([A-Z])/g, '$1 $2')
		.replace(/^./, (first) => first.toUpperCase());
	return asLabel(displayName) || asLabel(words) || 'Field';
}

/** The label of a field within another. */
export function within(parent: string, label: string): string {
	return parent === '' ? label : `${parent} › ${label}`;
}

/** A text of Codat's that n8n won't take for an expression. */
export function asLabel(text: unknown): string {
	return typeof text === 'string' ? text.replace(/^[\s=]+/, '').trim() : '';
}

/**
 * The ID of a field in a form: the names on the way to it, joined by dots. What has a meaning in
 * IDs, or in n8n's own paths, is written as in a URL.
 */
export function toId(path: string[]): string {
	return path
		.map((key) =>
			key.replace(
				/[%.[\]"'`\\]/g,
				(character) => `%${character.charCodeAt(0).toString(16).padStart(2, '0')}`,
			),
		)
		.join('.');
}

export function fromId(id: string): string[] {
	return id
		.split('.')
		.map((key) =>
			key.replace(/%([0-9a-f]{2})/g, (_, code: string) => String.fromCharCode(parseInt(code, 16))),
		);
}
