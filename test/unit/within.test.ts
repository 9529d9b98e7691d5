import { within } from '../../nodes/Codat/transport/within';

const answer = { kind: 'answer', status: 200, headers: {}, body: {} } as const;

test('gives what the request comes to', async () => {
	expect(await within(1_000, Promise.resolve(answer))).toBe(answer);
	await expect(within(1_000, Promise.reject(new Error('no key')))).rejects.toThrow('no key');
});

test('an answer that trickles in without an end is a timeout', async () => {
	const begin = performance.now();
	const outcome = await within(50, new Promise(() => {}));
	expect(outcome).toEqual({ kind: 'fault', code: 'ETIMEDOUT' });
	expect(performance.now() - begin).toBeLessThan(1_000);
});
