import { day, gross, net, seeded, tax, turns, type Template } from './template';

/** Parts that the templates of several data types share. All names are made up. */
const SHOPS = [
	'Bramble Café',
	'Otter & Sons',
	'Quayside Hotel',
	"O'Malley Catering",
	'Fernhill School',
	'Little Dock Theatre',
];
const MAKERS = ['Millstone Flour', 'Copper Kettle Tools', 'Wren Packaging', 'Tidewater Energy'];
const GOODS = ['Sourdough loaf', 'Rye loaf', 'Cinnamon bun', 'Gift box'];

export const shop = turns(...SHOPS);
export const maker = turns(...MAKERS);
export const goods = turns(...GOODS);

export const customerRef = seeded({ id: 'customer-#', companyName: shop });
export const supplierRef = seeded({ id: 'supplier-#', supplierName: maker });
export const accountRef = seeded({ id: 'account-#', name: 'Account #' });
export const bankRef = seeded({ id: 'bank-#', name: 'Bank account #' });
export const itemRef = seeded({ id: 'item-#', name: goods });
export const methodRef = seeded({ id: 'method-#', name: turns('Card', 'Bank transfer', 'Cash') });
export const taxRateRef = { id: 'tax-0001', name: 'Standard rate', effectiveTaxRate: 20 };
export const categoryRefs = [{ id: 'tracking-0001', name: 'Shop floor' }];
export const NOTE = turns(null, 'Left at the side door', null, 'Crème brûlée for 40: “no nuts” ✓');

/** A line of a sale or a purchase, for one item. */
export const orderLine = {
	description: goods,
	unitAmount: net,
	quantity: 1,
	discountAmount: 0,
	subTotal: net,
	taxAmount: tax,
	totalAmount: gross,
	accountRef,
	discountPercentage: 0,
	taxRateRef,
	itemRef,
};
export const lineItems = [{ ...orderLine, trackingCategoryRefs: categoryRefs }];

export const CURRENCY = { currency: 'GBP', currencyRate: 1 };
export const TOTALS = { subTotal: net, totalTaxAmount: tax, totalAmount: gross };

/** A payment of the whole amount, as it stands on what it pays. */
export const paymentAllocations = [
	{
		payment: {
			id: 'payment-#',
			note: null,
			reference: 'PAY-#',
			accountRef: bankRef,
			...CURRENCY,
			paidOnDate: day(14),
			totalAmount: gross,
		},
		allocation: { ...CURRENCY, allocatedOnDate: day(14), totalAmount: gross },
	},
];

export const address = {
	type: 'Billing',
	line1: '# Harbour Lane',
	line2: null,
	city: 'Whitby',
	region: 'North Yorkshire',
	country: 'United Kingdom',
	postalCode: 'YO21 1AA',
};

export const state = turns('Active', 'Active', 'Archived');
export const contact = {
	contactName: turns('Ada Finch', 'Bo Larsen'),
	phone: '+44 1947 55#',
	taxNumber: 'GB#',
};
export const stillDue = turns(gross, 0, net, gross);
export const wholeAmount = turns([], paymentAllocations, [], []);
export const directLine = {
	...CURRENCY,
	lineItems,
	paymentAllocations,
	subTotal: net,
	taxAmount: tax,
	totalAmount: gross,
};

export function creditNote(number: string): Record<string, Template> {
	return {
		id: `${number}-#`,
		withholdingTax: [],
		...TOTALS,
		totalDiscount: 0,
		discountPercentage: 0,
		remainingCredit: turns(gross, 0),
		status: turns('Submitted', 'Paid'),
		issueDate: day(),
		allocatedOnDate: day(3),
		...CURRENCY,
		lineItems,
		paymentAllocations: turns([], paymentAllocations),
		note: NOTE,
	};
}
