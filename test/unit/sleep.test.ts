/** What the nodes' sleep calls, where n8n has these helpers. */
function sleepOf(helpers: object): (ms: number, signal?: AbortSignal) => Promise<void> {
	jest.resetModules();
	jest.doMock('n8n-workflow', () => helpers);
	return jest.requireActual<typeof import('../../nodes/Codat/transport/sleep')>(
		'../../nodes/Codat/transport/sleep',
	).sleep;
}

const { signal } = new AbortController();

test('it is n8n’s own, with the signal', async () => {
	const sleep = jest.fn();
	await sleepOf({ sleep })(5, signal);
	expect(sleep).toHaveBeenCalledWith(5, signal);
});

test('in n8n 1 it is the one that heeds a signal', async () => {
	const [sleep, sleepWithAbort] = [jest.fn(), jest.fn()];
	await sleepOf({ sleep, sleepWithAbort })(5, signal);
	expect(sleepWithAbort).toHaveBeenCalledWith(5, signal);
	expect(sleep).not.toHaveBeenCalled();
});
