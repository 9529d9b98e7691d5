import { sleep } from 'n8n-workflow';
import { authenticate } from './auth';
import { readBody } from './body';
import type { Clock } from './clock';
import { atTheDoor, inside, onTheWire, type Outgoing } from './faultEffects';
import type { Fault, FaultSwitch } from './faults';
import type { IdempotencyKeys } from './idempotency';
import type { RateLimiter } from './rateLimits';
import { answerTo, type Answer, type Call, type Route } from './route';
import type { LoggedRequest } from './state';

export interface Pipeline {
	apiKey: string;
	latencyMs: number;
	clock: Clock;
	limiter: RateLimiter;
	keys: IdempotencyKeys;
	faults: FaultSwitch;
}

/** A request as it came in: `bytes` is its body, and `url` has the query. */
export interface Incoming {
	call: Call;
	url: string;
	bytes: Buffer;
	entry: LoggedRequest;
}

function first(header: string | string[] | undefined): string | undefined {
	return Array.isArray(header) ? header[0] : header;
}

/** All that lies between a request and its answer, in order. */
export async function respond(
	{ apiKey, latencyMs, clock, limiter, keys, faults }: Pipeline,
	{ call, url, bytes, entry }: Incoming,
	handle: Route['handle'],
): Promise<Outgoing> {
	const { method, path } = call;
	const { headers } = entry;

	async function handled(): Promise<Answer> {
		try {
			return await handle(call);
		} catch (error) {
			return answerTo(error);
		}
	}

	let limits = {};
	let answer: Answer;
	let fault: Fault | undefined;
	try {
		call.body = entry.body = await readBody(bytes, first(headers['content-type']));
		authenticate(first(headers.authorization), apiKey);
		limits = limiter.count();
		fault = faults.next(method, path);
		const struck = atTheDoor(fault, clock);
		if (struck) {
			return { status: 200, payload: '', ...struck, headers: { ...limits, ...struck.headers } };
		}
		const key = first(headers['idempotency-key']);
		answer = await keys.run({ key, method, url, body: bytes }, async () => {
			if (latencyMs > 0) await sleep(latencyMs);
			return await inside(fault, handled);
		});
	} catch (error) {
		answer = answerTo(error);
	}
	const outgoing = await onTheWire(fault, answer);
	return { ...outgoing, headers: { ...limits, ...outgoing.headers } };
}
