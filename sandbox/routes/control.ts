import { recordsToChange, type RecordPlace } from '../data/reading';
import { changeRecords } from '../data/records';
import { CodatError } from '../errors';
import type { Fault } from '../faults';
import type { Announcement } from '../outbox';
import type { RateLimit } from '../rateLimits';
import { SEED } from '../seed';
import type { Sandbox } from '../sandbox';
import { PRODUCTS, type PullEnd, type RecordChange } from '../state';
import { companySyncStatus, putSync, type SyncInput } from '../syncs';
import { bodyOf, companyOf, NO_CONTENT, ok, routes, type Call, type Route } from '../route';

const FAULT_KINDS_WITHOUT_JSON = ['rewrite'];

/** A pattern travels as text between slashes, which no path of the API ends with. */
function pathOf(text: string | RegExp | undefined): string | RegExp | undefined {
	const pattern = typeof text === 'string' ? /^\/(.*)\/([a-z]*)$/.exec(text) : null;
	return pattern ? new RegExp(pattern[1], pattern[2]) : text;
}

function faultIn(call: Call): Fault {
	const fault = bodyOf(call, 'fault') as unknown as Fault;
	if (!fault.kind || FAULT_KINDS_WITHOUT_JSON.includes(fault.kind)) {
		throw new CodatError(400, 'A fault needs a kind that can be said in JSON', 'Sandbox');
	}
	return fault.match
		? { ...fault, match: { ...fault.match, path: pathOf(fault.match.path) } }
		: fault;
}

function syncIn(call: Call): { companyId: string } & SyncInput {
	const body = bodyOf(call, 'sync');
	const { product = 'commerce' } = body;
	if (!PRODUCTS.some((known) => known === product)) {
		throw new CodatError(400, `There is no product ${String(product)}`, 'Sandbox');
	}
	return { ...body, companyId: String(body.companyId) };
}

/** An event that is to be told, and about which company. */
type EventInput = { companyId?: string } & Pick<Announcement, 'eventType' | 'payload'>;

type RecordsChange = { companyId: string } & RecordPlace & RecordChange;
type PullsEnd = { companyId: string; dataType: string } & PullEnd;

/** What tests outside of this process steer the sandbox with. Needs no key; keep it on loopback. */
export function controlRoutes(sandbox: Sandbox): Route[] {
	const control = routes({
		'GET /_sandbox': () =>
			ok({
				about: 'A local stand-in for https://api.codat.io. All of its data are made up.',
				seed: SEED,
				control: control.map(({ method, path }) => `${method} ${path}`),
			}),
		'GET /_sandbox/requests': () => ok(sandbox.requests),
		'GET /_sandbox/ledger': () => ok(sandbox.ledger),
		'GET /_sandbox/stats': () => ok(sandbox.stats),
		'POST /_sandbox/faults'(call) {
			sandbox.faults.add(faultIn(call));
			return NO_CONTENT;
		},
		'DELETE /_sandbox/faults'() {
			sandbox.faults.clear();
			return NO_CONTENT;
		},
		async 'POST /_sandbox/clock'(call) {
			sandbox.clock.advance(Number(bodyOf(call, 'clock').advanceMs));
			await sandbox.outbox.deliver();
			return ok({ now: new Date(sandbox.clock.now()).toISOString() });
		},
		'POST /_sandbox/syncs'(call) {
			const { companyId, ...input } = syncIn(call);
			const company = companyOf({ ...call, params: { companyId } });
			const sync = putSync(company, input, call.clock);
			return ok(companySyncStatus(company, sync, call.clock.now()));
		},
		'POST /_sandbox/records'(call) {
			const { companyId, ...change } = bodyOf(call, 'change') as unknown as RecordsChange;
			const company = companyOf({ ...call, params: { companyId } });
			const set = recordsToChange(company, change, call.clock);
			changeRecords(set, change, call.clock);
			return ok({ dataType: change.dataType, records: set.records.length });
		},
		'GET /_sandbox/deliveries': () => ok(sandbox.outbox.deliveries),
		async 'POST /_sandbox/events'(call) {
			const { companyId, ...event } = bodyOf(call, 'event') as unknown as EventInput;
			const company = companyId && companyOf({ ...call, params: { companyId } });
			sandbox.outbox.announce({ ...event, ...(company && { company }) });
			await sandbox.outbox.deliver();
			return ok(sandbox.outbox.deliveries);
		},
		'PUT /_sandbox/pulls'(call) {
			const { companyId, dataType, ...end } = bodyOf(call, 'pull') as unknown as PullsEnd;
			companyOf({ ...call, params: { companyId } }).nextPulls[dataType] = end;
			return NO_CONTENT;
		},
		'PUT /_sandbox/rateLimit'(call) {
			sandbox.setRateLimit(call.body as RateLimit | undefined);
			return NO_CONTENT;
		},
		'POST /_sandbox/reset'() {
			sandbox.reset();
			return NO_CONTENT;
		},
	});
	return control;
}
