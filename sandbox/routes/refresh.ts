import { ALL_DATA_TYPES, isDataType, sourceOf } from '../data/dataTypes';
import { sourceConnection } from '../data/reading';
import { CodatError, connectionNotFound, invalidRequest } from '../errors';
import { referenceCompany } from '../outbox';
import { page } from '../paging';
import { dataStatus, runningPull, pullOperation, startPull, supports } from '../pulls';
import { companyOf, isObject, NO_CONTENT, ok, routes, type Answer, type Call } from '../route';
import type { Company, Connection, Pull } from '../state';

/** Whether a pull has completed can't be queried (Platform spec: `PullOperation`). */
const LISTING = {
	name: 'Dataset',
	properties: [
		'id',
		'companyId',
		'connectionId',
		'dataType',
		'status',
		'statusDescription',
		'errorMessage',
		'requested',
		'completed',
		'progress',
	],
};

/**
 * Tells of pulls once they have ended (Webhooks spec: `readCompletedWebhookPayload`). The first of a
 * connection says that no record was modified (Codat docs: Manage multiple use cases).
 */
function announce(call: Call, company: Company, pulls: Pull[]): void {
	if (pulls.length === 0) return;
	const earlier = company.pulls.filter((pull) => !pulls.includes(pull));
	const lastRead = Math.max(...earlier.map(({ endsAt }) => endsAt));
	const payload = {
		referenceCompany: referenceCompany(company),
		modifiedFromDate: earlier.length > 0 ? new Date(lastRead).toISOString() : null,
		dataTypes: pulls.map(({ connectionId, dataType, end }) => ({
			connectionId,
			dataType,
			recordsModified:
				end.status === 'Complete' && earlier.some((pull) => pull.connectionId === connectionId),
			status: end.status,
			issues: [],
		})),
	};
	const at = Math.max(...pulls.map(({ endsAt }) => endsAt));
	call.announce({ eventType: 'read.completed', payload, company, at });
}

/** Starts a pull; 409 while one of the same is in progress (Codat docs: Queue a data sync). */
export function pullNow(
	call: Call,
	connection: Connection,
	dataType: string,
	custom = false,
): Answer {
	const company = companyOf(call);
	const { clock, state } = call;
	const previous = runningPull(company, dataType, connection.id, clock.now());
	if (previous) {
		const text = `Cannot queue ${dataType} sync for ${company.id} as previous sync ${previous.id} is still in progress`;
		throw new CodatError(409, `DatasetAlreadyInProgressException: ${text}`, 'PullApi');
	}
	const pull = startPull(company, connection, dataType, {
		clock,
		durationMs: state.pullDurationMs,
		custom,
	});
	call.enter({ kind: 'pull.started' });
	announce(call, company, [pull]);
	return ok(pullOperation(company, pull, clock.now()));
}

/** Starts what is not in progress of these data types, wherever the company has them. */
function pullAll(call: Call, company: Company, dataTypes: readonly string[]): void {
	const { clock, state } = call;
	const pulls: Pull[] = [];
	for (const connection of company.connections) {
		for (const dataType of dataTypes.filter((one) => supports(connection, one))) {
			if (runningPull(company, dataType, connection.id, clock.now())) continue;
			const { pullDurationMs: durationMs } = state;
			pulls.push(startPull(company, connection, dataType, { clock, durationMs }));
		}
	}
	announce(call, company, pulls);
}

function refreshAll(call: Call): Answer {
	pullAll(call, companyOf(call), ALL_DATA_TYPES);
	call.enter({ kind: 'pull.started' });
	return NO_CONTENT;
}

/** One data type, of the connection that the query names or else of the company's own. */
function refreshDataType(call: Call): Answer {
	const company = companyOf(call);
	const { dataType } = call.params;
	const { connectionId } = call.query;
	if (!isDataType(dataType)) throw invalidRequest();
	const named = company.connections.find(({ id }) => id === connectionId);
	if (connectionId !== undefined && !named) throw connectionNotFound(connectionId);
	return pullNow(call, named ?? sourceConnection(company, sourceOf(dataType)), dataType);
}

function refreshInfo(call: Call): Answer {
	return pullNow(call, sourceConnection(companyOf(call), 'Accounting'), 'company');
}

/** 400 while one of the company's data types is in progress (Platform spec: refresh-product-data). */
function refreshProduct(call: Call): Answer {
	const company = companyOf(call);
	const { productIdentifier } = call.params;
	if (!company.products.includes(productIdentifier)) {
		throw new CodatError(404, `Product ${productIdentifier} is not enabled for this company.`);
	}
	const { dataTypes = ALL_DATA_TYPES } = isObject(call.body) ? call.body : {};
	if (!Array.isArray(dataTypes) || !dataTypes.every(isDataType)) throw invalidRequest();
	const now = call.clock.now();
	if (company.pulls.some((pull) => now < pull.endsAt)) throw invalidRequest();
	pullAll(call, company, dataTypes);
	call.enter({ kind: 'pull.started' });
	return { status: 202 };
}

/** Every data type that the company's connections can have (Codat docs: Data status). */
function status(call: Call): Answer {
	const company = companyOf(call);
	const now = call.clock.now();
	const sources = company.connections.map(({ sourceType }) => sourceType);
	const had = ALL_DATA_TYPES.filter((dataType) => sources.includes(sourceOf(dataType)));
	return ok(
		Object.fromEntries(had.map((dataType) => [dataType, dataStatus(company, dataType, now)])),
	);
}

function history(call: Call): Answer {
	const company = companyOf(call);
	const now = call.clock.now();
	return page(call, company.pulls, LISTING, (pull) => pullOperation(company, pull, now));
}

function pullIn(call: Call): Pull {
	const { datasetId } = call.params;
	const pull = companyOf(call).pulls.find(({ id }) => id === datasetId);
	if (!pull) throw new CodatError(404, `Dataset ${datasetId} not found`, 'PullApi');
	return pull;
}

/** What was found wrong with the data of a pull (Platform spec: `ValidationResult`). */
function validation(call: Call): Answer {
	const { dataType, end, endsAt } = pullIn(call);
	const failed = end.status === 'ValidationError' && call.clock.now() >= endsAt;
	const message = end.errorMessage ?? 'A record has no date.';
	const error = { ruleId: 'dateRequired', itemId: '1', message, validatorName: dataType };
	return ok({ errors: failed ? [error] : [], warnings: [] });
}

const ONE = '/companies/:companyId';

/** Platform spec, tags Refresh data and Read data. */
export const refreshRoutes = routes({
	[`POST ${ONE}/data/all`]: refreshAll,
	[`POST ${ONE}/data/queue/:dataType`]: refreshDataType,
	[`POST ${ONE}/data/info`]: refreshInfo,
	[`POST ${ONE}/products/:productIdentifier/refresh`]: refreshProduct,
	[`GET ${ONE}/dataStatus`]: status,
	[`GET ${ONE}/data/history`]: history,
	[`GET ${ONE}/data/history/:datasetId`]: (call) =>
		ok(pullOperation(companyOf(call), pullIn(call), call.clock.now())),
	[`GET ${ONE}/sync/:datasetId/validation`]: validation,
});
