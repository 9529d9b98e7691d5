import {
	ExecuteContext,
	ExecutionLifecycleHooks,
	SupplyDataContext,
	WebhookContext,
	WorkflowExecute,
} from 'n8n-core';
import type {
	EngineRequest,
	IDataObject,
	IExecuteData,
	IExecuteFunctions,
	INode,
	INodeExecutionData,
	INodeType,
	INodeTypes,
	IRun,
	IRunExecutionData,
	IWebhookData,
	IWorkflowExecuteAdditionalData,
	WorkflowExecuteMode,
} from 'n8n-workflow';
import {
	createEmptyRunExecutionData,
	createRunExecutionData,
	NodeConnectionTypes,
	NodeHelpers,
	Workflow,
} from 'n8n-workflow';

import { Codat } from '../../nodes/Codat/Codat.node';
import { SEED } from '../../sandbox/seed';
import type { Sandbox } from '../../sandbox/server';
import { additionalData, byId } from './harness';
import { bakeryPath, ofBakery } from './pushRun';

const { AiTool, Main } = NodeConnectionTypes;
const { florist } = SEED.companies;

/** A tool as an agent sees it. */
export interface Tool {
	invoke(input: IDataObject): Promise<string>;
}

/** A call that Agent V3 asks the engine for. */
export interface ToolCall {
	id: string;
	input: IDataObject;
}

/** What an agent does in a turn: it calls tools itself, or has the engine make all these calls. */
export type Turn = ((makeTool: () => Promise<Tool>) => Promise<void>) | ToolCall[];

/** The Codat node as n8n makes a tool of it (n8n's `convertNodeToAiTool`). */
const codat = new Codat();
const codatTool: INodeType = {
	description: {
		...codat.description,
		name: 'codatTool',
		inputs: [],
		outputs: [AiTool],
		properties: [
			{ displayName: 'Description', name: 'toolDescription', type: 'string', default: 'Writes' },
			...codat.description.properties,
		],
	},
	methods: codat.methods,
	execute: codat.execute,
};

/** An agent without a model, whose turns are given. */
function agentOf(...turns: Turn[]): INodeType {
	return {
		description: {
			displayName: 'Agent',
			name: 'agent',
			group: ['transform'],
			version: 1,
			description: 'Calls tools',
			defaults: { name: 'Agent' },
			inputs: [Main, { type: AiTool, displayName: 'Tools' }],
			outputs: [Main],
			properties: [],
		},
		async execute(this: IExecuteFunctions) {
			const makeTool = async () => ((await this.getInputConnectionData(AiTool, 0)) as Tool[])[0];
			for (let turn = turns.shift(); turn !== undefined; turn = turns.shift()) {
				if (typeof turn === 'function') await turn(makeTool);
				else return requestOf(turn);
			}
			return [[{ json: {} }]];
		},
	};
}

/** What Agent V3 asks the engine for (n8n-nodes-langchain: `createEngineRequests`). */
function requestOf(calls: ToolCall[]): EngineRequest {
	const actions = calls.map(({ id, input }) => ({
		actionType: 'ExecutionNodeAction' as const,
		nodeName: 'Codat',
		input,
		type: AiTool,
		id,
		metadata: { itemIndex: 0 },
	}));
	return { actions, metadata: {} };
}

const nodeOf = (name: string, type: string, more: Partial<INode> = {}): INode => ({
	id: `${name}-node`,
	name,
	type,
	typeVersion: 1,
	position: [0, 0],
	parameters: {},
	...more,
});

