import axios, { type AxiosInstance, isAxiosError } from 'axios';
import { parse as parseFlatted } from 'flatted';
import type {
	IDataObject,
	INodeCredentialTestResult,
	INodeExecutionData,
	INodeListSearchResult,
	INodePropertyOptions,
	IRunExecutionData,
	ResourceMapperFields,
} from 'n8n-workflow';
import { waitFor, type WaitOptions } from './wait.mts';
import type {
	Account,
	Credential,
	CredentialData,
	WorkflowDefinition,
	SavedWorkflow,
	ExecutionStatus,
	ExecutionSummary,
	Execution,
	DynamicRequest,
	Publication,
	NodeTypeSummary,
	Settings,
} from './types.mts';

const isOver = (status: ExecutionStatus) =>
	['canceled', 'crashed', 'error', 'success'].includes(status);

/** The items that a node gave on its first output in its last run; empty when it didn't run. */
export function outputOf(execution: Execution, nodeName: string): INodeExecutionData[] {
	return execution.data.resultData.runData[nodeName]?.at(-1)?.data?.main[0] ?? [];
}

/** The message of the error that an execution ended with; undefined when there is none. */
export function errorOf(execution: Execution): string | undefined {
	return execution.data.resultData.error?.message;
}

/** n8n's own REST API, as the editor uses it. Every method throws an Error with n8n's words. */
export class N8nClient {
	private readonly http: AxiosInstance;

	/** The login, as a browser would keep it: 'n8n-auth=…'. */
	cookie = '';

	constructor(readonly url: string) {
		this.http = axios.create({ baseURL: url, timeout: 60_000, proxy: false });
	}

	private async request<T>(
		method: 'DELETE' | 'GET' | 'PATCH' | 'POST',
		path: string,
		{ body, query }: { body?: unknown; query?: Record<string, unknown> } = {},
	): Promise<T> {
		try {
			const response = await this.http.request<T>({
				method,
				url: path,
				data: body,
				params: query,
				headers: { Cookie: this.cookie },
			});
			const [cookie] = response.headers['set-cookie'] ?? [];
			if (cookie?.startsWith('n8n-auth=')) this.cookie = cookie.split(';')[0];
			return response.data;
		} catch (error) {
			if (!isAxiosError<{ message?: string }>(error)) throw error;
			const reason = error.response?.data?.message ?? error.message;
			throw new Error(`n8n refused ${method} ${path}: ${reason}`, { cause: error.cause });
		}
	}

	private async rest<T>(
		method: 'DELETE' | 'GET' | 'PATCH' | 'POST',
		path: string,
		options?: { body?: unknown; query?: Record<string, unknown> },
	): Promise<T> {
		return (await this.request<{ data: T }>(method, `/rest${path}`, options)).data;
	}

	private async settings(): Promise<Settings> {
		return await this.rest('GET', '/settings');
	}

	/** Whether the instance is new, and waits for its owner account. */
	async needsOwner(): Promise<boolean> {
		return (await this.settings()).userManagement.showSetupOnFirstLoad;
	}

	/** Makes the owner account of a new instance, and logs in as the owner. */
	async setUpOwner(account: Account): Promise<void> {
		const body = { ...account, firstName: 'Codat', lastName: 'Sandbox' };
		await this.rest('POST', '/owner/setup', { body });
	}

	async logIn({ email, password }: Account): Promise<void> {
		await this.rest('POST', '/login', { body: { emailOrLdapLoginId: email, password } });
	}

	async createCredential(credential: CredentialData): Promise<Credential> {
		return await this.rest('POST', '/credentials', { body: credential });
	}

	async updateCredential(id: string, credential: CredentialData): Promise<void> {
		await this.rest('PATCH', `/credentials/${id}`, { body: credential });
	}

	async listCredentials(): Promise<Credential[]> {
		return await this.rest('GET', '/credentials');
	}

	/** Runs the credential's own test, as the editor does on saving. */
	async testCredential(
		credential: Credential & CredentialData,
	): Promise<INodeCredentialTestResult> {
		return await this.rest('POST', '/credentials/test', { body: { credentials: credential } });
	}

	async createWorkflow(definition: WorkflowDefinition): Promise<SavedWorkflow> {
		// n8n 1 asks for `active`; its successor publishes apart from it.
		return await this.rest('POST', '/workflows', { body: { active: false, ...definition } });
	}

	async getWorkflow(id: string): Promise<SavedWorkflow> {
		return await this.rest('GET', `/workflows/${id}`);
	}

	/** Saves a workflow anew; what is published stays as it was until it is published again. */
	async updateWorkflow(id: string, change: Partial<WorkflowDefinition>): Promise<void> {
		const { versionId } = await this.getWorkflow(id);
		await this.rest('PATCH', `/workflows/${id}`, { body: { ...change, versionId } });
	}

	async listWorkflows(): Promise<Array<Pick<SavedWorkflow, 'id' | 'isArchived' | 'name'>>> {
		return await this.rest('GET', '/workflows');
	}

	/** How far the publishing of a workflow has got, once it is over. */
	async publicationOf(id: string): Promise<Publication> {
		// n8n 1 activates before it answers, and refuses what it can't activate.
		if ((await this.settings()).versionCli.startsWith('1.')) {
			const { activeVersionId } = await this.getWorkflow(id);
			return { status: activeVersionId === null ? 'not_published' : 'published', triggers: [] };
		}
		return await waitFor(`workflow ${id} to be published or unpublished`, async () => {
			const path = `/workflows/${id}/publication-status`;
			const publication = await this.rest<Publication>('GET', path);
			return publication.status !== 'in_progress' && publication;
		});
	}

