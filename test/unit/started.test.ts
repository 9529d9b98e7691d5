import type { IDataObject } from 'n8n-workflow';

import type { Call } from '../../nodes/Codat/actions/operation';
import { startedIn, waitForEnd, type Started } from '../../nodes/Codat/actions/started';

const NODE = { id: '1', name: 'Codat', type: 'codat', typeVersion: 1, position: [0, 0] };
const call = {
	values: { maxWaitMinutes: 1 },
	itemIndex: 4,
	redact: (text: string) => text,
	context: { getNode: () => NODE },
} as unknown as Call;
const started = (look: Started['look']): Started => ({
	fact: 'The refresh was started',
	kind: 'refresh',
	ids: { refreshId: 'r-1' },
	answer: { status: 'Pending' },
	hasEnded: ({ status }) => status === 'Done',
	look,
	lookUp: () => "'Get'",
	again: 'refresh again',
	slow: '',
});

const shown = (ended: IDataObject) => ended;

test.each([
	['a mistake of our own', new TypeError('x is not a function'), 'x is not a function'],
	['a text', 'gone', 'gone'],
	['cancelling', AbortSignal.abort().reason, 'the wait was cut short'],
])('%s says what was started', async (_, thrown, words) => {
	const look = async () => await Promise.reject(thrown);
	const error = await (waitForEnd(call, started(look), shown) as Promise<never>).catch(
		(each) => each,
	);
	expect(error.message).toBe(
		`The refresh was started (refresh r-1), but how it ended isn’t known: ${words}`,
	);
	expect(error.description).toContain(
		"running this again would refresh again. Check with 'Get' first",
	);
	expect(error.context.itemIndex).toBe(4);
	expect(startedIn(error)).toEqual({ name: 'refresh r-1', ids: { refreshId: 'r-1' } });
});

test('gives how it ended', async () => {
	const end = { status: 'Done' };
	expect(
		await waitForEnd(
			call,
			started(async () => end),
			shown,
		),
	).toBe(end);
});
