import type { IDataObject } from 'n8n-workflow';

import { CodatTrigger } from '../../nodes/Codat/CodatTrigger.node';
import { SEED } from '../../sandbox/seed';
import { startSandbox, type Sandbox } from '../../sandbox/server';
import { clock, useFakeClock } from './clock';
import { pollContext, runCodat } from './harness';

jest.mock('n8n-workflow', () => jest.requireActual('./clock').withFakeSleep());
useFakeClock();

const { bakery, florist, studio, workshop } = SEED.companies;
const trigger = new CodatTrigger();
let sandbox: Sandbox;

beforeAll(async () => {
	sandbox = await startSandbox({ now: clock.now });
});
beforeEach(() => {
	sandbox.reset();
	sandbox.requests.length = 0;
});
afterAll(async () => await sandbox.close());

const credential = () => ({ apiKey: sandbox.apiKey, baseUrl: sandbox.url });

/** A published trigger. Each call is a poll, and gives the items that it started the workflow with. */
async function publish(parameters: IDataObject) {
	const context = pollContext(credential(), parameters);
	const poll = async () => {
		const output = await trigger.poll.call(context);
		return (output?.[0] ?? []).map(({ json }) => json);
	};
	expect(await poll()).toEqual([]);
	return poll;
}

let executions = 0;

async function operate(parameters: IDataObject) {
	const executionId = `execution-${++executions}`;
	const { json, error } = await runCodat(credential(), parameters, { executionId });
	expect(error).toBeUndefined();
	return json[0];
}

const createSupplier = async (
	company: { id: string; connections: { accounting: string } },
	name: string,
) =>
	await operate({
		resource: 'pushData',
		operation: 'create',
		companyId: { mode: 'id', value: company.id },
		connectionId: { mode: 'id', value: company.connections.accounting },
		dataType: 'suppliers',
		recordMode: 'json',
		recordJson: JSON.stringify({ supplierName: name, contactName: name, status: 'Active' }),
	});

test('push operations that complete and fail start the workflow once', async () => {
	const poll = await publish({
		triggerOn: ['pushOperationCompleted', 'pushOperationFailed'],
		companyScope: 'one',
		companyId: { mode: 'id', value: florist.id },
	});
	await createSupplier(florist, 'Mill & Sons');
	clock.advance(1_000);
	await createSupplier(florist, 'FAIL Ltd');
	expect(await poll()).toEqual([]);
	clock.advance(60_000);
	expect(await poll()).toEqual([
		expect.objectContaining({
			event: 'pushOperationCompleted',
			status: 'Success',
			companyId: florist.id,
		}),
		expect.objectContaining({ event: 'pushOperationFailed', status: 'Failed' }),
	]);
	expect(await poll()).toEqual([]);
});

test('one poll of one company’s pushes is one request', async () => {
	const poll = await publish({
		triggerOn: ['pushOperationCompleted'],
		companyScope: 'one',
		companyId: { mode: 'id', value: bakery.id },
	});
	sandbox.requests.length = 0;
	await poll();
	expect(sandbox.requests.map(({ path }) => path)).toEqual([`/companies/${bakery.id}/push`]);
});

describe('a connection’s status', () => {
	const link = { mode: 'id', value: bakery.connections.commerce };

	test('of one company', async () => {
		const companyId = { mode: 'id', value: bakery.id };
		const poll = await publish({
			triggerOn: ['connectionStatusChanged'],
			companyScope: 'one',
			companyId,
		});
		const of = { resource: 'connection', companyId };
		await operate({ ...of, operation: 'unlink', connectionId: link });
		const created = await operate({
			...of,
			operation: 'create',
			platformKey: { mode: 'id', value: 'qhyg' },
		});
		const items = await poll();
		expect(items).toHaveLength(2);
		expect(items).toEqual(
			expect.arrayContaining([
				expect.objectContaining({
					id: link.value,
					status: 'Unlinked',
					previousStatus: 'Linked',
					event: 'connectionStatusChanged',
					companyId: bakery.id,
				}),
				expect.objectContaining({ id: created.id, status: 'PendingAuth', previousStatus: null }),
			]),
		);
		expect(await poll()).toEqual([]);
	});

	test('of all companies, for one request a poll', async () => {
		const poll = await publish({ triggerOn: ['connectionStatusChanged'], companyScope: 'all' });
		await operate({
			resource: 'connection',
			operation: 'create',
			companyId: { mode: 'id', value: studio.id },
			platformKey: { mode: 'id', value: 'gbol' },
		});
		sandbox.requests.length = 0;
		expect(await poll()).toEqual([
			expect.objectContaining({ status: 'PendingAuth', companyId: studio.id }),
		]);
		expect(sandbox.requests).toHaveLength(1);
	});
});

test('a sample of each event is a real record', async () => {
	for (const [event, companyId, field] of [
		['pushOperationFailed', bakery.id, 'pushOperationKey'],
		['connectionStatusChanged', workshop.id, 'platformName'],
	]) {
		const context = pollContext(
			credential(),
			{ triggerOn: [event], companyScope: 'one', companyId: { mode: 'id', value: companyId } },
			{ mode: 'manual' },
		);
		const [[item]] = (await trigger.poll.call(context))!;
		expect(item.json).toMatchObject({ event, [field]: expect.any(String) });
	}
});
