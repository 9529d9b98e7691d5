import type { IDataObject } from 'n8n-workflow';

import {
	askAbout,
	companiesOf,
	pollClient,
	type PollClient,
} from '../../nodes/Codat/trigger/asking';
import type { WatchSettings } from '../../nodes/Codat/trigger/settings';
import type { Client } from '../../nodes/Codat/transport/client';

const ONE = 'GET /companies/{companyId}/push/{pushOperationKey}';
const LIST = 'GET /companies/{companyId}/push';
const KEY = { pushOperationKey: 'key' };
const ORDERED = { orderBy: '-requestedOnUtc' };

const noneYet = { status: 404, body: { error: 'No syncs were found.', correlationId: 'c' } };
const noSuchRecord = {
	status: 404,
	body: { error: 'Push operation not found', correlationId: 'c' },
};
const notCodat = { status: 404, body: '<html>' };
const refused = { status: 400, body: { error: 'Not so' } };

test.each<[string, IDataObject | undefined, IDataObject | undefined, object, boolean]>([
	['a list', {}, undefined, noneYet, true],
	['a list', {}, undefined, noSuchRecord, false],
	['a list', {}, undefined, notCodat, false],
	['a list', undefined, undefined, refused, false],
	['a list', {}, undefined, refused, false],
	['a list in an order', ORDERED, undefined, refused, true],
	['a list in an order', ORDERED, undefined, { ...refused, status: 403 }, false],
	['one record', {}, KEY, noSuchRecord, true],
	['one record', {}, KEY, notCodat, false],
])('of %s (%j, %j), is %j an answer? %p', async (_, query, values, given, expected) => {
	const send = jest.fn(async () => ({ kind: 'answer', headers: {}, ...given }));
	const settings = { product: 'commerce' } as WatchSettings;
	const { ask } = askAbout({ send } as unknown as PollClient, settings, { id: 'company' });
	await ask(values ? ONE : LIST, query, values);
	const [, accept] = send.mock.calls[0] as unknown as Parameters<PollClient['send']>;
	expect(accept!({ kind: 'answer', headers: {}, ...given } as never)).toBe(expected);
});

describe('companies of several pages', () => {
	const all = Array.from({ length: 4_500 }, (_, index) => ({ id: `company-${index}` }));
	const send = jest.fn<ReturnType<Client['send']>, Parameters<Client['send']>>();
	const settings = {} as WatchSettings;
	beforeEach(() => {
		send.mockReset();
		send.mockImplementation(async ({ query }) => {
			const { page, pageSize } = query as { page: number; pageSize: number };
			const results = all.slice((page - 1) * pageSize, page * pageSize);
			const body = { results, totalResults: all.length };
			return { kind: 'answer', status: 200, headers: {}, body };
		});
	});
	const clientWith = (budget: number) => {
		const at = Date.now();
		const day = { reset: at + 43_200_000, remaining: 10, saved: budget, at, askedAt: 0, round: 1 };
		const terms = { pace: { ...day, budget }, share: 0.5, deadline: at + 60_000 };
		return pollClient({ send } as unknown as Client, terms);
	};

	test('are all read where there is room for it', async () => {
		expect(await companiesOf(clientWith(5), settings)).toEqual(all);
		expect(send).toHaveBeenCalledTimes(3);
	});

	test('none are known where the day’s share ends between two pages', async () => {
		expect(await companiesOf(clientWith(0.5), settings)).toBeUndefined();
		expect(send).toHaveBeenCalledTimes(1);
	});

	test('another error is thrown', async () => {
		send.mockRejectedValue(new Error('no such luck'));
		await expect(companiesOf(clientWith(5), settings)).rejects.toThrow('no such luck');
	});
});
