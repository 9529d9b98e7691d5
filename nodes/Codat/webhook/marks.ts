import { createHash } from 'node:crypto';

/**
 * A bounded memory of IDs, the newest of which are kept, each as a short hash: what comes from outside
 * is of any length.
 */
export class Marks {
	/**
	 * Oldest first. It stays the same list, so that what n8n saves of it is what is known at that
	 * moment: deliveries that come together would otherwise write over each other's.
	 */
	readonly list: string[] = [];

	private readonly known = new Set<string>();

	constructor(private readonly most: number) {}

	has(id: string): boolean {
		return this.known.has(markOf(id));
	}

	add(id: string): void {
		this.put(markOf(id));
	}

	remove(id: string): void {
		const mark = markOf(id);
		if (this.known.delete(mark)) this.list.splice(this.list.indexOf(mark), 1);
	}

	/** Adds what was saved, be it by another process; it may be anything. */
	learn(saved: unknown, except?: Marks): void {
		if (!Array.isArray(saved)) return;
		for (const mark of saved.slice(-this.most) as unknown[]) {
			if (typeof mark !== 'string' || !/^[\w-]{12}$/.test(mark)) continue;
			if (!except?.known.has(mark)) this.put(mark);
		}
	}

	private put(mark: string): void {
		if (this.known.has(mark)) return;
		this.known.add(mark);
		this.list.push(mark);
		if (this.list.length > this.most) this.known.delete(this.list.shift()!);
	}
}

function markOf(id: string): string {
	return createHash('sha256').update(id).digest('base64url').slice(0, 12);
}
