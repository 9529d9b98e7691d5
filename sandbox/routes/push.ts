import { randomUUID } from 'node:crypto';
import { MINUTE } from '../clock';
import { CodatError, invalidRequest } from '../errors';
import { findIntegration } from '../integrations';
import { page } from '../paging';
import { pushModel, type PushOption } from '../pushOptions';
import { pushOperation } from '../pushes';
import { referenceCompany } from '../outbox';
import { refusals, validate, type Findings } from '../pushValidation';
import type { Company, Connection, LedgerKind, Push, PushChange } from '../state';
import {
	bodyOf,
	companyOf,
	connectionOf,
	isObject,
	ok,
	routes,
	type Answer,
	type Call,
	type Route,
} from '../route';

const LISTING = {
	name: 'PushOperation',
	properties: [
		'dataType',
		'companyId',
		'pushOperationKey',
		'dataConnectionKey',
		'requestedOnUtc',
		'completedOnUtc',
		'status',
		'statusCode',
	],
};

type Verb = 'POST' | 'PUT' | 'DELETE';

interface Writable {
	path: string;
	verbs: Verb[];
	/** The end of the path of an attachment. */
	attachment?: 'attachment' | 'attachments';
}

/** What can be done with each data type, and under which path (Codat docs: Write data). */
const WRITABLE: Record<string, Writable> = {
	bankAccounts: { path: 'bankAccounts', verbs: ['POST', 'PUT'] },
	bankTransactions: { path: 'bankAccounts/:accountId/bankTransactions', verbs: ['POST'] },
	billCreditNotes: {
		path: 'billCreditNotes',
		verbs: ['POST', 'PUT'],
		attachment: 'attachment',
	},
	billPayments: { path: 'billPayments', verbs: ['POST', 'DELETE'] },
	bills: { path: 'bills', verbs: ['POST', 'PUT', 'DELETE'], attachment: 'attachments' },
	chartOfAccounts: { path: 'accounts', verbs: ['POST'] },
	creditNotes: { path: 'creditNotes', verbs: ['POST', 'PUT'] },
	customers: { path: 'customers', verbs: ['POST', 'PUT'] },
	directCosts: { path: 'directCosts', verbs: ['POST', 'DELETE'], attachment: 'attachment' },
	directIncomes: { path: 'directIncomes', verbs: ['POST'], attachment: 'attachment' },
	invoices: { path: 'invoices', verbs: ['POST', 'PUT', 'DELETE'], attachment: 'attachment' },
	items: { path: 'items', verbs: ['POST'] },
	journalEntries: { path: 'journalEntries', verbs: ['POST', 'DELETE'] },
	journals: { path: 'journals', verbs: ['POST'] },
	payments: { path: 'payments', verbs: ['POST'] },
	purchaseOrders: { path: 'purchaseOrders', verbs: ['POST', 'PUT'] },
	suppliers: { path: 'suppliers', verbs: ['POST', 'PUT'] },
	transfers: { path: 'transfers', verbs: ['POST'], attachment: 'attachment' },
};

const CHANGES: Record<Verb, { change: PushChange; kind: LedgerKind }> = {
	POST: { change: 'Created', kind: 'push.created' },
	PUT: { change: 'Modified', kind: 'push.updated' },
	DELETE: { change: 'Deleted', kind: 'push.deleted' },
};

/** The model, or a 404 where the platform can't write the data type (Codat docs: Errors). */
function modelOf({ integrationKey, platformName }: Connection, dataType: string): PushOption {
	const model = pushModel(integrationKey, dataType);
	if (!model) {
		throw new CodatError(404, `Data type ${dataType} is not supported by ${platformName}.`);
	}
	return model;
}

function timeoutIn({ query }: Call): number | undefined {
	if (query.timeoutInMinutes === undefined) return undefined;
	const minutes = Number(query.timeoutInMinutes);
	if (!Number.isInteger(minutes) || minutes < 1) throw invalidRequest();
	return minutes;
}

const WRITE_TYPES: Record<PushChange, string> = {
	Created: 'Create',
	Modified: 'Update',
	Deleted: 'Delete',
	AttachmentUploaded: 'UploadAttachment',
};

