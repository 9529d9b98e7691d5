import { isTypeSeen, within } from './recordsSeen';
import type { TriggerState } from './state';

/** How many records of data types are remembered in all, so that the state stays within a few megabytes. */
const TOLD_CAPACITY = 50_000;

/** Memories that together fit: of the largest, the oldest records are forgotten. */
export function withinCapacity(
	companies: TriggerState['companies'],
	total = TOLD_CAPACITY,
): TriggerState['companies'] {
	const sizes = Object.values(companies)
		.flatMap((memories) => Object.values(memories).filter(isTypeSeen))
		.flatMap(({ places }) => Object.values(places))
		.map(({ told }) => Object.keys(told).length)
		.sort((a, b) => b - a);
	const surplus = sizes.reduce((sum, size) => sum + size, 0) - total;
	if (surplus <= 0) return companies;
	// The largest are cut to the same size, which leaves the smaller ones whole.
	let capacity = 0;
	for (let cut = 1; cut <= sizes.length; cut++) {
		const excess = sizes.slice(0, cut).reduce((sum, size) => sum + size, 0) - surplus;
		capacity = Math.max(0, Math.floor(excess / cut));
		if (capacity >= (sizes[cut] ?? 0)) break;
	}
	return mapValues(companies, (memories) =>
		mapValues(memories, (memory) =>
			isTypeSeen(memory)
				? { ...memory, places: mapValues(memory.places, (place) => within(place, capacity)) }
				: memory,
		),
	);
}

function mapValues<Value, Result>(
	values: Record<string, Value>,
	map: (value: Value) => Result,
): Record<string, Result> {
	return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, map(value)]));
}
