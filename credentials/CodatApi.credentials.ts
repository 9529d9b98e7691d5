import type {
	ICredentialDataDecryptedObject,
	ICredentialType,
	IHttpRequestOptions,
	INodeProperties,
} from 'n8n-workflow';

import {
	authorizationHeader,
	checkBaseUrl,
	PRODUCTION_URL,
} from '../nodes/Codat/transport/credential';

export class CodatApi implements ICredentialType {
	name = 'codatApi';

	displayName = 'Codat API';

	icon = {
		light: 'file:../icons/codat.svg',
		dark: 'file:../icons/codat.dark.svg',
	} as const;

	documentationUrl = 'https://docs.codat.io/using-the-api/authentication';

	properties: INodeProperties[] = [
		{
			displayName: 'API Key',
			name: 'apiKey',
			type: 'string',
			typeOptions: { password: true },
			required: true,
			default: '',
			description:
				'From the Codat portal, Developers > API keys. Paste either the key or the authorization header.',
		},
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			default: PRODUCTION_URL,
			placeholder: 'e.g. https://api.codat.io',
			description:
				'The address of Codat’s API. Change it only to try the nodes with a sandbox of your own.',
		},
		{
			displayName: 'Webhook Signing Secrets',
			name: 'webhookSecrets',
			type: 'string',
			typeOptions: { password: true, rows: 3 },
			default: '',
			placeholder: 'e.g. whsec_…',
			description:
				'Only for the Codat Webhook Trigger, which uses them to check that events come from Codat. Each webhook consumer has its own secret, in the Codat portal under Monitor > Webhooks > Events. Separate several with spaces or line breaks.',
		},
	];

	/** Adds the header. The base URL is checked here too, for nodes that don't use our transport. */
	async authenticate(
		credentials: ICredentialDataDecryptedObject,
		requestOptions: IHttpRequestOptions,
	): Promise<IHttpRequestOptions> {
		checkBaseUrl(String(credentials.baseUrl ?? ''));
		const Authorization = authorizationHeader(String(credentials.apiKey ?? ''));
		return { ...requestOptions, headers: { ...requestOptions.headers, Authorization } };
	}
}
