import { checkRequest, endpointOf, type SentRequest } from './checkRequest';

interface Deviation {
	/** The endpoints, as `GET /companies/{companyId}`. */
	endpoint: RegExp;
	/** As `checkRequest` says it. */
	breach: string;
	reason: string;
}

/** Where the node means to send what Codat's specs don't have. */
export const DEVIATIONS: Deviation[] = [
	{
		endpoint: /^POST \/config\/companies\/\{companyId\}\/sync\/commerce$/,
		breach: 'body: none is taken',
		reason:
			'The spec and all SDKs leave the body out, without which nothing could be set; the answer is the configuration, and so is what the node sends.',
	},
	{
		endpoint: /^GET \/config\/sync\/commerce\/\{commerceKey\}\/\{accountingKey\}\/start$/,
		breach: 'query redirectUrl: there is no such parameter',
		reason: 'Codat’s guide to Sync Flow has it (docs/codat.md, Sync Flow).',
	},
	{
		endpoint: /^(POST|PUT|DELETE) .*\/push\//,
		breach: 'query allowSyncOnPushComplete: there is no such parameter',
		reason:
			'The specs of Expenses and Lending have it for all their writes; the accounting API’s facts are from an SDK that is older.',
	},
];

/** The deviations that a request has. */
export function meantIn(request: SentRequest): Deviation[] {
	const endpoint = endpointOf(request)?.endpoint ?? '';
	const breaches = checkRequest(request);
	return DEVIATIONS.filter(
		(each) => each.endpoint.test(endpoint) && breaches.includes(each.breach),
	);
}

/** What of a request is not as Codat's specs say, and isn't meant to be so. */
export function breachesOf(request: SentRequest): string[] {
	const meant = meantIn(request).map(({ breach }) => breach);
	return checkRequest(request).filter((breach) => !meant.includes(breach));
}
