import type { ValidationItem } from './errors';

/** A connection, as it is answered (Platform spec: `Connection`). */
export interface Connection {
	id: string;
	integrationId: string;
	integrationKey: string;
	sourceId: string;
	sourceType: SourceType;
	platformName: string;
	linkUrl: string;
	status: ConnectionStatus;
	lastSync?: string;
	created: string;
	dataConnectionErrors?: Array<{
		statusCode: string;
		statusText: string;
		errorMessage: string;
		erroredOnUtc: string;
	}>;
}

export type SourceType =
	| 'Accounting'
	| 'Banking'
	| 'BankFeed'
	| 'Commerce'
	| 'Expense'
	| 'Other'
	| 'Unknown';

export const CONNECTION_STATUSES = ['PendingAuth', 'Linked', 'Unlinked', 'Deauthorized'] as const;
export type ConnectionStatus = (typeof CONNECTION_STATUSES)[number];

export const PRODUCTS = ['commerce', 'expenses'] as const;
export type Product = (typeof PRODUCTS)[number];

/** How a sync ends. */
export interface SyncEnd {
	code: number;
	errorMessage?: string;
}

export interface Sync {
	product: Product;
	syncId: string;
	/** The other ID of a Commerce sync, which starting it returns (Commerce spec). */
	commerceSyncId: string;
	syncUtc: string;
	startedAt: number;
	endsAt: number;
	end: SyncEnd;
	range?: { start: string; finish: string };
}

export type PushChange = 'Created' | 'Modified' | 'Deleted' | 'AttachmentUploaded';

/** A write to a company's platform. How it stands depends on the clock alone. */
export interface Push {
	key: string;
	connectionId: string;
	dataType: string;
	change: PushChange;
	recordId?: string;
	attachmentId?: string;
	requestedAt: number;
	/** Infinity for an offline connector, which nobody picks the write up from. */
	completesAt: number;
	timeoutInMinutes?: number;
	errors: ValidationItem[];
	warnings: ValidationItem[];
}

export interface Company {
	id: string;
	name: string;
	description?: string;
	tags: Record<string, string>;
	created: string;
	createdByUserName: string;
	products: string[];
	connections: Connection[];
	/** In the order in which they began. */
	syncs: Sync[];
	/** How the syncs end that are started from now on. */
	nextSync: SyncEnd;
	/** In the order in which they were requested. */
	pushes: Push[];
}

/** A webhook consumer, as it is answered (Platform spec: `WebhookConsumer`). */
export interface WebhookConsumer {
	id: string;
	url: string;
	disabled: boolean;
	eventTypes: string[];
	companyTags: string[];
}

export interface State {
	companies: Map<string, Company>;
	webhooks: WebhookConsumer[];
	/** Settings and configurations that were written, by where they are read. */
	documents: Map<string, unknown>;
	syncDurationMs: number;
	pushDurationMs: number;
}

export type LedgerKind =
	| 'company.created'
	| 'company.updated'
	| 'company.deleted'
	| 'connection.created'
	| 'connection.updated'
	| 'connection.authorized'
	| 'connection.deleted'
	| 'sync.started'
	| 'syncFlow.started'
	| 'push.created'
	| 'push.updated'
	| 'push.deleted'
	| 'push.attachmentUploaded'
	| 'company.productAdded'
	| 'company.productRemoved'
	| 'setting.updated'
	| 'webhook.created'
	| 'webhook.deleted';

/** A write that took effect: one entry an effect, however often the request was sent. */
export interface LedgerEntry {
	at: number;
	method: string;
	path: string;
	body: unknown;
	kind: LedgerKind;
	pushOperationKey?: string;
}

/** A request, as it came in. `status` stays away where no answer was given. */
export interface LoggedRequest {
	id: number;
	at: number;
	method: string;
	path: string;
	query: Record<string, string | undefined>;
	headers: Record<string, string | string[] | undefined>;
	body: unknown;
	status?: number;
}
