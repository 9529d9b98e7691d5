/** A list in parts of a size, in its order; the last may be shorter. */
export function chunksOf<Each>(list: readonly Each[], size: number): Each[][] {
	const count = Math.ceil(list.length / size);
	return Array.from({ length: count }, (_, index) => list.slice(index * size, (index + 1) * size));
}
