import type { IDataObject } from 'n8n-workflow';

import { eventIn, told } from '../../nodes/Codat/webhook/items';
import { SEED } from '../../sandbox/seed';
import { startBench } from '../unit/sandboxClient';

const { florist } = SEED.companies;

/**
 * What a Codat Webhook Trigger starts a workflow with on a read, a write and a change of a connection,
 * as an editor's preview shows them together: n8n has one schema for a trigger.
 */
export async function webhookOutputs(): Promise<IDataObject[]> {
	const { sandbox, advance, call } = await startBench();
	const connections = `/companies/${florist.id}/connections`;
	try {
		await call('POST', '/webhooks', {
			// Nobody listens there: what would be sent is enough.
			url: 'http://127.0.0.1:9/',
			eventTypes: ['read.completed', 'suppliers.write.successful', 'connection.created'],
		});
		await call('POST', `/companies/${florist.id}/data/queue/invoices`);
		await sandbox.outbox.deliver();
		advance(60_000);
		await sandbox.outbox.deliver();
		await call('POST', `${connections}/${florist.connections.accounting}/push/suppliers`, {
			supplierName: 'Mill & Sons',
			contactName: 'Mill',
			status: 'Active',
		});
		advance(60_000);
		await sandbox.outbox.deliver();
		await call('POST', connections, { platformKey: 'gbol' });
		await sandbox.outbox.deliver();
		return sandbox.outbox.deliveries.flatMap(({ body }) => told(eventIn(body)!, () => false).items);
	} finally {
		await sandbox.close();
	}
}
