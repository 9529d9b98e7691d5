import { startSandbox, type Sandbox } from '../../sandbox/server';
import { putIn } from '../engine/samples';
import { runCodat } from '../engine/harness';
import { breachesOf } from '../spec/deviations';
import { sdksFor, type Sdks } from './sdks';
import type { Row } from './seedRows';
import { onTheWire } from './wire';

/** Tests that the node sends what Codat's official SDKs send, and what its specs allow. */
export function compare(rows: Row[]): void {
	let sandbox: Sandbox;
	let sdks: Sdks;

	beforeAll(async () => {
		sandbox = await startSandbox();
		sdks = sdksFor(sandbox);
	});
	afterAll(async () => await sandbox.close());

	/** The one request that a call makes of a fresh sandbox. */
	async function requestOf(call: () => Promise<unknown>) {
		sandbox.reset();
		putIn(sandbox.state);
		await call();
		const { requests } = sandbox;
		expect(requests).toHaveLength(1);
		expect(String(requests[0].status)).toMatch(/^2/);
		return requests[0];
	}

	async function runNode({ node }: Row) {
		const { error } = await runCodat({ apiKey: sandbox.apiKey, baseUrl: sandbox.url }, node);
		if (error) throw error;
	}

	test.each(
		rows.map((row): [string, Row] => [[row.seed, row.variant].filter(Boolean).join(', '), row]),
	)('%s', async (_, row) => {
		const bySdk = await requestOf(async () => await row.sdk(sdks));
		const byNode = await requestOf(async () => await runNode(row));
		expect(onTheWire(byNode)).toEqual(onTheWire(bySdk));
		expect(breachesOf(byNode)).toEqual([]);
	});
}
