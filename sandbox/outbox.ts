import { createHmac, randomBytes, randomUUID } from 'node:crypto';
import { DAY, HOUR, MINUTE, type Clock } from './clock';
import type { Company, State, WebhookConsumer } from './state';

/** When each attempt begins after the one before has failed (Codat docs: Webhook troubleshooting). */
export const SCHEDULE_MS = [
	0,
	5_000,
	5 * MINUTE,
	30 * MINUTE,
	2 * HOUR,
	5 * HOUR,
	10 * HOUR,
	10 * HOUR,
];

/** How long Codat waits for an answer (Codat docs: Create a webhook consumer). */
const ANSWER_WITHIN_MS = 15_000;

/** How long a consumer may fail before Codat disables it (Codat docs: Webhook troubleshooting). */
const MAY_FAIL_MS = 5 * DAY;

/** Something that happened and is told to those who have asked for it. */
export interface Announcement {
	eventType: string;
	payload: unknown;
	/** Whose tags decide who is told. */
	company?: Company;
	/** When it happens: now, unless given. */
	at?: number;
}

export interface Attempt {
	at: number;
	/** 0 where no answer came in time. */
	status: number;
}

/** A message to one consumer. */
export interface Delivery {
	/** The same for all consumers and attempts. */
	messageId: string;
	consumerId: string;
	eventType: string;
	body: string;
	attempts: Attempt[];
	/** When the next attempt is due; not set while one is under way, and when there is none left. */
	dueAt?: number;
}

/** A company, as events refer to it (Webhooks spec: `companyReference`). */
export function referenceCompany({ id, name, description, tags }: Company) {
	const links = { portal: `https://app.codat.io/companies/${id}/summary` };
	return { id, name, description: description ?? null, links, tags };
}

/** Signs a message (Codat docs: Verify webhook signature). */
export function sign(secret: string, id: string, timestamp: number, body: string): string {
	const key = Buffer.from(secret.split('_')[1], 'base64');
	const text = [id, String(timestamp), body].join('.');
	return `v1,${createHmac('sha256', key).update(text, 'utf8').digest('base64')}`;
}

/** Delivers messages to webhook consumers, signed, and again on Codat's schedule. */
export class Outbox {
	readonly deliveries: Delivery[] = [];
	private announcements: Announcement[] = [];
	private readonly underWay = new Set<Promise<void>>();
	private readonly secrets = new Map<string, string>();
	private readonly failingSince = new Map<string, number>();

	constructor(
		private readonly state: State,
		private readonly clock: Clock,
	) {}

	/** A consumer's signing secret, which Codat shows in its portal alone. */
	secretOf(consumerId: string): string {
		const secret = this.secrets.get(consumerId) ?? `whsec_${randomBytes(24).toString('base64')}`;
		this.secrets.set(consumerId, secret);
		return secret;
	}

	announce(announcement: Announcement): void {
		this.announcements.push(announcement);
	}

	clear(): void {
		this.announcements = [];
		this.deliveries.length = 0;
		this.secrets.clear();
		this.failingSince.clear();
	}

	/** Makes every attempt that is due by the clock, all at once, and waits for all that are under way. */
	async deliver(): Promise<void> {
		const now = this.clock.now();
		const happened = this.announcements.filter(({ at = now }) => at <= now);
		this.announcements = this.announcements.filter((each) => !happened.includes(each));
		for (const announcement of happened) this.address(announcement, now);
		const due = this.deliveries.filter(({ dueAt = Infinity }) => dueAt <= now);
		for (const delivery of due) {
			const attempt = this.attempt(delivery).finally(() => this.underWay.delete(attempt));
			this.underWay.add(attempt);
		}
		await Promise.all(this.underWay);
	}

	/** Makes a message's attempt anew, as "Resend" in Codat's portal does. */
	async resend(messageId: string): Promise<void> {
		const found = this.deliveries.filter((delivery) => delivery.messageId === messageId);
		await Promise.all(found.map(async (delivery) => await this.attempt(delivery)));
	}

	private address({ eventType, payload, company, at }: Announcement, now: number): void {
		const generatedDate = new Date(at ?? now).toISOString();
		const body = JSON.stringify({ id: randomUUID(), eventType, generatedDate, payload });
		const messageId = `msg_${randomBytes(20).toString('base64url')}`;
		const isAsked = ({ disabled, eventTypes, companyTags }: WebhookConsumer) =>
			!disabled &&
			eventTypes.includes(eventType) &&
			(companyTags.length === 0 ||
				Object.entries(company?.tags ?? {}).some(([name, value]) =>
					companyTags.includes(`${name}:${value}`),
				));
		for (const { id: consumerId } of this.state.webhooks.filter(isAsked)) {
			this.deliveries.push({ messageId, consumerId, eventType, body, attempts: [], dueAt: now });
		}
	}

	private async attempt(delivery: Delivery): Promise<void> {
		const { consumerId, attempts } = delivery;
		delivery.dueAt = undefined;
		const consumer = this.state.webhooks.find(({ id }) => id === consumerId);
		if (!consumer || consumer.disabled) return;
		const at = this.clock.now();
		const status = await this.post(consumer, delivery, Math.floor(at / 1000));
		attempts.push({ at, status });
		const failedAt = this.clock.now();
		if (status >= 200 && status < 300) {
			this.failingSince.delete(consumerId);
			return;
		}
		const since = this.failingSince.get(consumerId) ?? failedAt;
		this.failingSince.set(consumerId, since);
		if (failedAt - since >= MAY_FAIL_MS) consumer.disabled = true;
		const pause = SCHEDULE_MS.at(attempts.length);
		if (pause !== undefined) delivery.dueAt = failedAt + pause;
	}

	private async post(
		{ id, url }: WebhookConsumer,
		{ messageId, body }: Delivery,
		timestamp: number,
	): Promise<number> {
		try {
			const response = await fetch(url, {
				method: 'POST',
				headers: {
					'content-type': 'application/json',
					'webhook-id': messageId,
					'webhook-timestamp': String(timestamp),
					'webhook-signature': sign(this.secretOf(id), messageId, timestamp, body),
				},
				body,
				signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
			});
			await response.arrayBuffer();
			return response.status;
		} catch {
			return 0;
		}
	}
}
