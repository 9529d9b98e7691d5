import type { IDataObject } from 'n8n-workflow';

import { writtenDate } from '../fields/dates';
import { parsed } from '../fields/json';
import { isPlainObject } from '../fields/read';
import { pullOutcome } from '../outcomes';

/** An event of Codat's, of which nothing but its type can be counted on. */
export interface CodatEvent {
	eventType: string;
	/** As Codat sent it. */
	body: Record<string, unknown>;
}

/** What an event starts a workflow with. */
export interface Told {
	items: IDataObject[];
	/** The connections of whose data it tells. */
	connections: string[];
}

/** Reads an event from a body as it came; nothing when it is none. */
export function eventIn(text: string): CodatEvent | undefined {
	const body = parsed(text);
	if (!isPlainObject(body)) return undefined;
	const { eventType, RuleType } = body;
	const name = textOf(eventType) ?? legacyName(textOf(RuleType));
	return name === undefined ? undefined : { eventType: name, body };
}

/** Codat's oldest events name their type in words (docs/codat.md, Event types). */
function legacyName(words: string | undefined): string | undefined {
	return words?.replace(/(?:^|\s+)(\S)/g, (_, letter: string) => letter.toUpperCase());
}

/**
 * The items that an event becomes: one, or for a read one for each data type with new records.
 *
 * @param isKnown whether a read of a connection was told before: the first one says that there is
 * nothing new, and all of it is (docs/codat.md, Event types)
 */
export function told(event: CodatEvent, isKnown: (connectionId: string) => boolean): Told {
	const { eventType, body } = event;
	const payload = isPlainObject(body.payload) ? body.payload : {};
	const { dataTypes, modifiedFromDate } = payload;
	const whose = { eventType, ...whoseIs(eventType, body, payload) };
	const isRead = /(^|\.)read\.completed(\.successful)?(\.initial)?$/.test(eventType);
	if (!isRead || !Array.isArray(dataTypes)) {
		// First, where the table shows it, and last, where nothing of the event overwrites it.
		return { items: [{ ...whose, ...body, ...whose } as IDataObject], connections: [] };
	}

	const reads = dataTypes.filter(isPlainObject);
	const isInitial = eventType.endsWith('.initial');
	const isNew = ({ connectionId, recordsModified, status }: Record<string, unknown>) =>
		recordsModified === true ||
		((isInitial || !isKnown(String(connectionId))) && mayHaveData(status));
	const itemOf = (read: Record<string, unknown>) => {
		const { connectionId, dataType } = read;
		const about = { ...whose, connectionId, dataType, modifiedFromDate: inUtc(modifiedFromDate) };
		const { id, generatedDate } = body;
		return { ...about, ...read, ...about, id, generatedDate } as IDataObject;
	};
	return {
		items: reads.filter(isNew).map(itemOf),
		connections: [
			...new Set(
				reads
					.filter(({ status }) => mayHaveData(status))
					.flatMap(({ connectionId }) => textOf(connectionId) ?? []),
			),
		],
	};
}

/**
 * A time of UTC that says so, as this one is though it may not (Webhooks spec: `modifiedFromDate`): a
 * field that takes a date would read it in the workflow's time zone, and could leave out hours.
 */
function inUtc(value: unknown): unknown {
	const { time, zone } = writtenDate(value) ?? {};
	const isBare = typeof value === 'string' && time !== undefined && zone === undefined;
	return isBare ? `${value.trim()}Z` : (value ?? null);
}

/** Whether a read may have brought records: it doesn't say that it failed. */
function mayHaveData(status: unknown): boolean {
	return !['failure', 'notSupported'].includes(pullOutcome({ status } as IDataObject));
}

/** Whose event it is, as far as it says so. */
function whoseIs(
	eventType: string,
	body: Record<string, unknown>,
	payload: Record<string, unknown>,
): IDataObject {
	const company = isPlainObject(payload.referenceCompany)
		? payload.referenceCompany
		: eventType.startsWith('company.')
			? payload
			: {};
	const connection = isPlainObject(payload.connection) ? payload.connection : {};
	const found = {
		companyId: textOf(company.id) ?? textOf(body.CompanyId),
		companyName: textOf(company.name),
		connectionId:
			textOf(payload.connectionId) ?? textOf(connection.id) ?? textOf(body.DataConnectionId),
	};
	return Object.fromEntries(Object.entries(found).filter(([, value]) => value !== undefined));
}

function textOf(value: unknown): string | undefined {
	return typeof value === 'string' && value.trim() !== '' ? value : undefined;
}
