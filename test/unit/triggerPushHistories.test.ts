import fc from 'fast-check';
import type { IDataObject, WorkflowActivateMode } from 'n8n-workflow';

import { hold } from './hold';
import { randomFrom, type Random } from './triggerCodat';
import { N8n, type Polled } from './triggerN8n';

// Without the turns of the event loop between companies.
jest.mock('n8n-workflow', () => jest.requireActual('../engine/clock').withFakeSleep());

const COMPANY = '8a210b68-6988-11ed-a1eb-0242ac120002';
const EVENTS = ['pushOperationCompleted', 'pushOperationFailed'];
const STEPS = [
	...['write', 'write', 'writeMany', 'busyDay', 'end', 'end', 'endMany'],
	...['poll', 'poll', 'poll', 'failingPoll', 'crash', 'update', 'otherSettings', 'republish'],
] as const;
type Step = readonly [kind: (typeof STEPS)[number], seed: number];
type Orders = 'as asked' | 'not at all' | 'with a refusal';

interface ModelPush {
	pushOperationKey: string;
	status: string;
	requestedOnUtc: string;
	/** It had ended when watching began. */
	isOld?: boolean;
}

/** Most requests of a poll: five pages of the newest, all of the history in large ones, and ten pending. */
const MOST_REQUESTS = 26;

/** A company whose pushes pend, some for very long, and a trigger whose settings change. */
class History {
	private time = Date.UTC(2026, 0, 1);
	private readonly pushes: ModelPush[] = [];
	private readonly n8n: N8n;
	private readonly parameters: IDataObject = {
		triggerOn: EVENTS,
		companyScope: 'one',
		companyId: COMPANY,
	};
	private random: Random = randomFrom(0);
	private requests = 0;
	private isDown = false;
	private pending?: WorkflowActivateMode = 'activate';
	private told: string[] = [];

	constructor(private readonly orders: Orders) {
		this.n8n = new N8n(this.parameters, async ({ url }) => this.answer(new URL(url)));
	}

	async run(steps: readonly Step[]): Promise<void> {
		for (const [kind, seed] of steps) {
			this.random = randomFrom(seed);
			await this.step(kind);
		}
		// As many quiet polls as it takes for every pending push to have its turn.
		const open = this.pushes.filter(({ status }) => status === 'Pending');
		for (let polls = 0; polls <= 2 + this.pushes.length / 10; polls++) await this.poll();
		const { length } = this.told;
		await this.poll();
		hold(this.told.length === length, 'a quiet poll emitted something');
		hold(
			open.every(({ status }) => status === 'Pending'),
			'the model moved',
		);
		const due = this.pushes.filter(({ status, isOld }) => status !== 'Pending' && !isOld);
		expect([...this.told].sort()).toEqual(due.map(nameOf).sort());
	}

	private async step(kind: Step[0]): Promise<void> {
		switch (kind) {
			case 'write':
				this.write();
				return;
			case 'writeMany':
				for (let left = this.random(60); left > 0; left--) this.write();
				return;
			case 'busyDay':
				// More than the newest page holds, and all have ended.
				for (let left = 100 + this.random(100); left > 0; left--) this.end(this.write());
				return;
			case 'end':
				return this.endSome(1);
			case 'endMany':
				return this.endSome(this.random(40));
			case 'poll':
				return await this.poll();
			case 'failingPoll':
				this.isDown = true;
				return await this.poll();
			case 'crash':
				this.pending ??= 'init';
				return await this.poll();
			case 'otherSettings': {
				// Nothing that pushes depend on.
				const syncs = ['syncCompleted', 'syncFailed'].slice(this.random(3));
				this.parameters.triggerOn = [...EVENTS, ...syncs];
				this.parameters.product = syncs.length ? ['commerce', 'expenses'][this.random(2)] : null;
				this.pending ??= 'update';
				return await this.poll();
			}
			case 'update':
				this.pending ??= 'update';
				return await this.poll();
			case 'republish':
				this.pending = 'activate';
				return await this.poll();
		}
	}

	private write(): ModelPush {
		this.time += 1_000;
		const pushOperationKey = `push-${this.random(1_000)}-${this.pushes.length}`;
		const requestedOnUtc = new Date(this.time).toISOString();
		const push = { pushOperationKey, requestedOnUtc, status: 'Pending' };
		this.pushes.push(push);
		return push;
	}

	private end(push: ModelPush): void {
		push.status = ['Success', 'Failed', 'TimedOut'][this.random(3)];
	}

	private endSome(count: number): void {
		const open = this.pushes.filter(({ status }) => status === 'Pending');
		for (let left = Math.min(count, open.length); left > 0; left--) {
			this.end(open.splice(this.random(open.length), 1)[0]);
		}
	}

	private async poll(): Promise<void> {
		this.requests = 0;
		const isFirst = this.pending === 'activate';
		const polled: Polled = this.pending
			? await this.n8n.activate(this.pending)
			: await this.n8n.poll();
		const hasFailed = 'error' in polled;
		hold(hasFailed === this.isDown, hasFailed ? String(polled.error) : 'a poll did not fail');
		this.isDown = false;
		hold(this.requests <= MOST_REQUESTS, `${this.requests} requests`);
		if (hasFailed) return;
		this.pending = undefined;
		if (isFirst) {
			this.told = [];
			for (const push of this.pushes) push.isOld = push.status !== 'Pending';
		}
		this.told.push(...polled.items.map((item) => nameOf(item as unknown as ModelPush)));
	}

	private answer({ pathname, searchParams }: URL): { statusCode: number; body: unknown } {
		this.requests++;
		if (this.isDown) return { statusCode: 403, body: { error: 'Not for you' } };
		if (pathname.includes('/sync/')) return { statusCode: 200, body: [] };
		const one = /\/push\/(.+)/.exec(pathname)?.[1];
		if (one) {
			return { statusCode: 200, body: this.pushes.find((push) => push.pushOperationKey === one) };
		}
		const orderBy = searchParams.get('orderBy');
		if (orderBy && this.orders === 'with a refusal') {
			return { statusCode: 400, body: { error: 'No order' } };
		}
		const list = orderBy && this.orders === 'as asked' ? [...this.pushes].reverse() : this.pushes;
		const [page, size] = ['page', 'pageSize'].map((name) => Number(searchParams.get(name)));
		const results: unknown[] = list.slice((page - 1) * size, page * size);
		if (this.random(8) === 0) results.splice(this.random(results.length + 1), 0, null);
		return { statusCode: 200, body: { results, totalResults: list.length } };
	}
}

function nameOf({ pushOperationKey, status }: ModelPush): string {
	return `${pushOperationKey} ${status}`;
}

test.each<Orders>(['as asked', 'not at all', 'with a refusal'])(
	'25 histories of pushes, which Codat orders %s: none told twice, none missed',
	async (orders) => {
		const steps = fc.array(fc.tuple(fc.constantFrom(...STEPS), fc.nat(2 ** 31)), {
			minLength: 4,
			maxLength: 14,
			size: 'max',
		});
		await fc.assert(
			fc.asyncProperty(steps, async (history) => await new History(orders).run(history)),
			{ numRuns: 25, seed: 2026 },
		);
	},
);