	/**
	 * Publishes the newest version of a workflow, and waits until its triggers run.
	 * @throws Error with the trigger's own message when it can't be activated
	 */
	async publish(id: string): Promise<void> {
		const { versionId } = await this.getWorkflow(id);
		await this.rest('POST', `/workflows/${id}/activate`, { body: { versionId } });
		const { status, triggers } = await this.publicationOf(id);
		if (status !== 'published') {
			const reasons = triggers.map(({ errorMessage }) => errorMessage).filter(Boolean);
			throw new Error(`Workflow ${id} is ${status}: ${reasons.join('; ')}`);
		}
	}

	async unpublish(id: string): Promise<void> {
		await this.rest('POST', `/workflows/${id}/deactivate`, { body: {} });
		await this.publicationOf(id);
	}

	/**
	 * Runs a workflow by hand, from the trigger of that name.
	 * @returns the execution's id; it goes on after this returns
	 */
	async run(id: string, triggerName: string): Promise<string> {
		// n8n 1 runs what the editor sends, its successor what is saved.
		const workflowData = await this.getWorkflow(id);
		const body = { workflowData, triggerToStartFrom: { name: triggerName } };
		const { executionId } = await this.rest<{ executionId?: string }>(
			'POST',
			`/workflows/${id}/run`,
			{ body },
		);
		if (executionId === undefined) throw new Error(`Workflow ${id} waits for a webhook call`);
		return executionId;
	}

	/** Runs a workflow by hand and waits for its end. It may end in an error: see `status`. */
	async runToEnd(id: string, triggerName: string, options?: WaitOptions): Promise<Execution> {
		return await this.waitForExecution(await this.run(id, triggerName), options);
	}

	/** Stops an execution, as its Stop button does. */
	async stop(executionId: string): Promise<void> {
		await this.rest('POST', `/executions/${executionId}/stop`, { body: {} });
	}

	/** A workflow's executions, the newest first, at most 100, without their data. */
	async listExecutions(workflowId: string): Promise<ExecutionSummary[]> {
		const query = { filter: JSON.stringify({ workflowId }), limit: 100 };
		const { results } = await this.rest<{ results: ExecutionSummary[] }>('GET', '/executions', {
			query,
		});
		return results;
	}

	/** @returns an execution with its data, as far as it has got */
	async getExecution(id: string): Promise<Execution> {
		const execution = await this.rest<ExecutionSummary & { data: string }>(
			'GET',
			`/executions/${id}`,
		);
		return { ...execution, data: parseFlatted(execution.data) as IRunExecutionData };
	}

	/** @returns the execution once it is over, with its data */
	async waitForExecution(id: string, options?: WaitOptions): Promise<Execution> {
		return await waitFor(
			`execution ${id} to end`,
			async () => {
				const execution = await this.getExecution(id);
				// n8n 1 says that an execution has succeeded a moment before it has saved its data.
				const isSaved = execution.status !== 'success' || execution.data !== undefined;
				return isOver(execution.status) && isSaved && execution;
			},
			options,
		);
	}

	/** @returns a workflow's executions that are over, the newest first, once there are `count` or more */
	async waitForExecutions(
		workflowId: string,
		count: number,
		options?: WaitOptions,
	): Promise<Execution[]> {
		const summaries = await waitFor(
			`workflow ${workflowId} to have been executed ${count} times`,
			async () => {
				const over = (await this.listExecutions(workflowId)).filter((it) => isOver(it.status));
				return over.length >= count && over;
			},
			options,
		);
		return await Promise.all(summaries.map(async ({ id }) => await this.waitForExecution(id)));
	}

	/** Every node type that the instance offers, with its icon's address. */
	async nodeTypes(): Promise<NodeTypeSummary[]> {
		return await this.request('GET', '/types/nodes.json');
	}

	/** @returns a static file, such as an icon or an output schema, as text */
	async file(path: string): Promise<string> {
		const response = await this.http.get<string>(path, {
			responseType: 'text',
			headers: { Cookie: this.cookie },
		});
		return response.data;
	}

	private async dynamic<T>(kind: string, request: DynamicRequest, more: IDataObject): Promise<T> {
		const { nodeType, version = 1, path, methodName, parameters = {}, credential } = request;
		return await this.rest('POST', `/dynamic-node-parameters/${kind}`, {
			body: {
				path,
				methodName,
				nodeTypeAndVersion: { name: nodeType, version },
				currentNodeParameters: parameters,
				...(credential && {
					credentials: { [credential.type]: { id: credential.id, name: credential.name } },
				}),
				...more,
			},
		});
	}

	/** One page of a resource locator's list. */
	async listSearch(
		request: DynamicRequest & { filter?: string; paginationToken?: string },
	): Promise<INodeListSearchResult> {
		const { filter, paginationToken } = request;
		return await this.dynamic('resource-locator-results', request, { filter, paginationToken });
	}

	/** The choices of an options field that asks the API for them. */
	async loadOptions(request: DynamicRequest): Promise<INodePropertyOptions[]> {
		return await this.dynamic('options', request, {});
	}

	/** The fields of a resource mapper. */
	async resourceMapperFields(request: DynamicRequest): Promise<ResourceMapperFields> {
		return await this.dynamic('resource-mapper-fields', request, {});
	}
}
