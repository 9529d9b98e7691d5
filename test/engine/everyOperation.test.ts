import type {
	IDataObject,
	INodeParameters,
	INodeProperties,
	INodePropertyCollection,
	INodePropertyOptions,
} from 'n8n-workflow';
import { NodeHelpers } from 'n8n-workflow';

import { resources } from '../../nodes/Codat/actions';
import { queryableOf } from '../../nodes/Codat/actions/operation';
import { startSandbox, type Sandbox } from '../../sandbox/server';
import { endpointOf } from '../spec/checkRequest';
import { breachesOf, DEVIATIONS, meantIn } from '../spec/deviations';
import { nameOf, rows, type Row } from '../spec/endpoints';
import { runCodat } from './harness';
import { FILE, filtersFor, overridesOf, REFUSED, SAMPLES, WEBHOOK } from './samples';

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
	sandbox.state.webhooks.push(WEBHOOK);
});
afterAll(async () => await sandbox.close());

const built = rows.filter(({ resource }) => resource in resources);
const occurred = new Set<object>();
const COLLECTIONS = ['collection', 'fixedCollection'];

/** The parameters that a user sets for a row's operation. */
function parametersFor(row: Row, withOptions: boolean): IDataObject {
	const operation = resources[row.resource].operations[row.operation];
	const { endpoint, fields } = operation;
	const own: IDataObject = {
		filters: filtersFor(queryableOf(operation, row.values ?? {}) ?? {}),
		...overridesOf(nameOf(row)),
		...row.values,
	};
	const path = typeof endpoint === 'function' ? endpoint(own) : endpoint;
	const parameters: IDataObject = { resource: row.resource, operation: row.operation };
	for (const { property } of fields) {
		if (!NodeHelpers.displayParameter(parameters as INodeParameters, property, null, null))
			continue;
		const { name, type, required } = property;
		const isSet =
			required ||
			(name in own && name !== 'filters') ||
			path.includes(`{${name}}`) ||
			(withOptions && COLLECTIONS.includes(type));
		parameters[name] = isSet ? valueOf(property, own) : (property.default as IDataObject);
	}
	return parameters;
}

/** What a field is set to: the row's own value, one for its name, its own example, or one of its type. */
function valueOf(property: INodeProperties, own: IDataObject): IDataObject[string] {
	const { name, type, options, typeOptions, placeholder = '' } = property;
	if (name in own) return own[name];
	if (name in SAMPLES) return SAMPLES[name];
	const [, example] = /^e\.g\. (.+)$/.exec(placeholder) ?? [];
	const all = (properties: INodeProperties[]) =>
		Object.fromEntries(properties.map((each) => [each.name, valueOf(each, own)]));
	const [choice] = (options ?? []) as INodePropertyOptions[];
	switch (type) {
		case 'boolean':
			return true;
		case 'dateTime':
			return '2026-01-31T10:00:00Z';
		case 'number':
			return 5;
		case 'string':
			return example ?? `${name} 1`;
		case 'options':
			if (choice) return choice.value;
			break;
		case 'multiOptions':
			if (choice) return [choice.value as string];
			break;
		case 'collection':
			return all(options as INodeProperties[]);
		case 'fixedCollection': {
			const rows = (options as INodePropertyCollection[]).map((group) => {
				const row = all(group.values);
				return [group.name, typeOptions?.multipleValues ? [row] : row];
			});
			return Object.fromEntries(rows) as IDataObject;
		}
	}
	throw new Error(`Give test/engine/samples.ts a value for '${name}'`);
}

async function run(row: Row, withOptions: boolean) {
	const credential = { apiKey: sandbox.apiKey, baseUrl: sandbox.url };
	const { error } = await runCodat(credential, parametersFor(row, withOptions), {
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
		for (const deviation of sent.flatMap(meantIn)) occurred.add(deviation);
	});
});

test('nothing is excused that needs no excuse', () => {
	const names = built.map(nameOf);
	expect(Object.keys(REFUSED).filter((name) => !names.includes(name))).toEqual([]);
	expect(DEVIATIONS.filter((deviation) => !occurred.has(deviation))).toEqual([]);
});
