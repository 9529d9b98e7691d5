import assert from 'node:assert/strict';
import { outputOf } from '../../scripts/n8n/client.mts';
import type { AppTest } from './appTest.mts';
import {
	EVENT,
	allOver,
	listen,
	marksIn,
	namesOf,
	statusesOf,
	tell,
	untilMarked,
	untilReady,
	untilTaken,
} from './deliveries.mts';
import { webhookWorkflow } from './nodes.mts';

const TRIGGER = 'Codat Webhook Trigger';

/** How many deliveries n8n has to keep apart. */
const MANY = 200;

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
			await untilMarked(sandbox, 2);

			await client.unpublish(id);
			assert.deepEqual(sandbox.state.webhooks, []);
			assert.equal((await post(other.url)).status, 404);
			await allOver(client, id);
			assert.deepEqual(marksIn(sandbox).sort(), ['first', 'second']);
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
			await untilMarked(sandbox, 1);
			await client.unpublish(id);
			assert.deepEqual(marksIn(sandbox), ['signed']);
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
					await untilMarked(sandbox, at, 300_000);
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
			await untilMarked(sandbox, marks.length, 600_000);
			await client.unpublish(id);
			await allOver(client, id);
			assert.deepEqual(marksIn(sandbox).sort(), [...marks].sort());
			assert.ok(!sandbox.state.webhooks.includes(consumer));
		},
	},
];
