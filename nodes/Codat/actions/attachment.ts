import type { Field } from '../fields/field';
import { requiredText } from '../fields/read';
import type { CodatRequest } from '../transport/request';
import { UserFacingError } from '../transport/userFacingError';
import type { Call } from './operation';

/** Where the file to upload stands in the input item. */
export const binaryPropertyName: Field = {
	property: {
		displayName: 'Input Data Field Name',
		name: 'binaryPropertyName',
		type: 'string',
		required: true,
		default: 'data',
		hint: 'The name of the input field containing the file to upload',
		description: 'Platforms take files of different types and sizes, such as up to 10 MB for Xero',
	},
	read: requiredText,
};

/** The largest that Codat documents for any platform (Expenses spec: upload-expense-attachment). */
const MAX_MEGABYTES = 350;
const MAX_BYTES = MAX_MEGABYTES * 1024 * 1024;

/**
 * The file of an input item.
 *
 * @throws NodeOperationError when there is none; UserFacingError when no platform takes one of its size
 */
export async function readFile({
	values,
	context,
	itemIndex,
}: Call): Promise<CodatRequest['file']> {
	const field = values.binaryPropertyName as string;
	const file = context.helpers.assertBinaryData(itemIndex, field);
	const name = file.fileName ?? 'attachment';
	if ((file.bytes ?? 0) > MAX_BYTES) throw tooLarge(name);
	const data = await context.helpers.getBinaryDataBuffer(itemIndex, field);
	if (data.length > MAX_BYTES) throw tooLarge(name);
	if (data.length === 0) {
		throw new UserFacingError(`The file "${name}" is empty`, 'Check the node that gives it.');
	}
	return { name, mimeType: file.mimeType, data };
}

function tooLarge(name: string): UserFacingError {
	return new UserFacingError(
		`The file "${name}" has more than ${MAX_MEGABYTES} MB`,
		'No platform takes attachments of this size. Send a smaller one.',
	);
}
