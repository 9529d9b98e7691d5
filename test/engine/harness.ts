import {
	ExecutionLifecycleHooks,
	HookContext,
	LoadOptionsContext,
	PollContext,
	WebhookContext,
	WorkflowExecute,
} from 'n8n-core';
import type {
	IBinaryKeyData,
	IConnections,
	ICredentialDataDecryptedObject,
	ICredentialsHelper,
	IDataObject,
	IHttpRequestOptions,
	INode,
	INodeExecutionData,
	INodeType,
	INodeTypes,
	IRun,
	IWebhookData,
	IWorkflowExecuteAdditionalData,
	WorkflowActivateMode,
	WorkflowExecuteMode,
} from 'n8n-workflow';
import { createRunExecutionData, NodeApiError, NodeConnectionTypes, Workflow } from 'n8n-workflow';

import { CodatApi } from '../../credentials/CodatApi.credentials';
import { Codat } from '../../nodes/Codat/Codat.node.ts';
import { CodatTrigger } from '../../nodes/Codat/CodatTrigger.node.ts';
import { CodatWebhookTrigger } from '../../nodes/Codat/webhook/CodatWebhookTrigger.node.ts';

export const CODAT = 'n8n-nodes-codat.codat';
export const CODAT_TRIGGER = 'n8n-nodes-codat.codatTrigger';
export const CODAT_WEBHOOK_TRIGGER = 'n8n-nodes-codat.codatWebhookTrigger';

/** Whether n8n polls less often after an error that asks for it in its `failure`: n8n 1 doesn't. */
export const BACKS_OFF =
	new NodeApiError({} as INode, {}, { failure: { cause: 'rate-limited' } }).failure !== undefined;

/** What an error of a poll is to hold as its `failure`, where n8n heeds it. */
export const backingOff = (failure: object) => (BACKS_OFF ? { failure } : {});

/** What a user gives who pastes an ID where a list is offered. */
export const byId = (value: string) => ({ __rl: true, mode: 'id', value });

/** What runs are started with; it never runs itself. */
const start = {
	description: {
		displayName: 'Start',
		name: 'start',
		group: ['trigger'],
		version: 1,
		description: 'Starts a run',
		defaults: { name: 'Start' },
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		properties: [],
	},
} as INodeType;

const types: Record<string, INodeType> = {
	start,
	[CODAT]: new Codat(),
	[CODAT_TRIGGER]: new CodatTrigger(),
	[CODAT_WEBHOOK_TRIGGER]: new CodatWebhookTrigger(),
};

export const nodeTypes = {
	getByName: (type: string) => types[type],
	getByNameAndVersion: (type: string) => types[type],
	getKnownTypes: () => ({}),
} as INodeTypes;

/** A credential that the real credential type authenticates, as n8n's own helper does. */
export function additionalData(
	credential: ICredentialDataDecryptedObject,
	executionId = 'execution-1',
): IWorkflowExecuteAdditionalData {
	const type = new CodatApi();
	const credentialsHelper = {
		getParentTypes: () => [],
		isCredentialUsableByNode: () => true,
		getDecrypted: async () => ({ ...credential }),
		preAuthentication: async () => undefined,
		authenticate: async (
			data: ICredentialDataDecryptedObject,
			_: string,
			request: IHttpRequestOptions,
		) => await type.authenticate(data, request),
		getCredentialsProperties: () => type.properties,
	} as unknown as ICredentialsHelper;
	const url = 'http://127.0.0.1/';
	return {
		credentialsHelper,
		executionId,
		currentNodeExecutionIndex: 0,
		variables: {},
		restApiUrl: url,
		instanceBaseUrl: url,
		formBaseUrl: url,
		formWaitingBaseUrl: url,
		formTestBaseUrl: url,
		webhookBaseUrl: url,
		webhookWaitingBaseUrl: url,
		webhookTestBaseUrl: url,
		mcpBaseUrl: url,
		mcpTestBaseUrl: url,
	} as unknown as IWorkflowExecuteAdditionalData;
}

export interface RunOptions {
	/** Input items of the node; one empty item unless given. */
	items?: IDataObject[];
	/** The files of the input items, in the same order. */
	binary?: IBinaryKeyData[];
	node?: Partial<INode>;
	executionId?: string;
	mode?: WorkflowExecuteMode;
	/** How often the node runs in the execution, each time with all items, as in a loop; once unless given. */
	turns?: number;
	/** Is handed the run as it begins, to cancel it. */
	onStart?: (run: { cancel(): void }) => void;
}

