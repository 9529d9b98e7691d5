import type { IDataObject } from 'n8n-workflow';

import { resources } from '../../nodes/Codat/actions';
import { startSandbox, type Sandbox } from '../../sandbox/server';
import { built } from '../spec/built';
import { nameOf, type Row } from '../spec/endpoints';
import { runCodat } from './harness';
import { parametersFor } from './parametersFor';
import { FILE, putIn } from './samples';

/** Whatever an operation is refused for, its error says for which item: n8n shows '[item 1]'. */
let sandbox: Sandbox;
beforeAll(async () => {
	sandbox = await startSandbox();
});
beforeEach(() => {
	sandbox.reset();
	sandbox.faults.clear();
	putIn(sandbox.state);
});
afterAll(async () => await sandbox.close());

/** A row of each operation. */
const rows = [
	...new Map(built.map((row) => [`${row.resource} ${row.operation}`, row] as const)).entries(),
];

const run = async (row: Row, parameters: IDataObject, items: IDataObject[]) =>
	await runCodat({ apiKey: sandbox.apiKey, baseUrl: sandbox.url }, parameters, {
		items,
		binary: items.map(() => FILE),
		executionId: nameOf(row),
	});

test.each(rows)('%s: refused by Codat', async (_, row) => {
	sandbox.faults.add({ kind: 'error', status: 403, effect: 'before', times: Infinity });
	const { error } = await run(row, parametersFor(row, false), [{}]);
	expect(error?.context?.itemIndex).toBe(0);
});

const requiredOf = ({ resource, operation, values = {} }: Row, parameters: IDataObject) =>
	resources[resource].operations[operation].fields
		.map(({ property }) => property)
		// n8n knows no expression for rows as a whole.
		.filter(({ type }) => type !== 'fixedCollection')
		.find(({ name, required }) => required && name in parameters && !(name in values));

const withRequired = rows.filter(([, row]) => requiredOf(row, parametersFor(row, false)));

test.each(withRequired)('%s: nothing from the second item', async (_, row) => {
	const parameters = parametersFor(row, false);
	const { name, displayName } = requiredOf(row, parameters)!;
	const { error } = await run(row, { ...parameters, [name]: '={{ $json.value }}' }, [
		{ value: parameters[name] },
		{},
	]);
	expect(error?.message).toContain(`'${displayName}'`);
	expect(error?.context?.itemIndex).toBe(1);
});
