import { checkRequest, endpointOf, type SentRequest } from './checkRequest';

interface Deviation {
	endpoint: string;
	breach: string;
	reason: string;
}

/** Where the node means to send what Codat's specs don't have. */
export const DEVIATIONS: Deviation[] = [];

/** What of a request is not as Codat's specs say, and isn't meant to be so. */
export function breachesOf(request: SentRequest): string[] {
	const endpoint = endpointOf(request)?.endpoint;
	const isMeant = (breach: string) =>
		DEVIATIONS.some((each) => each.endpoint === endpoint && each.breach === breach);
	return checkRequest(request).filter((breach) => !isMeant(breach));
}
