import { randomUUID } from 'node:crypto';

import type { Client, SendOptions } from '../transport/client';
import { isPlainObject } from '../fields/read';
import { fillEndpoint } from '../transport/endpoint';
import { idempotencyKey } from '../transport/idempotency';
import { listOf } from '../transport/pagination';
import { IMPATIENT_RETRIES } from '../transport/retry';
import { UserFacingError } from '../transport/userFacingError';
import { addressOf, tokenIn } from './address';

/** A webhook consumer, none of whose fields can be counted on (Platform spec: `WebhookConsumer`). */
export interface Consumer {
	id?: unknown;
	url?: unknown;
	disabled?: unknown;
	eventTypes?: unknown;
	companyTags?: unknown;
}

/** What is to be registered (Platform spec: `WebhookConsumerPrototype`). */
export interface Registration {
	url: string;
	eventTypes: string[];
	companyTags: string[];
}

/** By what a node knows its consumers: nobody else's are at its address. */
export interface Ownership {
	/** The address of the node, without a query. */
	address: string;
	/** The ID of the one that it has made for this address, if it knows. */
	id?: string;
}

/** How many consumers Codat allows (docs/codat.md, Webhooks). */
const MOST_CONSUMERS = 50;

/** Whether Codat has the registration, and it is the only one of the node. */
export async function isRegistered(
	client: Client,
	owner: Ownership,
	wanted: Registration,
): Promise<boolean> {
	const own = (await consumers(client)).filter((each) => isOwn(each, owner));
	return own.length === 1 && fits(own[0], wanted);
}

/**
 * Registers what is wanted, unless Codat has it, and deletes all else that is the node's own.
 *
 * @returns the consumer, and whether it is new
 * @throws UserFacingError when there are too many consumers, NodeApiError for other refusals
 */
export async function register(
	client: Client,
	owner: Ownership,
	wanted: Registration,
): Promise<{ id: string; isNew: boolean }> {
	const all = await consumers(client);
	const own = all.filter((each) => isOwn(each, owner));
	const kept = own.find((each) => fits(each, wanted));
	// First, since there may be no room for another.
	const outdated = own.filter((each) => each !== kept);
	for (const consumer of outdated) await remove(client, consumer);
	if (kept) return { id: String(kept.id), isNew: false };
	const left = all.length - outdated.length;
	const request = { ...fillEndpoint('POST /webhooks', {}), body: { ...wanted, disabled: false } };
	const { status, body } = await client.send(request, {
		...patience,
		idempotencyKey: idempotencyKey(randomUUID()),
		// Which refusal means that there are too many is not documented.
		accept: ({ status }) => left >= MOST_CONSUMERS && [400, 402, 403, 409, 422].includes(status),
	});
	if (status >= 400) throw tooMany(left);
	return { id: String((body as Consumer | undefined)?.id ?? ''), isNew: true };
}

/** Deletes all consumers of the node. */
export async function unregister(client: Client, owner: Ownership): Promise<void> {
	const own = (await consumers(client)).filter((each) => isOwn(each, owner));
	for (const consumer of own) await remove(client, consumer);
}

/** Someone waits, and n8n tries again by itself. */
const patience: SendOptions = { retries: IMPATIENT_RETRIES };

async function consumers(client: Client): Promise<Consumer[]> {
	const { body } = await client.send(fillEndpoint('GET /webhooks', {}), patience);
	return listOf(body).filter((each) => isPlainObject(each));
}

/** Deletes a consumer; one that is gone already is as good. */
async function remove(client: Client, { id }: Consumer): Promise<void> {
	await client.send(fillEndpoint('DELETE /webhooks/{webhookId}', { webhookId: String(id ?? '') }), {
		...patience,
		accept: ({ status }) => status === 404,
	});
}

function isOwn({ id, url }: Consumer, owner: Ownership): boolean {
	return addressOf(url) === owner.address || (owner.id !== undefined && id === owner.id);
}

/** Whether Codat would deliver to a consumer just what is wanted. */
function fits({ url, disabled, eventTypes, companyTags }: Consumer, wanted: Registration): boolean {
	return (
		addressOf(url) === addressOf(wanted.url) &&
		tokenIn(url) === tokenIn(wanted.url) &&
		disabled !== true &&
		isSameSet(eventTypes, wanted.eventTypes) &&
		isSameSet(companyTags, wanted.companyTags)
	);
}

function isSameSet(given: unknown, wanted: string[]): boolean {
	const list: unknown[] = Array.isArray(given) ? given : [];
	const sorted = (texts: unknown[]) => JSON.stringify([...new Set(texts.map(String))].sort());
	return sorted(list) === sorted(wanted);
}

function tooMany(count: number): UserFacingError {
	return new UserFacingError(
		`Codat allows ${MOST_CONSUMERS} webhook consumers, and your account has ${count} already`,
		'Delete one that is no longer needed: in the Codat portal under Monitor > Webhooks > Events, or with the Codat node (Webhook: Get Many, Delete). Or ask Codat for more.',
	);
}
