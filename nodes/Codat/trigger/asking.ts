import type { IDataObject } from 'n8n-workflow';

import type { Client, SendOptions } from '../transport/client';
import { fillEndpoint } from '../transport/endpoint';
import { isEmptyList, isRecordGone } from '../transport/notFound';
import { fetchAll } from '../transport/pagination';
import type { Answer, CodatRequest } from '../transport/request';
import { IMPATIENT_RETRIES } from '../transport/retry';
import { isRecord } from './records';
import type { WatchSettings } from './settings';
import type { Look } from './source';

/** Codat takes 1,000 requests a minute (docs: Rate limits), and a poll may come every minute. */
const MOST_REQUESTS = 900;

/** Thrown in place of a request that a poll has no room for. */
export class PollIsFull extends Error {}

/** Sends the requests of one poll: a bounded number, without much patience, since the next poll asks again. */
export interface PollClient {
	/** @throws PollIsFull when there were too many; what the client throws */
	send(
		request: CodatRequest,
		accept?: SendOptions['accept'],
		companyName?: SendOptions['companyName'],
	): Promise<Answer>;
	isFull(): boolean;
}

export function pollClient(client: Client): PollClient {
	let requests = 0;
	const isFull = () => requests >= MOST_REQUESTS;
	return {
		isFull,
		async send(request, accept, companyName) {
			if (isFull()) throw new PollIsFull('This poll has sent as many requests as it may');
			requests++;
			return await client.send(request, { retries: IMPATIENT_RETRIES, accept, companyName });
		},
	};
}

/**
 * The companies in scope, each once: pages shift while they are read. A record without an ID is
 * none that could be looked at.
 */
export async function companiesOf(
	client: PollClient,
	{ companyId, companyName }: WatchSettings,
): Promise<IDataObject[]> {
	if (companyId !== undefined) return [{ id: companyId, name: companyName }];
	const listed = await fetchAll(async (page, pageSize) => {
		return await client.send({ method: 'GET', path: '/companies', query: { page, pageSize } });
	});
	const usable = listed.filter(
		(company) => isRecord(company) && typeof company.id === 'string' && company.id.trim() !== '',
	);
	return [...new Map(usable.map((company) => [company.id, company])).values()];
}

/** Asks Codat about a company. */
export function askAbout(
	client: PollClient,
	{ product, companyName }: WatchSettings,
	companyId: string,
): Look['ask'] {
	return async (endpoint, query, values) =>
		await client.send(
			{ ...fillEndpoint(endpoint, { companyId, product, ...values }), query },
			(answer) =>
				(values ? isRecordGone(answer) : isEmptyList(answer)) ||
				(answer.status === 400 && query?.orderBy !== undefined),
			() => companyName,
		);
}
