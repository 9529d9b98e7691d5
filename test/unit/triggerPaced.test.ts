import type { IDataObject } from 'n8n-workflow';

import { N8n } from './triggerN8n';

jest.mock('n8n-workflow', () => jest.requireActual('../engine/clock').withFakeSleep());

const MINUTE = 60_000;
const DAY = 1_440 * MINUTE;
const MIDNIGHT = Date.UTC(2026, 0, 15);
const EVERY = 5 * MINUTE;

const { now: realNow } = Date;
afterEach(() => (Date.now = realNow));

/** Companies with a sync each that completes some time, and a quota. */
class Api {
	now = MIDNIGHT;
	left: number;
	requests = 0;
	readonly ends = new Map<string, number>();
	readonly asked = new Map<string, number[]>();
	refuses: (path: string) => boolean = () => false;

	constructor(
		companies: number,
		readonly quota: number,
	) {
		this.left = quota;
		for (let number = 0; number < companies; number++) {
			const id = `company-${String(number).padStart(3, '0')}`;
			this.ends.set(id, MIDNIGHT + (number + 0.5) * (DAY / companies));
		}
	}

	readonly send = async ({ url }: { url: string }) => {
		this.requests++;
		this.left--;
		const [, , id] = new URL(url).pathname.split('/');
		const headers = {
			'x-rate-limit-remaining': String(this.left),
			'x-rate-limit-reset': new Date(MIDNIGHT + DAY).toISOString(),
		};
		if (id === undefined) {
			const results = [...this.ends.keys()].map((each) => ({ id: each, created: '2025-01-01' }));
			return { statusCode: 200, headers, body: { results, totalResults: this.ends.size } };
		}
		this.asked.set(id, [...(this.asked.get(id) ?? []), this.now]);
		if (this.refuses(id)) return { statusCode: 403, headers, body: { error: 'Not for you' } };
		const end = this.ends.get(id)!;
		const syncUtc = new Date(end - MINUTE).toISOString();
		const isOver = this.now >= end;
		const sync = { syncId: id, syncStatusCode: isOver ? 2000 : 1000, syncUtc };
		return { statusCode: 200, headers, body: this.now < end - MINUTE ? [] : [sync] };
	};

	/** Polls every five minutes for a day. @returns the events and when they were told */
	async live(parameters: IDataObject = {}) {
		Date.now = () => this.now;
		const n8n = new N8n(
			{
				...{ triggerOn: ['syncCompleted'], product: 'commerce', companyScope: 'all', options: {} },
				...parameters,
			},
			this.send,
		);
		const told = new Map<string, number>();
		for (; this.now < MIDNIGHT + DAY; this.now += EVERY) {
			const isFirst = this.now === MIDNIGHT;
			const polled = isFirst ? await n8n.activate('activate') : await n8n.poll();
			if ('error' in polled) throw polled.error;
			for (const { syncId } of polled.items) {
				expect(told.has(String(syncId))).toBe(false);
				told.set(String(syncId), this.now);
			}
		}
		return { told, n8n };
	}
}

/** The longest that a company was not looked at. */
const longestWait = (times: number[]) =>
	Math.max(...times.map((at, index) => (times[index + 1] ?? MIDNIGHT + DAY) - at));

test.each([
	[30, 6_000],
	[100, 3_000],
	[7, 500],
])(
	'%p companies and %p requests: half of them, none starves, all is told',
	async (companies, quota) => {
		const api = new Api(companies, quota);
		const { told, n8n } = await api.live();
		expect(api.requests).toBeLessThanOrEqual(quota / 2);
		expect(api.requests).toBeGreaterThan(0.9 * (quota / 2));
		const waits = [...api.asked.values()].map(longestWait);
		expect(waits).toHaveLength(companies);
		// With a request for their list and one each, in turn, but for those with signs of news.
		const round = (DAY * companies * 1.2) / (quota / 2);
		expect(Math.max(...waits)).toBeLessThan(3 * round + 30 * MINUTE);
		const late = [...api.ends].filter(
			([id, end]) => !told.has(id) && end < MIDNIGHT + DAY - 3 * round,
		);
		expect(late).toEqual([]);
		expect(n8n.warnings.length).toBeGreaterThan(0);
		expect(n8n.warnings.length).toBeLessThan(8);
		for (const text of n8n.warnings) expect(text).toMatch(/slows down: it looks at each company/);
	},
);

test('a hundred per cent is all there is, and no more', async () => {
	const api = new Api(20, 2_000);
	await api.live({ options: { quotaShare: 100 } });
	expect(api.requests).toBeLessThanOrEqual(2_000);
	expect(api.requests).toBeGreaterThan(1_900);
});

test('companies that always fail do not take the turns of others', async () => {
	const api = new Api(60, 3_000);
	api.refuses = (id) => id < 'company-040';
	const { told } = await api.live();
	const able = [...api.ends].filter(([id]) => id >= 'company-040');
	const missed = able.filter(([id, end]) => !told.has(id) && end < MIDNIGHT + DAY - 200 * MINUTE);
	expect(missed).toEqual([]);
});

test('where there is enough, every poll looks at all, and the log says nothing', async () => {
	const api = new Api(5, 40_000);
	const { n8n } = await api.live();
	expect(api.requests).toBeGreaterThanOrEqual((DAY / EVERY) * 6);
	expect(n8n.warnings).toEqual([]);
});

test('a restart goes on at the same pace', async () => {
	const api = new Api(1, 500);
	Date.now = () => api.now;
	const parameters = { triggerOn: ['syncCompleted'], companyScope: 'all', options: {} };
	const n8n = new N8n({ ...parameters, product: 'commerce' }, api.send);
	await n8n.activate('activate');
	while ((api.now += EVERY) < MIDNIGHT + DAY) await n8n.activate('init');
	expect(api.requests).toBeLessThanOrEqual(250);
	expect(api.requests).toBeGreaterThan(225);
});