/** What each write is called with: the company's books, a customer that the model names. */
export const writes: Record<string, { resource: string; parameters: IDataObject }> = {
	create: {
		resource: 'pushData',
		parameters: {
			...ofBakery,
			dataType: 'customers',
			recordMode: 'json',
			recordJson: '={{ JSON.stringify({ customerName: $fromAI("name", "", "string") }) }}',
		},
	},
	createTransactions: {
		resource: 'bankFeed',
		parameters: {
			companyId: byId(florist.id),
			connectionId: byId(florist.connections.accounting),
			sourceAccountId: byId('source-0001'),
			transactions: {
				lists: [
					{ list: '={{ [{ id: $fromAI("name", "", "string"), date: "2026-01-01", amount: 1 }] }}' },
				],
			},
		},
	},
	update: {
		resource: 'pushData',
		parameters: {
			...ofBakery,
			dataType: 'customers',
			recordId: 'c-1',
			recordMode: 'json',
			recordJson: '={{ JSON.stringify({ customerName: $fromAI("name", "", "string") }) }}',
		},
	},
	delete: {
		resource: 'pushData',
		parameters: { ...ofBakery, dataType: 'bills', recordId: 'b-1' },
	},
	getSyncFlowUrl: {
		resource: 'connection',
		parameters: {
			commerceKey: { __rl: true, mode: 'id', value: 'fztf' },
			accountingKey: { __rl: true, mode: 'id', value: 'qhyg' },
		},
	},
};

/** Paths of the writes, to strike them with faults. */
export const WRITE_PATH = new RegExp(
	`^(${bakeryPath}|/companies/${florist.id}/|/config/sync/commerce)`,
);

export interface Setting {
	/** One of the writes, unless there are parameters. */
	operation?: string;
	/** All that is set in the tool. */
	parameters?: IDataObject;
	tool?: Partial<INode>;
	executionId?: string;
	workflowId?: string;
	mode?: WorkflowExecuteMode;
}

/** A workflow in which an agent, or another root node, has the Codat node for a tool. */
function workflowOf(setting: Setting, agent: INodeType) {
	const { operation = '', tool, workflowId = 'workflow-1' } = setting;
	const types: Record<string, INodeType> = { agent, codatTool };
	const { resource, parameters } = writes[operation] ?? {};
	const set = (setting.parameters ?? { resource, operation, ...parameters }) as INode['parameters'];
	const node = nodeOf('Codat', 'codatTool', {
		credentials: { codatApi: { id: '1', name: 'Codat' } },
		...tool,
	});
	node.parameters =
		NodeHelpers.getNodeParameters(
			codatTool.description.properties,
			set,
			true,
			false,
			node,
			codatTool.description,
		) ?? set;
	return new Workflow({
		id: workflowId,
		name: 'test',
		nodes: [nodeOf('Agent', 'agent'), node],
		connections: { Codat: { [AiTool]: [[{ node: 'Agent', type: AiTool, index: 0 }]] } },
		active: false,
		nodeTypes: {
			getByName: (type: string) => types[type],
			getByNameAndVersion: (type: string) => types[type],
			getKnownTypes: () => ({}),
		} as INodeTypes,
		settings: { executionOrder: 'v1', timezone: 'UTC' },
	});
}

function dataOf(sandbox: Sandbox, executionId?: string): IWorkflowExecuteAdditionalData {
	const data = additionalData({ apiKey: sandbox.apiKey, baseUrl: sandbox.url });
	return { ...data, executionId };
}

/** Runs a workflow whose agent takes these turns, on n8n's own engine. */
export async function runAgent(
	sandbox: Sandbox,
	setting: Setting,
	...turns: Turn[]
): Promise<{ run: IRun; tries: number }> {
	const { executionId = 'execution-1', mode = 'trigger' } = setting;
	const workflow = workflowOf(setting, agentOf(...turns));
	const data = dataOf(sandbox, executionId);
	data.hooks = new ExecutionLifecycleHooks(mode, executionId, {
		id: workflow.id!,
		name: 'test',
		active: false,
		isArchived: false,
		activeVersionId: null,
		createdAt: new Date(0),
		updatedAt: new Date(0),
		nodes: Object.values(workflow.nodes),
		connections: {},
	});
	const agent = workflow.getNode('Agent')!;
	const execution = createRunExecutionData({
		executionData: {
			contextData: {},
			metadata: {},
			waitingExecution: {},
			waitingExecutionSource: {},
			nodeExecutionStack: [
				{
					node: agent,
					data: { main: [[{ json: {} }]] },
					source: { main: [{ previousNode: 'Agent' }] },
				},
			],
		},
	});
	const run = await new WorkflowExecute(data, mode, execution).processRunExecutionData(workflow);
	return { run, tries: run.data.resultData.runData.Codat?.length ?? 0 };
}

