import type { Properties } from './properties';

/** What companies keep in their books, from the models of @codat/accounting. */
export const accounting: Record<string, Properties> = {
	accountTransactions: {
		simple:
			'id transactionId date status totalAmount currency note bankAccountRef.name modifiedDate',
		text: 'id transactionId note bankAccountRef.id bankAccountRef.name currency',
		number: 'currencyRate totalAmount',
		date: 'date modifiedDate sourceModifiedDate',
		boolean: 'metadata.isDeleted',
		choices: { status: 'Unknown Unreconciled Reconciled Void' },
	},
	bankAccounts: {
		simple:
			'id accountName accountType nominalCode accountNumber sortCode currency balance institution status',
		text: 'id accountName nominalCode sortCode accountNumber iBan currency institution',
		number: 'balance availableBalance overdraftLimit',
		date: 'modifiedDate sourceModifiedDate',
		boolean: 'metadata.isDeleted',
		choices: { accountType: 'Unknown Credit Debit', status: 'Unknown Active Archived Pending' },
	},
	bankTransactions: {
		simple:
			'id accountId clearedOnDate description amount balance reconciled transactionType modifiedDate',
		text: 'id description',
		number: 'amount balance',
		date: 'clearedOnDate modifiedDate sourceModifiedDate',
		boolean: 'reconciled',
		choices: {
			transactionType:
				'Unknown Credit Debit Int Div Fee SerChg Dep Atm Pos Xfer Check Payment Cash DirectDep DirectDebit RepeatPmt Other',
		},
	},
	billCreditNotes: {
		simple:
			'id billCreditNoteNumber supplierRef.supplierName issueDate currency totalAmount remainingCredit status note modifiedDate',
		text: 'id billCreditNoteNumber supplierRef.id supplierRef.supplierName currency note',
		number:
			'totalAmount totalDiscount subTotal totalTaxAmount discountPercentage remainingCredit currencyRate',
		date: 'issueDate allocatedOnDate modifiedDate sourceModifiedDate',
		boolean: 'metadata.isDeleted',
		choices: { status: 'Unknown Draft Submitted Paid Void PartiallyPaid' },
	},
	billPayments: {
		simple:
			'id reference supplierRef.supplierName date currency totalAmount accountRef.name note modifiedDate',
		text: 'id supplierRef.id supplierRef.supplierName accountRef.id accountRef.name currency note paymentMethodRef.id paymentMethodRef.name reference',
		number: 'totalAmount currencyRate',
		date: 'date modifiedDate sourceModifiedDate',
		boolean: 'metadata.isDeleted',
	},
	bills: {
		simple:
			'id reference supplierRef.supplierName issueDate dueDate currency totalAmount amountDue status modifiedDate',
		text: 'id reference supplierRef.id supplierRef.supplierName currency note',
		number: 'currencyRate subTotal taxAmount totalAmount amountDue',
		date: 'issueDate dueDate modifiedDate sourceModifiedDate',
		boolean: 'metadata.isDeleted',
		choices: { status: 'Unknown Open PartiallyPaid Paid Void Draft' },
	},
	chartOfAccounts: {
		simple:
			'id nominalCode name type status currency currentBalance isBankAccount fullyQualifiedName modifiedDate',
		text: 'id nominalCode name description fullyQualifiedCategory fullyQualifiedName currency',
		number: 'currentBalance',
		date: 'modifiedDate sourceModifiedDate',
		boolean: 'isBankAccount metadata.isDeleted',
		choices: {
			type: 'Unknown Asset Expense Income Liability Equity',
			status: 'Unknown Active Archived Pending',
		},
	},
	creditNotes: {
		simple:
			'id creditNoteNumber customerRef.companyName issueDate currency totalAmount remainingCredit status note modifiedDate',
		text: 'id creditNoteNumber customerRef.id customerRef.companyName currency note',
		number:
			'totalAmount totalDiscount subTotal totalTaxAmount discountPercentage remainingCredit currencyRate additionalTaxAmount additionalTaxPercentage',
		date: 'issueDate allocatedOnDate modifiedDate sourceModifiedDate',
		boolean: 'metadata.isDeleted',
		choices: { status: 'Unknown Draft Submitted Paid Void PartiallyPaid' },
	},
	customers: {
		simple: 'id customerName contactName emailAddress phone defaultCurrency status modifiedDate',
		text: 'id customerName contactName emailAddress defaultCurrency phone registrationNumber taxNumber',
		date: 'modifiedDate sourceModifiedDate',
		boolean: 'metadata.isDeleted',
		choices: { status: 'Unknown Active Archived' },
	},
	directCosts: {
		simple: 'id reference contactRef.id issueDate currency totalAmount taxAmount note modifiedDate',
		text: 'id reference note contactRef.id currency',
		number: 'currencyRate subTotal taxAmount totalAmount',
		date: 'issueDate modifiedDate sourceModifiedDate',
		boolean: 'metadata.isDeleted',
	},
	directIncomes: {
		simple: 'id reference contactRef.id issueDate currency totalAmount taxAmount note modifiedDate',
		text: 'id reference note contactRef.id currency',
		number: 'currencyRate subTotal taxAmount totalAmount',
		date: 'issueDate modifiedDate sourceModifiedDate',
		boolean: 'metadata.isDeleted',
	},
	invoices: {
		simple:
			'id invoiceNumber customerRef.companyName issueDate dueDate currency totalAmount amountDue status modifiedDate',
		text: 'id invoiceNumber customerRef.id customerRef.companyName currency note',
		number:
			'currencyRate totalDiscount subTotal totalTaxAmount totalAmount amountDue discountPercentage additionalTaxAmount additionalTaxPercentage',
		date: 'issueDate dueDate paidOnDate modifiedDate sourceModifiedDate',
		boolean: 'metadata.isDeleted',
		choices: { status: 'Unknown Draft Submitted PartiallyPaid Paid Void' },
	},
	items: {
		simple:
			'id name code type itemStatus billItem.unitPrice invoiceItem.unitPrice isBillItem isInvoiceItem modifiedDate',
		text: 'billItem.description code id invoiceItem.description name',
		number: 'billItem.unitPrice invoiceItem.unitPrice',
		date: 'modifiedDate sourceModifiedDate',
		boolean: 'isBillItem isInvoiceItem metadata.isDeleted',
		choices: {
			itemStatus: 'Unknown Active Archived',
			type: 'Unknown Inventory NonInventory Service',
		},
	},
	journalEntries: {
		simple:
			'id description postedOn createdOn updatedOn journalRef.name recordRef.id recordRef.dataType modifiedDate',
		text: 'id description journalRef.id journalRef.name recordRef.id',
		date: 'postedOn createdOn updatedOn modifiedDate sourceModifiedDate',
		boolean: 'metadata.isDeleted',
		choices: {
			'recordRef.dataType':
				'bankTransactions billCreditNotes billPayments bills creditNotes directCosts directIncomes invoices journalEntries payments transfers',
		},
	},
	journals: {
		simple: 'id journalCode name type status createdOn modifiedDate',
		text: 'id journalCode name type parentId',
		date: 'createdOn modifiedDate sourceModifiedDate',
		boolean: 'hasChildren metadata.isDeleted',
		choices: { status: 'Unknown Active Archived' },
	},
	paymentMethods: {
		simple: 'id name type status modifiedDate',
		text: 'id name',
		date: 'modifiedDate sourceModifiedDate',
		boolean: 'metadata.isDeleted',
		choices: {
			status: 'Unknown Active Archived',
			type: 'Unknown Cash Check CreditCard DebitCard BankTransfer Other',
		},
	},
	payments: {
		simple:
			'id reference customerRef.companyName date currency totalAmount accountRef.name note modifiedDate',
		text: 'id customerRef.id customerRef.companyName accountRef.id accountRef.name paymentMethodRef.id paymentMethodRef.name currency note reference',
		number: 'totalAmount currencyRate',
		date: 'date modifiedDate sourceModifiedDate',
		boolean: 'metadata.isDeleted',
	},
	purchaseOrders: {
		simple:
			'id purchaseOrderNumber supplierRef.supplierName issueDate expectedDeliveryDate currency totalAmount status note modifiedDate',
		text: 'currency id note purchaseOrderNumber supplierRef.id supplierRef.supplierName',
		number: 'currencyRate subTotal totalAmount totalDiscount totalTaxAmount',
		date: 'deliveryDate expectedDeliveryDate issueDate modifiedDate paymentDueDate sourceModifiedDate',
		boolean: 'metadata.isDeleted',
		choices: { status: 'Unknown Draft Open Closed Void' },
	},
	salesOrders: {
		simple:
			'id salesOrderNumber customerRef.companyName issueDate expectedDeliveryDate currency totalAmount status invoicingStatus modifiedDate',
		text: 'currency customerPurchaseOrderNumber customerRef.companyName customerRef.id id note salesOrderNumber',
		number: 'currencyRate subTotal totalAmount totalDiscount totalTaxAmount',
		date: 'expectedDeliveryDate issueDate modifiedDate sourceModifiedDate',
		boolean: 'metadata.isDeleted',
		choices: {
			invoicingStatus: 'Unknown PartiallyInvoiced Invoiced NotInvoiced',
			status: 'Unknown Draft Open Closed Void',
		},
	},
	suppliers: {
		simple: 'id supplierName contactName emailAddress phone defaultCurrency status modifiedDate',
		text: 'id supplierName contactName emailAddress phone registrationNumber taxNumber defaultCurrency',
		date: 'modifiedDate sourceModifiedDate',
		boolean: 'metadata.isDeleted',
		choices: { status: 'Unknown Active Archived' },
	},
	taxRates: {
		simple: 'id name code effectiveTaxRate totalTaxRate status modifiedDate',
		text: 'code id name',
		number: 'effectiveTaxRate totalTaxRate',
		date: 'modifiedDate sourceModifiedDate',
		boolean: 'metadata.isDeleted',
		choices: { status: 'Unknown Active Archived' },
	},
	trackingCategories: {
		simple: 'id name parentId hasChildren status modifiedDate',
		text: 'id name parentId',
		date: 'modifiedDate sourceModifiedDate',
		boolean: 'hasChildren',
		choices: { status: 'Unknown Active Archived' },
	},
	transfers: {
		simple:
			'id description date from.accountRef.id from.amount from.currency to.accountRef.id to.amount to.currency status',
		text: 'id description contactRef.id from.accountRef.id from.currency to.accountRef.id to.currency',
		number: 'from.amount to.amount',
		date: 'date modifiedDate sourceModifiedDate',
		boolean: 'metadata.isDeleted',
		choices: {
			status: 'Unknown Unreconciled Reconciled Void',
		},
	},
};
