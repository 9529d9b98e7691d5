import { timeKey } from '../time';
import { isPace } from './pacing';
import { isRecord, pick } from './records';
import { sources } from './sources';
import { scopeOf, type TriggerState } from './state';
import { isVisit } from './urgency';

/**
 * Reads what n8n has kept of the polls before. It may be anything: a workflow can be imported, its
 * database repaired, and earlier versions of this package wrote other shapes.
 *
 * @returns the state, without the sources whose memory can't be read whole, and the names of those;
 * no state when there is none that could be used
 */
export function readState(saved: unknown): { state?: TriggerState; unreadable: string[] } {
	if (saved === undefined) return { unreadable: [] };
	const all = Object.keys(sources);
	if (!isRecord(saved) || !isRecord(saved.since) || !isRecord(saved.companies)) {
		return { unreadable: all };
	}
	const { since, companies, visits, pace } = saved;
	const scopes = saved.scopes ?? scopesOfOneScope(saved.scope, Object.keys(since));
	const memories = Object.values(companies);
	if (!isRecord(scopes) || !memories.every(isRecord)) return { unreadable: all };

	const named = new Set(
		[scopes, since, ...memories].flatMap((part) => Object.keys(part as object)),
	);
	const remembered = all.filter((source) => named.has(source));
	const readable = remembered.filter(
		(source) =>
			typeof scopes[source] === 'string' &&
			isDate(since[source]) &&
			memories.every(
				(memory) => !Object.hasOwn(memory, source) || sources[source].isMemory(memory[source]),
			),
	);
	const kept = Object.entries(companies).map(([id, memory]) => [
		id,
		pick(memory as object, readable),
	]);
	const state = {
		scopes: pick(scopes, readable),
		since: pick(since, readable),
		companies: Object.fromEntries(kept),
		// Of these, nothing depends on what is lost.
		visits: Object.fromEntries(Object.entries(visits ?? {}).filter(([, visit]) => isVisit(visit))),
		...(isPace(pace) && { pace }),
	} as TriggerState;
	return { state, unreadable: remembered.filter((source) => !readable.includes(source)) };
}

/** Up to version 0.1.0 all sources had one scope, of the product and the company. */
function scopesOfOneScope(scope: unknown, watched: string[]): Record<string, string> | undefined {
	const [product, companyId, ...more] = jsonList(scope);
	if (typeof product !== 'string' || typeof companyId !== 'string' || more.length > 0) {
		return undefined;
	}
	const known = watched.filter((source) => Object.hasOwn(sources, source));
	return Object.fromEntries(known.map((source) => [source, scopeOf(source, product, companyId)]));
}

function jsonList(text: unknown): unknown[] {
	try {
		const parsed: unknown = JSON.parse(String(text));
		return Array.isArray(parsed) ? parsed : [];
	} catch {
		return [];
	}
}

function isDate(value: unknown): boolean {
	return timeKey(value) !== undefined && !Number.isNaN(Date.parse(String(value)));
}
