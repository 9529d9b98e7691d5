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
				'Tell Codat about an account at a bank, to be mapped to one in the accounting software',
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
				'Tell Codat about several accounts at banks in one request. Each returns an item that says whether it was created.',
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
			description:
				'Change a source account in Codat. The account in the accounting software is not changed.',
			endpoint: `PATCH ${ACCOUNTS}/{sourceAccountId}`,
			fields: [
				...onAccount,
				updateFields(
					of.accountName,
					number(
						'Balance',
						'balance',
						'The balance of the account. Codat takes it only while the account is not connected.',
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
			description: 'Remove a source account and its mapping from Codat',
			endpoint: `DELETE ${ACCOUNTS}/{sourceAccountId}`,
			fields: [
				...onAccount,
				notice(
					'deleteSourceAccountNotice',
					'Codat deletes this account and its mapping. You can’t send its transactions until you create and map it again. What was already sent stays in the accounting software.',
				),
			],
		},
		getMapping: {
			name: 'Get Mapping',
			action: 'Get mapping',
			description:
				'Get the accounts in the accounting software that source accounts are mapped to, or can be mapped to',
			endpoint: `GET ${MAPPING}`,
			fields: onConnection,
			returns: 'array',
		},
		createMapping: {
			name: 'Create Mapping',
			action: 'Create mapping',
			description:
				'Map a source account to an account of the accounting software. For Xero, FreeAgent, NetSuite and Exact Online; with other software, map it in the software itself.',
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
					"'Get Mapping' returns the accounts that it can be mapped to.",
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
				'Have Codat fetch the transactions since the last successful sync from the bank and write them',
			endpoint: `POST ${SYNCS}`,
			fields: [...onAccount, ...waitFields],
			describe: describeFeedSync,
			execute: startAndWait,
		},
		getSync: {
			name: 'Get Sync',
			action: 'Get bank feed sync',
			description: 'Get the status of a sync of a source account',
			endpoint: `GET ${SYNCS}/{syncId}`,
			fields: [...onAccount, feedSyncId],
			describe: describeFeedSync,
		},
		getLatestSync: {
			name: 'Get Latest Sync',
			action: 'Get latest bank feed sync',
			description:
				'Get the status of the latest sync of a source account, or nothing if there is none',
			endpoint: `GET ${SYNCS}/latest`,
			fields: onAccount,
			describe: describeFeedSync,
			execute: async ({ request }) => (await request()).body ?? [],
		},
		getCompanyInfo: {
			name: 'Get Company Information',
			action: 'Get company information',
			description: 'Get a company’s details from its accounting software, such as its currencies',
			endpoint: `GET ${CONNECTION}/bankFeeds/info`,
			fields: onConnection,
		},
	},
};
