import type { IDataObject } from 'n8n-workflow';

import type { Client, SendOptions } from '../transport/client';
import { fillEndpoint } from '../transport/endpoint';
import { readQuota } from '../transport/gate';
import { isEmptyList, isRecordGone } from '../transport/notFound';
import { fetchAll } from '../transport/pagination';
import type { Answer, CodatRequest } from '../transport/request';
import { IMPATIENT_RETRIES } from '../transport/retry';
import { accrued, hasBudget, learned, mayLook, mayPoll, spent, type Pace } from './pacing';
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
	/** Whether the day's quota lets this poll begin. */
	mayBegin(): boolean;
	/** Whether it lets another company be looked at. */
	mayLook(): boolean;
	/** Whether no further request can be sent, or there is no time for one. */
	isOver(): boolean;
	/** How many requests have been sent. */
	count(): number;
	/** What is known of the day's quota by now. */
	pace(): Pace | undefined;
}

/**
 * @param pace what is known of the day's quota
 * @param share how much of what is left of it may be used, from 0 to 1
 * @param deadline by when requests end, whatever hangs, in epoch milliseconds
 */
export function pollClient(
	client: Client,
	{ pace: known, share, deadline }: { pace?: Pace; share: number; deadline: number },
): PollClient {
	let requests = 0;
	let pace = known;
	const paceNow = () => (pace = accrued(pace, Date.now()));
	const isFull = () => requests >= MOST_REQUESTS || !hasBudget(paceNow(), Date.now());
	const isOver = () => isFull() || Date.now() > deadline;
	return {
		isOver,
		mayBegin: () => mayPoll(paceNow(), Date.now()),
		// The first request of a poll is one that it has been allowed.
		mayLook: () => !isOver() && (requests === 0 || mayLook(paceNow())),
		count: () => requests,
		pace: paceNow,
		async send(request, accept, companyName) {
			if (isFull()) throw new PollIsFull('This poll has sent as many requests as it is allowed to');
			requests++;
			pace = pace && spent(pace, Date.now());
			const answer = await client.send(request, {
				retries: IMPATIENT_RETRIES,
				accept,
				deadline,
				companyName,
			});
			const quota = readQuota(answer, Date.now());
			if (quota) pace = learned(paceNow(), quota, share, Date.now());
			return answer;
		},
	};
}

/**
 * The companies in scope, each once: pages shift while they are read. A record without an ID is
 * none that could be looked at.
 *
 * @returns undefined where the poll has no room for all pages of their list
 */
export async function companiesOf(
	client: PollClient,
	{ companyId, companyName }: WatchSettings,
): Promise<IDataObject[] | undefined> {
	if (companyId !== undefined) return [{ id: companyId, name: companyName }];
	const listed = await fetchAll(async (page, pageSize) => {
		return await client.send({ method: 'GET', path: '/companies', query: { page, pageSize } });
	}).catch((error) => {
		if (error instanceof PollIsFull) return undefined;
		throw error;
	});
	if (!listed) return undefined;
	const usable = listed.filter(
		(company) => isRecord(company) && typeof company.id === 'string' && company.id.trim() !== '',
	);
	return [...new Map(usable.map((company) => [company.id, company])).values()];
}

/** Asks Codat about a company, and for what several sources want to know of it once. */
export function askAbout(
	client: PollClient,
	{ product }: WatchSettings,
	company: IDataObject,
): Pick<Look, 'ask' | 'connections' | 'dataStatus'> {
	const companyId = String(company.id);
	const companyName = () => (typeof company.name === 'string' ? company.name : undefined);
	const ask: Look['ask'] = async (endpoint, query, values, accept) => {
		const isNone = values ? isRecordGone : isEmptyList;
		const asked = (answer: Answer) =>
			isNone(answer) || (answer.status === 400 && query?.orderBy !== undefined);
		const filled = fillEndpoint(endpoint, { companyId, product, ...values });
		return await client.send({ ...filled, query }, accept ?? asked, companyName);
	};
	return {
		ask,
		connections: once(async () => {
			if (Array.isArray(company.dataConnections)) return company.dataConnections;
			const endpoint = 'GET /companies/{companyId}/connections';
			return await fetchAll(async (page, pageSize) => await ask(endpoint, { page, pageSize }));
		}),
		dataStatus: once(async () => {
			const { body } = await ask('GET /companies/{companyId}/dataStatus');
			return isRecord(body) ? body : {};
		}),
	};
}

function once<Result>(act: () => Promise<Result>): () => Promise<Result> {
	let result: Promise<Result> | undefined;
	return async () => await (result ??= act());
}
