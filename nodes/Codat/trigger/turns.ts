/**
 * Things in the order of their IDs, beginning after the one that was last: whoever takes only some
 * of them, and goes on from there the next time, takes each in turn.
 */
export function rotated<Thing>(
	things: Thing[],
	idOf: (thing: Thing) => string,
	last: string | undefined,
): Thing[] {
	const sorted = [...things].sort((a, b) => (idOf(a) < idOf(b) ? -1 : 1));
	const start = Math.max(
		0,
		sorted.findIndex((thing) => idOf(thing) > (last ?? '')),
	);
	return [...sorted.slice(start), ...sorted.slice(0, start)];
}
