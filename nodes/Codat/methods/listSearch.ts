import type { IDataObject, ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';

import { createClient } from '../transport/client';
import { toNodeError } from '../transport/errors';
import { listOf } from '../transport/pagination';
import { IMPATIENT_RETRIES } from '../transport/retry';

const PAGE_SIZE = 100;

/** The companies whose name holds the filter, a page at a time. */
export async function searchCompanies(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	return await searchList(this, {
		path: '/companies',
		page: Number(paginationToken ?? 1),
		query: nameQuery(filter),
		show: (company) => ({
			name: String(company.name ?? company.id),
			value: String(company.id),
			url: `https://app.codat.io/companies/${encodeURIComponent(String(company.id))}/summary`,
		}),
	});
}

interface Search {
	path: string;
	page: number;
	query?: string;
	show: (record: IDataObject) => INodeListSearchResult['results'][number];
}

async function searchList(
	context: ILoadOptionsFunctions,
	{ path, page, query, show }: Search,
): Promise<INodeListSearchResult> {
	try {
		const client = await createClient(context);
		const { body } = await client.send(
			{ method: 'GET', path, query: { page, pageSize: PAGE_SIZE, query } },
			{ retries: IMPATIENT_RETRIES },
		);
		const records = listOf(body);
		const total = Number((body as { totalResults?: unknown } | undefined)?.totalResults);
		const hasMore = records.length > 0 && page * PAGE_SIZE < total;
		return {
			results: records.map(show),
			paginationToken: hasMore ? String(page + 1) : undefined,
		};
	} catch (error) {
		throw toNodeError(context.getNode(), error);
	}
}

/**
 * Codat's query for a name that holds the text (docs: using-the-api/querying.md). Characters
 * that its language gives a meaning are left out: it has no way to quote them.
 */
function nameQuery(filter: string | undefined): string | undefined {
	const text = (filter ?? '')
		.replace(/[&|{}=!<>~]/g, ' ')
		.trim()
		.slice(0, 200);
	return text === '' ? undefined : `name~${text}`;
}
