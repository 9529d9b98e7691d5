import type { IDataObject } from 'n8n-workflow';

import type { Random } from './triggerCodat';

/** One version of a record, as Codat has fetched it. */
export interface Version {
	companyId: string;
	type: string;
	connection: string;
	id: string;
	/** With up to seven digits. */
	modifiedDate: string;
	/** When it was made, and from when on lists show it, in epoch milliseconds. */
	at: number;
	visibleAt: number;
	isDeleted: boolean;
	amount: number;
}

interface Fetch {
	id: string;
	type: string;
	connection: string;
	endedAt?: number;
}

export interface RecordsCompany {
	id: string;
	createdAt: number;
	connections: Array<{ id: string; isLinked: boolean }>;
	/** In the order of their requests. */
	fetches: Fetch[];
}

/** Read for a whole company, and for each connection. */
export const BY_COMPANY = ['invoices', 'bills'];
export const BY_CONNECTION = ['transfers'];
export const TYPES = [...BY_COMPANY, ...BY_CONNECTION];

const LATEST = 600_000;

export interface Answer {
	statusCode: number;
	body: unknown;
}

/** How Codat answers, where its documents leave it open. */
export interface Manners {
	/** Of two fetches at once, which one `dataStatus` names: the one asked for last, or ended last. */
	names: 'requested' | 'ended';
	/** Records of a page at the most. */
	pageSize: number;
}

/** What goes on in Codat by itself. */
type Happening = 'fetch' | 'twoFetches' | 'change' | 'changes' | 'end' | 'wait' | 'waitLong';

/** A small Codat of companies and their records, which time moves only when told. */
export class RecordsCodat {
	time = Date.UTC(2026, 0, 1);
	readonly companies: RecordsCompany[] = [];
	readonly versions: Version[] = [];
	private count = 0;

	constructor(readonly manners: Manners) {}

	found(random: Random): RecordsCompany {
		const id = `company-${this.companies.length}`;
		const connections = ['a', 'b'].slice(random(2)).map((name) => ({
			id: `${id}-${name}`,
			isLinked: true,
		}));
		this.time += 1_000;
		const company = { id, createdAt: this.time, connections, fetches: [] };
		return this.companies[this.companies.push(company) - 1];
	}

	beginFetch(company: RecordsCompany, type: string, connection: string): void {
		const isRunning = this.running(company).some(
			(fetch) => fetch.type === type && fetch.connection === connection,
		);
		if (!isRunning) company.fetches.push({ id: `fetch-${++this.count}`, type, connection });
	}

	running({ fetches }: RecordsCompany): Fetch[] {
		return fetches.filter(({ endedAt }) => endedAt === undefined);
	}

	endFetch(fetch: Fetch): void {
		this.time += 1_000;
		fetch.endedAt = this.time;
	}

	endFetches(company: RecordsCompany): void {
		for (const fetch of this.running(company)) this.endFetch(fetch);
	}

	/** A fetch, under way or begun for it, finds a record new, changed, deleted, or back. */
	change(company: RecordsCompany, random: Random): void {
		if (this.running(company).length === 0) {
			const { id } = company.connections[random(company.connections.length)];
			this.beginFetch(company, TYPES[random(TYPES.length)], id);
		}
		const running = this.running(company);
		const { type, connection } = running[random(running.length)];
		const its = this.versions.filter(
			(each) => each.type === type && each.connection === connection,
		);
		const last = its.at(-1);
		const isNew = its.length === 0 || random(3) === 0;
		const ids = [...new Set(its.map(({ id }) => id))];
		const id = isNew ? String(ids.length + 1) : ids[random(ids.length)];
		// Those of one batch have one date.
		const isTied = last !== undefined && random(3) === 0 && last.at > this.time - LATEST;
		const ofDate = its.filter(({ modifiedDate }) => modifiedDate === last?.modifiedDate);
		const joins = isTied && !ofDate.some((each) => each.id === id);
		if (!joins) this.time += 1 + random(3) * 400;
		// With none, one, three or seven digits.
		const precision = [1_000, 100, 1, 1][random(4)];
		if (!joins) this.time = Math.ceil(this.time / precision) * precision;
		const more = precision === 1 ? String(random(10_000)).padStart(4, '0') : '';
		const iso = new Date(this.time).toISOString().slice(0, 23);
		const date = `${iso}${more}`.replace(/\.?0+$/, '') + 'Z';
		if (!joins && this.versions.some(({ modifiedDate }) => modifiedDate === date)) return;
		const at = joins ? last.at : this.time;
		this.versions.push({
			companyId: company.id,
			type,
			connection,
			id,
			modifiedDate: joins ? last.modifiedDate : date,
			at,
			visibleAt: Math.max(this.time, at + (random(3) ? 0 : random(LATEST))),
			isDeleted: random(4) === 0,
			amount: random(100),
		});
	}

	happen(kind: Happening, company: RecordsCompany, type: string, random: Random): void {
		switch (kind) {
			case 'fetch': {
				const { id } = company.connections[random(company.connections.length)];
				return this.beginFetch(company, type, id);
			}
			case 'twoFetches':
				for (const { id } of company.connections) this.beginFetch(company, type, id);
				return;
			case 'change':
				return this.change(company, random);
			case 'changes':
				for (let left = random(9); left > 0; left--) this.change(company, random);
				return;
			case 'end': {
				const running = this.running(company);
				if (running.length > 0) this.endFetch(running[random(running.length)]);
				return;
			}
			case 'wait':
				this.time += random(300_000);
				return;
			case 'waitLong':
				this.time += random(10_000_000);
				return;
		}
	}

