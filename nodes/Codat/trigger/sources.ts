import { connections } from './connections';
import { pushes } from './pushes';
import type { Source } from './source';
import { syncs } from './syncs';

/** Everything that is watched, by the name under which it is remembered. */
export const sources: Record<string, Source> = { syncs, pushes, connections };

/** The names of the sources that the chosen events come from. */
export function sourcesOf(events: string[]): string[] {
	return Object.keys(sources).filter((name) =>
		sources[name].events.some((event) => events.includes(event)),
	);
}
