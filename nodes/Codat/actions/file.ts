import { options } from '../fields/collection';
import { optionalDate } from '../fields/dates';
import type { Field } from '../fields/field';
import { limit, returnAll } from '../fields/lists';
import { company, connection } from '../fields/locators';
import { binaryPropertyName, readFile, type FileLimits } from './attachment';
import { outputField } from './download';
import type { Resource } from './operation';

/** Files spec: upload-files. */
const TAKEN = {
	megabytes: 10,
	types: 'pdf xls xlsx xlsb csv doc docx ppt pptx jpeg jpg png'.split(' '),
} satisfies FileLimits;

const uploadedOn: Field = {
	property: {
		displayName: 'Uploaded On',
		name: 'date',
		type: 'dateTime',
		default: '',
		description: 'Download only what was uploaded on this day',
	},
	read: optionalDate,
};

/** Documents that customers gave to Codat, such as contracts and bank statements. */
export const file: Resource = {
	name: 'File',
	first: 'getAll',
	operations: {
		getAll: {
			name: 'Get Many',
			action: 'Get many files',
			description: 'List the files that a company has uploaded',
			endpoint: 'GET /companies/{companyId}/files',
			fields: [company, returnAll, limit],
			returns: 'array',
		},
		download: {
			name: 'Download All',
			action: 'Download all files of company',
			description: 'Download all files that a company has uploaded, in one archive',
			endpoint: 'GET /companies/{companyId}/files/download',
			fields: [company, outputField, options(uploadedOn)],
			returns: 'file',
		},
		upload: {
			name: 'Upload',
			action: 'Upload file',
			description: 'Upload a document of a company to Codat, such as a contract',
			endpoint: 'POST /companies/{companyId}/connections/{connectionId}/files',
			fields: [
				company,
				connection,
				{
					...binaryPropertyName,
					property: {
						...binaryPropertyName.property,
						description: `Codat takes files of up to ${TAKEN.megabytes} MB: ${TAKEN.types.join(', ').toUpperCase()}`,
					},
				},
			],
			execute: async (call) => (await call.request({ file: await readFile(call, TAKEN) })).body,
		},
	},
};