	/** The versions that lists show now: of each record the latest of those that are visible. */
	shown(of: Partial<Version> = {}): Version[] {
		const shown = new Map<string, Version>();
		for (const version of this.versions) {
			if (version.visibleAt > this.time) continue;
			if (Object.entries(of).some(([key, value]) => version[key as keyof Version] !== value))
				continue;
			const key = [version.companyId, version.type, version.connection, version.id].join();
			const other = shown.get(key);
			if (!other || dateKey(version) >= dateKey(other)) shown.set(key, version);
		}
		return [...shown.values()];
	}

	companyOf({ companyId }: Version): RecordsCompany {
		return this.companies.find(({ id }) => id === companyId)!;
	}

	/** Whether there is a list that can be read: its first fetch has ended. */
	isListed(companyId: string, type: string, connection?: string): boolean {
		const { fetches } = this.companies.find(({ id }) => id === companyId)!;
		return fetches.some(
			(each) =>
				each.type === type && each.endedAt && (!connection || each.connection === connection),
		);
	}

	/** The latest successful fetch of a type, as `dataStatus` tells. */
	latest({ fetches }: RecordsCompany, type: string): Fetch | undefined {
		const ended = fetches.filter((each) => each.type === type && each.endedAt !== undefined);
		if (this.manners.names === 'ended') ended.sort((a, b) => a.endedAt! - b.endedAt!);
		return ended.at(-1);
	}

	private status(company: RecordsCompany): Answer {
		const entries = TYPES.map((dataType) => {
			const latest = this.latest(company, dataType);
			const running = this.running(company).some(({ type }) => type === dataType);
			return [
				dataType,
				{
					dataType,
					currentStatus: running ? 'Fetching' : latest ? 'Complete' : 'Initial',
					...(latest && {
						latestSuccessfulSyncId: latest.id,
						lastSuccessfulSync: new Date(latest.endedAt!).toISOString(),
					}),
				},
			];
		});
		return { statusCode: 200, body: Object.fromEntries(entries) };
	}

	answer({ pathname, searchParams }: URL): Answer {
		if (pathname === '/companies') {
			return { statusCode: 200, body: { results: this.companies.map(companyRecord) } };
		}
		const company = this.companies.find(({ id }) => pathname.startsWith(`/companies/${id}/`))!;
		if (pathname.endsWith('/dataStatus')) return this.status(company);
		if (pathname.endsWith('/connections')) {
			return { statusCode: 200, body: { results: connectionsOf(company) } };
		}
		return this.list(company, pathname, searchParams);
	}

	private list(company: RecordsCompany, path: string, query: URLSearchParams): Answer {
		const type = path.split('/').at(-1)!;
		const connection = /\/connections\/([^/]+)/.exec(path)?.[1];
		const whose = { companyId: company.id, type, ...(connection && { connection }) };
		if (!this.isListed(company.id, type, connection)) {
			return { statusCode: 409, body: { error: 'The data set has not been requested.' } };
		}
		const orderBy = query.get('orderBy');
		const terms = (query.get('query') ?? '').split(/&&/).filter((term) => term !== '');
		const found = this.shown(whose).filter((version) => terms.every((term) => fits(version, term)));
		if (orderBy) {
			const sign = orderBy.startsWith('-') ? -1 : 1;
			found.sort((a, b) => sign * (dateKey(a) < dateKey(b) ? -1 : Number(dateKey(a) > dateKey(b))));
		}
		const page = Number(query.get('page'));
		const size = Math.min(Number(query.get('pageSize')), this.manners.pageSize);
		const hasNext = page * size < found.length;
		return {
			statusCode: 200,
			body: {
				results: found.slice((page - 1) * size, page * size).map(asRecord),
				totalResults: found.length,
				_links: { self: {}, ...(hasNext && { next: { href: '/next' } }) },
			},
		};
	}
}

export const nameOf = ({ companyId, type, connection, id, modifiedDate }: Version) =>
	[companyId, type, connection, id, modifiedDate].join(' ');

/** Codat's dates as texts that sort. */
const dateKey = ({ modifiedDate }: { modifiedDate: string }) => keyOfDate(modifiedDate);

function keyOfDate(date: string): string {
	const [whole, fraction = ''] = date.replace('Z', '').split('.');
	return `${whole}.${fraction.padEnd(7, '0')}`;
}

function fits(version: Version, term: string): boolean {
	const [, field, operator, value] = /^\{?([\w.]+)(>=|<=|>|<|=)([^}]+)\}?$/.exec(term)!;
	if (field === 'metadata.isDeleted') return String(version.isDeleted) === value;
	const [left, right] =
		field === 'totalAmount'
			? [version.amount, Number(value)]
			: [dateKey(version), keyOfDate(value)];
	if (operator === '>=') return left >= right;
	if (operator === '<=') return left <= right;
	return operator === '>' ? left > right : left < right;
}

function asRecord({ id, modifiedDate, isDeleted, amount, connection }: Version): IDataObject {
	return { id, modifiedDate, totalAmount: amount, metadata: { isDeleted }, whose: connection };
}

function connectionsOf({ connections }: RecordsCompany): IDataObject[] {
	return connections
		.filter(({ isLinked }) => isLinked)
		.map(({ id }) => ({ id, status: 'Linked', sourceType: 'Accounting' }));
}

function companyRecord(company: RecordsCompany): IDataObject {
	const created = new Date(company.createdAt).toISOString();
	const { id } = company;
	return { id, name: `Name of ${id}`, created, dataConnections: connectionsOf(company) };
}
