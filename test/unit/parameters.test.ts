import type { IExecuteFunctions, INodeParameters } from 'n8n-workflow';
import { parametersOf } from '../../nodes/Codat/actions/parameters';

/** A node of which an expression gives the item it is evaluated for, and what n8n was asked for. */
function nodeWith(parameters: INodeParameters) {
	const asked: string[] = [];
	const context = {
		getNode: () => ({ parameters }),
		getNodeParameter(name: string, itemIndex: number, fallback: unknown) {
			asked.push(`${name} ${itemIndex}`);
			const text = JSON.stringify(parameters[name] ?? fallback);
			if (text.includes('=fails')) throw new Error('No such node');
			return JSON.parse(text.replaceAll('"=item"', String(itemIndex))) as unknown;
		},
	} as unknown as IExecuteFunctions;
	return { ...parametersOf(context), asked };
}

describe("the node's parameters", () => {
	test('are read once for all items where they hold no expression', () => {
		const { value, asked } = nodeWith({ product: 'commerce', filters: { rows: [{ a: 1 }] } });

		for (const item of [0, 1, 2]) {
			expect(value('product', item)).toBe('commerce');
			expect(value('filters', item)).toEqual({ rows: [{ a: 1 }] });
		}
		expect(asked).toEqual(['product 0', 'filters 0']);
	});

	test.each<[string, INodeParameters[string], (item: number) => unknown]>([
		['a text', '=item', (item) => item],
		[
			'a locator',
			{ __rl: true, mode: 'id', value: '=item' },
			(item) => ({ __rl: true, mode: 'id', value: item }),
		],
		[
			'a row of a collection',
			{ rows: [{ a: 'x', b: ['=item'] }] },
			(item) => ({ rows: [{ a: 'x', b: [item] }] }),
		],
	])('are read for each item where there is an expression in %s', (_, saved, expected) => {
		const { value } = nodeWith({ field: saved });

		expect([0, 1, 2].map((item) => value('field', item))).toEqual([0, 1, 2].map(expected));
	});

	test('have the fallback of each operation where they are not set', () => {
		const { value } = nodeWith({});

		expect([value('limit', 0, 50), value('limit', 1, 100), value('limit', 2, 50)]).toEqual([
			50, 100, 50,
		]);
	});

	test('are asked for again where reading them failed', () => {
		const { value, asked } = nodeWith({ field: '=fails' });

		expect(() => value('field', 0)).toThrow('No such node');
		expect(() => value('field', 1)).toThrow('No such node');
		expect(asked).toEqual(['field 0', 'field 1']);
	});

	test('are given as they were saved', () => {
		const { saved, asked } = nodeWith({ field: '=item' });

		expect([saved('field'), saved('other')]).toEqual(['=item', undefined]);
		expect(asked).toEqual([]);
	});
});
