// Codat's deliveries, as the sandbox sends them, and what workflows make of them.
import assert from 'node:assert/strict';
import type { INodeParameters } from 'n8n-workflow';
import type { Delivery } from '../../sandbox/outbox.ts';
import type { Sandbox } from '../../sandbox/server.ts';
import type { WebhookConsumer } from '../../sandbox/state.ts';
import type { N8nClient } from '../../scripts/n8n/client.mts';
import { waitFor } from '../../scripts/n8n/wait.mts';
import { webhookWorkflow } from './nodes.mts';
import type { Stage } from './stage.mts';

/** An event that nothing in the sandbox causes by itself. */
export const EVENT = 'client.rateLimit.reset';

type Place = Pick<Stage, 'client' | 'credential' | 'sandbox'>;
type Receiver = Pick<Place, 'client' | 'sandbox'>;

export async function untilReady(url: string): Promise<void> {
	const isReady = async () => (await fetch(`${url}/healthz/readiness`).catch(() => undefined))?.ok;
	await waitFor('n8n to be ready', isReady, { timeoutMs: 120_000 });
}

/** Publishes a workflow that starts on Codat's events. */
export async function listen(
	{ client, credential, sandbox }: Place,
	triggerOn = [EVENT],
	more: INodeParameters = {},
): Promise<{ id: string; consumer: WebhookConsumer }> {
	const { id } = await client.createWorkflow(webhookWorkflow(credential, triggerOn, more));
	await client.publish(id);
	const consumer = sandbox.state.webhooks.at(-1);
	assert.ok(consumer, 'Nothing was registered');
	return { id, consumer };
}

/** Tells of events, each with a mark in its payload. @returns their deliveries, once they are attempted */
export async function tell(sandbox: Sandbox, marks: string[]): Promise<Delivery[]> {
	const { deliveries } = sandbox.outbox;
	const before = deliveries.length;
	for (const mark of marks) sandbox.outbox.announce({ eventType: EVENT, payload: { mark } });
	await sandbox.outbox.deliver();
	return deliveries.slice(before);
}

export const statusesOf = (delivery: Delivery) => delivery.attempts.map(({ status }) => status);

/** The marks that workflows have written down. */
export const marksIn = ({ ledger }: Sandbox) =>
	ledger
		.filter(({ kind }) => kind === 'company.created')
		.map(({ body }) => String((body as { name: string }).name));

export async function untilMarked(
	sandbox: Sandbox,
	count: number,
	timeoutMs = 60_000,
): Promise<void> {
	const isWritten = () => marksIn(sandbox).length >= count;
	await waitFor(`${count} events to be written down`, isWritten, { timeoutMs });
}

/**
 * Lets the clock run until each delivery has been taken, as Codat would repeat them. What is half an
 * hour for Codat is no time for n8n, which may still be coming up.
 */
export async function untilTaken({ client, sandbox: { clock, outbox } }: Receiver): Promise<void> {
	while (outbox.deliveries.some(({ dueAt }) => dueAt !== undefined)) {
		await untilReady(client.url);
		clock.advance(30 * 60_000);
		await outbox.deliver();
	}
	const untaken = outbox.deliveries.filter(({ attempts }) => attempts.at(-1)?.status !== 200);
	assert.deepEqual(untaken.map(statusesOf), []);
}

export async function allOver(client: N8nClient, id: string): Promise<void> {
	await waitFor('all executions to be over', async () => {
		const executions = await client.listExecutions(id);
		return executions.every(({ status }) => status === 'success');
	});
}

export const namesOf = (prefix: string, count: number) =>
	Array.from({ length: count }, (_, index) => `${prefix} ${index}`);
