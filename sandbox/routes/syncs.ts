import { CodatError, invalidRequest } from '../errors';
import { isLinked } from '../connections';
import { PRODUCTS, type Company, type Product, type Sync } from '../state';
import { companySyncStatus, putSync, succeeded, syncsOf, syncStatus, syncSummary } from '../syncs';
import { companyOf, isObject, ok, routes, type Answer, type Call, type Route } from '../route';

function noSyncs(company: Company): CodatError {
	return new CodatError(404, `No syncs for company ${company.id} were found.`);
}

function required<T>(found: T | undefined, missing: () => CodatError): T {
	if (found === undefined) throw missing();
	return found;
}

/** An ISO date, as Codat takes it (Commerce spec: `DateTime`). */
function dateIn(value: unknown): string {
	if (typeof value !== 'string' || Number.isNaN(Date.parse(value))) {
		throw invalidRequest();
	}
	return value;
}

function assertAccounting(company: Company): void {
	if (!isLinked(company, 'Accounting')) {
		throw new CodatError(400, 'Company does not have a linked accounting data connection.');
	}
}

function start(call: Call, company: Company, range: Sync['range']): Answer {
	const { clock, state } = call;
	const input = { ...company.nextSync, range, endsInMs: state.syncDurationMs };
	const sync = putSync(company, input, clock);
	call.enter({ kind: 'sync.started' });
	return ok(syncSummary(company, sync, clock.now()));
}

/** From the last successful sync up to `syncTo`, or to now (Commerce spec). */
function startLatest(call: Call): Answer {
	const company = companyOf(call);
	const now = call.clock.now();
	const syncTo = isObject(call.body) ? (call.body.syncTo ?? undefined) : undefined;
	const finish = syncTo === undefined ? new Date(now).toISOString() : dateIn(syncTo);
	assertAccounting(company);
	const last = syncsOf(company, 'commerce').find((sync) => succeeded(sync, now));
	return start(call, company, { start: last?.range?.finish ?? company.created, finish });
}

/** Both dates are required (Commerce spec). */
function startForDateRange(call: Call): Answer {
	const company = companyOf(call);
	const range = isObject(call.body) && isObject(call.body.dateRange) ? call.body.dateRange : {};
	const dates = { start: dateIn(range.start), finish: dateIn(range.finish) };
	assertAccounting(company);
	return start(call, company, dates);
}

/** One object, whatever its description says (Commerce spec). */
function status(call: Call): Answer {
	const company = companyOf(call);
	assertAccounting(company);
	const sync = required(syncsOf(company, 'commerce')[0], () => noSyncs(company));
	return ok(syncStatus(company, sync, call.clock.now()));
}

/** The status family of one product; the list is a bare array (Commerce spec). */
function statusRoutes(product: Product): Route[] {
	const base = `/companies/:companyId/sync/${product}/syncs`;

	function one(call: Call, find: (syncs: Sync[], now: number) => Sync | undefined): Answer {
		const company = companyOf(call);
		const now = call.clock.now();
		const sync = required(find(syncsOf(company, product), now), () => noSyncs(company));
		return ok(companySyncStatus(company, sync, now));
	}

	function list(call: Call): Answer {
		const company = companyOf(call);
		const syncs = syncsOf(company, product);
		if (syncs.length === 0) throw noSyncs(company);
		return ok(syncs.map((sync) => companySyncStatus(company, sync, call.clock.now())));
	}

	return routes({
		[`GET ${base}/list/status`]: list,
		[`GET ${base}/latest/status`]: (call) => one(call, (syncs) => syncs[0]),
		[`GET ${base}/lastSuccessful/status`]: (call) =>
			one(call, (syncs, now) => syncs.find((sync) => succeeded(sync, now))),
		[`GET ${base}/:syncId/status`]: (call) =>
			one(call, (syncs) => syncs.find(({ syncId }) => syncId === call.params.syncId)),
	});
}

/** Tag Sync of the Commerce and Expenses specs. */
export const syncRoutes: Route[] = [
	...routes({
		'POST /companies/:companyId/sync/commerce/latest': startLatest,
		'POST /meta/companies/:companyId/sync/commerce/historic': startForDateRange,
		'GET /meta/companies/:companyId/sync/commerce/status': status,
	}),
	...PRODUCTS.flatMap(statusRoutes),
];
