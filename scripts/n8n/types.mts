// What n8n’s REST API takes and gives.
import type {
	IDataObject,
	INodeParameters,
	IRunExecutionData,
	WorkflowParameters,
} from 'n8n-workflow';

export interface Account {
	email: string;
	password: string;
}

export interface Credential {
	id: string;
	name: string;
	type: string;
}

export interface CredentialData {
	name: string;
	type: string;
	data: Record<string, string>;
}

export type WorkflowDefinition = Pick<WorkflowParameters, 'nodes' | 'connections' | 'settings'> & {
	name: string;
	meta?: IDataObject;
};

export interface SavedWorkflow extends WorkflowDefinition {
	id: string;
	versionId: string;
	activeVersionId: string | null;
	isArchived: boolean;
}

export type ExecutionStatus =
	| 'canceled'
	| 'crashed'
	| 'error'
	| 'new'
	| 'running'
	| 'success'
	| 'unknown'
	| 'waiting';

export interface ExecutionSummary {
	id: string;
	workflowId: string;
	mode: string;
	status: ExecutionStatus;
}

export interface Execution extends ExecutionSummary {
	data: IRunExecutionData;
}

/** What the editor sends when it asks a node for a list: the node as it is being edited. */
export interface DynamicRequest {
	nodeType: string;
	version?: number;
	/** The parameter that asks, as a path: 'parameters.companyId'. */
	path: string;
	methodName: string;
	parameters?: INodeParameters;
	credential?: Credential;
}

export interface Settings {
	userManagement: { showSetupOnFirstLoad: boolean };
	versionCli: string;
}

export interface Publication {
	status: 'failed' | 'in_progress' | 'not_published' | 'partial' | 'published';
	triggers: Array<{ nodeId: string; errorMessage: string | null }>;
}

export interface NodeTypeSummary {
	name: string;
	displayName: string;
	group: string[];
	iconUrl?: string | { light: string; dark: string };
	[field: string]: unknown;
}
