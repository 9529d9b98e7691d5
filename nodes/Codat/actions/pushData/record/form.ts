import type {
	FieldType,
	IDataObject,
	INodePropertyOptions,
	ResourceMapperField,
} from 'n8n-workflow';

import { parsed } from '../../../fields/json';
import { asText, isEmpty, isPlainObject } from '../../../fields/read';
import type { PushOption } from './model';
import { asLabel, fieldsOf, isGroup, labelOf, modelIn, toId, within } from './model';

/** What a form leaves to what stands beside it, by the ways to it. */
export interface Beside {
	references: ReadonlySet<string>;
	lists: ReadonlySet<string>;
}

const NOTHING: Beside = { references: new Set(), lists: new Set() };

/**
 * The form for a record: one field for each value, with those of nested objects beside the others.
 * Lists are typed as JSON, since a form of n8n's can't repeat a group of fields. Each begins as an
 * item whose values say what goes there; n8n shows no more than the start of a label, and no
 * description. What is left as it is isn't sent.
 *
 * Shown at first is what the platform requires, or everything when it requires nothing. A list that
 * has rows beside the form is only offered, for expressions; what is chosen by name there is left
 * out, unless the platform itself has choices or the form was saved with a value.
 *
 * @param saved the values that the form was saved with
 */
export function formFields(
	model: PushOption,
	beside = NOTHING,
	saved: IDataObject = {},
): ResourceMapperField[] {
	const all = flatten(model, [], '');
	const hasRequired = all.some(({ required }) => required);
	const isChosenBeside = ({ id, type }: ResourceMapperField) =>
		beside.references.has(id) && type !== 'options' && isEmpty(saved[id]);
	const leftOut = all.filter(isChosenBeside).map(({ id }) => id);
	const fields = all.filter(({ id }) => {
		const itsId = id.replace(/\.dataType$/, '.id');
		return !leftOut.includes(itsId) || (itsId !== id && !isEmpty(saved[id]));
	});
	const labels = fields.map(({ displayName }) => displayName);
	const shown = fields.map((field) => {
		const isTwin = labels.filter((label) => label === field.displayName).length > 1;
		const label = isTwin ? `${field.displayName} [${field.id}]` : field.displayName;
		const required = field.required && !beside.lists.has(field.id);
		// n8n has no mark of its own, beside that it asks for the field by its ID.
		const displayName = required ? `${label} (required)` : label;
		const removed = (hasRequired && !required) || beside.lists.has(field.id);
		return { ...field, displayName, required, removed };
	});
	return [...shown, keep(model)];
}

function flatten(
	group: PushOption,
	path: string[],
	label: string,
	/** The optional object that the fields stand in, if any; without it they are in every record. */
	optional?: string,
): ResourceMapperField[] {
	return fieldsOf(group).flatMap(([key, option]) => {
		const ownPath = [...path, key];
		const ownLabel = within(label, labelOf(key, option));
		const required = option.required === true;
		if (isGroup(option)) {
			return flatten(option, ownPath, ownLabel, required ? optional : ownLabel);
		}
		const note = required && optional !== undefined ? ` (required with ${optional})` : '';
		return [
			{
				id: toId(ownPath),
				displayName: ownLabel + (FORMATS[option.type ?? ''] ?? '') + note,
				required: required && optional === undefined,
				defaultMatch: false,
				canBeUsedToMatch: false,
				display: true,
				readOnly: false,
				...input(option),
			},
		];
	});
}

/** How a field is filled in. */
function input(option: PushOption): Pick<ResourceMapperField, 'type' | 'options' | 'defaultValue'> {
	const options = choices(option);
	if (option.type === 'Array') {
		const blank = fieldsOf(option).length > 0 ? [blankItem(option, true)] : [];
		return { type: JSON_TYPE, defaultValue: JSON.stringify(blank, null, 2) };
	}
	if (option.type === 'Object') return { type: JSON_TYPE };
	if (options.length > 0) return { type: 'options', options };
	return { type: SCALARS[option.type ?? ''] ?? 'string' };
}

