import { DAY, type Clock } from '../clock';
import type { JsonObject } from '../route';
import type { Payables } from '../state';
import { address, maker } from './refs';
import {
	day,
	gross,
	make,
	net,
	seeded,
	SEEDED_RECORDS,
	tax,
	turns,
	type Template,
} from './template';

/** What Bill Pay reads of a company's books, field by field (Bill Pay spec). */
const TEMPLATES = {
	bills: {
		id: 'payable-#',
		reference: 'PAY-#',
		supplierRef: seeded({ id: 'payee-#', supplierName: maker }),
		issueDate: day(),
		dueDate: day(30),
		currency: 'GBP',
		currencyRate: 1,
		lineItems: [
			{
				description: 'Goods #',
				unitAmount: net,
				quantity: 1,
				taxAmount: tax,
				totalAmount: gross,
				accountRef: { id: 'account-0002' },
				taxRateRef: { id: 'tax-0001' },
				trackingRefs: [{ id: 'tracking-0001', dataType: 'trackingCategories' }],
			},
		],
		status: turns('Open', 'PartiallyPaid', 'Paid', 'Draft'),
		totalAmount: gross,
		amountDue: turns(gross, net, 0, gross),
		sourceModifiedDate: day(),
	},
	suppliers: {
		id: 'payee-#',
		supplierName: maker,
		contactName: turns('Ada Finch', null),
		emailAddress: 'sales-#@payee.example',
		phone: '+44 1947 55#',
		addresses: [address],
		status: turns('Active', 'Active', 'Archived'),
		balance: gross,
		defaultCurrency: 'GBP',
		sourceModifiedDate: day(),
	},
	bankAccounts: {
		id: 'payables-bank-#',
		nominalCode: '12#',
		name: turns('Current account #', 'Company card #'),
		accountType: turns('Debit', 'Credit'),
		accountNumber: '0000#',
		sortCode: '50-50-50',
		currency: 'GBP',
		status: 'Active',
		sourceModifiedDate: day(),
	},
} satisfies Record<string, Template>;

function records(template: Template, count: number, clock: Clock): JsonObject[] {
	const today = Math.floor(clock.now() / DAY) * DAY;
	return Array.from({ length: count }, (_, index) => {
		const seat = { number: index + 1, day: today - (count - index) * DAY };
		return make(template, seat) as JsonObject;
	});
}

/** The books of a connection, as Bill Pay finds them at first. */
export function seedPayables(clock: Clock): Payables {
	return {
		bills: records(TEMPLATES.bills, SEEDED_RECORDS, clock),
		suppliers: records(TEMPLATES.suppliers, SEEDED_RECORDS, clock),
		bankAccounts: records(TEMPLATES.bankAccounts, 3, clock),
		payments: [],
		attachments: [],
	};
}
