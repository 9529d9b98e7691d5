import { randomUUID } from 'node:crypto';
import { accountBody, feedsOf, feedSyncBody, mappingBody } from '../data/bankFeeds';
import { accountingRecords } from '../data/mappingOptions';
import { hasTexts } from '../documents';
import { CodatError, invalidRequest } from '../errors';
import {
	bodyOf,
	companyOf,
	connectionOf,
	isObject,
	NO_CONTENT,
	ok,
	routes,
	type Answer,
	type Call,
	type JsonObject,
} from '../route';
import type { BankFeeds, FeedSync } from '../state';

const CONNECTION = '/companies/:companyId/connections/:connectionId';
const ACCOUNTS = `${CONNECTION}/connectionInfo/bankFeedAccounts`;
const MAPPING = `${CONNECTION}/bankFeedAccounts/mapping`;
const SYNCS = `${CONNECTION}/bankFeedAccounts/:accountId/managedBankFeeds/syncs`;

const feedsIn = (call: Call): BankFeeds => feedsOf(companyOf(call), connectionOf(call).id);

function accountIn(call: Call, id: unknown = call.params.accountId): JsonObject {
	const account = feedsIn(call).accounts.find((each) => each.id === id);
	if (!account) throw new CodatError(404, `Source account ${String(id)} not found`);
	return account;
}

const isAccount = (body: unknown): body is JsonObject =>
	isObject(body) &&
	hasTexts(body, 'id', 'accountName', 'accountType', 'accountNumber', 'currency') &&
	typeof body.balance === 'number';

function add(call: Call, body: JsonObject): JsonObject {
	const { accounts } = feedsIn(call);
	if (accounts.some(({ id }) => id === body.id)) {
		throw new CodatError(400, `Source account ${String(body.id)} is there already`);
	}
	const account = { ...body, status: 'pending', feedStartDate: null };
	accounts.push(account);
	call.enter({ kind: 'sourceAccount.created' });
	return account;
}

function create(call: Call): Answer {
	const body = bodyOf(call, 'SourceAccount');
	if (!isAccount(body)) throw invalidRequest();
	return ok(add(call, body));
}

/** 201 where all were created, 207 where some were (Bank Feeds spec: create-batch-source-account). */
function createAll(call: Call): Answer {
	const { body } = call;
	if (!Array.isArray(body) || body.length === 0) throw invalidRequest();
	const results = body.map((each: JsonObject) => {
		try {
			if (!isAccount(each)) throw invalidRequest();
			const account = add(call, each);
			return { sourceAccountId: each.id, result: { statusCode: 201, error: null, account } };
		} catch (error) {
			const { status, message } = error as CodatError;
			return { sourceAccountId: each.id, result: { statusCode: String(status), error: message } };
		}
	});
	const isWhole = results.every(({ result }) => result.statusCode === 201);
	return { status: isWhole ? 201 : 207, body: results };
}

/** Only the name, the balance and the status (Bank Feeds spec: update-source-account). */
function update(call: Call): Answer {
	const account = accountIn(call);
	const { id, accountName, status, balance, ...others } = bodyOf(call, 'SourceAccount');
	const isAllowed =
		id === account.id &&
		Object.keys(others).length === 0 &&
		(status === undefined || status === 'disconnected') &&
		(balance === undefined || account.status !== 'connected');
	if (!isAllowed) throw invalidRequest();
	const changes = Object.entries({ accountName, status, balance });
	Object.assign(account, Object.fromEntries(changes.filter(([, value]) => value !== undefined)));
	call.enter({ kind: 'sourceAccount.updated' });
	return ok(accountBody(account));
}

function remove(call: Call): Answer {
	const account = accountIn(call);
	const feeds = feedsIn(call);
	feeds.accounts = feeds.accounts.filter((each) => each !== account);
	call.enter({ kind: 'sourceAccount.deleted' });
	return NO_CONTENT;
}

