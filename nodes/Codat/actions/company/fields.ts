import { dataTypes } from '../../dataTypes';
import type { Field, Values } from '../../fields/field';
import { inBody, inQuery } from '../../fields/field';
import { SPECIAL, type Queryable } from '../../fields/filters';
import { choices, isEmpty, optionalText, requiredText } from '../../fields/read';
import { textsByName } from '../../fields/pairs';
import { UserFacingError } from '../../transport/userFacingError';

/** What companies can be filtered and sorted by (Platform spec: `Company`; docs: querying). */
export const queryable: Queryable = {
	name: 'text',
	description: 'text',
	created: 'date',
	lastSync: 'date',
	'dataConnections.status': ['PendingAuth', 'Linked', 'Unlinked', 'Deauthorized'],
};

/** What Simplify leaves of a company. */
export const simpleCompany = [
	'id',
	'name',
	'description',
	'tags',
	'products',
	'redirect',
	'created',
	'lastSync',
] as const;

const NAME_HINT = "Letters, digits, spaces and - ' , & @ . ? ! only: Codat removes anything else";

/** What a company is called. */
export const name: Field = inBody({
	property: {
		displayName: 'Name',
		name: 'name',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. Harbour Lane Bakery',
		description: `The name of the company. ${NAME_HINT}.`,
	},
	read: requiredText,
});

/** The same among fields to update. */
export const newName: Field = {
	property: { ...name.property, required: undefined },
	read: optionalText,
};

export const description: Field = {
	property: {
		displayName: 'Description',
		name: 'description',
		type: 'string',
		default: '',
		placeholder: 'e.g. Customer 4711',
		description: 'Anything worth noting, such as the customer’s ID in another system',
	},
	read: optionalText,
};

const tagRows = textsByName(
	{ displayName: 'Tags', name: 'tags', item: 'Tag', description: '' },
	{
		property: {
			displayName: 'Tag Name',
			name: 'name',
			type: 'string',
			default: '',
			placeholder: 'e.g. region',
			description: 'Your name for the tag',
		},
		read: requiredText,
	},
	{
		property: {
			displayName: 'Tag Value',
			name: 'value',
			type: 'string',
			default: '',
			placeholder: 'e.g. north',
			description: 'The value of the tag',
		},
		read: requiredText,
	},
);

/** Tags to give a company; each name once. */
export const tags: Field = {
	property: {
		...tagRows.property,
		description: 'Your own names and values to find companies by, ten at most',
	},
	read: (value, label, timezone) => {
		const set = tagRows.read!(value, label, timezone) as Values | undefined;
		const { length } = Object.keys(set ?? {});
		if (length > 10) {
			throw new UserFacingError(
				`There are ${length} tags`,
				'Codat takes ten at most for a company.',
			);
		}
		return set;
	},
};

/** Tags that companies must have, in Codat's query language (Platform spec: list-companies). */
export const tagFilter: Field = inQuery({
	property: {
		...tagRows.property,
		description: 'Return only companies that have all of these tags',
	},
	read: (value, label, timezone) => {
		const set = tags.read!(value, label, timezone) as Values | undefined;
		const terms = Object.entries(set ?? {}).map(([tag, each]) => {
			const special = SPECIAL.exec(`${tag}${String(each)}`);
			if (!special) return `${tag}=${String(each)}`;
			throw new UserFacingError(
				`'${label}' contains "${special[0]}", which Codat can't search for`,
				'Choose another tag, or filter the companies after this node.',
			);
		});
		return terms.length > 0 ? terms.join('&&') : undefined;
	},
});

/** What Codat calls a product of its own. */
export const productIdentifier: Field = {
	property: {
		displayName: 'Product Identifier',
		name: 'productIdentifier',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. lending',
		description:
			'Codat’s identifier for the product: bank-feeds, lending, payables, expenses, or that of your own custom product',
	},
	read: (value, label) => {
		const identifier = requiredText(value, label);
		if (/^[a-z0-9][\w-]{0,99}$/i.test(identifier)) return identifier;
		throw new UserFacingError(
			`'${label}' is not an identifier: "${identifier}"`,
			'Write it as Codat does, such as bank-feeds.',
		);
	},
};

/** Which data of a product to fetch anew. */
export const refreshedTypes: Field = {
	property: {
		displayName: 'Data Types',
		name: 'dataTypes',
		type: 'multiOptions',
		options: Object.entries(dataTypes).map(([value, { name }]) => ({ name, value })),
		default: [],
		description:
			'The kinds of data to fetch. When none is chosen, all data of the product is fetched.',
	},
	read: (value, label) => {
		const chosen = isEmpty(value) ? [] : choices(Object.keys(dataTypes))(value, label);
		return chosen.length > 0 ? chosen : undefined;
	},
};
