import { startSandbox, type Sandbox } from '../../sandbox/server';
import { runCodat } from '../engine/harness';
import { breachesOf } from '../spec/deviations';
import { sdksFor, type Sdks } from './sdks';
import { ROWS, type Row } from './seedRows';
import { onTheWire } from './wire';

/**
 * The operations that the project began with: the node sends what Codat's official SDKs send and
 * its specs allow, and the SDKs can read what comes back.
 */
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
	await call();
	expect(sandbox.requests).toMatchObject([{ status: 200 }]);
	return sandbox.requests[0];
}

async function runNode({ node }: Row) {
	const { error } = await runCodat({ apiKey: sandbox.apiKey, baseUrl: sandbox.url }, node);
	if (error) throw error;
}

test('all twenty are here', () => {
	expect(new Set(ROWS.map(({ seed }) => seed)).size).toBe(20);
});

test.each(
	ROWS.map((row): [string, Row] => [[row.seed, row.variant].filter(Boolean).join(', '), row]),
)('%s', async (_, row) => {
	const bySdk = await requestOf(async () => await row.sdk(sdks));
	const byNode = await requestOf(async () => await runNode(row));
	expect(onTheWire(byNode)).toEqual(onTheWire(bySdk));
	expect(breachesOf(byNode)).toEqual([]);
});
