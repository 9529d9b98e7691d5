import { timeKey } from '../../time';

/** Compares two values as Codat's `orderBy` would; those that are empty come last. */
export function inOrder(a: unknown, b: unknown, isDescending: boolean): number {
	const [left, right] = [comparable(a), comparable(b)];
	if (left === undefined || right === undefined) {
		return Number(left === undefined) - Number(right === undefined);
	}
	const order =
		typeof left === 'number' && typeof right === 'number'
			? left - right
			: String(left).localeCompare(String(right));
	return isDescending ? -order : order;
}

function comparable(value: unknown): number | string | undefined {
	if (value === undefined || value === null) return undefined;
	if (typeof value === 'number' || typeof value === 'boolean') return Number(value);
	return timeKey(value) ?? String(value);
}
