import type { IDataObject } from 'n8n-workflow';

import {
	getFilterConditions,
	getFilterFields,
	getSortOrders,
} from '../../nodes/Codat/methods/loadOptions';
import { loadOptionsContext } from './harness';

/** The lists of filters and orders in the editor. Nothing answers here: they need no request. */
const credential = { apiKey: 'key-1', baseUrl: 'http://127.0.0.1:9' };

const context = (parameters: IDataObject) =>
	loadOptionsContext(credential, { resource: 'readData', operation: 'getAll', ...parameters });

test('fields and orders are those of the data type, with no request', async () => {
	const fields = await getFilterFields.call(context({ dataType: 'invoices' }));
	expect(fields).toContainEqual({
		name: 'Customer › Company Name',
		value: 'customerRef.companyName',
	});
	expect(fields.map(({ value }) => value)).not.toContain('lineItems');
	const orders = await getSortOrders.call(context({ dataType: 'commerce-orders' }));
	expect(orders).toContainEqual({ name: 'Created Date (Newest First)', value: '-createdDate' });
	expect(await getFilterFields.call(context({ dataType: '__proto__' }))).toEqual([]);
});

test('conditions fit the field of the filter', async () => {
	const conditions = async (field: string) => {
		const own = context({ dataType: 'invoices' });
		jest
			.spyOn(own, 'getCurrentNodeParameter')
			.mockImplementation((name) =>
				name === '&field'
					? field
					: { resource: 'readData', operation: 'getAll', dataType: 'invoices' }[name],
			);
		return (await getFilterConditions.call(own)).map(({ name }) => name);
	};
	expect(await conditions('dueDate')).toContain('Is On or After');
	expect(await conditions('metadata.isDeleted')).toEqual(['Is True', 'Is False']);
	expect(await conditions('note')).toEqual(['Contains', 'Equals', 'Does Not Equal']);
	expect(await conditions('status')).toEqual(['Equals', 'Does Not Equal']);
});
