import type { IDataObject, INode, INodeParameters } from 'n8n-workflow';
import { NodeHelpers } from 'n8n-workflow';

import { Codat } from '../../nodes/Codat/Codat.node';
import { resources } from '../../nodes/Codat/actions';
import { startSandbox, type Sandbox } from '../../sandbox/server';
import { built } from '../spec/built';
import { endpointOf } from '../spec/checkRequest';
import { breachesOf, DEVIATIONS, meantIn } from '../spec/deviations';
import { nameOf, type Row } from '../spec/endpoints';
import { CODAT, runCodat, workflowOf } from './harness';
import { isChange, parametersFor } from './parametersFor';
import { FILE, putIn, REFUSED } from './samples';

/**
 * Each operation on n8n's engine, once for each of its endpoints: with what is required and no
 * more, and with every option set. What it sends is as Codat's specs say.
 */
let sandbox: Sandbox;
beforeAll(async () => {
	sandbox = await startSandbox();
});
beforeEach(() => {
	sandbox.reset();
	putIn(sandbox.state);
});
afterAll(async () => await sandbox.close());

const occurred = new Set<object>();

const credential = () => ({ apiKey: sandbox.apiKey, baseUrl: sandbox.url });

async function run(row: Row, withOptions: boolean) {
	const { error } = await runCodat(credential(), parametersFor(row, withOptions), {
		binary: [FILE],
		executionId: nameOf(row),
	});
	return { error, sent: sandbox.requests };
}

describe.each([
	['with what is required', false],
	['with every option', true],
])('%s', (_, withOptions) => {
	test.each(built.map((row): [string, Row] => [nameOf(row), row]))('%s', async (name, row) => {
		const { error, sent } = await run(row, withOptions);
		expect(error?.message ?? 'none').toMatch(REFUSED[name] ?? /^none$/);
		expect(sent.map((request) => endpointOf(request)?.endpoint)).toContain(row.endpoint);
		expect(sent.flatMap(breachesOf)).toEqual([]);
		const changesNothing = ({ method, body }: (typeof sent)[number]) =>
			/^(PUT|PATCH)$/.test(method) && JSON.stringify(body) === '{}';
		expect(sent.filter(changesNothing)).toEqual([]);
		for (const deviation of sent.flatMap(meantIn)) occurred.add(deviation);
	});
});

/** Whatever an operation is refused for, its error says for which item: n8n shows '[item 1]'. */
describe('the item that failed is named', () => {
	/** A row of each operation. */
	const rows = [
		...new Map(built.map((row) => [`${row.resource} ${row.operation}`, row] as const)).entries(),
	];

	const runItems = async (row: Row, parameters: IDataObject, items: IDataObject[]) =>
		await runCodat(credential(), parameters, {
			items,
			binary: items.map(() => FILE),
			executionId: nameOf(row),
		});

	test.each(rows)('%s: refused by Codat', async (_, row) => {
		sandbox.faults.add({ kind: 'error', status: 403, effect: 'before', times: Infinity });
		const { error } = await runItems(row, parametersFor(row, false), [{}]);
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
		const { error } = await runItems(row, { ...parameters, [name]: '={{ $json.value }}' }, [
			{ value: parameters[name] },
			{},
		]);
		expect(error?.message).toContain(`'${displayName}'`);
		expect(error?.context?.itemIndex).toBe(1);
	});
});

describe('a change of nothing is refused', () => {
	const changes = built.filter(({ resource, operation }) =>
		isChange(resources[resource].operations[operation]),
	);
	test.each(changes.map((row): [string, Row] => [nameOf(row), row]))('%s', async (name, row) => {
		const parameters = { ...parametersFor(row, false), updateFields: {} };
		const { error } = await runCodat(credential(), parameters, { executionId: name });
		expect(error?.message).toBe('Choose at least one field to change');
		expect(error?.description).toMatch(/'Update Fields'/);
		expect(sandbox.requests).toEqual([]);
	});
});

test('what the harness spares n8n is what n8n leaves out', () => {
	const { description } = new Codat();
	for (const row of built) {
		const parameters = parametersFor(row, true) as INodeParameters;
		const node = { name: 'Codat', type: CODAT, typeVersion: 1, parameters } as INode;
		const { properties } = description;
		expect(workflowOf([node], {}).getNode('Codat')!.parameters).toEqual(
			NodeHelpers.getNodeParameters(properties, parameters, true, false, node, description),
		);
	}
});

test('nothing is excused that needs no excuse', () => {
	const names = built.map(nameOf);
	expect(Object.keys(REFUSED).filter((name) => !names.includes(name))).toEqual([]);
	expect(DEVIATIONS.filter((deviation) => !occurred.has(deviation))).toEqual([]);
});
