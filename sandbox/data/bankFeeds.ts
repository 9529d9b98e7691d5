import type { JsonObject } from '../route';
import type { BankFeeds, Company, FeedSync } from '../state';
import { make, turns, type Template } from './template';

/** A source account, field by field (Bank Feeds spec: `SourceAccountV2`). */
const ACCOUNT: Template = {
	id: 'source-#',
	accountName: turns('Current account #', 'Company card #', 'Savings #'),
	accountType: turns('checking', 'creditCard', 'savings'),
	accountNumber: '0000#',
	sortCode: '50-50-50',
	routingInfo: { bankCode: '5050#', type: 'sortcode' },
	currency: 'GBP',
	balance: 1200.5,
	accountInfo: { description: null, nickname: 'Account #', availableBalance: 1100 },
	modifiedDate: '2025-11-03T09:00:00Z',
	status: turns('connected', 'pending', 'pending'),
	feedStartDate: '2025-11-01T00:00:00',
	targetAccountId: turns('bank-0001', null, null),
};

/** The bank feeds of a connection, with three accounts at first, of which the first is mapped. */
export function feedsOf({ bankFeeds }: Company, connectionId: string): BankFeeds {
	let feeds = bankFeeds.get(connectionId);
	if (!feeds) {
		const seats = [1, 2, 3].map((number) => ({ number, day: 0 }));
		feeds = { accounts: seats.map((seat) => make(ACCOUNT, seat) as JsonObject), syncs: [] };
		bankFeeds.set(connectionId, feeds);
	}
	return feeds;
}

/** A source account, as it is answered: what it is mapped to is not said there. */
export function accountBody(account: JsonObject): JsonObject {
	const names = Object.keys(account).filter((name) => name !== 'targetAccountId');
	return Object.fromEntries(names.map((name) => [name, account[name]]));
}

/** What a source account is mapped to, and could be (Bank Feeds spec: `BankFeedMapping`). */
export function mappingBody(account: JsonObject, options: JsonObject[]): JsonObject {
	const target = options.find(({ id }) => id === account.targetAccountId);
	return {
		sourceAccountId: account.id,
		sourceAccountName: account.accountName,
		sourceAccountNumber: account.accountNumber,
		sourceBalance: account.balance,
		sourceCurrency: account.currency,
		targetAccountId: account.targetAccountId ?? null,
		targetAccountName: target?.name ?? '',
		status: account.status,
		targetAccountOptions: options,
		feedStartDate: account.feedStartDate ?? null,
	};
}

/** A sync, as it is answered (Bank Feeds spec: `SyncStatusResult`). */
export function feedSyncBody(
	{ id, name }: Company,
	dataConnectionId: string,
	{ syncId, sourceAccountId, startedAt, endsAt, status, errorMessage }: FeedSync,
	now: number,
): JsonObject {
	const iso = (time: number) => new Date(time).toISOString();
	const hasEnded = now >= endsAt;
	return {
		syncId,
		clientId: '0a7d3c52-6e1f-4b8a-9c04-d2e5f6a7b8c9',
		companyId: id,
		companyName: name,
		dataConnectionId,
		sourceAccountId,
		periodStartUtc: iso(startedAt - 86_400_000),
		periodEndUtc: iso(startedAt),
		executionStartUtc: iso(startedAt),
		status: hasEnded ? status : 'Started',
		executionEndUtc: hasEnded ? iso(endsAt) : null,
		errorMessage: hasEnded ? (errorMessage ?? null) : null,
		errorCode: null,
		pushOperationKeys: [],
	};
}
