import type { IDataObject } from 'n8n-workflow';

import { hold } from './hold';
import { randomFrom, type Random } from './triggerCodat';
import { N8n } from './triggerN8n';
import {
	BY_CONNECTION,
	nameOf,
	RecordsCodat,
	TYPES,
	type Answer,
	type RecordsCompany,
	type Version,
} from './triggerRecordsCodat';
import { EVENTS, type Setup, type Step } from './triggerRecordSteps';

/** Of versions: whether they must be told, may be, or must not. */
type Duty = 'due' | 'open' | 'old';

/** A record that should have been told was not. */
export class Missed extends Error {}

/** A record was told more than once. */
export class ToldTwice extends Error {}

/** A trigger, and the Codat that it watches: what it tells is held against what Codat has. */
export class History {
	/** How many events have been told in all. */
	events = 0;
	private readonly codat: RecordsCodat;
	private readonly n8n: N8n;
	private readonly parameters: IDataObject;
	private random: Random = randomFrom(0);
	private pending?: 'activate' | 'init' | 'update' = 'activate';
	/** Watching a type began in a poll between these times; undefined while it is to begin. */
	private readonly began = new Map<string, { from: number; to: number }>();
	/** Versions that were there when watching began, or when the filter changed. */
	private readonly old = new Set<Version>();
	private readonly open = new Set<Version>();
	private readonly told = new Set<Version>();
	private fault?: number;
	private isShifting = false;
	private requests = 0;
	/** The fetches that polls have seen, by company and type. */
	private seenFetches = new Map<string, string | undefined>();
	private savedFetches = new Map<string, string | undefined>();

	constructor(private readonly setup: Setup) {
		this.codat = new RecordsCodat(setup.manners);
		this.codat.found(randomFrom(7));
		if (setup.isAll) this.codat.found(randomFrom(8));
		this.parameters = {
			triggerOn: setup.events,
			dataTypes: TYPES,
			companyScope: setup.isAll ? 'all' : 'one',
			companyId: this.codat.companies[0].id,
			...{ filters: {}, matchType: 'allConditions', options: {} },
		};
		this.n8n = new N8n(this.parameters, async ({ url }) => this.answer(new URL(url)));
	}

	/** @throws Missed, ToldTwice, or Error for anything else that is wrong */
	async run(steps: readonly Step[]): Promise<void> {
		const { now } = Date;
		Date.now = () => this.codat.time + this.setup.skew;
		try {
			for (const [kind, seed] of steps) {
				this.random = randomFrom(seed);
				await this.step(kind);
			}
			await this.settle();
		} finally {
			Date.now = now;
		}
	}

	/** All that is under way ends, and everything is fetched once more, with changes. */
	private async settle(): Promise<void> {
		this.random = randomFrom(1);
		for (const company of this.codat.companies) this.codat.endFetches(company);
		await this.poll();
		this.codat.time += 700_000;
		for (const company of this.codat.companies) {
			for (const type of TYPES) {
				for (const { id } of company.connections) this.codat.beginFetch(company, type, id);
			}
			for (let left = 6; left > 0; left--) this.codat.change(company, this.random);
			this.codat.endFetches(company);
		}
		await this.poll();
		// By then lists show what they show late.
		this.codat.time += 700_000;
		await this.poll();
		this.checkAll();
		const count = this.told.size;
		this.codat.time += 700_000;
		await this.poll();
		await this.poll();
		hold(this.told.size === count, 'a quiet poll told something');
	}

	private async step(kind: Step[0]): Promise<void> {
		const { codat, random } = this;
		const company = codat.companies[random(codat.companies.length)];
		const type = TYPES[random(TYPES.length)];
		switch (kind) {
			case 'found':
				if (this.setup.isAll) codat.found(random);
				return;
			case 'goneConnection': {
				// One poll doesn't see a connection; it comes back.
				const connection = company.connections[random(company.connections.length)];
				connection.isLinked = false;
				await this.poll();
				connection.isLinked = true;
				return;
			}
			case 'poll':
				return await this.poll();
			case 'failingPoll':
				// A company that is first looked at later is told from older ones by n8n's clock.
				return await this.poll(this.pending && this.setup.skew ? undefined : random(6));
			case 'shiftingPoll':
				this.isShifting = true;
				await this.poll();
				this.isShifting = false;
				return;
			case 'crash':
			case 'update':
				if (this.pending) return;
				this.seenFetches = new Map(this.savedFetches);
				this.pending = kind === 'crash' ? 'init' : 'update';
				return await this.poll();
			case 'republish':
				this.pending = 'activate';
				this.began.clear();
				return await this.poll();
			case 'otherTypes': {
				if (this.pending) return;
				// Transfers have no such field.
				const chosen = TYPES.filter(
					(each) => random(3) && (each !== 'transfers' || !this.hasFilter),
				);
				if (chosen.length === 0) return;
				this.parameters.dataTypes = chosen;
				for (const each of TYPES) if (!chosen.includes(each)) this.began.delete(each);
				this.pending = 'update';
				return await this.poll();
			}
			case 'otherFilter': {
				if (this.pending) return;
				const conditions = [{ field: 'totalAmount', condition: 'greaterThanOrEqual', value: '50' }];
				this.parameters.dataTypes = ['invoices', 'bills'];
				this.began.delete('transfers');
				this.parameters.filters = this.hasFilter ? {} : { conditions };
				for (const version of codat.versions) this.open.add(version);
				this.pending = 'update';
				return await this.poll();
			}
			default:
				return codat.happen(kind, company, type, random);
		}
	}