/** The accounts in the books that a source account can be mapped to. */
function targetsIn(call: Call): JsonObject[] {
	return accountingRecords(companyOf(call), 'bankAccounts', call.clock).map((account) => ({
		id: account.id,
		name: account.accountName,
		balance: account.balance,
		sortCode: account.sortCode,
		accountNumber: account.accountNumber,
	}));
}

function map(call: Call): Answer {
	const { sourceAccountId, targetAccountId, feedStartDate } = bodyOf(call, 'BankFeedMapping');
	const account = accountIn(call, sourceAccountId);
	const isKnown = targetsIn(call).some(({ id }) => id === targetAccountId);
	if (targetAccountId !== undefined && !isKnown) {
		const error = `Account ${String(targetAccountId)} is not one of its options.`;
		return ok({ sourceAccountId, targetAccountId, status: 'error', error });
	}
	Object.assign(account, { targetAccountId, feedStartDate, status: 'connected' });
	call.enter({ kind: 'sourceAccount.mapped' });
	const answered = targetAccountId ?? null;
	return ok({ sourceAccountId, targetAccountId: answered, status: 'connecting', error: null });
}

function syncsIn(call: Call): FeedSync[] {
	const { id } = accountIn(call);
	return feedsIn(call).syncs.filter(({ sourceAccountId }) => sourceAccountId === id);
}

const bodyOfSync = (call: Call, sync: FeedSync): Answer =>
	ok(feedSyncBody(companyOf(call), connectionOf(call).id, sync, call.clock.now()));

/** 409 while one is in progress (our reading of the Bank Feeds spec's 409). */
function start(call: Call): Answer {
	const now = call.clock.now();
	if (syncsIn(call).some(({ endsAt }) => now < endsAt)) {
		throw new CodatError(409, 'A sync of this account is in progress.');
	}
	const { code, errorMessage } = companyOf(call).nextSync;
	const sync: FeedSync = {
		syncId: randomUUID(),
		sourceAccountId: call.params.accountId,
		startedAt: now,
		endsAt: now + call.state.syncDurationMs,
		status: code < 4000 ? 'SuccessDataPushed' : 'Failed',
		errorMessage,
	};
	feedsIn(call).syncs.push(sync);
	call.enter({ kind: 'feedSync.started' });
	return { status: 201, body: { syncId: sync.syncId } };
}

function sync(call: Call): Answer {
	const { syncId } = call.params;
	const found = syncsIn(call).find((each) => each.syncId === syncId);
	if (!found) throw new CodatError(404, `Sync ${syncId} not found`);
	return bodyOfSync(call, found);
}

/** 204 where there is none (Bank Feeds spec: get-latest-managed-bank-feed-sync). */
function latest(call: Call): Answer {
	const found = syncsIn(call).at(-1);
	return found ? bodyOfSync(call, found) : NO_CONTENT;
}

/** Bank Feeds spec: source accounts, mappings, managed syncs. */
export const bankFeedRoutes = routes({
	[`GET ${ACCOUNTS}`]: (call) => ok(feedsIn(call).accounts.map(accountBody)),
	[`POST ${ACCOUNTS}`]: create,
	[`POST ${ACCOUNTS}/batch`]: createAll,
	[`PATCH ${ACCOUNTS}/:accountId`]: update,
	[`DELETE ${ACCOUNTS}/:accountId`]: remove,
	[`GET ${MAPPING}`]: (call) =>
		ok(feedsIn(call).accounts.map((account) => mappingBody(account, targetsIn(call)))),
	[`POST ${MAPPING}`]: map,
	[`POST ${SYNCS}`]: start,
	[`GET ${SYNCS}/latest`]: latest,
	[`GET ${SYNCS}/:syncId`]: sync,
	[`GET ${CONNECTION}/bankFeeds/info`](call) {
		connectionOf(call);
		return ok({
			companyName: companyOf(call).name,
			baseCurrency: 'GBP',
			planType: 'Standard',
			multicurrencyEnabled: true,
			currencies: ['GBP', 'EUR'],
		});
	},
});
