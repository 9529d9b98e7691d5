import type { IDataObject } from 'n8n-workflow';

/** A random number generator whose numbers follow from its seed: each from 0 up to `below`. */
export type Random = (below: number) => number;

export function randomFrom(seed: number): Random {
	let state = seed >>> 0;
	return (below) => {
		state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
		return Math.floor((state / 2 ** 32) * below);
	};
}

export interface ModelSync {
	id: string;
	code: number;
	utc: string;
	/** Goes up with every change. */
	version: number;
	beganAt: number;
	changedAt: number;
}

export interface ModelCompany {
	id: string;
	createdAt: number;
	isLinked: boolean;
	syncs: ModelSync[];
}

/** What one request for a company's list was told. */
export interface Look {
	at: number;
	syncs: ModelSync[];
}

const START = Date.UTC(2026, 0, 1);
const SUCCESSES = [2000, 2040];
const FAILURES = [4000, 4200, 5130];

export const isRunning = ({ code }: ModelSync) => code < 2000;
export const isFailed = ({ code }: ModelSync) => code >= 4000;

/** The event that a sync is for having ended. */
export function classOf(sync: ModelSync | undefined): string | undefined {
	if (!sync || sync.code < 2000) return undefined;
	return sync.code < 4000 ? 'syncCompleted' : 'syncFailed';
}

/** As the list of companies has it. */
export function companyRecord({ id, createdAt, isLinked }: ModelCompany): IDataObject {
	const created = new Date(createdAt).toISOString();
	return { id, created, dataConnections: [{ status: isLinked ? 'Linked' : 'PendingAuth' }] };
}

/** A small Codat of companies and their syncs, which time moves only when told. */
export class Codat {
	time = START;
	companies: ModelCompany[] = [];
	/** How many of the newest syncs may change once they have ended, and may run at once. */
	liveliness = Infinity;

	tick(): number {
		this.time += 1000;
		return this.time;
	}

	found(isLinked: boolean): void {
		const id = `company-${String(this.companies.length).padStart(4, '0')}`;
		this.companies.push({ id, createdAt: this.tick(), isLinked, syncs: [] });
	}

	begin({ id, syncs }: ModelCompany, random: Random): ModelSync {
		const running = syncs.filter(isRunning);
		if (running.length >= this.liveliness) this.end(running[0], random);
		const time = this.tick();
		const utc = this.stamp(time, random);
		const sync = { id: `${id}-sync-${syncs.length}`, code: 1000, utc, version: 0 };
		return syncs[syncs.push({ ...sync, beganAt: time, changedAt: time }) - 1];
	}

	end(sync: ModelSync, random: Random): void {
		const codes = random(2) ? SUCCESSES : FAILURES;
		this.change(sync, codes[random(codes.length)]);
	}

	/** Any change that a sync which is there can go through. */
	move(company: ModelCompany, random: Random): void {
		const movable = company.syncs.slice(-this.liveliness).concat(company.syncs.filter(isRunning));
		if (movable.length === 0) return;
		const sync = movable[random(movable.length)];
		if (isRunning(sync)) {
			if (random(3) === 0) this.change(sync, sync.code === 1000 ? 1010 : 1000);
			else this.end(sync, random);
		} else if (isFailed(sync)) {
			// It is retried under its own ID, perhaps under a new date, perhaps to its end.
			if (company.syncs.filter(isRunning).length >= this.liveliness) return;
			if (random(2)) sync.utc = this.stamp(this.tick(), random);
			this.change(sync, 1000);
			if (random(2)) this.end(sync, random);
		} else {
			this.change(sync, sync.code === 2000 ? 2040 : 2000);
		}
	}

	/**
	 * A company's list as one request gets it: in any order, some records twice, in any of the
	 * shapes that Codat has; all that changed after `since`, and of the rest what it likes.
	 */
	list({ id, syncs }: ModelCompany, since: number, isWhole: boolean, random: Random) {
		const shown = syncs.filter(({ changedAt }) => isWhole || changedAt > since || random(2));
		const records: unknown[] = shown.map((sync) => this.record(id, sync, random));
		for (const sync of shown) {
			if (random(8) === 0) records.push(this.record(id, sync, random));
			const stale = { ...sync, code: 1000, version: -1 };
			if (random(8) === 0 && !isRunning(sync)) records.push(this.record(id, stale, random));
		}
		if (random(8) === 0) records.push(null);
		shuffle(records, random);
		const look: Look = { at: this.time, syncs: shown.map((sync) => ({ ...sync })) };
		return { look, answer: shaped(records, random) };
	}

	private record(companyId: string, { id, code, utc, version }: ModelSync, random: Random) {
		const syncStatusCode = [code, code, String(code), `${code},`][random(4)];
		return { companyId, syncId: id, syncStatusCode, syncUtc: utc, version };
	}

	private change(sync: ModelSync, code: number): void {
		sync.code = code;
		sync.version++;
		sync.changedAt = this.tick();
	}

	private stamp(time: number, random: Random): string {
		const digits = String(random(10_000)).padStart(4, '0');
		return new Date(time).toISOString().replace('Z', `${random(2) ? digits : ''}Z`);
	}
}

function shuffle(values: unknown[], random: Random): void {
	for (let index = values.length - 1; index > 0; index--) {
		const other = random(index + 1);
		[values[index], values[other]] = [values[other], values[index]];
	}
}

function shaped(records: unknown[], random: Random): { statusCode: number; body: unknown } {
	const ok = (body: unknown) => ({ statusCode: 200, body });
	if (records.length === 0) {
		const none = { statusCode: 404, body: { statusCode: 404, error: 'No syncs were found.' } };
		return [none, ok([]), ok({ results: [] }), ok('')][random(4)];
	}
	if (records.length === 1 && records[0] !== null && random(2)) return ok(records[0]);
	return ok(random(4) ? records : { results: records });
}
