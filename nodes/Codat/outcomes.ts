import type { IDataObject } from 'n8n-workflow';

/** How far a sync, a push or a pull operation is. */
export type Progress = 'inProgress' | 'success' | 'failure' | 'unknown';

/** A sync's status code as a text of digits, or empty; Codat's examples hold one as `"4200,"`. */
export function statusCode(value: unknown): string {
	return /^\s*0*(\d+)/.exec(String(value ?? ''))?.[1] ?? '';
}

/**
 * Classes a sync by the range of its status code, because Codat's table of codes is incomplete
 * and its status texts are free (Codat docs: Error documentation of Sync for Commerce).
 */
export function syncOutcome(syncStatusCode: unknown): Progress {
	const code = Number(statusCode(syncStatusCode) || NaN);
	if (code >= 1000 && code < 2000) return 'inProgress';
	if (code >= 2000 && code < 3000) return 'success';
	return code >= 4000 ? 'failure' : 'unknown';
}

const PUSH_STATUSES = new Map<unknown, Progress>([
	['Pending', 'inProgress'],
	['Success', 'success'],
	['Failed', 'failure'],
	['TimedOut', 'failure'],
]);

/** Classes a push operation by its status (Platform spec: `pushOperationStatus`). */
export function pushOutcome(status: unknown): Progress {
	return PUSH_STATUSES.get(status) ?? 'unknown';
}

/** What became of a pull operation: `notSupported` is no failure, the platform has no such data. */
export type PullOutcome = Progress | 'notSupported';

/** By status, the outcome and what a failure means, where Codat gives no reason of its own. */
const PULL_STATUSES = new Map<unknown, [outcome: PullOutcome, meaning?: string]>([
	['Initial', ['inProgress']],
	['Queued', ['inProgress']],
	['Fetching', ['inProgress']],
	['MapQueued', ['inProgress']],
	['Mapping', ['inProgress']],
	['ProcessingQueued', ['inProgress']],
	['Processing', ['inProgress']],
	['ValidationQueued', ['inProgress']],
	['Validating', ['inProgress']],
	['Complete', ['success']],
	['NotSupported', ['notSupported']],
	['Cancelled', ['failure', 'it was cancelled']],
	['FetchError', ['failure', 'the platform did not give the data']],
	['MapError', ['failure', 'Codat could not convert the data']],
	['ProcessingError', ['failure', 'Codat could not process the data']],
	['ValidationError', ['failure', 'Codat found mistakes in the data']],
	['InternalError', ['failure', 'something went wrong at Codat']],
	['AuthError', ['failure', 'the connection is no longer authorized']],
	['RateLimitError', ['failure', 'the platform allows no more requests for now']],
	[
		'PermissionsError',
		['failure', 'whoever authorized the connection isn’t allowed to see this data'],
	],
	['PrerequisiteNotMet', ['failure', 'other data that it needs was not fetched']],
]);

/**
 * Classes a pull operation by its status (Platform spec: `DatasetStatus`), but by its two booleans
 * where they say that it has ended: a status may be new.
 */
export function pullOutcome({ status, isCompleted, isErrored }: IDataObject): PullOutcome {
	const [outcome] = PULL_STATUSES.get(status) ?? ['unknown'];
	if (outcome === 'notSupported') return outcome;
	if (isErrored === true) return 'failure';
	return isCompleted === true ? 'success' : outcome;
}

/** What a failed pull operation's status means, in words, or the status itself. */
export function pullMeaning(status: unknown): string {
	return PULL_STATUSES.get(status)?.[1] ?? String(status ?? 'Codat gave no reason');
}

/** Whether a pull operation has come to its end. What can't be read counts as running. */
export function hasPullEnded(pull: IDataObject): boolean {
	const outcome = pullOutcome(pull);
	return outcome === 'notSupported' || isEnd(outcome);
}

/** What an item tells of a pull operation beside Codat's record. */
export const describePull = (pull: IDataObject): IDataObject =>
	'status' in pull ? { outcome: pullOutcome(pull) } : {};