/** A tool as MCP Server Trigger gets it for one HTTP request: no execution, nothing kept. */
export async function mcpTool(sandbox: Sandbox, setting: Setting): Promise<Tool> {
	const workflow = workflowOf(setting, agentOf());
	const trigger = workflow.getNode('Agent')!;
	const data = {
		...dataOf(sandbox),
		httpRequest: { body: {}, headers: {}, params: {}, query: {} },
	} as unknown as IWorkflowExecuteAdditionalData;
	const context = new WebhookContext(
		workflow,
		trigger,
		data,
		'webhook',
		{} as IWebhookData,
		[],
		null,
	);
	const [tool] = (await context.getInputConnectionData(AiTool, 0, {})) as Tool[];
	return tool;
}

/** A call of MCP Server Trigger in queue mode: a worker's job (n8n: `JobProcessor.invokeTool`). */
export async function mcpJob(
	sandbox: Sandbox,
	setting: Setting,
	input: IDataObject,
): Promise<INodeExecutionData[][]> {
	const workflow = workflowOf(setting, agentOf());
	const node = workflow.getNode('Codat')!;
	const items = [{ json: {} }];
	const context = new SupplyDataContext(
		workflow,
		node,
		dataOf(sandbox, setting.executionId),
		'webhook',
		createRunExecutionData({}),
		0,
		items,
		{ main: [items] },
		AiTool,
		{ node, data: { main: [items] }, source: null },
		[],
	);
	// Each job has its input from Redis, as an object of its own.
	context.addInputData(AiTool, [[{ json: { ...input } }]]);
	return await execute(context as unknown as IExecuteFunctions);
}

/** A call by n8n's Agents module (n8n: `EphemeralNodeExecutor.executeNodeDirectly`). */
export async function agentsModuleCall(
	sandbox: Sandbox,
	setting: Setting,
	input: IDataObject,
): Promise<INodeExecutionData[][]> {
	const id = `node-${ephemeralNodes++}`;
	const workflow = workflowOf({ ...setting, tool: { id } }, agentOf());
	const node = workflow.getNode('Codat')!;
	const items = [{ json: input }];
	const executeData: IExecuteData = { node, data: { main: [items] }, source: null };
	const context = new ExecuteContext(
		workflow,
		node,
		dataOf(sandbox),
		'internal',
		createEmptyRunExecutionData() as IRunExecutionData,
		0,
		items,
		{ main: [items] },
		executeData,
		[],
	);
	return await execute(context);
}
let ephemeralNodes = 0;

async function execute(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	return (await codatTool.execute!.call(context)) as INodeExecutionData[][];
}

/** What a model is told of a call, through each of n8n's ways. */
export const ways: Record<
	string,
	(sandbox: Sandbox, setting: Setting, input?: IDataObject) => Promise<string>
> = {
	async 'Agent V3'(sandbox, setting, input = {}) {
		const { run } = await runAgent(sandbox, setting, [{ id: 'call_1', input }]);
		// n8n-nodes-langchain: `buildObservation`. Where a call fails, n8n 1 has its input as an entry before it.
		const { data, error } = run.data.resultData.runData.Codat.at(-1)!;
		const items = data?.ai_tool?.[0]?.map(({ json }) => json) ?? [];
		return JSON.stringify(items.length > 0 ? items : (error?.message ?? ''));
	},
	async 'the wrapper'(sandbox, setting, input = {}) {
		let told = '';
		await runAgent(sandbox, setting, async (makeTool) => {
			told = await messageOr((await makeTool()).invoke(input));
		});
		return told;
	},
	async 'MCP Server Trigger'(sandbox, setting, input = {}) {
		return await messageOr((await mcpTool(sandbox, setting)).invoke(input));
	},
	async 'the Agents module'(sandbox, setting, input = {}) {
		const call = async () => {
			const [data] = await agentsModuleCall(sandbox, setting, input);
			return JSON.stringify({ status: 'success', data });
		};
		return await messageOr(call());
	},
};

/** What an agent makes of a call that fails. */
async function messageOr(told: Promise<string>): Promise<string> {
	return await told.catch((error: Error) => JSON.stringify(error.message));
}
