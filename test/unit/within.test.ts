import { createGate } from '../../nodes/Codat/transport/gate';
import { within } from '../../nodes/Codat/transport/within';

const never = new Promise<string>(() => {});

test('gives what the promise comes to', async () => {
	expect(await within(1_000, Promise.resolve('answer'), 'late')).toBe('answer');
	await expect(within(1_000, Promise.reject(new Error('no key')), 'late')).rejects.toThrow(
		'no key',
	);
});

test('gives something else when it takes longer', async () => {
	const begin = performance.now();
	expect(await within(50.5, never, 'late')).toBe('late');
	expect(performance.now() - begin).toBeLessThan(1_000);
});

test('the gate waits no longer for answers under way than it may', async () => {
	const gate = createGate(3_600_000);
	await gate.enter(0);
	await gate.enter(0);
	const reset = new Date(Date.now() + 60_000).toISOString();
	const headers = { 'x-rate-limit-remaining': '1', 'x-rate-limit-reset': reset };
	gate.leave({ kind: 'answer', status: 200, headers, body: {} });
	const begin = performance.now();
	expect(await gate.enter(50)).toBeUndefined();
	expect(performance.now() - begin).toBeGreaterThanOrEqual(45);
	expect(performance.now() - begin).toBeLessThan(1_000);
});
