import { Marks } from './marks';

/** How many deliveries are remembered: Codat repeats one that failed after minutes, then hours. */
const MOST_DELIVERIES = 2_000;

/** How many connections are remembered. A forgotten one is taken for new: read once too often. */
const MOST_CONNECTIONS = 2_000;

/**
 * What one process knows of the deliveries to one address. It knows neither n8n nor a clock: what n8n
 * has saved is handed in, and so is what becomes of a delivery.
 */
export class Deliveries {
	/** Those that were taken in, or are being taken in. */
	readonly taken = new Marks(MOST_DELIVERIES);

	/** The connections of which a read was told. */
	readonly connections = new Marks(MOST_CONNECTIONS);

	/** What becomes of those that are being taken in. */
	private readonly pending = new Map<string, Promise<boolean>>();

	/** Those that could not be taken in, though n8n may have saved that they were. */
	private readonly lost = new Marks(MOST_DELIVERIES);

	/** Adds what n8n has saved; it may be anything. */
	learn(taken: unknown, connections: unknown): void {
		this.taken.learn(taken, this.lost);
		this.connections.learn(connections);
	}

	/**
	 * What has become of an earlier delivery with this ID: whether it was taken in. Nothing for a new
	 * one.
	 */
	earlier(id: string): Promise<boolean> | boolean | undefined {
		return this.pending.get(id) ?? (this.taken.has(id) || undefined);
	}

	/**
	 * Takes in a new delivery.
	 *
	 * @param connections of which it tells for the first time
	 * @param fate whether it was taken in, once that is known; if not, it is as if it had never come
	 */
	take(id: string, connections: string[], fate: Promise<boolean>): void {
		this.pending.set(id, fate);
		this.taken.add(id);
		this.lost.remove(id);
		for (const connection of connections) this.connections.add(connection);
		void fate.then((isTaken) => {
			this.pending.delete(id);
			if (isTaken) return;
			this.taken.remove(id);
			this.lost.add(id);
			for (const connection of connections) this.connections.remove(connection);
		});
	}
}
