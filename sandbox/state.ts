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

/** How a pull ends (Platform spec: `DataConnectionStatus` of a dataset). */
export interface PullEnd {
	status: string;
	errorMessage?: string;
}

/** A fetch of one data type of a connection. How it stands depends on the clock alone. */
export interface Pull {
	id: string;
	connectionId: string;
	dataType: string;
	requestedAt: number;
	endsAt: number;
	end: PullEnd;
}

/** A record of a data type, as it is kept: its body is made when it is first read. */
export interface StoredRecord {
	id: string;
	number: number;
	/** The day that it is of: a midnight, UTC. */
	day: number;
	modifiedDate: string;
	sourceModifiedDate: string | null;
	isDeleted: boolean;
	/** What was changed in it. */
	changes: Record<string, unknown>;
	body?: Record<string, unknown>;
}

/** An expense that was sent to be synced. */
export interface ExpenseTransaction {
	transactionId: string;
	syncId: string;
	kind: 'expense' | 'reimbursement' | 'adjustment' | 'transfer';
	/** Why it will not be written. */
	refused?: { status: 'ValidationError' | 'PushError'; message: string };
}

/** What becomes of the records of a data type. */
export interface RecordChange {
	action: 'add' | 'modify' | 'delete' | 'remove';
	/** The record; the one that was modified first, unless given. */
	id?: string;
	/** Fields that are given other values; for a modification and a new record. */
	fields?: Record<string, unknown>;
	/** How many are added: 1 unless given. */
	count?: number;
	/** How many of those that are added have the same modified date: 1 unless given. */
	sameDate?: number;
	/** Happens once so many lists of these records have been answered; at once unless given. */
	afterReads?: number;
}

/** The records of one data type of a connection, in the order of their modified dates. */
export interface RecordSet {
	dataType: string;
	records: StoredRecord[];
	/** The highest number that a record has had. */
	lastNumber: number;
	reads: number;
	later: RecordChange[];
}

/** The books of a connection, as Bill Pay reads and writes them. */
export interface Payables {
	bills: Array<Record<string, unknown>>;
	suppliers: Array<Record<string, unknown>>;
	bankAccounts: Array<Record<string, unknown>>;
	payments: Array<Record<string, unknown>>;
	/** What was attached, by bill. */
	attachments: Array<Record<string, unknown>>;
}

/** A sync of a managed bank feed. How it stands depends on the clock alone. */
export interface FeedSync {
	syncId: string;
	sourceAccountId: string;
	startedAt: number;
	endsAt: number;
	/** How it ends. */
	status: string;
	errorMessage?: string;
}

/** The bank feeds of a connection. */
export interface BankFeeds {
	/** As they are answered (Bank Feeds spec: `SourceAccountV2`). */
	accounts: Array<Record<string, unknown>>;
	/** In the order in which they began. */
	syncs: FeedSync[];
}

/** A report that was asked for. How it stands depends on the clock alone. */
export interface Report {
	id: string;
	/** Of Excel reports, with `excel:` before it. */
	type: string;
	requestedAt: number;
	endsAt: number;
	/** Why it can't be generated. */
	error?: string;
}

/** A session in which bank data are uploaded (Lending spec: bank statements). */
export interface UploadSession {
	id: string;
	connectionId: string;
	dataType: string;
	requestedAt: number;
	/** The records of each part that came. */
	parts: unknown[][];
	end?: 'Cancel' | 'Process';
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
	/** In the order in which they were requested. */
	pulls: Pull[];
	/** How the pulls of a data type end that are started from now on, if not well. */
	nextPulls: Record<string, PullEnd>;
	/** In the order in which they were sent; one that is sent again takes the place of the old. */
	transactions: ExpenseTransaction[];
	/** In the order in which they were asked for. */
	reports: Report[];
	/** Why the reports of a type can't be generated that are asked for from now on. */
	nextReports: Record<string, string>;
	uploads: UploadSession[];
	/** What the customer uploaded (Files spec: `File`). */
	files: Array<{ fileName: string; displayName: string; sourceType: string; uploaded: string }>;
	/** Records that have been read or changed, by where they are kept. */
	records: Map<string, RecordSet>;
	/** By connection; those that have not been read or changed are not there. */
	payables: Map<string, Payables>;
	/** By connection, as `payables`. */
	bankFeeds: Map<string, BankFeeds>;
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
	pullDurationMs: number;
	reportDurationMs: number;
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
	| 'pull.started'
	| 'customData.configured'
	| 'supplementalData.configured'
	| 'syncConfiguration.updated'
	| 'syncFlow.updated'
	| 'expense.created'
	| 'expense.updated'
	| 'expense.attachmentUploaded'
	| 'report.requested'
	| 'bankStatement.configured'
	| 'bankStatement.sessionStarted'
	| 'bankStatement.uploaded'
	| 'bankStatement.sessionEnded'
	| 'file.uploaded'
	| 'company.productAdded'
	| 'company.productRemoved'
	| 'bill.created'
	| 'bill.updated'
	| 'bill.paid'
	| 'bill.attachmentUploaded'
	| 'supplier.created'
	| 'supplier.updated'
	| 'bankAccount.created'
	| 'sourceAccount.created'
	| 'sourceAccount.updated'
	| 'sourceAccount.deleted'
	| 'sourceAccount.mapped'
	| 'feedSync.started'
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