/** How a run of one Codat node ended. */
export interface NodeRun {
	/** The node's output, input order. */
	items: INodeExecutionData[];
	json: IDataObject[];
	/** The error that stopped the node. */
	error?: Error & { description?: string | null; context?: IDataObject; httpCode?: string };
	run: IRun;
}

/**
 * Runs a workflow of a start and a Codat node on n8n's own engine.
 *
 * @param parameters of the Codat node; what is not given has its default, as in the editor
 */
export async function runCodat(
	credential: ICredentialDataDecryptedObject,
	parameters: IDataObject,
	{
		items = [{}],
		binary,
		node = {},
		executionId,
		mode = 'manual',
		turns = 1,
		onStart,
	}: RunOptions = {},
): Promise<NodeRun> {
	const codat = { ...codatNode(parameters), ...node };
	const workflow = workflowOf([startNode, codat], {
		Start: { main: [[{ node: codat.name, type: NodeConnectionTypes.Main, index: 0 }]] },
	});
	const data = additionalData(credential, executionId);
	data.hooks = new ExecutionLifecycleHooks(mode, data.executionId!, {
		id: workflow.id!,
		name: 'test',
		active: false,
		isArchived: false,
		activeVersionId: null,
		createdAt: new Date(0),
		updatedAt: new Date(0),
		nodes: [startNode, codat],
		connections: {},
	});
	const input = items.map((json, item) => ({ json, binary: binary?.[item], pairedItem: { item } }));
	const execution = createRunExecutionData({
		executionData: {
			contextData: {},
			metadata: {},
			waitingExecution: {},
			waitingExecutionSource: {},
			nodeExecutionStack: Array.from({ length: turns }, () => ({
				// With the defaults and without what no form can hold, as n8n makes it before it runs a node.
				node: workflow.getNode(codat.name)!,
				data: { main: [input] },
				source: { main: [{ previousNode: 'Start' }] },
			})),
		},
		resultData: {
			runData: {
				Start: [
					{
						startTime: 0,
						executionIndex: 0,
						executionTime: 0,
						source: [],
						executionStatus: 'success',
						data: { main: [input] },
					},
				],
			},
		},
	});
	const promise = new WorkflowExecute(data, mode, execution).processRunExecutionData(workflow);
	onStart?.(promise);
	const run = await promise;
	const [task] = run.data.resultData.runData[codat.name] ?? [];
	const output = task?.data?.main.flatMap((branch) => branch ?? []) ?? [];
	return {
		items: output,
		json: output.map(({ json }) => json),
		error: (task?.error ?? run.data.resultData.error) as NodeRun['error'],
		run,
	};
}

/**
 * The context in which n8n polls a Codat Trigger. Each is an activation of its own; static data
 * are kept in the workflow, and taken up again by `staticData`.
 */
export function pollContext(
	credential: ICredentialDataDecryptedObject,
	parameters: IDataObject,
	{
		mode = 'trigger',
		activation = 'activate',
		staticData,
	}: {
		mode?: WorkflowExecuteMode;
		activation?: WorkflowActivateMode;
		staticData?: IDataObject;
	} = {},
): PollContext {
	const node = { ...codatNode(parameters), name: 'Codat Trigger', type: CODAT_TRIGGER };
	const workflow = workflowOf([node], {}, staticData && { 'node:Codat Trigger': staticData });
	const withDefaults = workflow.getNode(node.name)!;
	return new PollContext(workflow, withDefaults, additionalData(credential), mode, activation);
}

/** What n8n knows of a workflow with a Codat Webhook Trigger, from one call to the next. */
export interface Published {
	credential: ICredentialDataDecryptedObject;
	parameters: IDataObject;
	/** Where n8n's webhooks are: the address of the node begins with it. */
	baseUrl: string;
	/** Kept in the workflow, under the node's name. */
	staticData: IDataObject;
}

