import type { IDataObject, ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';

import { nameOf } from '../dataTypes';
import { fillEndpoint } from '../transport/endpoint';
import { timeKey } from '../time';
import {
	chosenCompany,
	entries,
	givenText,
	label,
	matcher,
	objectsIn,
	withClient,
	type Show,
} from './lists';
import { fetchRecords, searchPages } from './pages';

/** The syncs of the chosen company, the latest first. Codat lists them whole, and in no order. */
export async function searchSyncs(
	this: ILoadOptionsFunctions,
	filter?: string,
): Promise<INodeListSearchResult> {
	return await withClient(this, async (client) => {
		const isExpense = this.getCurrentNodeParameter('resource') === 'expense';
		const product = isExpense ? 'expenses' : givenText(this, 'product', 'Product');
		const companyId = chosenCompany(this, 'syncs');
		const { path } = fillEndpoint('GET /companies/{companyId}/sync/{product}/syncs/list/status', {
			companyId,
			product,
		});
		const remedy = isExpense ? 'Send an expense' : 'Start one (Sync > Start)';
		const syncs = await fetchRecords(client, { path, shown: 'syncs', remedy, unpaged: true });
		const show: Show = (sync) => {
			const { syncId, commerceSyncId, syncUtc, syncStatus, syncStatusCode } = sync;
			const id = syncId ?? commerceSyncId;
			const name = minuteOf(syncUtc, this.getTimezone()) ?? id;
			return { id, name: label(name, words(syncStatus), syncStatusCode) };
		};
		syncs.sort((a, b) => (timeKey(b.syncUtc) ?? '').localeCompare(timeKey(a.syncUtc) ?? ''));
		return { results: entries(syncs, show).filter(matcher(filter)) };
	});
}

/** The writes to the chosen company's platforms, the latest first. */
export async function searchPushOperations(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	return await withClient(this, async (client) => {
		const list = {
			path: `/companies/${chosenCompany(this, 'push operations')}/push`,
			shown: 'push operations',
			remedy: 'Write a record (Push Data > Create Record)',
			properties: ['dataType'],
			orderBy: '-requestedOnUtc',
			show: (push: IDataObject) => ({
				id: push.pushOperationKey,
				name: label(
					nameOf(push.dataType ?? 'Record'),
					minuteOf(push.requestedOnUtc, this.getTimezone()),
					words(push.status),
					changedId(push),
				),
			}),
		};
		return await searchPages(client, list, filter, paginationToken);
	});
}

/** How Codat has fetched the chosen company's data, the latest first. */
export async function searchPullOperations(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	return await withClient(this, async (client) => {
		const list = {
			path: `/companies/${chosenCompany(this, 'pull operations')}/data/history`,
			shown: 'pull operations',
			remedy: 'Have it fetch data (Read Data > Refresh All)',
			properties: ['dataType'],
			orderBy: '-requested',
			show: (pull: IDataObject) => ({
				id: pull.id,
				name: label(
					nameOf(pull.dataType ?? 'Data'),
					minuteOf(pull.requested, this.getTimezone()),
					words(pull.status),
				),
			}),
		};
		return await searchPages(client, list, filter, paginationToken);
	});
}

/** A status as words, such as `Validation Error`; nothing for none. */
export function words(status: unknown): string | undefined {
	if (typeof status !== 'string' || status.trim() === '') return undefined;
	return status.trim().replace(/([a-z])([A-Z])/g, '$1 $2');
}

/** The record that was written, if Codat says which. */
function changedId({ changes }: IDataObject): string | undefined {
	const [change] = objectsIn(changes);
	const { id } = (change?.recordRef ?? {}) as IDataObject;
	return typeof id === 'string' && id !== '' ? id : undefined;
}

/** A time of Codat's to the minute, in the workflow's time zone; nothing for what can't be read. */
export function minuteOf(value: unknown, timeZone: string): string | undefined {
	const key = timeKey(value);
	const date = new Date(key === undefined ? NaN : `${key.slice(0, 23)}Z`);
	if (Number.isNaN(date.getTime())) return undefined;
	// Sweden writes dates as ISO 8601 does.
	const format = new Intl.DateTimeFormat('sv-SE', {
		timeZone,
		dateStyle: 'short',
		timeStyle: 'short',
	});
	return format.format(date);
}
