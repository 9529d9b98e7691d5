import { N8n } from './triggerN8n';

jest.mock('n8n-workflow', () => jest.requireActual('../engine/clock').withFakeSleep());

const COMPANIES = 100;
const PENDING = 15;
const NEWER = 120;

interface Push {
	pushOperationKey: string;
	status: string;
	requestedOnUtc: string;
}

/** Companies with pushes that pend behind a page of newer ones, and no syncs. */
class Api {
	requests = 0;
	readonly asked = new Map<string, number>();
	readonly pushes = new Map<string, Push[]>();

	constructor() {
		for (let company = 0; company < COMPANIES; company++) {
			const id = `company-${company}`;
			const list = Array.from({ length: PENDING + NEWER }, (_, index) => ({
				pushOperationKey: `${id}-${index}`,
				status: index < NEWER ? 'Success' : 'Pending',
				requestedOnUtc: new Date(Date.UTC(2026, 0, 1) - index * 60_000).toISOString(),
			}));
			this.pushes.set(id, list);
		}
	}

	readonly send = async ({ url }: { url: string }) => {
		this.requests++;
		const { pathname, searchParams } = new URL(url);
		const ok = (body: unknown) => ({ statusCode: 200, body });
		const [, , id, kind, key] = pathname.split('/');
		if (id === undefined)
			return ok({ results: [...this.pushes.keys()].map((each) => ({ id: each })) });
		this.asked.set(id, (this.asked.get(id) ?? 0) + 1);
		if (kind !== 'push') return ok([]);
		const list = this.pushes.get(id)!;
		if (key) return ok(list.find(({ pushOperationKey }) => pushOperationKey === key));
		const [page, size] = ['page', 'pageSize'].map((name) => Number(searchParams.get(name)));
		return ok({ results: list.slice((page - 1) * size, page * size), totalResults: list.length });
	};
}

test('however many sources, companies and pending pushes: at most 900 requests a poll, and none starves', async () => {
	const api = new Api();
	const triggerOn = ['syncCompleted', 'pushOperationCompleted'];
	const n8n = new N8n({ triggerOn, product: 'commerce', companyScope: 'all' }, api.send);
	await n8n.activate('activate');
	for (const list of api.pushes.values()) list.at(-1)!.status = 'Success';

	const told: unknown[] = [];
	let polls = 0;
	// 12 requests for a company and turn, two turns, and the list of companies in each poll.
	const most = Math.ceil((COMPANIES * 12 * 2) / (900 - 1 - 12 * 10)) + 1;
	for (; told.length < COMPANIES && polls < most; polls++) {
		api.requests = 0;
		const polled = await n8n.poll();
		if ('error' in polled) throw polled.error;
		told.push(...polled.items.map(({ pushOperationKey }) => pushOperationKey));
		expect(api.requests).toBeLessThanOrEqual(900);
	}
	expect(told.sort()).toEqual(
		[...api.pushes.values()].map((list) => list.at(-1)!.pushOperationKey).sort(),
	);
	const counts = [...api.asked.values()];
	expect(Math.max(...counts) / Math.min(...counts)).toBeLessThan(3);
	expect(n8n.warnings).toEqual([]);
});

test('a poll begins nothing more when four fifths of the time that n8n gives it are over', async () => {
	const api = new Api();
	let now = Date.UTC(2026, 0, 15);
	const clock = jest.spyOn(Date, 'now').mockImplementation(() => now);
	const send = async (request: { url: string }) => {
		now += 3_000;
		return await api.send(request);
	};
	const n8n = new N8n(
		{ triggerOn: ['syncCompleted'], product: 'commerce', companyScope: 'all' },
		send,
	);
	await n8n.activate('activate');
	const began = now;
	await n8n.poll();
	clock.mockRestore();
	// Of n8n's 300 s; ten requests may be under way.
	expect(now - began).toBeGreaterThanOrEqual(240_000);
	expect(now - began).toBeLessThanOrEqual(270_000);
});
