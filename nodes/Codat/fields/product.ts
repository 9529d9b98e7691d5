import type { Field } from './field';

/** Which of Codat's sync products an operation is about, where both have it. */
export const product: Field = {
	property: {
		displayName: 'Product',
		name: 'product',
		type: 'options',
		options: [
			{ name: 'Commerce', value: 'commerce', description: 'Sync for Commerce' },
			{ name: 'Expenses', value: 'expenses', description: 'Expenses (Sync for Expenses)' },
		],
		default: 'commerce',
		description: 'The Codat product that the syncs belong to',
	},
};

/** The same where it is not about syncs. */
export const productOf = (description: string): Field => ({
	property: { ...product.property, description },
});
