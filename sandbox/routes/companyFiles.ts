import { CodatError } from '../errors';
import { companyOf, connectionOf, isObject, ok, routes, type Call } from '../route';

/** A ZIP archive without an entry: of the files, the sandbox keeps no more than their names. */
const ARCHIVE = Buffer.concat([Buffer.from('PK\x05\x06', 'latin1'), Buffer.alloc(18)]);

function upload(call: Call) {
	const company = companyOf(call);
	const { sourceType } = connectionOf(call);
	const file = isObject(call.body) ? call.body.file : undefined;
	if (!isObject(file)) throw new CodatError(400, 'A file must be provided');
	const fileName = String(file.fileName);
	const uploaded = new Date(call.clock.now()).toISOString();
	company.files.push({ fileName, displayName: fileName, sourceType, uploaded });
	call.enter({ kind: 'file.uploaded' });
	return { status: 200 };
}

function download(call: Call) {
	const { files } = companyOf(call);
	const { date = '' } = call.query;
	const [day] = date.split('T');
	if (!files.some(({ uploaded }) => uploaded.startsWith(day))) {
		throw new CodatError(404, 'No files were found.');
	}
	const headers = {
		'content-type': 'application/octet-stream',
		'content-disposition': 'attachment; filename="files.zip"',
	};
	return { status: 200, headers, body: ARCHIVE };
}

/** Files that a company has uploaded (Files spec). */
export const companyFileRoutes = routes({
	'GET /companies/:companyId/files': (call) => ok(companyOf(call).files),
	'GET /companies/:companyId/files/download': download,
	'POST /companies/:companyId/connections/:connectionId/files': upload,
});
