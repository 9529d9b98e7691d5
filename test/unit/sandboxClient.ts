import { authorizationFor } from '../../sandbox/auth';
import { startSandbox, type Sandbox, type SandboxOptions } from '../../sandbox/server';

export interface Answer {
	status: number;
	headers: Headers;
	text: string;
	body: Record<string, unknown>;
}

/** A sandbox whose clock stands still until a test moves it. */
export interface Bench {
	sandbox: Sandbox;
	noon: number;
	advance(ms: number): void;
	call(
		method: string,
		path: string,
		body?: unknown,
		headers?: Record<string, string>,
	): Promise<Answer>;
}

function bodyAs(body: unknown): RequestInit['body'] {
	if (body === undefined || body instanceof FormData) return body;
	return JSON.stringify(body);
}

function parsed(text: string): Answer['body'] {
	try {
		return JSON.parse(text);
	} catch {
		return {};
	}
}

export async function startBench(options: SandboxOptions = {}): Promise<Bench> {
	const noon = Date.parse('2026-03-02T12:00:00Z');
	let now = noon;
	const sandbox = await startSandbox({ now: () => now, ...options });
	return {
		sandbox,
		noon,
		advance: (ms) => (now += ms),
		async call(method, path, body, headers = {}) {
			const json = body !== undefined && !(body instanceof FormData);
			const response = await fetch(sandbox.url + path, {
				method,
				redirect: 'manual',
				headers: {
					authorization: authorizationFor(sandbox.apiKey),
					...(json && { 'content-type': 'application/json' }),
					...headers,
				},
				body: bodyAs(body),
			});
			const text = await response.text();
			return { status: response.status, headers: response.headers, text, body: parsed(text) };
		},
	};
}

/** The bench of each test of the file, once it is started; closed after the test. */
export function useBench() {
	let bench: Bench;
	afterEach(async () => await bench.sandbox.close());
	return {
		async start(options?: SandboxOptions): Promise<void> {
			bench = await startBench(options);
		},
		get sandbox() {
			return bench.sandbox;
		},
		get noon() {
			return bench.noon;
		},
		advance: (ms: number) => bench.advance(ms),
		call: (async (...request) => await bench.call(...request)) as Bench['call'],
		/** What has been written, in its order. */
		kinds: () => bench.sandbox.ledger.map(({ kind }) => kind),
	};
}
