import { companyRecordRef } from '../../fields/companyRecords';
import type { Field, Values } from '../../fields/field';
import { reference } from '../../fields/locators';
import { number, text } from '../../fields/plain';
import { rows } from '../../fields/rows';
import { trackingRows, type TrackingKind } from '../../fields/tracking';
import { UserFacingError } from '../../transport/userFacingError';

/** What a line can be tracked by (Expenses spec: `TrackingRef`, ten at most). */
const trackingRefs = (...kinds: TrackingKind[]): Field =>
	atMost(10, trackingRows(kinds, 'searchTracking'));

const accountRef = {
	displayName: 'Account',
	name: 'accountRef',
	description: 'The account that the line is booked to',
	searchListMethod: 'searchAccounts',
	example: '35',
};

const itemRef: Field = companyRecordRef('items', {
	displayName: 'Item ID',
	name: 'itemRef',
	description: 'The item that was bought, instead of an account. For QuickBooks Desktop only.',
});

const invoiceTo: Field = reference(
	{
		displayName: 'Invoice To',
		name: 'invoiceTo',
		noun: 'customer',
		description:
			'The customer who is billed for the line. For QuickBooks Online and QuickBooks Desktop only.',
		searchListMethod: 'searchCustomers',
		example: '504',
	},
	{ type: 'customer' },
);

const description = text('Description', 'description', 'Paper and toner', 'What the line is for');

function needed(field: Field): Field {
	return {
		...field,
		read: (value, label, timezone) => {
			const read = field.read!(value, label, timezone);
			if (read !== undefined) return read;
			throw new UserFacingError(`'${label}' is empty`, 'Set it and try again.');
		},
	};
}

const netAmount = needed(number('Net Amount', 'netAmount', 'The amount without tax'));

const spent: Field[] = [
	netAmount,
	number('Tax Amount', 'taxAmount', 'The tax on the amount'),
	reference(accountRef),
	reference({
		displayName: 'Tax Rate',
		name: 'taxRateRef',
		description: 'The rate of the tax',
		searchListMethod: 'searchTaxRates',
		example: '23_Bills',
	}),
	trackingRefs('trackingCategories', 'customers'),
	invoiceTo,
	itemRef,
];

/** What was spent on what (Expenses spec: `ExpenseTransactionLine`). */
export const lines = linesOf(spent, true);

/** The same where a transaction is changed, which may go without. */
export const newLines = linesOf(spent, false);

/** What an employee has spent (Expenses spec: `ReimbursableExpenseTransactionLine`). */
export const claimLines = linesOf([description, ...spent], true);

export const newClaimLines = linesOf([description, ...spent], false);

/** What is moved between accounts (Expenses spec: `AdjustmentTransactionLine`). */
export const adjustmentLines = linesOf(
	[
		needed(number('Amount', 'amount', 'The amount: positive for a debit, negative for a credit')),
		reference({ ...accountRef, required: true }),
		description,
		trackingRefs('trackingCategories', 'customers', 'suppliers'),
		invoiceTo,
	],
	true,
);

function linesOf(fields: Field[], required: boolean): Field {
	const field = rows(
		{
			displayName: 'Lines',
			name: 'lines',
			item: 'Line',
			list: 'List of Lines',
			required,
			description: 'The parts of the transaction, each with its amount and account',
		},
		fields,
	);
	return atMost(100, {
		...field,
		read: (value, label, timezone) => {
			const read = field.read!(value, label, timezone) as Values[];
			const index = read.findIndex((line) => line.accountRef && line.itemRef);
			if (index < 0) return read;
			throw new UserFacingError(
				`'${label} #${index + 1}' has both an account and an item`,
				"Codat takes only one of them: clear 'Account' or 'Item ID'.",
			);
		},
	});
}

/** Rows of which Codat takes no more than a number; none are left out. */
function atMost(most: number, field: Field): Field {
	return {
		...field,
		read: (value, label, timezone) => {
			const list = field.read!(value, label, timezone) as Values[];
			if (list.length <= most) return list.length > 0 ? list : undefined;
			throw new UserFacingError(
				`'${label}' has ${list.length} entries`,
				`Codat takes ${most} at most.`,
			);
		},
	};
}
