import type { Properties } from './properties';

/** What is sold, and how it is paid, from the spec of Codat’s commerce API. */
export const commerce: Record<string, Properties> = {
	'commerce-companyInfo': {
		simple:
			'companyName companyLegalName commercePlatformRef registrationNumber baseCurrency createdDate modifiedDate',
		text: 'companyName commercePlatformRef companyLegalName registrationNumber baseCurrency',
		date: 'createdDate modifiedDate sourceModifiedDate',
	},
	'commerce-customers': {
		simple: 'id customerName emailAddress phone defaultCurrency note createdDate modifiedDate',
		text: 'id customerName emailAddress phone defaultCurrency note',
		date: 'createdDate modifiedDate sourceModifiedDate',
	},
	'commerce-disputes': {
		simple: 'id status reason totalAmount currency dueDate createdDate modifiedDate',
		text: 'id currency reason',
		number: 'totalAmount',
		date: 'dueDate createdDate modifiedDate sourceModifiedDate',
		choices: {
			status:
				'Won Lost Accepted Processing ChargeRefunded EvidenceRequired InquiryEvidenceRequired InquiryProcessing InquiryClosed WaitingThirdParty Unknown',
		},
	},
	'commerce-locations': {
		simple: 'id name address.city address.region address.country address.postalCode modifiedDate',
		text: 'id name address.line1 address.line2 address.city address.region address.country address.postalCode',
		date: 'modifiedDate sourceModifiedDate',
		choices: { 'address.type': 'Billing Delivery Order Inventory Unknown' },
	},
	'commerce-orders': {
		simple:
			'id orderNumber customerRef.name createdDate closedDate currency totalAmount totalTaxAmount totalRefund modifiedDate',
		text: 'id orderNumber country currency locationRef.id locationRef.name customerRef.id customerRef.name',
		number: 'totalAmount totalRefund totalTaxAmount totalDiscount totalGratuity',
		date: 'closedDate createdDate modifiedDate sourceModifiedDate',
	},
	'commerce-paymentMethods': {
		simple: 'id name status modifiedDate',
		text: 'id name',
		date: 'modifiedDate sourceModifiedDate',
		choices: { status: 'Unknown Active Archived' },
	},
	'commerce-payments': {
		simple:
			'id amount currency status paymentMethodRef.name paymentProvider dueDate createdDate modifiedDate',
		text: 'id currency paymentMethodRef.id paymentMethodRef.name paymentProvider',
		number: 'amount',
		date: 'dueDate createdDate modifiedDate sourceModifiedDate',
		choices: { status: 'Pending Authorized Paid Failed Cancelled Unknown' },
	},
	'commerce-productCategories': {
		simple: 'id name hasChildren modifiedDate',
		text: 'id name',
		date: 'modifiedDate sourceModifiedDate',
		boolean: 'hasChildren',
	},
	'commerce-products': {
		simple: 'id name description categorization isGiftCard variants',
		text: 'id name description categorization',
		boolean: 'isGiftCard',
	},
	'commerce-taxComponents': {
		simple: 'id name rate isCompound modifiedDate',
		text: 'id name',
		number: 'rate',
		date: 'modifiedDate sourceModifiedDate',
		boolean: 'isCompound',
	},
	'commerce-transactions': {
		simple: 'id type subType totalAmount currency transactionSourceRef.id createdDate modifiedDate',
		text: 'id currency subType transactionSourceRef.id',
		number: 'totalAmount',
		date: 'createdDate sourceCreatedDate modifiedDate sourceModifiedDate',
		choices: {
			type: 'Payment Refund Payout FailedPayout Transfer PaymentFee PaymentFeeRefund Unknown',
			'transactionSourceRef.type': 'Fee Order Payment ServiceCharge Unknown',
		},
	},
};
