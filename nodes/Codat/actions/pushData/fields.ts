import { dataTypes, nameOf, type WriteAction } from '../../dataTypes';
import { companyRecord } from '../../fields/companyRecords';
import { dataTypeField } from '../../fields/dataType';
import type { Field } from '../../fields/field';
import type { Queryable } from '../../fields/filters';
import { codatLocator } from '../../fields/locators';

const verbs: Record<WriteAction, string> = {
	create: 'create',
	update: 'update',
	delete: 'delete',
	uploadAttachment: 'upload attachments to',
};

/** Which data type an operation is about, of those that Codat can do this with. */
export function writableDataType(action: WriteAction): Field {
	const offered = Object.entries(dataTypes).filter(([, { write }]) => write?.can.includes(action));
	return dataTypeField(
		offered.map(([value, { name }]) => ({ name, value })),
		`The kind of record to ${verbs[action]}. A platform may not support all of them.`,
		(value) => `Codat can’t ${verbs[action]} ${nameOf(value).toLowerCase()}`,
	);
}

/** Any of Codat's data types, those that it can write first. */
export const anyDataType: Field = dataTypeField(
	Object.entries(dataTypes)
		.sort(([, a], [, b]) => Number(b.write !== undefined) - Number(a.write !== undefined))
		.map(([value, { name, write }]) =>
			write === undefined
				? {
						name: `${name} (Read Only)`,
						value,
						description: 'Codat can read these, but not write them',
					}
				: { name, value },
		),
	'The kind of record to get the fields of. Those that Codat can write come first.',
	(value) => `Codat has no data type "${value}"`,
);

/**
 * The account that bank transactions stand in: a part of their paths. Not marked as required, since
 * n8n would then ask for it whenever the data type is an expression.
 */
export const accountId: Field = unrequired(
	companyRecord('bankAccounts', {
		displayName: 'Bank Account ID',
		name: 'accountId',
		description: 'The bank account that the transactions are in',
		required: true,
	}),
);

function unrequired(field: Field): Field {
	const displayOptions = { show: { dataType: ['bankTransactions'] } };
	return { ...field, property: { ...field.property, required: undefined, displayOptions } };
}

/** What Codat calls a write by. */
export const pushOperationKey: Field = codatLocator({
	displayName: 'Push Operation Key',
	name: 'pushOperationKey',
	description: 'The push operation. Writing a record returns its key as pushOperationKey.',
	searchListMethod: 'searchPushOperations',
	example: '4e0f467c-c879-46ed-951a-05dfc2ddf7cc',
});

/** What push operations can be filtered and sorted by (Platform spec: `PushOperation`). */
export const queryable: Queryable = {
	status: ['Pending', 'Success', 'Failed', 'TimedOut'],
	dataType: 'text',
	dataConnectionKey: 'text',
	requestedOnUtc: 'date',
	completedOnUtc: 'date',
	statusCode: 'number',
};

/** What Simplify leaves of a push operation. */
export const simplePush = [
	'pushOperationKey',
	'companyId',
	'dataConnectionKey',
	'dataType',
	'status',
	'requestedOnUtc',
	'completedOnUtc',
	'errorMessage',
	'changes',
	'validation.errors',
] as const;
