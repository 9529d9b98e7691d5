import type { IDataObject } from 'n8n-workflow';

import { CodatTrigger } from '../../nodes/Codat/CodatTrigger.node.ts';
import { SEED } from '../../sandbox/seed';
import { startSandbox } from '../../sandbox/server';
import { pollContext } from './harness';

const { bakery } = SEED.companies;

/** What records of all data types have: the rest is as their kind. */
const OF_ANY_RECORD = ['id', 'modifiedDate', 'sourceModifiedDate', 'metadata'];

/**
 * An item of each kind of event, as an editor's preview shows them together: n8n has one schema for
 * a trigger, whatever events are chosen.
 */
export async function triggerOutputs(): Promise<IDataObject[]> {
	const sandbox = await startSandbox();
	const trigger = new CodatTrigger();
	const credential = { apiKey: sandbox.apiKey, baseUrl: sandbox.url };
	const { name } = sandbox.state.companies.get(bakery.id)!;
	const sample = async (triggerOn: string) => {
		const companyId = { __rl: true, mode: 'list', value: bakery.id, cachedResultName: name };
		const parameters = { triggerOn: [triggerOn], companyScope: 'one', companyId };
		const context = pollContext(credential, parameters, { mode: 'manual' });
		const [[{ json }]] = (await trigger.poll.call(context))!;
		return json;
	};
	try {
		const record = await sample('recordCreatedOrUpdated');
		const about = ['event', 'dataType', 'companyId', 'companyName', 'connectionId'];
		return [
			await sample('syncCompleted'),
			await sample('pushOperationCompleted'),
			await sample('connectionStatusChanged'),
			Object.fromEntries([...about, ...OF_ANY_RECORD].map((key) => [key, record[key]])),
		];
	} finally {
		await sandbox.close();
	}
}
