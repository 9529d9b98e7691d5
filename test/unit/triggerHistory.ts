import type { IDataObject } from 'n8n-workflow';

import { hold } from './hold';
import {
	classOf,
	Codat,
	companyRecord,
	randomFrom,
	type Look,
	type ModelCompany,
	type ModelSync,
} from './triggerCodat';
import { N8n, type Polled } from './triggerN8n';
import type { Setup, Step } from './triggerSteps';

/** What goes wrong in a poll. */
type Fault = 'none' | 'down' | 'refused' | 'companyRefused' | 'companiesLeftOut';

/** A trigger, and the Codat that it watches: what it emits is held against what the lists say. */
export class History {
	readonly codat = new Codat();
	readonly n8n: N8n;
	private random = randomFrom(0);
	private fault: Fault = 'none';
	private answered = new Map<string, Look>();
	private requests: string[] = [];
	private hold?: Promise<void>;
	private isWhole = false;
	/** By n8n's clock. */
	private now = 0;

	/** All looks at a company by polls that ended well, since watching began. */
	private looks = new Map<string, Look[]>();
	private savedLooks = new Map<string, Look[]>();
	/** When watching began; undefined until a first poll has ended well. */
	private since?: number;
	/** The companies that were looked at when watching began. */
	private first = new Set<string>();
	private pending?: 'activate' | 'init' | 'update' = 'activate';
	readonly emitted: IDataObject[] = [];

	constructor(private readonly setup: Setup) {
		this.codat.liveliness = setup.isSmall ? 3 : Infinity;
		this.codat.found(true);
		if (setup.isAll) this.codat.found(true);
		const parameters = {
			triggerOn: setup.events,
			product: 'commerce',
			companyScope: setup.isAll ? 'all' : 'one',
			companyId: this.codat.companies[0].id,
		};
		this.n8n = new N8n(parameters, async ({ url }) => await this.answer(url));
	}

	async run(steps: readonly Step[]): Promise<void> {
		const { now } = Date;
		Date.now = () => this.now;
		try {
			for (const step of steps) await this.step(step);
			await this.settle(steps.length);
		} finally {
			Date.now = now;
		}
	}

	private async settle(seed: number): Promise<void> {
		// Two quiet polls that see everything: the first says all that is left to say.
		this.random = randomFrom(seed);
		this.isWhole = true;
		await this.poll('none');
		const { length } = this.emitted;
		await this.poll('none');
		hold(this.emitted.length === length, 'a quiet poll emitted something');
		this.checkTruth();
	}

	private async step([kind, seed]: Step): Promise<void> {
		this.random = randomFrom(seed);
		const company = this.codat.companies[this.random(this.codat.companies.length)];
		switch (kind) {
			case 'begin':
				if (company.isLinked) this.codat.begin(company, this.random);
				return;
			case 'brief':
				for (let left = company.isLinked ? 1 + this.random(4) : 0; left > 0; left--) {
					this.codat.end(this.codat.begin(company, this.random), this.random);
				}
				return;
			case 'move':
				return this.codat.move(company, this.random);
			case 'found':
				if (this.setup.isAll) this.codat.found(this.random(2) === 0);
				return;
			case 'link':
				company.isLinked = true;
				return;
			case 'poll':
				return await this.poll('none');
			case 'failingPoll': {
				const faults = ['down', 'refused', 'companyRefused', 'companiesLeftOut'] as const;
				return await this.poll(faults[this.random(faults.length)]);
			}
			case 'overlap':
				return await this.overlap();
			case 'crash':
				// What the polls learned that started nothing is lost.
				if (this.pending === 'activate') return;
				this.looks = copyOf(this.savedLooks);
				this.pending = 'init';
				return await this.poll('none');
			case 'update':
				if (this.pending) return;
				this.looks = copyOf(this.savedLooks);
				this.pending = 'update';
				return await this.poll('none');
			case 'republish':
				this.beginAnew();
				return await this.poll(this.random(4) ? 'none' : 'companyRefused');
		}
	}

	private beginAnew(): void {
		this.pending = 'activate';
		this.since = undefined;
		this.looks.clear();
		this.emitted.length = 0;
	}

	private prepare(fault: Fault): void {
		this.fault = fault;
		this.answered.clear();
		this.requests.length = 0;
		this.now = this.codat.tick() + this.setup.skew;
	}

	private async poll(fault: Fault): Promise<void> {
		this.prepare(fault);
		const polled = this.pending ? await this.n8n.activate(this.pending) : await this.n8n.poll();
		this.judge(polled);
	}

	/** A poll that another one overtakes, while things go on in Codat. */
	private async overlap(): Promise<void> {
		if (this.pending) return;
		this.prepare('none');
		let release = () => {};
		this.hold = new Promise((resolve) => (release = resolve));
		const first = this.n8n.poll();
		while (this.requests.length === 0) await Promise.resolve();
		const company = this.codat.companies[0];
		if (company.isLinked) this.codat.begin(company, this.random);
		this.codat.move(company, this.random);
		const second = this.n8n.poll();
		for (let turn = 0; turn < 30; turn++) await Promise.resolve();
		hold(this.requests.length === 1, 'an overlapping poll sent requests');
		this.hold = undefined;
		release();
		const overtaking = await second;
		const isQuiet = 'items' in overtaking && overtaking.items.length === 0;
		hold(isQuiet, 'an overlapping poll emitted something');
		this.judge(await first);
	}

	private async answer(url: string): Promise<{ statusCode: number; body: unknown }> {
		const { pathname } = new URL(url);
		this.requests.push(pathname);
		const answer = this.answerNow(pathname);
		await this.hold;
		return answer;
	}

