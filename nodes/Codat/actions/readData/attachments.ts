import type { IDataObject } from 'n8n-workflow';

import type { Values } from '../../fields/field';
import { company, connection } from '../../fields/locators';
import type { Endpoint } from '../../transport/endpoint';
import { isEmptyList } from '../../transport/notFound';
import { listOf } from '../../transport/pagination';
import { factsOf, outputField } from '../download';
import type { Operation } from '../operation';
import { attachmentId, attachmentType, invoiceId, recordId } from './fields';

const attachmentsOf = ({ dataType }: Values) =>
	`GET /companies/{companyId}/connections/{connectionId}/data/${String(dataType)}/{recordId}/attachments` as Endpoint;
const attachmentOf = (values: Values) => `${attachmentsOf(values)}/{attachmentId}` as Endpoint;
const ofRecord = [company, connection, attachmentType, recordId];

/** Files that records have on their platform. */
export const attachments: Record<string, Operation> = {
	getAllAttachments: {
		name: 'Get Many Attachments',
		action: 'Get many attachments',
		description: 'List the files of a record',
		endpoint: attachmentsOf,
		fields: ofRecord,
		execute: async ({ request }) => {
			const { body } = await request({ accept: isEmptyList });
			return listOf((body as IDataObject | undefined)?.attachments);
		},
	},
	getAttachment: {
		name: 'Get Attachment',
		action: 'Get attachment',
		description: 'Get the details of a file of a record, such as its name and size',
		endpoint: attachmentOf,
		fields: [...ofRecord, attachmentId],
	},
	downloadAttachment: {
		name: 'Download Attachment',
		action: 'Download attachment',
		description: 'Download a file of a record',
		endpoint: (values) => `${attachmentOf(values)}/download` as Endpoint,
		fields: [...ofRecord, attachmentId, outputField],
		returns: 'file',
		about: async ({ values, send }) => {
			const { body } = await send(attachmentOf(values), { accept: ({ status }) => status >= 400 });
			return factsOf(listOf(body)[0]);
		},
	},
	downloadInvoicePdf: {
		name: 'Download Invoice PDF',
		action: 'Download invoice PDF',
		description: 'Download an invoice as the platform prints it',
		endpoint: 'GET /companies/{companyId}/data/invoices/{recordId}/pdf',
		fields: [company, invoiceId, outputField],
		returns: 'file',
	},
};
