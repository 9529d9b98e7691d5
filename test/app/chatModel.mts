import fastify from 'fastify';
import type { IDataObject } from 'n8n-workflow';

/** A call that a model asks for. */
export interface ToolCall {
	name: string;
	args?: IDataObject;
}

/** A model's turn: what it asks for, which may depend on what it has been told. */
export type Turn = ToolCall[] | ((told: string[]) => ToolCall[]);

/** A tool as a model is told of it (OpenAI: Chat Completions, `tools`). */
export interface ModelTool {
	name: string;
	description: string;
	parameters: IDataObject;
}

interface ChatRequest {
	messages: Array<{ role: string; content: string }>;
	tools: Array<{ function: ModelTool }>;
}

/**
 * A stand-in for a chat model, behind OpenAI's Chat Completions on loopback: it takes the turns that
 * it was given, and then answers.
 */
export class ChatModel {
	/** The tools that it was offered. */
	tools: ModelTool[] = [];

	/** What it was told of its calls, in their order: the text of JSON. */
	told: string[] = [];

	/** How long it waited for what its calls gave, by turn, in milliseconds. */
	readonly waits: number[] = [];

	private readonly server = fastify();

	private askedAt?: number;

	private lastCall = 0;

	private constructor(private readonly turns: Turn[]) {
		this.server.post<{ Body: ChatRequest }>('/v1/chat/completions', ({ body }) =>
			this.answer(body),
		);
	}

	static async start(turns: Turn[]): Promise<ChatModel> {
		const model = new ChatModel([...turns]);
		await model.server.listen({ host: '127.0.0.1', port: 0 });
		return model;
	}

	get url(): string {
		return `${this.server.listeningOrigin}/v1`;
	}

	async close(): Promise<void> {
		await this.server.close();
	}

	private answer({ messages, tools }: ChatRequest) {
		if (this.askedAt !== undefined) this.waits.push(Date.now() - this.askedAt);
		this.tools = tools.map((tool) => tool.function);
		this.told = messages.filter(({ role }) => role === 'tool').map(({ content }) => content);
		const turn = this.turns.shift();
		const calls = typeof turn === 'function' ? turn(this.told) : turn;
		this.askedAt = calls && Date.now();
		const message = calls ? this.asking(calls) : { content: 'That is all.' };
		return {
			id: 'chat',
			object: 'chat.completion',
			created: 0,
			model: 'stand-in',
			choices: [
				{
					index: 0,
					message: { role: 'assistant', ...message },
					finish_reason: calls ? 'tool_calls' : 'stop',
				},
			],
			usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
		};
	}

	private asking(calls: ToolCall[]) {
		return {
			content: null,
			tool_calls: calls.map(({ name, args = {} }) => ({
				id: `call_${++this.lastCall}`,
				type: 'function',
				function: { name, arguments: JSON.stringify(args) },
			})),
		};
	}
}
