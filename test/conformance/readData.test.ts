import type { IDataObject } from 'n8n-workflow';

import { dataTypes } from '../../nodes/Codat/dataTypes';
import { SEED } from '../../sandbox/seed';
import { startSandbox, type Sandbox } from '../../sandbox/server';
import { runCodat } from '../engine/harness';
import { nameOf, rows } from '../spec/endpoints';
import { parametersFor } from '../engine/parametersFor';
import { breachesOf } from '../spec/deviations';
import { sdksFor } from './sdks';
import { onTheWire } from './wire';

/**
 * Reading, as @codat/accounting, @codat/commerce, @codat/lending and @codat/platform send it: one
 * call for each data type that one of them has, found by its name.
 */
const { florist } = SEED.companies;
const companyId = florist.id;
const byId = (value: string) => ({ __rl: true, mode: 'id', value });

type Call = (request: IDataObject) => Promise<unknown>;

let sandbox: Sandbox;
beforeAll(async () => {
	sandbox = await startSandbox();
});
afterAll(async () => await sandbox.close());

/** Where SDKs keep a data type, if not under its own name, with `get` and `list`. */
const PLACES: Record<string, string> = {
	bankTransactions: 'accounting.bankAccountTransactions',
	chartOfAccounts: 'accounting.accounts',
	'commerce-companyInfo': 'commerceData.companyInfo',
};

/** Those that no SDK that can be installed has, or has with `list` and `get`. */
const WITHOUT = Object.keys(dataTypes).filter(
	(type) =>
		dataTypes[type].read &&
		/^banking-|^commerce-(payment|productC|companyInfo)|^commerce-locations/.test(type),
);

function callOf(dataType: string, method: 'list' | 'get'): Call {
	const [, name = dataType] = /^commerce-(.+)$/.exec(dataType) ?? [];
	const place =
		PLACES[dataType] ??
		`${dataType.startsWith('commerce-') ? 'commerceData' : 'accounting'}.${name}`;
	const parts = place.split('.');
	const sdk = parts.reduce<unknown>(
		(at, part) => (at as Record<string, unknown>)[part],
		sdksFor(sandbox),
	) as Record<string, Call>;
	return sdk[method].bind(sdk);
}

const compared = rows.filter(
	({ resource, operation, values }) =>
		resource === 'readData' &&
		['getAll', 'get'].includes(operation) &&
		!WITHOUT.includes(values!.dataType),
);

const idName = (endpoint: string) => /\{(\w+)\}$/.exec(endpoint)?.[1] ?? '';

test.each(compared.map((row): [string, (typeof rows)[number]] => [nameOf(row), row]))(
	'%s',
	async (_, row) => {
		const { dataType } = row.values!;
		const isList = row.operation === 'getAll';
		const connectionId = dataType.startsWith('commerce-')
			? florist.connections.commerce
			: florist.connections.accounting;
		const credential = { apiKey: sandbox.apiKey, baseUrl: sandbox.url };
		const parameters = {
			...parametersFor(row, false),
			companyId: byId(companyId),
			connectionId: byId(connectionId),
			dataType,
			...(isList
				? { returnAll: false, limit: 100, accountId: 'bank-0001' }
				: { recordId: 'r/1 é' }),
		};
		sandbox.reset();
		await runCodat(credential, parameters);
		const [byNode] = sandbox.requests;

		sandbox.reset();
		const more = isList ? { page: 1, pageSize: 100 } : { [idName(row.endpoint)]: 'r/1 é' };
		const request = { companyId, connectionId, accountId: 'bank-0001', ...more };
		await callOf(dataType, isList ? 'list' : 'get')(request).catch(() => undefined);
		const [bySdk] = sandbox.requests;
		expect(onTheWire(byNode)).toEqual(onTheWire(bySdk));
		expect(breachesOf(byNode)).toEqual([]);
	},
);

test('most data types are compared', () => {
	expect(new Set(compared.map(({ values }) => values!.dataType)).size).toBeGreaterThan(28);
});
