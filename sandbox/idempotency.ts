import { createHash } from 'node:crypto';
import { MINUTE, type Clock } from './clock';
import { CodatError, STATUS_TEXT } from './errors';
import type { Answer } from './route';

/** How long an answer is replayed (Codat docs: Idempotency). */
export const REPLAY_FOR = 90 * MINUTE;

interface Entry {
	fingerprint: string;
	/** Absent while the first request is in progress. */
	answer?: Answer;
	expiresAt: number;
}

function takesKey(method: string, url: string): boolean {
	return ['POST', 'PATCH'].includes(method) || (method === 'PUT' && UPDATE_BILL.test(url));
}

const UPDATE_BILL = /\/payables\/bills\/[^/?]+$/;

export interface KeyedRequest {
	key: string | undefined;
	method: string;
	url: string;
	body: Buffer;
}

/**
 * Codat's idempotency keys (Codat docs: Idempotency; Bill Pay spec: update-bill): a POST, PATCH or
 * that one PUT with a known key gets the
 * first answer again, be it a success or an error, but never a 429; 409 while the first is in
 * progress; 422 when the request is another one. Bodies are compared byte by byte.
 */
export class IdempotencyKeys {
	private readonly entries = new Map<string, Entry>();

	constructor(private readonly clock: Clock) {}

	async run(request: KeyedRequest, work: () => Promise<Answer>): Promise<Answer> {
		const { key, method, url, body } = request;
		if (!key || !takesKey(method, url)) return await work();

		const fingerprint = createHash('sha256')
			.update(`${method} ${url}\n`)
			.update(body)
			.digest('hex');
		const known = this.entries.get(key);
		if (known && known.expiresAt > this.clock.now()) {
			if (known.fingerprint !== fingerprint) throw new CodatError(422, STATUS_TEXT[422]);
			if (!known.answer) throw new CodatError(409, STATUS_TEXT[409]);
			return known.answer;
		}

		const entry: Entry = { fingerprint, expiresAt: this.clock.now() + REPLAY_FOR };
		this.entries.set(key, entry);
		const answer = await work();
		if (answer.status === 429) this.entries.delete(key);
		else entry.answer = structuredClone(answer);
		return answer;
	}

	clear(): void {
		this.entries.clear();
	}
}
