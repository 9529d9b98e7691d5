import type { IBinaryKeyData, IDataObject } from 'n8n-workflow';

import { startSandbox, type Sandbox } from '../../sandbox/server';
import type { LoggedRequest } from '../../sandbox/state';
import { putIn } from '../engine/samples';
import { runCodat } from '../engine/harness';
import { endpointOf } from '../spec/checkRequest';
import { breachesOf } from '../spec/deviations';
import { nameOf, rows } from '../spec/endpoints';
import { sdksFor, type Sdks } from './sdks';
import { onTheWire, type WireRequest } from './wire';

/** One call, made through the node and through an SDK. */
export interface Row {
	/** The operation, by `nameOf` of its endpoint, or by the document that describes it. */
	name: string;
	/** What sets this call of the operation apart from its others. */
	variant?: string;
	node: IDataObject;
	/** The file of the input item. */
	binary?: IBinaryKeyData;
	sdk: (sdks: Sdks) => Promise<unknown>;
	/** Whether Codat has no such thing, as where an ID is odd. */
	isGone?: boolean;
	/** Where the newest SDK that can be installed differs from the specs, and how. */
	older?: {
		reason: string;
		/** What the SDK would send if it were as the specs are. */
		asSpecified: (bySdk: WireRequest, byNode: WireRequest) => WireRequest;
	};
}

/** Of each endpoint that stands in the specs, by the name of what the node makes of it. */
const endpoints = new Map(rows.map((row) => [nameOf(row), row.endpoint]));

/** Tests that the node sends what Codat's official SDKs send, and what its specs allow. */
export function compare(calls: Row[]): void {
	let sandbox: Sandbox;
	let sdks: Sdks;

	beforeAll(async () => {
		sandbox = await startSandbox();
		sdks = sdksFor(sandbox);
	});
	afterAll(async () => await sandbox.close());

	/** The requests that a call makes of a fresh sandbox. */
	async function requestsOf(call: () => Promise<unknown>): Promise<LoggedRequest[]> {
		sandbox.reset();
		putIn(sandbox.state);
		await call();
		return [...sandbox.requests];
	}

	async function runNode(row: Row) {
		const { node, binary } = row;
		const { error } = await runCodat({ apiKey: sandbox.apiKey, baseUrl: sandbox.url }, node, {
			binary: binary && [binary],
		});
		if (error && !row.isGone) throw error;
	}

	test.each(
		calls.map((row): [string, Row] => [[row.name, row.variant].filter(Boolean).join(', '), row]),
	)('%s', async (_, row) => {
		const status = row.isGone ? /^404$/ : /^2/;
		// What it makes of the answer is another matter (sandboxParsesWithSdks.test.ts).
		const bySdk = await requestsOf(async () => await row.sdk(sdks).catch(() => undefined));
		expect(bySdk).toHaveLength(1);
		const all = await requestsOf(async () => await runNode(row));
		// Some look something up first.
		const endpoint = endpoints.get(row.name) ?? endpointOf(all[0])?.endpoint;
		const byNode = all.filter((request) => endpointOf(request)?.endpoint === endpoint);
		expect(byNode).toHaveLength(1);
		expect(String(byNode[0].status)).toMatch(status);
		expect(breachesOf(byNode[0])).toEqual([]);

		const sent = onTheWire(byNode[0]);
		const expected = onTheWire(bySdk[0]);
		if (row.older) {
			expect(sent).not.toEqual(expected);
			const specified = row.older.asSpecified(expected, sent);
			const length = { 'content-length': sent.headers['content-length'] };
			expect(sent).toEqual({ ...specified, headers: { ...specified.headers, ...length } });
		} else {
			expect(String(bySdk[0].status)).toMatch(status);
			expect(sent).toEqual(expected);
		}
	});
}

/** The same call by each of several SDKs, by what they are for. */
export const bySdks = (call: Pick<Row, 'name' | 'node'>, sdks: Record<string, Row['sdk']>): Row[] =>
	Object.entries(sdks).map(([variant, sdk]) => ({ ...call, variant, sdk }));