const TRANSACTION_STATUSES = new Map<unknown, Progress>([
	['Pending', 'inProgress'],
	['Completed', 'success'],
	['ValidationError', 'failure'],
	['PushError', 'failure'],
	['Failed', 'failure'],
]);

/**
 * Classes an expense transaction by its status, and by that of its sync where it is there: a sync
 * that failed leaves transactions pending (Expenses spec: `TransactionStatus`; webhooks: `Failed`).
 */
export function transactionOutcome({ status, syncStatusCode }: IDataObject): Progress {
	const outcome = TRANSACTION_STATUSES.get(status) ?? 'unknown';
	return !isEnd(outcome) && syncOutcome(syncStatusCode) === 'failure' ? 'failure' : outcome;
}

/** What an item tells of an expense transaction beside Codat's record; without a status, it has just been sent. */
export const describeTransaction = (transaction: IDataObject): IDataObject => ({
	outcome: 'status' in transaction ? transactionOutcome(transaction) : 'inProgress',
});

/** Whether an expense transaction has come to its end. What can't be read counts as pending. */
export function hasTransactionEnded(transaction: IDataObject): boolean {
	return isEnd(transactionOutcome(transaction));
}

/** What became of a sync of a managed bank feed, of which a part may succeed. */
export type FeedOutcome = Progress | 'partialSuccess';

const FEED_STATUSES = new Map<unknown, FeedOutcome>([
	['Started', 'inProgress'],
	['Failed', 'failure'],
	['SuccessDataPushed', 'success'],
	['SuccessNoDataPushed', 'success'],
	['PartialSuccessDataPushed', 'partialSuccess'],
]);

/** Classes a sync of a managed bank feed by its status (Bank Feeds spec: `SyncStatusResult`). */
export function feedSyncOutcome({ status }: IDataObject): FeedOutcome {
	return FEED_STATUSES.get(status) ?? 'unknown';
}

/** Whether such a sync has come to its end: any status but the first says so, be it a new one. */
export function hasFeedSyncEnded({ status }: IDataObject): boolean {
	return typeof status === 'string' && status !== '' && status !== 'Started';
}

/** What an item tells of such a sync beside Codat's record; without a status, it has just begun. */
export const describeFeedSync = (sync: IDataObject): IDataObject => ({
	outcome: 'status' in sync ? feedSyncOutcome(sync) : 'inProgress',
});

/** What an item tells of a sync beside Codat's record. */
export const describeSync = ({ syncStatusCode }: IDataObject): IDataObject => ({
	outcome: syncOutcome(syncStatusCode),
});

const REPORT_STATUSES = new Map<unknown, Progress>([
	['InProgress', 'inProgress'],
	['Complete', 'success'],
	['Error', 'failure'],
]);

/** Classes a report by its status (Lending spec: `ReportOperation`). */
export function reportOutcome({ status }: IDataObject): Progress {
	return REPORT_STATUSES.get(status) ?? 'unknown';
}

/** What an item tells of a report beside Codat's record. */
export const describeReport = (report: IDataObject): IDataObject => ({
	outcome: reportOutcome(report),
});

/** Whether a report has been generated, or can't be. What can't be read counts as being generated. */
export function hasReportEnded(report: IDataObject): boolean {
	return isEnd(reportOutcome(report));
}

/** What an item tells of a push operation beside Codat's record. */
export const describePush = ({ status }: IDataObject): IDataObject => ({
	outcome: pushOutcome(status),
});

/** Whether a sync has come to its end. What can't be read counts as running. */
export function hasSyncEnded({ syncStatusCode }: IDataObject): boolean {
	return isEnd(syncOutcome(syncStatusCode));
}

/** Whether a push operation has come to its end. What can't be read counts as running. */
export function hasPushEnded({ status }: IDataObject): boolean {
	return isEnd(pushOutcome(status));
}

function isEnd(progress: Progress): boolean {
	return progress === 'success' || progress === 'failure';
}
