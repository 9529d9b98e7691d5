import { UserFacingError } from '../transport/userFacingError';
import type { Field } from './field';
import { QUERY_LIMIT, sortOrders, type Queryable } from './filters';
import { optionalText } from './read';

/** Which records of a list to return, in Codat's query language. */
export const query = (example: string): Field => ({
	property: {
		displayName: 'Query',
		name: 'query',
		type: 'string',
		default: '',
		placeholder: `e.g. ${example}`,
		description:
			'Return only what matches, in <a href="https://docs.codat.io/using-the-api/querying">Codat’s query language</a>. Codat does not support every property of every list.',
	},
	read: (value, label) => {
		const text = optionalText(value, label);
		if (text !== undefined && text.length >= QUERY_LIMIT) {
			throw new UserFacingError(
				`'${label}' has ${text.length.toLocaleString('en')} characters`,
				`Codat takes fewer than ${QUERY_LIMIT.toLocaleString('en')}.`,
			);
		}
		return text;
	},
});

/** The order of a list, chosen from those that it can have; any other of Codat's does as an expression. */
export const orderBy = (queryable: Queryable): Field => ({
	property: {
		displayName: 'Sort',
		name: 'orderBy',
		type: 'options',
		options: sortOrders(queryable),
		default: '',
		description: 'The order in which records are returned',
	},
	read: (value, label) => {
		const order = optionalText(value, label);
		if (order === undefined || /^-?[a-z][\w.]{0,200}$/i.test(order)) return order;
		throw new UserFacingError(
			`'${label}' is not the name of a field: "${order}"`,
			'Choose an order from the list, or write the name as Codat does, such as -createdDate.',
		);
	},
});

/** The order of a list whose records are of the chosen data type. */
export const listOrder: Field = {
	property: {
		displayName: 'Sort Name or ID',
		name: 'orderBy',
		type: 'options',
		typeOptions: { loadOptionsMethod: 'getSortOrders', loadOptionsDependsOn: ['dataType'] },
		default: '',
		description:
			'The order in which records are returned. Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
	},
	read: optionalText,
};
