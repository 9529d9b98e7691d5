import { randomUUID } from 'node:crypto';
import type { IDataObject, INode, INodeParameters } from 'n8n-workflow';
import type { Credential, WorkflowDefinition } from '../../scripts/n8n/types.mts';

export const CODAT = 'n8n-nodes-codat.codat';
export const TRIGGER = 'n8n-nodes-codat.codatTrigger';
export const WEBHOOK_TRIGGER = 'n8n-nodes-codat.codatWebhookTrigger';

export const MANUAL = 'Run by hand';
export const NIGHTLY = 'Every night';

/** What a user gives who pastes an ID where a list is offered. */
export const byId = (value: string) => ({ __rl: true, mode: 'id', value });

/** @param type n8n's name of the node type */
export function node(
	name: string,
	type: string,
	parameters: INodeParameters = {},
	credential?: Credential,
): INode {
	return {
		id: randomUUID(),
		name,
		type,
		typeVersion: 1,
		position: [0, 0],
		parameters,
		...(credential && {
			credentials: { [credential.type]: { id: credential.id, name: credential.name } },
		}),
	};
}

/** A workflow of one node after another. */
export function chain(name: string, nodes: INode[]): WorkflowDefinition {
	const connections: WorkflowDefinition['connections'] = {};
	for (const [index, { name: from }] of nodes.slice(0, -1).entries()) {
		connections[from] = { main: [[{ node: nodes[index + 1].name, type: 'main', index: 0 }]] };
	}
	const placed = nodes.map((it, index): INode => ({ ...it, position: [index * 240, 0] }));
	return { name, nodes: placed, connections, settings: { executionOrder: 'v1' } };
}

/** A workflow that is run by hand and does one Codat operation, in a node named 'Codat'. */
export function operationWorkflow(
	credential: Credential,
	companyId: string,
	parameters: INodeParameters,
): WorkflowDefinition {
	const name = `${String(parameters.resource)}: ${String(parameters.operation)}`;
	return chain(name, [
		node(MANUAL, 'n8n-nodes-base.manualTrigger'),
		node('Codat', CODAT, { companyId: byId(companyId), ...parameters }, credential),
	]);
}

/**
 * n8n polls at most once a minute for each of a trigger's poll times. There may be many of them:
 * one for every other second of the minute makes a trigger quick enough to be tested.
 */
const EVERY_TWO_SECONDS = {
	item: Array.from({ length: 30 }, (_, index) => ({
		mode: 'custom',
		cronExpression: `${index * 2} * * * * *`,
	})),
};

/** A workflow that starts on what happens to a company, such as to its Commerce syncs, in a node named 'Codat Trigger'. */
export function triggerWorkflow(
	credential: Credential,
	companyId: string,
	triggerOn: string[],
	more: IDataObject = {},
): WorkflowDefinition {
	const parameters: IDataObject = {
		pollTimes: EVERY_TWO_SECONDS,
		triggerOn,
		product: 'commerce',
		companyScope: 'one',
		companyId: byId(companyId),
		...more,
	};
	return chain('When a sync changes', [
		node('Codat Trigger', TRIGGER, parameters as INodeParameters, credential),
		node('Nothing', 'n8n-nodes-base.noOp'),
	]);
}

/**
 * A workflow that starts on Codat's events, in a node named 'Codat Webhook Trigger', and writes down
 * each by making a company of the name that its payload holds.
 */
export function webhookWorkflow(
	credential: Credential,
	triggerOn: string[],
	more: INodeParameters = {},
): WorkflowDefinition {
	const trigger = node(
		'Codat Webhook Trigger',
		WEBHOOK_TRIGGER,
		{ triggerOn, ...more },
		credential,
	);
	const noteDown = {
		resource: 'company',
		operation: 'create',
		name: '={{ $json.payload.mark }}',
	};
	return chain('On Codat’s events', [
		{ ...trigger, webhookId: randomUUID() },
		node('Write down', CODAT, noteDown, credential),
	]);
}

/** A night's work: list companies, sync each, and read what of their orders has changed. */
export function nightlyWorkflow(credential: Credential): WorkflowDefinition {
	const contains = (value: string) => ({ field: 'name', condition: 'contains', value });
	const companies = {
		resource: 'company',
		operation: 'getAll',
		returnAll: true,
		simplify: false,
		matchType: 'anyCondition',
		filters: { conditions: [contains('Bakery'), contains('Marigold')] },
	};
	const sync = {
		resource: 'sync',
		operation: 'start',
		companyId: byId('={{ $json.id }}'),
		waitForCompletion: true,
	};
	const orders = {
		resource: 'readData',
		operation: 'getAll',
		companyId: byId("={{ $('Companies').item.json.id }}"),
		dataType: 'commerce-orders',
		connectionId: byId(
			"={{ $('Companies').item.json.dataConnections.find((each) => each.sourceType === 'Commerce').id }}",
		),
		returnAll: true,
		options: { modifiedSince: '={{ $now.minus({ days: 365 }).toISO() }}' },
	};
	const daily = { rule: { interval: [{ triggerAtHour: 2 }] } };
	return chain('Sync and read every night', [
		node(NIGHTLY, 'n8n-nodes-base.scheduleTrigger', daily),
		node('Companies', CODAT, companies as INodeParameters, credential),
		node('Sync', CODAT, sync as INodeParameters, credential),
		node('Orders', CODAT, orders as INodeParameters, credential),
	]);
}
