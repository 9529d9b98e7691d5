import { randomInt, randomUUID } from 'node:crypto';
import { addCompany } from '../companies';
import { addConnection, usableIntegration } from '../connections';
import { CodatError, invalidRequest } from '../errors';
import { PARTNER_EXPENSE } from '../integrations';
import { referenceCompany } from '../outbox';
import { page } from '../paging';
import {
	CONNECTION_STATUSES,
	type Company,
	type Connection,
	type ConnectionStatus,
} from '../state';
import { CLIENT_ID } from './settings';
import {
	bodyOf,
	companyOf,
	connectionOf,
	isObject,
	ok,
	routes,
	type Answer,
	type Call,
} from '../route';

const LISTING = {
	name: 'DataConnection',
	properties: [
		'id',
		'integrationId',
		'integrationKey',
		'sourceId',
		'sourceType',
		'platformName',
		'linkUrl',
		'status',
		'lastSync',
		'created',
	],
};

/** Tells of an event of a connection (Webhooks spec: `connectionWebhookPayload`). */
function announce(call: Call, company: Company, connection: Connection, what: string): void {
	const payload = { referenceCompany: referenceCompany(company), connection: { ...connection } };
	call.announce({ eventType: `connection.${what}`, payload, company });
}

function create(call: Call): Answer {
	const company = companyOf(call);
	const { platformKey } = bodyOf(call, 'DataConnectionArgs');
	const integration = usableIntegration(platformKey);
	const connection = addConnection(company, integration, 'PendingAuth', call.clock);
	call.enter({ kind: 'connection.created' });
	announce(call, company, connection, 'created');
	return ok(connection);
}

function createPartnerExpense(call: Call): Answer {
	const company = companyOf(call);
	const integration = usableIntegration(PARTNER_EXPENSE);
	const connection = addConnection(company, integration, 'Linked', call.clock);
	call.enter({ kind: 'connection.created' });
	return ok(connection);
}

function isStatus(value: unknown): value is ConnectionStatus {
	return CONNECTION_STATUSES.some((status) => status === value);
}

/**
 * Only a linked connection can be unlinked (Codat docs: Connections); no status changes nothing.
 */
function update(call: Call): Answer {
	const connection = connectionOf(call);
	const status = isObject(call.body) ? (call.body.status ?? undefined) : undefined;
	if (status === undefined) return ok(connection);
	if (!isStatus(status)) throw invalidRequest();
	if (status === 'Unlinked' && connection.status !== 'Linked') {
		throw new CodatError(400, 'Only Linked data connections can be unlinked');
	}
	connection.status = status;
	call.enter({ kind: 'connection.updated' });
	if (status === 'Unlinked') announce(call, companyOf(call), connection, 'disconnected');
	return ok(connection);
}

function authorize(call: Call): Answer {
	const connection = connectionOf(call);
	const values = Object.values(bodyOf(call, 'authorization'));
	if (values.length === 0 || values.some((value) => typeof value !== 'string')) {
		throw invalidRequest();
	}
	const what = connection.status === 'PendingAuth' ? 'connected' : 'reconnected';
	connection.status = 'Linked';
	call.enter({ kind: 'connection.authorized' });
	announce(call, companyOf(call), connection, what);
	return ok(connection);
}

/** 200 with an empty body, not 204 (Platform spec: delete-connection). */
function remove(call: Call): Answer {
	const company = companyOf(call);
	const deleted = connectionOf(call);
	company.connections = company.connections.filter((connection) => connection !== deleted);
	call.enter({ kind: 'connection.deleted' });
	announce(call, company, deleted, 'deleted');
	return { status: 200 };
}

/** The company that a sync flow is for: a known one, or a new one by that name (Commerce spec). */
function merchant({ state, clock }: Call, identifier: string): Company {
	const known = state.companies.get(identifier);
	return known ?? addCompany(state, { id: randomUUID(), name: identifier, created: clock.stamp() });
}

/** A GET with side effects: it makes the company and its two connections (Commerce spec). */
function startSyncFlow(call: Call): Answer {
	const { commerceKey, accountingKey } = call.params;
	const { merchantIdentifier = 'New merchant', redirectUrl } = call.query;
	const integrations = [commerceKey, accountingKey].map(usableIntegration);
	const company = merchant(call, merchantIdentifier);
	for (const integration of integrations) {
		const known = company.connections.some((one) => one.integrationKey === integration.key);
		if (!known) addConnection(company, integration, 'PendingAuth', call.clock);
	}
	call.enter({ kind: 'syncFlow.started' });

	const query = new URLSearchParams({ merchantIdentifier });
	if (redirectUrl) query.set('redirectUrl', redirectUrl);
	query.set('otp', String(randomInt(100_000, 1_000_000)));
	const start = `https://sync-flow.codat.io/${CLIENT_ID}/${commerceKey}/${accountingKey}/start`;
	return ok({ url: `${start}?${query}` });
}

const MANY = '/companies/:companyId/connections';
const ONE = `${MANY}/:connectionId`;

/** Tag Connections of the Platform, Commerce and Expenses specs. */
export const connectionRoutes = routes({
	[`GET ${MANY}`]: (call) => page(call, companyOf(call).connections, LISTING),
	[`POST ${MANY}`]: create,
	[`GET ${ONE}`]: (call) => ok(connectionOf(call)),
	[`PATCH ${ONE}`]: update,
	[`DELETE ${ONE}`]: remove,
	[`PUT ${ONE}/authorization`]: authorize,
	'POST /companies/:companyId/sync/expenses/connections/partnerExpense': createPartnerExpense,
	'GET /config/sync/commerce/:commerceKey/:accountingKey/start': startSyncFlow,
});