	private answerNow(path: string): { statusCode: number; body: unknown } {
		if (this.fault === 'down') return { statusCode: 400, body: { error: 'Out of order' } };
		const { companies } = this.codat;
		if (path === '/companies') {
			const listed = companies.filter(() => this.fault !== 'companiesLeftOut' || this.random(2));
			return { statusCode: 200, body: { results: listed.map(companyRecord) } };
		}
		const company = companies.find(({ id }) => path.startsWith(`/companies/${id}/sync/commerce/`))!;
		if (this.fault === 'refused' && this.random(2)) {
			return { statusCode: 401, body: { error: 'Unauthorized' } };
		}
		if (this.fault === 'companyRefused' && this.random(2)) {
			return { statusCode: 403, body: { error: 'Not for you' } };
		}
		const last = this.looks.get(company.id)?.at(-1)?.at ?? this.since ?? 0;
		// The rule that nothing older than what was forgotten is new needs all of it to be known.
		const isWhole = this.isWhole || (this.setup.isSmall && !this.looks.has(company.id));
		const { look, answer } = this.codat.list(company, last, isWhole, this.random);
		this.answered.set(company.id, look);
		return answer;
	}

	/** Holds what a poll emitted against what the lists that it was given say. */
	private judge(polled: Polled): void {
		if ('error' in polled) {
			hold(this.answered.size === 0, 'a poll failed that had learned something');
			return;
		}
		this.checkRequests();
		const isFirst = this.pending === 'activate';
		const expected: string[] = [];
		for (const [companyId, look] of this.answered) {
			const before = this.looks.get(companyId) ?? [];
			if (!isFirst) {
				expected.push(...look.syncs.flatMap((sync) => this.news(companyId, sync, before)));
			}
			this.looks.set(companyId, [...before, look]);
		}
		const items = polled.items;
		same(items.map(nameOf).sort(), expected.sort());
		const times = items.map(({ syncUtc }) => String(syncUtc).replace(/Z$/, '').padEnd(27, '0'));
		same(times, [...times].sort());

		this.emitted.push(...items);
		if (isFirst) {
			this.since = this.codat.time;
			this.first = new Set(this.answered.keys());
		}
		if (this.pending || items.length > 0) this.savedLooks = copyOf(this.looks);
		this.pending = undefined;
	}

	/** The events that a sync in a list is, given every look before it. */
	private news(companyId: string, sync: ModelSync, before: Look[]): string[] {
		const sighted = [...before]
			.reverse()
			.find(({ syncs }) => syncs.some(({ id }) => id === sync.id));
		const last = sighted?.syncs.find(({ id }) => id === sync.id);
		if (!last && before.length === 0 && !this.isAfterBeginning(companyId, sync)) return [];
		const events = [
			!last && 'syncStarted',
			classOf(last) !== classOf(sync) && classOf(sync),
			last?.code !== sync.code && 'syncStatusChanged',
		];
		return events
			.filter((event) => event && this.setup.events.includes(event))
			.map((event) => `${event} ${sync.id} ${sync.version}`);
	}

	/**
	 * At a company's first look after watching began, what is dated before is old by n8n's clock,
	 * unless the company may be new.
	 */
	private isAfterBeginning(companyId: string, { utc }: ModelSync): boolean {
		const { createdAt } = this.codat.companies.find(({ id }) => id === companyId)!;
		const since = this.since! + this.setup.skew;
		return createdAt > since - 300_000 || Date.parse(utc) > since;
	}

	/**
	 * Of a company that was there before and is looked at later, such as one that is linked later,
	 * what began while n8n's clock was still ahead can't be told from what is old.
	 */
	private canBeKnown({ id, createdAt }: ModelCompany, { beganAt }: ModelSync): boolean {
		if (this.first.has(id) || createdAt > this.since!) return true;
		return beganAt > this.since! + this.setup.skew;
	}

	private checkRequests(): void {
		const { length } = this.requests;
		if (!this.setup.isAll) return hold(length === 1, 'one company took other than one request');
		const most = 1 + this.codat.companies.filter(({ isLinked }) => isLinked).length;
		hold(length <= most, 'a company that can have no news was asked for');
		hold(length === most || this.fault !== 'none', 'a company was not asked for');
	}

	/** Holds all that was emitted since watching began against what has truly happened. */
	private checkTruth(): void {
		const names = this.emitted.map(nameOf);
		hold(new Set(names).size === names.length, 'an event was emitted twice');
		for (const company of this.watched()) {
			for (const sync of company.syncs) {
				if (sync.beganAt <= this.since! || !this.canBeKnown(company, sync)) continue;
				for (const event of ['syncStarted', classOf(sync), 'syncStatusChanged']) {
					if (!event || !this.setup.events.includes(event)) continue;
					const found = this.emitted.filter((it) => it.event === event && it.syncId === sync.id);
					hold(found.length > 0, `${event} of ${sync.id} was missed`);
					hold(found.length === 1 || event !== 'syncStarted', `${sync.id} started twice`);
				}
			}
		}
	}

	private watched(): ModelCompany[] {
		return this.setup.isAll ? this.codat.companies : this.codat.companies.slice(0, 1);
	}
}

function same(actual: string[], expected: string[]): void {
	if (actual.join() !== expected.join()) expect(actual).toEqual(expected);
}

function nameOf({ event, syncId, version }: IDataObject): string {
	return `${String(event)} ${String(syncId)} ${String(version)}`;
}

function copyOf(looks: Map<string, Look[]>): Map<string, Look[]> {
	return new Map([...looks].map(([id, list]) => [id, [...list]]));
}
