import { additionalFields, options, updateFields } from '../../fields/collection';
import type { Field, Values } from '../../fields/field';
import { inBody } from '../../fields/field';
import { limit, returnAll } from '../../fields/lists';
import { company, connection } from '../../fields/locators';
import { notice } from '../../fields/notice';
import { number } from '../../fields/plain';
import { simplify, simplifyNotice } from '../../fields/simplify';
import { feedSyncId } from '../../fields/syncId';
import { describeFeedSync, describePush } from '../../outcomes';
import { listOf } from '../../transport/pagination';
import { UserFacingError } from '../../transport/userFacingError';
import type { Resource } from '../operation';
import { allowSyncOnPushComplete, timeoutInMinutes } from '../pushData/pushOptions';
import { waitFields } from '../sync/startAndWait';
import { maxWaitMinutes, waitForCompletion } from '../waitForCompletion';
import * as of from './accounts';
import { sendTogether } from './sendTogether';
import { startAndWait, SYNCS } from './startAndWait';
import { togetherNotice, transactions } from './transactions';

const CONNECTION = '/companies/{companyId}/connections/{connectionId}';
const ACCOUNTS = `${CONNECTION}/connectionInfo/bankFeedAccounts` as const;
const MAPPING = `${CONNECTION}/bankFeedAccounts/mapping` as const;

const onConnection: Field[] = [company, connection];
const onAccount: Field[] = [...onConnection, of.sourceAccount];

/** The one change of status that Codat takes (Bank Feeds spec: `update-source-account`). */
const newStatus: Field = {
	property: {
		displayName: 'Status',
		name: 'status',
		type: 'options',
		options: [{ name: 'Disconnected', value: 'disconnected' }],
		default: 'disconnected',
		description: 'Whether transactions still go to the accounting software',
	},
};

/** What Simplify leaves of a source account. */
const SIMPLE_ACCOUNT = [
	'id',
	'accountName',
	'accountType',
	'accountNumber',
	'sortCode',
	'currency',
	'balance',
	'status',
	'feedStartDate',
	'modifiedDate',
] as const;

