import type { IDataObject } from 'n8n-workflow';

import { resources } from '../../nodes/Codat/actions';
import { outputsOf } from './outputs';
import { schemaOf, type Schema } from './schema';
import { triggerOutputs } from './triggerOutputs';
import { webhookOutputs } from './webhookOutputs';

let outputs: Record<string, IDataObject[]>;
beforeAll(async () => {
	outputs = await outputsOf();
});

const operations = Object.entries(resources).flatMap(([resource, { operations }]) =>
	Object.keys(operations).map((operation) => [resource, operation]),
);

/** The dotted names of all that a schema describes. */
function namesIn({ properties = {}, items }: Schema, path = ''): string[] {
	const own = Object.entries(properties).flatMap(([name, schema]) => [
		`${path}${name}`,
		...namesIn(schema, `${path}${name}.`),
	]);
	return items ? [...own, ...namesIn(items, path)] : own;
}

test.each(operations)('%s %s returns what its schema says', (resource, operation) => {
	const schema = jest.requireActual<Schema>(
		`../../nodes/Codat/__schema__/v1.0.0/${resource}/${operation}.json`,
	);
	expect(schema.type).toBe('object');
	const returned = outputs[`${resource}.${operation}`];
	expect(returned.length).toBeGreaterThan(0);
	expect(namesIn(schema).sort()).toEqual(namesIn(schemaOf(returned)).sort());
});

test('Codat Trigger emits what its schema says', async () => {
	const schema = jest.requireActual<Schema>('../../nodes/Codat/__schema__/v1.0.0.json');
	const emitted = await triggerOutputs();
	expect(emitted.map(({ event }) => event)).toEqual([
		'syncCompleted',
		'pushOperationCompleted',
		'connectionStatusChanged',
		'recordCreatedOrUpdated',
	]);
	expect(namesIn(schema).sort()).toEqual(namesIn(schemaOf(emitted)).sort());
});

test('Codat Webhook Trigger emits what its schema says', async () => {
	const schema = jest.requireActual<Schema>('../../nodes/Codat/webhook/__schema__/v1.0.0.json');
	const emitted = await webhookOutputs();
	expect(emitted.map(({ eventType }) => eventType)).toEqual([
		'read.completed',
		'suppliers.write.successful',
		'connection.created',
	]);
	expect(namesIn(schema).sort()).toEqual(namesIn(schemaOf(emitted)).sort());
});
