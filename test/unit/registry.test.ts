import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { Codat } from '../../nodes/Codat/Codat.node';
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
	for (const { resource, operation } of operations) {
		for (const { property } of operation.fields) {
			// n8n's own nodes name the field of a file so, whether it comes in or goes out.
			if (property.name === 'binaryPropertyName') continue;
			// Of an account at a bank that Codat doesn't know yet, and so can't list.
			if (resource === 'bankStatement' && property.name === 'accountId') continue;
			const meaning = `${property.type}: ${property.displayName}`;
			expect(types.get(property.name) ?? meaning).toBe(meaning);
			types.set(property.name, meaning);
		}
	}
});

test('resources and operations are in alphabetical order, but for Sync, with a default that is among them', () => {
	const dropdowns = properties.filter(({ name }) => ['resource', 'operation'].includes(name));
	expect(dropdowns).toHaveLength(Object.keys(resources).length + 1);
	for (const { options, default: first } of dropdowns) {
		const choices = options as INodePropertyOptions[];
		const names = choices.map(({ name }) => name);
		if (names.includes('Sync Flow')) expect(names.shift()).toBe('Sync');
		expect(names).toEqual([...names].sort((a, b) => a.localeCompare(b)));
		expect(choices.map(({ value }) => value)).toContain(first);
	}
});

test('what is about a company begins with it', () => {
	const behind = operations.filter(({ operation }) => {
		const names = operation.fields.map(({ property }) => property.name);
		return names.indexOf('companyId') > 0;
	});
	expect(behind).toEqual([]);
});

test('what can’t be undone, or does more than one may think, is said in the form', () => {
	const isRisky = (name: string) => /^(Delete|Unlink)/.test(name) || name === 'Update Record';
	const risky = operations.filter(({ operation }) => isRisky(operation.name));
	expect(risky.map(({ resource, name }) => `${resource} ${name}`).sort()).toEqual([
		'bankFeed deleteAccount',
		'company delete',
		'connection delete',
		'connection unlink',
		'pushData delete',
		'pushData update',
		'webhook delete',
	]);
	for (const { operation } of risky) {
		expect(operation.fields.some(({ property }) => property.type === 'notice')).toBe(true);
	}
});

test('operations of a resource are told apart by their descriptions', () => {
	for (const { operations: all } of Object.values(resources)) {
		const descriptions = Object.values(all).map(({ description }) => description);
		expect(new Set(descriptions).size).toBe(descriptions.length);
	}
});

test('operations that a description or a notice names are there', () => {
	const names = new Set(operations.map(({ operation }) => operation.name));
	const texts = operations.flatMap(({ operation }) => [
		operation.description,
		...operation.fields.map(({ property }) => property.displayName),
	]);
	const named = texts.flatMap((text) =>
		[...text.matchAll(/, use ((?:[A-Z]\w+ ?)+)/g)].map(([, name]) => name.trim()),
	);
	expect(named.length).toBeGreaterThan(4);
	for (const name of named) expect(names).toContain(name);
});

test('Retries stand in the node’s settings, and say their unit', () => {
	const retries = new Codat().description.properties.find(({ name }) => name === 'retries')!;
	expect(retries.isNodeSetting).toBe(true);
	const times = (retries.options as INodeProperties[]).filter(({ name }) =>
		/Interval|Time/.test(name),
	);
	expect(times).toHaveLength(3);
	for (const { displayName, description } of times) {
		expect(displayName).toMatch(/ \(Milliseconds\)$/);
		expect(description).toMatch(/\b(second|minute|hour)\b/);
	}
});