function webhookParts({ credential, parameters, baseUrl, staticData }: Published) {
	const node: INode = {
		...codatNode(parameters),
		name: 'Codat Webhook Trigger',
		type: CODAT_WEBHOOK_TRIGGER,
		webhookId: 'b0a7c0de-0000-4000-8000-000000000001',
	};
	const kept = { [`node:${node.name}`]: structuredClone(staticData) };
	const load = () => workflowOf([node], {}, kept);
	const workflow = load();
	const data = { ...additionalData(credential), webhookBaseUrl: baseUrl };
	const [webhookDescription] = types[node.type].description.webhooks!;
	return { workflow, load, node: workflow.getNode(node.name)!, data, webhookDescription };
}

/** The context in which n8n registers a Codat Webhook Trigger. */
export function hookContext(
	published: Published,
	mode: WorkflowExecuteMode = 'trigger',
): HookContext {
	const { workflow, node, data, webhookDescription } = webhookParts(published);
	const webhook = { webhookDescription } as IWebhookData;
	return new HookContext(workflow, node, data, mode, 'activate', webhook);
}

/** A call that n8n hands a Codat Webhook Trigger. */
export interface WebhookCall {
	context: WebhookContext;
	/** What n8n 2.41 does to begin an execution: it loads the workflow again, with the same static data. */
	begin(): void;
	/** Whether n8n would save the static data now. */
	isChanged(): boolean;
}

export function webhookCall(
	published: Published,
	request: unknown,
	response: unknown,
	mode: WorkflowExecuteMode = 'webhook',
): WebhookCall {
	const { workflow, load, node, data, webhookDescription } = webhookParts(published);
	Object.assign(data, { httpRequest: request, httpResponse: response });
	const webhook = { webhookDescription } as IWebhookData;
	return {
		context: new WebhookContext(workflow, node, data, mode, webhook, [], null),
		begin: () => void load(),
		isChanged: () => workflow.staticData.__dataChanged === true,
	};
}

/** The context in which n8n fills a dropdown of the Codat node. */
export function loadOptionsContext(
	credential: ICredentialDataDecryptedObject,
	parameters: IDataObject = {},
): LoadOptionsContext {
	const node = codatNode(parameters);
	const data = { ...additionalData(credential), currentNodeParameters: node.parameters };
	return new LoadOptionsContext(workflowOf([node], {}), node, data, '');
}

const startNode: INode = {
	id: 'start',
	name: 'Start',
	type: 'start',
	typeVersion: 1,
	position: [0, 0],
	parameters: {},
};

function codatNode(parameters: IDataObject): INode {
	return {
		id: 'codat-node',
		name: 'Codat',
		type: CODAT,
		typeVersion: 1,
		position: [200, 0],
		parameters: parameters as INode['parameters'],
		credentials: { codatApi: { id: '1', name: 'Codat' } },
	};
}

/** A workflow whose nodes have the defaults of what is not set, as n8n loads it. */
export function workflowOf(nodes: INode[], connections: IConnections, staticData?: IDataObject) {
	return new Workflow({
		id: 'workflow-1',
		name: 'test',
		nodes: nodes.map((node) => ({ ...node })),
		connections,
		active: false,
		nodeTypes: typesFor(nodes),
		staticData,
		settings: { executionOrder: 'v1', timezone: 'UTC' },
	});
}

/**
 * The types of a workflow's nodes, without the fields of resources and operations that none of them
 * has: n8n hides these anyhow, but looks at each of hundreds several times a run.
 */
function typesFor(nodes: INode[]): INodeTypes {
	const codat = nodes.filter(({ type }) => type === CODAT);
	const has = (name: string, values: unknown[] = []) =>
		values.length === 0 ||
		codat.some(({ parameters: { [name]: value } }) => !isPlain(value) || values.includes(value));
	const properties = types[CODAT].description.properties.filter(({ displayOptions }) => {
		const { resource, operation } = displayOptions?.show ?? {};
		return has('resource', resource) && has('operation', operation);
	});
	const narrow = Object.create(types[CODAT], {
		description: { value: { ...types[CODAT].description, properties } },
	}) as INodeType;
	const typeOf = (type: string) => (type === CODAT ? narrow : types[type]);
	return { ...nodeTypes, getByName: typeOf, getByNameAndVersion: typeOf };
}

/** What is not may be any value in the end: an expression, or nothing, in whose place a default comes. */
const isPlain = (value: unknown) => typeof value === 'string' && !value.startsWith('=');
