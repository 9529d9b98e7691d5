import type {
	IDataObject,
	IHttpRequestOptions,
	IPollFunctions,
	WorkflowActivateMode,
} from 'n8n-workflow';

import { CodatTrigger } from '../../nodes/Codat/CodatTrigger.node.ts';

export type Send = (
	options: IHttpRequestOptions,
) => Promise<{ statusCode: number; body: unknown; headers?: IDataObject }>;

/** How a poll ended. */
export type Polled = { items: IDataObject[] } | { error: Error & { failure?: IDataObject } };

const node = { id: '1', name: 'Codat Trigger', type: 'codatTrigger', parameters: {} };
const credential = { apiKey: 'a-key-of-codat', baseUrl: 'https://api.codat.io' };

/** The part of n8n that a polling trigger lives in, with what it keeps and what it loses. */
export class N8n {
	/** Static data as the database has them. */
	private saved = '{}';
	private staticData: IDataObject = {};
	private context?: IPollFunctions;
	readonly warnings: string[] = [];

	constructor(
		private readonly parameters: IDataObject,
		private readonly send: Send,
		private readonly trigger = new CodatTrigger(),
	) {}

	/**
	 * Publishes the workflow or brings it back after a restart: the first poll, and saving when it
	 * has not failed.
	 */
	async activate(mode: WorkflowActivateMode): Promise<Polled> {
		this.staticData = JSON.parse(this.saved) as IDataObject;
		this.context = this.contextOf(mode, 'trigger');
		const polled = await this.poll();
		if ('items' in polled) this.save();
		return polled;
	}

	/** A poll on schedule. Static data are saved only with the execution that it starts. */
	async poll(): Promise<Polled> {
		try {
			const output = await this.trigger.poll.call(this.context!);
			if (output === null) return { items: [] };
			this.save();
			const items = output.flat().map(({ json }) => json);
			return items.length > 0 ? { items } : { error: new Error('A start with no items') };
		} catch (error) {
			return { error: error as Error };
		}
	}

	async runManually(): Promise<Polled> {
		try {
			const output = await this.trigger.poll.call(this.contextOf('manual', 'manual'));
			return { items: (output ?? []).flat().map(({ json }) => json) };
		} catch (error) {
			return { error: error as Error };
		}
	}

	/** What the database has, put there by something else. */
	restore(staticData: unknown): void {
		this.saved = JSON.stringify(staticData);
	}

	/** The size of what is saved, in bytes. */
	get savedBytes(): number {
		return Buffer.byteLength(this.saved);
	}

	get memory(): IDataObject {
		return this.staticData;
	}

	private save(): void {
		this.saved = JSON.stringify(this.staticData);
	}

	private contextOf(activation: WorkflowActivateMode, mode: 'trigger' | 'manual'): IPollFunctions {
		const { parameters, send, staticData, warnings } = this;
		return {
			getNode: () => node,
			getMode: () => mode,
			getActivationMode: () => activation,
			getNodeParameter: (name: string) => parameters[name],
			getWorkflowStaticData: () => staticData,
			getCredentials: async () => credential,
			getPollBudgetMs: () => 300_000,
			getTimezone: () => 'UTC',
			logger: { warn: (message: string) => warnings.push(message) },
			helpers: {
				httpRequestWithAuthentication: async (_: string, options: IHttpRequestOptions) => ({
					headers: {},
					...(await send(options)),
				}),
			},
		} as unknown as IPollFunctions;
	}
}
