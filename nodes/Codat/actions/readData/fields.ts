import { dataTypes, nameOf, singularOf, type DataType } from '../../dataTypes';
import { byName } from '../../fields/alphabet';
import { optionalDate } from '../../fields/dates';
import { dataTypeField } from '../../fields/dataType';
import type { Field } from '../../fields/field';
import { recordOfType, searchOf } from '../../fields/companyRecords';
import { codatLocator, connection, recordLocator } from '../../fields/locators';
import { isDated, keepsDeleted } from '../../recordProperties';
import { UserFacingError } from '../../transport/userFacingError';

type Reading = NonNullable<DataType['read']>;

/** The data types whose way of being read is such. */
function typesThat(fits: (read: Reading) => boolean): string[] {
	return Object.keys(dataTypes).filter((type) => {
		const { read } = dataTypes[type];
		return read !== undefined && fits(read);
	});
}

/** A choice of data types, by name. */
function readableType(types: string[], description: string, first?: string): Field {
	const options = types.map((value) => ({ name: nameOf(value), value })).sort(byName);
	return dataTypeField(options, description, (value) => `Codat has no list of "${value}"`, first);
}

/** What is read in lists. */
export const listedType = readableType(
	typesThat(() => true),
	'The kind of records to read',
);

/** What is read one by one. */
export const singleType = readableType(
	typesThat(({ listOnly }) => !listOnly),
	'The kind of record to read',
);

/** What has files. */
export const attachmentType = readableType(
	typesThat(({ attachments }) => attachments === true),
	'The kind of record that the files belong to',
);

export const statementType = readableType(
	['balanceSheet', 'cashFlowStatement', 'profitAndLoss'],
	'The statement to read',
	'balanceSheet',
);

/**
 * The connection, for the data types that are read for one of them. Not marked as required, since n8n
 * would then ask for it whenever the data type is an expression.
 */
export const connectionOfType: Field = {
	...connection,
	property: {
		...connection.property,
		required: false,
		displayOptions: { show: { dataType: typesThat(({ from }) => from === 'connection') } },
	},
};

export const modifiedSince: Field = {
	property: {
		displayName: 'Modified Since',
		name: 'modifiedSince',
		type: 'dateTime',
		default: '',
		description:
			'Return only records that Codat has found new or changed since then. You can use a trigger’s date, such as modifiedFromDate, in an expression.',
	},
	read: optionalDate,
};

export const includeDeleted: Field = {
	property: {
		displayName: 'Include Deleted',
		name: 'includeDeleted',
		type: 'boolean',
		default: false,
		description:
			'Whether to also return records that were deleted on the platform; their metadata.isDeleted is true',
		displayOptions: { show: { dataType: typesThat(() => true).filter(keepsDeleted) } },
	},
};

/** @throws UserFacingError for a data type whose records say nothing of when they changed */
export function checkModifiedSince(dataType: unknown, since: unknown): void {
	if (since === undefined || isDated(dataType)) return;
	throw new UserFacingError(
		`Codat doesn't say when a ${singularOf(dataType)} was modified`,
		"Remove 'Modified Since' for this data type.",
	);
}

const FOUND_BY = 'Get Many Records and triggers return its ID as id.';

export const recordId: Field = recordOfType(`The record. ${FOUND_BY}`);

export const invoiceId: Field = recordOfType(`The invoice. ${FOUND_BY}`, searchOf('invoices'));

export const attachmentId: Field = recordLocator({
	displayName: 'Attachment ID',
	name: 'attachmentId',
	description: 'The file of the record',
	required: true,
	searchListMethod: 'searchAttachments',
	example: '2dde5ff9-6d9c-4f6a-8bd4-7ad1cbd6ad32',
});

export const datasetId: Field = codatLocator({
	displayName: 'Pull Operation ID',
	name: 'datasetId',
	description:
		'The pull operation, by what was fetched and when. Get Many Pull Operations returns its ID as id; it is also called dataset ID.',
	searchListMethod: 'searchPullOperations',
	example: '97d60846-f07a-4d42-b5a0-0bdcc6ebf56b',
});
