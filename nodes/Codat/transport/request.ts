import { createHash } from 'node:crypto';
import type {
	ICredentialDataDecryptedObject,
	IDataObject,
	IExecuteFunctions,
	IHookFunctions,
	IHttpRequestMethods,
	IHttpRequestOptions,
	IN8nHttpFullResponse,
	ILoadOptionsFunctions,
	IPollFunctions,
	IWebhookFunctions,
} from 'n8n-workflow';

import { encoded } from './endpoint';
import { faultOf, type ConnectionFault } from './fault';

/** Every n8n context that the nodes send requests from. */
export type RequestContext =
	| IExecuteFunctions
	| IHookFunctions
	| ILoadOptionsFunctions
	| IPollFunctions
	| IWebhookFunctions;

export interface CodatRequest {
	method: IHttpRequestMethods;
	/** Below the base URL, path parts already encoded. */
	path: string;
	/** Undefined values are left out. */
	query?: IDataObject;
	/** Sent as JSON; left out, nothing is sent. */
	body?: unknown;
	/** A file, sent as `multipart/form-data` in the field `file`, instead of `body`. */
	file?: { name: string; mimeType: string; data: Buffer };
	/** A file is wanted: what comes is bytes, unless it is JSON or a page. */
	asFile?: boolean;
	/** A PUT for which Codat knows an `Idempotency-Key` all the same. */
	keyed?: boolean;
	/** A PUT or DELETE that Codat carries out anew each time it is sent. */
	once?: boolean;
	/** Goes out although the run is to end, as what clears up after it must. */
	isLast?: boolean;
}

/** Where requests go, and with which credential. */
export interface Account {
	baseUrl: string;
	credential: ICredentialDataDecryptedObject;
	/** Takes the API key out of an answer. */
	clean: <Value>(value: Value) => Value;
}

/** What came back: Codat's answer whatever its status, or the reason why there is none. */
export type Outcome = Answer | ConnectionFault;

export interface Answer {
	kind: 'answer';
	status: number;
	headers: Record<string, string | undefined>;
	/** Parsed JSON, without the API key; `undefined` when empty; a string when it is not JSON. */
	body: unknown;
}

/**
 * Sends one request once. Answers of any status are returned, so that their bodies can be read.
 * Redirects are not followed: Codat sends none, and following one could carry the key elsewhere
 * or turn a write into a read.
 *
 * @param timeout milliseconds without a sign of life after which there is no answer
 * @throws n8n's own error when it doesn't let the request out, or the user cancels the execution
 */
export async function sendOnce(
	context: RequestContext,
	{ baseUrl, credential, clean }: Account,
	request: CodatRequest,
	headers: IDataObject,
	timeout: number,
): Promise<Outcome> {
	const options: IHttpRequestOptions = {
		method: request.method,
		url: baseUrl + request.path + queryString(request.query ?? {}),
		headers: { Accept: 'application/json', ...headers },
		timeout,
		returnFullResponse: true,
		ignoreHttpStatusErrors: true,
		disableFollowRedirect: true,
		sendCredentialsOnCrossOriginRedirect: false,
	};
	if (request.asFile) {
		options.encoding = 'arraybuffer';
		options.headers!.Accept = '*/*';
	}
	if (request.file) {
		const { body, contentType } = multipart(request.file);
		options.body = body;
		options.headers!['Content-Type'] = contentType;
	} else if (request.body !== undefined) {
		// A string, because n8n drops an empty object and Codat wants `{}`.
		options.body = JSON.stringify(request.body);
		options.headers!['Content-Type'] = 'application/json';
	}
	try {
		const response = await context.helpers.httpRequestWithAuthentication.call(
			request.isLast ? unstopped(context) : context,
			'codatApi',
			options,
			// Or n8n decrypts it for every request, which takes a poll 40 ms of n8n's only thread.
			{ credentialsDecrypted: { id: '', name: '', type: 'codatApi', data: credential } },
		);
		return {
			kind: 'answer',
			status: response.statusCode,
			headers: clean({ ...response.headers }),
			body: clean(emptyToUndefined(request.asFile ? bodyOfFile(response) : response.body)),
		};
	} catch (error) {
		if (isCancel(error)) throw error as Error;
		return faultOf(error);
	}
}

/** The context without the signal by which n8n 2 ends its requests when the user stops the execution. */
function unstopped(context: RequestContext): RequestContext {
	return Object.create(context, {
		getExecutionCancelSignal: { value: () => undefined },
	}) as RequestContext;
}

/** Whether an error is what is thrown once the run is to end. */
export function isCancel(error: unknown): boolean {
	const { code, name } = (error ?? {}) as { code?: unknown; name?: unknown };
	return code === 'ERR_CANCELED' || name === 'AbortError' || name === 'CanceledError';
}

/**
 * Bytes, not a FormData: n8n takes a native one for an empty object and sends nothing. The
 * boundary comes from the file, since another try must send the same bytes under the same
 * `Idempotency-Key`.
 */
function multipart({ name, mimeType, data }: NonNullable<CodatRequest['file']>) {
	const boundary = `codat-${createHash('sha256').update(data).digest('hex').slice(0, 32)}`;
	const fileName = name.replace(/["\\\r\n]/g, '_');
	const head =
		`--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="${fileName}"\r\n` +
		`Content-Type: ${mimeType.replace(/[\r\n]/g, '')}\r\n\r\n`;
	return {
		body: Buffer.concat([Buffer.from(head), data, Buffer.from(`\r\n--${boundary}--\r\n`)]),
		contentType: `multipart/form-data; boundary=${boundary}`,
	};
}

function queryString(query: IDataObject): string {
	const pairs = Object.entries(query)
		.filter(([, value]) => value !== undefined && value !== null && value !== '')
		.map(([name, value]) => `${name}=${encoded(String(value))}`);
	return pairs.length ? `?${pairs.join('&')}` : '';
}

/** The bytes of a file; the text or JSON in its place, such as a refusal or a proxy's page. */
function bodyOfFile({ statusCode, headers, body }: IN8nHttpFullResponse): unknown {
	const bytes = Buffer.from(body as unknown as ArrayBuffer);
	const isFile = statusCode < 300 && !/json|html/i.test(String(headers['content-type'] ?? ''));
	const looksLikePage = /^\s*<(!doctype|html)/i.test(bytes.subarray(0, 100).toString('latin1'));
	if (isFile && !looksLikePage) return bytes.length > 0 ? bytes : undefined;
	const text = bytes.toString('utf8');
	try {
		return JSON.parse(text) as unknown;
	} catch {
		return text;
	}
}

function emptyToUndefined(body: unknown): unknown {
	return body === '' || body === null ? undefined : body;
}
