import type { INodeProperties, INodePropertyCollection, INodePropertyOptions } from 'n8n-workflow';

import { CodatApi } from '../../credentials/CodatApi.credentials';
import { resources } from '../../nodes/Codat/actions';
import { Codat } from '../../nodes/Codat/Codat.node';
import { CodatTrigger } from '../../nodes/Codat/CodatTrigger.node';

/**
 * The rules of n8n's linters, and those that stand in its branches, on the properties as n8n gets
 * them: a linter reads sources, where properties made by a function can't be seen.
 */
interface Found {
	path: string;
	property: INodeProperties;
}

function found(properties: INodeProperties[], above: string): Found[] {
	return properties.flatMap((property) => {
		const path = `${above} > ${property.name}`;
		const below = (property.options ?? []).flatMap((option) => {
			if ('values' in option) return found(option.values, `${path} > ${option.name}`);
			return 'type' in option ? found([option as INodeProperties], path) : [];
		});
		return [{ path, property }, ...below];
	});
}

const ofNode = (resource: string, name: string) =>
	resources[resource].operations[name].fields.map(({ property }) => property);
const all: Found[] = [
	...Object.entries(resources).flatMap(([resource, { operations }]) =>
		Object.keys(operations).flatMap((name) => found(ofNode(resource, name), `${resource} ${name}`)),
	),
	...found(new Codat().description.properties, 'Codat'),
	...found(new CodatTrigger().description.properties, 'Codat Trigger'),
	...found(new CodatApi().properties, 'Codat API'),
];

const groups = all.flatMap(({ path, property }) =>
	((property.options ?? []) as INodePropertyCollection[])
		.filter((option) => 'values' in option)
		.map((group) => ({ path: `${path} > ${group.name}`, group })),
);

/** What the editor offers a choice of: options, and the ways to give a locator. */
const lists = all.flatMap(({ path, property }) => {
	const { type, options = [], modes } = property;
	const choices = /^(options|multiOptions)$/.test(type)
		? (options as INodePropertyOptions[])
		: modes?.map(({ displayName, name, hint }) => ({ name: displayName, value: name, hint }));
	return choices ? [{ path, property, choices }] : [];
});

/** The paths of what breaks a rule; none twice. */
const breaches = (items: Found[], holds: (property: INodeProperties) => boolean) => [
	...new Set(items.filter(({ property }) => !holds(property)).map(({ path }) => path)),
];

const repeated = (values: unknown[]) => values.filter((value, at) => values.indexOf(value) !== at);

/** Words that Title Case leaves small, unless they begin or end a label. */
const SMALL =
	/^(a|an|and|as|at|but|by|for|from|in|into|nor|of|off|on|or|per|than|the|to|via|vs|with|yet)$/;

function isTitleCase(label: string): boolean {
	const words = label
		.replace(/[():,/&]/g, ' ')
		.split(/\s+/)
		.filter(Boolean);
	return words.every((word, at) => {
		const isEdge = at === 0 || at === words.length - 1;
		return /^[^a-z]/.test(word) || (!isEdge && SMALL.test(word));
	});
}

test('there is something to look at', () => {
	expect(all.length).toBeGreaterThan(1000);
	expect(lists.length).toBeGreaterThan(100);
	expect(groups.length).toBeGreaterThan(10);
});

test('every parameter has a default, of its type', () => {
	const kinds: Record<string, string[]> = {
		boolean: ['boolean'],
		number: ['number', 'string'],
		collection: ['object'],
		fixedCollection: ['object'],
		multiOptions: ['object'],
		resourceLocator: ['object'],
		resourceMapper: ['object'],
	};
	const fits = ({ type, default: value, typeOptions }: INodeProperties) => {
		const allowed = typeOptions?.multipleValues ? ['object'] : (kinds[type] ?? ['string']);
		return value !== null && allowed.includes(typeof value);
	};
	expect(breaches(all, fits)).toEqual([]);
});

test('a default is one of the choices, or nothing', () => {
	const fixed = lists.filter(({ property }) => property.type === 'options' && property.options);
	const fits = ({ options, default: value }: INodeProperties) =>
		value === '' || (options as INodePropertyOptions[]).some((choice) => choice.value === value);
	expect(fixed.length).toBeGreaterThan(100);
	expect(breaches(fixed, fits)).toEqual([]);
});

test('no parameter asks n8n to check its value: the nodes read them without', () => {
	expect(breaches(all, ({ validateType }) => validateType === undefined)).toEqual([]);
});

test('labels are in Title Case', () => {
	const labels = all.filter(({ property }) => property.type !== 'notice');
	expect(breaches(labels, ({ displayName }) => isTitleCase(displayName))).toEqual([]);
	expect(
		groups.filter(({ group }) => !isTitleCase(group.displayName)).map(({ path }) => path),
	).toEqual([]);
	expect(
		lists.flatMap(({ path, choices }) =>
			choices.filter(({ name }) => !isTitleCase(name)).map(({ name }) => `${path}: ${name}`),
		),
	).toEqual([]);
});

test('texts are trimmed and not empty; those of booleans begin with Whether', () => {
	const isText = (text: string | undefined) => text === undefined || /^\S([^]*\S)?$/.test(text);
	expect(
		breaches(all, ({ displayName, description, hint, placeholder }) =>
			[displayName, description, hint, placeholder].every(isText),
		),
	).toEqual([]);
	const booleans = all.filter(({ property }) => property.type === 'boolean');
	expect(breaches(booleans, ({ description }) => /^Whether /.test(description ?? ''))).toEqual([]);
});

test('hints are short enough to be read at a glance', () => {
	expect(breaches(all, ({ hint = '' }) => hint.length <= 120)).toEqual([]);
	const ofChoices = lists.flatMap(({ choices }) =>
		choices.map((choice) => ('hint' in choice && choice.hint) || ''),
	);
	expect(ofChoices.filter((hint) => hint.length > 120)).toEqual([]);
	const notices = all.filter(({ property }) => property.type === 'notice');
	expect(breaches(notices, ({ displayName }) => displayName.length <= 240)).toEqual([]);
});

test('no list offers the same twice', () => {
	const twice = lists.flatMap(({ path, choices }) => [
		...repeated(choices.map(({ name }) => name)).map((name) => `${path}: ${String(name)}`),
		...repeated(choices.map(({ value }) => value)).map((value) => `${path} = ${String(value)}`),
	]);
	expect(twice).toEqual([]);
});

test('no collection has two fields of one name or label', () => {
	const twice = [
		...groups.map(({ path, group }) => ({ path, fields: group.values })),
		...all
			.filter(({ property }) => property.type === 'collection')
			.map(({ path, property }) => ({ path, fields: property.options as INodeProperties[] })),
	].flatMap(({ path, fields }) => [
		...repeated(fields.map(({ name }) => name)).map((name) => `${path}: ${String(name)}`),
		...repeated(fields.map(({ displayName }) => displayName)).map(
			(label) => `${path}: ${String(label)}`,
		),
	]);
	expect(twice).toEqual([]);
});

test('a field in a collection is never required', () => {
	const optional = all
		.filter(({ property }) => property.type === 'collection')
		.flatMap(({ path, property: { options } }) =>
			(options as INodeProperties[]).map((property) => ({ path, property })),
		);
	expect(optional.length).toBeGreaterThan(100);
	expect(breaches(optional, ({ required }) => !required)).toEqual([]);
});
