import fastify, { type FastifyReply, type FastifyRequest } from 'fastify';
import { readBody } from './body';
import { Clock } from './clock';
import { CodatError } from './errors';
import type { Outgoing } from './faultEffects';
import { FaultSwitch } from './faults';
import { IdempotencyKeys } from './idempotency';
import { Outbox } from './outbox';
import { respond } from './pipeline';
import { RateLimiter } from './rateLimits';
import { API } from './routes/api';
import { controlRoutes } from './routes/control';
import { answerTo, type Answer, type Call, type Route } from './route';
import { seedState } from './seed';
import type { Sandbox, SandboxOptions } from './sandbox';
import type { LedgerEntry, LoggedRequest, State } from './state';

export type { Sandbox, SandboxOptions };

const MAX_LOGGED = 100_000;
const MAX_BODY = 50 * 1024 * 1024;

function notFound(call: Call): Answer {
	throw new CodatError(404, `There is no endpoint ${call.method} ${call.path}`);
}

function bytesOf(request: FastifyRequest): Buffer {
	return Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
}

function send(reply: FastifyReply, { status, headers, payload, cut }: Outgoing): FastifyReply {
	const { raw } = reply;
	switch (cut) {
		case 'silent':
			return reply.hijack();
		case 'dropped':
			reply.hijack();
			raw.destroy();
			return reply;
		case 'halfway':
			reply.hijack();
			raw.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(payload) });
			raw.write(payload.slice(0, payload.length / 2), () => raw.destroy());
			return reply;
		default:
			return reply
				.code(status)
				.headers(headers)
				.send(payload.length > 0 ? payload : undefined);
	}
}

/** Starts a sandbox. The system chooses the port unless one is given; loopback unless a host is. */
export async function startSandbox(
	options: SandboxOptions & { port?: number; host?: string } = {},
): Promise<Sandbox> {
	const { apiKey = 'sandbox-key', latencyMs = 0, port = 0, host = '127.0.0.1' } = options;
	const clock = new Clock(options.now ?? (() => Date.now()));
	const limiter = new RateLimiter(clock, options.rateLimit);
	const keys = new IdempotencyKeys(clock);
	const faults = new FaultSwitch();
	const pipeline = { apiKey, latencyMs, clock, limiter, keys, faults };
	const ledger: LedgerEntry[] = [];
	const requests: LoggedRequest[] = [];
	const stats = { maxInFlight: 0 };
	const state: State = {
		...seedState(clock, options.companies ?? 0),
		syncDurationMs: options.syncDurationMs ?? 5_000,
		pushDurationMs: options.pushDurationMs ?? 3_000,
		pullDurationMs: options.pullDurationMs ?? 3_000,
		reportDurationMs: options.reportDurationMs ?? 3_000,
	};
	const outbox = new Outbox(state, clock);
	let inFlight = 0;
	let logged = 0;

	function callOf(request: FastifyRequest): Call {
		const { method } = request;
		const path = request.url.split('?')[0];
		const call: Call = {
			method,
			path,
			params: request.params as Call['params'],
			query: request.query as Call['query'],
			body: undefined,
			state,
			clock,
			enter: (write) => ledger.push({ at: clock.now(), method, path, body: call.body, ...write }),
			announce: (event) => outbox.announce(event),
		};
		return call;
	}

	function log({ method, path, query }: Call, headers: LoggedRequest['headers']): LoggedRequest {
		const id = ++logged;
		const entry = { id, at: clock.now(), method, path, query, headers, body: undefined };
		requests.push(entry);
		if (requests.length > MAX_LOGGED) requests.shift();
		return entry;
	}

	/** Logs a request and counts it as in flight until it is answered, or its client has gone. */
	function through(handle: Route['handle']) {
		return async (request: FastifyRequest, reply: FastifyReply) => {
			const call = callOf(request);
			const entry = log(call, request.headers);
			stats.maxInFlight = Math.max(stats.maxInFlight, ++inFlight);
			const incoming = { call, url: request.url, bytes: bytesOf(request), entry };
			const outgoing = await respond(pipeline, incoming, handle);
			void outbox.deliver();
			if (outgoing.cut === 'silent') reply.raw.once('close', () => inFlight--);
			else inFlight--;
			if (!outgoing.cut) entry.status = outgoing.status;
			const json = outgoing.payload.length > 0 && { 'content-type': 'application/json' };
			return send(reply, { ...outgoing, headers: { ...json, ...outgoing.headers } });
		};
	}

	const app = fastify({
		bodyLimit: MAX_BODY,
		exposeHeadRoutes: false,
		forceCloseConnections: true,
		routerOptions: { maxParamLength: 500 },
	});
	app.removeAllContentTypeParsers();
	app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
	for (const { method, path, handle } of API) {
		app.route({ method, url: path, handler: through(handle) });
	}
	app.setErrorHandler(async (error, _request, reply) => {
		const { status, body } = answerTo(error);
		return await reply.code(status).send(body);
	});
	app.setNotFoundHandler(through(notFound));

	const sandbox: Sandbox = {
		url: '',
		apiKey,
		clock,
		state,
		requests,
		ledger,
		faults,
		outbox,
		stats,
		setRateLimit: (limit) => limiter.set(limit),
		reset() {
			clock.reset();
			limiter.set();
			keys.clear();
			faults.clear();
			outbox.clear();
			ledger.length = 0;
			requests.length = 0;
			stats.maxInFlight = 0;
			Object.assign(state, seedState(clock, options.companies ?? 0));
		},
		close: async () => await app.close(),
	};
	for (const { method, path, handle } of controlRoutes(sandbox)) {
		app.route({
			method,
			url: path,
			async handler(request, reply) {
				const call = callOf(request);
				call.body = await readBody(bytesOf(request), request.headers['content-type']);
				const { status, body } = await handle(call);
				return await reply.code(status).send(body);
			},
		});
	}

	sandbox.url = await app.listen({ port, host });
	return sandbox;
}
