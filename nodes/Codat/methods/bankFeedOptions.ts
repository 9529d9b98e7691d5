import type { IDataObject, ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';

import { SYNCS } from '../actions/bankFeed/startAndWait';
import { fillEndpoint } from '../transport/endpoint';
import { isEmptyList, isRecordGone } from '../transport/notFound';
import { listOf, recordsOf, unseen } from '../transport/pagination';
import { UserFacingError } from '../transport/userFacingError';
import { minuteOf, words } from './history';
import {
	chosenCompany,
	chosenConnection,
	entries,
	givenText,
	label,
	matcher,
	objectsIn,
	withClient,
	type ListClient,
} from './lists';
import { choose } from './mappingOptions';

/** A list of the chosen connection. */
async function accountsIn(
	context: ILoadOptionsFunctions,
	client: ListClient,
	path: string,
	shown: string,
): Promise<IDataObject[]> {
	const company = chosenCompany(context, shown);
	const connection = chosenConnection(context, shown);
	const answer = await client.send(
		{ method: 'GET', path: `/companies/${company}/connections/${connection}/${path}` },
		{ accept: isEmptyList },
	);
	return objectsIn(recordsOf(answer));
}

const show = (id: unknown, name: unknown, ...details: unknown[]) => ({
	id,
	name: label(name || id, ...details),
});

/** The accounts at banks that Codat knows of a connection. */
export async function searchSourceAccounts(
	this: ILoadOptionsFunctions,
	filter?: string,
): Promise<INodeListSearchResult> {
	return await withClient(this, async (client) => {
		const shown = 'source accounts';
		const accounts = await accountsIn(this, client, 'connectionInfo/bankFeedAccounts', shown);
		const choices = {
			shown,
			lacking:
				"This connection has no source accounts yet. Create one ('Create Source Account'), or choose 'By ID'.",
			show: ({ id, accountName, accountNumber, currency }: IDataObject) =>
				show(id, accountName, accountNumber, currency),
		};
		return choose(this, choices, accounts, filter);
	});
}

/** The latest sync of the chosen source account: Codat lists no others. */
export async function searchFeedSyncs(
	this: ILoadOptionsFunctions,
	filter?: string,
): Promise<INodeListSearchResult> {
	return await withClient(this, async (client) => {
		const request = fillEndpoint(`GET ${SYNCS}/latest`, {
			companyId: chosenCompany(this, 'syncs'),
			connectionId: chosenConnection(this, 'syncs'),
			sourceAccountId: givenText(this, 'sourceAccountId', 'Source Account'),
		});
		const { body } = await client.send(request, { accept: isRecordGone });
		const syncs = objectsIn(listOf(body)).filter(({ syncId }) => syncId);
		if (syncs.length === 0) {
			throw new UserFacingError(
				"This account has no syncs yet. Start one ('Start Sync'), or choose 'By ID'.",
				'',
			);
		}
		const found = entries(syncs, ({ syncId, executionStartUtc, status }) => ({
			id: syncId,
			name: label(minuteOf(executionStartUtc, this.getTimezone()) ?? syncId, words(status)),
		}));
		return { results: found.filter(matcher(filter)) };
	});
}

/** The accounts that the chosen source account can be mapped to; of all, while none is chosen. */
export async function searchTargetAccounts(
	this: ILoadOptionsFunctions,
	filter?: string,
): Promise<INodeListSearchResult> {
	return await withClient(this, async (client) => {
		const shown = 'target accounts';
		const mappings = await accountsIn(this, client, 'bankFeedAccounts/mapping', shown);
		const source = this.getCurrentNodeParameter('sourceAccountId', { extractValue: true });
		const chosen = mappings.filter(({ sourceAccountId }) => sourceAccountId === source);
		const options = (chosen.length > 0 ? chosen : mappings)
			.flatMap(({ targetAccountOptions }) => objectsIn(targetAccountOptions))
			.filter(unseen());
		const choices = {
			shown,
			lacking:
				"The accounting software has no account that this one can be mapped to. Leave it empty for a new one, or choose 'By ID'.",
			show: ({ id, name, accountNumber }: IDataObject) => show(id, name, accountNumber),
		};
		return choose(this, choices, options, filter);
	});
}
