/** Which requests a fault strikes. */
export interface FaultMatch {
	method?: string;
	/** The whole path without the query, or a pattern that it must match. */
	path?: string | RegExp;
}

/** What goes wrong. Unless it says otherwise, the request is handled first. */
export type FaultKind =
	/** Any answer, in the place of handling the request. */
	| { kind: 'status'; status: number; headers?: Record<string, string>; body?: unknown }
	/** A 5xx, before or (the default) after the request took effect. */
	| { kind: 'error'; status?: number; effect?: 'before' | 'after' }
	/**
	 * 429. Not handled. `retryAfter`: seconds, a date that many seconds ahead, none, or 00:00 UTC.
	 */
	| {
			kind: 'tooManyRequests';
			retryAfter?: 'seconds' | 'date' | 'none' | 'dailyQuota';
			seconds?: number;
	  }
	/** 409, as for an idempotency key that is in progress. Not handled. */
	| { kind: 'inProgress' }
	/** The connection drops. Not handled. */
	| { kind: 'resetBeforeResponse' }
	/** The connection drops without an answer. */
	| { kind: 'resetAfterEffect' }
	/** The connection drops after the headers and half of the body. */
	| { kind: 'resetMidBody' }
	/** Nothing is answered until the client goes away or the sandbox closes. Not handled. */
	| { kind: 'neverAnswer' }
	/** Handled late. */
	| { kind: 'delay'; ms: number }
	/** A web page with status 200, as a proxy would send it. Not handled. */
	| { kind: 'html' }
	/** The same page, labelled as JSON. Not handled. */
	| { kind: 'htmlAsJson' }
	/** The right JSON, labelled as plain text. */
	| { kind: 'wrongContentType' }
	/** A complete HTTP answer with half of the JSON. */
	| { kind: 'truncatedJson' }
	/** 200 with no body. */
	| { kind: 'empty' }
	/** 204. */
	| { kind: 'noContent' }
	/** So many bytes of valid JSON. Not handled. */
	| { kind: 'huge'; bytes: number }
	/** The right answer, compressed. */
	| { kind: 'gzip' }
	/** The right answer, labelled as compressed, which it isn't. */
	| { kind: 'brokenGzip' }
	/** A redirect. Not handled. */
	| { kind: 'redirect'; to: string; status?: number }
	/** A list with the object in it. */
	| { kind: 'listForObject' }
	/** The first record of a list, bare or in an envelope. */
	| { kind: 'objectForList' }
	/** Every number as a string. */
	| { kind: 'numbersAsStrings' }
	/** Values that no enum knows, for statuses and types. */
	| { kind: 'unknownEnum' }
	/** Fields taken out wherever they stand. */
	| { kind: 'missingFields'; fields?: string[] }
	/** Dates that no calendar has. */
	| { kind: 'impossibleDates' }
	/** Whatever a test makes of the body. */
	| { kind: 'rewrite'; rewrite: (body: unknown) => unknown };

export type Fault = FaultKind & {
	match?: FaultMatch;
	/** How many requests it strikes: 1 unless given. */
	times?: number;
	/** How many matching requests it lets pass first. */
	skip?: number;
};

/** A fault that is set, and how many requests it has struck. */
export interface ActiveFault {
	readonly fault: Fault;
	hits: number;
	passed: number;
}

function matches({ match = {} }: Fault, method: string, path: string): boolean {
	if (match.method && match.method.toUpperCase() !== method) return false;
	if (match.path === undefined) return true;
	return typeof match.path === 'string' ? match.path === path : match.path.test(path);
}

/** The faults in force. The first one that matches strikes. */
export class FaultSwitch {
	private active: ActiveFault[] = [];

	add(fault: Fault): ActiveFault {
		const active = { fault, hits: 0, passed: 0 };
		this.active.push(active);
		return active;
	}

	clear(): void {
		this.active = [];
	}

	/** The fault for this request, which counts as struck. */
	next(method: string, path: string): Fault | undefined {
		for (const active of this.active) {
			const { fault } = active;
			if (active.hits >= (fault.times ?? 1) || !matches(fault, method, path)) continue;
			if (active.passed < (fault.skip ?? 0)) {
				active.passed++;
				continue;
			}
			active.hits++;
			return fault;
		}
		return undefined;
	}
}
