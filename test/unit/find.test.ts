import { findOperation } from '../../nodes/Codat/actions/find';
import {
	getFilterConditions,
	getFilterFields,
	getSortOrders,
} from '../../nodes/Codat/methods/loadOptions';
import { loadOptionsContext } from '../engine/harness';

const NAMES = [
	'__proto__',
	'constructor',
	'toString',
	'hasOwnProperty',
	'nothing',
	'',
	null,
	7,
	{},
];

test.each(NAMES)('resource or operation %p is refused by name', (name) => {
	expect(() => findOperation(name, 'get')).toThrow(`'Resource' can’t be ${JSON.stringify(name)}`);
	expect(() => findOperation('sync', name)).toThrow('Operation of Sync');
});

test.each(NAMES)('the editor’s lists know no fields of resource or operation %p', async (name) => {
	for (const parameters of [
		{ resource: name, operation: 'getAll' },
		{ resource: 'company', operation: name },
	]) {
		const context = loadOptionsContext({}, {});
		context.getCurrentNodeParameter = (parameter: string) =>
			parameters[parameter as keyof typeof parameters] as never;
		expect(await getFilterFields.call(context)).toEqual([]);
		expect(await getSortOrders.call(context)).toEqual([]);
		// Those of any kind of field.
		expect((await getFilterConditions.call(context)).length).toBeGreaterThan(0);
	}
});