/** Tells of a write, once it has ended (Webhooks spec: `dataTypeWriteWebhookPayload`). */
function announce(call: Call, company: Company, push: Push): void {
	const timeoutAt = push.requestedAt + (push.timeoutInMinutes ?? Infinity) * MINUTE;
	const at = Math.min(push.completesAt, timeoutAt);
	if (at === Infinity) return;
	const { status, requestedOnUtc, completedOnUtc } = pushOperation(company, push, at);
	const payload = {
		id: push.key,
		type: WRITE_TYPES[push.change],
		referenceCompany: referenceCompany(company),
		connectionId: push.connectionId,
		requestedOnDate: requestedOnUtc,
		completedOnDate: completedOnUtc,
		status,
		record: status === 'Success' ? { id: push.recordId } : null,
		attachmentId: push.attachmentId ?? null,
	};
	const end = status === 'Success' ? 'successful' : 'unsuccessful';
	call.announce({ eventType: `${push.dataType}.write.${end}`, payload, company, at });
}

/** Queues a write. An offline connector never completes it (Codat docs: Write data). */
function queue(
	call: Call,
	kind: LedgerKind,
	push: Pick<Push, 'dataType' | 'change' | 'recordId' | 'attachmentId'> & Findings,
): Answer {
	const company = companyOf(call);
	const connection = connectionOf(call);
	const now = call.clock.now();
	const offline = findIntegration(connection.integrationKey)?.isOfflineConnector;
	const queued: Push = {
		key: randomUUID(),
		connectionId: connection.id,
		requestedAt: now,
		completesAt: offline ? Infinity : now + call.state.pushDurationMs,
		timeoutInMinutes: timeoutIn(call),
		...push,
	};
	company.pushes.push(queued);
	call.enter({ kind, pushOperationKey: queued.key });
	announce(call, company, queued);
	return ok(pushOperation(company, queued, now));
}

/** The connection, which must be linked for something to be written to it. */
function writableConnection(call: Call): Connection {
	const connection = connectionOf(call);
	if (connection.status !== 'Linked') {
		throw new CodatError(400, `Data connection ${connection.id} is not linked.`);
	}
	return connection;
}

function write(call: Call, dataType: string, verb: Verb): Answer {
	const model = modelOf(writableConnection(call), dataType);
	const { change, kind } = CHANGES[verb];
	const { recordId = randomUUID() } = call.params;
	const findings =
		verb === 'DELETE'
			? { errors: refusals(model, recordId), warnings: [] }
			: validate(model, bodyOf(call, model.displayName));
	return queue(call, kind, { dataType, change, recordId, ...findings });
}

/** The file is in the form field `file`. The answer has no body (Lending and Payables specs). */
function attach(call: Call, dataType: string): Answer {
	modelOf(writableConnection(call), dataType);
	if (!isObject(call.body) || !isObject(call.body.file)) {
		throw new CodatError(400, 'A file must be provided');
	}
	const { recordId } = call.params;
	const change = 'AttachmentUploaded';
	const push = { dataType, change, recordId, attachmentId: randomUUID() } as const;
	queue(call, 'push.attachmentUploaded', { ...push, errors: [], warnings: [] });
	return { status: 200 };
}

const CONNECTION = '/companies/:companyId/connections/:connectionId';

function writeRoutes([dataType, { path, verbs, attachment }]: [string, Writable]): Route[] {
	const base = `${CONNECTION}/push/${path}`;
	const routes = verbs.map(
		(method): Route => ({
			method,
			path: method === 'POST' ? base : `${base}/:recordId`,
			handle: (call) => write(call, dataType, method),
		}),
	);
	if (attachment) {
		const handle = (call: Call) => attach(call, dataType);
		routes.push({ method: 'POST', path: `${base}/:recordId/${attachment}`, handle });
	}
	return routes;
}

function history(call: Call): Answer {
	const company = companyOf(call);
	const now = call.clock.now();
	return page(call, company.pushes, LISTING, (push) => pushOperation(company, push, now));
}

function get(call: Call): Answer {
	const company = companyOf(call);
	const { pushOperationKey } = call.params;
	const push = company.pushes.find(({ key }) => key === pushOperationKey);
	if (!push) throw new CodatError(404, `Push operation ${pushOperationKey} not found`);
	return ok(pushOperation(company, push, call.clock.now()));
}

/**
 * Platform spec, tag Push data; the writes themselves are in the products' specs (Lending and
 * Payables specs).
 */
export const pushRoutes: Route[] = [
	...Object.entries(WRITABLE).flatMap(writeRoutes),
	...routes({
		[`GET ${CONNECTION}/options/:dataType`]: (call) =>
			ok(modelOf(connectionOf(call), call.params.dataType)),
		[`GET ${CONNECTION}/options/bankAccounts/:accountId/bankTransactions`]: (call) =>
			ok(modelOf(connectionOf(call), 'bankTransactions')),
		'GET /companies/:companyId/push': history,
		'GET /companies/:companyId/push/:pushOperationKey': get,
	}),
];
