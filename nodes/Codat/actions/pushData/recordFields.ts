import type { IDataObject, IGetNodeParameterOptions } from 'n8n-workflow';

import type { Field } from '../../fields/field';
import { jsonObject } from '../../fields/json';
import { UserFacingError } from '../../transport/userFacingError';
import type { Call } from '../operation';
import { singularOf } from '../../dataTypes';
import { besideForm, labelsBeside, listFields, merged, referenceFields } from './record/beside';
import { fillRecord } from './record/fill';
import { keptModel } from './record/form';
import { missingFields } from './record/missing';

const recordMode: Field = {
	property: {
		displayName: 'Record Mode',
		name: 'recordMode',
		type: 'options',
		noDataExpression: true,
		options: [
			{
				name: 'Form',
				value: 'form',
				description: 'Fill in the fields that the company’s platform takes',
			},
			{ name: 'JSON', value: 'json', description: 'Enter the record as Codat’s API takes it' },
		],
		default: 'form',
		description: 'How to enter the record',
	},
	// The agent's model can give a whole record, and a form has a fixed number of rows.
	inTool: { default: 'json' },
};

const record: Field = {
	property: {
		displayName: 'Record',
		name: 'record',
		type: 'resourceMapper',
		description: 'The fields to fill in, as the company’s platform takes them',
		noDataExpression: true,
		required: true,
		default: { mappingMode: 'defineBelow', value: null },
		displayOptions: { show: { recordMode: ['form'] } },
		typeOptions: {
			// Not on the company, which its connection stands for: at each change, n8n empties the form.
			// The account is that of bank transactions, whose fields depend on it.
			loadOptionsDependsOn: ['connectionId.value', 'dataType', 'accountId.value'],
			resourceMapper: {
				resourceMapperMethod: 'getRecordFields',
				// Not `add`, with which n8n itself says what is missing, by its ID. For updates too: the
				// platform requires the same fields, and 'Record ID' says which record.
				mode: 'map',
				valuesLabel: 'Fields',
				fieldWords: { singular: 'field', plural: 'fields' },
				supportAutoMap: true,
				// What keeps the form from being made is said in its place.
				hideNoDataError: true,
			},
		},
	},
};

const recordJson: Field = {
	property: {
		displayName: 'Record (JSON)',
		name: 'recordJson',
		type: 'json',
		required: true,
		default: '{}',
		description:
			'The record as Codat’s API takes it, which Get Options describes. It is sent unchanged.',
		displayOptions: { show: { recordMode: ['json'] } },
	},
	inTool: {
		description:
			'The record as Codat’s API takes it, which Get Options describes. It is sent unchanged. If the model defines it, add a description that names its fields: the model isn’t told about any others.',
	},
	read: jsonObject,
};

/**
 * The record to write: a form of the fields that the platform takes, with what is chosen by name
 * before it and lists as rows after it, or JSON.
 */
export const recordFields: Field[] = [
	recordMode,
	...referenceFields,
	record,
	...listFields,
	recordJson,
];

/**
 * The record that an item is to write.
 *
 * @throws UserFacingError when a value can't be used, or when what the platform requires is missing
 */
export function readRecord({ values, context, itemIndex }: Call): IDataObject {
	if (values.recordMode === 'json') return notEmpty(values.recordJson as IDataObject);

	const parameter = (name: string, options?: IGetNodeParameterOptions) =>
		context.getNodeParameter(`record.${name}`, itemIndex, null, options) as unknown;
	// Unevaluated: that would take half a millisecond an item where there are hundreds of choices.
	const model = keptModel(parameter('schema', { rawExpressions: true }));
	const isAutomatic = parameter('mappingMode') === 'autoMapInputData';
	const given = isAutomatic
		? context.getInputData()[itemIndex].json
		: // n8n's own messages would name fields by their IDs.
			(parameter('value', { skipValidation: true }) as IDataObject | null);
	const form = fillRecord(model, given ?? {});
	const beside = fillRecord(model, besideForm(values, model ?? {}, form));
	const filled = merged(form, beside);
	if (model !== undefined && missingFields(model, filled).length > 0) {
		const missing = missingFields(model, filled, labelsBeside(values.dataType, model));
		throw lacks(missing, singularOf(values.dataType), isAutomatic);
	}
	return notEmpty(filled);
}

function notEmpty(record: IDataObject): IDataObject {
	if (Object.keys(record).length > 0) return record;
	throw new UserFacingError('The record is empty', 'Fill in at least one field.');
}

const MAX_NAMED = 10;

function lacks(missing: string[], singular: string, isAutomatic: boolean): UserFacingError {
	const names = missing.slice(0, MAX_NAMED).map((label) => `'${label}'`);
	if (missing.length > MAX_NAMED) names.push(`${missing.length - MAX_NAMED} more`);
	const last = names.pop();
	const list = names.length > 0 ? `${names.join(', ')} and ${last}` : last;
	return new UserFacingError(
		`The ${singular} lacks ${list}`,
		isAutomatic
			? 'The company’s platform requires this. Give the input item a field of the same name, or set it here.'
			: 'The company’s platform requires this. Fill it in and try again.',
	);
}
