import type { IDataObject } from 'n8n-workflow';

import { askAbout, type PollClient } from '../../nodes/Codat/trigger/asking';
import type { WatchSettings } from '../../nodes/Codat/trigger/settings';

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
