import assert from 'node:assert/strict';
import { join } from 'node:path';
import type { INodeParameters } from 'n8n-workflow';
import type { Delivery } from '../../sandbox/outbox.ts';
import type { Sandbox } from '../../sandbox/server.ts';
import type { WebhookConsumer } from '../../sandbox/state.ts';
import { type N8nClient, outputOf } from '../../scripts/n8n/client.mts';
import { waitFor } from '../../scripts/n8n/wait.mts';
import type { AppTest } from './appTest.mts';
import { webhookWorkflow } from './nodes.mts';
import { openQueueStage } from './queueStage.mts';
import type { Stage } from './stage.mts';

const TRIGGER = 'Codat Webhook Trigger';

/** An event that nothing in the sandbox causes by itself. */
const EVENT = 'client.rateLimit.reset';

/** How many deliveries n8n has to keep apart. */
const MANY = 200;

type Place = Pick<Stage, 'client' | 'credential' | 'sandbox'>;
type Receiver = Pick<Place, 'client' | 'sandbox'>;

async function untilReady(url: string): Promise<void> {
	const isReady = async () => (await fetch(`${url}/healthz/readiness`).catch(() => undefined))?.ok;
	await waitFor('n8n to be ready', isReady, { timeoutMs: 120_000 });
}

