import type {
	IDataObject,
	ILoadOptionsFunctions,
	INodeListSearchResult,
	INodeParameterResourceLocator,
} from 'n8n-workflow';

import { sourceTypeOf } from '../dataTypes';
import { encoded } from '../transport/endpoint';
import { listOf } from '../transport/pagination';

import { UserFacingError } from '../transport/userFacingError';
import {
	chosenCompany,
	entries,
	fetchList,
	isSame,
	label,
	matcher,
	objectsIn,
	withClient,
	type Results,
	type Show,
} from './lists';
import { searchPages } from './pages';

/** The companies whose name holds the filter, by name, a page at a time. */
export async function searchCompanies(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	const companies = {
		path: '/companies',
		properties: ['name'],
		orderBy: 'name',
		show: showCompany,
	};
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
		const all = await fetchList(client, path);
		const fitting = isPush(this) ? all.filter(isWritable) : all;
		if (fitting.length === 0) {
			throw new UserFacingError(
				all.length === 0
					? 'This company has no connections yet. Create one with Connection > Create or in the Codat portal.'
					: 'None of this company’s connections can be written to: Codat writes to accounting software. Connect it with Connection > Create or in the Codat portal.',
				'',
			);
		}
		fitting.sort((a, b) => rank(b, this) - rank(a, this) || byPlatform(a, b));
		const results = entries(fitting, showConnection);
		const matches = results.filter(matcher(filter));
		return { results: [...misfits(this, results, all), ...matches] };
	});
}

const isPush = (context: ILoadOptionsFunctions) =>
	context.getCurrentNodeParameter('resource') === 'pushData';

/** Whether records can be written to a connection: there is nothing to write to behind the others. */
function isWritable({ sourceType }: IDataObject): boolean {
	return !['Banking', 'Commerce', 'Expense'].some((type) => isSame(sourceType, type));
}

/** Those in use come first, of those the accounting ones; for reading, those that have the records. */
function rank(connection: IDataObject, context: ILoadOptionsFunctions): number {
	const isRead = context.getCurrentNodeParameter('resource') === 'readData';
	const needed = isRead ? sourceTypeOf(context.getCurrentNodeParameter('dataType')) : 'Accounting';
	const fits = Number(isSame(connection.sourceType, needed));
	return Number(isLinked(connection)) * 2 + fits * (isRead ? 4 : 1);
}

/**
 * The connection that is chosen, where the list doesn't have it: after the company was changed, the
 * editor shows it on, and at the head of the list as if it were one of these.
 */
function misfits(context: ILoadOptionsFunctions, results: Results, all: IDataObject[]): Results {
	const parameter =
		context.getCurrentNodeParameter('connectionId') ??
		context.getCurrentNodeParameter('&connectionId');
	const { mode, value, cachedResultName } = (parameter ??
		{}) as Partial<INodeParameterResourceLocator>;
	const isChosen = mode === 'list' && typeof value === 'string' && value !== '';
	if (!isChosen || results.some((each) => each.value === value)) return [];
	const reason = all.some(({ id }) => id === value) ? UNWRITABLE : FOREIGN;
	const name = String(cachedResultName || value).replace(/^[^:]+: (?=.)/, (start) =>
		[UNWRITABLE, FOREIGN].includes(start) ? '' : start,
	);
	return [{ name: `${reason}${name}`, value }];
}

const FOREIGN = 'Not this company’s: ';
const UNWRITABLE = 'Can’t be written to: ';

/** The addresses to which Codat sends events. */
export async function searchWebhooks(
	this: ILoadOptionsFunctions,
	filter?: string,
): Promise<INodeListSearchResult> {
	return await withClient(this, async (client) => {
		const { body } = await client.send({ method: 'GET', path: '/webhooks' });
		const webhooks = objectsIn(listOf(body));
		if (webhooks.length === 0) {
			throw new UserFacingError(
				'There are no webhook consumers yet. Create one with Webhook > Create.',
				'',
			);
		}
		return { results: entries(webhooks, showWebhook).filter(matcher(filter)) };
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
			integrations.sort((a, b) => Number(isEnabled(b)) - Number(isEnabled(a)) || byPlatform(a, b));
			const show = (each: IDataObject) => showIntegration(each, sourceType === undefined);
			return { results: entries(integrations, show).filter(matcher(filter)) };
		});
	};
}

export const searchPlatforms = platformSearch();
export const searchCommercePlatforms = platformSearch('Commerce');
export const searchAccountingPlatforms = platformSearch('Accounting');

const showCompany: Show = ({ id, name }) => ({
	id,
	name: String(name ?? id),
	url: `https://app.codat.io/companies/${encoded(String(id))}/summary`,
});

const showConnection: Show = ({ id, platformName, sourceType, status }) => {
	const shown = status === 'PendingAuth' ? 'Pending Authorization' : status;
	return { id, name: label(platformName ?? id, sourceType, shown) };
};

/** How many of a webhook consumer's event types are named. */
const MOST_EVENTS = 3;

const showWebhook: Show = ({ id, url, eventTypes, disabled }) => {
	const types = Array.isArray(eventTypes) ? eventTypes.map(String) : [];
	const more = types.length > MOST_EVENTS ? [`${types.length - MOST_EVENTS} more`] : [];
	const isOff = disabled === true ? ['Disabled'] : [];
	return { id, name: label(url ?? id, ...types.slice(0, MOST_EVENTS), ...more, ...isOff) };
};

function showIntegration(integration: IDataObject, withType: boolean): ReturnType<Show> {
	const { key, name, sourceType } = integration;
	const type = withType ? sourceType : undefined;
	const mark = isEnabled(integration) ? undefined : 'Not Enabled';
	return { id: key, name: label(name ?? key, type, mark) };
}

function isLinked({ status }: IDataObject): boolean {
	return isSame(status, 'Linked');
}

function isEnabled({ enabled }: IDataObject): boolean {
	return enabled !== false;
}

function byPlatform(a: IDataObject, b: IDataObject): number {
	return String(a.platformName ?? a.name).localeCompare(String(b.platformName ?? b.name));
}
