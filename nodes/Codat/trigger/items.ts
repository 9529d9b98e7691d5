import type { IDataObject } from 'n8n-workflow';

import type { Change } from './changes';
import { sources } from './sources';

/** A change, and where it was found. */
export interface Finding extends Change {
	source: string;
	companyId: string;
	/** Undefined where it isn't known without a request. */
	companyName?: string;
}

/** One item for every chosen event that a finding is, oldest first. */
export function asItems(findings: Finding[], chosen: string[]): IDataObject[] {
	return oldestFirst(findings).flatMap((finding) => itemsOf(finding, chosen));
}

/** The newest record that is one of the chosen events, or else the newest of any kind. */
export function newestAsItem(findings: Finding[], chosen: string[]): IDataObject | undefined {
	const newestFirst = oldestFirst(findings).reverse();
	const every = newestFirst.flatMap(({ source }) => sources[source].events);
	for (const events of [chosen, every]) {
		for (const finding of newestFirst) {
			const [item] = itemsOf(finding, events);
			if (item) return item;
		}
	}
	return undefined;
}

function itemsOf(finding: Finding, chosen: string[]): IDataObject[] {
	const { record, source, companyId, companyName } = finding;
	const { eventsOf, describe } = sources[source];
	const events = eventsOf(finding).filter((event) => chosen.includes(event));
	return events.map((event) => {
		const told = { event, ...describe?.(finding) };
		// First, where the table shows it, and last, where nothing of the record overwrites it.
		const whose = {
			companyId: record.companyId ?? companyId,
			...(companyName !== undefined && { companyName }),
		};
		return { ...told, ...record, ...whose, ...told };
	});
}

function oldestFirst(findings: Finding[]): Finding[] {
	const key = ({ time, companyId, id }: Finding) => `${time ?? ''} ${companyId} ${id}`;
	return findings
		.map((finding) => ({ finding, key: key(finding) }))
		.sort((a, b) => (a.key < b.key ? -1 : Number(a.key > b.key)))
		.map(({ finding }) => finding);
}