/** Publishes a workflow that starts on Codat's events. */
async function listen(
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
async function tell(sandbox: Sandbox, marks: string[]): Promise<Delivery[]> {
	const { deliveries } = sandbox.outbox;
	const before = deliveries.length;
	for (const mark of marks) sandbox.outbox.announce({ eventType: EVENT, payload: { mark } });
	await sandbox.outbox.deliver();
	return deliveries.slice(before);
}

const statusesOf = (delivery: Delivery) => delivery.attempts.map(({ status }) => status);

/** The marks that workflows have written down. */
const writtenDown = ({ ledger }: Sandbox) =>
	ledger
		.filter(({ kind }) => kind === 'company.created')
		.map(({ body }) => String((body as { name: string }).name));

async function untilWritten(sandbox: Sandbox, count: number, timeoutMs = 60_000): Promise<void> {
	const isWritten = () => writtenDown(sandbox).length >= count;
	await waitFor(`${count} events to be written down`, isWritten, { timeoutMs });
}

/**
 * Lets the clock run until each delivery has been taken, as Codat would repeat them. What is half an
 * hour for Codat is no time for n8n, which may still be coming up.
 */
async function untilTaken({ client, sandbox: { clock, outbox } }: Receiver): Promise<void> {
	while (outbox.deliveries.some(({ dueAt }) => dueAt !== undefined)) {
		await untilReady(client.url);
		clock.advance(30 * 60_000);
		await outbox.deliver();
	}
	const untaken = outbox.deliveries.filter(({ attempts }) => attempts.at(-1)?.status !== 200);
	assert.deepEqual(untaken.map(statusesOf), []);
}

async function allOver(client: N8nClient, id: string): Promise<void> {
	await waitFor('all executions to be over', async () => {
		const executions = await client.listExecutions(id);
		return executions.every(({ status }) => status === 'success');
	});
}

const post = async (url: string, body = '{}', headers: Record<string, string> = {}) =>
	await fetch(url, {
		method: 'POST',
		headers: { 'content-type': 'application/json', 'webhook-id': 'msg_own', ...headers },
		body,
	});

const namesOf = (prefix: string, count: number) =>
	Array.from({ length: count }, (_, index) => `${prefix} ${index}`);

export const tests: AppTest[] = [
	{
		name: 'it is published, registered, told, changed, unpublished, and gone',
		timeoutMs: 120_000,
		async run({ openStage }) {
			const stage = await openStage();
			const { client, n8n, sandbox } = stage;
			const { id, consumer } = await listen(stage);
			assert.equal(sandbox.state.webhooks.length, 1);
			assert.deepEqual(consumer.eventTypes, [EVENT]);
			assert.ok(consumer.url.startsWith(`${n8n.url}/webhook/`), consumer.url);

			// It is told, once, also when the same is sent again.
			const [delivery] = await tell(sandbox, ['first']);
			assert.deepEqual(statusesOf(delivery), [200]);
			const [execution] = await client.waitForExecutions(id, 1);
			const [{ json }] = outputOf(execution, TRIGGER);
			assert.equal(json.eventType, EVENT);
			assert.deepEqual(json.payload, { mark: 'first' });
			await sandbox.outbox.resend(delivery.messageId);
			assert.deepEqual(statusesOf(delivery), [200, 200]);

			// Nobody else may call.
			const { origin, pathname } = new URL(consumer.url);
			for (const query of ['', '?token=', `?token=${'x'.repeat(43)}`]) {
				assert.equal((await post(origin + pathname + query)).status, 401);
			}
			assert.equal((await post(consumer.url, '{"payload":{}}')).status, 400);
			assert.ok((await post(consumer.url, '{"eventType":')).status >= 400);
			assert.equal((await fetch(consumer.url)).status, 404);

			// A change makes another consumer, at the same address.
			const { nodes } = await client.getWorkflow(id);
			const changed = nodes.map((node) =>
				node.name === TRIGGER
					? { ...node, parameters: { triggerOn: [EVENT, 'company.deleted'] } }
					: node,
			);
			await client.updateWorkflow(id, { nodes: changed });
			await client.publish(id);
			assert.equal(sandbox.state.webhooks.length, 1);
			const [other] = sandbox.state.webhooks;
			assert.notEqual(other.id, consumer.id);
			assert.equal(other.url, consumer.url);
			assert.deepEqual(other.eventTypes, [EVENT, 'company.deleted']);
			await sandbox.outbox.resend(delivery.messageId);
			await tell(sandbox, ['second']);
			await untilWritten(sandbox, 2);

			await client.unpublish(id);
			assert.deepEqual(sandbox.state.webhooks, []);
			assert.equal((await post(other.url)).status, 404);
			await allOver(client, id);
			assert.deepEqual(writtenDown(sandbox).sort(), ['first', 'second']);
			const log = await stage.newLog();
			assert.match(log, /Codat delivers to http/);
			assert.ok(!log.includes(new URL(other.url).searchParams.get('token')!));
		},
	},
	{
		name: 'with the signing secret in the credential, what is not signed starts nothing',
		timeoutMs: 120_000,
		async run({ openStage }) {
			const stage = await openStage();
			const { client, credential, sandbox } = stage;
			const { id, consumer } = await listen(stage);
			const event = JSON.stringify({ eventType: EVENT, payload: { mark: 'forged' } });
			const secret = sandbox.outbox.secretOf(consumer.id);
			const data = { apiKey: sandbox.apiKey, baseUrl: sandbox.url, webhookSecrets: secret };
			await client.updateCredential(credential.id, {
				name: credential.name,
				type: credential.type,
				data,
			});
			assert.equal((await post(consumer.url, event)).status, 401);
			const headers = { 'webhook-timestamp': '1', 'webhook-signature': 'v1,AAAA' };
			assert.equal((await post(consumer.url, event, headers)).status, 401);
			const [delivery] = await tell(sandbox, ['signed']);
			assert.deepEqual(statusesOf(delivery), [200]);
			await untilWritten(sandbox, 1);
			await client.unpublish(id);
			assert.deepEqual(writtenDown(sandbox), ['signed']);
		},
	},
	{
		name: 'publishing says why it can’t be done',
		async run({ stage }) {
			const { client, credential, sandbox } = stage;
			const others = Array.from({ length: 50 }, (_, index) => ({
				id: `other-${index}`,
				url: 'https://example.com/',
				disabled: false,
				eventTypes: [EVENT],
				companyTags: [],
			}));
			sandbox.state.webhooks.push(...others);
			const { id } = await client.createWorkflow(webhookWorkflow(credential, [EVENT]));
			await assert.rejects(client.publish(id), /allows 50 webhook consumers/);
			await client.unpublish(id);
			assert.deepEqual(sandbox.state.webhooks, others);
			sandbox.state.webhooks.length = 0;
		},
	},
	{
		name: 'two hundred deliveries, repeated and at once, with a crash between, start one execution each',
		timeoutMs: 1_200_000,
		newestOnly: true,
		async run({ openStage }) {
			const stage = await openStage();
			const { client, sandbox } = stage;
			const { outbox } = sandbox;
			const { id, consumer } = await listen(stage);
			const marks = namesOf('event', MANY);
			for (let at = 0; at < marks.length; at += 20) {
				// n8n is let take a breath: on a slow machine its database would not keep up.
				if (at % 100 === 0) {
					await untilTaken(stage);
					await untilWritten(sandbox, at, 300_000);
				}
				if (at === MANY / 2) {
					await stage.n8n.kill();
					await stage.restart();
					await untilReady(client.url);
					assert.deepEqual(
						sandbox.state.webhooks.map((each) => each.id),
						[consumer.id],
					);
					// All that n8n has had before the crash comes again.
					const before = outbox.deliveries.filter((_, index) => index % 2 === 0);
					for (let from = 0; from < before.length; from += 20) {
						const some = before.slice(from, from + 20);
						await Promise.all(some.map(async (each) => await outbox.resend(each.messageId)));
					}
				}
				const told = tell(sandbox, marks.slice(at, at + 20));
				// Every other one comes a second time while the first is being taken in.
				const now = outbox.deliveries.slice(at, at + 20).filter((_, index) => index % 2 === 0);
				await Promise.all(now.map(async (each) => await outbox.resend(each.messageId)));
				await told;
			}
			await untilTaken(stage);
			assert.equal(outbox.deliveries.length, marks.length);
			const attempts = outbox.deliveries.flatMap(statusesOf);
			assert.ok(attempts.length >= 1.7 * MANY, `${attempts.length} attempts`);
			await untilWritten(sandbox, marks.length, 600_000);
			await client.unpublish(id);
			await allOver(client, id);
			assert.deepEqual(writtenDown(sandbox).sort(), [...marks].sort());
			assert.ok(!sandbox.state.webhooks.includes(consumer));
		},
	},
	{
		name: 'in queue mode: told once, run by the workers, and gone',
		timeoutMs: 300_000,
		newestOnly: true,
		async run({ stage: { folder } }) {
			const stage = await openQueueStage(join(folder, '.n8n', 'nodes'));
			try {
				const { client, sandbox } = stage;
				const { id } = await listen(stage);
				const marks = namesOf('queued', 40);
				const told = tell(sandbox, marks);
				const { deliveries, resend } = {
					deliveries: sandbox.outbox.deliveries,
					resend: sandbox.outbox.resend.bind(sandbox.outbox),
				};
				await Promise.all(deliveries.map(async ({ messageId }) => await resend(messageId)));
				await told;
				await untilTaken(stage);
				await Promise.all(deliveries.map(async ({ messageId }) => await resend(messageId)));
				await untilWritten(sandbox, marks.length);
				await client.unpublish(id);
				await allOver(client, id);
				assert.deepEqual(writtenDown(sandbox).sort(), [...marks].sort());
				assert.deepEqual(sandbox.state.webhooks, []);
				for (const execution of await client.listExecutions(id)) {
					assert.equal((await stage.workersOf(execution.id)).length, 1);
				}
			} finally {
				await stage.close();
			}
		},
	},
];
