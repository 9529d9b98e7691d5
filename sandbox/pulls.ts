import { randomUUID } from 'node:crypto';
import type { Clock } from './clock';
import { CodatError } from './errors';
import { findIntegration, supportedTypes } from './integrations';
import type { Company, Connection, Pull, PullEnd } from './state';

const COMPLETE: PullEnd = { status: 'Complete' };

/** What a pull goes through, and up to which part of its time (Platform spec: dataset statuses). */
const STAGES: Array<[status: string, until: number]> = [
	['Queued', 0.25],
	['Fetching', 0.6],
	['MapQueued', 0.7],
	['Mapping', 0.85],
	['Processing', 1],
];

const ERRORS = ['AuthError', 'RateLimitError', 'PermissionsError', 'PrerequisiteNotMet'];

const isError = (status: string) => status.endsWith('Error') || ERRORS.includes(status);

/** Whether a platform has a data type; one that a client made itself is had by all. */
export function supports({ integrationKey }: Connection, dataType: string): boolean {
	const integration = findIntegration(integrationKey);
	return integration !== undefined && supportedTypes(integration).includes(dataType);
}

/** How a new pull will end: the connection and its platform decide, then what the company is set to. */
function endOf(
	company: Company,
	connection: Connection,
	dataType: string,
	custom: boolean,
): PullEnd {
	if (!custom && !supports(connection, dataType)) return { status: 'NotSupported' };
	if (connection.status !== 'Linked') {
		return { status: 'AuthError', errorMessage: 'The connection has to be authorised again.' };
	}
	return company.nextPulls[dataType] ?? COMPLETE;
}

const inProgress = (pull: Pull, now: number) => now < pull.endsAt;

/** The pull of a connection's data type that is in progress. */
export function runningPull(
	company: Company,
	dataType: string,
	connectionId: string,
	now: number,
): Pull | undefined {
	return company.pulls.find(
		(pull) =>
			pull.dataType === dataType && pull.connectionId === connectionId && inProgress(pull, now),
	);
}

/** Starts a pull. A type that the platform does not have is over at once. */
export function startPull(
	company: Company,
	connection: Connection,
	dataType: string,
	{ clock, durationMs, custom = false }: { clock: Clock; durationMs: number; custom?: boolean },
): Pull {
	const now = clock.now();
	const end = endOf(company, connection, dataType, custom);
	const pull: Pull = {
		id: randomUUID(),
		connectionId: connection.id,
		dataType,
		requestedAt: now,
		endsAt: end.status === 'NotSupported' ? now : now + durationMs,
		end,
	};
	company.pulls.push(pull);
	return pull;
}

/** The status that a pull has now: it moves with the clock alone. */
export function pullStatus({ requestedAt, endsAt, end }: Pull, now: number): string {
	if (now >= endsAt) return end.status;
	const part = (now - requestedAt) / (endsAt - requestedAt);
	return STAGES.find(([, until]) => part < until)?.[0] ?? end.status;
}

const utc = (at: number) => new Date(at).toISOString();

/** A pull, as it is answered (Platform spec: `PullOperation`). */
export function pullOperation(company: Company, pull: Pull, now: number) {
	const { id, connectionId, dataType, requestedAt, endsAt, end } = pull;
	const status = pullStatus(pull, now);
	const over = !inProgress(pull, now);
	const share = over ? 1 : (now - requestedAt) / (endsAt - requestedAt);
	return {
		id,
		companyId: company.id,
		connectionId,
		dataType,
		status,
		statusDescription: null,
		errorMessage: over ? (end.errorMessage ?? null) : null,
		requested: utc(requestedAt),
		completed: over ? utc(endsAt) : undefined,
		progress: Math.floor(share * 100),
		isCompleted: status === 'Complete',
		isErrored: isError(status),
	};
}

/** The pulls of a data type, newest first. */
export function pullsOf(company: Company, dataType: string): Pull[] {
	return company.pulls.filter((pull) => pull.dataType === dataType).reverse();
}

/** How a data type stands (Platform spec: `DataStatus`). */
export function dataStatus(company: Company, dataType: string, now: number) {
	const pulls = pullsOf(company, dataType);
	const [latest] = pulls;
	const successful = pulls.find((pull) => pullStatus(pull, now) === 'Complete');
	return {
		dataType,
		currentStatus: latest ? pullStatus(latest, now) : 'Initial',
		lastSuccessfulSync: successful && utc(successful.endsAt),
		latestSyncId: latest?.id,
		latestSuccessfulSyncId: successful?.id,
	};
}

/** A 409 for a data type that was never pulled with success (Lending spec's example of a 409). */
export function assertPulled(
	company: Company,
	connection: Connection,
	dataType: string,
	now: number,
): void {
	const pulled = pullsOf(company, dataType).some(
		(pull) => pull.connectionId === connection.id && pullStatus(pull, now) === 'Complete',
	);
	if (!pulled) throw new CodatError(409, 'The data set has not been requested.');
}
