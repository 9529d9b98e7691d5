import type { IDataObject, ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';

import { dataTypeOf, nameOf, readPath } from '../dataTypes';
import { RECORD_KINDS, searchOf, type RecordKind } from '../fields/companyRecords';
import { labelOrder, recordLabel, searchedProperties } from '../recordLabels';
import { fillEndpoint, type Endpoint } from '../transport/endpoint';
import { UserFacingError } from '../transport/userFacingError';
import {
	chosenCompany,
	chosenConnection,
	entries,
	givenText,
	matcher,
	withClient,
	type Show,
} from './lists';
import { fetchRecords, searchPages } from './pages';

type Search = (
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
) => Promise<INodeListSearchResult>;

/**
 * Lists the chosen company's records of a data type, as Codat has read them.
 *
 * @param only the data type; without it, the one that is chosen beside the list
 */
export function recordSearch(only?: string): Search {
	return async function (filter, paginationToken) {
		return await withClient(this, async (client) => {
			const dataType = only ?? givenText(this, 'dataType', 'Data Type');
			const shown = nounOf(dataType);
			const path = pathOf(this, dataType, shown);
			const isTree = dataType === 'trackingCategories';
			const unpaged = dataTypeOf(dataType)?.read?.unpaged;
			const show: Show = (record) => ({ id: record.id, name: recordLabel(dataType, record) });
			if (isTree || unpaged) {
				const all = await fetchRecords(client, { path, shown, unpaged });
				const results = isTree
					? entries(only ? all.filter(isLeaf) : all, (each) => showCategory(each, all))
					: entries(all, show);
				results.sort((a, b) => a.name.localeCompare(b.name));
				return { results: results.filter(matcher(filter)) };
			}
			const list = {
				path,
				shown,
				properties: searchedProperties(dataType),
				orderBy: labelOrder(dataType),
				fits: isThere,
				show,
			};
			return await searchPages(client, list, filter, paginationToken);
		});
	};
}

export const searchRecords = recordSearch();

/** The accounts at banks. */
export const searchBankingAccounts = recordSearch('banking-accounts');

/** For each kind that fields refer to, the method that lists the chosen company's records of it. */
export const recordSearches = Object.fromEntries(
	Object.entries(RECORD_KINDS).map(([kind, dataType]) => [
		searchOf(kind as RecordKind),
		recordSearch(dataType),
	]),
);

/** Whether a tracking category can be used: one that others stand below is a heading. */
export function isLeaf({ hasChildren }: IDataObject): boolean {
	return hasChildren !== true;
}

/** A tracking category, with the name of what it stands under. */
export function showCategory(category: IDataObject, all: IDataObject[]): ReturnType<Show> {
	const { id, parentId } = category;
	const parent = parentId ? all.find((each) => each.id === parentId)?.name : undefined;
	const name = recordLabel('trackingCategories', category);
	return { name: parent ? `${String(parent)} › ${name}` : name, id };
}

/** Whether a record still is on the platform: those that are deleted stay with Codat. */
function isThere({ metadata }: IDataObject): boolean {
	return (metadata as IDataObject | null | undefined)?.isDeleted !== true;
}

/** Such as `journal entries`. */
function nounOf(dataType: string): string {
	if (dataType === 'chartOfAccounts') return 'accounts';
	return nameOf(dataType)
		.replace(/^\w+: /, '')
		.toLowerCase();
}

/** @throws UserFacingError when what it takes is not chosen yet, or has no such list */
function pathOf(context: ILoadOptionsFunctions, dataType: string, shown: string): string {
	const { read } = dataTypeOf(dataType) ?? {};
	if (read === undefined || read.listOnly) {
		throw new UserFacingError(`Codat can't list single ${shown}. Choose 'By ID' instead.`, '');
	}
	const companyId = chosenCompany(context, shown);
	const connectionId = read.from === 'connection' ? chosenConnection(context, shown) : undefined;
	return fillEndpoint(readPath(dataType) as Endpoint, { companyId, connectionId }).path;
}
