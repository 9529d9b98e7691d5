import assert from 'node:assert/strict';
import type { INodeParameters } from 'n8n-workflow';
import type { Delivery } from '../../sandbox/outbox.ts';
import type { Sandbox } from '../../sandbox/server.ts';
import type { WebhookConsumer } from '../../sandbox/state.ts';
import { type N8nClient, outputOf } from '../../scripts/n8n/client.mts';
import { waitFor } from '../../scripts/n8n/wait.mts';
import type { AppTest } from './appTest.mts';
import { webhookWorkflow } from './nodes.mts';
import type { Stage } from './stage.mts';

const TRIGGER = 'Codat Webhook Trigger';

/** An event that nothing in the sandbox causes by itself. */
const EVENT = 'client.rateLimit.reset';

type Place = Pick<Stage, 'client' | 'credential' | 'sandbox'>;
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
];
