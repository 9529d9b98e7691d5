/** @throws Error when there are no values */
export function median(values: number[]): number {
	if (values.length === 0) throw new Error('There is nothing to take the median of');
	const sorted = [...values].sort((a, b) => a - b);
	const middle = sorted.length >> 1;
	return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

const range = (values: number[], text: (value: number) => string) => {
	const [low, high] = [text(Math.min(...values)), text(Math.max(...values))];
	return low === high ? text(median(values)) : `${text(median(values))} (${low}–${high})`;
};

/** Milliseconds as seconds: the median, and from which to which they went. */
export const seconds = (ms: number[]) => range(ms, (value) => (value / 1000).toFixed(2)) + ' s';

export const milliseconds = (ms: number[]) => range(ms, (value) => value.toFixed(2)) + ' ms';

export const whole = (values: number[]) =>
	range(values, (value) => Math.round(value).toLocaleString('en'));

export const mebibytes = (values: number[]) => `${whole(values)} MiB`;

/** How much of the first the second is: 0.9 × */
export const ratio = (value: number, of: number) => `${(value / of).toFixed(2)} ×`;
