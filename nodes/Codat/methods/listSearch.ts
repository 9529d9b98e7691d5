import type { IDataObject, ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';

import {
	chosenCompany,
	fetchList,
	isSame,
	label,
	matcher,
	tellApart,
	withClient,
	type Results,
} from './lists';
import { searchPages } from './pages';

/** The companies whose name holds the filter, a page at a time. */
export async function searchCompanies(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	const companies = { path: '/companies', properties: ['name'], show: showCompany };
	return await withClient(
		this,
		async (client) => await searchPages(client, companies, filter, paginationToken),
	);
}

/** The connections of the chosen company, those in use first, of those the accounting ones. */
export async function searchConnections(
	this: ILoadOptionsFunctions,
	filter?: string,
): Promise<INodeListSearchResult> {
	return await withClient(this, async (client) => {
		const path = `/companies/${chosenCompany(this, 'connections')}/connections`;
		const connections = await fetchList(client, path);
		const rank = (each: IDataObject) =>
			Number(isLinked(each)) * 2 + Number(isSame(each.sourceType, 'Accounting'));
		connections.sort((a, b) => rank(b) - rank(a) || byName(a, b));
		return { results: tellApart(connections.map(showConnection)).filter(matcher(filter)) };
	});
}

/** All platforms that Codat integrates, or those of one source type, the enabled ones first. */
function platformSearch(sourceType?: string) {
	return async function (
		this: ILoadOptionsFunctions,
		filter?: string,
	): Promise<INodeListSearchResult> {
		return await withClient(this, async (client) => {
			const integrations = (await fetchList(client, '/integrations')).filter(
				(integration) => sourceType === undefined || isSame(integration.sourceType, sourceType),
			);
			integrations.sort((a, b) => Number(isEnabled(b)) - Number(isEnabled(a)) || byName(a, b));
			const show = (each: IDataObject) => showIntegration(each, sourceType === undefined);
			return { results: integrations.map(show).filter(matcher(filter)) };
		});
	};
}

export const searchPlatforms = platformSearch();
export const searchCommercePlatforms = platformSearch('Commerce');
export const searchAccountingPlatforms = platformSearch('Accounting');

function showCompany({ id, name }: IDataObject): Results[number] {
	return {
		name: String(name ?? id),
		value: String(id),
		url: `https://app.codat.io/companies/${encodeURIComponent(String(id))}/summary`,
	};
}

function showConnection({ id, platformName, sourceType, status }: IDataObject): Results[number] {
	const shown = status === 'PendingAuth' ? 'Pending Authorization' : status;
	return { name: label(platformName ?? id, sourceType, shown), value: String(id) };
}

function showIntegration(integration: IDataObject, withType: boolean): Results[number] {
	const { key, name, sourceType } = integration;
	const type = withType ? sourceType : undefined;
	const mark = isEnabled(integration) ? undefined : 'Not Enabled';
	return { name: label(name ?? key, type, mark), value: String(key) };
}

function isLinked({ status }: IDataObject): boolean {
	return isSame(status, 'Linked');
}

function isEnabled({ enabled }: IDataObject): boolean {
	return enabled !== false;
}

function byName(a: IDataObject, b: IDataObject): number {
	return String(a.platformName ?? a.name).localeCompare(String(b.platformName ?? b.name));
}