	private get hasFilter(): boolean {
		return Object.keys(this.parameters.filters as object).length > 0;
	}

	private get types(): string[] {
		return this.parameters.dataTypes as string[];
	}

	private async poll(fault?: number): Promise<void> {
		this.fault = fault;
		this.requests = 0;
		const { codat } = this;
		const from = (codat.time += 1_000);
		const shown = new Set(codat.shown().filter((version) => this.isListed(version)));
		const polled = this.pending ? await this.n8n.activate(this.pending) : await this.n8n.poll();
		if ('error' in polled) {
			hold(fault !== undefined, String(polled.error));
			return;
		}
		codat.time += 1_000;
		if (this.pending === 'activate') {
			this.old.clear();
			this.open.clear();
			this.told.clear();
			this.seenFetches.clear();
		}
		for (const type of this.types) {
			if (this.began.has(type)) continue;
			this.began.set(type, { from, to: codat.time });
			for (const version of codat.versions) {
				if (version.type !== type) continue;
				this.told.delete(version);
				this.open.add(version);
				// A company that is first looked at later counts as new for five minutes.
				const isNew = codat.companyOf(version).createdAt > from - 300_000 && fault !== undefined;
				if (shown.has(version) && !isNew) this.old.add(version);
			}
		}
		for (const item of polled.items) this.note(item);
		this.checkRead(shown, fault === undefined && !this.isShifting);
		if (this.pending || polled.items.length > 0) this.savedFetches = new Map(this.seenFetches);
		this.pending = undefined;
		hold(this.n8n.savedBytes < 60_000, `${this.n8n.savedBytes} bytes are saved`);
		hold(
			this.n8n.warnings.every((text) => text.includes('could not look at')),
			this.n8n.warnings.join(),
		);
	}

	private note(item: IDataObject): void {
		const { event, dataType, companyId, companyName, connectionId, id, modifiedDate, whose } = item;
		const version = this.codat.versions.find(
			(each) =>
				each.companyId === companyId &&
				each.type === dataType &&
				each.connection === whose &&
				each.id === id &&
				each.modifiedDate === modifiedDate,
		);
		if (!version) throw new Error(`Made up: ${JSON.stringify(item)}`);
		hold(event === EVENTS[Number(version.isDeleted)], `not ${String(event)}`);
		hold(this.setup.events.includes(String(event)), `${String(event)} was not asked for`);
		if (BY_CONNECTION.includes(version.type)) hold(connectionId === whose, 'another connection');
		if (this.setup.isAll) hold(companyName === `Name of ${String(companyId)}`, 'no name');
		hold(this.dutyOf(version) !== 'old', `${nameOf(version)} is old`);
		hold(this.fits(version), `${nameOf(version)} does not fit the filter`);
		hold(!this.told.has(version), `${nameOf(version)} was told twice`, ToldTwice);
		this.told.add(version);
		this.events++;
	}

	private fits({ amount }: Version): boolean {
		return !this.hasFilter || amount >= 50;
	}

	private dutyOf(version: Version): Duty {
		if (this.old.has(version)) return 'old';
		if (this.open.has(version)) return 'open';
		const began = this.began.get(version.type);
		if (!began) return 'old';
		// What changes while a poll goes on may be seen by it, or not.
		return version.at > began.to ? 'due' : 'open';
	}

	private isListed({ companyId, type, connection }: Version): boolean {
		const isOwn = BY_CONNECTION.includes(type);
		return this.codat.isListed(companyId, type, isOwn ? connection : undefined);
	}

	/** What a poll must have read that found a new fetch. */
	private checkRead(shown: Set<Version>, isQuiet: boolean): void {
		for (const company of this.watched()) {
			for (const type of this.types) {
				const key = `${company.id} ${type}`;
				const latest = this.codat.latest(company, type)?.id;
				if (latest === this.seenFetches.get(key)) continue;
				this.seenFetches.set(key, latest);
				const isWhole = company.connections.every(({ isLinked }) => isLinked);
				if (!isQuiet || !isWhole || this.pending === 'activate') continue;
				for (const version of shown) {
					if (version.companyId !== company.id || version.type !== type) continue;
					this.checkTold(version);
				}
			}
		}
	}

	private checkAll(): void {
		for (const version of this.codat.shown()) {
			if (this.watched().includes(this.codat.companyOf(version))) this.checkTold(version);
		}
	}

	private checkTold(version: Version): void {
		if (!this.types.includes(version.type) || !this.fits(version)) return;
		if (!this.setup.events.includes(EVENTS[Number(version.isDeleted)])) return;
		const isSo = this.dutyOf(version) !== 'due' || this.told.has(version);
		hold(isSo, `${nameOf(version)} was missed`, Missed);
	}

	private watched(): RecordsCompany[] {
		return this.setup.isAll ? this.codat.companies : this.codat.companies.slice(0, 1);
	}

	private answer(url: URL): Answer {
		const { codat } = this;
		if (this.requests++ === this.fault) return { statusCode: 403, body: { error: 'Not for you' } };
		if (this.isShifting) {
			codat.time += 500;
			const company = codat.companies[this.random(codat.companies.length)];
			if (this.random(2)) codat.change(company, this.random);
		}
		return codat.answer(url);
	}
}
