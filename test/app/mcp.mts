import axios, { type AxiosInstance } from 'axios';
import type { IDataObject } from 'n8n-workflow';

export interface ToolResult {
	content: Array<{ text: string }>;
	isError?: boolean;
}

export interface ListedTool {
	name: string;
	description: string;
	inputSchema: IDataObject;
}

/** An MCP client (Streamable HTTP): as much of it as tools take. */
export class McpClient {
	private readonly http: AxiosInstance;

	private lastId = 0;

	private constructor(url: string) {
		this.http = axios.create({
			baseURL: url,
			proxy: false,
			timeout: 30_000,
			responseType: 'text',
			headers: { Accept: 'application/json, text/event-stream' },
		});
	}

	static async connect(url: string): Promise<McpClient> {
		const client = new McpClient(url);
		const { headers } = await client.post('initialize', {
			protocolVersion: '2025-03-26',
			capabilities: {},
			clientInfo: { name: 'test', version: '1' },
		});
		client.http.defaults.headers.common['mcp-session-id'] = String(headers['mcp-session-id']);
		return client;
	}

	async call(name: string, args: IDataObject = {}): Promise<ToolResult> {
		return await this.ask<ToolResult>('tools/call', { name, arguments: args });
	}

	async tools(): Promise<ListedTool[]> {
		return (await this.ask<{ tools: ListedTool[] }>('tools/list', {})).tools;
	}

	private async ask<T>(method: string, params: IDataObject): Promise<T> {
		const { data } = await this.post(method, params);
		const message = /^data: (.*)$/m.exec(data)?.[1] ?? data;
		return (JSON.parse(message) as { result: T }).result;
	}

	private async post(method: string, params: IDataObject) {
		this.lastId += 1;
		return await this.http.post<string>('', { jsonrpc: '2.0', id: this.lastId, method, params });
	}
}
