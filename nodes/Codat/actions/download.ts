import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import type { Field } from '../fields/field';
import { requiredText } from '../fields/read';
import type { Answer } from '../transport/request';
import { UserFacingError } from '../transport/userFacingError';
import type { Call } from './operation';

/** Where a download is put in the item. */
export const outputField: Field = {
	property: {
		displayName: 'Put Output File in Field',
		name: 'binaryPropertyName',
		type: 'string',
		required: true,
		default: 'data',
		hint: 'The name of the output field to put the file in',
	},
	read: requiredText,
};

/** Far more than a platform keeps with a record; n8n holds a file in memory. */
const MOST_BYTES = 200 * 1024 * 1024;

/** What is known of a file beside it. */
export interface FileFacts {
	name?: string;
	contentType?: string;
}

/** What Codat's record of a file says of it. */
export function factsOf(file: IDataObject = {}): FileFacts {
	const textOf = (value: unknown) => (typeof value === 'string' ? value : undefined);
	return { name: textOf(file.name), contentType: textOf(file.contentType) };
}

/**
 * An item with the file that the operation's request answers with.
 *
 * @param about finds what the download itself leaves unsaid
 * @throws UserFacingError when there is no file in the answer, or one too large
 */
export async function download(
	call: Call,
	about?: (call: Call) => Promise<FileFacts>,
): Promise<INodeExecutionData> {
	const { values, context, request } = call;
	const answer = await request({ asFile: true });
	const { body } = answer;
	if (!Buffer.isBuffer(body)) {
		throw new UserFacingError(
			'Codat sent no file',
			body === undefined
				? 'The file is empty, or the platform doesn’t provide it. Check the record on the platform.'
				: 'It sent other data instead. Check that the record and the file belong together.',
		);
	}
	if (body.length > MOST_BYTES) {
		throw new UserFacingError(
			`The file is larger than ${MOST_BYTES / 1024 / 1024} MB`,
			'Download it from the platform itself.',
		);
	}
	const said = { name: fileNameIn(answer), contentType: mimeTypeIn(answer) };
	const isUnsaid = said.name === undefined || said.contentType === undefined;
	const facts = (isUnsaid && (await about?.(call))) || {};
	const file = await context.helpers.prepareBinaryData(
		body,
		said.name ?? shownName(facts.name),
		said.contentType ?? facts.contentType,
	);
	return {
		json: { fileName: file.fileName ?? null, mimeType: file.mimeType, bytes: body.length },
		binary: { [values.binaryPropertyName as string]: file },
	};
}

/** What the file is, unless the answer says no more than that it is one. */
function mimeTypeIn(answer: Answer): string | undefined {
	const type = header(answer, 'content-type')?.split(';')[0].trim().toLowerCase();
	return type === 'application/octet-stream' ? undefined : type;
}

function header({ headers }: Answer, name: string): string | undefined {
	return headers[name] || undefined;
}

/** The name in `Content-Disposition` (RFC 6266). */
function fileNameIn(answer: Answer): string | undefined {
	const disposition = header(answer, 'content-disposition') ?? '';
	const [, encoded] = /filename\*\s*=\s*utf-8''([^;]+)/i.exec(disposition) ?? [];
	const [, quoted, bare] = /filename\s*=\s*(?:"([^"]*)"|([^;]+))/i.exec(disposition) ?? [];
	return shownName(decoded(encoded) ?? quoted ?? bare);
}

/** A name alone: no path, nothing that can't be shown. */
function shownName(name = ''): string | undefined {
	const last = name.split(/[/\\]/).at(-1)!.trim();
	const shown = [...last].filter((character) => character >= ' ').join('');
	return shown.replace(/^\.+/, '').slice(0, 200) || undefined;
}

function decoded(text: string | undefined): string | undefined {
	try {
		return text === undefined ? undefined : decodeURIComponent(text.trim());
	} catch {
		return undefined;
	}
}
