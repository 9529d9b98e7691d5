import { sleep } from 'n8n-workflow';
import { DAY, type Clock } from './clock';
import { CodatError, errorMessage, STATUS_TEXT } from './errors';
import type { Fault } from './faults';
import { isObject, type Answer } from './route';

/** An answer on its way out. `cut` is how the connection ends before it is complete. */
export interface Outgoing {
	status: number;
	headers: Record<string, string>;
	payload: string | Buffer;
	cut?: 'silent' | 'dropped' | 'halfway';
}

const PAGE = '<!doctype html><html><body><h1>Sign in to the guest network</h1></body></html>';

function tooManyRequests(fault: Fault & { kind: 'tooManyRequests' }, clock: Clock): CodatError {
	const { retryAfter = 'seconds', seconds = 1 } = fault;
	const now = clock.now();
	const midnight = (Math.floor(now / DAY) + 1) * DAY;
	const headers: Record<typeof retryAfter, Record<string, string>> = {
		seconds: { 'retry-after': String(seconds) },
		date: { 'retry-after': new Date(now + seconds * 1000).toUTCString() },
		none: {},
		dailyQuota: {
			'retry-after': String(Math.ceil((midnight - now) / 1000)),
			'x-rate-limit-limit': '1000',
			'x-rate-limit-remaining': '0',
			'x-rate-limit-reset': new Date(midnight).toISOString(),
		},
	};
	return new CodatError(429, STATUS_TEXT[429], 'PublicApi', headers[retryAfter]);
}

function failure(status: number): Answer {
	return { status, body: errorMessage(status, STATUS_TEXT[status] ?? 'Error') };
}

/** What a gateway in front of Codat does to a request: it never gets to Codat. */
export function atTheDoor(fault: Fault | undefined, clock: Clock): Partial<Outgoing> | undefined {
	switch (fault?.kind) {
		case 'tooManyRequests':
			throw tooManyRequests(fault, clock);
		case 'inProgress':
			throw new CodatError(409, STATUS_TEXT[409]);
		case 'resetBeforeResponse':
			return { cut: 'dropped' };
		case 'neverAnswer':
			return { cut: 'silent' };
		case 'html':
			return { headers: { 'content-type': 'text/html; charset=utf-8' }, payload: PAGE };
		case 'htmlAsJson':
			return { payload: PAGE };
		case 'huge':
			return { payload: JSON.stringify({ padding: 'x'.repeat(Math.max(0, fault.bytes - 14)) }) };
		case 'redirect':
			return { status: fault.status ?? 302, headers: { location: fault.to }, payload: '' };
		default:
			return undefined;
	}
}

/** What goes wrong inside Codat, where idempotency keys remember it (Codat docs: Idempotency). */
export async function inside(
	fault: Fault | undefined,
	handle: () => Promise<Answer>,
): Promise<Answer> {
	switch (fault?.kind) {
		case 'status': {
			const { status, headers, body = failure(status).body } = fault;
			return { status, headers, body };
		}
		case 'error':
			if (fault.effect !== 'before') await handle();
			return failure(fault.status ?? 500);
		case 'delay':
			await sleep(fault.ms);
			return await handle();
		default:
			return await handle();
	}
}

type Rewrite = (key: string, value: unknown) => unknown;

/** A copy of a JSON value in which each leaf has been rewritten. */
function mapLeaves(value: unknown, rewrite: Rewrite, key = ''): unknown {
	if (Array.isArray(value)) return value.map((one) => mapLeaves(one, rewrite, key));
	if (!isObject(value)) return rewrite(key, value);
	return Object.fromEntries(
		Object.entries(value).map(([name, one]) => [name, mapLeaves(one, rewrite, name)]),
	);
}

function without(value: unknown, fields: string[]): unknown {
	if (Array.isArray(value)) return value.map((one) => without(one, fields));
	if (!isObject(value)) return value;
	const kept = Object.entries(value).filter(([name]) => !fields.includes(name));
	return Object.fromEntries(kept.map(([name, one]) => [name, without(one, fields)]));
}

function firstOf(body: unknown): unknown {
	const list = isObject(body) ? body.results : body;
	return Array.isArray(list) ? (list[0] ?? {}) : body;
}

const ENUMS = ['status', 'syncStatus', 'sourceType', 'type', 'dataType'];
const OFTEN_MISSING = [
	'_links',
	'totalResults',
	'created',
	'syncUtc',
	'syncStatus',
	'platformName',
];
const DATE = /^\d{4}-\d{2}-\d{2}T/;

/** A body that says something else, or the same in another shape. */
function rewritten(fault: Fault | undefined, body: unknown): unknown {
	switch (fault?.kind) {
		case 'listForObject':
			return [body];
		case 'objectForList':
			return firstOf(body);
		case 'numbersAsStrings':
			return mapLeaves(body, (_, value) => (typeof value === 'number' ? String(value) : value));
		case 'unknownEnum':
			return mapLeaves(body, (key, value) => (ENUMS.includes(key) ? 'NeverHeardOf' : value));
		case 'missingFields':
			return without(body, fault.fields ?? OFTEN_MISSING);
		case 'impossibleDates':
			return mapLeaves(body, (_, value) =>
				typeof value === 'string' && DATE.test(value) ? '2026-02-30T25:61:99Z' : value,
			);
		case 'rewrite':
			return fault.rewrite(body);
		default:
			return body;
	}
}

async function gzip(payload: string | Buffer): Promise<Buffer> {
	const stream = new Blob([payload]).stream().pipeThrough(new CompressionStream('gzip'));
	return Buffer.from(await new Response(stream).arrayBuffer());
}

function payloadOf(fault: Fault | undefined, body: unknown): string | Buffer {
	if (body === undefined) return '';
	return Buffer.isBuffer(body) ? body : JSON.stringify(rewritten(fault, body));
}

/** What becomes of a finished answer on its way to the client. */
export async function onTheWire(fault: Fault | undefined, answer: Answer): Promise<Outgoing> {
	const { status, headers = {}, body } = answer;
	const payload = payloadOf(fault, body);
	const outgoing = { status, headers, payload };
	switch (fault?.kind) {
		case 'resetAfterEffect':
			return { ...outgoing, cut: 'dropped' };
		case 'resetMidBody':
			return { ...outgoing, cut: 'halfway' };
		case 'truncatedJson':
			return { ...outgoing, payload: payload.slice(0, payload.length / 2) };
		case 'empty':
			return { ...outgoing, status: 200, payload: '' };
		case 'noContent':
			return { ...outgoing, status: 204, payload: '' };
		case 'wrongContentType':
			return { ...outgoing, headers: { ...headers, 'content-type': 'text/plain' } };
		case 'gzip':
			return {
				...outgoing,
				headers: { ...headers, 'content-encoding': 'gzip' },
				payload: await gzip(payload),
			};
		case 'brokenGzip':
			return { ...outgoing, headers: { ...headers, 'content-encoding': 'gzip' } };
		default:
			return outgoing;
	}
}
