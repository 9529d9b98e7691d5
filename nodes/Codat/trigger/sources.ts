import { changedRecords, watchableTypes } from './changedRecords';
import { connections } from './connections';
import { pushes } from './pushes';
import type { Source } from './source';
import { syncs } from './syncs';

/** Everything that is watched, by the name under which it is remembered. */
export const sources: Record<string, Source> = {
	syncs,
	pushes,
	connections,
	...Object.fromEntries(watchableTypes.map((type) => [type, changedRecords(type)])),
};

/** The names of the sources that the chosen events and data types come from. */
export function sourcesOf(events: string[], dataTypes: string[] = []): string[] {
	return Object.keys(sources).filter((name) => {
		const { events: its, dataType } = sources[name];
		const isChosen = dataType === undefined || dataTypes.includes(dataType);
		return isChosen && its.some((event) => events.includes(event));
	});
}
