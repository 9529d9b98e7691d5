import type { Field } from '../fields/field';
import { asText, isPlainObject, requiredText } from '../fields/read';
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

/** What Codat takes. */
export interface FileLimits {
	megabytes: number;
	/** The ends of their names, in lower case; any, unless given. */
	types?: string[];
}

/** The largest that Codat documents for any platform (Expenses spec: upload-expense-attachment). */
const ANY_PLATFORM: FileLimits = { megabytes: 350 };

/**
 * The file of an input item.
 *
 * @throws NodeOperationError when there is none; UserFacingError when Codat does not take one such
 */
export async function readFile(
	{ values, context, itemIndex }: Call,
	limits: FileLimits = ANY_PLATFORM,
): Promise<CodatRequest['file']> {
	const field = values.binaryPropertyName as string;
	// A Code node's may be anything.
	const file: unknown = context.helpers.assertBinaryData(itemIndex, field);
	if (!isPlainObject(file) || ![file.data, file.id].some((each) => typeof each === 'string')) {
		throw new UserFacingError(
			`The input item’s field '${field}' is not a file`,
			'Check the node that provides it.',
		);
	}
	const extension = asText(file.fileExtension);
	const name = asText(file.fileName) || `attachment${extension && `.${extension}`}`;
	checkType(name, limits);
	checkSize(name, Number(file.bytes ?? 0), limits);
	const data = await context.helpers.getBinaryDataBuffer(itemIndex, field);
	checkSize(name, data.length, limits);
	if (data.length === 0) {
		throw new UserFacingError(`The file "${name}" is empty`, 'Check the node that provides it.');
	}
	return { name, mimeType: asText(file.mimeType) || 'application/octet-stream', data };
}

function checkSize(name: string, bytes: number, { megabytes }: FileLimits): void {
	if (bytes <= megabytes * 1024 * 1024) return;
	throw new UserFacingError(
		`The file "${name}" is larger than ${megabytes} MB`,
		'Codat doesn’t take files this large. Send a smaller one.',
	);
}

function checkType(name: string, { types }: FileLimits): void {
	if (types === undefined || types.some((type) => name.toLowerCase().endsWith(`.${type}`))) return;
	throw new UserFacingError(
		`Codat doesn’t take the file "${name}"`,
		`The name must end with one of: ${types.map((type) => `.${type}`).join(', ')}.`,
	);
}
