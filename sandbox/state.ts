import type { PushRecord } from './pushes';
import type { Sync, SyncOutcome } from './syncs';

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
	nextSync: SyncOutcome;
	/** In the order in which they were requested. */
	pushes: PushRecord[];
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
