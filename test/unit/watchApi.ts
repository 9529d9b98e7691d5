import type { IDataObject, IHttpRequestOptions } from 'n8n-workflow';

import { clock } from '../engine/clock';
import { N8n, type Polled } from './triggerN8n';

export const EVENTS = ['syncStarted', 'syncCompleted', 'syncFailed', 'syncStatusChanged'];
export const ONE = { companyScope: 'one', companyId: '8a210b68-6988-11ed-a1eb-0242ac120002' };
export const ALL = { companyScope: 'all' };

export interface Answer {
	statusCode: number;
	body: unknown;
	headers?: IDataObject;
}
export const ok = (body: unknown): Answer => ({ statusCode: 200, body });
export const refusal = (statusCode: number, error: string, headers: IDataObject = {}): Answer => ({
	statusCode,
	body: { statusCode, error },
	headers,
});

/** Companies and the lists of their syncs, each of which may be refused. */
export class Api {
	lists = new Map<string, unknown[] | Answer>();
	companies: unknown[] | undefined;
	requests: string[] = [];
	inFlight = 0;
	maxInFlight = 0;
	/** How long an answer takes. */
	latencyMs = 0;

	readonly send = async ({ url }: IHttpRequestOptions): Promise<Answer> => {
		const { pathname, searchParams } = new URL(url);
		this.requests.push(pathname);
		this.maxInFlight = Math.max(this.maxInFlight, ++this.inFlight);
		// As long as it takes the others to come as well.
		for (let turn = 0; turn < 20; turn++) await Promise.resolve();
		this.inFlight--;
		clock.advance(this.latencyMs);
		if (pathname !== '/companies') return this.list(pathname.split('/')[2]);
		const all = this.companies ?? [...this.lists.keys()].map((id) => ({ id }));
		const [page, size] = ['page', 'pageSize'].map((name) => Number(searchParams.get(name)));
		const results = all.slice((page - 1) * size, page * size);
		return ok({ results, totalResults: all.length });
	};

	private list(companyId: string): Answer {
		const list = this.lists.get(companyId);
		if (list === undefined) return refusal(404, 'No syncs were found.');
		return Array.isArray(list) ? ok(list) : list;
	}
}

export const sync = (syncId: string, syncStatusCode: number, time = clock.time) => ({
	syncId,
	syncStatusCode,
	syncUtc: new Date(time).toISOString(),
});

export function follow(api: Api, parameters: IDataObject = ALL): N8n {
	return new N8n({ triggerOn: EVENTS, product: 'commerce', ...parameters }, api.send);
}

export function itemsOf(polled: Polled): IDataObject[] {
	if ('error' in polled) throw polled.error;
	return polled.items;
}
export const namesOf = (polled: Polled) =>
	itemsOf(polled).map(({ event, syncId }) => `${String(event)} ${String(syncId)}`);
export const errorOf = (polled: Polled) => ('error' in polled ? polled.error : undefined);
