// Days of polling in no time: the trigger itself, with a Codat and an n8n made of a few functions.
import type { IDataObject, IHttpRequestOptions, IPollFunctions } from 'n8n-workflow';
import { CodatTrigger } from '../nodes/Codat/CodatTrigger.node.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const MIDNIGHT = Date.UTC(2026, 0, 5);
/** How long after the day is watched whether its last events are told. */
const AFTERMATH = 2 * HOUR;
const CREDENTIAL = { apiKey: 'a-key-of-the-simulation', baseUrl: 'https://api.codat.io' };

export interface Simulated {
	/** Requests that Codat got on the day. */
	requests: number;
	/** Of these, how many it refused. */
	refused: number;
	quota: number;
	/** Milliseconds from the end of each sync of the day until it was told. */
	delays: number[];
	/** What the trigger said in the log. */
	notes: string[];
}

interface Sync {
	id: string;
	from: number;
	to: number;
}

/** A generator of numbers from 0 to 1 that are the same in every run. */
function randomFrom(seed: number): () => number {
	let state = seed >>> 0;
	return () => {
		state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
		return state / 2 ** 32;
	};
}

/**
 * A day of syncs: one of each company in the night, and three from 08:00 to 22:00 UTC, the hours of work
 * in Europe and America, which take from one minute to a quarter of an hour.
 */
function syncsOf(company: string, random: () => number): Sync[] {
	const begins = [random() * 6, ...Array.from({ length: 3 }, () => 8 + random() * 14)];
	return begins
		.sort((a, b) => a - b)
		.map((hour, index) => {
			const from = Math.floor(MIDNIGHT + hour * HOUR);
			return {
				id: `${company}-${index}`,
				from,
				to: from + Math.floor((1 + random() * 14) * MINUTE),
			};
		});
}

/**
 * Polls every minute for a day.
 *
 * @param isPaced whether Codat sends the headers by which the trigger paces itself
 */
export async function simulate(companies: number, isPaced: boolean): Promise<Simulated> {
	let now = MIDNIGHT;
	const random = randomFrom(companies);
	const syncs = new Map<string, Sync[]>();
	for (let number = 0; number < companies; number++) {
		const id = `company-${String(number).padStart(5, '0')}`;
		syncs.set(id, syncsOf(id, random));
	}
	const quota = 1_000 * (companies + 1);
	let left = quota;
	const result: Simulated = { requests: 0, refused: 0, quota, delays: [], notes: [] };

	async function answer({ url }: IHttpRequestOptions) {
		const reset = MIDNIGHT + (Math.floor((now - MIDNIGHT) / DAY) + 1) * DAY;
		if (now < MIDNIGHT + DAY) result.requests++;
		if (left === 0) {
			if (now < MIDNIGHT + DAY) result.refused++;
			const wait = String(Math.ceil((reset - now) / 1000));
			return { statusCode: 429, headers: { 'retry-after': wait }, body: { error: 'Too many' } };
		}
		left--;
		const headers = isPaced
			? {
					'x-rate-limit-remaining': String(left),
					'x-rate-limit-reset': new Date(reset).toISOString(),
				}
			: {};
		return { statusCode: 200, headers, body: bodyOf(new URL(url)) };
	}

	function bodyOf({ pathname, searchParams }: URL): unknown {
		const [, , id] = pathname.split('/');
		if (id !== undefined) {
			const begun = syncs.get(id)!.filter(({ from }) => from <= now);
			return begun.map(({ id: syncId, from, to }) => ({
				syncId,
				syncStatusCode: to <= now ? 2000 : 1000,
				syncUtc: new Date(from).toISOString(),
			}));
		}
		const [page, size] = ['page', 'pageSize'].map((name) => Number(searchParams.get(name)));
		const results = [...syncs.keys()].slice((page - 1) * size, page * size).map((each) => ({
			id: each,
			created: '2025-01-01T00:00:00Z',
			dataConnections: [{ id: `${each}-a`, status: 'Linked' }],
		}));
		return { results, totalResults: syncs.size };
	}

	const staticData: IDataObject = {};
	const parameters: IDataObject = {
		triggerOn: ['syncCompleted'],
		product: 'commerce',
		companyScope: companies === 1 ? 'one' : 'all',
		companyId: [...syncs.keys()][0],
		options: {},
	};
	const context = {
		getNode: () => ({ id: '1', name: 'Codat Trigger', type: 'codatTrigger', parameters: {} }),
		getMode: () => 'trigger',
		getActivationMode: () => 'activate',
		getNodeParameter: (name: string) => parameters[name],
		getTimezone: () => 'UTC',
		getWorkflowStaticData: () => staticData,
		getCredentials: async () => CREDENTIAL,
		getPollBudgetMs: () => 5 * MINUTE,
		logger: { warn: (note: string) => result.notes.push(note) },
		helpers: {
			httpRequestWithAuthentication: async (_: string, options: IHttpRequestOptions) =>
				await answer(options),
		},
	} as unknown as IPollFunctions;

	const ends = new Map([...syncs.values()].flat().map(({ id, to }) => [id, to]));
	const trigger = new CodatTrigger();
	const restore = stopClock(() => now);
	try {
		for (; now < MIDNIGHT + DAY + AFTERMATH; now += MINUTE) {
			if ((now - MIDNIGHT) % DAY === 0) left = quota;
			const output = await trigger.poll.call(context).catch(() => null);
			for (const { json } of output?.flat() ?? []) {
				result.delays.push(now - ends.get(String(json.syncId))!);
			}
		}
	} finally {
		restore();
	}
	if (result.delays.length < ends.size) throw new Error('Not every sync was told');
	return result;
}

/** Puts a clock of its own in force, on which nothing takes time. @returns what ends it */
function stopClock(now: () => number): () => void {
	const { setTimeout } = globalThis;
	const { now: realNow } = Date;
	const { timeout } = AbortSignal;
	Date.now = now;
	globalThis.setTimeout = ((act: () => void) => setImmediate(act)) as unknown as typeof setTimeout;
	AbortSignal.timeout = () => new AbortController().signal;
	return () => {
		Date.now = realNow;
		globalThis.setTimeout = setTimeout;
		AbortSignal.timeout = timeout;
	};
}
