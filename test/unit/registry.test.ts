import type { INodePropertyOptions } from 'n8n-workflow';

import { properties, resources } from '../../nodes/Codat/actions';

const operations = Object.entries(resources).flatMap(([resource, { operations }]) =>
	Object.entries(operations).map(([name, operation]) => ({ resource, name, operation })),
);

describe.each(operations)('$resource $name', ({ operation }) => {
	test('has n8n’s wording', () => {
		expect(operation.name).toMatch(/^[A-Z]/);
		expect(operation.action).toMatch(/^[A-Z][^A-Z]/);
		expect(operation.action).not.toMatch(/\b(a|an|the)\b/i);
		// One sentence has no full stop at its end, several have.
		expect(operation.description).toMatch(/^[A-Z]([^.]*[^.]|.*\. [A-Z].*\.)$/);
	});

	test('sets each parameter once, and reads only what it has', () => {
		const names = operation.fields.map(({ property }) => property.name);
		expect(new Set(names).size).toBe(names.length);
		const collections = names.filter((name) =>
			/^(additionalFields|updateFields|options|filters)$/.test(name),
		);
		expect(collections.length).toBeLessThanOrEqual(2);
	});
});

test('a parameter means the same in every operation', () => {
	const types = new Map<string, string>();
	for (const { operation } of operations) {
		for (const { property } of operation.fields) {
			// n8n's own nodes name the field of a file so, whether it comes in or goes out.
			if (property.name === 'binaryPropertyName') continue;
			const meaning = `${property.type}: ${property.displayName}`;
			expect(types.get(property.name) ?? meaning).toBe(meaning);
			types.set(property.name, meaning);
		}
	}
});

test('resources and operations are in alphabetical order, with a default that is among them', () => {
	const dropdowns = properties.filter(({ name }) => ['resource', 'operation'].includes(name));
	expect(dropdowns).toHaveLength(Object.keys(resources).length + 1);
	for (const { options, default: first } of dropdowns) {
		const choices = options as INodePropertyOptions[];
		const names = choices.map(({ name }) => name);
		expect(names).toEqual([...names].sort((a, b) => a.localeCompare(b)));
		expect(choices.map(({ value }) => value)).toContain(first);
	}
});
