import type { Field, Values } from '../../fields/field';
import { reference } from '../../fields/locators';
import { number, numberOrNothing, text } from '../../fields/plain';
import { optional, yesNo } from '../../fields/read';
import { rows } from '../../fields/rows';
import { trackingRows } from '../../fields/tracking';

const tracking = trackingRows(['customers', 'trackingCategories'], 'searchBillTracking', [
	{
		property: {
			displayName: 'Billable',
			name: 'isBillable',
			type: 'boolean',
			default: false,
			description: 'Whether the customer is billed for the line',
			displayOptions: { show: { dataType: ['customers'] } },
		},
		read: optional(yesNo),
	},
]);

/** What a line is reported under. Only customers can be billed for it (Bill Pay spec: `trackingRefs`). */
const trackingRefs: Field = {
	...tracking,
	read: (...given) => {
		const refs = tracking.read!(...given) as Values[];
		if (refs.length === 0) return undefined;
		return refs.map(({ isBillable, ...ref }) =>
			ref.dataType === 'customers' ? { ...ref, isBillable } : ref,
		);
	},
};

const fields: Field[] = [
	text('Description', 'description', 'Paper and toner', 'What was bought'),
	number('Unit Amount', 'unitAmount', 'The price of one, without tax'),
	number('Quantity', 'quantity', 'How many were bought', 1),
	reference({
		displayName: 'Account',
		name: 'accountRef',
		description: 'The account that the line is booked to',
		searchListMethod: 'searchBillAccounts',
		example: '35',
	}),
	reference({
		displayName: 'Tax Rate',
		name: 'taxRateRef',
		description: 'The rate of the tax',
		searchListMethod: 'searchBillTaxRates',
		example: 'INPUT2',
	}),
	numberOrNothing('Tax Amount', 'taxAmount', '4.5', 'The amount of tax on the line'),
	numberOrNothing('Total Amount', 'totalAmount', '27', 'The amount of the line with its tax'),
	trackingRefs,
];

const LINES = {
	displayName: 'Line Items',
	name: 'lineItems',
	item: 'Line Item',
	list: 'List of Line Items',
	description: 'What was bought, each with its amount and account',
};

/** What a bill is for (Bill Pay spec: `BillLineItem`). */
export const lineItems: Field = rows({ ...LINES, required: true }, fields);

const newLines = rows(LINES, fields);

/** The same where a bill is changed, which may go without. */
export const newLineItems: Field = {
	...newLines,
	read: (...given) => {
		const lines = newLines.read!(...given) as Values[];
		return lines.length > 0 ? lines : undefined;
	},
};
