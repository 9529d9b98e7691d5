import fastify, { type FastifyInstance } from 'fastify';

import { SCHEDULE_MS, sign } from '../../sandbox/outbox';
import { SEED } from '../../sandbox/seed';
import { startBench, type Bench } from './sandboxClient';

const { bakery, florist, workshop } = SEED.companies;
const HOUR = 3_600_000;

let bench: Bench;
let listener: FastifyInstance;
let url: string;
let status = 200;
let received: Array<{ headers: Record<string, unknown>; body: string }> = [];

beforeEach(async () => {
	bench = await startBench();
	status = 200;
	received = [];
	listener = fastify({ forceCloseConnections: true });
	listener.removeAllContentTypeParsers();
	listener.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) =>
		done(null, body),
	);
	listener.post('/codat', async ({ headers, body }, reply) => {
		received.push({ headers, body: String(body) });
		return await reply.code(status).send();
	});
	url = `${await listener.listen({ port: 0, host: '127.0.0.1' })}/codat`;
});
afterEach(async () => {
	await bench.sandbox.close();
	await listener.close();
});

const register = async (eventTypes: string[], companyTags: string[] = []) =>
	(await bench.call('POST', '/webhooks', { url, eventTypes, companyTags })).body;
const eventsOf = () =>
	received.map(({ body }) => JSON.parse(body) as { eventType: string; payload: object });
const deliver = async () => await bench.sandbox.outbox.deliver();
const happen = async (eventType: string, companyId?: string) =>
	await bench.call('POST', '/_sandbox/events', {
		eventType,
		payload: { about: companyId },
		companyId,
	});

/** Moves the clock, as Codat's own would move, to each next attempt. */
async function advance(ms: number): Promise<void> {
	await bench.call('POST', '/_sandbox/clock', { advanceMs: ms });
}

test('an event is delivered signed, to those who asked for it', async () => {
	const { id } = await register(['company.created']);
	await register(['company.deleted']);
	await happen('company.created');
	const [{ headers, body }, ...more] = received;
	expect(more).toEqual([]);
	const [messageId, timestamp] = [headers['webhook-id'], headers['webhook-timestamp']].map(String);
	const secret = bench.sandbox.outbox.secretOf(String(id));
	expect(headers['webhook-signature']).toBe(sign(secret, messageId, Number(timestamp), body));
	expect(Number(timestamp) * 1000).toBe(bench.noon);
	expect(JSON.parse(body)).toMatchObject({ eventType: 'company.created', payload: {} });
});

test('company tags: any of them will do', async () => {
	await register(['read.completed'], ['region:north', 'region:mars']);
	await happen('read.completed', bakery.id);
	await happen('read.completed', workshop.id);
	await happen('read.completed');
	expect(eventsOf()).toMatchObject([{ payload: { about: bakery.id } }]);
});

test('what fails is tried eight times, on Codat’s schedule, under one ID', async () => {
	await register(['company.created']);
	status = 503;
	await happen('company.created');
	for (const [attempt, pause] of SCHEDULE_MS.entries()) {
		if (attempt === 0) continue;
		await advance(pause - 1);
		expect(received).toHaveLength(attempt);
		await advance(1);
		expect(received).toHaveLength(attempt + 1);
	}
	await advance(100 * HOUR);
	expect(received).toHaveLength(8);
	expect(new Set(received.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
	expect(new Set(received.map(({ headers }) => headers['webhook-signature'])).size).toBe(8);
});

test('what succeeds is not tried again, unless someone resends it', async () => {
	await register(['company.created']);
	status = 500;
	await happen('company.created');
	status = 200;
	await advance(5_000);
	await advance(100 * HOUR);
	expect(received).toHaveLength(2);
	await bench.sandbox.outbox.resend(String(received[0].headers['webhook-id']));
	expect(received).toHaveLength(3);
});

test('a consumer that is deleted, or fails for five days, is told no more', async () => {
	const { id } = await register(['company.created']);
	status = 500;
	await happen('company.created');
	await bench.call('DELETE', `/webhooks/${String(id)}`);
	await advance(5_000);
	expect(received).toHaveLength(1);

	await register(['company.created']);
	await happen('company.created');
	await advance(5 * 24 * HOUR);
	expect(bench.sandbox.state.webhooks).toMatchObject([{ disabled: true }]);
	await happen('company.created');
	expect(received).toHaveLength(3);
});

test('what is done in the sandbox happens: companies, connections, writes, reads', async () => {
	const { accounting } = florist.connections;
	await register([
		'company.created',
		'company.deleted',
		'company.product.added',
		'connection.created',
		'connection.disconnected',
		'connection.deleted',
		'suppliers.write.successful',
		'read.completed',
	]);
	await bench.call('POST', '/companies', { name: 'New' });
	await bench.call('PUT', `/companies/${florist.id}/products/lending`);
	const connections = `/companies/${florist.id}/connections`;
	await bench.call('POST', connections, { platformKey: 'gbol' });
	await bench.call('POST', `${connections}/${accounting}/push/suppliers`, {
		supplierName: 'Mill & Sons',
		contactName: 'Mill',
		status: 'Active',
	});
	await bench.call('POST', `/companies/${florist.id}/data/queue/invoices`);
	await advance(60_000);
	await bench.call('PATCH', `${connections}/${accounting}`, { status: 'Unlinked' });
	await bench.call('DELETE', `${connections}/${accounting}`);
	await bench.call('DELETE', `/companies/${florist.id}`);
	await deliver();
	// Those of one moment are sent at once, in no order.
	expect(
		eventsOf()
			.map(({ eventType }) => eventType)
			.sort(),
	).toEqual([
		'company.created',
		'company.deleted',
		'company.product.added',
		'connection.created',
		'connection.deleted',
		'connection.disconnected',
		'read.completed',
		'suppliers.write.successful',
	]);
	const read = eventsOf().find(({ eventType }) => eventType === 'read.completed');
	expect(read).toMatchObject({
		payload: {
			referenceCompany: { id: florist.id },
			dataTypes: [{ connectionId: accounting, dataType: 'invoices', status: 'Complete' }],
		},
	});
});

test('webhook consumers come and go', async () => {
	const consumer = { url: 'https://example.com/hook', eventTypes: ['connection.created'] };
	expect((await bench.call('POST', '/webhooks', { url: consumer.url })).status).toBe(400);
	const created = await bench.call('POST', '/webhooks', consumer);
	expect(created.status).toBe(201);
	expect((await bench.call('GET', '/webhooks')).body.results).toEqual([created.body]);
	expect((await bench.call('DELETE', `/webhooks/${created.body.id}`)).status).toBe(204);
	expect((await bench.call('DELETE', `/webhooks/${created.body.id}`)).status).toBe(404);
	expect(bench.sandbox.ledger.map(({ kind }) => kind)).toEqual([
		'webhook.created',
		'webhook.deleted',
	]);
});
