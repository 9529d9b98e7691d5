import type { IDataObject, ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';

import { isEmptyList } from '../transport/notFound';
import { recordsOf, unseen } from '../transport/pagination';
import {
	chosenCompany,
	chosenConnection,
	label,
	objectsIn,
	withClient,
	type ListClient,
} from './lists';
import { choose } from './mappingOptions';

/** A list of the chosen connection. */
async function listOf(
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

function show(id: unknown, name: unknown, ...details: unknown[]) {
	const known = details.map((each) => each || undefined);
	return { id, name: label(name || id, ...known) };
}

/** The accounts at banks that Codat knows of a connection. */
export async function searchSourceAccounts(
	this: ILoadOptionsFunctions,
	filter?: string,
): Promise<INodeListSearchResult> {
	return await withClient(this, async (client) => {
		const shown = 'source accounts';
		const accounts = await listOf(this, client, 'connectionInfo/bankFeedAccounts', shown);
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

/** The accounts that the chosen source account can be mapped to; of all, while none is chosen. */
export async function searchTargetAccounts(
	this: ILoadOptionsFunctions,
	filter?: string,
): Promise<INodeListSearchResult> {
	return await withClient(this, async (client) => {
		const shown = 'target accounts';
		const mappings = await listOf(this, client, 'bankFeedAccounts/mapping', shown);
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