/**
 * The editor's field for JSON, which n8n knows by the types `array` and `object` too. But it checks
 * those itself, and says that it `expects a array but we got` all of the JSON.
 */
const JSON_TYPE = 'json' as FieldType;

const SCALARS: Record<string, FieldType | undefined> = {
	Number: 'number',
	Boolean: 'boolean',
	DateTime: 'dateTime',
};

const FORMATS: Record<string, string | undefined> = {
	Array: ' (JSON list)',
	Object: ' (JSON object)',
};

/** An item of a list, with a hint in place of each value. */
function blankItem(option: PushOption, needed: boolean, label = ''): object {
	const fields = fieldsOf(option).map(([key, field]) => {
		const isNeeded = needed && field.required === true;
		const ownLabel = within(label, labelOf(key, field));
		if (fieldsOf(field).length === 0) return [key, hint(ownLabel, field, isNeeded)];
		const item = blankItem(field, isNeeded, ownLabel);
		return [key, field.type === 'Array' ? [item] : item];
	});
	return Object.fromEntries(fields) as object;
}

/** What to put in the place of a hint, such as `‹Quantity: required number›`. */
function hint(label: string, option: PushOption, needed: boolean): string {
	const values = choices(option).map(({ value }) => value);
	const more = values.length > MAX_NAMED ? ' …' : '';
	const what =
		values.length > 0
			? `one of ${values.slice(0, MAX_NAMED).join(', ')}${more}`
			: (KINDS[option.type ?? ''] ?? 'text');
	return `‹${label}: ${needed ? 'required ' : ''}${what}›`;
}

const MAX_NAMED = 10;

const KINDS: Record<string, string | undefined> = {
	Array: 'list',
	Boolean: 'true or false',
	DateTime: 'date',
	Number: 'number',
	Object: 'object',
};

/** The choices of a field. Where one has no value, its name is the value. */
export function choices({ options }: PushOption): INodePropertyOptions[] {
	const found = new Map<string, INodePropertyOptions>();
	for (const { value, displayName } of options ?? []) {
		const own = asText(value ?? displayName);
		// n8n would take it for an expression.
		if (own === '' || own.startsWith('=') || found.has(own)) continue;
		found.set(own, { name: asLabel(displayName) || own, value: own });
	}
	return [...found.values()];
}

/** Carries the model into the workflow, where a run finds it without asking Codat again. */
const MODEL_ID = '%model';

function keep(model: PushOption): ResourceMapperField {
	return {
		id: MODEL_ID,
		displayName: 'Model',
		required: false,
		defaultMatch: false,
		canBeUsedToMatch: false,
		display: false,
		removed: true,
		readOnly: true,
		type: 'string',
		defaultValue: JSON.stringify(bare(model)),
	};
}

/** A model without what a run doesn't need. */
function bare({ type, displayName, required, properties }: PushOption): PushOption {
	const fields = Object.entries(properties ?? {}).map(([key, field]) => {
		const kept = bare(field);
		// How the platform spells what a reference is to, which the run fills in.
		const spellings = key === 'dataType' ? field.options?.map(({ value }) => ({ value })) : [];
		return [key, spellings?.length ? { ...kept, options: spellings } : kept];
	});
	return {
		type,
		displayName: displayName ?? undefined,
		required: required === true ? true : undefined,
		properties: fields.length > 0 ? Object.fromEntries(fields) : undefined,
	};
}

const keptModels = new WeakMap<object, PushOption>();

/**
 * The model that a form was made from, or undefined where none was made, as for an AI's workflow.
 *
 * @param schema the form's fields, as the node's parameters hold them
 */
export function keptModel(schema: unknown): PushOption | undefined {
	if (!Array.isArray(schema)) return undefined;
	const known = keptModels.get(schema);
	if (known !== undefined) return known;
	const fields = schema as ResourceMapperField[];
	const kept = fields.find(({ id }) => id === MODEL_ID)?.defaultValue;
	const model = typeof kept === 'string' ? parsed(kept) : undefined;
	if (!isPlainObject(model)) return undefined;
	const read = modelIn(model);
	keptModels.set(schema, read);
	return read;
}
