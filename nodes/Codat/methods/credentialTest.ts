import type {
	ICredentialDataDecryptedObject,
	ICredentialsDecrypted,
	ICredentialTestFunctions,
	INodeCredentialTestResult,
} from 'n8n-workflow';

import { parsed } from '../fields/json';
import { authorizationHeader, checkBaseUrl } from '../transport/credential';
import { untrustedAdvice } from '../transport/errors';
import { faultOf, isUntrusted, refusalOf } from '../transport/fault';
import { CREDENTIAL_TEST_TIMEOUT_MS } from '../transport/limits';
import { redactor, tell } from '../transport/redact';
import { UserFacingError } from '../transport/userFacingError';

/**
 * Tests a credential on a list that every key may read, and tells apart a key that Codat doesn't
 * accept, a URL that isn't Codat's, and a host that can't be reached. What answers must look
 * like Codat's list of companies: a page of anyone's answers 200.
 */
export async function codatApiTest(
	this: ICredentialTestFunctions,
	credential: ICredentialsDecrypted,
): Promise<INodeCredentialTestResult> {
	const { apiKey } = credential.data ?? {};
	if (String(apiKey ?? '').trim() === '') return failed("'API Key' is empty");
	const { status, message } = await probe(this, credential.data ?? {});
	return { status, message: tell(message, redactor(apiKey)) };
}

async function probe(
	{ helpers }: ICredentialTestFunctions,
	{ apiKey, baseUrl }: ICredentialDataDecryptedObject,
): Promise<INodeCredentialTestResult> {
	try {
		// The only request helper that n8n gives to credential tests.
		const response = await helpers.request({
			method: 'GET',
			uri: `${checkBaseUrl(String(baseUrl ?? ''))}/companies?page=1&pageSize=1`,
			headers: { Accept: 'application/json', Authorization: authorizationHeader(String(apiKey)) },
			resolveWithFullResponse: true,
			simple: false,
			followRedirect: false,
			timeout: CREDENTIAL_TEST_TIMEOUT_MS,
		});
		const { statusCode, body } = response;
		return judge(statusCode, typeof body === 'string' ? parsed(body) : body);
	} catch (error) {
		return failed(reasonFor(error));
	}
}

function judge(status: number, body: unknown): INodeCredentialTestResult {
	const fields = body !== null && typeof body === 'object' ? Object.keys(body) : [];
	const isCodatError = fields.includes('correlationId') || fields.includes('error');
	if (
		status === 200 &&
		['results', 'pageNumber', 'totalResults'].every((key) => fields.includes(key))
	)
		return { status: 'OK', message: 'Connection successful!' };
	if (status === 401) {
		return failed(
			'Codat did not accept this API key. Copy it again from the Codat portal, Developers > API keys.',
		);
	}
	if (status === 429) return failed('Codat’s rate limit is reached. Try again later.');
	if (status === 403)
		return failed(
			'Codat knows this API key, but it is out of date or not allowed to read companies.',
		);
	if (status === 402)
		return failed('Codat knows this API key, but your Codat plan has reached a limit.');
	if (status >= 500 && isCodatError)
		return failed('Codat is not available right now. Try again later.');
	return failed(`This is not Codat’s API: it answered HTTP ${status}. Check 'Base URL'.`);
}

function reasonFor(error: unknown): string {
	const refusal = refusalOf(error);
	if (refusal instanceof UserFacingError) return refusal.message;
	if (refusal) return `${refusal.message}. ${refusal.description ?? ''}`.trim();
	const { code } = faultOf(error);
	if (code === 'ENOTFOUND') return "The base URL’s host was not found. Check 'Base URL'.";
	if (isUntrusted(code))
		return `The host under 'Base URL' is not trusted. ${untrustedAdvice(code)}`;
	return `The host under 'Base URL' can't be reached (${code}).`;
}

function failed(message: string): INodeCredentialTestResult {
	return { status: 'Error', message };
}
