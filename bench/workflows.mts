import { randomUUID } from 'node:crypto';
import type { IDataObject, INode, INodeParameters, IWorkflowSettings } from 'n8n-workflow';
import type { Credential, WorkflowDefinition } from '../scripts/n8n/types.mts';

/** The name of the node that is measured. */
export const SUBJECT = 'Measured';
export const TRIGGER = 'Codat Trigger';

export interface Step {
	name: string;
	type: string;
	typeVersion?: number;
	parameters?: IDataObject;
	credential?: Credential;
}

function node({ credential, parameters = {}, typeVersion = 1, ...step }: Step, at: number): INode {
	return {
		...step,
		id: randomUUID(),
		typeVersion,
		position: [at * 240, 0],
		parameters: parameters as INodeParameters,
		...(credential && {
			credentials: { [credential.type]: { id: credential.id, name: credential.name } },
		}),
	};
}

/** A workflow of one step after another. */
export function chain(
	name: string,
	steps: Step[],
	settings: IWorkflowSettings = {},
): WorkflowDefinition {
	const nodes = steps.map(node);
	const connections: WorkflowDefinition['connections'] = {};
	for (const [index, { name: from }] of nodes.slice(0, -1).entries()) {
		connections[from] = { main: [[{ node: nodes[index + 1].name, type: 'main', index: 0 }]] };
	}
	return { name, nodes, connections, settings: { executionOrder: 'v1', ...settings } };
}

/** Starts a run, and answers its caller when the run is over. */
export function webhook(path: string, responseData: 'firstEntryJson' | 'noData'): Step {
	const parameters = { httpMethod: 'POST', path, responseMode: 'lastNode', responseData };
	return { name: 'Webhook', type: 'n8n-nodes-base.webhook', typeVersion: 2.1, parameters };
}

/** Makes an item of every entry of a list. */
export function splitOut(fieldToSplitOut: string): Step {
	return { name: 'Split Out', type: 'n8n-nodes-base.splitOut', parameters: { fieldToSplitOut } };
}

export const lastItem: Step = {
	name: 'Limit',
	type: 'n8n-nodes-base.limit',
	parameters: { maxItems: 1, keep: 'lastItems' },
};

export const nothing: Step = { name: SUBJECT, type: 'n8n-nodes-base.noOp' };

export const companyId = (value: string) => ({ __rl: true, mode: 'id', value });

export function codat(credential: Credential, parameters: IDataObject): Step {
	return { name: SUBJECT, type: 'n8n-nodes-codat.codat', parameters, credential };
}

/** n8n's HTTP Request node, with the key in a Header Auth credential, as without this package. */
export function httpRequest(credential: Credential, url: string, options: IDataObject = {}): Step {
	return {
		name: SUBJECT,
		type: 'n8n-nodes-base.httpRequest',
		typeVersion: 4.5,
		parameters: {
			url,
			authentication: 'genericCredentialType',
			genericAuthType: credential.type,
			options,
		},
		credential,
	};
}

/** The option that makes HTTP Request send so many, wait so long, and send the next. */
export const batches = (batchSize: number, batchInterval: number): IDataObject => ({
	batching: { batch: { batchSize, batchInterval } },
});

/** The option that makes HTTP Request follow a Codat list to its last page. */
export const pages = (pageSize: number): IDataObject => ({
	pagination: {
		pagination: {
			paginationMode: 'updateAParameterInEachRequest',
			parameters: {
				parameters: [
					{ type: 'qs', name: 'page', value: '={{ $pageCount + 1 }}' },
					{ type: 'qs', name: 'pageSize', value: String(pageSize) },
				],
			},
			paginationCompleteWhen: 'other',
			completeExpression: '={{ !$response.body._links.next }}',
			limitPagesFetched: false,
		},
	},
});

/**
 * A trigger that polls every so many seconds. n8n polls at most once a minute for each of a
 * trigger's poll times, but there may be many of them.
 */
export function codatTrigger(
	credential: Credential,
	everySeconds: number,
	scope: IDataObject,
): Step {
	const item = Array.from({ length: 60 / everySeconds }, (_, index) => ({
		mode: 'custom',
		cronExpression: `${index * everySeconds} * * * * *`,
	}));
	return {
		name: TRIGGER,
		type: 'n8n-nodes-codat.codatTrigger',
		credential,
		parameters: {
			pollTimes: { item },
			triggerOn: ['syncCompleted', 'syncFailed'],
			product: 'commerce',
			...scope,
		},
	};
}
