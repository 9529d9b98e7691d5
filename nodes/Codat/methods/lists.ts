import type { IDataObject, ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';

import { companyNameIn, located, locatedId, withinLocator } from '../fields/locators';
import { asText, codatId, isEmpty } from '../fields/read';
import { createClient, type Client } from '../transport/client';
import { absenceOf } from '../transport/errors';
import { toNodeError } from '../transport/nodeError';
import { notOfCompany } from '../transport/notFound';
import { fetchAll } from '../transport/pagination';
import { redactorFor } from '../transport/redact';
import { IMPATIENT_RETRIES } from '../transport/retry';
import { UserFacingError } from '../transport/userFacingError';

export type Results = INodeListSearchResult['results'];

/** How long a list may take, in milliseconds: someone waits at it. */
const PATIENCE_MS = 14_000;

/** A client for someone who waits: all of its requests together end in time, whatever hangs. */
export interface ListClient extends Client {
	/** When no other request is worth beginning, in epoch milliseconds. */
	deadline: number;
}

/** @throws UserFacingError when the credential's base URL can't be used */
export async function createListClient(context: ILoadOptionsFunctions): Promise<ListClient> {
	const client = await createClient(context);
	const deadline = Date.now() + PATIENCE_MS;
	return {
		...client,
		deadline,
		send: async (request, options) =>
			await client.send(request, { retries: IMPATIENT_RETRIES, deadline, ...options }),
	};
}

/** @throws NodeApiError or NodeOperationError, whatever went wrong */
export async function withClient(
	context: ILoadOptionsFunctions,
	search: (client: ListClient) => Promise<INodeListSearchResult>,
): Promise<INodeListSearchResult> {
	try {
		return await search(await createListClient(context));
	} catch (error) {
		const company = companyNameIn(context.getCurrentNodeParameter('companyId'));
		const isForeign = absenceOf(error) === 'connection';
		const known = isForeign ? notOfCompany(company.companyName, '') : error;
		throw toNodeError(context.getNode(), known, await redactorFor(context));
	}
}

/**
 * A whole list, in one request as a rule. Codat's docs say that such lists can't be queried,
 * its specs that they can (docs/codat.md, Query language): whoever needs a part of it picks that
 * out himself.
 */
export async function fetchList(client: Client, path: string): Promise<IDataObject[]> {
	const records = await fetchAll(
		async (page, pageSize) => await client.send({ method: 'GET', path, query: { page, pageSize } }),
	);
	return objectsIn(records);
}

/**
 * The chosen company's ID, which is safe as a part of a path.
 *
 * @param shown what the list shows of the company
 * @throws UserFacingError when no company is chosen, or an expression gives none yet
 */
export function chosenCompany(context: ILoadOptionsFunctions, shown: string): string {
	return chosen(context, 'Company', shown);
}

/** The same of the chosen connection. */
export function chosenConnection(context: ILoadOptionsFunctions, shown: string): string {
	return chosen(context, 'Connection', shown);
}

function chosen(
	context: ILoadOptionsFunctions,
	label: 'Company' | 'Connection',
	shown: string,
): string {
	const [name, kind] =
		label === 'Company'
			? (['companyId', 'companies'] as const)
			: (['connectionId', 'connections'] as const);
	const value = withinLocator(context.getCurrentNodeParameter(name));
	const id = locatedId(value, kind);
	const noun = label.toLowerCase();
	if (id === '' || id.startsWith('=')) {
		throw new UserFacingError(
			value === '' || value === undefined
				? `Choose a ${noun} first. This list shows its ${shown}.`
				: `The expression in '${label}' has no value yet. Run the nodes before this one, and this list shows the ${noun}'s ${shown}.`,
			'',
		);
	}
	return codatId(id, label);
}

/**
 * The text of a parameter that the list depends on.
 *
 * @param label what the parameter is called in the editor
 * @throws UserFacingError when it is not set, or an expression gives nothing yet
 */
export function givenText(context: ILoadOptionsFunctions, name: string, label: string): string {
	const text = located(context.getCurrentNodeParameter(name));
	if (text !== '' && !text.startsWith('=')) return text;
	throw new UserFacingError(
		text === ''
			? `Set '${label}' first: this list depends on it.`
			: `The expression in '${label}' has no value yet. Run the nodes before this one, and this list appears.`,
		'',
	);
}

/** Whether all words of the filter are in what is shown, or in the ID or key behind it. */
export function matcher(filter: string | undefined): (result: Results[number]) => boolean {
	const words = withoutAccents(filter ?? '').split(/\s+/);
	return ({ name, value }) => {
		const text = withoutAccents(`${name} ${String(value)}`);
		return words.every((word) => text.includes(word));
	};
}

/** A text to compare without regard to case and accents. */
function withoutAccents(text: string): string {
	return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}

/** Such as `Xero (Accounting, Linked)`; what is empty is left out. */
export function label(name: unknown, ...details: unknown[]): string {
	const known = details.filter((detail) => !isEmpty(detail));
	return known.length > 0 ? `${String(name)} (${known.join(', ')})` : String(name);
}

/** What a list shows of a record. */
export type Show = (record: IDataObject) => { id: unknown; name: string; url?: string };

/** Records as a list shows them, without those that Codat gave no ID of. */
export function entries(records: IDataObject[], show: Show): Results {
	const results = records.map(show).map(({ id, ...shown }) => ({ ...shown, value: asText(id) }));
	return tellApart(results.filter(({ value }) => value !== ''));
}

/**
 * Adds the ID to those that look the same, such as two shops of one platform: its start, where that
 * will do.
 */
function tellApart(results: Results): Results {
	const alike = new Map<string, Set<string>>();
	for (const { name, value } of results) {
		const ids = alike.get(name) ?? new Set<string>();
		alike.set(name, ids.add(String(value)));
	}
	return results.map((result) => {
		const ids = alike.get(result.name)!;
		if (ids.size === 1) return result;
		const id = String(result.value);
		const starts = new Set([...ids].map((each) => each.slice(0, START)));
		const isTold = starts.size === ids.size && id.length > START;
		return { ...result, name: `${result.name} ${isTold ? `${id.slice(0, START)}…` : id}` };
	});
}

/** How much of an ID tells GUIDs apart. */
const START = 8;

/** The objects in a list, which anything else that Codat may answer has none of. */
export function objectsIn(list: unknown): IDataObject[] {
	return Array.isArray(list)
		? list.filter((each): each is IDataObject => each !== null && typeof each === 'object')
		: [];
}

/** Codat's texts don't keep to one spelling (docs/codat.md, Connections). */
export function isSame(value: unknown, expected: string): boolean {
	return String(value).toLowerCase() === expected.toLowerCase();
}
