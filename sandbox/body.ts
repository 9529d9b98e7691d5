import { invalidRequest } from './errors';
import type { JsonObject } from './route';

/** The fields of a form; a file becomes its name, type and size. */
async function formIn(bytes: Buffer, contentType: string): Promise<JsonObject> {
	const response = new Response(bytes, { headers: { 'content-type': contentType } });
	const fields: JsonObject = {};
	for (const [name, value] of await response.formData()) {
		fields[name] =
			typeof value === 'string'
				? value
				: { fileName: value.name, contentType: value.type, size: value.size };
	}
	return fields;
}

async function parse(bytes: Buffer, contentType: string): Promise<unknown> {
	if (contentType.startsWith('multipart/form-data')) return await formIn(bytes, contentType);
	const text = bytes.toString();
	return contentType.startsWith('application/json') ? JSON.parse(text) : text;
}

/**
 * What a body says. An empty one says nothing, whatever its label (Codat's SDKs label an empty body
 * as JSON).
 */
export async function readBody(bytes: Buffer, contentType = ''): Promise<unknown> {
	if (bytes.length === 0) return undefined;
	return await parse(bytes, contentType).catch(() => {
		throw invalidRequest();
	});
}
