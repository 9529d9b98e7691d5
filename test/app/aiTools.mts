import { randomUUID } from 'node:crypto';
import type { IDataObject, INode, INodeParameters } from 'n8n-workflow';
import type { Credential, WorkflowDefinition } from '../../scripts/n8n/types.mts';
import { errorOf } from '../../scripts/n8n/client.mts';
import { ChatModel, type ModelTool, type Turn } from './chatModel.mts';
import { McpClient } from './mcp.mts';
import { chain, CODAT, MANUAL, node } from './nodes.mts';
import type { Stage } from './stage.mts';

const LANGCHAIN = '@n8n/n8n-nodes-langchain';
const AGENT = 'Agent';

/** What a model, or an MCP client, was shown: the tools, and what each of its calls gave. */
export interface Shown {
	tools: ModelTool[];
	/** As text, in the order of the calls. */
	told: string[];
	/** How long each turn's calls took, in milliseconds. */
	waits: number[];
}

/** The Codat node as a tool. */
export const codatTool = (
	credential: Credential,
	name: string,
	parameters: INodeParameters,
	more: Partial<INode> = {},
): INode => ({ ...node(name, `${CODAT}Tool`, parameters, credential), ...more });

/** A workflow with more nodes, each connected to the node of that name. */
function connectedTo(
	root: string,
	workflow: WorkflowDefinition,
	type: 'ai_languageModel' | 'ai_tool',
	nodes: INode[],
): WorkflowDefinition {
	const toRoot = { [type]: [[{ node: root, type, index: 0 }]] };
	return {
		...workflow,
		nodes: [...workflow.nodes, ...nodes],
		connections: {
			...workflow.connections,
			...Object.fromEntries(nodes.map(({ name }) => [name, toRoot])),
		},
	};
}

/** Runs an AI Agent that has these tools, and whose model asks for these calls, turn by turn. */
export async function askAgent(
	{ client }: Stage,
	tools: INode[],
	...turns: Turn[]
): Promise<Shown> {
	const model = await ChatModel.start(turns);
	try {
		const credential = await client.createCredential({
			name: 'A model',
			type: 'openAiApi',
			data: { apiKey: 'none', url: model.url },
		});
		const chatModel = {
			...node(
				'Model',
				`${LANGCHAIN}.lmChatOpenAi`,
				{ model: { __rl: true, mode: 'id', value: 'stand-in' }, responsesApiEnabled: false },
				credential,
			),
			typeVersion: 1.3,
		};
		const agent = {
			...node(AGENT, `${LANGCHAIN}.agent`, { promptType: 'define', text: 'Go on' }),
			typeVersion: 3.1,
		};
		const workflow = chain('An agent', [node(MANUAL, 'n8n-nodes-base.manualTrigger'), agent]);
		const withModel = connectedTo(AGENT, workflow, 'ai_languageModel', [chatModel]);
		const { id } = await client.createWorkflow(connectedTo(AGENT, withModel, 'ai_tool', tools));
		const execution = await client.runToEnd(id, MANUAL, { timeoutMs: 60_000 });
		if (execution.status !== 'success') throw new Error(errorOf(execution));
		const { tools: shown, told, waits } = model;
		return { tools: shown, told, waits };
	} finally {
		await model.close();
	}
}

/** Publishes an MCP Server Trigger with these tools. @returns its client */
export async function publishMcp({ client, n8n }: Stage, tools: INode[]): Promise<McpClient> {
	const path = randomUUID();
	const trigger = {
		...node('MCP', `${LANGCHAIN}.mcpTrigger`, { path }),
		typeVersion: 2,
		webhookId: path,
	};
	const workflow = connectedTo(trigger.name, chain('Tools', [trigger]), 'ai_tool', tools);
	const { id } = await client.createWorkflow(workflow);
	await client.publish(id);
	return await McpClient.connect(`${n8n.url}/mcp/${path}`);
}

/** The same by an MCP client of MCP Server Trigger. */
export async function askMcp(stage: Stage, tools: INode[], ...turns: Turn[]): Promise<Shown> {
	const mcp = await publishMcp(stage, tools);
	const told: string[] = [];
	const waits: number[] = [];
	for (const turn of turns) {
		const began = Date.now();
		for (const { name, args } of typeof turn === 'function' ? turn(told) : turn) {
			const { content } = await mcp.call(name, args);
			told.push(content[0].text);
		}
		waits.push(Date.now() - began);
	}
	const listed = await mcp.tools();
	const shown = listed.map(({ inputSchema, ...tool }) => ({ ...tool, parameters: inputSchema }));
	return { tools: shown, told, waits };
}

/** What is in a text that tells of one record, however n8n wraps it. */
export function recordIn(told: string): IDataObject {
	const found = JSON.parse(told) as IDataObject[];
	const [first] = found;
	return (first.response as IDataObject[] | undefined)?.[0] ?? first;
}
