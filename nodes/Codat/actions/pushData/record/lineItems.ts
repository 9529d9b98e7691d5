import { amount, always, list, reference, select, text, type List, type Part } from './parts';

/** What a few platforms want beside an ID. */
export const nameOf = (what: string, name: string, at: string): Part =>
	text(
		`${what} Name`,
		name,
		`The name of the ${what.toLowerCase()}, for platforms that need it in addition to the ID`,
		{ at: [at] },
	);

export const account = reference(
	'accounts',
	'Account',
	'accountRef',
	'The account that this is booked to',
);

/** What is reported under; platforms have it in different places. */
export const trackingCategories = (...at: string[]): List =>
	list(
		'Tracking Categories',
		'trackingCategoryRefs',
		'Tracking Category',
		'What this is reported under, such as a department or a region',
		[
			...always(
				reference(
					'trackingCategories',
					'Tracking Category',
					'trackingCategory',
					'The category to report this under',
					{ at: [''] },
				),
			),
			nameOf('Tracking Category', 'trackingCategoryName', 'name'),
		],
		{ at },
	);

export const trackedCustomer = (...at: string[]): Part =>
	reference(
		'customers',
		'Tracked Customer',
		'trackedCustomer',
		'The customer that the line is reported under',
		{ at },
	);

export const trackedSupplier = reference(
	'suppliers',
	'Tracked Supplier',
	'trackedSupplier',
	'The supplier that the line is reported under',
	{ at: ['tracking.recordRefs[]'] },
);

export const NOT_SET = { name: 'Not Set', value: '' };

const yesOrNo = [NOT_SET, { name: 'Yes', value: true }, { name: 'No', value: false }];

const billedTo = [
	NOT_SET,
	{ name: 'Customer', value: 'Customer' },
	{ name: 'Not Applicable', value: 'NotApplicable' },
	{ name: 'Project', value: 'Project' },
	{ name: 'Unknown', value: 'Unknown' },
];

/** What is sold or bought: all that lines of any data type have, under Codat's names. */
export const lineItems = list(
	'Line Items',
	'lineItems',
	'Line Item',
	'What is sold or bought, one row for each line. Leave fields empty that you don’t need.',
	[
		...always(
			text('Description', 'description', 'What is sold or bought', {
				placeholder: 'e.g. Rye loaves',
			}),
			amount('Quantity', 'quantity', 'How many are sold or bought', { placeholder: 'e.g. 2' }),
			amount('Unit Amount', 'unitAmount', 'The price of one, before discount and tax'),
			account,
			reference('taxRates', 'Tax Rate', 'taxRateRef', 'The rate of the tax on the line'),
		),
		nameOf('Account', 'accountName', 'accountRef.name'),
		amount('Discount Amount', 'discountAmount', 'The discount on the line'),
		amount('Discount Percentage', 'discountPercentage', 'The discount on the line, in percent', {
			placeholder: 'e.g. 10',
		}),
		amount(
			'Effective Tax Rate',
			'effectiveTaxRate',
			'The tax rate in percent, for platforms that need it in addition to the ID',
			{ at: ['taxRateRef.effectiveTaxRate'], placeholder: 'e.g. 20' },
		),
		reference('customers', 'Invoice To', 'invoiceTo', 'The customer who is billed for the line', {
			at: ['tracking.invoiceTo'],
		}),
		select(
			'Is Billed To',
			'isBilledTo',
			'Whether the line is billed to a customer or project',
			billedTo,
			{
				at: ['tracking.isBilledTo'],
			},
		),
		select('Is Direct Cost', 'isDirectCost', 'Whether the line is a direct cost', yesOrNo),
		select('Is Direct Income', 'isDirectIncome', 'Whether the line is direct income', yesOrNo),
		select(
			'Is Rebilled To',
			'isRebilledTo',
			'Whether the line is rebilled to a customer or project',
			billedTo,
			{
				at: ['tracking.isRebilledTo'],
			},
		),
		reference('items', 'Item', 'itemRef', 'The product or service that is sold or bought'),
		nameOf('Item', 'itemName', 'itemRef.name'),
		text('Project ID', 'projectId', 'The project that the line is reported under', {
			at: ['tracking.projectRef.id'],
		}),
		nameOf('Project', 'projectName', 'tracking.projectRef.name'),
		amount('Subtotal', 'subTotal', 'The amount of the line after discount, before tax'),
		amount('Tax Amount', 'taxAmount', 'The tax on the line'),
		amount('Tax Code', 'taxCode', 'The number of the tax code', { placeholder: 'e.g. 1' }),
		nameOf('Tax Rate', 'taxRateName', 'taxRateRef.name'),
		amount('Total Amount', 'totalAmount', 'The amount of the line, after discount and with tax'),
		trackedCustomer('tracking.customerRef', 'tracking.recordRefs[]'),
		nameOf('Tracked Customer', 'trackedCustomerName', 'tracking.customerRef.companyName'),
		trackedSupplier,
		trackingCategories('trackingCategoryRefs', 'tracking.categoryRefs', 'tracking.recordRefs'),
	],
);
