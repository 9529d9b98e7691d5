import { nameOf } from '../dataTypes';
import type { Values } from '../fields/field';
import { queryOf } from '../fields/filters';
import { readFields } from '../fields/readField';
import { keepsDeleted, queryableOf } from '../recordProperties';
import { UserFacingError } from '../transport/userFacingError';
import { DEFAULT_SHARE, watchFields } from './fields';

/** What the user has chosen to watch. */
export interface WatchSettings {
	events: string[];
	/** Of records; empty where none are watched. */
	dataTypes: string[];
	/** Empty where no syncs are watched. */
	product: string;
	/** Undefined for all companies. */
	companyId?: string;
	/** The name of the one company, where the editor knows it. */
	companyName?: string;
	/** How much of what is left of the day's requests may be used, from 0 to 1. */
	share: number;
	/** Codat's query for the records of a data type that are watched; undefined for all. */
	queryFor: (dataType: string, terms: string[]) => string | undefined;
}

/**
 * @param parameter gives a parameter's value by its name, or the fallback where it isn't set
 * @param timezone the workflow's, in which dates without a zone are meant
 * @throws UserFacingError when one can't be used
 */
export function readSettings(
	parameter: Parameters<typeof readFields>[1],
	timezone: string,
): WatchSettings {
	const values = readFields(watchFields, parameter, timezone);
	const events = values.triggerOn as string[];
	const { quotaShare = DEFAULT_SHARE } = values.options as { quotaShare?: number };
	return {
		events,
		dataTypes: typesToWatch(events, (values.dataTypes ?? []) as string[]),
		product: (values.product ?? '') as string,
		companyId: values.companyId as string | undefined,
		share: quotaShare / 100,
		queryFor: queriesOf(values, events, timezone),
	};
}

const isOfDeletionsAlone = (events: string[]) => !events.includes('recordCreatedOrUpdated');

/** @throws UserFacingError when of none of the types Codat says what was deleted, and only that is wanted */
function typesToWatch(events: string[], chosen: string[]): string[] {
	if (!isOfDeletionsAlone(events)) return chosen;
	const kept = chosen.filter(keepsDeleted);
	if (kept.length > 0 || chosen.length === 0) return kept;
	throw new UserFacingError(
		`Codat doesn't say when records of ${chosen.map(nameOf).join(', ')} are deleted`,
		"Choose other 'Data Types', or the event 'Record Created or Updated'.",
	);
}

/** @throws UserFacingError for a filter that Codat can't be asked for, of any of the data types */
function queriesOf(values: Values, events: string[], timezone: string): WatchSettings['queryFor'] {
	const types = (values.dataTypes ?? []) as string[];
	const isDeleted = isOfDeletionsAlone(events) ? ['metadata.isDeleted=true'] : [];
	for (const { field } of (values.filters ?? []) as Array<{ field: unknown }>) {
		const has = (type: string) => Object.hasOwn(queryableOf(type), String(field));
		const without = types.find((type) => !has(type));
		if (without === undefined || !types.some(has)) continue;
		throw new UserFacingError(
			`Codat can't filter ${nameOf(without)} by "${String(field)}"`,
			"Choose a field that all of the 'Data Types' have, or use a Codat Trigger for each of them.",
		);
	}
	const queryFor: WatchSettings['queryFor'] = (dataType, terms) =>
		queryOf(values, queryableOf(dataType), timezone, [...isDeleted, ...terms]);
	for (const type of types) queryFor(type, ['modifiedDate>=2026-01-01T00:00:00.0000000Z']);
	return queryFor;
}
