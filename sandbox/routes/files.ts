import { DATA_TYPES, type DataType } from '../data/dataTypes';
import { attachment, filesOf, pdf } from '../data/files';
import { recordIn } from '../data/reading';
import { CodatError } from '../errors';
import { ok, routes, type Answer, type Call, type Route } from '../route';
import type { StoredRecord } from '../state';

const CONNECTION = '/companies/:companyId/connections/:connectionId/data';

function fileIn({ params }: Call, record: StoredRecord) {
	const { attachmentId } = params;
	const file = filesOf(record).find(({ id }) => id === attachmentId);
	if (!file) throw new CodatError(404, `Attachment ${attachmentId} not found`, 'PullApi');
	return file;
}

function bytes(contentType: string, body: Buffer): Answer {
	return { status: 200, headers: { 'content-type': contentType }, body };
}

function fileRoutes([dataType, { path }]: [string, DataType]): Route[] {
	const base = `${CONNECTION}/${path}/:recordId/attachments`;
	return routes({
		[`GET ${base}`](call) {
			const record = recordIn(call, dataType);
			return ok({ attachments: filesOf(record).map((file) => attachment(file, record)) });
		},
		[`GET ${base}/:attachmentId`](call) {
			const record = recordIn(call, dataType);
			return ok(attachment(fileIn(call, record), record));
		},
		[`GET ${base}/:attachmentId/download`]: (call) =>
			bytes('application/octet-stream', fileIn(call, recordIn(call, dataType)).bytes),
	});
}

/** Attachments, which are read by connection, and the invoice as PDF (Lending spec). */
export const attachmentRoutes: Route[] = [
	...Object.entries(DATA_TYPES)
		.filter(([, { attachments }]) => attachments)
		.flatMap(fileRoutes),
	...routes({
		'GET /companies/:companyId/data/invoices/:recordId/pdf': (call) =>
			bytes('application/pdf', pdf(`Invoice ${recordIn(call, 'invoices').number}`)),
	}),
];
