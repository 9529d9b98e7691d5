import type { INodeProperties, INodePropertyCollection, INodePropertyOptions } from 'n8n-workflow';

import { CodatApi } from '../../credentials/CodatApi.credentials';
import { resources } from '../../nodes/Codat/actions';
import { Codat } from '../../nodes/Codat/Codat.node';
import { CodatTrigger } from '../../nodes/Codat/CodatTrigger.node';
import { CodatWebhookTrigger } from '../../nodes/Codat/webhook/CodatWebhookTrigger.node';

/**
 * What saved workflows and credentials hang on: names, types, values, defaults. n8n saves no value
 * that equals its default, so another default changes what a saved workflow does. New lines are
 * fine; a line that changes or goes breaks someone's workflow. After a change on purpose: `npx jest
 * contract -u`, and look at the difference.
 */
describe('the contract with saved workflows', () => {
	const { properties } = new Codat().description;
	const operations = Object.entries(resources).flatMap(([resource, { operations }]) =>
		Object.keys(operations).map((operation) => ({ resource, operation })),
	);

	test('what a new node begins with', () => {
		expect(linesOf(properties.filter(({ name }) => name === 'resource'))).toMatchSnapshot();
		const first = Object.entries(resources).map(([resource]) => {
			const [operation] = shownFor({ resource }).filter(({ name }) => name === 'operation');
			expect(operation.noDataExpression).toBe(true);
			return `${resource}: ${String(operation.default)}`;
		});
		expect(first.sort()).toMatchSnapshot();
	});

	test.each(operations)('$resource $operation', ({ resource, operation }) => {
		const shown = shownFor({ resource, operation }).filter(
			({ name }) => !['resource', 'operation', 'retries'].includes(name),
		);
		expect(linesOf(shown)).toMatchSnapshot();
	});

	test.each(operations)('what $resource $operation asks for and gives', (its) => {
		const { endpoint, query, body, returns, queryable, simplify, describe, ...more } =
			resources[its.resource].operations[its.operation];
		const { once, keyed, check, execute, together } = more;
		const parts = { endpoint, query, body, returns, queryable, simplify, describe };
		const facts = Object.entries({ ...parts, once, keyed, check, execute, together })
			.filter(([, fact]) => fact !== undefined)
			.map(
				([name, fact]) => `${name}: ${typeof fact === 'function' ? 'code' : JSON.stringify(fact)}`,
			);
		expect(facts).toMatchSnapshot();
	});

	test('Retries, which every operation has', () => {
		expect(linesOf(properties.filter(({ name }) => name === 'retries'))).toMatchSnapshot();
	});

	test('Codat Trigger', () => {
		expect(linesOf(new CodatTrigger().description.properties)).toMatchSnapshot();
	});

	test('Codat Webhook Trigger', () => {
		expect(linesOf(new CodatWebhookTrigger().description.properties)).toMatchSnapshot();
	});

	test('Codat API', () => {
		expect(linesOf(new CodatApi().properties)).toMatchSnapshot();
	});

	test('types', () => {
		const nodes = [new Codat(), new CodatTrigger(), new CodatWebhookTrigger()].map(
			({ description }) => description,
		);
		expect([...nodes.map(({ name, version }) => ({ name, version })), new CodatApi().name]).toEqual(
			[
				{ name: 'codat', version: 1 },
				{ name: 'codatTrigger', version: 1 },
				{ name: 'codatWebhookTrigger', version: 1 },
				'codatApi',
			],
		);
		for (const { credentials } of nodes) {
			expect(credentials).toEqual([{ name: 'codatApi', required: true, testedBy: 'codatApiTest' }]);
		}
	});

	/** The properties that the editor may show for a choice, in its order. */
	function shownFor(choice: Record<string, string>): INodeProperties[] {
		return properties.filter(({ displayOptions }) =>
			Object.entries(choice).every(([name, value]) => {
				const allowed = displayOptions?.show?.[name] as unknown[] | undefined;
				return allowed === undefined || allowed.includes(value);
			}),
		);
	}
});

test.each(
	Object.entries(resources).flatMap(([resource, { operations }]) =>
		Object.entries(operations).map(([name, operation]) => ({ resource, name, operation })),
	),
)('$resource $name shows its fields once, in its own order', ({ resource, name, operation }) => {
	const shown = new Codat().description.properties.filter(({ displayOptions: { show } = {} }) => {
		return !show?.['@tool'] && show?.resource?.includes(resource) && show.operation?.includes(name);
	});
	expect(shown.map((property) => property.name)).toEqual(
		operation.fields.map(({ property }) => property.name),
	);
});

test('a field that all operations of a resource begin with is in the description once', () => {
	const companies = new Codat().description.properties.filter(
		({ name, displayOptions }) =>
			name === 'companyId' && displayOptions?.show?.resource?.includes('pushData'),
	);
	expect(companies).toHaveLength(1);
});

type Part = INodeProperties | INodePropertyOptions | INodePropertyCollection;

/** Each property as a line, the parts of a collection below it. */
function linesOf(properties: Part[], indent = ''): string[] {
	return properties.flatMap((part) => {
		if ('values' in part) return [`${indent}${part.name}:`, ...linesOf(part.values, `${indent}  `)];
		if (!('type' in part)) return [`${indent}- ${String((part as INodePropertyOptions).value)}`];
		const { name, type, required, typeOptions, displayOptions, modes, options = [] } = part;
		const isFixed = part.noDataExpression;
		const show = Object.entries(displayOptions?.show ?? {}).filter(
			([key]) => key !== 'resource' && key !== 'operation',
		);
		const facts = [
			`${name}: ${type} = ${JSON.stringify(part.default)}`,
			required ? 'required' : '',
			isFixed ? 'no expression' : '',
			typeOptions ? JSON.stringify(typeOptions) : '',
			modes ? `modes ${modes.map((mode) => mode.name).join(', ')}` : '',
			show.length > 0 ? `when ${JSON.stringify(Object.fromEntries(show))}` : '',
		];
		const line = indent + facts.filter((fact) => fact !== '').join('; ');
		return [line, ...linesOf(options as Part[], `${indent}  `)];
	});
}
