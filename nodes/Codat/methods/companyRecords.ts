import type { IDataObject, ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';

import { dataTypeOf, nameOf, readPath } from '../dataTypes';
import { RECORD_KINDS, searchOf, type RecordKind } from '../fields/companyRecords';
import { asText } from '../fields/read';
import { labelOrder, recordLabel, searchedProperties } from '../recordLabels';
import { fillEndpoint, type Endpoint } from '../transport/endpoint';
import { UserFacingError } from '../transport/userFacingError';
import {
	chosenCompany,
	chosenConnection,
	matcher,
	tellApart,
	withClient,
	type Results,
} from './lists';
import { fetchRecords, searchPages } from './pages';

type Search = (
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
) => Promise<INodeListSearchResult>;

/** Lists the chosen company's records of a data type, as Codat has read them. */
export function recordSearch(dataType: string): Search {
	return async function (filter, paginationToken) {
		return await withClient(this, async (client) => {
			const shown = nounOf(dataType);
			const path = pathOf(this, dataType, shown);
			if (dataType === 'trackingCategories') {
				const all = await fetchRecords(client, { path, shown });
				const usable = all.filter(isLeaf).map((each) => showCategory(each, all));
				usable.sort((a, b) => a.name.localeCompare(b.name));
				return { results: tellApart(usable).filter(matcher(filter)) };
			}
			const list = {
				path,
				shown,
				properties: searchedProperties(dataType),
				orderBy: labelOrder(dataType),
				fits: isThere,
				show: (record: IDataObject) => ({
					name: recordLabel(dataType, record),
					value: String(record.id),
				}),
			};
			return await searchPages(client, list, filter, paginationToken);
		});
	};
}

/** For each kind that fields refer to, the method that lists the chosen company's records of it. */
export const recordSearches = Object.fromEntries(
	Object.entries(RECORD_KINDS).map(([kind, dataType]) => [
		searchOf(kind as RecordKind),
		recordSearch(dataType),
	]),
);

/** Lists the chosen company's records of the data type that is chosen beside it. */
export async function searchRecords(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	const dataType = asText(this.getCurrentNodeParameter('dataType'));
	return await recordSearch(dataType).call(this, filter, paginationToken);
}

/** Whether a tracking category can be used: one that others stand below is a heading. */
export function isLeaf({ hasChildren }: IDataObject): boolean {
	return hasChildren !== true;
}

/** A tracking category, with the name of what it stands under. */
export function showCategory(category: IDataObject, all: IDataObject[]): Results[number] {
	const { id, parentId } = category;
	const parent = parentId ? all.find((each) => each.id === parentId)?.name : undefined;
	const name = recordLabel('trackingCategories', category);
	return { name: parent ? `${String(parent)} › ${name}` : name, value: String(id) };
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
