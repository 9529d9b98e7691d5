import { address as accountingAddress, goods, shop } from './refs';
import { day, gross, net, seeded, tax, turns, type Template } from './template';

const address = { ...accountingAddress, line2: '', type: 'Delivery' };
const createdDate = day(-1);
const customerRef = seeded({ id: 'buyer-#', name: shop });
const locationRef = { id: 'location-0001', name: 'Location 0001' };
const methodName = turns('Card', 'Cash', 'Gift card');
const payment = {
	id: 'sale-payment-#',
	amount: gross,
	currency: 'GBP',
	status: turns('Paid', 'Authorized', 'Pending', 'Failed'),
	paymentProvider: 'Till',
	dueDate: day(),
	createdDate,
};

/** Commerce data, field by field (Commerce spec). */
export const COMMERCE: Record<string, Record<string, Template>> = {
	'commerce-customers': {
		id: 'buyer-#',
		customerName: shop,
		emailAddress: 'buyer-#@shop.example',
		phone: '+44 1947 77#',
		defaultCurrency: 'GBP',
		addresses: [address],
		note: turns('', 'Collects on Fridays'),
		createdDate,
	},
	'commerce-disputes': {
		id: 'dispute-#',
		disputedTransactions: [{ id: 'order-#', type: 'Order' }],
		totalAmount: gross,
		currency: 'GBP',
		status: turns('Won', 'Lost', 'Processing'),
		reason: 'Never arrived',
		dueDate: day(7),
		createdDate,
	},
	'commerce-locations': { id: 'location-#', name: 'Location #', address },
	'commerce-orders': {
		id: 'order-#',
		orderNumber: '#',
		country: 'GBR',
		currency: 'GBP',
		closedDate: day(),
		totalAmount: gross,
		totalRefund: 0,
		totalTaxAmount: tax,
		totalDiscount: 0,
		totalGratuity: 0,
		orderLineItems: [
			{
				id: 'order-line-#',
				quantity: 1,
				taxPercentage: 20,
				totalAmount: gross,
				totalTaxAmount: tax,
				unitPrice: net,
				taxes: [{ taxComponentRef: { id: 'component-0001', name: 'VAT' }, rate: 20 }],
				productRef: seeded({ id: 'product-#', name: goods }),
				productVariantRef: seeded({ id: 'variant-#', name: goods }),
				discountAllocations: [],
			},
		],
		payments: [{ ...payment, type: 'Card' }],
		serviceCharges: [
			{
				description: 'Delivery',
				totalAmount: 0,
				taxPercentage: 20,
				taxAmount: 0,
				taxes: [],
				quantity: 1,
				type: 'Shipping',
			},
		],
		locationRef,
		customerRef,
		createdDate,
	},
	'commerce-paymentMethods': { id: 'till-method-#', name: methodName, status: 'Active' },
	'commerce-payments': {
		...payment,
		paymentMethodRef: seeded({ id: 'till-method-#', name: methodName }),
	},
	'commerce-productCategories': {
		id: 'product-category-#',
		name: turns('Bread', 'Cakes', 'Gifts'),
		ancestorRefs: turns([], [{ id: 'product-category-0001', type: 'ProductCategory' }]),
		hasChildren: turns(true, false),
	},
	'commerce-products': {
		id: 'product-#',
		name: goods,
		description: 'Baked this morning',
		categorization: 'Bread',
		isGiftCard: false,
		variants: [
			{
				id: 'variant-#',
				name: goods,
				isTaxEnabled: true,
				sku: 'SKU-#',
				barcode: '000000#',
				unitOfMeasure: 'each',
				vatPercentage: 20,
				prices: [{ currency: 'GBP', unitPrice: net }],
				inventory: { totalQuantity: 8, locations: [{ quantity: 8, locationRef }] },
				shippingRequired: false,
				status: 'Published',
				createdDate,
			},
		],
	},
	'commerce-taxComponents': {
		id: 'component-#',
		name: turns('VAT', 'City tax'),
		rate: turns(20, 2.5),
		isCompound: false,
	},
	'commerce-transactions': {
		id: 'till-transaction-#',
		totalAmount: gross,
		currency: 'GBP',
		type: turns('Payment', 'Refund', 'Payout', 'PaymentFee'),
		subType: '',
		transactionSourceRef: { id: 'order-#', type: 'Order' },
		createdDate,
		sourceCreatedDate: day(-1),
	},
};