/** What banks send to accounting software: accounts, what they are mapped to, and transactions. */
export const bankFeed: Resource = {
	name: 'Bank Feed',
	first: 'getAllAccounts',
	operations: {
		getAllAccounts: {
			name: 'Get Many Source Accounts',
			action: 'Get many source accounts',
			description: 'List the accounts at banks that transactions come from',
			endpoint: `GET ${ACCOUNTS}`,
			fields: [...onConnection, returnAll, limit, simplify, simplifyNotice],
			returns: 'array',
			simplify: SIMPLE_ACCOUNT,
		},
		createAccount: {
			name: 'Create Source Account',
			action: 'Create source account',
			description:
				'Tell Codat of an account at a bank, to be mapped to one in the accounting software',
			endpoint: `POST ${ACCOUNTS}`,
			fields: [...onConnection, ...of.accountFields, additionalFields(...of.accountDetails)],
			body: ({
				id,
				accountName,
				accountType,
				accountNumber,
				currency,
				balance,
				additionalFields,
			}) =>
				of.accountBody({
					...{ id, accountName, accountType, accountNumber, currency, balance },
					...(additionalFields as Values),
				}),
		},
		createAccounts: {
			name: 'Create Source Accounts',
			action: 'Create source accounts',
			description:
				'Tell Codat of several accounts at banks in one request. Some may be created and others not: each is an item that says so.',
			endpoint: `POST ${ACCOUNTS}/batch`,
			fields: [...onConnection, of.accounts],
			body: ({ accounts }) => accounts,
			describe: ({ result }) => {
				const { statusCode } = (result ?? {}) as { statusCode?: unknown };
				return { created: Number(statusCode) >= 200 && Number(statusCode) < 300 };
			},
		},
		updateAccount: {
			name: 'Update Source Account',
			action: 'Update source account',
			description: 'Change an account in Codat. The one in the accounting software stays as it is.',
			endpoint: `PATCH ${ACCOUNTS}/{sourceAccountId}`,
			fields: [
				...onAccount,
				updateFields(
					of.accountName,
					number(
						'Balance',
						'balance',
						'How much is in it. Codat takes it while the account is not connected.',
					),
					newStatus,
				),
			],
			body: ({ sourceAccountId, updateFields }) => ({
				id: sourceAccountId,
				...(updateFields as Values),
			}),
		},
		deleteAccount: {
			name: 'Delete Source Account',
			action: 'Delete source account',
			description: 'Remove an account from Codat, and what it is mapped to',
			endpoint: `DELETE ${ACCOUNTS}/{sourceAccountId}`,
			fields: [
				...onAccount,
				notice(
					'deleteSourceAccountNotice',
					'Codat forgets this account and what it is mapped to: its transactions can’t be sent any more until it is created and mapped anew. What has been sent stays in the accounting software.',
				),
			],
		},
		getMapping: {
			name: 'Get Mapping',
			action: 'Get mapping',
			description:
				'Get which accounts of the accounting software the source accounts are mapped to, and could be',
			endpoint: `GET ${MAPPING}`,
			fields: onConnection,
			returns: 'array',
		},
		createMapping: {
			name: 'Create Mapping',
			action: 'Create mapping',
			description:
				'Map a source account to an account of the accounting software. For Xero, FreeAgent, NetSuite and Exact Online; elsewhere, it is done in the software itself.',
			endpoint: `POST ${MAPPING}`,
			fields: [
				...onConnection,
				inBody(of.sourceAccount),
				inBody(of.targetAccount),
				additionalFields(
					of.optionalDay(
						'Feed Start Date',
						'feedStartDate',
						'The day from which transactions are sent',
					),
				),
			],
			execute: async ({ request }) => {
				const { body } = await request();
				const { error } = listOf(body)[0] ?? {};
				if (!error) return body;
				throw new UserFacingError(
					`The account was not mapped: ${String(error)}`,
					"Look at 'Get Mapping' for the accounts that it can be mapped to.",
				);
			},
		},
		createTransactions: {
			name: 'Create Transactions',
			action: 'Create transactions',
			description: 'Send transactions of a source account to the accounting software',
			endpoint: `POST ${CONNECTION}/push/bankAccounts/{sourceAccountId}/bankTransactions`,
			fields: [
				...onAccount,
				togetherNotice,
				transactions,
				waitForCompletion,
				maxWaitMinutes,
				options(allowSyncOnPushComplete, timeoutInMinutes),
			],
			describe: describePush,
			together: sendTogether,
		},
		startSync: {
			name: 'Start Sync',
			action: 'Start bank feed sync',
			description:
				'Have Codat fetch the transactions since the last successful sync from the bank, and write them',
			endpoint: `POST ${SYNCS}`,
			fields: [...onAccount, ...waitFields],
			describe: describeFeedSync,
			execute: startAndWait,
		},
		getSync: {
			name: 'Get Sync',
			action: 'Get bank feed sync',
			description: 'Get how one sync of a source account stands',
			endpoint: `GET ${SYNCS}/{syncId}`,
			fields: [...onAccount, feedSyncId],
			describe: describeFeedSync,
		},
		getLatestSync: {
			name: 'Get Latest Sync',
			action: 'Get latest bank feed sync',
			description:
				'Get how the latest sync of a source account stands; nothing where there is none',
			endpoint: `GET ${SYNCS}/latest`,
			fields: onAccount,
			describe: describeFeedSync,
			execute: async ({ request }) => (await request()).body ?? [],
		},
		getCompanyInfo: {
			name: 'Get Company Information',
			action: 'Get company information',
			description: 'Get what the accounting software says of a company, such as its currencies',
			endpoint: `GET ${CONNECTION}/bankFeeds/info`,
			fields: onConnection,
		},
	},
};
